"""All stages in the order the data flows: an annotated article in, its rows for every table out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from transforms.dates.dates import dates
from transforms.measures.actors import Actors
from transforms.measures.tariffs import tariffs
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers
from transforms.talks.talks import talks
from transforms.text.document import Document

Rows = dict[str, list[Any]]
TABLES = ("articles", "article_entities", "mentions", "roles", "dates", "quotes", "tariffs", "talks", "talk_participants")


def article_rows(document: Document) -> Rows:
    """The rows of one article, by table."""
    found = entities(document)
    offices = roles(document, found)
    when = dates(document)
    said = speakers(document, quotes(document), found, offices)
    actors = Actors(document, found, offices)
    measures = tariffs(document, actors, when, said)
    rounds, participants = talks(document, found, actors, when)
    rows: tuple[Iterable[Any], ...] = (
        [document.article], found.entities, found.mentions, offices, when, said, measures, rounds, participants,
    )  # fmt: skip
    return {table: list(part) for table, part in zip(TABLES, rows, strict=True)}
