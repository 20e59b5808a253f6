"""Reads article files: bytes in, raw articles out, whatever the format. Nothing is cleaned or guessed here.

Containers nest: a reader yields articles, records that it cannot read, and sources that lie inside, which are read in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO

from transforms.articles.mojibake import mended
from transforms.articles.raw import BadRecord, FileLimitError, Limits, RawArticle, UnreadableError
from transforms.readers.archives import read_tar, read_zip
from transforms.readers.compressed import read_compressed
from transforms.readers.json_records import read_json, read_json_lines
from transforms.readers.kinds import Kind, kind_of
from transforms.readers.mail import read_mail, read_mailbox
from transforms.readers.pages import read_page
from transforms.readers.plain_text import read_text
from transforms.readers.source import Budget, Record, Source
from transforms.readers.warc import read_warc
from transforms.readers.xml_documents import read_xml

__all__ = ["BadRecord", "Limits", "RawArticle", "UnreadableError", "read"]

READERS: Mapping[Kind, Callable[[Source], Iterator[Record]]] = {
    "text": read_text,
    "html": read_page,
    "json": read_json,
    "jsonl": read_json_lines,
    "xml": read_xml,
    "eml": read_mail,
    "mbox": read_mailbox,
    "warc": read_warc,
    "zip": read_zip,
    "tar": read_tar,
    "gz": partial(read_compressed, kind="gz"),
    "zst": partial(read_compressed, kind="zst"),
    "bz2": partial(read_compressed, kind="bz2"),
    "xz": partial(read_compressed, kind="xz"),
}


def read(source_path: str, content: bytes, limits: Limits = Limits()) -> Iterator[RawArticle | BadRecord]:  # noqa: B008 - it is frozen
    """The articles of a file, in order, as they are read; what cannot be read, a whole file or a record of it, says why."""
    source = Source(source_path, source_path, BytesIO(content), Budget(limits))
    try:
        for record in _records(source):
            yield replace(mended(record), file_path=source_path) if isinstance(record, RawArticle) else record
    except FileLimitError as error:
        yield BadRecord(source_path, str(error))


def _records(source: Source) -> Iterator[RawArticle | BadRecord]:
    try:
        if source.depth > source.limits.nesting:
            raise UnreadableError(f"more than {source.limits.nesting} containers in each other")
        for found in READERS[kind_of(source)](source):
            if not isinstance(found, Source):
                yield found
                continue
            for record in _records(found):
                yield _inside(found, record) if isinstance(record, RawArticle) else record
    except FileLimitError:
        raise
    except UnreadableError as error:
        yield BadRecord(source.path, str(error))


def _inside(member: Source, article: RawArticle) -> RawArticle:
    """The article with what its container tells of it, where it does not tell it better itself."""
    return replace(article, modified_at=article.modified_at or member.modified_at, url=article.url or member.url)
