"""What a date is read against, and how the tense and the neighbours of a form pick one of several stretches of the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from transforms.dates.forms import Form
from transforms.dates.units import Stretch
from warehouse.schema import DateType

BACK = frozenset({"last", "past", "previous", "prior"})


ON = frozenset({"next", "coming", "following"})


FAR, NEAR = timedelta(days=270), timedelta(days=75)


class Context(NamedTuple):
    """What a form is read against."""

    anchor: date  # the day of publication
    direction: int  # -1 the clause tells of the past, 1 of what is ahead, 0 open
    year: int | None  # the year of a date beside it: "from March to June 2019"
    previous: Stretch | None  # the date told before: "the following day"
    country: str | None = None  # of the dateline or the publisher: whose fiscal year it is


class Reading(NamedTuple):
    """The value of a form."""

    date_type: DateType
    stretch: Stretch | None = None
    duration_iso: str | None = None


def nearest(candidates: Iterable[Stretch], context: Context) -> Stretch:
    """The stretch that the tense of the clause picks: the last one begun, the first one not over, or the closest.

    Where that one lies most of a year off and another one weeks away, the tense is misread, or a slip.
    """
    known, anchor = sorted(candidates), context.anchor
    closest = min(known, key=lambda s: (_distance(s, anchor), s.start))
    past = [s for s in known if s.start <= anchor]
    ahead = [s for s in known if s.end >= anchor]
    chosen = past[-1] if context.direction < 0 and past else ahead[0] if context.direction > 0 and ahead else closest
    return closest if _distance(chosen, anchor) > FAR and _distance(closest, anchor) < NEAR else chosen


def _distance(stretch: Stretch, anchor: date) -> timedelta:
    return max(stretch.start - anchor, anchor - stretch.end, timedelta(0))


def named(candidates: list[Stretch], deictic: str, context: Context) -> Stretch:
    """Last April, next Thursday: the last one over, the next one not begun."""
    anchor = context.anchor
    if deictic in BACK:
        return max(s for s in candidates if s.end < anchor)
    if deictic in ON:
        return min(s for s in candidates if s.start > anchor)
    return nearest(candidates, context)


def in_year(make: Callable[[int], Stretch], form: Form, context: Context) -> Stretch:
    """The stretch in the year that the form or its neighbour tells, or in the year that the tense picks."""
    told = year_of(form, context.anchor) or context.year
    if told:
        return make(told)
    around = (context.anchor.year + shift for shift in (-1, 0, 1))
    return nearest((made for y in around if (made := _made(make, y))), context)


def _made(make: Callable[[int], Stretch], year: int) -> Stretch | None:
    try:
        return make(year)
    except ValueError:  # 29 February
        return None


def year_of(form: Form, anchor: date) -> int | None:
    if told := form.group("year") or form.group("bare"):
        return int(told) if len(told) == 4 else _century(int(told), anchor)
    short = form.group("short") or form.group("two")
    return _century(int(short), anchor) if short else None


def _century(two_digits: int, anchor: date) -> int:
    """87 -> 1987: the year of that ending that is no more than twenty years ahead."""
    year = anchor.year // 100 * 100 + two_digits
    return year - 100 if year > anchor.year + 20 else year + 100 if year < anchor.year - 79 else year
