"""The parts that titles are built from (transforms/data/titles.csv): offices, fields, forms of address, words of status."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from spacy.tokens import Token

from warehouse.schema import RoleStatus

DATA = Path(__file__).parents[1] / "data" / "titles.csv"
Public = Literal["yes", "no", "open"]
Words = tuple[str, ...]


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
