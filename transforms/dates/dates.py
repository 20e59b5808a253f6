"""Dates, lengths of time and recurring times: where the text tells them, and which days they mean.

Forms are found by patterns (transforms/dates/forms.py), read against the day of publication and the tense of their clause
(transforms/dates/resolution.py, transforms/dates/direction.py); neighbours then join to ranges: "from March to June 2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from transforms.articles.dateline import home_country
from transforms.dates.context import Context, Reading
from transforms.dates.direction import direction
from transforms.dates.filters import is_time, rate
from transforms.dates.forms import Form, Frame, forms, frame_before
from transforms.dates.parts import framed
from transforms.dates.resolution import read
from transforms.dates.units import Stretch, shifted
from transforms.ids import content_id
from transforms.text.document import Document
from warehouse.schema import DateMention, Precision

RANGE = re.compile(r"\s*(?:to|through|thru|till|until|up to|[-–—])\s*(?:the\s+|about\s+)?", re.IGNORECASE)
BETWEEN = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:,|,?\s*(?:and|or)|to|through|until|[-–—])\s*(?:the\s+|early\s+|late\s+|mid-)?", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
BETWEEN_BEFORE = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
MOVING = frozenset({"delay", "postpone", "move", "push", "change", "shift", "defer", "extend", "bring"})
UNDATED = frozenset({"month_day", "day_month", "month", "part_of_year"})  # they take the year of a neighbour
UNTENSED = frozenset({"duration", "set", "clock", "ago", "year", "iso", "numeric"})
MEMORY = 400  # characters over which "the following day" reaches back
ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
STEPS: tuple[tuple[int, Precision], ...] = ((3, "day"), (31, "month"), (92, "quarter"), (184, "half"))


@dataclass(frozen=True)
class _Told:
    """A form with its value."""

    form: Form
    start_char: int
    end_char: int
    reading: Reading


def dates(document: Document) -> list[DateMention]:
    """The dates of an article, in the order of the text."""
    return [_row(document, item) for item in _told(document)]


def precision(mention: DateMention) -> Precision:
    """How exactly a date tells its day: the calendar unit that its stretch fills. A week is told to the month."""
    if mention.start_date is None or mention.end_date is None:
        return "day"
    days = (mention.end_date - mention.start_date).days + 1
    return next((name for limit, name in STEPS if days <= limit), "year")


def dates_within(found: Iterable[DateMention], start_char: int, end_char: int) -> list[DateMention]:
    """The mentions that overlap the stretch of the text."""
    return [mention for mention in found if mention.start_char < end_char and start_char < mention.end_char]


def _told(document: Document) -> list[_Told]:
    text, anchor = document.reading_text, document.article.published_date
    found = [form for form in forms(text) if is_time(form, document, text)]
    country = home_country(document.article.dateline, document.article.publisher)
    out: list[_Told] = []
    previous: Stretch | None = None
    reach, ahead = -1, 0
    for i, form in enumerate(found):
        context = Context(anchor, 0, _year_beside(found, i, text), previous if form.start_char <= reach else None, country)
        if form.kind not in UNTENSED:
            beside = (
                i > 0 and found[i - 1].kind == form.kind and LISTED.fullmatch(text[found[i - 1].end_char : form.start_char]) is not None
            )
            ahead = ahead if beside else direction(document.tokens(form.start_char, form.end_char))
            context = context._replace(direction=ahead)
            if beside and ahead > 0 and previous and form.kind == "weekday":  # "Thursday and Friday": the Friday after that Thursday
                context = context._replace(anchor=max(anchor, previous.end))
        reading = rate(form, document) or read(form, context)
        if reading is None:
            continue
        item, frame = _framed(form, reading, text, context)
        if frame:
            while out and out[-1].end_char > item.start_char:
                out.pop()
        joined = _joined(out[-1], item, document, text) if out else None
        if joined:
            item = out[-1] = joined
        else:
            out.append(item)
        if item.reading.stretch:
            previous, reach = item.reading.stretch, form.end_char + MEMORY
    return out


def _framed(form: Form, reading: Reading, text: str, context: Context) -> tuple[_Told, Frame | None]:
    start, used = form.start_char, None
    while reading.stretch is not None and (frame := frame_before(text, start)):
        stretch = framed(frame, reading.stretch, context.anchor)
        if stretch is None:
            break
        used, start, reading = frame, frame.start_char, reading._replace(stretch=stretch)
    if (reading.date_type == "duration" or form.kind == "day_alone") and (article := ARTICLE.match(form.match.group())):
        start += article.end()
    return _Told(form, start, form.end_char, reading), used


def _year_beside(found: Sequence[Form], i: int, text: str) -> int | None:
    """The year told by the next date of a list or range: "on June 9 and June 12, 2025"."""
    if found[i].kind not in UNDATED or found[i].group("year") or found[i].group("deictic"):
        return None
    for this, after in zip(found[i : i + 4], found[i + 1 : i + 5], strict=False):
        if not LISTED.fullmatch(text[this.end_char : after.start_char]) or after.kind not in (*UNDATED, "month_year"):
            return None
        if year := after.group("year"):
            return int(year)
    return None


def _joined(first: _Told, last: _Told, document: Document, text: str) -> _Told | None:
    """ "from X to Y" and "between X and Y" as one range; what moves from X to Y has two dates."""
    a, b = first.reading.stretch, last.reading.stretch
    gap, before = text[first.end_char : last.start_char], text[max(0, first.start_char - 16) : first.start_char]
    if a is not None and b is not None and a.start > b.end and _is_same_year(first.form, last.form) and FROM.search(before):
        a = Stretch(*(shifted(day, -1, "year") for day in a))  # "from January to November they fell"
    if a is None or b is None or not a.start < b.start or a.end > b.end:
        return None
    if not (RANGE.fullmatch(gap) or (BETWEEN.fullmatch(gap) and BETWEEN_BEFORE.search(before))):
        return None
    above = islice(document.tokens(first.start_char, first.end_char).root.ancestors, 8)
    if FROM.search(before) and any(token.lemma_.lower() in MOVING for token in above):
        return None
    return replace(last, start_char=first.start_char, reading=Reading("date", a.joined(b)))


def _is_same_year(first: Form, last: Form) -> bool:
    return {first.kind, last.kind} <= {"month", "month_day", "day_month"} and not first.group("year")


def _row(document: Document, item: _Told) -> DateMention:
    article_id = document.article.article_id
    stretch = item.reading.stretch
    return DateMention(
        date_id=content_id("date", article_id, item.start_char, item.end_char),
        article_id=article_id,
        start_char=item.start_char,
        end_char=item.end_char,
        date_text=document.words(item.start_char, item.end_char),
        date_type=item.reading.date_type,
        start_date=stretch.start if stretch else None,
        end_date=stretch.end if stretch else None,
        duration_iso=item.reading.duration_iso,
    )
