"""Titles of offices in a parsed text.

A title is built from parts (transforms/names/title_words.py): ranks and fields, an office, perhaps "of" or "for" and fields again: "Vice
Minister of Commerce", "Business and Trade Secretary", so that a portfolio nobody thought of still reads as one. What stands left of a
title ("former", "U.S.", "acting") says whose it is and since when; it is no part of the title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.names.title_words import Office, Words, singular, vocabulary
from transforms.text.word_groups import words as word_group
from warehouse.schema import RoleStatus

BODY_TOKENS = 4  # between a field and the word that makes it the name of a body
FIELDS_AND_BODIES = frozenset({"treasury", "customs", "army", "navy", "police", "industry", "business"})
HYPHENS = frozenset({"-", "‐", "‑", "–"})
CANDIDACIES = frozenset({"nominee", "pick", "choice", "candidate", "hopeful", "designate", "elect"})
BODIES_TOO = frozenset({"ustr"})  # an office before a name ("USTR Jane Doe"), else the body that it heads
JOINTS = frozenset({"and", "&", ","})


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
        if at < free or _is_party(line.token(at)):
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


def _with_fields_before(line: _Line, at: int, limit: int) -> int:
    """Moves the start over ranks and fields in front: "[deputy foreign] minister", "[Business and Trade] Secretary"."""
    start = at
    while True:
        length = _portfolio_length(line, start, limit)
        if length and not _ends_name(line.token(start - length)):
            start -= length
            if start and line.at[start] - line.at[start - 1] == 2 and line.at[start - 1] >= limit:
                return start - 1  # "anti-war activist"
            continue
        if start < at and start >= 2 and line.words[start - 1] in JOINTS and _alike(line, start - 2, start):
            length = _portfolio_length(line, start - 1, limit)
            if length and (line.words[start - 1] != "," or not {"and", "&"}.isdisjoint(line.words[start:at])):
                start -= length + 1  # a comma binds fields only in a list that ends in "and"
                continue
        return start


def _ends_name(token: Token) -> bool:
    """Whether the field is the last word of a company's or party's name: "Samsung [Electronics] chairman"."""
    before = token.nbor(-1) if token.i else token
    is_inside = token.ent_type_ == "ORG" and token.ent_iob_ == "I" and before.is_title
    is_behind = token.text == "Group" and before.ent_type_ == "ORG"
    return _is_party(token) or (token.lower_ in word_group("company_tails") and (is_inside or is_behind))


def _is_party(token: Token) -> bool:
    """Whether the word ends the name of a party: "Labour [Party] leader"."""
    return token.text == "Party" and token.i > 0 and token.nbor(-1).is_title and not token.nbor(-1).is_stop


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
        is_list = words[at : at + 1] != [","] or not {"and", "&"}.isdisjoint(words[at : at + 5])  # "Chiefs of Staff, General Doe" is none
        if at < len(words) - 1 and words[at] in JOINTS and is_list and _alike(line, at - 1, at + 1):
            at += 2 if words[at] == "," and words[at + 1] in {"and", "&"} else 1
    if at > stop and words[at - 1] in {"and", "&"} and _is_last_field(line, at):
        stop = at + 1
    is_for_office = words[end - 1] in CANDIDACIES and _office_at(line, stop)[0] is not None  # "nominee for commerce secretary"
    return end if is_for_office or _is_part_of_more(line, stop) else stop


def _is_last_field(line: _Line, at: int) -> bool:
    """Whether a noun that the table does not have ends a list of fields: "of trade, tourism and [wildlife],"."""
    if at >= len(line.words) or line.token(at).pos_ not in {"NOUN", "PROPN"} or line.token(at).ent_type_ or _is_office(line.token(at)):
        return False
    behind = line.token(at + 1) if at + 1 < len(line.words) else None
    is_person = line.words[at] in word_group("human_nouns") or singular(line.words[at]) in word_group("human_nouns")
    is_last = behind is None or behind.is_punct or behind.pos_ in {"VERB", "AUX"} or behind.ent_type_ == "PERSON"
    return is_last and not is_person and line.words[at] not in vocabulary().bodies and _alike(line, at - 2, at)


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
