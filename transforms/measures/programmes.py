"""Measures that rest on one statute and fall on the same goods, told apart by their names (transforms/data/programmes.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data" / "programmes.csv"


class Programme(NamedTuple):
    """A mention of a programme in a text."""

    start_char: int
    end_char: int
    code: str
    country_code: str
    legal_basis_code: str | None
    target_codes: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str, str, str | None, frozenset[str]], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            (
                re.compile(row["pattern"].replace(" ", r"\s+")),
                row["code"],
                row["country_code"],
                row["legal_basis_code"] or None,
                frozenset(row["target_codes"].split()),
            )
            for row in rows
        )


@lru_cache(maxsize=1)
def of_anybody() -> frozenset[str]:
    """The programmes that fall on anybody's goods."""
    return frozenset(code for _, code, _, _, targets in _table() if not targets)


def programmes(text: str) -> list[Programme]:
    """The programmes that a text names, in order."""
    found = [
        Programme(match.start(), match.end(), code, country, basis, targets)
        for pattern, code, country, basis, targets in _table()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda programme: programme[:3])
