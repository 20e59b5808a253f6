"""Statutes, orders and rulings that a measure rests on (transforms/data/legal_bases.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data") / "legal_bases.csv"


class LegalBasis(NamedTuple):
    """A legal basis named in a text."""

    start_char: int
    end_char: int
    code: str
    country_code: str | None


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[re.Pattern[str], str, str | None], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return tuple(
            (re.compile(",".join(pattern).replace("\\,", ",").replace(" ", r"\s+")), code, country or None)
            for code, country, *pattern in rows
        )


def legal_bases(text: str) -> list[LegalBasis]:
    """The legal bases that the text names, in order, never overlapping."""
    found: list[LegalBasis] = []
    for pattern, code, country in _table():
        for match in pattern.finditer(text):
            if not any(other.start_char < match.end() and match.start() < other.end_char for other in found):
                found.append(LegalBasis(match.start(), match.end(), code, country))
    return sorted(found)
