"""Tables of weights for features that a text shows: fitted (data/speaker_weights.toml) and set by hand (data/pronoun_weights.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
FILES = ("speaker_weights.toml", "pronoun_weights.toml")


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weight of each feature, by table; read once."""
    tables = [table for name in FILES for table in tomllib.loads((DATA / name).read_text(encoding="utf-8")).items()]
    return {kind: {name: float(weight) for name, weight in table.items()} for kind, table in tables}


def score(features: Iterable[str], table: Mapping[str, float]) -> float:
    """The sum of the weights of the features."""
    return sum([table.get(feature, 0.0) for feature in features])
