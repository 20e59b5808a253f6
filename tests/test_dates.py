"""Dates: which words tell a time, and which days they mean. The articles of the cases are of Wednesday, 11 June 2025."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.calendar_units import SEASON_STARTS, duration, season, shifted, unit
from transforms.calendar_words import DATA, month_number, number, ordinal, words
from transforms.date_forms import FORMS, forms
from transforms.date_resolution import READERS
from transforms.dates import dates, dates_within, precision

# words of the date -> first day/last day, or ISO duration; one sentence each
CASES = [
    # weekdays by the tense of their clause
    ("The ministers agreed Monday to meet again.", "Monday", "2025-06-09"),
    ("The ministers will meet Monday.", "Monday", "2025-06-16"),
    ("The tariffs do not take effect until Monday.", "Monday", "2025-06-16"),
    ("The court did not decide until Monday.", "Monday", "2025-06-09"),
    ("State media reported the deal on Wednesday.", "Wednesday", "2025-06-11"),
    ("The talks are scheduled for Thursday and Friday.", "Thursday", "2025-06-12"),
    ("The talks are scheduled for Thursday and Friday.", "Friday", "2025-06-13"),
    ("They said the ruling on Tuesday was wrong.", "Tuesday", "2025-06-10"),
    ("The envoys were supposed to meet on Tuesday, but did not.", "Tuesday", "2025-06-10"),
    ("He spoke to reporters last Wednesday.", "last Wednesday", "2025-06-04"),
    ("They meet next Tuesday.", "next Tuesday", "2025-06-17"),
    ("Saturday's removal of the duties surprised traders.", "Saturday", "2025-06-07"),
    # days beside the day of publication
    ("He arrives tomorrow.", "tomorrow", "2025-06-12"),
    ("The council met late yesterday.", "late yesterday", "2025-06-10"),
    ("The minister told reporters last night that he agreed.", "last night", "2025-06-10"),
    # months, years and parts of them
    ("China introduced the controls in April.", "April", "2025-04-01/2025-04-30"),
    ("The pause lasts until August.", "August", "2025-08-01/2025-08-31"),
    ("Voters backed him in November.", "November", "2024-11-01/2024-11-30"),
    ("The order was signed last April.", "last April", "2025-04-01/2025-04-30"),
    ("The dispute began in March last year.", "March last year", "2024-03-01/2024-03-31"),
    ("A deal is expected in early September.", "early September", "2025-09-01/2025-09-30"),
    ("The surplus widened in 1986.", "1986", "1986-01-01/1986-12-31"),
    ("Exports rose in the first two months of 1987.", "first two months of 1987", "1987-01-01/1987-02-28"),
    ("Exports fell in the second quarter.", "second quarter", "2025-04-01/2025-06-30"),
    ("Cuts will come in the second half of this year.", "second half of this year", "2025-07-01/2025-12-31"),
    ("Sales doubled in Q1 2025.", "Q1 2025", "2025-01-01/2025-03-31"),
    ("The agency spent more in fiscal year 2024.", "fiscal year 2024", "2023-10-01/2024-09-30"),
    ("Growth was slow in the 1990s.", "1990s", "1990-01-01/1999-12-31"),
    ("The law passed last summer.", "last summer", "2024-06-21/2024-09-22"),
    ("The duties end by the end of the month.", "end of the month", "2025-06-30"),
    ("The accord runs to the end of 1989.", "end of 1989", "1989-12-31"),
    ("They bought 12 million tons for the remainder of 2025.", "remainder of 2025", "2025-06-11/2025-12-31"),
    # relative stretches
    ("They spoke by phone last week.", "last week", "2025-06-02/2025-06-08"),
    ("They reached the accord last month.", "last month", "2025-05-01/2025-05-31"),
    ("The deal was signed earlier this month.", "earlier this month", "2025-06-01/2025-06-30"),
    ("Trade doubled over the past two decades.", "past two decades", "2005-06-11/2025-06-11"),
    ("Talks in Geneva ended over the weekend.", "weekend", "2025-06-07/2025-06-08"),
    ("The panel was set up two weeks ago.", "two weeks ago", "2025-05-26/2025-06-01"),
    ("The duty was raised on 3 May 2024 and lifted the following day.", "following day", "2024-05-04"),
    # absolute forms
    ("The order was signed on 9 June 2025.", "9 June 2025", "2025-06-09"),
    ("It opened on June 9th.", "June 9th", "2025-06-09"),
    ("The filing is dated 2024-12-03.", "2024-12-03", "2024-12-03"),
    ("The filing is dated 25/12/2024.", "25/12/2024", "2024-12-25"),
    ("The rate will rise on Sept. 1.", "Sept. 1", "2025-09-01"),
    ("The company will charge it from Tuesday, December 3, 2024.", "Tuesday, December 3, 2024", "2024-12-03"),
    ("Given under my hand this eleventh day of June, 2025.", "eleventh day of June, 2025", "2025-06-11"),
    # ranges
    ("They met on June 9 and 10, 2025, in Oslo.", "June 9 and 10, 2025", "2025-06-09/2025-06-10"),
    ("She will visit from July 7 to 10.", "July 7 to 10", "2025-07-07/2025-07-10"),
    ("The firm grew from 2011 to 2017.", "2011 to 2017", "2011-01-01/2017-12-31"),
    ("Imports fell between March and May 2024.", "March and May 2024", "2024-03-01/2024-05-31"),
    ("From April 2024 through March 2025, imports fell.", "April 2024 through March 2025", "2024-04-01/2025-03-31"),
    ("The ban ran from 1 May to 15 June 2024.", "1 May to 15 June 2024", "2024-05-01/2024-06-15"),
    ("Duties fell in the first half of 2023.", "first half of 2023", "2023-01-01/2023-06-30"),
    ("A ruling is due by the end of August.", "end of August", "2025-08-31"),
    ("They will talk again next month.", "next month", "2025-07-01/2025-07-31"),
    ("Prices doubled last year.", "last year", "2024-01-01/2024-12-31"),
    ("It will be signed next week.", "next week", "2025-06-16/2025-06-22"),
    ("The rule has stood since December 2019.", "December 2019", "2019-12-01/2019-12-31"),
    ("Mills closed in the third quarter of 2024.", "third quarter of 2024", "2024-07-01/2024-09-30"),
    ("It takes effect on 1 July.", "1 July", "2025-07-01"),
    # lengths of time
    ("The truce holds for six months.", "six months", "P6M"),
    ("A two-week pause began.", "two-week", "P2W"),
    ("The quota runs for five years.", "five years", "P5Y"),
    ("The delay consumed a third of the 90-day window.", "90-day", "P90D"),
    ("Only sixty days remain.", "sixty days", "P60D"),
    ("The talks follow two and a half years of dispute.", "two and a half years", "P2Y6M"),
    ("The cuts may come within a month.", "month", "P1M"),
    ("Duties start 30 days after signing.", "30 days", "P30D"),
    ("They talked for three hours.", "three hours", "PT3H"),
    # recurring times
    ("Britain may sell 100,000 cars a year there.", "a year", "P1Y"),
    ("The bank's weekly return showed it.", "weekly", "P1W"),
    ("Quotas grow by 10 percent every two years.", "every two years", "P2Y"),
]  # fmt: skip
NONE = [
    "A 45-year-old driver was hurt.",
    "The Trade Act of 1974 allows it.",
    "Theresa May spoke.",
    "They may march to the embassy.",
    "The plant employs 1,974 workers.",
    "Shares fell 3 percent now and recently.",
    "The Sunday Times said so.",
    "Black Friday sales rose.",
    "A quarter of the imports came by sea.",
    "At the same time, prices fell.",
]


def value(text: str, words_of_it: str, document: MakeDocument) -> str | None:
    found = [m for m in dates(document(text)) if " ".join(m.date_text.split()) == words_of_it]
    if not found:
        return None
    mention = found[0]
    if mention.start_date is None or mention.end_date is None:
        return mention.duration_iso
    ends = [mention.start_date.isoformat(), mention.end_date.isoformat()]
    return "/".join(dict.fromkeys(ends))


@pytest.mark.parametrize(("text", "words_of_it", "expected"), CASES, ids=[f"{case[1]}-{i}" for i, case in enumerate(CASES)])
def test_value(text: str, words_of_it: str, expected: str, document: MakeDocument) -> None:
    assert value(text, words_of_it, document) == expected


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str, document: MakeDocument) -> None:
    assert not dates(document(text))


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
    "set": ["each month", "every two years", "per day", "fortnightly", "Mondays"],
    "duration": ["six months", "90-day"],
    "half_unit": ["half a century", "half-year"],
    "clock": ["three hours", "30-minute"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in BEGINNINGS.items() for text in texts])
def test_forms_are_found_by_their_first_word(kind: str, text: str) -> None:
    assert [(form.kind, form.start_char, form.end_char) for form in forms(f"{text}, {text} x")] == [
        (kind, 0, len(text)),
        (kind, len(text) + 2, 2 * len(text) + 2),
    ]


def test_forms_begin_at_words() -> None:
    assert [form.match.group() for form in forms("since ’87, $2024, x2024, Augustus, midweek-end, 12% in the 20th")] == ["’87"]
    assert set(BEGINNINGS) | {"short_year"} == set(FORMS)


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
        *(case[0] for case in CASES),
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
