"""Parts of a stretch of the calendar: "end of", "first two months of", "week ended"."""

from __future__ import annotations

from datetime import date, timedelta

from transforms.dates import units as calendar
from transforms.dates.forms import Frame
from transforms.dates.units import Stretch
from transforms.dates.words import number, ordinal, unit_name


def framed(frame: Frame, stretch: Stretch, anchor: date) -> Stretch | None:
    """The part of the stretch that the words before it pick."""
    groups = frame.match.groupdict()
    count = number(groups["count"]) if groups.get("count") else 1
    try:
        match frame.kind:
            case "edge":
                return edge(groups["edge"].lower(), stretch, anchor)
            case "part":
                return part(stretch, ordinal(groups["ordinal"]), count, groups["unit"])
            case "week":
                return calendar.week(stretch.start)
            case "ended":
                first = calendar.shifted(stretch.end + timedelta(days=1), -count, unit_name(groups["unit"]))
                return Stretch(min(first, stretch.end), stretch.end)
    except (ValueError, OverflowError):
        return None
    return stretch


def edge(name: str, stretch: Stretch, anchor: date) -> Stretch:
    match name:
        case "end" | "close":
            return calendar.day(stretch.end)
        case "start" | "beginning":
            return calendar.day(stretch.start)
        case "rest" | "remainder" if stretch.start <= anchor <= stretch.end:
            return Stretch(anchor, stretch.end)
    return stretch


def part(stretch: Stretch, rank: int, count: float, unit: str) -> Stretch | None:
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
