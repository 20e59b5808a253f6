"""Joins near copies: which article is the first printing of each text. A function of the set of articles alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

ALIKE = 0.6  # share of the five-word shingles: a wire text with another headline and a cut tail is above, a follow-up story below

Row = tuple[str, date, datetime | None, list[str], list[int]]  # article_id, published_date, published_at, copy_keys, minhash


def first_copies(articles: Iterable[Row]) -> dict[str, str]:
    """article_id of each copy -> article_id of the first printing. Articles without copies are left out."""
    rows = {row[0]: row for row in articles}
    buckets: dict[str, list[str]] = defaultdict(list)
    for article_id, row in rows.items():
        for key in row[3]:
            buckets[key].append(article_id)
    root = {article_id: article_id for article_id in rows}

    def find(article_id: str) -> str:
        while root[article_id] != article_id:
            root[article_id] = root[root[article_id]]
            article_id = root[article_id]
        return article_id

    for bucket in buckets.values():
        for one, other in pairwise(sorted(bucket)):  # a chain joins the bucket without comparing every pair
            if find(one) != find(other) and _alike(rows[one][4], rows[other][4]):
                root[find(one)] = find(other)
    groups: dict[str, list[str]] = defaultdict(list)
    for article_id in rows:
        groups[find(article_id)].append(article_id)
    first = (min(group, key=lambda a: _printed(rows[a])) for group in groups.values() for _ in group)
    return {a: f for a, f in zip((a for group in groups.values() for a in group), first, strict=True) if a != f}


def _alike(one: list[int], other: list[int]) -> bool:
    return sum(a == b for a, b in zip(one, other, strict=True)) >= ALIKE * len(one)


def _printed(row: Row) -> tuple[date, str, str]:
    """Order of printing; of two on one day without a time, the one that gives a time comes first."""
    return row[1], row[2].isoformat() if row[2] else "~", row[0]
