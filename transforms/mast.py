"""Chapters of the International Classification of Non-Tariff Measures (transforms/data/mast_chapters.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import cast

from warehouse.schema import Instrument, MastChapter

DATA = Path(__file__).with_name("data") / "mast_chapters.csv"


@lru_cache(maxsize=1)
def _chapters() -> dict[str, str]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["instrument"]: row["chapter"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def mast_chapter(instrument: Instrument, is_on_exports: bool = False) -> MastChapter | None:
    """The chapter of an instrument; null for tariffs, which stand outside, and for steps of no one chapter.

    `is_on_exports`: a charge or quota falls on what leaves the imposer's country, which is a measure on exports.
    """
    return "P" if is_on_exports else cast(MastChapter | None, _chapters().get(instrument))
