"""Pages for people: their templates, how values are written in them, and the rows of `sql/pages` that they show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sql
from transforms.names.gazetteer import country

QUERIES = Path(next(iter(sql.__path__))) / "pages"
EVERYBODY = {"WORLD": "all countries"}
SPOKEN = {
    "antidumping": "trade remedy (anti-dumping, countervailing or safeguard duty)",
    "other": "measure",
    "retaliated": "imposed in answer",
}  # the others speak for themselves


def page(template: str, **values: Any) -> str:
    """The template, filled in. All values are escaped; nothing on a page comes from elsewhere."""
    return _environment().get_template(template).render(**values)


def rows(db: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[dict[str, Any]]:
    """The rows of a query of `sql/pages`."""
    found = db.execute((QUERIES / f"{name}.sql").read_text(encoding="utf8"), parameters or None)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters = (day, rate, countries, words, web, counted, when, action)
    made.filters |= {one.__name__: one for one in filters}
    return made


def day(value: date) -> str:
    """14 May 2026"""
    return f"{value.day} {value:%B} {value.year}"


def when(talk: Mapping[str, Any]) -> str:
    """The day or days of talks as far as the texts tell them: 8 June 2026, 8 June 2026 to 10 June 2026, July 2026, 2024."""
    first, last = talk["talk_date"], talk["end_date"]
    match talk["date_precision"]:
        case None:
            return "Without a day"
        case "year":
            return str(first.year)
        case "month":
            return f"{first:%B %Y}"
        case "quarter" | "half":
            return f"{first:%B} to {last:%B %Y}"
        case _:
            return day(first) if last in (None, first) else f"{day(first)} to {day(last)}"


def counted(number: int, noun: str) -> str:
    """no quotes, 1 quote, 2 quotes"""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def action(fact: Mapping[str, Any]) -> str:
    """What happens to a measure; of what is only decided: to be removed."""
    is_decided = fact["status"] == "announced" and fact["action"] not in ("threatened", "proposed", "in_force", "retaliated")
    return f"to be {words(fact['action'])}" if is_decided else words(fact["action"])


def rate(value: float) -> str:
    """2.5%"""
    return f"{value:g}%"


def countries(codes: str | list[str]) -> str:
    """The names of countries by their codes."""
    given = [codes] if isinstance(codes, str) else codes
    return ", ".join(EVERYBODY.get(code) or (known.name if (known := country(code)) else code) for code in given)


def words(name: str) -> str:
    """A word of a vocabulary, as people write it."""
    return SPOKEN.get(name) or name.replace("_", " ")


def web(address: str | None) -> str | None:
    """The address, if it is one of the web: a text of the news may call anything its address."""
    try:
        return address if address and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:  # no address at all
        return None
