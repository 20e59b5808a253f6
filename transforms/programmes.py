"""Measures that rest on one statute and fall on the same goods, told apart by their names (transforms/data/programmes.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data") / "programmes.csv"


class Programme(NamedTuple):
    """A mention of a programme in a text."""

    start_char: int
    end_char: int
    code: str
    country_code: str
    legal_basis_code: str | None


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str, str, str | None], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return tuple(
            (re.compile(row["pattern"].replace(" ", r"\s+")), row["code"], row["country_code"], row["legal_basis_code"] or None)
            for row in rows
        )


def programmes(text: str) -> list[Programme]:
    """The programmes that a text names, in order."""
    found = [
        Programme(match.start(), match.end(), code, country, basis)
        for pattern, code, country, basis in _table()
        for match in pattern.finditer(text)
    ]
    return sorted(found)
