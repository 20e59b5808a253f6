"""What a form of a date means on the day of publication: a stretch of the calendar, a length of time, or a recurring time.

After the TimeML Annotation Guidelines 1.2.1 (2006), 2.2, with whole calendar units as values: "last week" is Monday to Sunday.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from transforms.dates import units as calendar
from transforms.dates.absolute import (
    calendar_day,
    calendar_month,
    day_alone,
    deictic_day,
    holiday,
    iso_day,
    numeric_day,
    part_of_year,
    whole_decade,
    year_span,
)
from transforms.dates.context import Context, Reading, year_of
from transforms.dates.forms import Form
from transforms.dates.lengths import count_and_half, half_unit, length, recurring
from transforms.dates.relative import (
    and_half,
    deictic_season,
    division,
    from_day,
    from_now,
    near_day,
    near_unit,
    part_of_unit,
    same_period,
    units_ago,
    weekday,
    weekdays_ago,
    weekend_near,
    year_earlier,
)
from transforms.dates.units import Stretch
from transforms.dates.words import number, unit_name


def read(form: Form, context: Context) -> Reading | None:
    """The value; None where the words tell no time, or one that nothing fixes."""
    try:
        found = READERS[form.kind](form, context)
    except (ValueError, OverflowError):  # the 31st of June, a thousand centuries
        return None
    return Reading("date", found) if isinstance(found, Stretch) else found


READERS: dict[str, Callable[[Form, Context], Reading | Stretch | None]] = {
    "iso": iso_day,
    "numeric": numeric_day,
    "month_day": calendar_day,
    "day_month": calendar_day,
    "day_deictic": deictic_day,
    "day_alone": day_alone,
    "holiday": holiday,
    "month_year": calendar_month,
    "month_deictic": calendar_month,
    "month": calendar_month,
    "deictic_month": calendar_month,
    "year_span": year_span,
    "fiscal": lambda form, context: calendar.fiscal_year(year_of(form, context.anchor) or context.anchor.year, context.country),
    "calendar_year": lambda form, context: calendar.year(year_of(form, context.anchor) or context.anchor.year),
    "short_year": lambda form, context: calendar.year(year_of(form, context.anchor) or context.anchor.year),
    "year": lambda form, context: calendar.year(year_of(form, context.anchor) or context.anchor.year),
    "season_year": lambda form, context: calendar.season(str(form.group("season")).lower(), year_of(form, context.anchor) or 0),
    "part_of_year": part_of_year,
    "decade": whole_decade,
    "century": lambda form, _: calendar.unit("century", date(100 * int(str(form.group("number"))) - 50, 1, 1)),
    "weekday": weekday,
    "near_day": near_day,
    "deictic_unit": near_unit,
    "deictic_season": deictic_season,
    "weekend": weekend_near,
    "part_of_unit": part_of_unit,
    "division_of_unit": division,
    "stretch_from_now": from_now,
    "stretch_and_half": and_half,
    "from_day": from_day,
    "weekdays_ago": weekdays_ago,
    "ago": units_ago,
    "same_period": same_period,
    "year_earlier": year_earlier,
    "set": recurring,
    "duration": length,
    "half_unit": half_unit,
    "count_and_half": count_and_half,
    "clock": lambda form, _: Reading(
        "duration", None, calendar.duration(number(str(form.group("count"))), unit_name(str(form.group("unit"))))
    ),
}
