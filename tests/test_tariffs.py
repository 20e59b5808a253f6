"""Trade measures in whole sentences. The cases are invented or tell well-known public facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.dates.dates import dates
from transforms.measures.actors import Actors
from transforms.measures.tariffs import tariffs
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers
from warehouse.schema import Tariff

Row = tuple[str, str, tuple[str, ...], tuple[str, ...], float | None]


def rows(document: MakeDocument, text: str, **fields: str) -> list[Tariff]:
    made = document(text, **fields)
    found = entities(made)
    said = speakers(made, quotes(made), found, roles(made, found))
    return tariffs(made, Actors(made, found, roles(made, found)), dates(made), said)


def short(found: list[Tariff]) -> list[Row]:
    return [(row.instrument, row.action, row.imposer_codes, tuple(sorted(row.target_codes)), row.rate_pct) for row in found]


CASES: list[tuple[str, list[Row]]] = [
    ("The United States imposed a 25% tariff on steel from Canada.", [("tariff", "imposed", ("USA",), ("CAN",), 25.0)]),
    ("India will raise duties on imports of Australian lentils from 10% to 30%.", [("tariff", "raised", ("IND",), ("AUS",), 30.0)]),
    ("China threatened to impose a 50% tariff on Brazilian beef.", [("tariff", "threatened", ("CHN",), ("BRA",), 50.0)]),
    ("Japan is considering lifting its ban on imports of French cheese.", [("import_ban", "proposed", ("JPN",), ("FRA",), None)]),
    ("China retaliated with a 15% tariff on U.S. coal.", [("tariff", "retaliated", ("CHN",), ("USA",), 15.0)]),
    ("Canada scrapped its 10% tariff on Mexican tomatoes.", [("tariff", "removed", ("CAN",), ("MEX",), 0.0)]),
    ("The European Union imposed anti-dumping duties on Chinese bicycles.", [("antidumping", "imposed", ("EU",), ("CHN",), None)]),
    ("Brazil suspended the 20% tariff on Argentine wheat.", [("tariff", "paused", ("BRA",), ("ARG",), None)]),
    ("Norway restricted exports of salmon to Russia.", [("export_control", "imposed", ("NOR",), ("RUS",), None)]),
    (
        "The United States imposed 25% tariffs on goods from Canada and 10% on goods from China.",
        [("tariff", "imposed", ("USA",), ("CAN",), 25.0), ("tariff", "imposed", ("USA",), ("CHN",), 10.0)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_measures(document: MakeDocument, text: str, expected: list[Row]) -> None:
    assert short(rows(document, text)) == expected


NOTHING = [
    "The phone company Zunitel raised its mobile tariffs by 10% in Brazil.",
    "Brazil did not impose tariffs on Argentine wheat.",
    "If Brazil imposed a 20% tariff on Argentine wheat, bread would cost more.",
    "Will Brazil impose a 20% tariff on Argentine wheat?",
    "Analysts fear that Brazil may impose tariffs on Argentine wheat.",
    "Argentina urged Brazil to impose a tariff on American wheat.",
    "Economists are worried about tariffs and rising protectionism.",
    "The judge set a tariff of 20 years for the murder in Britain.",
    "Nothing.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_measures(document: MakeDocument, text: str) -> None:
    assert rows(document, text) == []


def test_both_sides_are_two_rows(document: MakeDocument) -> None:
    text = "Canada and Brazil fell out over aircraft. A truce had paused many of the steep tariffs both countries had set."
    found = rows(document, text)
    assert {(row.imposer_codes, row.target_codes) for row in found} == {(("CAN",), ("BRA",)), (("BRA",), ("CAN",))}
    assert all(row.action == "paused" and row.is_aggregate and row.is_background for row in found)


def test_a_court_lets_duties_stand(document: MakeDocument) -> None:
    text = "A federal court ruled on Tuesday that the Canadian government can continue collecting tariffs on steel from Brazil."
    (row,) = rows(document, text, published="2025-06-11")
    assert (row.action, row.status, row.target_codes, row.effective_date) == ("upheld", "in_effect", ("BRA",), date(2025, 6, 10))


def test_a_demand_presupposes_the_measure(document: MakeDocument) -> None:
    (row,) = rows(document, "Brazil urged Canada to lift its restrictions on imports of Brazilian beef.")
    assert (row.action, row.imposer_codes, row.target_codes, row.product) == ("in_force", ("CAN",), ("BRA",), "beef")


def test_status_counts_from_the_day_of_publication(document: MakeDocument) -> None:
    text = "Canada will impose a 10% tariff on Chilean wine from July 1, 2025."
    (ahead,) = rows(document, text, published="2025-06-11")
    assert (ahead.status, ahead.effective_date, ahead.effective_precision) == ("announced", date(2025, 7, 1), "day")
    assert ahead.hs_codes == ("2204",)


def test_a_step_replaces_its_threat(document: MakeDocument) -> None:
    text = "Canada threatened to impose a 10% tariff on Chilean wine. On Monday, Canada imposed the 10% tariff on Chilean wine."
    assert [row.action for row in rows(document, text)] == ["imposed"]


def test_legal_basis_of_the_sentence(document: MakeDocument) -> None:
    text = "The United States imposed a 50% tariff on imports of copper under Section 232 of the Trade Expansion Act of 1962."
    (row,) = rows(document, text)
    assert (row.legal_basis_code, row.target_codes, row.product) == ("US_232", ("WORLD",), "copper")


WORDS = st.sampled_from(
    [
        "tariffs",
        "tariff",
        "on",
        "China",
        "the",
        "25%",
        "10",
        "pct",
        "imposed",
        "by",
        "Canada",
        "will",
        "raise",
        "to",
        "from",
        "and",
        ",",
        ".",
        "which",
        "duties",
        "quota",
        "ban",
        "of",
        "imports",
        "steel",
        "“",
        "”",
        "?",
        "if",
        "not",
        "threatened",
        "exemption",
        "free",
        "duty",
        "-",
        "both",
        "countries",
        "court",
        "ruled",
        "that",
        "Brazil’s",
        "\n",
        "🙂",
        "％",
        "(",
        ")",
        ";",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_words_give_sound_rows(document: MakeDocument, text: str) -> None:
    made = document(f"News. {text}")
    found = entities(made)
    said = speakers(made, quotes(made), found, roles(made, found))
    for row in tariffs(made, Actors(made, found, roles(made, found)), dates(made), said):
        assert made.words(row.start_char, row.end_char) == row.evidence
        assert row.imposer_codes
        assert row.target_codes
        assert 0 <= row.confidence <= 1
        assert row.action not in ("threatened", "proposed") or row.proposed_action


def test_long_text_is_read_in_time(document: MakeDocument) -> None:
    assert rows(document, "tariffs, " * 400) == []
