"""Titles of offices and forms of address in a parsed text (transforms/data/titles.csv).

A title is built from parts: ranks and fields, an office, perhaps "of" or "for" and fields again: "Vice Minister of Commerce",
"Business and Trade Secretary". The table lists the parts, so that a portfolio nobody thought of still reads as one. What stands left of a
title ("former", "U.S.", "acting") says whose it is and since when; it is no part of the title.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from spacy.tokens import Doc, Token

from transforms.text.word_groups import words as word_group
from warehouse.schema import RoleStatus

DATA = Path(__file__).parents[1] / "data" / "titles.csv"
Public = Literal["yes", "no", "open"]
Words = tuple[str, ...]
BODY_TOKENS = 4  # between a field and the word that makes it the name of a body
FIELDS_AND_BODIES = frozenset({"treasury", "customs", "army", "navy", "police", "industry", "business"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})
CANDIDACIES = frozenset({"nominee", "pick", "choice", "candidate", "hopeful", "designate", "elect"})
BODIES_TOO = frozenset({"ustr"})  # an office before a name ("USTR Jane Doe"), else the body that it heads
JOINTS = frozenset({"and", "&", ","})


class Office(NamedTuple):
    """What the table says of an office: whether it is a public one, whose where the text is silent, and a status it implies."""

    words: Words
    public: Public
    country_code: str | None
    status: RoleStatus | None


@dataclass(frozen=True)
class Vocabulary:
    """The parts of titles, by their words."""

    offices: dict[Words, Office]
    portfolios: frozenset[Words]
    statuses: dict[Words, RoleStatus]
    honorifics: frozenset[Words]
    bodies: dict[str, bool]  # word in the name of a body: whether such bodies hold public power

    @cached_property
    def honorific_parts(self) -> frozenset[str]:
        """The words of the honorifics that have two: "tan sri"."""
        return frozenset(word for words in self.honorifics if len(words) > 1 for word in words)

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How many words the offices have that begin with a word, the longest first."""
        found: dict[str, set[int]] = {}
        for words in self.offices:
            found.setdefault(words[0], set()).add(len(words))
        plurals = {form: (1,) for words in self.offices if len(words) == 1 for form in _plurals(words[0])}
        without_stop = {words[0].removesuffix("."): (1,) for words in self.offices if len(words) == 1 and words[0].endswith(".")}
        return plurals | without_stop | {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@dataclass(frozen=True)
class Title:
    """A title in the text. `start` and `end` count tokens of the document, status words left out; `head` is the word that the
    parser hangs the others on."""

    start: int
    end: int
    head: int
    office: Office
    status: RoleStatus | None  # what the title itself says of its holder: "president-elect", "commerce secretary nominee"
    stop: int  # one past the word that says so, `end` where there is none
    is_plural: bool


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The table, read once."""
    offices: dict[Words, Office] = {}
    portfolios: set[Words] = set()
    statuses: dict[Words, RoleStatus] = {}
    honorifics: set[Words] = set()
    bodies: dict[str, bool] = {}
    with DATA.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            words = tuple(row["words"].replace("-", " ").split())
            status = cast(RoleStatus, row["status"]) if row["status"] else None
            if row["kind"] == "office":
                offices[words] = Office(words, cast(Public, row["public"]), row["country_code"] or None, status)
            elif row["kind"] == "portfolio":
                portfolios.add(words)
            elif row["kind"] == "status" and status:
                statuses[words] = status
            elif row["kind"] == "honorific":
                honorifics.add(words)
            elif row["kind"] == "body":
                bodies[words[0]] = row["public"] == "yes"
    return Vocabulary(offices, frozenset(portfolios), statuses, frozenset(honorifics), bodies)


def abbreviations() -> list[str]:
    """The first words of titles that end in a full stop, as they are written: "Lt." of "Lt. Gov.", "Amb."."""
    known = vocabulary()
    first = [words[0] for words in known.offices if len(words) > 1] + [words[0] for words in known.honorifics]
    return sorted({word.capitalize() for word in first if word.endswith(".")})


def is_honorific(token: Token) -> bool:
    """Whether the word is a form of address that stands before a name, or a part of one ("Tan Sri")."""
    if not token.text[0].isupper():
        return False
    word, forms = token.lower_, vocabulary().honorifics
    if (word,) in forms:
        return True
    if word not in vocabulary().honorific_parts:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    behind = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return (before, word) in forms or (word, behind) in forms


def status_of(token: Token) -> RoleStatus | None:
    """What a word in front of a title says of its holder: "former", "acting"."""
    return vocabulary().statuses.get((token.lower_,))


class _Line(NamedTuple):
    """The words of a paragraph, white space and inner hyphens left out, and the token of each."""

    doc: Doc
    at: list[int]
    words: list[str]  # in lower case

    def token(self, word: int) -> Token:
        return self.doc[self.at[word]]

    def phrase(self, start: int, end: int) -> Words:
        return tuple(self.words[start:end])


def titles(doc: Doc, lower_words: Sequence[str]) -> list[Title]:
    """The titles in the text, in order; they never overlap. `lower_words` are its tokens' words."""
    lengths = vocabulary().lengths
    breaks = [i for i, word in enumerate(lower_words) if "\n" in word]  # a title never runs over the end of a paragraph
    found: list[Title] = []
    start = 0
    for end in [*breaks, len(lower_words)]:
        if any(map(lengths.__contains__, lower_words[start:end])):
            at = [
                i for i in range(start, end) if not (lower_words[i].isspace() or (lower_words[i] in HYPHENS and _is_inner_hyphen(doc[i])))
            ]
            found += _titles_in(_Line(doc, at, [lower_words[i] for i in at]))
        start = end + 1
    return found


def _titles_in(line: _Line) -> list[Title]:
    found: list[Title] = []
    lengths = vocabulary().lengths
    free = 0
    for at in [at for at, word in enumerate(line.words) if word in lengths]:
        if at < free:
            continue
        office, end = _office_at(line, at)
        if office is None or (office.words in vocabulary().portfolios and _office_at(line, end)[0] is not None):
            continue  # "deputy" is an office, "deputy minister" another
        start = _with_fields_before(line, at, found[-1].end if found else 0)
        last = line.words[end - 1]
        end = _with_fields_behind(line, end)
        if end < len(line.words) and line.words[end] == "for":  # "Under Secretary of Commerce for Industry and Security"
            end = _with_fields_behind(line, end)
        wider = _widest_office(line, start, end) or office
        is_plural = last not in office.words[-1:] and last.endswith(("s", "men", "women"))
        first, final = line.at[start], line.at[end - 1] + 1
        free = end + 1 if end < len(line.words) and line.words[end] in CANDIDACIES else end
        status: RoleStatus | None = "nominee" if free > end else wider.status
        found.append(Title(first, final, line.doc[first:final].root.i, wider, status, line.at[free - 1] + 1, is_plural))
    return found


def _is_inner_hyphen(token: Token) -> bool:
    """Whether a hyphen stands between two words without white space: the table writes "vice-president" and "vice president" alike."""
    return not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _office_at(line: _Line, at: int) -> tuple[Office | None, int]:
    """The longest office that begins at the word, and where it ends."""
    known = vocabulary()
    for length in known.lengths.get(line.words[at], ()) if at < len(line.words) else ():
        words = line.phrase(at, at + length)
        if len(words) < length:
            continue
        office = known.offices.get(words) or known.offices.get((*words[:-1], singular(words[-1]))) or _without_stop(line, at)
        if office is not None and words[-1] in BODIES_TOO and not _is_before_person(line, at + length):
            continue
        if office is not None and line.token(at + length - 1).pos_ not in {"VERB", "ADV"}:
            return office, at + length
    return None, at


def _is_before_person(line: _Line, at: int) -> bool:
    return at < len(line.words) and line.token(at).pos_ == "PROPN" and line.token(at).is_title


def _without_stop(line: _Line, at: int) -> Office | None:
    """The office of an abbreviation written without its full stop before a name: "[Sen] Jane Doe", not "a sales rep"."""
    if at + 1 >= len(line.words) or not line.token(at).is_title or line.token(at + 1).pos_ != "PROPN" or len(line.words[at + 1]) < 2:
        return None
    return vocabulary().offices.get((f"{line.words[at]}.",))


def _plurals(word: str) -> Iterator[str]:
    """The words whose singular it is, itself perhaps among them."""
    forms = (word, f"{word}s", word.removesuffix("y") + "ies", word.removesuffix("man") + "men")
    return (form for form in forms if singular(form) == word)


def singular(word: str) -> str:
    """The singular of an office: "Commissioners" gives "Commissioner"."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _with_fields_before(line: _Line, at: int, limit: int) -> int:
    """Moves the start over ranks and fields in front: "[deputy foreign] minister", "[Business and Trade] Secretary"."""
    start = at
    while True:
        length = _portfolio_length(line, start, limit)
        if length and not _ends_name(line.token(start - length)):
            start -= length
            continue
        if start < at and start >= 2 and line.words[start - 1] in JOINTS and _alike(line, start - 2, start):
            length = _portfolio_length(line, start - 1, limit)
            if length and (line.words[start - 1] != "," or not {"and", "&"}.isdisjoint(line.words[start:at])):
                start -= length + 1  # a comma binds fields only in a list that ends in "and"
                continue
        return start


def _ends_name(token: Token) -> bool:
    """Whether the field is the last word of a company's name: "Samsung [Electronics] chairman"."""
    before = token.nbor(-1) if token.i else token
    is_inside = token.ent_type_ == "ORG" and token.ent_iob_ == "I" and before.is_title
    is_behind = token.text == "Group" and before.ent_type_ == "ORG"
    return token.lower_ in word_group("company_tails") and (is_inside or is_behind)


def _portfolio_length(line: _Line, end: int, limit: int) -> int:
    portfolios = vocabulary().portfolios
    for length in range(min(4, end), 0, -1):
        if line.phrase(end - length, end) in portfolios and line.at[end - length] >= limit:
            return length
    return 0


def _with_fields_behind(line: _Line, end: int) -> int:
    """Moves the end over "of" or "for" and the fields that follow: "minister [for trade and agriculture]"."""
    portfolios, bodies, words = vocabulary().portfolios, vocabulary().bodies, line.words
    at = end
    if at < len(words) and words[at] in {"of", "for", "to"}:
        at += 2 if words[at + 1 : at + 2] == ["the"] else 1
    elif words[end - 1] != "for":
        return end
    stop = end
    while at < len(words):
        longest = min(4, len(words) - at)
        length = next((n for n in range(longest, 0, -1) if line.phrase(at, at + n) in portfolios), 0)
        last = line.token(at + length - 1)
        is_field = last.pos_ in {"NOUN", "PROPN"} or last.is_upper  # the parser takes IT for a pronoun
        if not length or not is_field or (last.lower_ in bodies and last.lower_ not in FIELDS_AND_BODIES):
            break
        at += length
        stop = at
        if at < len(words) - 1 and words[at] in JOINTS and _alike(line, at - 1, at + 1):
            at += 2 if words[at] == "," and words[at + 1] in {"and", "&"} else 1
    is_for_office = words[end - 1] in CANDIDACIES and _office_at(line, stop)[0] is not None  # "nominee for commerce secretary"
    return end if is_for_office or _is_part_of_more(line, stop) else stop


def _is_part_of_more(line: _Line, stop: int) -> bool:
    """Whether the fields only begin a longer phrase: "of the information and machinery bureau", "of the Finance Ministry"."""
    rest = [line.doc[i] for i in line.at[stop : stop + BODY_TOKENS]]
    end = next((at for at, token in enumerate(rest) if token.is_punct or token.pos_ in {"ADP", "VERB", "AUX"}), len(rest))
    words = [token for token in rest[:end] if token.lower_ not in {"and", "&"}]
    if any(token.lower_ in vocabulary().bodies for token in words):
        return True
    return bool(words) and words[0].pos_ == "NOUN" and not words[0].ent_type_ and not _is_office(words[0])


def _is_office(token: Token) -> bool:
    return (singular(token.lower_),) in vocabulary().offices


def _alike(line: _Line, one: int, other: int) -> bool:
    return line.token(one).text[0].isupper() == line.token(other).text[0].isupper()


def _widest_office(line: _Line, start: int, end: int) -> Office | None:
    """The entry for the whole title: "trade secretary" says more than "secretary"."""
    found = [office for at in range(start, end) for office, stop in [_office_at(line, at)] if office is not None and stop <= end]
    return max(found, key=lambda office: len(office.words), default=None)
