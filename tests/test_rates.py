"""Percentages: which are rates, which are cuts, caps, ranges and shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.measures.rates import number, rates_in

CASES = [
    ("a 25% tariff on pears", [(25.0, "ad_valorem", False)]),
    ("a duty of seven per cent", [(7.0, "ad_valorem", False)]),
    ("a levy of 7 1/2 pct on wool", [(7.5, "ad_valorem", False)]),
    ("duties will rise from 10% to 25%", [(10.0, "ad_valorem", True), (25.0, "ad_valorem", False)]),
    ("a tariff of 10%, down from 27.5%", [(10.0, "ad_valorem", False), (27.5, "ad_valorem", True)]),
    ("duties of up to 200%", [(200.0, "cap", False)]),
    ("an additional 5% on cheese", [(5.0, "increment", False)]),
    ("lowered by 10 percentage points", [(None, "cut", False)]),
    ("cut tariffs by 30%", [(None, "cut", False)]),
    ("tariffs of between five and 30 percent", [(None, "range", False)]),
    ("10% and 5%, respectively", [(10.0, "ad_valorem", False), (5.0, "ad_valorem", False)]),
    ("on April 2 and 34% on steel", [(34.0, "ad_valorem", False)]),
    ("tariffs on 99 percent of goods", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_kinds_of_percentages(text: str, expected: list[tuple[float | None, str, bool]]) -> None:
    assert [(rate.percent, rate.kind, rate.before) for rate in rates_in(text)] == expected


@pytest.mark.parametrize(
    ("words", "value"), [("25", 25.0), ("1,000", 1000.0), ("7 1/2", 7.5), ("five", 5.0), ("5-3/8", 5.375), ("3 1/0", 3.0)]
)
def test_number(words: str, value: float) -> None:
    assert number(words) == value


@given(st.text(alphabet=st.sampled_from("0123456789 .,/-%$pctfromto by an d"), max_size=80))
def test_any_text_gives_ordered_stretches(text: str) -> None:
    found = rates_in(text)
    assert all(0 <= rate.start_char < rate.end_char <= len(text) for rate in found)
    assert [rate.start_char for rate in found] == sorted(rate.start_char for rate in found)
