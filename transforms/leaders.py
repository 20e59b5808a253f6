"""Heads of state and government (transforms/data/leaders.csv): whose office "President Reagan" means where the text does not say."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data") / "leaders.csv"
KEYS = {"pm": "prime minister", "president elect": "president", "vice president elect": "vice president", "taoiseach": "taoiseach"}


class Leader(NamedTuple):
    """A person who came to lead a state or union in that year."""

    words: frozenset[str]
    family: frozenset[str]
    country_code: str
    office: str
    from_year: int


@lru_cache(maxsize=1)
def leaders() -> dict[str, tuple[Leader, ...]]:
    """The table by office, read once."""
    by_office: dict[str, list[Leader]] = {}
    with DATA.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            leader = Leader(_words(row["name"]), _words(row["family"]), row["country_code"], row["office"], int(row["from_year"]))
            by_office.setdefault(leader.office, []).append(leader)
    return {office: tuple(found) for office, found in by_office.items()}


def leader_country(name: str, office: str, year: int, named: Set[str]) -> str | None:
    """The state that the person leads or led by that year; of two namesakes, the one whose state the article names.

    `office` is in lower case; `named` holds the codes of the states that the article names.
    """
    words = frozenset(word for word in _words(name) if len(word) > 1)
    found = {
        leader.country_code
        for leader in leaders().get(KEYS.get(office, office), ())
        if leader.family <= words <= leader.words and leader.from_year <= year + 1
    }
    near = found & named
    if len(near) == 1:
        return near.pop()
    return found.pop() if len(found) == 1 else None


def _words(name: str) -> frozenset[str]:
    """The parts of a name without case and accents, hyphens joined and initials' full stops left out."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return frozenset(plain.lower().replace("-", "").replace(".", "").replace("ø", "o").split())
