"""Goods by their names: Harmonized System codes (transforms/data/products.csv)."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "products.csv"


@lru_cache(maxsize=1)
def headings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words for goods with their Harmonized System codes, longest words first."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [(row["words"], row["hs_code"]) for row in csv.DictReader(line for line in file if not line.startswith("#"))]
    rows.sort(key=lambda row: (-len(row[0]), row))
    return tuple((re.compile(rf"\b{re.escape(words)}(?:s|es)?\b", re.IGNORECASE), code) for words, code in rows)


@lru_cache(maxsize=4096)
def hs_codes(product: str | None) -> tuple[str, ...]:
    """Codes of the goods that the words name, in ascending order; a longer name hides the shorter one inside it."""
    left, found = product or "", set()
    for pattern, code in headings():
        left, count = pattern.subn(" ", left)
        if count:
            found.update(code.split())
    return tuple(sorted(found))
