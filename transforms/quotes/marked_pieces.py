"""Pieces of a quote and the stretches in quotation marks inside them.

The parse knows nothing of marks: a content it ends at a full stop inside them, or at an "and" between two fragments, is
carried on here to the mark that closes what it holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from transforms.quotes.surroundings import Surroundings
from transforms.text.quotation_marks import Quoted
from warehouse.schema import Span


class Pieces:
    """Stretches in marks, looked up by their place; they never overlap."""

    def __init__(self, spans: Sequence[Quoted]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start_char for span in self._spans]

    def __iter__(self) -> Iterator[Quoted]:
        return iter(self._spans)

    def within(self, start_char: int, end_char: int) -> list[Quoted]:
        """Those that overlap the stretch, in order."""
        first = max(0, bisect_left(self._starts, start_char) - 1)
        last = bisect_left(self._starts, end_char)
        return [span for span in self._spans[first:last] if span.end_char > start_char]

    def opened_in(self, piece: Span) -> list[Quoted]:
        """Those that begin inside the piece: what they hold belongs to it, be it several sentences."""
        return [span for span in self.within(*piece) if piece.start_char <= span.inner.start_char and _opening(span) < piece.end_char]


def _opening(span: Quoted) -> int:
    """Where the stretch is sure to have begun: a mark that none closes may be a slip."""
    return span.start_char if span.is_closed else span.inner.start_char


def coordinated(around_spans: Sequence[Surroundings]) -> dict[Quoted, Quoted]:
    """Each fragment with the one joined to it: "“too high” and “too late”"."""
    return {one.span: other.span for one, other in pairwise(around_spans) if other.is_joined}


def with_marks(piece: Span, pieces: Pieces, joined: Mapping[Quoted, Quoted]) -> Span:
    """The piece from the mark before its first word to the mark that closes its last fragment or the one joined to that."""
    inside = pieces.opened_in(piece)
    if not inside:
        return piece
    first, last = inside[0], inside[-1]
    start = first.start_char if first.inner.start_char == piece.start_char else piece.start_char
    if not last.is_closed and not is_inside(last, piece):
        return Span(start, piece.end_char)
    while last.inner.end_char >= piece.end_char - 1 and last in joined:
        last = joined[last]
        piece = Span(start, last.end_char)
    return Span(start, max(piece.end_char, last.end_char))


def is_inside(quoted_words: Quoted, piece: Span) -> bool:
    """Whether the words in marks belong to the piece; its closing mark may stand right behind it."""
    return piece.start_char <= quoted_words.inner.start_char and quoted_words.inner.end_char <= piece.end_char + 1


def is_fully_quoted(text: str, piece: Span, inside: Sequence[Quoted]) -> bool:
    """Whether no word of the piece stands outside the marks."""
    starts = [piece.start_char, *(span.end_char for span in inside)]
    ends = [*(span.start_char for span in inside), piece.end_char]
    return not any(c.isalnum() for start, end in zip(starts, ends, strict=True) for c in text[start:end])
