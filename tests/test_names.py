"""Names case by case: what counts as one, as what kind, and what it is joined to within its article."""

from collections.abc import Callable

import pytest

from tests.conftest import MakeDocument, cases
from transforms.names.bodies import body_of, is_generic, plain_form
from transforms.names.entities import Entities, entities
from transforms.names.names import folded, long_forms, person_name

Found = Callable[[str], Entities]
PERSON, BODY, PLACE, COUNTRY, LAW = "person", "organization", "place", "country", "law"


@pytest.fixture
def found(document: MakeDocument) -> Found:
    return lambda text: entities(document(text))


NAMED: list[tuple[str, list[tuple[str, str]]]] = [
    # persons
    ("Senator Ada Marlow left. Marlow fired back on Monday.", [("Ada Marlow", PERSON), ("Marlow", PERSON)]),
    ("Minister Ada Marlow met Bo Renfield. Marlow-Renfield ties improved.",
     [("Ada Marlow", PERSON), ("Bo Renfield", PERSON), ("Marlow", PERSON), ("Renfield", PERSON)]),
    ("The Biden-Harris Administration raised duties.", [("Biden", PERSON), ("Harris", PERSON)]),
    ("The Reagan administration cut quotas.", [("Reagan", PERSON)]),
    ("Mr. Ruben Hale met Martin Luther King.", [("Ruben Hale", PERSON), ("Martin Luther King", PERSON)]),
    ("“Thank you, Mr. President,” said Senator Ada Marlow.", [("Ada Marlow", PERSON)]),
    ("Nutritionist Jane Doe agreed. Jane Doe slept.", [("Jane Doe", PERSON), ("Jane Doe", PERSON)]),
    ("Prime Minister Anna Holm met Lars Vik. Anna and Lars are friends.",
     [("Anna Holm", PERSON), ("Lars Vik", PERSON), ("Anna", PERSON), ("Lars", PERSON)]),
    ("Commission President Ottilie von der Heyde left. Ms von der Heyde is ill.",
     [("Ottilie von der Heyde", PERSON), ("von der Heyde", PERSON)]),
    ("“A pity,” said Takumi Hirabara, Norway's trade minister.", [("Takumi Hirabara", PERSON), ("Norway", COUNTRY)]),
    ("The acting president, Han Duck-hwan, left.", [("Han Duck-hwan", PERSON)]),
    ("Trade Minister Cheong In-hwa, who left for Oslo, was tired.", [("Cheong In-hwa", PERSON), ("Oslo", PLACE)]),
    ("Commodities Minister Datuk Seri Zainal Rahman met Tan Sri Halim Yusof.", [("Zainal Rahman", PERSON), ("Halim Yusof", PERSON)]),
    ("House Speaker Thomas O'Dare, D-Wis., met Chad Marlow in Chad.",
     [("Thomas O'Dare", PERSON), ("Wis", PLACE), ("Chad Marlow", PERSON), ("Chad", COUNTRY)]),
    ("Senators Hale, Carver, Wyndham, Seneca and Durham met. Nobody has heard from Seneca.",
     [("Hale", PERSON), ("Carver", PERSON), ("Wyndham", PERSON), ("Seneca", PERSON), ("Durham", PERSON), ("Seneca", PERSON)]),
    ("The U.S. Trade Representative Ambassador Ada Marlow left.", [("U.S.", COUNTRY), ("Ada Marlow", PERSON)]),
    ("Brazil's foreign minister, Helena Figueira, said in Brasília that her government would wait.",
     [("Brazil", COUNTRY), ("Helena Figueira", PERSON), ("Brasília", PLACE)]),
    ("The Chief City Auditor Dora Appel left. Chief Deputy Whip Gus Resch stayed.",
     [("Dora Appel", PERSON), ("Gus Resch", PERSON)]),
    ("Ada Marlow, nominee for Ambassador Extraordinary and Plenipotentiary to Cabo Verde, left.",
     [("Ada Marlow", PERSON), ("Cabo Verde", COUNTRY)]),
    ("It takes effect today. DONALD J. TRUMP THE WHITE HOUSE, May 9, 2025.", [("DONALD J. TRUMP", PERSON), ("WHITE HOUSE", BODY)]),
    ("Week 16: President Trump Advances America's New Golden Age\n\nThis week, President Donald J. Trump worked.",
     [("Trump", PERSON), ("America", COUNTRY), ("New Golden Age", PLACE), ("Donald J. Trump", PERSON)]),
    # bodies
    ("It was brought by the Harrow Justice Center, a group.", [("Harrow Justice Center", BODY)]),
    ("She works at the Oslo Institute for Industrial Economics and Trade.", [("Oslo Institute for Industrial Economics and Trade", BODY)]),
    ("The Small Business Administration lent money.", [("Small Business Administration", BODY)]),
    ("The Federal Aviation Administration agreed.", [("Federal Aviation Administration", BODY)]),
    ("Marlow Corp. sold its mills. Shares of Marlow fell.", [("Marlow Corp.", BODY), ("Marlow", BODY)]),
    ("The FDA, the NLRB and FEMA were closed.", [("FDA", BODY), ("NLRB", BODY), ("FEMA", BODY)]),
    ("A Homeland Security spokesman said nothing to Americans.", [("Homeland Security", BODY), ("Americans", COUNTRY)]),
    ("Republicans and Democrats in Congress disagreed.", [("Republicans", BODY), ("Democrats", BODY), ("Congress", BODY)]),
    ("Johnson & Johnson and Procter & Gamble make soap.", [("Johnson & Johnson", BODY), ("Procter & Gamble", BODY)]),
    # laws and places
    ("The Harmonized Tariff Schedule lists buttons.", [("Harmonized Tariff Schedule", LAW)]),
    ("The American Rescue Plan passed.", [("American Rescue Plan", LAW)]),
    ("They met in the Oval Office.", [("Oval Office", PLACE)]),
    ("The plant in Prince George County closed.",
     [("Prince George County", PLACE)]),
    ("The plant is in Tulsa, Oklahoma.", [("Tulsa", PLACE), ("Oklahoma", PLACE)]),
    ("HARROWGATE (AP) - Talks on steel ended on Friday.", [("HARROWGATE", PLACE), ("AP", BODY)]),
    ("They farm in Clinton, Kentucky, and in Borgo Alto, Umbria.",
     [("Clinton", PLACE), ("Kentucky", PLACE), ("Borgo Alto", PLACE), ("Umbria", PLACE)]),
    ("Foxconn, formally Hon Hai Precision Industry Co., fell.", [("Foxconn", BODY), ("Hon Hai Precision Industry Co.", BODY)]),
    # nobody
    ("The President signed an Executive Order and a Presidential Memorandum.", []),
    ("“We will win.” (Laughter.) “Again.” (Applause.)", []),
    ("As set out in Annex II and in the Annexes, the EVs are exempt.", []),
    ("They pray to God at Christmas. COVID-19 closed the port at 5 UTC.", []),
    ("Proclamation 10999 of May 3, 2021 (Adjusting Imports of Buttons), stays.", [("Proclamation 10999", LAW)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_and_their_kinds(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.mention_text, m.entity_type) for m in found(text).mentions if m.mention_type == "name"] == expected


@pytest.mark.parametrize(("form", "key", "text"), cases("names.csv"))
def test_whom_a_form_stands_for(found: Found, form: str, key: str, text: str) -> None:
    of = found(text)
    mentions = [m for m in of.mentions if m.mention_text == form and m.mention_type == "name"]
    assert [of.entity(m.candidate_id).entity_key for m in mentions[-1:]] == [key]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ministry of Commerce", "commerce ministry"), ("the Commerce Ministry", "commerce ministry"),
        ("Chinese Ministry of Commerce", "commerce ministry"), ("U.S. Department of Commerce", "commerce department"),
        ("Supreme Court", "supreme court"), ("Council", "council"),
    ],
)  # fmt: skip
def test_one_form_for_a_body(name: str, form: str) -> None:
    assert plain_form(name) == form


@pytest.mark.parametrize(
    ("name", "generic"),
    [("Finance Ministry", True), ("the Court", True), ("European Commission", False), ("Orchard Council", False), ("", False)],
)
def test_bodies_that_every_country_has(name: str, generic: bool) -> None:
    assert is_generic(name) is generic


def test_bodies_of_two_countries_are_two() -> None:
    assert body_of("Finance Ministry", "NOR").entity_key != body_of("Finance Ministry", "SWE").entity_key
    assert body_of("Department of Commerce", "USA").name == "US Commerce Department"


def test_what_makes_a_name_one() -> None:
    assert person_name("Maroš Šefčovič") == person_name("Maros Sefcovic")
    assert person_name("John Doe, Jr.") == ("john", "doe", "jr")
    assert folded("Søren") == "soren"
    assert all(short not in long_forms().values() for short in long_forms())
