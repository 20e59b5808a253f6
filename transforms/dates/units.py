"""Stretches of the calendar: the day, week, month, quarter, half, season or year that a word names, first and last day inclusive."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from transforms.dates.words import words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SEASON_STARTS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 23), "fall": (9, 23), "winter": (12, 21)}  # astronomical, north
ISO_UNITS = {
    "day": "D",
    "week": "W",
    "weekend": "2D",
    "month": "M",
    "quarter": "3M",
    "year": "Y",
    "decade": "10Y",
    "century": "100Y",
    "fortnight": "2W",
}


class Stretch(NamedTuple):
    """A stretch of the calendar. Both ends belong to it."""

    start: date
    end: date

    def joined(self, other: Stretch) -> Stretch:
        """From the first day of the one to the last day of the other."""
        return Stretch(min(self.start, other.start), max(self.end, other.end))


def day(at: date) -> Stretch:
    return Stretch(at, at)


def week(at: date) -> Stretch:
    """The ISO week, Monday to Sunday."""
    start = at - timedelta(days=at.weekday())
    return Stretch(start, start + timedelta(days=6))


def weekend(at: date) -> Stretch:
    """Saturday and Sunday of the week."""
    return Stretch(week(at).end - timedelta(days=1), week(at).end)


def month(year: int, number: int) -> Stretch:
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Stretch:
    return month(year, 3 * number - 2).joined(month(year, 3 * number))


def half(year: int, number: int) -> Stretch:
    return month(year, 6 * number - 5).joined(month(year, 6 * number))


def year(number: int) -> Stretch:
    return Stretch(date(number, 1, 1), date(number, 12, 31))


def decade(number: int) -> Stretch:
    return Stretch(date(number, 1, 1), date(number + 9, 12, 31))


def fiscal_year(number: int, country_code: str | None) -> Stretch:
    """The fiscal year of that number in a state; that of the United States where none is told."""
    first, called_after = words("fiscal_years").get(country_code or "USA", (1, "beginning"))
    begins = number - (called_after == "end" and first > 1)
    return month(begins, first).joined(month(begins + (first > 1), (first + 10) % 12 + 1))


def fiscal_year_at(day: date, country_code: str | None) -> int:
    """The number of the fiscal year that runs on the day."""
    return next(n for n in (day.year - 1, day.year, day.year + 1) if fiscal_year(n, country_code).end >= day)


def season(name: str, number: int) -> Stretch:
    """The season that begins in the year."""
    names = ("spring", "summer", "autumn", "winter")
    this = names.index("autumn" if name == "fall" else name)
    after = date(number + (this == 3), *SEASON_STARTS[names[(this + 1) % 4]])
    return Stretch(date(number, *SEASON_STARTS[name]), after - timedelta(days=1))


def holiday(name: str, number: int) -> date:
    """The public holiday of that name in the year."""
    told = words("holidays")[name]
    if told[0] == "easter":
        return easter(number) + timedelta(days=told[1])
    if len(told) == 2:
        return date(number, *told)
    weekday, which, of = told
    first, last = month(number, of)
    if which < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def unit(name: str, at: date) -> Stretch:
    """The whole unit of that name which holds the day."""
    match name:
        case "week" | "fortnight":
            return week(at)
        case "weekend":
            return weekend(at)
        case "month":
            return month(at.year, at.month)
        case "quarter":
            return quarter(at.year, (at.month + 2) // 3)
        case "half":
            return half(at.year, (at.month + 5) // 6)
        case "year":
            return year(at.year)
        case "decade":
            return decade(at.year // 10 * 10)
        case "century":
            return Stretch(date(at.year // 100 * 100, 1, 1), date(at.year // 100 * 100 + 99, 12, 31))
    return day(at)


def shifted(at: date, count: float, name: str) -> date:
    """The day so many units later, or earlier where the count is negative. Raises ValueError or OverflowError beyond the calendar."""
    match name:
        case "day":
            return at + timedelta(days=round(count))
        case "week" | "weekend":
            return at + timedelta(days=round(7 * count))
        case "fortnight":
            return at + timedelta(days=round(14 * count))
        case "quarter":
            return at + relativedelta(months=round(3 * count))
        case "year":
            return at + relativedelta(months=round(12 * count))
        case "decade":
            return at + relativedelta(months=round(120 * count))
        case "century":
            return at + relativedelta(years=round(100 * count))
    return at + relativedelta(months=round(count))


def duration(count: float, name: str) -> str:
    """The ISO 8601 duration: P90D, P2Y6M, PT48H."""
    if name in {"hour", "minute"}:
        return f"PT{count:g}{name[0].upper()}"
    multiple, letter = int(ISO_UNITS[name][:-1] or 1), ISO_UNITS[name][-1]
    total = count * multiple
    if letter == "Y" and total != int(total):
        return f"P{int(total)}Y{round(12 * (total % 1))}M" if total > 1 else f"P{round(12 * total)}M"
    return f"P{total:g}{letter}"
