"""Statutes, orders and rulings that a measure rests on (transforms/data/legal_bases.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data" / "legal_bases.csv"


class LegalBasis(NamedTuple):
    """A legal basis named in a text."""

    start_char: int
    end_char: int
    code: str
    country_code: str | None


class _Known(NamedTuple):
    """A line of the table. A text that holds none of `words` cannot hold the pattern."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    code: str
    country_code: str | None


@lru_cache(maxsize=1)
def _table() -> tuple[_Known, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return tuple(
            _Known(re.compile(",".join(pattern).replace("\\,", ",").replace(" ", r"\s+")), tuple(words.split("|")), code, country or None)
            for code, country, words, *pattern in rows
        )


def legal_bases(text: str) -> list[LegalBasis]:
    """The legal bases that the text names, in order, never overlapping."""
    found: list[LegalBasis] = []
    for known in _table():
        if not any(word in text for word in known.words):
            continue
        for match in known.pattern.finditer(text):
            if not any(other.start_char < match.end() and match.start() < other.end_char for other in found):
                found.append(LegalBasis(match.start(), match.end(), known.code, known.country_code))
    return sorted(found)
