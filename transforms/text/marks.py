"""Marks on a text: where something was read, cut so that marks may overlap and every page can draw them one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.text.paragraphs import paragraphs as spans_of_paragraphs


class Mark(NamedTuple):
    """A stretch of the text that means something."""

    start_char: int
    end_char: int
    kind: str  # person, quote, tariff …
    id: str
    why: str  # what was read there, and by what


class Piece(NamedTuple):
    """A stretch of the text under the same marks all along."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]  # those of which nothing stands before


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The text as paragraphs of pieces, cut where the parser cuts it; the pieces give the whole text but for the white space between.

    What has several marks of one kind and id, as a split quote, or runs through several pieces and paragraphs, begins once. Marks of
    no length, or over empty lines only, are not drawn.
    """
    ordered = sorted(marks)
    drawn: set[tuple[str, str]] = set()
    found = []
    for start, end in spans_of_paragraphs(text):
        inside = [mark for mark in ordered if mark.start_char < end and mark.end_char > start]
        if pieces := _pieces(text, start, end, inside, drawn):
            found.append(pieces)
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], drawn: set[tuple[str, str]]) -> list[Piece]:
    cuts = sorted({start, end, *(max(mark.start_char, start) for mark in marks), *(min(mark.end_char, end) for mark in marks)})
    found = []
    for one, other in pairwise(cuts):
        over = tuple(mark for mark in marks if mark.start_char <= one and mark.end_char >= other)
        begins = {(mark.kind, mark.id): mark for mark in over if (mark.kind, mark.id) not in drawn}
        drawn.update(begins)
        found.append(Piece(text[one:other], over, tuple(begins.values())))
    return found
