"""Forms that name days, months and years of the calendar: "9 June 2025", "April", "Q1 2025", "the 1990s"."""

from __future__ import annotations

from datetime import date, timedelta

from transforms.dates import units as calendar
from transforms.dates.context import Context, in_year, named, nearest, year_of
from transforms.dates.forms import Form
from transforms.dates.relative import deictic_unit
from transforms.dates.units import Stretch
from transforms.dates.words import month_number, ordinal, words


def calendar_day(form: Form, context: Context) -> Stretch:
    month = month_number(str(form.group("month")))
    first, last = (int("".join(filter(str.isdigit, form.group(g) or "0"))) for g in ("day", "last"))

    def make(year: int) -> Stretch:
        return Stretch(date(year, month, first), date(year, month, last if last > first else first))

    return in_year(make, form, context)


def deictic_day(form: Form, context: Context) -> Stretch | None:
    """ "November 22 next year"."""
    month = month_number(str(form.group("month") or form.group("month_last")))
    day = int("".join(filter(str.isdigit, str(form.group("day") or form.group("day_first")))))
    within = deictic_unit(str(form.group("deictic")).lower(), "year", context)
    return calendar.day(date(within.start.year, month, day)) if within else None


def day_alone(form: Form, context: Context) -> Stretch:
    """ "On the 24th": of the month, last or next, that the tense picks."""
    number = int(str(form.group("day"))[:-2])
    months = (calendar.shifted(context.anchor.replace(day=1), shift, "month") for shift in (-1, 0, 1))
    return nearest(
        (calendar.day(first.replace(day=number)) for first in months if number <= calendar.unit("month", first).end.day), context
    )


def holiday(form: Form, context: Context) -> Stretch:
    """A public holiday, or the weekend that goes before it."""
    found = in_year(lambda year: calendar.day(calendar.holiday(str(form.group("holiday")), year)), form, context)
    if not form.group("weekend"):
        return found
    return calendar.weekend(found.start - timedelta(days=3)).joined(found) if found.start.weekday() < 2 else calendar.weekend(found.start)


def iso_day(form: Form, _: Context) -> Stretch:
    return calendar.day(date(*(int(str(form.group(g))) for g in ("year", "month", "day"))))


def numeric_day(form: Form, context: Context) -> Stretch:
    """9/6/2025 the American way, unless it can only be read as day and month, or stands with full stops."""
    month, day = int(str(form.group("first"))), int(str(form.group("second")))
    if month > 12 or form.group("mark") == ".":
        month, day = day, month
    return calendar.day(date(year_of(form, context.anchor) or 0, month, day))


def calendar_month(form: Form, context: Context) -> Stretch:
    number_of = month_number(str(form.group("month")))
    if deictic := form.group("deictic"):
        within = deictic_unit(deictic.lower(), "year", context)
        if within is None or form.kind == "month_deictic":
            return calendar.month((within or calendar.year(context.anchor.year)).start.year, number_of)
        candidates = [calendar.month(context.anchor.year + shift, number_of) for shift in (-1, 0, 1)]
        return named(candidates, deictic.lower(), context)
    first = form.group("from")

    def make(year: int) -> Stretch:
        last = calendar.month(year, number_of)
        return calendar.month(year, month_number(first)).joined(last) if first else last

    return in_year(make, form, context)


def part_of_year(form: Form, context: Context) -> Stretch | None:
    if rank := form.group("quarter") or form.group("half"):
        which, is_half = int(rank), form.group("half") is not None
    else:
        which, is_half = ordinal(str(form.group("ordinal"))), str(form.group("part")).lower() == "half"
    parts = 2 if is_half else 4
    which = parts if which < 0 else which
    if which > parts:
        return None
    return in_year(lambda y: calendar.half(y, which) if is_half else calendar.quarter(y, which), form, context)


def year_span(form: Form, _: Context) -> Stretch | None:
    first, last = int(str(form.group("year"))), str(form.group("last"))
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return calendar.year(first).joined(calendar.year(end)) if first < end <= first + 100 else None


def whole_decade(form: Form, context: Context) -> Stretch:
    if word := form.group("word"):
        return calendar.decade(int(words("decades")[word.lower()]))
    return calendar.decade(year_of(form, context.anchor) or 0)
