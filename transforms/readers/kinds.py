"""Tells what kind a document is: by its first bytes, else by the name that it goes by."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from transforms.articles.raw import UnreadableError
from transforms.readers.source import Source

Kind = Literal["gz", "zst", "bz2", "xz", "zip", "tar", "warc", "mbox", "eml", "xml", "html", "json", "jsonl", "text"]

MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x1f\x8b", "gz"),
    (0, b"\x28\xb5\x2f\xfd", "zst"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),  # an empty one
    (257, b"ustar", "tar"),
    (0, b"WARC/", "warc"),
)
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file: export its text"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as text or HTML"),
    (b"{\\rtf", "a rich text file: save it as text or HTML"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"RIFF", "sound or an image"),
    (b"PAR1", "a Parquet file: export it as JSON lines"), (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7z archive: pack it as zip"),
    (b"Rar!", "a RAR archive: pack it as zip"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
)  # fmt: skip
BY_NAME: dict[str, Kind] = {
    ".txt": "text", ".md": "text", ".text": "text", ".markdown": "text", "": "text",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".nitf": "xml", ".eml": "eml", ".mbox": "mbox", ".warc": "warc", ".tar": "tar",
    ".zip": "zip", ".gz": "gz", ".zst": "zst", ".bz2": "bz2", ".xz": "xz",
}  # fmt: skip
MARKDOWN = (".md", ".markdown")
PACKED = ("gz", "zst", "bz2", "xz", "zip", "tar", "warc")  # they have their magic bytes, or are none
JSON = re.compile(r"""\{\s*(?:"|\})|\[\s*[\[{\]"]""")
JSON_LINE = re.compile(r"""\{.*\}[ \t\r]*\n\s*\{""")
MARKUP = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*<(?P<root>[A-Za-z][\w:.-]*)", re.DOTALL | re.IGNORECASE
)
PAGE_TAGS = {"html", "head", "body", "article", "div", "p", "section", "main", "meta", "title", "h1", "span", "table", "script", "a", "b"}
MARKDOWN_TAGS = PAGE_TAGS - {"html", "head", "body", "meta", "title", "script"} | {
    "figure",
    "img",
    "picture",
    "br",
    "hr",
    "ul",
    "ol",
    "blockquote",
}
MAIL_HEADER = re.compile(
    r"(?:From|To|Date|Subject|Message-ID|Received|Return-Path|MIME-Version|Delivered-To|X-[\w-]+|Reply-To):", re.IGNORECASE
)
MIN_HEADERS = 3  # lines that an e-mail begins with at least


def kind_of(source: Source) -> Kind:
    """The kind of the document. Raises UnreadableError where it is none that can be read."""
    head = source.head()
    for start, magic, kind in MAGIC:
        if head.startswith(magic, start):
            return kind
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise UnreadableError(what)
    suffix = PurePosixPath(source.name.lower()).suffix
    named = BY_NAME.get(suffix)
    if found := _by_text(_text(head), named, suffix in MARKDOWN):
        return found
    if named in PACKED:
        raise UnreadableError(f"not a {named} file, as its name says: copy it again")
    if named is None:
        raise UnreadableError(f"unknown file type {suffix}: expected one of {', '.join(sorted(filter(None, BY_NAME)))}")
    return named


def _by_text(text: str, named: Kind | None, is_markdown: bool) -> Kind | None:
    if markup := MARKUP.match(text):
        if is_markdown and markup["root"].lower() in MARKDOWN_TAGS:  # HTML may stand in Markdown, and begin it
            return "text"
        is_page = markup["root"].lower() in PAGE_TAGS or "<!doctype html" in text[:200].lower()
        return "html" if is_page or (named == "html" and "<?xml" not in text[:10]) else "xml"
    if JSON.match(text):
        is_spread = text.partition("\n")[0].strip() in ("{", "[")  # over lines, whatever its name says
        return "json" if is_spread else named if named in ("json", "jsonl") else "jsonl" if JSON_LINE.match(text) else "json"
    if text.startswith("From ") and "@" in text.partition("\n")[0] and MAIL_HEADER.match(text.partition("\n")[2]):
        return "mbox"
    lines = text.splitlines()[:8]
    return "eml" if sum(bool(MAIL_HEADER.match(line)) for line in lines) >= MIN_HEADERS and MAIL_HEADER.match(lines[0]) else None


def _text(head: bytes) -> str:
    """The first bytes as text, well enough to tell its kind."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if wide else "utf-8-sig", errors="ignore").lstrip()
