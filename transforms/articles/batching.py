"""Cuts articles into batches in which each text is parsed once and each article stands once.

The first are large, the last small, so that all workers end at about the same time: guided self-scheduling, as Polychronopoulos and Kuck
have it (1987).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

SMALL_BATCH = 60_000  # characters, twenty articles: with less a further process costs more than it saves, for it loads a model of its own
MAX_CHARACTERS = 1_500_000  # of the texts of a batch, each counted once: what a worker holds at a time
SHARE = 2  # of what is left, a batch takes what each worker would do in so many of them


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
    return [batch for version in _versions(_without_repeats(articles)) for batch in _cut(version, max(1, workers), batch_articles)]


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


def _cut(articles: Iterable[Staged], workers: int, batch_articles: int) -> Iterator[list[Staged]]:
    texts: dict[str, list[Staged]] = defaultdict(list)
    for article in articles:
        texts[article.content_sha256].append(article)
    left = sum(copies[0].characters for copies in texts.values())
    batch: list[Staged] = []
    characters = 0
    for copies in texts.values():
        for start in range(0, len(copies), batch_articles):
            piece = copies[start : start + batch_articles]
            if batch and (len(batch) + len(piece) > batch_articles or characters + piece[0].characters > _size(left, workers)):
                yield batch
                left -= characters
                batch, characters = [], 0
            batch += piece
            characters += piece[0].characters
    if batch:
        yield batch


def _size(left: int, workers: int) -> int:
    """The characters of the next batch, of so many that are left."""
    return min(MAX_CHARACTERS, max(SMALL_BATCH, left // (SHARE * workers)))
