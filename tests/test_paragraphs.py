"""Paragraphs, and the reading text that never moves an offset."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.paragraphs import paragraphs, reading_text

WRAPPED = (
    "The ministry said that it had raised the\nduty on paper clips and that it would not\nlower it soon.",
    "The minister was away and could not be\nreached.",
)
LISTED = (
    "The order does\nthe following things to all\nimporters",
    "-   It raises the duty on\n    paper clips.",
    "-   It ends the quota.",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("First one.\nSecond one.\nThird one.", ["First one.", "Second one.", "Third one."], id="one paragraph a line"),
        pytest.param("First one.\n\nSecond one.", ["First one.", "Second one."], id="blank lines"),
        pytest.param("\n    ".join(WRAPPED), list(WRAPPED), id="wrapped at a column"),
        pytest.param("\n".join(LISTED), list(LISTED), id="list items with hanging indents"),
    ],
)
def test_where_paragraphs_end(text: str, expected: list[str]) -> None:
    assert [text[span.start_char : span.end_char] for span in paragraphs(text)] == expected


def test_a_headline_in_capitals_takes_the_capitals_of_the_body() -> None:
    text = "NORLAND RAISES DUTY ON PAPER CLIPS\n\nThe government of Norland raised the duty on paper clips."
    assert reading_text(text, paragraphs(text)).splitlines()[0] == "Norland Raises duty on paper clips"


def test_a_wrap_is_a_blank_for_the_parser() -> None:
    text = "The ministry said that it had raised the\nduty on paper clips and that it would not\nlower it soon."
    assert "\n" not in reading_text(text, paragraphs(text))


@given(st.text(alphabet=st.sampled_from(list("aB .\n-“”\"'…İß\u2011\u00a0*#1(\t")), max_size=200) | st.text(max_size=100))
def test_no_offset_moves(text: str) -> None:
    spans = paragraphs(text)
    assert len(reading_text(text, spans)) == len(text)
    assert all(a.end_char <= b.start_char for a, b in pairwise(spans))
    assert " ".join(text[s.start_char : s.end_char] for s in spans).split() == text.split()
