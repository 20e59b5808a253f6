"""Parses XML and HTML that nobody vouches for: no entities of its own, no network, no files, bounded in size and depth."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree, html

from transforms.articles.raw import UnreadableError

MAX_TAGS = 400_000  # of one document: each takes some hundred bytes of memory
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
OWN_ENTITIES = re.compile(r"<!ENTITY\b", re.IGNORECASE)
NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30});")  # of HTML, which feeds use and XML does not know
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_xml(text: str) -> etree._Element:
    """The root. Raises UnreadableError where the text is not well-formed, or could be an attack."""
    if OWN_ENTITIES.search(text[:100_000]):
        raise UnreadableError("XML with entities of its own, as attacks have: write them out")
    _count_tags(text)
    text = NAMED_ENTITY.sub(lambda found: html5.get(f"{found[1]};", found[0]), XML_DECLARATION.sub("", text))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(NOT_XML.sub("", text).encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"not well-formed XML: {' '.join(str(error).split())[:200]}") from error


def parse_html(text: str) -> html.HtmlElement:
    """The root of a page or of a piece of one. Raises UnreadableError where it holds nothing."""
    _count_tags(text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(NOT_XML.sub("", text).encode(), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(f"not HTML: {error}") from error


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The elements below, at any depth, of the first of these local names that there are any of."""
    for name in names:
        if found := [child for child in element.iter() if child is not element and local_name(child) == name]:
            return found
    return []


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first of `children`."""
    return next(iter(children(element, *names)), None)


def words(element: etree._Element | None) -> str | None:
    """The text of an element on one line; None where it has none."""
    return " ".join("".join(element.itertext(tag=etree.Element)).split()) or None if element is not None else None


def _count_tags(text: str) -> None:
    if text.count("<") > MAX_TAGS:
        raise UnreadableError(f"more than {MAX_TAGS:,} tags: split it into smaller files")
