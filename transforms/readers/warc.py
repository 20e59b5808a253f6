"""Reads WARC files, as web crawls keep them (ISO 28500): the pages of successful answers, and the texts of conversions.

Read as a stream, record by record: a day of Common Crawl's news is a gigabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from http.client import HTTPException, HTTPResponse
from io import BytesIO

from transforms.articles.raw import BadRecord, UnreadableError
from transforms.readers.source import Record, Source

MAX_HEADER = 65_536
TEXTS = re.compile(r"\s*(text/(?:html|plain)|application/xhtml\+xml)\s*(?:;.*?charset=[\"']?([\w-]+))?", re.IGNORECASE)
NAMES = {"text/plain": "page.txt"}


class _Answer:
    """What http.client takes for a socket."""

    def __init__(self, block: bytes) -> None:
        self.block = block

    def makefile(self, _mode: str) -> BytesIO:
        return BytesIO(self.block)


def read_warc(source: Source) -> Iterator[Record]:
    """The pages of a crawl. Records that hold none (requests, redirects, images) are passed over."""
    n = 0
    while (headers := _headers(source)) is not None:
        n += 1
        source.budget.add_member()
        block = _block(source, headers)
        if block is None:
            yield BadRecord(f"{source.path}#{n}", f"larger than {source.limits.document_bytes:,} bytes")
            continue
        page = _page(source, n, headers, block)
        if page is not None:
            yield page


def _headers(source: Source) -> Mapping[str, str] | None:
    """The header fields of the next record, by name in lower case; None at the end."""
    line = b"\r\n"
    while line in (b"\r\n", b"\n"):
        line = _line(source)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise UnreadableError("damaged WARC file: no record begins where one should")
    found: dict[str, str] = {}
    size = 0
    while (line := _line(source)).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
        size += len(line)
        if size > MAX_HEADER:
            raise UnreadableError("damaged WARC file: a header without end")
    return found


def _line(source: Source) -> bytes:
    line = bytearray()
    while (byte := source.read(1)) and len(line) < MAX_HEADER:
        line += byte
        if byte == b"\n":
            break
    return bytes(line)


def _block(source: Source, headers: Mapping[str, str]) -> bytes | None:
    """The content of a record; None where it is larger than a document may be."""
    length = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", length):
        raise UnreadableError("damaged WARC file: a record without its length")
    left = int(length)
    if left <= source.limits.document_bytes:
        block = source.read(left)
        if len(block) < left:
            raise UnreadableError("WARC file cut short: copy it again")
        return block
    while left and (chunk := source.read(min(left, 2**20))):
        left -= len(chunk)
    return None


def _page(source: Source, n: int, headers: Mapping[str, str], block: bytes) -> Record | None:
    kind, content_type = headers.get("warc-type", ""), headers.get("content-type", "")
    if kind == "response" and content_type.startswith("application/http"):
        try:
            answer = HTTPResponse(_Answer(block))  # type: ignore[arg-type]
            answer.begin()
            block, status, content_type = answer.read(source.limits.document_bytes), answer.status, answer.headers.get("Content-Type", "")
        except (HTTPException, ValueError, OSError, TypeError) as error:
            return BadRecord(f"{source.path}#{n}", f"damaged HTTP answer ({type(error).__name__})")
        if status != 200:
            return None
    elif kind not in ("conversion", "resource"):
        return None
    found = TEXTS.match(content_type)
    if found is None or not block.strip():
        return None
    member = source.member(f"#{n}", NAMES.get(found[1].lower(), "page.html"), block, charset=found[2])
    return replace(member, url=headers.get("warc-target-uri", "").strip("<>") or None, modified_at=_moment(headers.get("warc-date", "")))


def _moment(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None
