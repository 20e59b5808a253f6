"""Statutes, orders and rulings that a measure rests on (transforms/data/legal_bases.csv)."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data" / "legal_bases.csv"


class LegalBasis(NamedTuple):
    """A legal basis named in a text."""

    start_char: int
    end_char: int
    code: str
    country_code: str | None


class _Known(NamedTuple):
    """A line of the table. A text that holds none of `words` cannot hold the pattern."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    code: str
    country_code: str | None


@lru_cache(maxsize=1)
def _table() -> tuple[_Known, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return tuple(
            _Known(re.compile(",".join(pattern).replace("\\,", ",").replace(" ", r"\s+")), tuple(words.split("|")), code, country or None)
            for code, country, words, *pattern in rows
        )


@cache
def legal_basis_codes() -> tuple[str, ...]:
    """All codes, in the order of the table."""
    return tuple(dict.fromkeys(known.code for known in _table()))


def legal_basis_code(said: str) -> str | None:
    """The code of a legal basis by its code, whatever the case and with or without its country (US_232, ieepa), or by its name."""
    code = "_".join(said.upper().split())
    meant = [known for known in legal_basis_codes() if code == known or known.partition("_")[2] == code]
    named = [basis.code for text in (said, said.title()) for basis in legal_bases(text)]
    return next(iter((*meant, *named)), None)


def legal_bases(text: str) -> list[LegalBasis]:
    """The legal bases that the text names, in order, never overlapping."""
    found: list[LegalBasis] = []
    for known in _table():
        if not any(word in text for word in known.words):
            continue
        for match in known.pattern.finditer(text):
            if not any(other.start_char < match.end() and match.start() < other.end_char for other in found):
                found.append(LegalBasis(match.start(), match.end(), known.code, known.country_code))
    return sorted(found)
