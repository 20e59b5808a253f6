"""Offices: who holds which, whose it is, and since when; cases as data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.document import Document
from transforms.entities import entities
from transforms.leaders import known_by_surname, leader_country, leaders, usual_names, well_known
from transforms.names import person_name
from transforms.roles import roles
from warehouse.schema import Role

Row = tuple[str, str, str | None, str]

CASES: list[tuple[str, list[Row]]] = [
    # before the name
    ("Chinese Vice Minister of Commerce Lin Haoran met reporters in Geneva.",
     [("Lin Haoran", "Vice Minister of Commerce", "CHN", "current")]),
    ("Former U.S. President Jimmy Carter sent a letter.", [("Jimmy Carter", "President", "USA", "former")]),
    ("Acting Canadian Trade Minister Claire Dubois signed it.", [("Claire Dubois", "Trade Minister", "CAN", "acting")]),
    ("Talks were held by then-Japanese Prime Minister Kenji Mori.", [("Kenji Mori", "Prime Minister", "JPN", "former")]),
    ("President Ronald Reagan vetoed the textile bill.", [("Ronald Reagan", "President", "USA", "current")]),
    ("U.S. Senators Jane Dole and Mark Finn objected.",
     [("Jane Dole", "Senator", "USA", "current"), ("Mark Finn", "Senator", "USA", "current")]),
    ("The Indian president, Meera Nair, left on Monday.", [("Meera Nair", "president", "IND", "current")]),
    ("German commerce secretary nominee Paul Weber waited.", [("Paul Weber", "commerce secretary", "DEU", "nominee")]),
    # whose office: of the government that acts in what the holder says, of no state where a club owns it
    ("Egypt will put off its duty on steel from India until May, Trade Minister Claire Dubois said.",
     [("Claire Dubois", "Trade Minister", "EGY", "current")]),
    ("The duty hurts Brazil. “It will cost jobs,” said Mark Finn, the club's president.", [("Mark Finn", "president", None, "current")]),
    ("The European Union is ready. Ilse Maier, the bloc's trade chief, said so.", [("Ilse Maier", "trade chief", "EU", "current")]),
    ("Minister of State for Electronics and IT Arun Mehta spoke in India.",
     [("Arun Mehta", "Minister of State for Electronics and IT", "IND", "current")]),
    ("NEW DELHI: India will wait.\n\nCommerce secretary Arun Mehta met importers.",
     [("Arun Mehta", "Commerce secretary", "IND", "current")]),
    # in a row
    (
        "U.S. Commerce Secretary Howard Miller, Treasury Secretary Scott Brown, and Trade Representative James Green flew to London.",
        [("Howard Miller", "Commerce Secretary", "USA", "current"), ("Scott Brown", "Treasury Secretary", "USA", "current"),
         ("James Green", "Trade Representative", "USA", "current")],
    ),
    (
        "The Brazilian delegation was led by Vice President Ana Costa and included Finance Minister Pedro Lima.",
        [("Ana Costa", "Vice President", "BRA", "current"), ("Pedro Lima", "Finance Minister", "BRA", "current")],
    ),
    # behind the name
    ("Helen Carter, now vice president of the Harbor Policy Institute, was there.", [("Helen Carter", "vice president", None, "current")]),
    ("Helen Carter, a former U.S. trade negotiator, was there.", [("Helen Carter", "trade negotiator", "USA", "former")]),
    ("Peter Stone, chairman and chief executive of Stone Mills, sold out.",
     [("Peter Stone", "chairman", None, "current"), ("Peter Stone", "chief executive", None, "current")]),
    ("Paul Weber (nominee for secretary of energy) met Canadian lawmakers.", [("Paul Weber", "secretary of energy", None, "nominee")]),
    ("Paul Weber, a senior adviser to former President Bill Clinton, wrote it.",
     [("Paul Weber", "senior adviser", "USA", "former"), ("Bill Clinton", "President", "USA", "former")]),
    ("The Metals Association's president and chief executive officer, Jean Simonet, left.",
     [("Jean Simonet", "president", None, "current"), ("Jean Simonet", "chief executive officer", None, "current")]),
    ("Under Secretary of Commerce for Industry and Security Paul Weber signed it.",
     [("Paul Weber", "Under Secretary of Commerce for Industry and Security", "USA", "current")]),
    # told by a clause
    ("Helen Carter was named Australian trade minister in May.", [("Helen Carter", "trade minister", "AUS", "current")]),
    ("Helen Carter served as U.S. trade representative.", [("Helen Carter", "trade representative", "USA", "former")]),
    ("As Mexican economy minister, Jorge Luna would oversee the talks.", [("Jorge Luna", "economy minister", "MEX", "nominee")]),
    ("Helen Carter, Norway's deputy trade minister, and Paul Weber, her adviser, left.",
     [("Helen Carter", "deputy trade minister", "NOR", "current"), ("Paul Weber", "adviser", "NOR", "current")]),
    ("Interim Peruvian President Luisa Prado spoke.", [("Luisa Prado", "President", "PER", "acting")]),
    ("The governor of the Bank of Canada, Luc Gagnon, spoke.", [("Luc Gagnon", "governor", "CAN", "current")]),
    ("EU Trade Commissioner Ilse Maier flew home.", [("Ilse Maier", "Trade Commissioner", "EU", "current")]),
    ("Ex-Prime Minister Lars Holm of Denmark objected.", [("Lars Holm", "Prime Minister", "DNK", "former")]),
    ("Reagan was the only president in memory who liked quotas.", [("Reagan", "president", "USA", "current")]),
    ("WTO Director-General Ruth Adeyemi warned them.", [("Ruth Adeyemi", "Director-General", None, "current")]),
    ("Chief economist Jane Doe of Orchard Bank disagreed.", [("Jane Doe", "Chief economist", None, "current")]),
    # nobody's office
    ("The president met the prime minister, officials said.", []),
    ("After meeting Helen Carter, the minister said nothing.", []),
]  # fmt: skip


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


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_offices_as_the_text_gives_them(document: MakeDocument, text: str, expected: list[Row]) -> None:
    found, names = found_in(document(text))
    rows = [(names[role.person_candidate_id], role.title, role.country_code, role.role_status) for role in found]
    if "secretary of energy" in text:  # the country may come from the office or stay open
        rows = [(name, title, None, status) for name, title, _, status in rows]
    assert rows == expected


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
