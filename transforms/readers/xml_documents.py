"""Reads XML: the root element tells which of the formats it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from transforms.articles.raw import RawArticle, UnreadableError
from transforms.readers.agencies import read_newsml, read_nitf
from transforms.readers.decoding import decode
from transforms.readers.feeds import read_feed
from transforms.readers.markup import local_name, parse_xml
from transforms.readers.pages import page_article
from transforms.readers.source import Record, Source

FORMATS: Mapping[str, Callable[[Source, etree._Element], Iterator[Record]]] = {
    "rss": read_feed,
    "RDF": read_feed,
    "feed": read_feed,
    "nitf": read_nitf,
    "newsItem": read_newsml,
    "newsMessage": read_newsml,
}


def read_xml(source: Source) -> Iterator[Record]:
    """The articles of a feed or of an agency's document."""
    text, notes = decode(source.content(), source.charset)
    root = parse_xml(text)
    name = local_name(root)
    if name == "html":
        yield page_article(source, text)
        return
    if name not in FORMATS:
        raise UnreadableError(f"XML of an unknown kind, <{name[:40]}>: expected one of {', '.join(FORMATS)}")
    for record in FORMATS[name](source, root):
        yield replace(record, notes=(*notes, *record.notes)) if isinstance(record, RawArticle) else record
