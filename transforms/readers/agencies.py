"""Reads what news agencies send: NITF and NewsML-G2 (IPTC standards)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from transforms.articles.raw import BadRecord, RawArticle, UnreadableError
from transforms.readers.fragments import element_text, fragment_text, is_markup
from transforms.readers.markup import children, first, local_name, words
from transforms.readers.source import Source

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WITHDRAWN = ("canceled", "withheld")  # pubStatus codes of IPTC


def read_nitf(source: Source, root: etree._Element) -> Iterator[RawArticle]:
    """The one article of an NITF document."""
    yield _nitf(source.path, root)


def read_newsml(source: Source, root: etree._Element) -> Iterator[RawArticle | BadRecord]:
    """The news items of a NewsML-G2 document; packages, concepts and planning items hold no text."""
    if local_name(root) == "newsItem":
        yield _news_item(source.path, root)
        return
    items = children(root, "newsItem")
    if not items:
        raise UnreadableError("no newsItem in the NewsML-G2 message")
    for n, item in enumerate(items, 1):
        source.budget.add_member()
        try:
            yield _news_item(f"{source.path}#{n}", item)
        except UnreadableError as error:
            yield BadRecord(f"{source.path}#{n}", str(error))


def _nitf(path: str, root: etree._Element) -> RawArticle:
    content = first(root, "body.content")
    if content is None:
        raise UnreadableError("no body.content in the NITF document")
    issued, identity, published_in = first(root, "date.issue"), first(root, "doc-id"), first(root, "pubdata")
    body_head = first(root, "body.head")
    dateline = words(first(body_head, "dateline")) if body_head is not None else None
    text = element_text(content)
    return RawArticle(
        path,
        f"{dateline} — {text}" if dateline and not text.startswith(dateline.split()[0]) else text,
        id=identity.get("id-string") if identity is not None else None,
        url=published_in.get("ex-ref") if published_in is not None else None,
        title=words(first(root, "hl1", "title")),
        published_at=issued.get("norm") if issued is not None else None,
        publisher=(published_in.get("name") if published_in is not None else None) or words(first(root, "distributor")),
        byline=_byline(words(first(root, "byline"))),
        language=root.get(XML_LANG),
    )


def _news_item(path: str, item: etree._Element) -> RawArticle:
    status = first(item, "pubStatus")
    if status is not None and str(status.get("qcode")).rpartition(":")[2] in WITHDRAWN:
        raise UnreadableError("withdrawn by its publisher")
    article = _content(path, item)
    language = first(item, "language")
    provider, link = first(item, "provider"), first(item, "remoteContent")
    return replace(
        article,
        id=item.get("guid") or article.id,
        url=article.url or (link.get("href") if link is not None else None),
        title=words(first(item, "headline")) or article.title,
        published_at=words(first(item, "contentCreated", "firstCreated", "versionCreated")) or article.published_at,
        publisher=words(first(item, "creditline")) or _named(provider) or article.publisher,
        byline=_byline(words(first(item, "by"))) or article.byline,
        language=(language.get("tag") if language is not None else None) or article.language or item.get(XML_LANG),
    )


def _content(path: str, item: etree._Element) -> RawArticle:
    inline = first(item, "inlineXML", "inlineData")
    if inline is None:
        raise UnreadableError("no text in the news item: only pictures or references")
    nitf = first(inline, "nitf")
    if nitf is not None:
        return _nitf(path, nitf)
    page_body = first(inline, "body")
    said = inline.text or ""
    text = (
        element_text(page_body if page_body is not None else inline)
        if len(inline)
        else fragment_text(said)
        if is_markup(said)
        else said.strip()
    )
    return RawArticle(path, text)


def _named(provider: etree._Element | None) -> str | None:
    if provider is None:
        return None
    return words(first(provider, "name")) or provider.get("literal") or str(provider.get("qcode") or "").rpartition(":")[2] or None


def _byline(said: str | None) -> str | None:
    return said.removeprefix("By ").removeprefix("BY ") if said else None
