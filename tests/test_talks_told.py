"""Talks told by several articles are counted once (sql/macros/talks_told.sql)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb
import pytest

from flows.run import run
from flows.settings import Settings
from warehouse.home import Home
from warehouse.reading import open_published

NEWS = [  # day of publication, text
    ("2026-03-01", "OSLO - Norwegian and Chilean officials will meet in Lima on March 17 for talks on tariffs."),
    ("2026-03-18", "OSLO - Negotiators from Norway and Chile met in Lima on Tuesday for talks on tariffs."),
    ("2026-04-02", "OSLO - Tariff talks between Norway and Chile in Lima last month ended without an agreement."),
    ("2026-05-10", "OSLO - Norway and Chile signed a trade agreement on Saturday that cuts tariffs."),
    ("2026-05-20", "OSLO - Exports of wine rose after the trade deal between Norway and Chile. Tariffs fell."),
    ("2026-08-20", "OSLO - President Maria Vega praised the trade deal between Norway and Chile. Tariffs fell."),
    ("2026-05-12", "ACCRA - Trade ministers of Kenya and Ghana will meet in Cairo on June 3 for talks on cocoa tariffs."),
    ("2026-05-30", "ACCRA - Kenya and Ghana called off a meeting scheduled for June 3 in Cairo on their cocoa tariffs."),
    ("2026-05-13", "DELHI - India is holding talks with Peru on tariffs on copper."),
    ("2026-05-23", "DELHI - India is still holding trade talks with Peru, the ministry said. Tariffs stay."),
    ("2026-09-23", "DELHI - India is holding talks with Peru on tariffs on fish."),
    ("2026-06-02", "ROME - Egypt and Oman held trade talks in Cairo on Monday. Tariffs on dates stay."),
    ("2026-06-03", "ROME - Egypt and Oman held trade talks in Muscat on Monday. Tariffs on dates stay."),
    ("2026-06-04", "ROME - The leaders of Egypt and Oman spoke by phone on Monday about tariffs on dates."),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("talks")
    (folder / "landing").mkdir()
    articles = (json.dumps({"id": f"{day} {text[:4]}", "title": "Trade", "body": text, "date": day}) for day, text in NEWS)
    (folder / "landing" / "news.jsonl").write_text("\n".join(articles))
    run(Settings(home=folder / "home", landing=folder / "landing", workers=0))
    with open_published(Home(folder / "home")) as connection:
        yield connection


def told(db: duckdb.DuckDBPyConnection, party: str, as_of: str = "9999-12-31") -> list[tuple[object, ...]]:
    query = """
        SELECT CAST(talk_date AS VARCHAR), CAST(end_date AS VARCHAR), talk_type, place, if(is_cancelled, 'cancelled', outcome), story_count
        FROM talks_told(CAST($as_of AS DATE)) WHERE list_contains(party_codes, $party) ORDER BY ALL
    """
    return db.execute(query, {"as_of": as_of, "party": party}).fetchall()


def test_a_meeting_announced_held_and_told_by_its_month_is_one(db: duckdb.DuckDBPyConnection) -> None:
    assert told(db, "NOR")[0] == ("2026-03-17", "2026-03-17", "negotiation", "Lima", "no_deal", 3)
    assert told(db, "NOR", as_of="2026-03-10") == [("2026-03-17", "2026-03-17", "negotiation", "Lima", "scheduled", 1)]


def test_a_deal_told_again_without_its_day_is_one(db: duckdb.DuckDBPyConnection) -> None:
    assert told(db, "NOR")[1:] == [("2026-05-09", "2026-05-09", "agreement", None, "agreement", 3)]


def test_talks_called_off_are_no_longer_scheduled_and_have_no_effect(db: duckdb.DuckDBPyConnection) -> None:
    assert told(db, "KEN") == [("2026-06-03", "2026-06-03", "meeting", "Cairo", "cancelled", 2)]
    assert told(db, "KEN", as_of="2026-05-20")[0][4] == "scheduled"
    assert db.execute("FROM talk_effect WHERE list_contains(party_codes, 'KEN')").fetchall() == []


def test_talks_without_a_day_are_one_while_they_go_on(db: duckdb.DuckDBPyConnection) -> None:
    assert told(db, "IND") == [
        ("2026-05-13", None, "negotiation", None, "ongoing", 2),
        ("2026-09-23", None, "negotiation", None, "ongoing", 1),
    ]


def test_talks_in_two_cities_are_two_and_a_call_is_none_of_them(db: duckdb.DuckDBPyConnection) -> None:
    assert [row[2:4] for row in told(db, "OMN")] == [("call", None), ("negotiation", "Cairo"), ("negotiation", "Muscat")]
