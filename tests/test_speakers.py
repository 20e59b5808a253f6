"""Who speaks: names, pronouns and descriptions resolved over the article; cases as data."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeDocument
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers
from transforms.text.document import Document
from warehouse.schema import Quote

# text, then kind and name of the speaker of each quote
CASES: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("“We will answer in kind,” said Canadian Trade Minister Claire Dubois.", [("name", "Claire Dubois")]),
    ("Claire Dubois arrived on Monday.\n\n“We will answer in kind,” Dubois said.", [("name", "Claire Dubois")]),
    ("Claire Dubois said the talks had failed. She said a new round would follow.",
     [("name", "Claire Dubois"), ("pronoun", "Claire Dubois")]),
    ("Japan said the duty was unlawful.", [("name", "Japan")]),
    ("The US filed a complaint in May, arguing that the duty was unlawful.", [("name", "United States")]),
    ("The founder of Stone Mills, Peter Stone, claimed that the duty had helped.", [("name", "Peter Stone")]),
    ("Claire Dubois left.\n\nA Danish diplomat said the talks had failed. She said that a new round would follow.",
     [("nominal", "Danish diplomat"), ("pronoun", "Danish diplomat")]),
    ("A spokesman said the talks had failed.", [("nominal", "spokesman")]),
    ("Output fell by a third, according to people familiar with the plan.", [("nominal", "people familiar with the plan")]),
    ("A statement by the European Commission said the duty was unlawful.", [("nominal", "European Commission")]),
    ("The duty was unlawful, according to Brazilian state media reports on Monday.", [("nominal", "Brazilian state media")]),
    ("Monday's report said output fell by a third.", [("nominal", "report")]),
    ("“Nobody asked us before the duty came.”", [("none", None)]),
    ("Claire Dubois was quoted by the radio as saying that the duty was unlawful.", [("name", "Claire Dubois")]),
    ("“We will wait,” said Geneva-based envoy Claire Dubois.", [("name", "Claire Dubois")]),
    ("“We will wait,” the 46-year-old minister shrugged.", [("nominal", "46-year-old minister")]),
    ("“We will wait,” said one of two envoys.", [("nominal", "envoys")]),
    ("Claire Dubois answered: “Why now?” Peter Stone said that he would wait.", [("name", "Claire Dubois"), ("name", "Peter Stone")]),
    ("Claire Dubois opened the talks. “We will wait.” Peter Stone said that he would not.", [("none", "Claire Dubois")]),
    ("According to Claire Dubois, “we will answer in kind.”", [("name", "Claire Dubois")]),
    ("The radio aired footage of Claire Dubois saying, “We will wait.”", [("name", "Claire Dubois")]),
    ("Claire Dubois attacked Peter Stone: “He has no plan for the mills.”", [("name", "Claire Dubois")]),
    ("The mill released a statement saying that output fell by a third.", [("nominal", "mill")]),
    ("Claire Dubois said the mill had closed, adding that output fell.", [("name", "Claire Dubois"), ("name", "Claire Dubois")]),
    ("Claire Dubois said most members think “the duty will never be lifted by this board.”", [("name", "Claire Dubois")]),
    ("Claire Dubois opposed what is “a duty that nobody asked for” in the eyes of the mills.", [("name", "Claire Dubois")]),
    ("Peter Stone opened a mill in Austin. “We will wait,” the Texas senator said.", [("nominal", "Peter Stone")]),
    ("The two signed the agreement. “Exports shall double in a year,” it says in the agreement.", [("pronoun", "agreement")]),
]  # fmt: skip


def said_in(article: Document) -> list[Quote]:
    named = entities(article)
    return speakers(article, quotes(article), named, roles(article, named))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_who_speaks(document: MakeDocument, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(quote.speaker_kind, quote.speaker_name) for quote in said_in(document(text))] == expected


def test_the_speakers_office_comes_with_the_quote(document: MakeDocument) -> None:
    text = "Helen Carter, a former U.S. trade negotiator, spoke in Boston.\n\n“It will not last,” Carter said."
    assert [quote.speaker_role for quote in said_in(document(text))] == ["former trade negotiator"]


def test_an_office_in_a_company_names_the_company(document: MakeDocument) -> None:
    text = "“It will not last,” said Peter Stone, chief executive of the Pacific Steel Corporation."
    assert [quote.speaker_role for quote in said_in(document(text))] == ["chief executive, Pacific Steel Corporation"]


def test_the_same_words_have_the_same_key(document: MakeDocument) -> None:
    texts = ["“It will not last,” Claire Dubois said.", "Dubois said: “It will not  last!”"]
    keys = {quote.quote_key for text in texts for quote in said_in(document(text))}
    assert len(keys) == 1


WORDS = st.sampled_from(["“", "”", '"', "said", "Claire Dubois", "she", "it", "the minister", ",", ".", "that", "according to", "duty",
                         "\n\n", "US", "they", "—", "according", "’", "told", "It will not last"])  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_sound_rows(document: MakeDocument, text: str) -> None:
    article = document("Start. " + text.encode("utf-8", "ignore").decode())
    found = said_in(article)
    for quote in found:
        assert quote.quote_text == " … ".join(article.words(*span) for span in quote.spans)
        assert quote.start_char == quote.spans[0].start_char
        assert quote.end_char == quote.spans[-1].end_char
        if quote.speaker_text is not None:
            assert quote.speaker_start_char is not None
            assert quote.speaker_end_char is not None
            assert article.words(quote.speaker_start_char, quote.speaker_end_char) == quote.speaker_text
        if quote.cue_text is not None and quote.cue_start_char is not None:
            assert article.words(quote.cue_start_char, quote.cue_start_char + len(quote.cue_text)) == quote.cue_text
    assert len({quote.quote_id for quote in found}) == len(found)
