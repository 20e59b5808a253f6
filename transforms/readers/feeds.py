"""Reads RSS (0.9 to 2.0, RDF) and Atom feeds: an article an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from transforms.articles.raw import BadRecord, RawArticle
from transforms.readers.fragments import element_text, fragment_text, is_markup
from transforms.readers.markup import children, local_name, words
from transforms.readers.source import Source

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNPUBLISHED = ("draft", "auto-draft", "pending", "private", "future", "trash", "inherit")  # of WordPress exports
BODIES = ("encoded", "content", "description", "summary")  # content:encoded has the whole text, where a feed gives it


def read_feed(source: Source, root: etree._Element) -> Iterator[RawArticle | BadRecord]:
    """The articles of a feed."""
    channel = next(iter(children(root, "channel")), root)
    publisher = words(_child(channel, "title"))
    language = words(_child(channel, "language")) or root.get(XML_LANG)
    for n, item in enumerate(children(root, "item", "entry"), 1):
        source.budget.add_member()
        path = f"{source.path}#{n}"
        if (status := words(_child(item, "status"))) in UNPUBLISHED:
            yield BadRecord(path, f"not published: its status is {status}")
            continue
        body = _body(item)
        if not body:
            yield BadRecord(path, "no text: the item has neither content nor description")
            continue
        article = _article(path, item, body)
        yield replace(article, publisher=article.publisher or publisher, language=article.language or language)


def _article(path: str, item: etree._Element, body: str) -> RawArticle:
    title = _child(item, "title")
    return RawArticle(
        path,
        body,
        id=words(_child(item, "guid", "id")),
        url=_link(item),
        title=_text(title) if title is not None else None,
        published_at=words(_child(item, "pubDate", "published", "date", "post_date_gmt", "issued", "updated")),
        publisher=words(_child(item, "publisher")) or words(_child(_child(item, "source"), "title")),
        byline=", ".join(filter(None, (_person(child) for child in item if local_name(child) in ("creator", "author")))) or None,
        language=item.get(XML_LANG) or words(_child(item, "language")),
    )


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of the first of these names that has one."""
    if element is None:
        return None
    for name in names:
        found = next((child for child in element if local_name(child) == name), None)
        if found is not None:
            return found
    return None


def _body(item: etree._Element) -> str:
    return next((text for name in BODIES if (child := _child(item, name)) is not None and (text := _text(child))), "")


def _text(element: etree._Element) -> str:
    """The text of an element whose content is plain, escaped HTML, or XHTML."""
    if len(element):
        return element_text(element)
    said = element.text or ""
    return fragment_text(said) if is_markup(said) else said.strip()


def _person(element: etree._Element) -> str | None:
    """The name; of RSS's "ada@example.org (Ada Exampla)" what stands in brackets."""
    said = words(_child(element, "name")) if len(element) else words(element)
    if said and "@" in said and said.endswith(")"):
        return said[said.index("(") + 1 : -1] if "(" in said else said
    return said


def _link(item: etree._Element) -> str | None:
    for child in item:
        if local_name(child) == "link" and child.get("rel", "alternate") == "alternate" and (found := child.get("href") or words(child)):
            return found
    guid = _child(item, "guid")
    return words(guid) if guid is not None and guid.get("isPermaLink") != "false" and (words(guid) or "").startswith("http") else None
