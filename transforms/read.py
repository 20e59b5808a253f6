"""Reads article files: bytes in, raw articles out, whatever the format. Nothing is cleaned or guessed here."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import trafilatura
import yaml
from charset_normalizer import from_bytes
from trafilatura.settings import Document

MAX_BYTES = 64 * 2**20  # of one file, unpacked: no article and no sane export is larger
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)

# Names under which CMS exports, news APIs and schema.org give each field, in order of preference.
FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid"),
    "url": ("url", "link", "canonical_url", "source_url"),
    "title": ("title", "headline"),
    "body": ("body", "text", "articleBody", "content", "maintext"),
    "html": ("html", "body_html", "content_html"),
    "published_at": ("published_at", "date", "datePublished", "publishedAt", "date_publish", "published", "pubDate"),
    "publisher": ("publisher", "source", "source_domain", "sourceName"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang", "inLanguage"),
}


class UnreadableError(ValueError):
    """The file, or one record of it, holds no article; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its file gives it: nothing but the title and the body is sure to be there."""

    source_path: str
    body: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record of a container that could not be read; the others can."""

    source_path: str
    reason: str


def read(source_path: str, content: bytes) -> list[RawArticle | BadRecord]:
    """The articles of a file, in order. Raises UnreadableError where it holds none that can be read at all."""
    name = source_path.lower()
    if name.endswith(".gz") or content[:2] == b"\x1f\x8b":
        content, name = _gunzip(content), name.removesuffix(".gz")
    if len(content) > MAX_BYTES:
        raise UnreadableError(f"larger than {MAX_BYTES:,} bytes: split it into smaller files")
    reader = READERS.get(PurePosixPath(name).suffix)
    if reader is None:
        raise UnreadableError(
            f"unknown file type {PurePosixPath(name).suffix or 'without extension'}: expected one of {', '.join(sorted(READERS))}"
        )
    return list(reader(source_path, decode(content)))


def decode(content: bytes) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, else in the encoding that fits best."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise UnreadableError("binary data, not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content, preemptive_behaviour=True).best()
        if best is None:
            raise UnreadableError("no known text encoding: save it as UTF-8") from None
        return str(best)


def _gunzip(content: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(content, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableError(f"damaged gzip file ({error})") from error
    if not unpacker.eof and len(plain) <= MAX_BYTES:
        raise UnreadableError("gzip file cut short: copy it again")
    return plain if not unpacker.unused_data else gzip.decompress(content)[: MAX_BYTES + 1]


def _read_text(source_path: str, text: str) -> Iterator[RawArticle]:
    fields: dict[str, Any] = {}
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if front := FRONT_MATTER.match(text):
        try:
            loaded = yaml.safe_load(front.group(1))
        except yaml.YAMLError as error:
            raise UnreadableError(f"front matter is not YAML: {error}") from error
        if isinstance(loaded, dict):
            fields, text = loaded, text[front.end() :]
    yield _from_fields(source_path, {**fields, "body": text})


def _read_json(source_path: str, text: str) -> Iterator[RawArticle | BadRecord]:
    data = _loads(text)
    if isinstance(data, Mapping):
        data = data.get("articles", data)  # the envelope of news APIs
    if isinstance(data, list):
        yield from (_record(f"{source_path}#{n}", record) for n, record in enumerate(data, 1))
    else:
        yield _from_fields(source_path, data)


def _read_json_lines(source_path: str, text: str) -> Iterator[RawArticle | BadRecord]:
    for n, line in enumerate((line for line in text.split("\n") if line.strip()), 1):
        path = f"{source_path}#{n}"
        try:
            yield _record(path, _loads(line))
        except UnreadableError as error:
            yield BadRecord(path, str(error))


def _read_html(source_path: str, text: str) -> Iterator[RawArticle]:
    yield _from_html(source_path, text)


READERS: Mapping[str, Callable[[str, str], Iterator[RawArticle | BadRecord]]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".html": _read_html,
    ".htm": _read_html,
}


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UnreadableError("JSON nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"not JSON: {error}") from error


def _record(source_path: str, data: object) -> RawArticle | BadRecord:
    try:
        return _from_fields(source_path, data)
    except UnreadableError as error:
        return BadRecord(source_path, str(error))


def _from_fields(source_path: str, data: object) -> RawArticle:
    if not isinstance(data, Mapping):
        raise UnreadableError(f"expected an object with the fields of an article, found {type(data).__name__}")
    found = {field: value for field, names in FIELD_NAMES.items() if (value := _first_text(data, names)) is not None}
    html = found.pop("html", None)
    article = RawArticle(source_path, **{"body": "", **found})
    if article.body or html is None:
        return article
    page = _from_html(source_path, html)
    return replace(page, **found)


def _first_text(data: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = data.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(str(part.get("name", "") if isinstance(part, Mapping) else part) for part in value)
        if value is not None and not isinstance(value, Mapping) and str(value).strip():
            return str(value).strip() if name not in FIELD_NAMES["body"] else str(value)
    return None


def _from_html(source_path: str, page: str) -> RawArticle:
    document = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    if not isinstance(document, Document) or not document.text:
        raise UnreadableError("no article text found in the page")
    fields = {"url": document.url, "title": document.title, "published_at": document.date, "publisher": document.sitename,
              "byline": document.author, "language": document.language}  # fmt: skip
    return RawArticle(source_path, document.text, **{name: value for name, value in fields.items() if value})
