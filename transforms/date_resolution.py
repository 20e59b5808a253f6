"""What a form of a date means on the day of publication: a stretch of the calendar, a length of time, or a recurring time.

After the TimeML Annotation Guidelines 1.2.1 (2006), 2.2, with whole calendar units as values: "last week" is Monday to Sunday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from transforms import calendar_units as calendar
from transforms.calendar_units import Stretch
from transforms.calendar_words import month_number, number, ordinal, unit_name, weekday_number, words
from transforms.date_forms import Form, Frame
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


class Reading(NamedTuple):
    """The value of a form."""

    date_type: DateType
    stretch: Stretch | None = None
    duration_iso: str | None = None


def read(form: Form, context: Context) -> Reading | None:
    """The value; None where the words tell no time, or one that nothing fixes."""
    try:
        found = READERS[form.kind](form, context)
    except (ValueError, OverflowError):  # the 31st of June, a thousand centuries
        return None
    return Reading("date", found) if isinstance(found, Stretch) else found


def framed(frame: Frame, stretch: Stretch, anchor: date) -> Stretch | None:
    """The part of the stretch that the words before it pick."""
    groups = frame.match.groupdict()
    count = number(groups["count"]) if groups.get("count") else 1
    try:
        match frame.kind:
            case "edge":
                return _edge(groups["edge"].lower(), stretch, anchor)
            case "part":
                return _part(stretch, ordinal(groups["ordinal"]), count, groups["unit"])
            case "week":
                return calendar.week(stretch.start)
            case "ended":
                first = calendar.shifted(stretch.end + timedelta(days=1), -count, unit_name(groups["unit"]))
                return Stretch(min(first, stretch.end), stretch.end)
    except (ValueError, OverflowError):
        return None
    return stretch


def _edge(name: str, stretch: Stretch, anchor: date) -> Stretch:
    match name:
        case "end" | "close":
            return calendar.day(stretch.end)
        case "start" | "beginning":
            return calendar.day(stretch.start)
        case "rest" | "remainder" if stretch.start <= anchor <= stretch.end:
            return Stretch(anchor, stretch.end)
    return stretch


def _part(stretch: Stretch, rank: int, count: float, unit: str) -> Stretch | None:
    """The first two months of a year; the last week of a month."""
    name, months = unit_name(unit), 0.0
    if name in {"half", "halve"}:
        name, months = "month", 6.0 * count
    length = months or count
    if rank > 0:
        start = calendar.shifted(stretch.start, (rank - 1) * length, name)
        end = calendar.shifted(start, length, name) - timedelta(days=1)
    else:
        end = stretch.end
        start = calendar.shifted(end + timedelta(days=1), -length, name)
    return Stretch(start, end) if stretch.start <= start <= end <= stretch.end else None


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


def _in_year(make: Callable[[int], Stretch], form: Form, context: Context) -> Stretch:
    """The stretch in the year that the form or its neighbour tells, or in the year that the tense picks."""
    told = _year(form, context.anchor) or context.year
    if told:
        return make(told)
    around = (context.anchor.year + shift for shift in (-1, 0, 1))
    return nearest((made for y in around if (made := _made(make, y))), context)


def _made(make: Callable[[int], Stretch], year: int) -> Stretch | None:
    try:
        return make(year)
    except ValueError:  # 29 February
        return None


def _year(form: Form, anchor: date) -> int | None:
    if told := form.group("year") or form.group("bare"):
        return int(told) if len(told) == 4 else _century(int(told), anchor)
    short = form.group("short") or form.group("two")
    return _century(int(short), anchor) if short else None


def _century(two_digits: int, anchor: date) -> int:
    """87 -> 1987: the year of that ending that is no more than twenty years ahead."""
    year = anchor.year // 100 * 100 + two_digits
    return year - 100 if year > anchor.year + 20 else year + 100 if year < anchor.year - 79 else year


def _day(form: Form, context: Context) -> Stretch:
    month = month_number(str(form.group("month")))
    first, last = (int("".join(filter(str.isdigit, form.group(g) or "0"))) for g in ("day", "last"))

    def make(year: int) -> Stretch:
        return Stretch(date(year, month, first), date(year, month, last if last > first else first))

    return _in_year(make, form, context)


def _iso(form: Form, _: Context) -> Stretch:
    return calendar.day(date(*(int(str(form.group(g))) for g in ("year", "month", "day"))))


def _numeric(form: Form, context: Context) -> Stretch:
    """9/6/2025 the American way, unless it can only be read as day and month, or stands with full stops."""
    month, day = int(str(form.group("first"))), int(str(form.group("second")))
    if month > 12 or form.group("mark") == ".":
        month, day = day, month
    return calendar.day(date(_year(form, context.anchor) or 0, month, day))


def _month(form: Form, context: Context) -> Stretch:
    number_of = month_number(str(form.group("month")))
    if deictic := form.group("deictic"):
        within = _deictic_unit(deictic.lower(), "year", context)
        if within is None or form.kind == "month_deictic":
            return calendar.month((within or calendar.year(context.anchor.year)).start.year, number_of)
        candidates = [calendar.month(context.anchor.year + shift, number_of) for shift in (-1, 0, 1)]
        return _named(candidates, deictic.lower(), context)
    first = form.group("from")

    def make(year: int) -> Stretch:
        last = calendar.month(year, number_of)
        return calendar.month(year, month_number(first)).joined(last) if first else last

    return _in_year(make, form, context)


def _named(candidates: list[Stretch], deictic: str, context: Context) -> Stretch:
    """Last April, next Thursday: the last one over, the next one not begun."""
    anchor = context.anchor
    if deictic in BACK:
        return max(s for s in candidates if s.end < anchor)
    if deictic in ON:
        return min(s for s in candidates if s.start > anchor)
    return nearest(candidates, context)


def _deictic_season(form: Form, context: Context) -> Stretch:
    name, deictic = str(form.group("season")).lower(), str(form.group("deictic")).lower()
    return _named([calendar.season(name, context.anchor.year + shift) for shift in (-2, -1, 0, 1)], deictic, context)


def _weekday(form: Form, context: Context) -> Stretch | None:
    deictic = (form.group("deictic") or "").lower()
    base = context.anchor
    if deictic in {"same", "that", "following", "previous", "prior"}:
        if context.previous is None:
            return None
        base, deictic = context.previous.start, "next" if deictic == "following" else "last" if deictic in BACK else "this"
    ahead = (weekday_number(str(form.group("weekday"))) - base.weekday()) % 7
    days = [calendar.day(base + timedelta(days=ahead + shift)) for shift in (-14, -7, 0, 7)]
    if deictic:
        return _named(days, deictic, context._replace(anchor=base, direction=context.direction or 1))
    return nearest(days, context._replace(direction=context.direction or -1))


def _near_day(form: Form, context: Context) -> Stretch:
    word = " ".join(str(form.group("word")).lower().split())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    return calendar.day(context.anchor + timedelta(days=shift))


def _unit(form: Form, context: Context) -> Reading | Stretch | None:
    deictic, word = str(form.group("deictic")).lower(), str(form.group("unit")).lower()
    name = unit_name(word)
    if word != name or (name == "day" and deictic in {"last", "past", "coming", "current", "this"}):
        return None  # "coming weeks" are vague, "this day" is a figure of speech
    if form.group("fiscal"):
        shift = -1 if deictic in BACK else 1 if deictic in ON else 0
        running = context.anchor.year + (context.anchor.month >= 10)
        return calendar.fiscal_year(running + shift)
    found = _deictic_unit(deictic, name, context)
    if found and (deictic == "past" or (name == "decade" and (deictic in BACK or deictic in ON))):
        other = calendar.shifted(context.anchor, -1 if deictic in BACK else 1, name)
        return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(1, name))
    return found


def _deictic_unit(deictic: str, name: str, context: Context) -> Stretch | None:
    base = context.anchor
    if deictic in {"same", "that", "following", "previous", "prior"} or (name == "day" and deictic == "next"):
        if context.previous is None:
            return None
        base = context.previous.start
    if name == "weekend" and deictic in {"this", "current"}:
        return _weekend(None, context)
    shift = -1 if deictic in BACK else 1 if deictic in ON else 0
    return calendar.unit(name, calendar.shifted(base, shift, name))


def _weekend(_: Form | None, context: Context) -> Stretch:
    candidates = [calendar.weekend(context.anchor + timedelta(days=shift)) for shift in (-7, 0, 7)]
    return nearest(candidates, context._replace(direction=context.direction or -1))


def _part_of_unit(form: Form, context: Context) -> Stretch | None:
    word = form.group("unit") or form.group("whole") or ""
    name = unit_name(word)
    stretch = _season(name, context) if name in calendar.SEASON_STARTS else calendar.unit(name, context.anchor)
    return _edge((form.group("edge") or "end").lower(), stretch, context.anchor)


def _season(name: str, context: Context) -> Stretch:
    return nearest([calendar.season(name, context.anchor.year + shift) for shift in (-1, 0, 1)], context)


def _division(form: Form, context: Context) -> Stretch | None:
    whole = calendar.unit(unit_name(str(form.group("unit"))), context.anchor)
    return _part(whole, ordinal(str(form.group("ordinal"))), 1, str(form.group("part")))


def _part_of_year(form: Form, context: Context) -> Stretch | None:
    if rank := form.group("quarter") or form.group("half"):
        which, is_half = int(rank), form.group("half") is not None
    else:
        which, is_half = ordinal(str(form.group("ordinal"))), str(form.group("part")).lower() == "half"
    parts = 2 if is_half else 4
    which = parts if which < 0 else which
    if which > parts:
        return None
    return _in_year(lambda y: calendar.half(y, which) if is_half else calendar.quarter(y, which), form, context)


def _year_span(form: Form, _: Context) -> Stretch | None:
    first, last = int(str(form.group("year"))), str(form.group("last"))
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return calendar.year(first).joined(calendar.year(end)) if first < end <= first + 100 else None


def _decade(form: Form, context: Context) -> Stretch:
    if word := form.group("word"):
        return calendar.decade(int(words("decades")[word.lower()]))
    return calendar.decade(_year(form, context.anchor) or 0)


def _from_now(form: Form, context: Context) -> Reading:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    back = str(form.group("deictic")).lower().strip() in BACK
    other = calendar.shifted(context.anchor, -count if back else count, name)
    return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(count, name))


def _and_half(form: Form, context: Context) -> Reading:
    name, deictic = unit_name(str(form.group("unit"))), (form.group("deictic") or "").lower().strip()
    if form.group("ago"):
        return Reading("date", calendar.unit("month", calendar.shifted(context.anchor, -1.5, name)))
    if not deictic:
        return Reading("duration", None, calendar.duration(1.5, name))
    other = calendar.shifted(context.anchor, -1.5 if deictic in BACK else 1.5, name)
    return Reading("date", Stretch(min(other, context.anchor), max(other, context.anchor)), calendar.duration(1.5, name))


def _ago(form: Form, context: Context) -> Stretch:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    return calendar.unit(name, calendar.shifted(context.anchor, -count, name))


def _same_period(form: Form, context: Context) -> Stretch | None:
    """The same days of another year as those told before."""
    if context.previous is None:
        return None
    year = form.group("year")
    shift = int(year) - context.previous.start.year if year else -1
    start, after = (calendar.shifted(d, shift, "year") for d in (context.previous.start, context.previous.end + timedelta(days=1)))
    return Stretch(start, after - timedelta(days=1))


def _year_earlier(form: Form, context: Context) -> Reading | Stretch | None:
    """The same days a year or month before those told; a length of time where none are told."""
    name = "month" if form.group("month") else "year"
    if context.previous is None:
        return Reading("duration", None, calendar.duration(1, name))
    start, after = (calendar.shifted(d, -1, name) for d in (context.previous.start, context.previous.end + timedelta(days=1)))
    return Stretch(start, after - timedelta(days=1))


def _duration(form: Form, _: Context) -> Reading | None:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    if form.group("old") or name == "weekend" or (name == "quarter" and count < 2):
        return None
    return Reading("duration", None, calendar.duration(count, name))


def _half_unit(form: Form, _: Context) -> Reading:
    name = str(form.group("unit") or form.group("year")).lower()
    return Reading("duration", None, "PT12H" if name == "day" else "P2W" if name == "month" else calendar.duration(0.5, name))


def _set(form: Form, _: Context) -> Reading | None:
    if adverb := form.group("adverb"):
        return Reading("set", None, str(words("sets")[adverb.lower()]))
    if form.group("day"):
        return Reading("set", None, "P1W")
    name = unit_name(str(form.group("unit")))
    count = 2.0 if form.group("other") else number(form.group("count") or "1")
    return Reading("set", None, "P1W" if name == "weekend" else calendar.duration(count, name))


READERS: dict[str, Callable[[Form, Context], Reading | Stretch | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "month_day": _day,
    "day_month": _day,
    "month_year": _month,
    "month_deictic": _month,
    "month": _month,
    "deictic_month": _month,
    "year_span": _year_span,
    "fiscal": lambda form, context: calendar.fiscal_year(_year(form, context.anchor) or context.anchor.year),
    "calendar_year": lambda form, context: calendar.year(_year(form, context.anchor) or context.anchor.year),
    "short_year": lambda form, context: calendar.year(_year(form, context.anchor) or context.anchor.year),
    "year": lambda form, context: calendar.year(_year(form, context.anchor) or context.anchor.year),
    "season_year": lambda form, context: calendar.season(str(form.group("season")).lower(), _year(form, context.anchor) or 0),
    "part_of_year": _part_of_year,
    "decade": _decade,
    "century": lambda form, _: calendar.unit("century", date(100 * int(str(form.group("number"))) - 50, 1, 1)),
    "weekday": _weekday,
    "near_day": _near_day,
    "deictic_unit": _unit,
    "deictic_season": _deictic_season,
    "weekend": _weekend,
    "part_of_unit": _part_of_unit,
    "division_of_unit": _division,
    "stretch_from_now": _from_now,
    "stretch_and_half": _and_half,
    "ago": _ago,
    "same_period": _same_period,
    "year_earlier": _year_earlier,
    "set": _set,
    "duration": _duration,
    "half_unit": _half_unit,
    "clock": lambda form, _: Reading(
        "duration", None, calendar.duration(number(str(form.group("count"))), unit_name(str(form.group("unit"))))
    ),
}
