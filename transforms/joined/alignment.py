"""How much of two texts is the same words in the same order, between the first and the last words that they share.

Method: patience diff. Runs of four words that each text has once are anchors; the longest chain of them that rises in both texts
is kept and extended word by word. What stands before the first anchor or behind the last one in either text (another headline, an
editor's note, a tail that was cut) counts for nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

ANCHOR_WORDS = 4


class Alignment(NamedTuple):
    """How two texts lie side by side."""

    shared: int  # words that are the same
    stretch: int  # words from the first shared one to the last, in the text where these are more


def align(one: Sequence[str], other: Sequence[str]) -> Alignment:
    """The alignment of two lists of words."""
    shared = end_one = end_other = 0
    start: tuple[int, int] | None = None
    for anchor_one, anchor_other in _rising(_anchors(one, other)):
        if anchor_one < end_one or anchor_other < end_other:
            continue  # it lies in what the one before was extended to
        before, length = 0, ANCHOR_WORDS
        while (
            anchor_one - before > end_one
            and anchor_other - before > end_other
            and one[anchor_one - before - 1] == other[anchor_other - before - 1]
        ):
            before += 1
        ends = min(len(one) - anchor_one, len(other) - anchor_other)
        while length < ends and one[anchor_one + length] == other[anchor_other + length]:
            length += 1
        start = start or (anchor_one - before, anchor_other - before)
        shared += before + length
        end_one, end_other = anchor_one + length, anchor_other + length
    return Alignment(shared, max(end_one - start[0], end_other - start[1]) if start else 0)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Where the runs begin that each text has exactly once, in the order of the first."""
    places = _once(other)
    return sorted((start, places[run]) for run, start in _once(one).items() if run in places)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for start, run in enumerate(zip(*(words[n:] for n in range(ANCHOR_WORDS)), strict=False)):
        found[run] = -1 if run in found else start
    return {run: start for run, start in found.items() if start >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs, sorted by their first numbers, in which the second ones rise as well."""
    lowest: list[int] = []  # the lowest second number that a chain of each length ends with
    last: list[int] = []  # the pair that it ends with
    before: list[int | None] = []
    for n, (_, second) in enumerate(pairs):
        length = bisect_left(lowest, second)
        lowest[length : length + 1], last[length : length + 1] = [second], [n]
        before.append(last[length - 1] if length else None)
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else None
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
