"""One row per person: who is joined across articles, and who is kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.resolution import Candidate, joined, merged


def people(*names: str) -> list[Candidate]:
    return [Candidate(name, f"person:{name}", "person", 10) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["ada exampla", "exampla"], {"exampla": "ada exampla"}, id="a bare surname is the only bearer"),
        pytest.param(["ada exampla", "bo exampla", "exampla"], {}, id="two bearers keep a surname apart"),
        pytest.param(
            ["ada b exampla", "ada exampla", "exampla"],
            {"ada b exampla": "ada exampla", "exampla": "ada exampla"},
            id="a middle initial changes nobody",
        ),
        pytest.param(["ada b exampla", "ada c exampla", "ada exampla"], {}, id="two middle names are two people"),
        pytest.param(["xi jinping", "xi"], {"xi": "xi jinping"}, id="Chinese surnames come first"),
        pytest.param(["kim jong un", "kim yo jong", "kim"], {}, id="brother and sister share a surname that comes first"),
        pytest.param(["jack ma", "ma"], {"ma": "jack ma"}, id="a Chinese surname behind a Western first name"),
        pytest.param(["bo exampla", "bo exampla jr"], {}, id="a son is not his father"),
        pytest.param(["joseph r biden", "joe biden"], {"joseph r biden": "joe biden"}, id="a short first name of somebody known"),
        pytest.param(["bob exampla", "robert exampla"], {}, id="a short first name of somebody unknown"),
        pytest.param(["joe biden", "hunter biden", "biden"], {"biden": "joe biden"}, id="the leader among his relatives"),
        pytest.param(["hunter biden", "biden"], {"biden": "hunter biden"}, id="a relative where nobody names the leader"),
        pytest.param(["volodymyr zelensky", "zelenskyy"], {"zelenskyy": "volodymyr zelensky"}, id="another spelling of a leader's surname"),
        pytest.param(["rick scott", "scott"], {}, id="a first name is no surname"),
        pytest.param(["kai exampla", "kai"], {}, id="a first name that is in no table"),
        pytest.param(["john kennedy", "john f kennedy"], {}, id="a senator is not the president of the same first name"),
        pytest.param(
            ["ada von der exampla", "von der exampla"], {"von der exampla": "ada von der exampla"}, id="particles before a surname"
        ),
        pytest.param(["ali al-exampla", "exampla"], {"exampla": "ali al-exampla"}, id="an Arabic article before a surname"),
        pytest.param(["emmanuel macron", "macron"], {"macron": "emmanuel macron"}, id="a leader's surname"),
    ],
)
def test_who_is_one(names: list[str], expected: dict[str, str]) -> None:
    assert merged(people(*names)) == expected


LOCAL = [
    ("person:john", ["john"]), ("person:schumer", []), ("organization:court", ["court"]),
    ("organization:finance ministry", ["finance ministry"]),
    ("organization:finance ministry (nor)", []), ("organization:us senate", []), ("organization:orchard council", []), ("place:court", []),
]  # fmt: skip


@pytest.mark.parametrize(("key", "local"), LOCAL)
def test_names_that_mean_another_one_in_every_article(key: str, local: list[str]) -> None:
    kind, _, name = key.partition(":")
    assert sorted(joined([Candidate(name, key, kind, 3)]).local) == local


def kinds(**counts: int) -> list[Candidate]:
    return [Candidate(kind, f"{kind}:sampleton", kind, count) for kind, count in counts.items()]


def test_a_surname_is_that_of_somebody_known_far_ahead_of_all_others() -> None:
    known = Candidate("kamala harris", "person:kamala harris", "person", 30)
    namesakes = [Candidate(f"{first} harris", f"person:{first} harris", "person", count) for first, count in (("ada", 9), ("bo", 3))]
    assert merged([known, *namesakes, *people("harris")]) == {}
    assert merged([known, *(one._replace(article_count=3) for one in namesakes), *people("harris")]) == {"harris": known.candidate_id}


def test_a_name_is_what_nearly_all_articles_take_it_for() -> None:
    assert merged(kinds(place=12, organization=1)) == {"organization": "place"}
    assert merged(kinds(place=3, organization=2)) == {}, "nobody knows"
    assert merged(kinds(country=12, organization=1)) == {}, "countries are known, not guessed"


def test_a_first_name_in_the_corpus_is_local() -> None:
    assert joined(people("kai exampla", "kai")).local == {"kai"}


def test_a_surname_of_several_people_is_local() -> None:
    assert joined(people("ada exampla", "bo exampla", "exampla")).local == {"exampla"}


def test_an_acronym_is_the_body_that_articles_abbreviate_so() -> None:
    body = Candidate("orchard growers association", "organization:orchard growers association", "organization", 3, ("OGA",))
    other = Candidate("oslo garden association", "organization:oslo garden association", "organization", 3, ("OGA",))
    odd = Candidate("meadow society", "organization:meadow society", "organization", 3, ("OGA",))
    acronym = Candidate("oga", "organization:oga", "organization", 5, ("OGA",))
    assert merged([body, acronym._replace(acronyms=())]) == {}, "a word that is not written in capitals"
    assert merged([body, acronym]) == merged([acronym, odd, body]) == {"oga": "orchard growers association"}
    assert merged([body, other, acronym]) == {}


@given(
    st.permutations(
        people("ada b exampla", "ada exampla", "exampla", "bo sampleton", "sampleton", "cy sampleton jr", "joe biden", "joseph biden")
    )
)
def test_the_order_does_not_matter(candidates: list[Candidate]) -> None:
    assert merged(candidates) == merged(sorted(candidates))


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=6), unique=True))
def test_nobody_is_joined_to_somebody_who_is_joined_on(names: list[str]) -> None:
    into = merged(people(*names))
    assert not set(into) & set(into.values())
