"""Makes an article of named fields, whoever names them: JSON objects of all kinds and front matter. What is left over is noted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from transforms.articles.raw import RawArticle, UnreadableError
from transforms.readers.fragments import fragment_text, is_markup
from transforms.readers.pages import is_page, page_article
from transforms.readers.rich_text import rich_text
from transforms.readers.source import Source

TABLE = Path(__file__).parent.parent / "data" / "fields.toml"
INNER = (
    "name",
    "rendered",
    "value",
    "main",
    "basic",
    "original",
    "content",
    "#text",
    "title",
    "@id",
    "$date",
    "$oid",
)  # where an object holds its text
CUT = re.compile(r"…?\s*\[\+\d+ chars\]\s*\Z")  # NewsAPI gives the first 200 characters only
MAX_LEFT_OVER = 8


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf8"))


def envelope(data: Mapping[str, Any]) -> list[Any] | None:
    """The list of articles that the object holds; None where it is an article itself."""
    names = _table()["fields"]
    if any(isinstance(_at(data, path), str) for path in (*names["body"], *names["html"])):
        return None
    for path in _table()["envelopes"]["paths"]:
        found = _at(data, path)
        if isinstance(found, list):
            return [item for item in found if path != "@graph" or _is_article(item)]
    return None


def from_fields(source: Source, path: str, data: object) -> RawArticle:
    """The article that the fields tell. Raises UnreadableError where they tell none."""
    if not isinstance(data, Mapping):
        raise UnreadableError(f"expected an object with the fields of an article, found {_kind(data)}")
    for wrapper in _table()["envelopes"]["wrappers"]:
        if isinstance(inner := data.get(wrapper), Mapping) and _texts(inner) and not any(isinstance(t, str | list) for t in _texts(data)):
            data = {name: value for name, value in data.items() if name != wrapper} | dict(inner)
    return _from_mapping(source, path, data)


def _texts(data: Mapping[str, Any]) -> list[Any]:
    names = _table()["fields"]
    return [value for path in (*names["body"], *names["html"]) if (value := _at(data, path))]


def _from_mapping(source: Source, path: str, data: Mapping[str, Any]) -> RawArticle:
    found: dict[str, Any] = {}
    notes = []
    for field, paths in _table()["fields"].items():
        try:
            if (value := _first(data, field, paths)) is not None:
                found[field] = value
        except TypeError as error:
            if field in ("body", "html"):
                raise UnreadableError(f"{field}: {error}") from error
            notes.append(f"{field} not read: {error}")
    article = _article(source, path, found)
    return replace(article, notes=(*article.notes, *notes, *_left_over(data)))


def _article(source: Source, path: str, found: dict[str, Any]) -> RawArticle:
    found |= {name: fragment_text(found[name]) for name in ("title", "byline", "publisher") if is_markup(found.get(name, ""))}
    html = found.pop("html", None)
    body = found.pop("body", "")
    if not body and html is None:
        raise UnreadableError("no text in body, text, content, html or the other fields that `transforms/data/fields.toml` lists")
    if not body and html and is_page(html):
        return replace(page_article(replace(source, path=path), html), **found)
    notes: tuple[str, ...] = ()
    if cut := CUT.search(body):
        body, notes = body[: cut.start()], ("the source gives the beginning of the text only",)
    if html and not body:
        body = html
    if is_markup(body):
        body = fragment_text(body)
    return RawArticle(path, body, **found, notes=notes)


def _first(data: Mapping[str, Any], field: str, paths: Sequence[str]) -> str | None:
    """The first of the fields that has a text. Raises TypeError where the only ones there have none that could be one."""
    problem = None
    for path in paths:
        value = _at(data, path)
        try:
            if value is not None and (text := _text(field, value)).strip():
                return text
        except TypeError as error:
            problem = problem or error
    if problem:
        raise problem
    return None


def _at(data: object, path: str) -> Any:
    """What stands at the path; None where nothing does. A name with a dot of its own is found as well."""
    for name in path.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(name)
    return data


def _text(field: str, value: object) -> str:
    match value:
        case str():
            return value if field in ("body", "html") else value.strip()
        case datetime() | date() if field == "published_at":
            return value.isoformat()
        case bool():
            raise TypeError("found true or false instead of a text")
        case int() | float() if field in ("id", "published_at"):
            return str(value) if field == "id" else str(int(value)) if abs(value) < 1e15 else ""
        case Mapping():
            alone = tuple(value) if len(value) == 1 else ()  # {"en-US": "…"}
            inner = next((value[name] for name in (*INNER, *alone) if isinstance(value.get(name), str)), None)
            if inner is None and not (inner := rich_text(list(value.values())) if field in ("body", "html") else None):
                raise TypeError("found an object instead of a text")
            return str(inner).strip()
        case list() | tuple():
            if field in ("body", "html") and any(isinstance(part, Mapping) and not _is_named(part) for part in value):
                return rich_text(list(value))
            parts = [_text(field, part) for part in value if not isinstance(part, list) and part is not None]
            return ("\n\n" if field in ("body", "html") else ", ").join(part for part in parts if part)
        case None:
            return ""
    raise TypeError(f"found {_kind(value)} instead of a text")


def _is_named(value: Mapping[str, Any]) -> bool:
    return any(isinstance(value.get(name), str) for name in INNER)


def _left_over(data: Mapping[str, Any]) -> tuple[str, ...]:
    names = sorted(str(name)[:40] for name in data if str(name) not in _known())
    if not names:
        return ()
    more = f" and {len(names) - MAX_LEFT_OVER} more" if len(names) > MAX_LEFT_OVER else ""
    return (f"fields not read: {', '.join(names[:MAX_LEFT_OVER])}{more}",)


@cache
def _known() -> frozenset[str]:
    fields = (path.partition(".")[0] for paths in _table()["fields"].values() for path in paths)
    return frozenset((*fields, *_table()["known"]["names"], *_table()["envelopes"]["wrappers"]))


def _is_article(item: object) -> bool:
    kind = item.get("@type") if isinstance(item, Mapping) else None
    return any(str(name).endswith(("Article", "Posting", "Report")) for name in (kind if isinstance(kind, list) else [kind]))


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        type(None): "null",
    }
    return names.get(type(value), type(value).__name__)
