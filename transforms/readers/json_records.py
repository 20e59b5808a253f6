"""Reads JSON: one article, a list, an answer of a news API, or one article a line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from transforms.articles.raw import BadRecord, RawArticle, UnreadableError
from transforms.readers.decoding import decode
from transforms.readers.fields import envelope, from_fields
from transforms.readers.source import Source

GAP = re.compile(r"[\s,\x1e]*")  # between values; RFC 7464 puts a record separator there
MAX_PARTS = 1_000_000  # objects and lists in one document: each takes some hundred bytes of memory, whatever is in it


def read_json(source: Source) -> Iterator[RawArticle | BadRecord]:
    """The article, or the articles of a list or an envelope."""
    text, notes = decode(source.content(), source.charset)
    values = _values(text)
    data = values[0] if len(values) == 1 else values
    records = envelope(data) if isinstance(data, Mapping) else data if isinstance(data, list) else None
    if records is None:
        yield _noted(from_fields(source, source.path, data), notes)
        return
    del text, values, data
    for n, record in enumerate(records, 1):
        source.budget.add_member()
        yield _record(source, f"{source.path}#{n}", record, notes)


def read_json_lines(source: Source) -> Iterator[RawArticle | BadRecord]:
    """An article a line."""
    n = 0
    for line in _lines(source):
        if not line.strip():
            continue
        n += 1
        source.budget.add_member()
        path = f"{source.path}#{n}"
        try:
            text, notes = decode(line, source.charset)
            (data,) = _values(text, most=1)
        except UnreadableError as error:
            yield BadRecord(path, str(error))
            continue
        yield _record(source, path, data, notes)


def _lines(source: Source) -> Iterator[bytes]:
    if source.head().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # its line ends are no bytes of their own
        return iter(decode(source.content()).text.encode("utf-8", "replace").split(b"\n"))
    return source.lines()


def _values(text: str, most: int | None = None) -> list[Any]:
    """The value, or those that were written one behind another, at most so many."""
    if text.count("{") + text.count("[") > MAX_PARTS:
        raise UnreadableError(f"JSON of more than {MAX_PARTS:,} objects and lists: split it into smaller files")
    decoder = json.JSONDecoder(strict=False)  # many exports leave line ends as they are
    found: list[Any] = []
    at = 0
    try:
        while not found or (at < len(text) and len(found) != most):
            value, end = decoder.raw_decode(text, GAP.match(text, at).end())  # type: ignore[union-attr]
            found.append(value)
            at = GAP.match(text, end).end()  # type: ignore[union-attr]
        if at < len(text):
            raise ValueError(f"more behind its end: {text[at : at + 40]!r}")
        return found
    except RecursionError as error:
        raise UnreadableError("JSON nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from error


def _record(source: Source, path: str, data: object, notes: tuple[str, ...]) -> RawArticle | BadRecord:
    try:
        return _noted(from_fields(source, path, data), notes)
    except UnreadableError as error:
        return BadRecord(path, str(error))


def _noted(article: RawArticle, notes: tuple[str, ...]) -> RawArticle:
    return replace(article, notes=(*notes, *article.notes))
