"""Lengths of time and recurring times: "90-day", "half a year", "every two weeks"."""

from __future__ import annotations

from transforms.dates import units as calendar
from transforms.dates.context import Context, Reading
from transforms.dates.forms import Form
from transforms.dates.words import number, unit_name, words


def length(form: Form, _: Context) -> Reading | None:
    count, name = number(str(form.group("count"))), unit_name(str(form.group("unit")))
    if form.group("old") or name == "weekend" or (name == "quarter" and count < 2):
        return None
    return Reading("duration", None, calendar.duration(count, name))


def count_and_half(form: Form, _: Context) -> Reading:
    """ "A three-and-a-half-year hiatus"."""
    return Reading("duration", None, calendar.duration(number(str(form.group("count"))) + 0.5, unit_name(str(form.group("unit")))))


def half_unit(form: Form, _: Context) -> Reading:
    name = str(form.group("unit") or form.group("year")).lower()
    return Reading("duration", None, "PT12H" if name == "day" else "P2W" if name == "month" else calendar.duration(0.5, name))


def recurring(form: Form, _: Context) -> Reading | None:
    if adverb := form.group("adverb"):
        return Reading("set", None, str(words("sets")[adverb.lower()]))
    if form.group("day"):
        return Reading("set", None, "P1W")
    if form.group("each"):
        return Reading("set", None, "P2W" if form.group("other") else "P1W")
    name = unit_name(str(form.group("unit")))
    count = 2.0 if form.group("other") else number(form.group("count") or "1")
    return Reading("set", None, "P1W" if name == "weekend" else calendar.duration(count, name))
