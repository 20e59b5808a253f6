"""Dates: which words tell a time, and which days they mean. The articles of the cases are of Wednesday, 11 June 2025."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument, cases
from transforms.dates.dates import dates, dates_within, precision
from transforms.dates.forms import FORMS, forms
from transforms.dates.resolution import READERS
from transforms.dates.units import SEASON_STARTS, duration, season, shifted, unit
from transforms.dates.words import DATA, month_number, number, ordinal, words


def value(text: str, words_of_it: str, document: MakeDocument) -> str | None:
    found = [m for m in dates(document(text)) if " ".join(m.date_text.split()) == words_of_it]
    if not found:
        return None
    mention = found[0]
    if mention.start_date is None or mention.end_date is None:
        return mention.duration_iso
    ends = [mention.start_date.isoformat(), mention.end_date.isoformat()]
    return "/".join(dict.fromkeys(ends))


@pytest.mark.parametrize(("words_of_it", "expected", "text"), cases("dates.csv"))
def test_value(words_of_it: str, expected: str, text: str, document: MakeDocument) -> None:
    if expected == "-":
        assert not dates(document(text))
    else:
        assert value(text, words_of_it, document) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on 9 June 2025", "day"), ("in April", "month"), ("in Q2 2024", "quarter"), ("in H1 2024", "half"), ("in 2024", "year")],
)
def test_precision(text: str, expected: str, document: MakeDocument) -> None:
    assert precision(dates(document(f"It began {text}."))[0]) == expected


def test_dates_within(document: MakeDocument) -> None:
    found = dates(document("It began in April. It ended in May 2025."))
    assert [m.date_text for m in dates_within(found, 18, 60)] == ["May 2025"]


BEGINNINGS = {
    "iso": ["2024-12-03"],
    "numeric": ["25/12/2024"],
    "month_day": ["June 9 and 10, 2025", "Sept. 1", "Tuesday, December 3, 2024", "Fri, MAY 2"],
    "day_month": ["9 June 2025", "3rd of May", "Monday the 5th of July"],
    "month_year": ["December 2019", "Feb. 2019", "March-May 2024"],
    "month_deictic": ["March last year"],
    "month": ["April", "MAY"],
    "year_span": ["2024-25"],
    "fiscal": ["fiscal year 2024", "FY24", "Financial year 2024"],
    "calendar_year": ["calendar year 2024", "year 2024"],
    "season_year": ["Spring of 2024", "fall 2024"],
    "part_of_year": ["Q1 2025", "H2", "second half of 2023", "2nd quarter", "final quarter"],
    "decade": ["1990s", "’90s", "nineties"],
    "century": ["19th century"],
    "year": ["2024"],
    "weekday": ["Monday evening", "this Monday"],
    "near_day": ["today", "the day before yesterday", "Tomorrow morning", "last night"],
    "deictic_unit": ["same year", "previous fiscal year", "that weekend"],
    "deictic_month": ["last April"],
    "deictic_season": ["coming winter"],
    "weekend": ["weekend"],
    "part_of_unit": ["rest of the year", "close of the winter", "quarter’s end", "year-end"],
    "division_of_unit": ["last week of the month", "twenty-first day of the month"],
    "stretch_from_now": ["past two decades"],
    "ago": ["twenty-four months ago", "a hundred years ago", "3 weeks ago"],
    "stretch_and_half": ["a year and a half", "decade and a half ago"],
    "year_earlier": ["a year earlier", "one month before"],
    "same_period": ["same period of 2023", "year-earlier quarter"],
    "set": ["each month", "every other Tuesday", "every two years", "per day", "fortnightly", "Mondays"],
    "duration": ["six months", "90-day"],
    "half_unit": ["half a century", "half-year"],
    "clock": ["three hours", "30-minute"],
    "day_deictic": ["November 22 next year", "4 March last year"],
    "holiday": ["New Year's Day", "Good Friday", "Memorial Day weekend", "Thanksgiving 2024"],
    "from_day": ["two weeks from Thursday", "10 days from now", "a week from today"],
    "weekdays_ago": ["two Fridays ago"],
    "count_and_half": ["three-and-a-half-year"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in BEGINNINGS.items() for text in texts])
def test_forms_are_found_by_their_first_word(kind: str, text: str) -> None:
    assert [(form.kind, form.start_char, form.end_char) for form in forms(f"{text}, {text} x")] == [
        (kind, 0, len(text)),
        (kind, len(text) + 2, 2 * len(text) + 2),
    ]


def test_forms_begin_at_words() -> None:
    assert [form.match.group() for form in forms("since ’87, $2024, x2024, Augustus, midweek-end, 12% in the 20th")] == ["’87"]
    assert set(BEGINNINGS) | {"short_year", "day_alone"} == set(FORMS)  # these two begin behind a word


def test_tables_are_sound() -> None:
    assert DATA.read_text(encoding="utf-8").startswith("#")
    assert [month_number(name) for name in words("months")] == list(range(1, 13))
    assert len(words("weekdays")) == 7
    assert set(FORMS) == set(READERS)
    assert (number("two and a half"), number("twenty-four"), number("a hundred"), number("90")) == (2.5, 24, 100, 90)
    assert (ordinal("last"), ordinal("26th"), ordinal("thirty-first")) == (-1, 26, 31)


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade"]),
)
def test_units_hold_their_day(day: date, name: str) -> None:
    stretch = unit(name, day)
    assert stretch.start <= stretch.end
    assert name == "weekend" or stretch.start <= day <= stretch.end
    assert shifted(day, 0, name) == day


@given(st.integers(1900, 2100))
def test_seasons_follow_each_other(year: int) -> None:
    seasons = [season(name, year) for name in SEASON_STARTS if name != "fall"]
    assert all((b.start - a.end).days == 1 for a, b in pairwise(seasons))


def test_durations() -> None:
    assert [duration(count, name) for count, name in [(90, "day"), (2.5, "year"), (0.5, "year"), (2, "quarter"), (48, "hour")]] == [
        "P90D", "P2Y6M", "P6M", "P6M", "PT48H",
    ]  # fmt: skip


PIECES = st.sampled_from(
    [
        *(text for _, _, text in cases("dates.csv")),
        "the end of the ",
        "31 June",
        "99th",
        "2000000",
        "last ",
        "’87",
        "May",
        "1900–1901",
        " \n",
        "00:00",
        "\u202f",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(min_size=1, max_size=200), st.lists(PIECES, min_size=1, max_size=8).map(" ".join)))
def test_any_text(text: str, document: MakeDocument) -> None:
    if not text.strip() or not any(c.isalpha() for c in text):
        return
    made = document(text)
    found = dates(made)
    assert all(made.words(m.start_char, m.end_char) == m.date_text for m in found)
    assert all(a.end_char <= b.start_char for a, b in pairwise(found))
    for mention in found:
        assert (mention.date_type == "date") == (mention.start_date is not None)
        assert (mention.start_date is None) == (mention.end_date is None)
        assert mention.date_type == "date" or mention.duration_iso
        assert mention.start_date is None or mention.end_date is None or mention.start_date <= mention.end_date
