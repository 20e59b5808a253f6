"""Offices: who holds which, whose it is, and since when; cases as data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument, cases
from transforms.document import Document
from transforms.entities import entities
from transforms.leaders import known_by_surname, leader_country, leaders, usual_names, well_known
from transforms.names import person_name
from transforms.roles import roles
from warehouse.schema import Role

# Titles whose country only the discourse tells; all from a paper with the dateline Washington.
DISCOURSE: list[tuple[str, str, str | None]] = [
    ("Canada welcomed the ruling. Trade Minister Claire Dubois said the law had worked.", "Claire Dubois", "CAN"),
    ("The United Arab Emirates said it was surprised. “We are partners,” said Economy Minister Saeed Al Harbi.", "Saeed Al Harbi", "ARE"),
    ("Brazil did not agree. Foreign Minister Joana Prado said her country would seek consultations.", "Joana Prado", "BRA"),
    ("Mexico's economy ministry was silent. Finance Minister Pedro Lima said nothing.", "Pedro Lima", "MEX"),
    ("The Canadian duty stays until the American one is lifted, according to Finance Minister Luc Gagnon.", "Luc Gagnon", "CAN"),
    ("“Nobody gains,” said Wei Lin, a spokeswoman for China's foreign ministry.", "Wei Lin", "CHN"),
    ("The rate is too low, Commerce Secretary Howard Miller said.", "Howard Miller", "USA"),
    ("“Nobody wins,” said Ruth Adeyemi, president of the Continental Metals Council.", "Ruth Adeyemi", None),
]


@pytest.mark.parametrize(("text", "person", "country_code"), DISCOURSE)
def test_the_discourse_tells_whose_office_it_is(document: MakeDocument, text: str, person: str, country_code: str | None) -> None:
    found, names = found_in(document(f"WASHINGTON, June 10 (Wire) - Importers waited on Tuesday.\n\n{text}"))
    assert [(names[role.person_candidate_id], role.country_code) for role in found] == [(person, country_code)]


def found_in(document: Document) -> tuple[list[Role], dict[str, str]]:
    named = entities(document)
    return roles(document, named), {entity.candidate_id: entity.name for entity in named.entities}


@pytest.mark.parametrize(("expected", "text"), cases("roles.csv"))
def test_offices_as_the_text_gives_them(document: MakeDocument, expected: str, text: str) -> None:
    found, names = found_in(document(text))
    rows = [(names[role.person_candidate_id], role.title, role.country_code or "-", role.role_status) for role in found]
    if "secretary of energy" in text:  # the country may come from the office or stay open
        rows = [(name, title, "-", status) for name, title, _, status in rows]
    assert ("; ".join(map(", ".join, rows)) or "-") == expected


def test_the_organization_is_named(document: MakeDocument) -> None:
    (role,), _ = found_in(document("Peter Stone, chief executive of the Pacific Steel Corporation, resigned."))
    assert role.organization_name == "Pacific Steel Corporation"
    assert role.country_code is None


def test_one_row_per_person_and_title_and_the_status_that_is_told(document: MakeDocument) -> None:
    text = "President Jimmy Carter spoke.\n\nFormer U.S. President Jimmy Carter left."
    found, _ = found_in(document(text))
    assert [(role.title, role.role_status) for role in found] == [("President", "former")]


def test_bare_titles_take_the_country_of_the_dateline(document: MakeDocument) -> None:
    text = "TOKYO, June 9 - Finance Minister Kenji Mori said that exports to China and Brazil had fallen."
    found, _ = found_in(document(text))
    assert [role.country_code for role in found] == ["JPN"]


def test_the_evidence_holds_title_and_name(document: MakeDocument) -> None:
    article = document("He was met by Danish Foreign Minister Lars Holm.")
    (role,), _ = found_in(article)
    assert role.evidence == "Danish Foreign Minister Lars Holm"
    assert article.words(role.start_char, role.end_char) == role.evidence


LEADERS = [
    ("Reagan", "president", date(1987, 4, 1), "USA"),
    ("Donald J. Trump", "president", date(2025, 6, 1), "USA"),
    ("Recep Tayyip Erdoğan", "president", date(2019, 6, 1), "TUR"),
    ("Trump", "prime minister", date(2025, 6, 1), None),
    ("Eric Trump", "president", date(2025, 6, 1), None),
    ("Xi", "president", date(1990, 6, 1), None),
]


@pytest.mark.parametrize(("name", "office", "day", "expected"), LEADERS)
def test_leaders(name: str, office: str, day: date, expected: str | None) -> None:
    assert leader_country(name, office, day.year, frozenset()) == expected


def test_namesakes_are_told_apart_by_the_countries_of_the_article() -> None:
    assert leader_country("Lee", "president", 2010, frozenset({"KOR"})) == "KOR"
    assert leader_country("Lee", "president", 2010, frozenset()) is None


def test_the_table_of_leaders_is_sound() -> None:
    everyone = [leader for group in leaders().values() for leader in group]
    assert all(leader.family <= leader.words and leader.family for leader in everyone)
    assert all(1900 < leader.from_year < 2100 for leader in everyone)
    assert all(len(leader.country_code) == 3 or leader.country_code in {"EU", ""} for leader in everyone)
    assert all(leader.to_year is None or leader.from_year <= leader.to_year for leader in everyone)
    assert sum(leader.to_year is not None or leader.from_year > 2000 for leader in everyone) > 150


def test_the_tables_know_who_goes_by_several_names() -> None:
    assert usual_names()[person_name("Joseph R. Biden Jr.")] == ("joe", "biden")
    assert known_by_surname()["zelenskyy"] == known_by_surname()["zelensky"] == ("volodymyr", "zelensky")
    assert "bush" not in known_by_surname()
    assert all(usual in well_known() for usual in usual_names().values())


WORDS = st.sampled_from(["President", "former", "U.S.", "Lee Bora", ",", "(", ")", "of", "and", "minister", "trade", "said", "the", "as",
                         "nominee", "\n\n", "to", "was", "’s", "Brazil", "\ud83d", "ﬁ", "\u200b"])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_gives_sound_rows(document: MakeDocument, text: str) -> None:
    article = document("Start. " + text.encode("utf-8", "ignore").decode())
    named = entities(article)
    found = roles(article, named)
    persons = {entity.candidate_id for entity in named.entities if entity.entity_type == "person"}
    assert all(article.words(role.start_char, role.end_char) == role.evidence for role in found)
    assert all(role.title.strip() and role.person_candidate_id in persons for role in found)
    assert len({role.role_id for role in found}) == len(found)
