"""Talks: which governments met or agreed on trade, where, when, with what outcome, and who took part. All on Wednesday, 11 June 2025."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.actors import Actors
from transforms.dates import dates
from transforms.document import Document
from transforms.entities import Entities, entities
from transforms.roles import roles
from transforms.talk_words import DATA, parties_of
from transforms.talks import talks
from warehouse.schema import Talk, TalkParticipant

TRADE = " The dispute over tariffs hurt exports and imports, and the trade war slowed trade."


class Case(NamedTuple):
    text: str
    parties: set[str]
    outcome: str
    place: str | None = None
    days: str | None = None


CASES = [
    Case("The U.S. and Japan signed a trade deal in Tokyo on Monday.", {"USA", "JPN"}, "agreement", "Tokyo", "2025-06-09/2025-06-09"),
    Case("President Donald Trump announced a trade deal with Vietnam.", {"USA", "VNM"}, "agreement"),
    Case("Negotiators from Canada and India have agreed on a framework for a trade pact.", {"CAN", "IND"}, "framework"),
    Case("Tariff talks between Brazil and Mexico collapsed last week.", {"BRA", "MEX"}, "no_deal", None, "2025-06-02/2025-06-08"),
    Case("German and Chinese officials will meet in Berlin next week.", {"DEU", "CHN"}, "scheduled", "Berlin", "2025-06-16/2025-06-22"),
    Case("South Korea is holding talks with the European Union on steel tariffs.", {"KOR", "EU"}, "ongoing"),
    Case("Chile and Peru failed to reach a trade agreement.", {"CHL", "PER"}, "no_deal"),
    Case("The leaders of Norway and Iceland spoke by phone on Tuesday.", {"NOR", "ISL"}, "unknown", None, "2025-06-10/2025-06-10"),
    Case("The three countries signed the USMCA.", {"USA", "MEX", "CAN"}, "agreement"),
    Case("Under a deal signed with Chile in Lima, Peru will halve its tariffs.", {"PER", "CHL"}, "agreement", "Lima"),
    Case("Peru briefed the Chilean president by telephone on Monday.", {"PER", "CHL"}, "unknown", None, "2025-06-09/2025-06-09"),
]  # fmt: skip
NONE = [
    "If Chile and Peru reach a trade agreement, tariffs will fall.",
    "Some countries have not negotiated with the United States on tariffs.",
    "The plant cannot meet demand from China for tariffs-free steel.",
    "A Chilean retailer signed a supply deal with a maker in Peru.",
    "Some importers relied on the USMCA.",
    "The government raised tariffs on steel from China.",
    "Peru and Chile, which have trade deals with Norway, will be exempt from the tariff.",
]
ROUND = (
    "Negotiators from Norway and Chile have agreed in principle on a framework to resume their trade talks. "
    "The breakthrough follows two days of meetings in Oslo after a dispute over tariffs on exports of salmon.\n\n"
    "The discussions, held at Harbour House, focused on tariffs and imports. "
    "The Chilean delegation was led by Trade Minister Pablo Rojas and included Finance Minister Ana Soto. "
    "They met with Norwegian Trade Minister Kari Nilsen.\n\n"
    "Norwegian Prime Minister Lars Berg and Chilean President Maria Vega spoke by phone last week about the trade dispute. "
    "The Geneva agreement on trade reached last month had paused most tariffs both countries imposed."
)


def told(document: Document) -> tuple[Entities, list[Talk], list[TalkParticipant]]:
    found = entities(document)
    return found, *talks(document, found, Actors(document, found, roles(document, found)), dates(document))


@pytest.mark.parametrize("case", CASES, ids=[case.text[:30] for case in CASES])
def test_talk(case: Case, document: MakeDocument) -> None:
    _, rows, _ = told(document(case.text + TRADE))
    assert [set(row.party_codes) for row in rows] == [case.parties]
    row = rows[0]
    assert (row.outcome, row.place) == (case.outcome, case.place)
    assert (f"{row.start_date}/{row.end_date}" if row.start_date else None) == case.days


@pytest.mark.parametrize("text", NONE)
def test_no_talk(text: str, document: MakeDocument) -> None:
    assert not told(document(text + TRADE))[1]


SHORT = [
    Case("Trade ministers of Norway and Chile met in Oslo on Monday.", {"NOR", "CHL"}, "unknown", "Oslo", "2025-06-09/2025-06-09"),
    Case("Norway and Chile signed a free trade agreement on Monday.", {"NOR", "CHL"}, "agreement", None, "2025-06-09/2025-06-09"),
    Case("Talks between Peru and Chile on fish quotas collapsed on Thursday.", {"PER", "CHL"}, "no_deal", None, "2025-06-05/2025-06-05"),
    Case("Peru and Chile agreed to hold trade talks in Lima in August.", {"PER", "CHL"}, "scheduled", "Lima", "2025-08-01/2025-08-31"),
    Case("Two days of talks on tariffs between Norway and Chile ended in Oslo on Friday.", {"NOR", "CHL"}, "unknown", "Oslo",
         "2025-06-05/2025-06-06"),
    Case("Norway and Chile ended a two-day round of trade talks in Oslo on Friday.", {"NOR", "CHL"}, "unknown", "Oslo",
         "2025-06-05/2025-06-06"),
    Case("Norway and Chile began two days of trade talks in Oslo on Friday.", {"NOR", "CHL"}, "unknown", "Oslo", "2025-06-06/2025-06-07"),
    Case("Negotiators from Vietnam and Australia ended trade talks in Da Nang on Monday.", {"VNM", "AUS"}, "unknown", "Da Nang",
         "2025-06-09/2025-06-09"),
]  # fmt: skip


@pytest.mark.parametrize("case", SHORT, ids=[case.text[:40] for case in SHORT])
def test_a_line_on_trade_is_an_article_on_trade(case: Case, document: MakeDocument) -> None:
    _, (row,), _ = told(document(case.text))
    assert (set(row.party_codes), row.outcome, row.place, f"{row.start_date}/{row.end_date}") == case[1:]


def test_who_agrees_to_meet_has_agreed_on_nothing_yet(document: MakeDocument) -> None:
    text = "Norway and Chile held trade talks in Oslo on Tuesday and agreed to meet again in Santiago next month."
    _, rows, _ = told(document(text))
    assert [(row.talk_type, row.place, row.outcome) for row in rows] == [
        ("negotiation", "Oslo", "unknown"),
        ("meeting", "Santiago", "scheduled"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trade Minister Kari Nilsen led the Norwegian delegation at the tariff talks with Chile, joined by Finance Minister Ole Berg.",
            {("Kari Nilsen", "lead"), ("Ole Berg", "attendee")},
        ),
        (
            "Chilean Trade Minister Pablo Rojas will travel to Oslo next week to discuss tariffs with Norwegian Premier Lars Berg.",
            {("Pablo Rojas", "attendee"), ("Lars Berg", "attendee")},
        ),
    ],
)
def test_who_sat_at_the_table(text: str, expected: set[tuple[str, str]], document: MakeDocument) -> None:
    found, _, people = told(document(text))
    assert {(found.entity(person.candidate_id).name, person.participant_role) for person in people} == expected


def test_articles_on_other_things_tell_no_talks(document: MakeDocument) -> None:
    text = "Norway and Chile signed an agreement on fishing grounds. Their ministers met in Oslo on Monday and talked about whales."
    assert not told(document(text))[1]


def test_deals_with_several_are_several(document: MakeDocument) -> None:
    _, rows, _ = told(document("President Trump signed trade agreements with Malaysia and Cambodia." + TRADE))
    assert [set(row.party_codes) for row in rows] == [{"USA", "MYS"}, {"USA", "KHM"}]


def test_mentions_of_a_round_are_one_row(document: MakeDocument) -> None:
    found, rows, people = told(document(ROUND))
    first = rows[0]
    assert (first.place, first.venue, first.outcome) == ("Oslo", "Harbour House", "framework")
    assert (str(first.start_date), str(first.end_date)) == ("2025-06-09", "2025-06-10")
    assert first.evidence.startswith("Negotiators from Norway and Chile have agreed")
    assert {(row.talk_type, row.place) for row in rows[1:]} == {("call", None), ("agreement", "Geneva")}
    names = {(found.entity(p.candidate_id).name, p.participant_role) for p in people if p.talk_id == first.talk_id}
    assert names == {("Pablo Rojas", "lead"), ("Ana Soto", "attendee"), ("Kari Nilsen", "attendee")}
    call = next(row for row in rows if row.talk_type == "call")
    assert {found.entity(p.candidate_id).name for p in people if p.talk_id == call.talk_id} == {"Lars Berg", "Maria Vega"}


def test_words_are_sound() -> None:
    text = DATA.read_text(encoding="utf-8")
    assert text.startswith("#")
    nouns = tomllib.loads(text)["nouns"]
    every = [word for group in nouns.values() for word in group]
    assert len(every) == len(set(every))
    assert parties_of("North American Free Trade Agreement") == ("USA", "MEX", "CAN")


PIECES = st.sampled_from(
    [*(case.text for case in CASES), *NONE, ROUND, TRADE, "\n\n", "talks", "the deal", "with", "between", "met by phone"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(min_size=1, max_size=200), st.lists(PIECES, min_size=1, max_size=6).map(" ".join)))
def test_any_text(text: str, document: MakeDocument) -> None:
    if not any(c.isalpha() for c in text):
        return
    made = document(text)
    _, rows, people = told(made)
    assert all(made.words(row.start_char, row.end_char) == row.evidence != "" for row in rows)
    assert len({row.talk_id for row in rows}) == len(rows)
    assert all(len(row.party_codes) > 1 or row.party_codes == ("WORLD",) for row in rows)
    assert all(row.start_date is None or row.end_date is None or row.start_date <= row.end_date for row in rows)
    assert {p.talk_id for p in people} <= {row.talk_id for row in rows}
    assert len({(p.talk_id, p.candidate_id) for p in people}) == len(people)
