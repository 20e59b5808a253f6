"""The page of evidence of one article, and articles with their marks for other pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import duckdb

from transforms.text.marks import Mark, paragraphs
from warehouse.pages import page, rows

ENTITIES = ("person", "organization", "country", "place", "law", "agreement")
LEGEND = (
    ("tariff", "measure"), ("quote", "quote"), ("talk", "talks"), ("role", "office"), ("date", "date or length of time"),
    ("entity", "person, organisation, country, place, law or agreement"),
)  # fmt: skip
LISTS = (
    ("Measures", ("tariff",)), ("Talks", ("talk",)), ("Quotes", ("quote",)), ("Offices", ("role",)),
    ("Names", ENTITIES), ("Dates", ("date",)),
)  # fmt: skip


class NoSuchArticleError(ValueError):
    """No article is meant by the words, or several are; the message lists them."""


def find(db: duckdb.DuckDBPyConnection, words: str) -> str:
    """The article_id of the article that the words mean: its id, address or file, or part of its title. Raises NoSuchArticleError."""
    found = rows(db, "article_found", words=words)
    if not found:
        raise NoSuchArticleError(f'"{words}" is no article: give an id, an address, a file or words of a title')
    exact = [row for row in found if row["is_exact"]]
    if len(found) > 1 and len(exact) != 1:
        told = "".join(f"\n  {row['article_id']}  {row['published_date']}  {row['title'] or row['source_path']}" for row in found)
        raise NoSuchArticleError(f'"{words}" is several articles; name one by its id:{told}')
    return str((exact or found)[0]["article_id"])


def articles(db: duckdb.DuckDBPyConnection, article_ids: Iterable[str], kinds: Collection[str]) -> dict[str, dict[str, Any]]:
    """The articles by id, the latest first, each with the paragraphs of its text under the marks of these kinds."""
    found = {row["article_id"]: row for row in rows(db, "articles", article_ids=sorted(set(article_ids)))}
    for article_id, article in found.items():
        article["marks"] = [mark for mark in _marks(db, article_id) if mark.kind in kinds]
        head, *rest = paragraphs(article["text"], article["marks"])
        is_title = "".join(piece.text for piece in head) == article["title"]
        article["title_pieces"], article["paragraphs"] = (head, rest) if is_title else (None, [head, *rest])
    return found


def article_page(db: duckdb.DuckDBPyConnection, article_id: str) -> str:
    """One article as HTML: all that was read in it is marked, with what it is and why, and listed below."""
    kinds = {kind for _, listed in LISTS for kind in listed}
    article = articles(db, [article_id], kinds)[article_id]
    readings = [(title, _listed(article, listed)) for title, listed in LISTS]
    return page("article.html", article=article, kinds=LEGEND, readings=readings)


def _marks(db: duckdb.DuckDBPyConnection, article_id: str) -> list[Mark]:
    return [Mark(**row) for row in rows(db, "article_marks", article_id=article_id)]


def _listed(article: dict[str, Any], kinds: Collection[str]) -> list[tuple[Mark, str]]:
    """What was read, with the words, in the order of the text: a split quote once, an entity once by its first name."""
    first: dict[str, Mark] = {}
    for mark in article["marks"]:
        if mark.kind in kinds:
            first.setdefault(mark.why.partition(";")[0] if mark.kind in ENTITIES else mark.id, mark)
    return [(mark, article["text"][mark.start_char : mark.end_char]) for mark in first.values()]
