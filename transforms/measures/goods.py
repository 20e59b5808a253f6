"""Goods by their names: Harmonized System codes (transforms/data/products.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"\w+")
DATA = Path(__file__).parents[1] / "data" / "products.csv"


@lru_cache(maxsize=1)
def headings() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The codes of goods by the words of their names."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {tuple(WORD.findall(row["words"].lower())): tuple(row["hs_code"].split()) for row in rows}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, headings()))


@lru_cache(maxsize=1 << 14)
def hs_codes(product: str | None) -> tuple[str, ...]:
    """Codes of the goods that the words name, in ascending order; a longer name hides the shorter one inside it."""
    words, at, found = WORD.findall((product or "").lower()), 0, set[str]()
    while at < len(words):
        spans = (range(at, end) for end in range(min(at + _longest(), len(words)), at, -1))
        name = next((span for span in spans if _codes(words[span.start : span.stop])), range(at, at + 1))
        found.update(_codes(words[name.start : name.stop]))
        at = name.stop
    return tuple(sorted(found))


def _codes(words: list[str]) -> tuple[str, ...]:
    """The codes of one name, also in the plural."""
    *first, last = words
    forms = [last, last.removesuffix("s"), last.removesuffix("es"), f"{last.removesuffix('ies')}y"]
    return next((codes for form in forms if (codes := headings().get((*first, form)))), ())
