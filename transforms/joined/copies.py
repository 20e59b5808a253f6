"""Joins copies: which article is the first printing of each text. A function of the set of articles alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from transforms.articles.dedupe import split_words
from transforms.joined.alignment import align

SAME = 0.9  # share of the words between the first and the last shared ones: corrections stay above, texts on one pattern below
SAME_GROUP = 0.85  # of two texts that are joined by others which are alike, such as two that were corrected
HALF = 0.4  # share of the shorter text that these words must be: the rest may be a headline and notes
SHORTEST = 0.3  # of the longer text; a shorter one that stands in it is quoted there, as in a digest, not printed
DAYS = 31  # from one printing to the other; later, almost the same words are a new event, such as a yearly notice


class Candidate(NamedTuple):
    """An article that shares sampled words with another one."""

    article_id: str
    published_date: date
    published_at: datetime | None
    is_dated: bool  # not by the clock of a file system only
    title: str | None
    text: str


def linked(pairs: Iterable[tuple[str, str]], seeds: Collection[str]) -> set[str]:
    """The seeds and all whom pairs link to them, one after the other: whether two of these are copies depends on no other article."""
    partners: dict[str, list[str]] = defaultdict(list)
    for one_id, other_id in pairs:
        partners[one_id].append(other_id)
        partners[other_id].append(one_id)
    found, todo = set(seeds), list(seeds)
    while todo:
        new = set(partners[todo.pop()]) - found
        found |= new
        todo += new
    return found


class _Words:
    """A candidate and its words without the headline, which every paper writes anew."""

    def __init__(self, article: Candidate) -> None:
        self.article = article

    @cached_property
    def words(self) -> list[str]:
        return split_words(self.article.text[len(self.article.title or "") :])


def first_copies(articles: Iterable[Candidate], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """article_id of each copy -> article_id of the first printing. `pairs` may be copies of each other, the likeliest first."""
    groups = {article.article_id: [_Words(article)] for article in articles}
    for one_id, other_id in pairs:
        one, other = groups[one_id], groups[other_id]
        if one is not other and _are_copies(one, other, one_id, other_id):
            one += other
            groups |= {member.article.article_id: one for member in other}
    found: dict[str, str] = {}
    for article_id, group in groups.items():
        first = min((member.article for member in group), key=_printed)
        if first.article_id != article_id:
            found[article_id] = first.article_id
    return found


def _are_copies(group: list[_Words], others: list[_Words], one_id: str, other_id: str) -> bool:
    """Whether two members are alike, and the longest ones of their groups are as well: one that was cut short enough fits many."""
    one = next(member for member in group if member.article.article_id == one_id)
    other = next(member for member in others if member.article.article_id == other_id)
    longest, longest_other = (
        max(members, key=lambda member: (len(member.words), member.article.article_id)) for members in (group, others)
    )
    return _alike(one, other, SAME) and ((one, other) == (longest, longest_other) or _alike(longest, longest_other, SAME_GROUP))


def _alike(one: _Words, other: _Words, same: float) -> bool:
    if one.words == other.words:
        return True
    days = abs((one.article.published_date - other.article.published_date).days)
    if days > DAYS and one.article.is_dated and other.article.is_dated:
        return False
    shorter, longer = sorted((len(one.words), len(other.words)))
    if shorter < SHORTEST * longer:
        return False
    shared, stretch = align(one.words, other.words)
    return shared >= same * stretch and shared >= HALF * shorter and shared > 0


def _printed(article: Candidate) -> tuple[date, str, str]:
    """Order of printing; of two on one day without a time, the one that gives a time comes first."""
    return article.published_date, article.published_at.isoformat() if article.published_at else "~", article.article_id
