"""Cuts articles into batches of like size, in which each text is parsed once and each article stands once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

SMALL_BATCH = 20  # articles below which a further process costs more than it saves: it loads a model of its own
ROUNDS = 4  # batches for each worker where there are enough articles, so that all end at about the same time
MAX_CHARACTERS = 1_500_000  # of the texts of a batch, each counted once: what a worker holds at a time


class Staged(NamedTuple):
    """An article as far as the cutting needs to know it, and where it stands."""

    part: str
    row: int
    article_id: str
    content_sha256: str
    published: tuple[date, datetime | None]
    source_path: str
    characters: int


def batches(articles: Sequence[Staged], workers: int, batch_articles: int) -> list[list[Staged]]:
    """The articles in batches of at most `batch_articles`. Copies of a text are in one batch, versions of an article are not."""
    size = min(batch_articles, max(SMALL_BATCH, -(-len(articles) // max(1, workers * ROUNDS))))
    found: list[list[Staged]] = []
    for version in _versions(_without_repeats(articles)):
        found += _cut(version, size)
    return found


def _without_repeats(articles: Iterable[Staged]) -> list[Staged]:
    """Of the same version of an article, as feeds bring it again every hour, the one that counts at load."""
    latest: dict[tuple[object, ...], Staged] = {}
    for article in articles:
        key = (article.article_id, article.content_sha256, article.published)
        if key not in latest or latest[key].source_path < article.source_path:
            latest[key] = article
    return list(latest.values())


def _versions(articles: Iterable[Staged]) -> list[list[Staged]]:
    """The articles in lists that hold each one at most once: further versions of it come in further lists."""
    found: list[list[Staged]] = []
    seen: dict[str, int] = defaultdict(int)
    for article in articles:
        if seen[article.article_id] == len(found):
            found.append([])
        found[seen[article.article_id]].append(article)
        seen[article.article_id] += 1
    return found


def _cut(articles: Iterable[Staged], size: int) -> list[list[Staged]]:
    texts: dict[str, list[Staged]] = defaultdict(list)
    for article in articles:
        texts[article.content_sha256].append(article)
    found: list[list[Staged]] = [[]]
    characters = 0
    for copies in texts.values():
        for start in range(0, len(copies), size):
            piece = copies[start : start + size]
            if found[-1] and (len(found[-1]) + len(piece) > size or characters + piece[0].characters > MAX_CHARACTERS):
                found.append([])
                characters = 0
            found[-1] += piece
            characters += piece[0].characters
    return [batch for batch in found if batch]
