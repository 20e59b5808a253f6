"""Reads web pages: their text by trafilatura, their metadata from JSON-LD, meta tags and time tags, in this order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

import trafilatura
from lxml import html
from trafilatura.settings import Document

from transforms.articles.raw import RawArticle, UnreadableError
from transforms.readers.decoding import decode
from transforms.readers.fragments import fragment_text, is_markup
from transforms.readers.markup import parse_html
from transforms.readers.source import Source

META: Mapping[str, tuple[str, ...]] = {  # field -> names of meta tags: OpenGraph, Parse.ly, Sailthru, Dublin Core, Google Scholar's
    "title": ("og:title", "parsely-title", "sailthru.title", "dc.title", "twitter:title"),
    "published_at": ("article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "date", "pubdate",
                     "publishdate", "dc.date", "dc.date.issued", "datepublished", "citation_publication_date"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "twitter:site"),
    "byline": ("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator"),
    "url": ("og:url", "parsely-link"),
}  # fmt: skip
ARTICLE_TYPES = ("Article", "Posting", "Report")
PAGE = re.compile(r"<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE)


def read_page(source: Source) -> Iterator[RawArticle]:
    """The one article of a page."""
    page, notes = decode(source.content(), source.charset)
    article = page_article(source, page)
    yield replace(article, notes=(*notes, *article.notes))


def is_page(markup: str) -> bool:
    """Whether the markup is a page with a frame of its own around the article, rather than the article alone."""
    return bool(PAGE.search(markup[:2000]))


def page_article(source: Source, page: str) -> RawArticle:
    """The article of a page. Raises UnreadableError where it has none."""
    root = parse_html(page)
    linked = _linked(root)
    body, guessed = _text(page)
    body = max(body, _live(linked), key=len) or str(linked.get("articleBody") or "")
    if not body:
        raise UnreadableError("no article text found in the page")
    fields = {**guessed, **_visible(root), **_meta(root), **_from_linked(linked)}
    if canonical := root.xpath("string(//link[@rel='canonical']/@href)"):
        fields["url"] = canonical
    if not str(fields.get("url", "")).startswith(("http://", "https://")):
        fields.pop("url", None)
    notes = ("the page says that not all of its text is free",) if str(linked.get("isAccessibleForFree")).lower() == "false" else ()
    told: dict[str, Any] = {name: value for name, value in fields.items() if value}
    return RawArticle(source.path, body, notes=notes, **told)


def _text(page: str) -> tuple[str, dict[str, str | None]]:
    """The text, and what trafilatura makes of the metadata: guesses where the page declares nothing."""
    try:
        found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    except Exception as error:  # it lets errors of many libraries through, whatever a page provokes
        raise UnreadableError(f"the page cannot be taken apart ({type(error).__name__})") from error
    if not isinstance(found, Document) or not found.text:
        return "", {}
    return found.text, {"url": found.url, "title": found.title, "published_at": found.date, "publisher": found.sitename,
                        "byline": found.author, "language": found.language}  # fmt: skip


def _visible(root: html.HtmlElement) -> dict[str, str]:
    found = {
        "language": str(root.xpath("string(/html/@lang)")),
        "published_at": str(root.xpath("string((//article//time/@datetime | //time[@itemprop='datePublished' or @pubdate]/@datetime)[1])")),
    }
    return {name: value.strip() for name, value in found.items() if value.strip()}


def _meta(root: html.HtmlElement) -> dict[str, str]:
    told: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        told.setdefault(name, str(tag.get("content") or "").strip())
    return {field: value for field, names in META.items() if (value := next((told[name] for name in names if told.get(name)), None))}


def _linked(root: html.HtmlElement) -> Mapping[str, Any]:
    """The NewsArticle that the page describes in JSON-LD; empty where it describes none."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # many pages have broken ones; the meta tags tell the same
        for item in _items(data):
            kinds = item.get("@type")
            if any(str(kind).endswith(ARTICLE_TYPES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return item
    return {}


def _items(data: object) -> Iterator[Mapping[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, Mapping):
            yield item
            graph = item.get("@graph")
            yield from (part for part in (graph if isinstance(graph, list) else []) if isinstance(part, Mapping))


def _from_linked(item: Mapping[str, Any]) -> dict[str, str]:
    names = {"title": "headline", "published_at": "datePublished", "publisher": "publisher", "byline": "author", "language": "inLanguage"}
    return {field: told for field, name in names.items() if (told := _names(item.get(name)))}


def _live(item: Mapping[str, Any]) -> str:
    """The entries of a live blog, of which only the first one may be found in the page."""
    updates = item.get("liveBlogUpdate")
    entries = (update for update in (updates if isinstance(updates, list) else []) if isinstance(update, Mapping))
    told = (str(entry.get(name) or "") for entry in entries for name in ("headline", "articleBody"))
    return "\n\n".join(fragment_text(said) if is_markup(said) else said.strip() for said in told if said.strip())


def _names(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value[:20])))
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
