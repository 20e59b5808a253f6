"""Forms that count from the day of publication or from a date told before: "last month", "two weeks ago", "the following day"."""

from __future__ import annotations

from datetime import timedelta

from transforms.dates import units as calendar
from transforms.dates.context import BACK, ON, Context, Reading, named, nearest
from transforms.dates.forms import Form
from transforms.dates.parts import edge, part
from transforms.dates.units import Stretch
from transforms.dates.words import number, ordinal, unit_name, weekday_number


def deictic_season(form: Form, context: Context) -> Stretch:
    name, deictic = str(form.group("season")).lower(), str(form.group("deictic")).lower()
    return named([calendar.season(name, context.anchor.year + shift) for shift in (-2, -1, 0, 1)], deictic, context)


def weekday(form: Form, context: Context) -> Stretch | None:
    deictic = (form.group("deictic") or "").lower()
    base = context.anchor
    if deictic in {"same", "that", "following", "previous", "prior"}:
        if context.previous is None:
            return None
        base, deictic = context.previous.start, "next" if deictic == "following" else "last" if deictic in BACK else "this"
    ahead = (weekday_number(str(form.group("weekday"))) - base.weekday()) % 7
    days = [calendar.day(base + timedelta(days=ahead + shift)) for shift in (-14, -7, 0, 7)]
    if deictic:
        return named(days, deictic, context._replace(anchor=base, direction=context.direction or 1))
    return nearest(days, context._replace(direction=context.direction or -1))


def near_day(form: Form, context: Context) -> Stretch:
    word = " ".join(str(form.group("word")).lower().split())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    return calendar.day(context.anchor + timedelta(days=shift))


def near_unit(form: Form, context: Context) -> Reading | Stretch | None:
    deictic, word = str(form.group("deictic")).lower(), str(form.group("unit")).lower()
    name = unit_name(word)
    if word != name or (name == "day" and deictic in {"last", "past", "coming", "current", "this"}):
        return None  # "coming weeks" are vague, "this day" is a figure of speech
    if form.group("fiscal"):
        shift = -1 if deictic in BACK else 1 if deictic in ON else 0
        return calendar.fiscal_year(calendar.fiscal_year_at(context.anchor, context.country) + shift, context.country)
    found = deictic_unit(deictic, name, context)
    if found and (deictic == "past" or (name == "decade" and (deictic in BACK or deictic in ON))):
        other = calendar.shifted(context.anchor, -1 if deictic in BACK else 1, name)
        return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(1, name))
    return found


def deictic_unit(deictic: str, name: str, context: Context) -> Stretch | None:
    base = context.anchor
    if deictic in {"same", "that", "following", "previous", "prior"} or (name == "day" and deictic == "next"):
        if context.previous is None:
            return None
        base = context.previous.start
    if name == "weekend" and deictic in {"this", "current"}:
        return weekend_near(None, context)
    shift = -1 if deictic in BACK else 1 if deictic in ON else 0
    return calendar.unit(name, calendar.shifted(base, shift, name))


def weekend_near(_: Form | None, context: Context) -> Stretch:
    candidates = [calendar.weekend(context.anchor + timedelta(days=shift)) for shift in (-7, 0, 7)]
    return nearest(candidates, context._replace(direction=context.direction or -1))


def part_of_unit(form: Form, context: Context) -> Stretch | None:
    word = form.group("unit") or form.group("whole") or ""
    name = unit_name(word)
    stretch = _season(name, context) if name in calendar.SEASON_STARTS else calendar.unit(name, context.anchor)
    return edge((form.group("edge") or "end").lower(), stretch, context.anchor)


def _season(name: str, context: Context) -> Stretch:
    return nearest([calendar.season(name, context.anchor.year + shift) for shift in (-1, 0, 1)], context)


def division(form: Form, context: Context) -> Stretch | None:
    whole = calendar.unit(unit_name(str(form.group("unit"))), context.anchor)
    return part(whole, ordinal(str(form.group("ordinal"))), 1, str(form.group("part")))


def from_now(form: Form, context: Context) -> Reading:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    back = str(form.group("deictic")).lower().strip() in BACK
    other = calendar.shifted(context.anchor, -count if back else count, name)
    return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(count, name))


def and_half(form: Form, context: Context) -> Reading:
    name, deictic = unit_name(str(form.group("unit"))), (form.group("deictic") or "").lower().strip()
    if form.group("ago"):
        return Reading("date", calendar.unit("month", calendar.shifted(context.anchor, -1.5, name)))
    if not deictic:
        return Reading("duration", None, calendar.duration(1.5, name))
    other = calendar.shifted(context.anchor, -1.5 if deictic in BACK else 1.5, name)
    return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(1.5, name))


def units_ago(form: Form, context: Context) -> Stretch:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    return calendar.unit(name, calendar.shifted(context.anchor, -count, name))


def from_day(form: Form, context: Context) -> Stretch | None:
    """ "Two weeks from Thursday", "a week from today"."""
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    base = context.anchor + timedelta(days=(form.group("near") or "").lower() == "tomorrow")
    if told := form.group("weekday"):
        base += timedelta(days=(weekday_number(told) - base.weekday()) % 7)
    return calendar.day(calendar.shifted(base, count, name))


def weekdays_ago(form: Form, context: Context) -> Stretch:
    """ "Two Fridays ago": the second one before the day of publication."""
    back = (context.anchor.weekday() - weekday_number(str(form.group("weekday")))) % 7 or 7
    return calendar.day(context.anchor - timedelta(days=back + 7 * (round(number(str(form.group("count")))) - 1)))


def same_period(form: Form, context: Context) -> Stretch | None:
    """The same days of another year as those told before."""
    if context.previous is None:
        return None
    year = form.group("year")
    shift = int(year) - context.previous.start.year if year else -1
    start, after = (calendar.shifted(d, shift, "year") for d in (context.previous.start, context.previous.end + timedelta(days=1)))
    return Stretch(start, after - timedelta(days=1))


def year_earlier(form: Form, context: Context) -> Reading | Stretch | None:
    """The same days a year or month before those told; a length of time where none are told."""
    name = "month" if form.group("month") else "year"
    if context.previous is None:
        return Reading("duration", None, calendar.duration(1, name))
    start, after = (calendar.shifted(d, -1, name) for d in (context.previous.start, context.previous.end + timedelta(days=1)))
    return Stretch(start, after - timedelta(days=1))
