"""Heads of state and government, and officials of trade and finance (transforms/data/leaders.csv, officials.csv).

They tell whose office "President Reagan" means where the text does not say, and under which names one person goes.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from transforms.names.names import Name, family_name, folded, name_words, person_name

DATA = Path(__file__).parents[1] / "data"
TABLES = ("leaders.csv", "officials.csv")
KEYS = {"pm": "prime minister", "president elect": "president", "vice president elect": "vice president", "taoiseach": "taoiseach"}


class Leader(NamedTuple):
    """A person who came to an office of a state, a union or an organization in that year, and left it in `to_year` where that is known."""

    words: frozenset[str]
    family: frozenset[str]
    country_code: str
    office: str
    from_year: int
    to_year: int | None


@cache
def leaders() -> dict[str, tuple[Leader, ...]]:
    """The tables by office, read once."""
    by_office: dict[str, list[Leader]] = {}
    for row in rows():
        years = int(row["from_year"]), int(row["to_year"]) if row.get("to_year") else None
        leader = Leader(_words(row["name"]), _words(row["family"]), row["country_code"], row["office"], *years)
        by_office.setdefault(leader.office, []).append(leader)
    return {office: tuple(found) for office, found in by_office.items()}


def rows() -> Iterator[dict[str, str]]:
    """The lines of the tables as they stand."""
    for table in TABLES:
        with (DATA / table).open(encoding="utf-8") as lines:
            yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@cache
def usual_names() -> dict[Name, Name]:
    """Other full names of persons ("joseph r biden jr") -> the usual one ("joe biden"), as `person_name` gives them."""
    return {person_name(form): person_name(row["name"]) for row in rows() for form in (row.get("forms") or "").split("|") if form}


@cache
def well_known() -> frozenset[Name]:
    """The persons of the tables by their usual full names."""
    return frozenset(name for row in rows() if len(name := person_name(row["name"])) > 1)


@cache
def famous() -> frozenset[str]:
    """Surnames that the press uses without explanation."""
    return frozenset(map(folded, name_words().leaders))


@cache
def known_by_surname() -> dict[str, Name]:
    """Surnames -> whose they are, where the tables have one bearer alone."""
    bearers: dict[str, set[Name]] = {}
    for row in rows():
        name = usual_names().get(person_name(row["name"]), person_name(row["name"]))
        for form in {name, *(other for other, usual in usual_names().items() if usual == name)}:
            bearers.setdefault(family_name(form), set()).add(name)
    return {word: next(iter(names)) for word, names in bearers.items() if len(names) == 1}


def leader_country(name: str, office: str, year: int, named: Set[str]) -> str | None:
    """The state that the person leads or led by that year; of two namesakes, the one whose state the article names.

    `office` is in lower case; `named` holds the codes of the states that the article names.
    """
    words = frozenset(word for word in _words(name) if len(word) > 1)
    if words.isdisjoint(_family_words()):
        return None
    found = {
        leader.country_code
        for leader in (_secretaries() if office == "secretary" else leaders().get(KEYS.get(office, office), ()))
        if leader.family <= words <= leader.words and leader.from_year <= year + 1 and leader.country_code
    }
    near = found & named
    if len(near) == 1:
        return near.pop()
    return found.pop() if len(found) == 1 else None


@cache
def _family_words() -> frozenset[str]:
    """Without one of them a name is no leader's: most names end there, before any table is looked through."""
    return frozenset(word for found in leaders().values() for leader in found for word in leader.family)


@cache
def _secretaries() -> tuple[Leader, ...]:
    """Those who are called "Secretary Doe", of whatever field."""
    return tuple(leader for office, held in leaders().items() if "secretary" in office.split() for leader in held)


def country_served(name: str, year: int) -> str | None:
    """The one state that a person of the tables has served by that year, in whatever office."""
    words = _words(name)
    held = [leader for found in leaders().values() for leader in found if leader.words == words and leader.from_year <= year + 1]
    codes = {leader.country_code for leader in held}
    return codes.pop() or None if len(codes) == 1 else None


@lru_cache(maxsize=1 << 12)
def _words(name: str) -> frozenset[str]:
    """The parts of a name without case and accents, hyphens joined and initials' full stops left out."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return frozenset(plain.lower().replace("-", "").replace(".", "").replace("ø", "o").split())
