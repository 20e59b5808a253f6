"""Which stretches of a text stand in quotation marks.

Marks are paired paragraph by paragraph, so that one missing mark never spoils more than its paragraph. Curly, straight and
angle marks count as double; single marks count only outside or around double ones, and only where they cannot be apostrophes.
A quotation that runs over paragraphs (each reopened, only the last one closed) comes as one piece per paragraph.
Any text is taken: what cannot be paired ends with its paragraph. The time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from warehouse.schema import Span

DOUBLE = re.compile(r"[\"“”„‟«»〝〞]|``|(?<!')''(?!')")
SINGLE = re.compile(
    r"['‘’‚](?:(?<!’)(?<![\w.,!?…].)(?=[^\W\d_]|\d(?!\d?s\b))|(?<=['’])(?<=[\w.,!?%…)\"”].)(?!\w))"
)  # opens a quotation, or closes one
OPENING, CLOSING = frozenset("“„‟«〝"), frozenset("”»〞")
BEFORE_OPENING = frozenset("([{-–—/:‘'")  # besides white space
AFTER_CLOSING = frozenset(")]},.;:!?-–—/’'")
MOST_ENCLOSED = 3  # double stretches inside a single one: more speak for an apostrophe
ENDS_CLAUSE = frozenset(",.;?!)")
ENDS_WORDS = frozenset(".,!?…")


class Quoted(NamedTuple):
    """A stretch in quotation marks. `start_char` and `end_char` take the marks in, `inner` leaves them out."""

    start_char: int
    end_char: int
    inner: Span
    paragraph: int
    is_closed: bool
    is_single: bool


def quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """The stretches of the text in quotation marks, in order; none overlaps another."""
    found: list[Quoted] = []
    running = False
    for number, paragraph in enumerate(paragraphs):
        doubles = _doubles(text, paragraph, number, running)
        running = bool(doubles) and not doubles[-1].is_closed
        singles = list(_singles(text, paragraph, number, doubles))
        found += _outermost(sorted(doubles + singles))
    return found


def _outermost(spans: Iterable[Quoted]) -> list[Quoted]:
    """The stretches without those inside another: "‘He said “no” to me,’ she said."."""
    kept: list[Quoted] = []
    for span in spans:
        if not kept or span.start_char >= kept[-1].end_char:
            kept.append(span)
    return kept


def _doubles(text: str, paragraph: Span, number: int, running: bool) -> list[Quoted]:
    marks = list(DOUBLE.finditer(text, *paragraph))
    outer_closes = _outer_closes(marks)
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    inner: list[str] = []  # the marks that are open inside the opened one
    if running and marks and marks[0].start() > paragraph.start_char and _side(text, marks[0], paragraph, True) == "close":
        opened = (paragraph.start_char, paragraph.start_char)  # the quotation of the last paragraph goes on without a new mark
    for at, mark in enumerate(marks):
        side = _side(text, mark, paragraph, opened is not None)
        if side == "open":
            if opened is not None and (mark.group() != '"' if text[opened[0]] == '"' else outer_closes[at]):
                inner.append(mark.group())
                continue
            if opened is not None:  # the earlier one was never closed
                found += _piece(text, opened[0], opened[1], mark.start(), mark.start(), number, False)
            opened, inner = (mark.start(), mark.end()), []
        elif side == "close" and inner and (inner[-1] == '"') == (mark.group() == '"'):
            inner.pop()
        elif side == "close" and opened is not None:
            found += _piece(text, opened[0], opened[1], mark.start(), mark.end(), number, True)
            opened, inner = None, []
    if opened is not None:
        found += _piece(text, opened[0], opened[1], paragraph.end_char, paragraph.end_char, number, False)
    return found


def _outer_closes(marks: Sequence[re.Match[str]]) -> list[bool]:
    """For each mark, whether more curly and angle marks close than open from there on: one opened before it is closed behind it."""
    closes = []
    balance = lowest = 0  # of opening over closing marks, from the end of the paragraph backwards
    for mark in reversed(marks):
        step = 1 if mark.group() in OPENING else -1 if mark.group() in CLOSING else 0
        balance, lowest = balance + step, min(0, lowest + step)
        closes.append(lowest < 0)
    return closes[::-1]


def _side(text: str, mark: re.Match[str], paragraph: Span, is_open: bool) -> str:
    """Whether a mark opens or closes: by its shape, unless the blanks around it say the opposite."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start_char else " "
    after = text[mark.end()] if mark.end() < paragraph.end_char else " "
    ends = after in ENDS_CLAUSE and not text.startswith("..", mark.end())  # text with blanks around all its marks
    may_open = (before.isspace() or before in BEFORE_OPENING) and not after.isspace() and not ends
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
    """The stretches in single marks between the double ones, or around some of them."""
    opening: re.Match[str] | None = None  # one that no mark of its own gap closes
    enclosed = 0
    for start, end in _gaps(paragraph, doubles):
        enclosed += 1
        if enclosed > MOST_ENCLOSED:
            opening = None
        marks = list(SINGLE.finditer(text, start, end))
        if opening is not None and (closing := _sure(text, _closers(text, marks, 0, paragraph))) is not None:
            yield from _piece(text, opening.start(), opening.end(), closing.start(), closing.end(), number, True, is_single=True)
            opening = None
        for at, mark in enumerate(marks):
            if not _opens(text, mark, paragraph):
                continue
            closers = _closers(text, marks, at + 1, paragraph)
            opening, enclosed = None if closers else mark, 0
            if closers:
                closing = _sure(text, closers) or closers[0]
                yield from _piece(text, mark.start(), mark.end(), closing.start(), closing.end(), number, True, is_single=True)


def _gaps(paragraph: Span, doubles: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """What of the paragraph stands outside double marks."""
    edges = [paragraph.start_char, *(edge for span in doubles for edge in (span.start_char, span.end_char)), paragraph.end_char]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _closers(text: str, marks: Sequence[re.Match[str]], start: int, paragraph: Span) -> list[re.Match[str]]:
    """The marks from there on up to the next one that opens."""
    return list(takewhile(lambda mark: not _opens(text, mark, paragraph), (marks[at] for at in range(start, len(marks)))))


def _sure(text: str, closers: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The first after a comma or full stop; a plural possessive looks like a closing mark, but for that."""
    return next((mark for mark in closers if text[mark.start() - 1] in ENDS_WORDS), None)


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
