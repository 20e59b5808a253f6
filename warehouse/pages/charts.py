"""The charts of the brief, as places of shapes: the template draws them as SVG, in the colours of the page, light or dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from warehouse.pages import countries, day, rate, words

WIDTH = 720  # of every chart, in units of its own; the page scales it
LANE, LABEL = 30, 236  # height of a lane; width of the names before the lanes
WEEKS_HEIGHT, AXIS = 170, 24
ROUND_NUMBERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

Row = Mapping[str, Any]


class Shape(NamedTuple):
    """A rectangle; `label` is told when somebody points at it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


class Text(NamedTuple):
    """Words at a place; `anchor` as in SVG."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    is_inside: bool = False  # stands on a shape


class Chart(NamedTuple):
    """What to draw; `lines` are the x of upright or the y of level lines."""

    height: float
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


def weeks(counted: Sequence[Row]) -> Chart:
    """Columns: measures told in each week, those that restrict trade below, those that free it on top."""
    most = max((row["restrictive_count"] + row["liberalising_count"] for row in counted), default=0)
    step = next((number for number in ROUND_NUMBERS if number * 4 >= most), ROUND_NUMBERS[-1])
    top = step * max(1, -(-most // step))
    column, shapes, texts = (WIDTH - 40) / max(len(counted), 1), [], []
    for place, row in enumerate(counted):
        x, below = 40 + place * column, float(WEEKS_HEIGHT)
        for kind in ("restrictive", "liberalising"):
            height = (WEEKS_HEIGHT - 10) * row[f"{kind}_count"] / top
            below -= height
            label = f"week to {day(row['week'])}: {row[f'{kind}_count']} {kind}"
            shapes.append(Shape(x + 2, below, column - 4, height, kind, label))
        if place % 5 == len(counted) % 5:
            texts.append(Text(x + column / 2, WEEKS_HEIGHT + 17, f"{row['week'].day} {row['week']:%b}", "middle"))
    levels = {count: WEEKS_HEIGHT - (WEEKS_HEIGHT - 10) * count / top for count in range(0, top + 1, step)}
    texts += [Text(32, y + 4, str(count), "end") for count, y in levels.items()]
    return Chart(WEEKS_HEIGHT + AXIS, tuple(shape for shape in shapes if shape.height), tuple(texts), level=tuple(levels.values()))


def lanes(states: Sequence[Row], starts: date, ends: date, today: date) -> Chart:
    """One lane for each measure: its states one after the other, and a line for today."""

    def place(when: date) -> float:
        return LABEL + (WIDTH - LABEL) * (when - starts).days / (ends - starts).days

    names = {row["place"]: f"{row['imposer_code']} → {row['target_code']}  {row['product'] or words(row['instrument'])}" for row in states}
    lane = {number: count for count, number in enumerate(sorted(names))}
    bottom, shapes = len(lane) * LANE, []
    texts = [Text(0, count * LANE + 19, _short(names[number], 34)) for number, count in lane.items()]
    texts += [Text(place(first), bottom + 18, f"{first:%b}") for first in _months(starts, ends) if place(first) < WIDTH - 20]
    for row in states:
        left = place(max(row["valid_from"], starts))
        right = place(min(row["valid_to"] + timedelta(1), ends) if row["valid_to"] else ends)
        top = lane[row["place"]] * LANE + 6
        shapes.append(Shape(left, top, max(right - left - 1, 2), LANE - 12, row["status"], _state(row)))
        if row["rate_pct"] is not None and right - left > 40 and row["status"] != "ended":
            texts.append(Text(left + 5, top + 13, rate(row["rate_pct"]), is_inside=True))
    return Chart(bottom + AXIS, tuple(shapes), tuple(texts), upright=(place(today),))


def bars(speakers: Sequence[Row]) -> Chart:
    """One bar for each speaker, and a thin one for the time before."""
    most = max((max(row["quote_count"], row["quote_count_before"]) for row in speakers), default=1)
    unit, shapes, texts = (WIDTH - LABEL - 40) / most, [], []
    for place, row in enumerate(speakers):
        name, now, before, y = row["speaker"], row["quote_count"], row["quote_count_before"], place * LANE + 4
        texts += [Text(0, y + 15, _short(name, 34)), Text(LABEL + unit * now + 6, y + 14, str(now))]
        shapes += [Shape(LABEL, y, unit * now, 15, "now", f"{name}: {now}")]
        shapes += [Shape(LABEL, y + 17, unit * before, 4, "before", f"{name}, the 30 days before: {before}")] if before else []
    return Chart(len(speakers) * LANE, tuple(shapes), tuple(texts))


def _state(row: Row) -> str:
    told = f"{countries(row['imposer_code'])} against {countries(row['target_code'])}, {words(row['status'])} from {day(row['valid_from'])}"
    return told if row["rate_pct"] is None else f"{told}, {rate(row['rate_pct'])}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _months(starts: date, ends: date) -> list[date]:
    firsts = {(starts + timedelta(days)).replace(day=1) for days in range((ends - starts).days + 1)}
    return sorted(first for first in firsts if first >= starts)
