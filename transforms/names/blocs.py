"""The members of blocs of states (transforms/data/blocs.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "blocs.toml"


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def members_of(bloc: str) -> tuple[str, ...]:
    """The members of a bloc that is known by a single word; empty for others."""
    return next((tuple(group[bloc]) for group in _read().values() if bloc in group), ())


@cache
def charged_by(union: str) -> tuple[str, ...]:
    """The members of a customs union, who charge its tariff; empty for others."""
    return tuple(_read()["customs_unions"].get(union, ()))
