"""Groups of words that help to tell names and speakers (transforms/data/entity_words.toml, speaker_words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
FILES = ("entity_words.toml", "speaker_words.toml")


@cache
def words(group: str) -> frozenset[str]:
    """The words of a group, in lower case. Raises KeyError for a group that the files have not."""
    return _groups()[group]


@cache
def _groups() -> dict[str, frozenset[str]]:
    tables = (tomllib.loads((DATA / name).read_text(encoding="utf-8")) for name in FILES)
    return {name: frozenset(listed.split()) for table in tables for name, listed in table.items()}
