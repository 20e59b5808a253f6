"""One row per person: who is joined across articles, and who is kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.resolution import Candidate, merged


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
    ],
)
def test_who_is_one(names: list[str], expected: dict[str, str]) -> None:
    assert merged(people(*names)) == expected


@given(st.permutations(people("ada b exampla", "ada exampla", "exampla", "bo sampleton", "sampleton", "cy sampleton jr")))
def test_the_order_does_not_matter(candidates: list[Candidate]) -> None:
    assert merged(candidates) == merged(sorted(candidates))


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=6), unique=True))
def test_nobody_is_joined_to_somebody_who_is_joined_on(names: list[str]) -> None:
    into = merged(people(*names))
    assert not set(into) & set(into.values())
