"""Talks: which governments met or agreed on trade, where, when, with what outcome, and who took part. All on Wednesday, 11 June 2025."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument, cases
from transforms.dates.dates import dates
from transforms.measures.actors import Actors
from transforms.names.entities import Entities, entities
from transforms.offices.roles import roles
from transforms.talks.talks import talks
from transforms.talks.words import DATA, parties_of
from transforms.text.document import Document
from warehouse.schema import Talk, TalkParticipant

TRADE = " The dispute over tariffs hurt exports and imports, and the trade war slowed trade."


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


def row_told(row: Talk, people: list[str]) -> str:
    """The row in the words of a case."""
    words = [row.talk_type, ",".join(sorted(row.party_codes)), "-" if row.outcome == "unknown" else row.outcome]
    if row.place:
        words.append(f'"{row.place}"')
    if row.start_date:
        words.append(f"@{row.start_date}" + (f"/{row.end_date}" if row.end_date != row.start_date else ""))
    return " ".join([*words, *(["cancelled"] if row.is_cancelled else []), *people])


def people_told(found: Entities, row: Talk, people: list[TalkParticipant]) -> list[str]:
    """Those at the table in the words of a case."""
    names: dict[str, list[str]] = {"lead": [], "attendee": []}
    for person in people:
        if person.talk_id == row.talk_id:
            names[person.participant_role].append(found.entity(person.candidate_id).name)
    return [f"{word}:{','.join(sorted(names[role]))}" for word, role in (("led", "lead"), ("attended", "attendee")) if names[role]]


@pytest.mark.parametrize(("phenomenon", "day", "text", "expected"), cases("talks.csv"), ids=lambda value: str(value)[:60])
def test_case(phenomenon: str, day: str, text: str, expected: str, document: MakeDocument) -> None:
    found, rows, people = told(document(text, published=day))
    is_on_people = "led:" in expected or "attended:" in expected
    tellings = [row_told(row, people_told(found, row, people) if is_on_people else []) for row in rows]
    assert "; ".join(tellings) == ("" if expected == "none" else expected), phenomenon


def test_who_agrees_to_meet_has_agreed_on_nothing_yet(document: MakeDocument) -> None:
    text = "Norway and Chile held trade talks in Oslo on Tuesday and agreed to meet again in Santiago next month."
    _, rows, _ = told(document(text))
    assert [(row.talk_type, row.place, row.outcome) for row in rows] == [
        ("negotiation", "Oslo", "unknown"),
        ("meeting", "Santiago", "scheduled"),
    ]


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
    [*(text for _, _, text, _ in cases("talks.csv")), ROUND, TRADE, "\n\n", "talks", "the deal", "with", "between", "met by phone"]
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
