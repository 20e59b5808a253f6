"""Groups of words that help to tell who speaks (transforms/data/speaker_words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "speaker_words.toml"


@cache
def words(group: str) -> frozenset[str]:
    """The words of a group, in lower case. Raises KeyError for a group that the file has not."""
    return _groups()[group]


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed.split()) for name, listed in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}
