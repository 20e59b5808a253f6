"""Wikidata items of countries, organizations and persons (transforms/data/wikidata.csv), by the keys of entities."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "wikidata.csv"


@cache
def wikidata_ids() -> dict[str, str]:
    """Entity key -> item, read once."""
    with DATA.open(encoding="utf-8") as lines:
        return {row["entity_key"]: row["wikidata_id"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}
