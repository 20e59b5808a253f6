"""Which stretches of a text stand in quotation marks.

Marks are paired paragraph by paragraph, so that one missing mark never spoils more than its paragraph. Curly, straight and
angle marks count as double; single marks count only outside double ones, and only where they cannot be apostrophes.
A quotation that runs over paragraphs (each reopened, only the last one closed) comes as one piece per paragraph.
Any text is taken: what cannot be paired ends with its paragraph. The time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from warehouse.schema import Span

DOUBLE = re.compile(r"[\"“”„‟«»〝〞]|``|(?<!')''(?!')")
SINGLE = re.compile(r"(?<![\w.,!?…])['‘‚](?=[^\W\d_]|\d(?!\d?s\b))|(?<=[\w.,!?%…)\"”])['’](?!\w)")
OPENING, CLOSING = frozenset("“„‟«〝"), frozenset("”»〞")
BEFORE_OPENING = frozenset("([{-–—/:‘'")  # besides white space
AFTER_CLOSING = frozenset(")]},.;:!?-–—/’'")
ENDS_WORDS = frozenset(".,!?…")


class Quoted(NamedTuple):
    """A stretch in quotation marks. `start_char` and `end_char` take the marks in, `inner` leaves them out."""

    start_char: int
    end_char: int
    inner: Span
    paragraph: int
    is_closed: bool
    is_single: bool


class Pieces:
    """Stretches in marks, looked up by their place; they never overlap."""

    def __init__(self, spans: list[Quoted]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start_char for span in self._spans]

    def within(self, start_char: int, end_char: int) -> list[Quoted]:
        """Those that overlap the stretch, in order."""
        first = max(0, bisect_left(self._starts, start_char) - 1)
        last = bisect_left(self._starts, end_char)
        return [span for span in self._spans[first:last] if span.end_char > start_char]


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The stretches of the text in quotation marks, in order; none overlaps another."""
    found: list[Quoted] = []
    running = False
    for number, paragraph in enumerate(paragraphs):
        doubles = _doubles(text, paragraph, number, running)
        running = bool(doubles) and not doubles[-1].is_closed
        found += doubles
        found += _singles(text, paragraph, number, doubles)
    return sorted(found)


def _doubles(text: str, paragraph: Span, number: int, running: bool) -> list[Quoted]:
    marks = list(DOUBLE.finditer(text, *paragraph))
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    inner = 0  # curly marks that are open inside straight ones
    if running and marks and marks[0].start() > paragraph.start_char and _side(text, marks[0], paragraph, True) == "close":
        opened = (paragraph.start_char, paragraph.start_char)  # the quotation of the last paragraph goes on without a new mark
    for mark in marks:
        side = _side(text, mark, paragraph, opened is not None)
        nested = opened is not None and text[opened[0]] == '"' and mark.group() != '"'
        if side == "open" and nested:
            inner += 1
        elif side == "open":
            if opened is not None:  # the earlier one was never closed
                found += _piece(text, opened[0], opened[1], mark.start(), mark.start(), number, False)
            opened, inner = (mark.start(), mark.end()), 0
        elif side == "close" and inner and nested:
            inner -= 1
        elif side == "close" and opened is not None:
            found += _piece(text, opened[0], opened[1], mark.start(), mark.end(), number, True)
            opened, inner = None, 0
    if opened is not None:
        found += _piece(text, opened[0], opened[1], paragraph.end_char, paragraph.end_char, number, False)
    return found


def _side(text: str, mark: re.Match[str], paragraph: Span, is_open: bool) -> str:
    """Whether a mark opens or closes: by its shape, unless the blanks around it say the opposite."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start_char else " "
    after = text[mark.end()] if mark.end() < paragraph.end_char else " "
    may_open = (before.isspace() or before in BEFORE_OPENING) and not after.isspace()
    may_close = not before.isspace() and (after.isspace() or after in AFTER_CLOSING)
    if mark.group() in OPENING or mark.group() == "``":
        return "close" if is_open and may_close and not may_open else "open" if not is_open or may_open else "neither"
    if mark.group() in CLOSING:
        return "open" if not is_open and may_open and not may_close else "close" if is_open else "neither"
    if not is_open:
        inches = before.isdigit() and not may_open
        return "neither" if inches or (may_close and not may_open) else "open"
    return "open" if may_open and not may_close and before not in BEFORE_OPENING else "close"


def _singles(text: str, paragraph: Span, number: int, doubles: Sequence[Quoted]) -> Iterator[Quoted]:
    edges = [paragraph.start_char, *(edge for span in doubles for edge in (span.start_char, span.end_char)), paragraph.end_char]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        marks = list(SINGLE.finditer(text, start, end))
        at = 0
        while at < len(marks):
            opening = marks[at]
            at += 1
            if not _opens(text, opening, paragraph):
                continue
            closers: list[re.Match[str]] = []
            while at < len(marks) and not _opens(text, marks[at], paragraph):
                closers.append(marks[at])
                at += 1
            # a plural possessive looks like a closing mark: one after a comma or full stop is surer
            sure = [mark for mark in closers if text[mark.start() - 1] in ENDS_WORDS]
            if closers:
                closing = (sure or closers)[0]
                yield from _piece(text, opening.start(), opening.end(), closing.start(), closing.end(), number, True, is_single=True)


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph.start_char else " "
    after = text[mark.end()] if mark.end() < paragraph.end_char else " "
    return mark.group() in "'‘‚" and (before.isspace() or before in BEFORE_OPENING) and after.isalnum()


def _piece(
    text: str, start: int, inner_start: int, inner_end: int, end: int, number: int, is_closed: bool, *, is_single: bool = False
) -> list[Quoted]:
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    if not any(c.isalnum() for c in text[inner_start:inner_end]):
        return []
    return [Quoted(start, end, Span(inner_start, inner_end), number, is_closed, is_single)]
