"""A measure told by several articles: its dated states, and what is in force on a day (sql/load/04_measures.sql)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb
import pytest

from flows.run import run
from flows.settings import Settings
from warehouse.home import Home
from warehouse.reading import open_published

NEWS = {  # day of publication: text
    "2026-01-10": "OSLO - Norway announced on Saturday a 20% tariff on Peruvian wine. The tariff takes effect on February 1.",
    "2026-02-10": "OSLO - For rice, the Norwegian MFN tariff is 2.5 percent, while Peru (18 percent) imposes a higher rate.",
    "2026-03-05": "OSLO - Norway paused its 20% tariff on Peruvian wine for 90 days from March 5, the government in Oslo said.",
    "2026-09-01": "OSLO - Norway removed its 20% tariff on Peruvian wine on Tuesday, the government in Oslo said.",
    "2026-04-01": "OSLO - Norway imposed a 10% tariff on Chilean steel and a 12% tariff on Chilean aluminum on Wednesday.",
    "2026-04-20": "OSLO - Norway's tariffs on Chilean steel and aluminum took effect on April 3, the customs office said.",
    "2026-04-25": "OSLO - I have charged Chile tariffs, the prime minister of Norway said. Norway is putting tariffs on the world.",
    "2026-05-01": "NAIROBI - Kenya imposed tariffs on Ghanaian cocoa on April 30.",
    "2026-05-06": "NAIROBI - Traders complain about Kenya's 15% tariff on Ghanaian cocoa. Kenya imposed a 20% tariff on Ghanaian tea.",
    "2026-05-07": "NAIROBI - For tea, Kenya imposes a 2% tariff on Ghana in ordinary times.",
    "2026-05-20": "DELHI - India will suspend its 34% tariff on Fijian goods from May 24 for 90 days, but retain a 10% tariff.",
    "2026-08-20": "DELHI - India extended the suspension of the tariffs on Fijian goods until November 20, the ministry in Delhi said.",
    "2026-06-01": "CAIRO - Egypt raised its tariff on Omani dates from 5% to 15% on June 1, the trade ministry in Cairo said.",
    "2026-06-20": "CAIRO - Traders in Cairo live with Egypt's 5% tariff on Omani dates.",
    "2026-07-01": "CAIRO - In Executive Order 15001 of June 20, 2026, Egypt raised its tariff on Omani salt from 3% to 7%.",
    "2026-07-02": "TUNIS - Tunisia announced on Thursday a 10% tariff on Maltese soap. It takes effect on July 5.",
    "2026-07-20": "TUNIS - On July 2, Tunisia imposed a 10% tariff on Maltese soap, the trade ministry in Tunis said.",
    "2026-07-03": "ACCRA - Ghana paused its 12% tariff on Togolese shea on July 3.",
    "2026-07-21": "ACCRA - Farmers live with Ghana's tariffs on Togo.",
    "2026-09-02": "SANTIAGO - Chile raised its duties on Kenyan wool from 5% to 15%, on Indian silk from 8% to 16% on Monday.",
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("measures")
    (folder / "landing").mkdir()
    articles = (json.dumps({"id": day, "title": "Trade", "body": text, "date": day}) for day, text in NEWS.items())
    (folder / "landing" / "news.jsonl").write_text("\n".join(articles))
    run(Settings(home=folder / "home", landing=folder / "landing", workers=0))
    with open_published(Home(folder / "home")) as connection:
        yield connection


def test_a_measure_is_announced_in_effect_paused_in_effect_again_and_ended(db: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT CAST(valid_from AS VARCHAR), CAST(valid_to AS VARCHAR), status FROM tariff_timeline
        WHERE imposer_code = 'NOR' AND product = 'wine' ORDER BY valid_from
    """
    assert db.execute(query).fetchall() == [
        ("2026-01-10", "2026-01-31", "announced"),
        ("2026-02-01", "2026-03-04", "in_effect"),
        ("2026-03-05", "2026-06-02", "paused"),
        ("2026-06-03", "2026-08-31", "in_effect"),
        ("2026-09-01", None, "ended"),
    ]


@pytest.mark.parametrize(
    ("day", "rates"),
    [("2026-01-20", []), ("2026-02-01", [20.0]), ("2026-04-01", []), ("2026-06-02", []), ("2026-07-01", [20.0]), ("2026-10-01", [])],
)
def test_what_is_in_force_follows_the_states(day: str, rates: list[float], db: duckdb.DuckDBPyConnection) -> None:
    query = f"SELECT rate_pct FROM tariffs_in_force(DATE '{day}', 'NOR', 'PER') WHERE product = 'wine'"
    assert [rate for (rate,) in db.execute(query).fetchall()] == rates


def test_a_rate_told_for_comparison_is_no_state_of_another_measure(db: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT product, rate_pct FROM measures WHERE imposer_code = 'NOR' AND target_code = 'WORLD'"
    assert db.execute(query).fetchall() == [("rice", 2.5)]


def test_goods_with_rates_of_their_own_are_measures_of_their_own(db: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT target_code, product, rate_pct, status FROM measures WHERE imposer_code = 'CHL' ORDER BY product"
    assert db.execute(query).fetchall() == [("IND", "silk", 16.0, "in_effect"), ("KEN", "wool", 15.0, "in_effect")]


@pytest.mark.parametrize(
    ("imposer", "target", "states"),
    [
        pytest.param(  # goods told together belong to the measure of each; what says little of which measure it is makes none
            "NOR",
            "CHL",
            [("aluminum", 12.0, "in_effect", "2026-04-01", 2), ("steel", 10.0, "in_effect", "2026-04-01", 2)],
            id="goods told together",
        ),
        pytest.param(  # the rate told later is that of the measure as it stands; a standing rate below it is the duty beneath
            "KEN",
            "GHA",
            [
                ("cocoa", 15.0, "in_effect", "2026-04-30", 2),
                ("tea", 2.0, "in_effect", "2026-05-07", 1),
                ("tea", 20.0, "in_effect", "2026-05-06", 1),
            ],
            id="standing rates",
        ),
        pytest.param(
            "IND", "FJI", [(None, 10.0, "in_effect", "2026-05-24", 2), (None, 34.0, "in_effect", "2026-05-20", 1)], id="part of a rate"
        ),
        pytest.param("GHA", "TGO", [("shea", None, "paused", "2026-07-03", 1)], id="named while it is paused"),
        pytest.param(  # the day of the decision is not the first day
            "TUN",
            "MLT",
            [("soap", 10.0, "announced", "2026-07-02", 1), ("soap", 10.0, "in_effect", "2026-07-05", 2)],
            id="day of the decision",
        ),
        pytest.param(  # an old rate told once more brings nothing back; the day of the act where no first day is told
            "EGY",
            "OMN",
            [("dates", 15.0, "in_effect", "2026-06-01", 2), ("salt", 7.0, "in_effect", "2026-06-20", 1)],
            id="old rates",
        ),
    ],
)
def test_tellings_belong_to_the_measures_they_mean(
    imposer: str, target: str, states: list[tuple[object, ...]], db: duckdb.DuckDBPyConnection
) -> None:
    query = f"""
        SELECT product, rate_pct, status, CAST(valid_from AS VARCHAR), article_count FROM measures
        WHERE imposer_code = '{imposer}' AND target_code IN ('{target}', 'WORLD') AND product IS DISTINCT FROM 'rice'
        ORDER BY product, rate_pct, valid_from
    """
    assert db.execute(query).fetchall() == states
