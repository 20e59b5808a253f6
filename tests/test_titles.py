"""Titles of offices in a parsed text, and the table they are read from."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from transforms.names.title_words import DATA, is_honorific, singular, status_of, vocabulary
from transforms.names.titles import Title, titles

CASES = [
    ("Chinese Vice Minister of Commerce Lin Hao met the press.", ["Vice Minister of Commerce"]),
    ("U.S. Commerce Secretary Ann Lowell and Trade Representative Paul Greene left.", ["Commerce Secretary", "Trade Representative"]),
    ("The Business and Trade Secretary, Amir Khan, agreed.", ["Business and Trade Secretary"]),
    ("Minister of Economy, Trade and Industry Kenji Mori spoke.", ["Minister of Economy, Trade and Industry"]),
    ("She became Chancellor of the Exchequer.", ["Chancellor of the Exchequer"]),
    ("Senators Jane Dole and Mark Finn objected.", ["Senators"]),
    ("The vice-chairman resigned.", ["vice-chairman"]),
    ("He is deputy director-general of the textiles and footwear bureau.", ["deputy director-general"]),
    ("The commerce secretary nominee, Ann Lowell, waited.", ["commerce secretary"]),
    ("The talks ended without a deal.", []),
    ("He met the chief", ["chief"]),
]


def titles_of(doc: Doc) -> list[Title]:
    return titles(doc, [token.lower_ for token in doc])


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_titles_are_found_whole(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(text)
    assert [doc[title.start : title.end].text for title in titles_of(doc)] == expected


OFFICES = [
    ("The Chancellor of the Exchequer spoke.", "yes", "GBR"),
    ("Treasury Secretary Ann Lowell spoke.", "yes", "USA"),
    ("Vice Premier Zhao Min spoke.", "yes", None),
    ("Chief Executive Officer Ann Lowell spoke.", "no", None),
    ("EU Trade Commissioner Ilse Maier spoke.", "yes", "EU"),
]


@pytest.mark.parametrize(("text", "public", "country_code"), OFFICES)
def test_the_table_says_whose_office_it_is(nlp: Language, text: str, public: str, country_code: str | None) -> None:
    (title,) = titles_of(nlp(text))
    assert (title.office.public, title.office.country_code) == (public, country_code)


def test_a_title_knows_that_its_holder_is_still_to_come(nlp: Language) -> None:
    statuses = [
        title.status for text in ("The president-elect waits.", "The energy secretary nominee waits.") for title in titles_of(nlp(text))
    ]
    assert statuses == ["nominee", "nominee"]


def test_titles_do_not_run_over_a_paragraph(nlp: Language) -> None:
    doc = nlp("He put trade first\n\nPresident Lee Bora spoke.")
    assert [doc[title.start : title.end].text for title in titles_of(doc)] == ["President"]


def test_words_in_front_of_a_title_and_a_name(nlp: Language) -> None:
    doc = nlp("Former acting minister Dr. Lee and Mrs. Park")
    assert [status_of(token) for token in doc[:3]] == ["former", "acting", None]
    assert [token.text for token in doc if is_honorific(token)] == ["Dr.", "Mrs."]


@pytest.mark.parametrize(
    ("plural", "expected"), [("Commissioners", "Commissioner"), ("Congressmen", "Congressman"), ("boss", "bos"), ("PMs", "PMs")]
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


def test_the_table_is_sound() -> None:
    with DATA.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert {row["kind"] for row in rows} == {"office", "portfolio", "status", "honorific", "body"}
    assert len({(row["words"], row["kind"]) for row in rows}) == len(rows)
    assert all(row["words"] == row["words"].lower().strip() for row in rows)
    assert all(row["public"] in {"yes", "no", "open"} for row in rows if row["kind"] == "office")
    assert all(row["status"] in {"", "former", "acting", "nominee", "current"} for row in rows)
    assert all(row["country_code"] in {"", "EU"} or len(row["country_code"]) == 3 for row in rows)
    assert not any(row["country_code"] for row in rows if row["public"] == "no")


PIECES = st.lists(
    st.sampled_from([*(" ".join(words) for words in list(vocabulary().offices)[:60]), "of", "the", "and", ",", "-", "Lee", "U.S.", "\n\n"])
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=PIECES)
def test_titles_never_overlap(nlp: Language, pieces: list[str]) -> None:
    doc = nlp(" ".join(pieces))
    found = titles_of(doc)
    assert all(one.end <= one.stop <= other.start for one, other in pairwise(found))
    assert all(title.start <= title.head < title.end for title in found)
