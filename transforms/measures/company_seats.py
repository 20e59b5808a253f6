"""Where companies have their seat (transforms/data/company_seats.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

SEATS = Path(__file__).parents[1] / "data" / "company_seats.csv"


@lru_cache(maxsize=1)
def _company_seats() -> dict[str, str]:
    with SEATS.open(encoding="utf-8", newline="") as file:
        return {row["company"]: row["country_code"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def seat(name: str) -> str | None:
    """The country of a known company, also where its name has more words: "Huawei Technologies Co"."""
    words = name.split()
    return next((seat for count in (3, 2, 1) if (seat := _company_seats().get(" ".join(words[:count])))), None)
