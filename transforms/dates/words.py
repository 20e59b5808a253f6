"""The words of the calendar, read once, and the pieces of patterns made of them (transforms/data/calendar.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "calendar.toml"


@cache
def words(group: str) -> dict[str, Any]:
    """One table of the file."""
    table: dict[str, Any] = _read()[group]
    return table


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _cased(names: Iterable[str]) -> str:
    """Alternatives in title case and capitals, longest first: a lower-cased "march" or "sat" is no date."""
    return "|".join(re.escape(form) for name in sorted(names, key=len, reverse=True) for form in (name.title(), name.upper()))


def _short(group: str) -> list[str]:
    return [short for shorts in words(group).values() for short in shorts]


MONTH = rf"(?:{_cased(words('months'))})"
MONTH_OR_SHORT = rf"(?:(?:{_cased(words('months'))})|(?:{_cased(_short('months'))})\b\.?)"
WEEKDAY = rf"(?:{_cased(words('weekdays'))})"
WEEKDAY_OR_SHORT = rf"(?:{WEEKDAY}|(?:{_cased(_short('weekdays'))})\b\.?)"
SMALL = "|".join(sorted((w for w in words("numbers")), key=len, reverse=True))
TENS = "|".join(word for word, value in words("numbers").items() if 20 <= value < 100)
NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|(?i:(?:a|one|two|three)\s+hundred|(?:{TENS})-\w+|{SMALL}))(?i:\s+and\s+a\s+half)?"
ORDINAL = rf"(?i:{'|'.join(sorted(words('ordinals'), key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th))"
YEAR = r"(?:1[6-9]\d\d|20\d\d)(?!\d)"
UNIT = r"(?i:days?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
CLOCK_UNIT = r"(?i:hours?|minutes?)"
SEASON = r"(?i:spring|summer|autumn|fall|winter)"


def month_number(name: str) -> int:
    return _rank("months")[name.lower().rstrip(".")]


def weekday_number(name: str) -> int:
    """0 for Monday."""
    return _rank("weekdays")[name.lower().rstrip(".")] - 1


def ordinal(name: str) -> int:
    """1 for first; -1 for last."""
    return int(name[:-2]) if name[0].isdigit() else int(words("ordinals")[name.lower()])


def number(text: str) -> float:
    """two and a half -> 2.5, twenty-four -> 24, a hundred -> 100."""
    text, half = re.subn(r"\s+and\s+a\s+half$", "", text.lower())
    if text[0].isdigit():
        return float(text) + half / 2
    values = [int(words("numbers").get(word, 0)) for word in re.split(r"[-\s]+", text)]
    total = values[0] * values[1] if values[-1] == 100 and len(values) > 1 else sum(values)
    return total + half / 2


def unit_name(text: str) -> str:
    """The unit in the singular."""
    text = text.lower()
    return "century" if text.startswith("centur") else text.removesuffix("s")


@cache
def _rank(group: str) -> dict[str, int]:
    return {name.lower(): i for i, (long, shorts) in enumerate(words(group).items(), 1) for name in (long, *shorts)}
