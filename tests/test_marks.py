"""Marks on a text: however they overlap, the pieces give the text back, and each stands under exactly the marks that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.text.marks import Mark, Piece, paragraphs
from transforms.text.paragraphs import paragraphs as spans_of_paragraphs

TEXTS = st.text(alphabet="ab \n<é", max_size=60)
SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("qte"), st.sampled_from("123"))


def mark(text: str, words: str, kind: str = "quote") -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), kind, words, "because")


def test_overlapping_marks_are_cut_where_one_begins_or_ends() -> None:
    text = "He called the 20% tariff unfair."
    said, told = mark(text, "the 20% tariff unfair"), mark(text, "20% tariff", "tariff")
    (pieces,) = paragraphs(text, [said, told])
    assert [(piece.text, {mark.kind for mark in piece.marks}) for piece in pieces] == [
        ("He called ", set()),
        ("the ", {"quote"}),
        ("20% tariff", {"quote", "tariff"}),
        (" unfair", {"quote"}),
        (".", set()),
    ]


def test_a_split_quote_and_a_quote_over_paragraphs_begin_once() -> None:
    text = "“We waited,” she said. “We wait\n\nno more.”"
    first, second = Mark(1, 10, "quote", "q", ""), Mark(text.index("We wait\n"), len(text) - 2, "quote", "q", "")
    found = paragraphs(text, [first, second])
    assert len(found) == 2
    assert [piece.text for pieces in found for piece in pieces if piece.begins] == ["We waited"]
    assert [piece.text for pieces in found for piece in pieces if piece.marks] == ["We waited", "We wait", "no more"]


def test_a_paragraph_a_line_is_a_paragraph_and_a_wrapped_line_is_none() -> None:
    page = paragraphs("Norway taxes steel.\n\nThe duty is 5%.\nIt begins in May.\nNobody was asked.", [])
    assert [pieces[0].text for pieces in page] == ["Norway taxes steel.", "The duty is 5%.", "It begins in May.", "Nobody was asked."]
    wrapped = paragraphs("The ministry said that it had raised the\nduty on paper clips and that it would not\nlower it soon.", [])
    assert len(wrapped) == 1


@given(TEXTS, st.lists(SPANS, max_size=8))
def test_pieces_give_the_text_back_under_the_marks_that_cover_them(text: str, spans: list[tuple[int, int, str, str]]) -> None:
    marks = [Mark(min(a, b, len(text)), min(max(a, b), len(text)), kind, one, "") for a, b, kind, one in spans]
    found = paragraphs(text, marks)
    assert ["".join(piece.text for piece in pieces) for pieces in found] == [text[start:end] for start, end in spans_of_paragraphs(text)]
    pieces = [piece for pieces in found for piece in pieces]
    covered = {(m.kind, m.id) for m in marks if text[m.start_char : m.end_char].strip()}
    begun = [(m.kind, m.id) for piece in pieces for m in piece.begins]
    assert len(begun) == len(set(begun))
    assert covered <= set(begun)
    assert all(_covers(piece) for piece in pieces)


def _covers(piece: Piece) -> bool:
    return bool(piece.text) and all(mark.end_char - mark.start_char >= len(piece.text) for mark in piece.marks)
