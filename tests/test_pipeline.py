"""What holds for the rows of any article, whatever its text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.conftest import MakeDocument
from transforms.pipeline import article_rows
from transforms.text.annotate import annotate
from transforms.text.document import Document
from warehouse.derive import arrow_table
from warehouse.schema import TABLE

# Pieces of news, real shapes and broken ones, that hypothesis puts together in any order.
PIECES = [
    "Norway will impose a 25% tariff on steel from Brazil from July 1, Trade Minister Ada Exampla said on Tuesday.",
    "“We had no choice,” she said. “None at all.”",
    '"It was the right moment',
    "'Never,' said Exampla, a former ambassador to the European Union.",
    "according to the U.S. Commerce Department's notice of 3 March 2026",
    "OSLO, May 12 (Meridian) - ",
    "The two sides met in Geneva last week and agreed to pause the duties of 10 pct to 12 1/2 pct for 90 days.",
    "Brasília threatened to retaliate, he added, unless Oslo lifts the ban on beef by the end of the year.",
    "TARIFFS ON STEEL RAISED TO 99999999% AS TALKS FAIL",
    "Under Section 301 of the Trade Act of 1974, quotas of 5,000 tonnes apply until 31 February.",
    "«Non», dit-il — 20%… 5,5 % (ou plus)",
    "\n\n",
    "\n",
    "   \t ",
    "\u200b\ufeff\u00a0",
    "\U0001f600 e\u0301 \u202eabc ﬁ ǅ",
    "( [ { ” ’ ‘ “ \" '",
    "%%% $$ 1/0 0/0/0000 99:99 -5% .5% 1e9 percent",
    "He Lifeng's his her they; it its",
]
PIECE = st.one_of(st.sampled_from(PIECES), st.text(max_size=30))
TEXT = st.lists(PIECE, min_size=1, max_size=12).map(" ".join)
WORDS = {name: table.words for name, table in TABLE.items() if table.words}


def located(row: Any, table: str) -> Iterator[tuple[int, int, str]]:
    """Every stretch that the row claims, with its words."""
    if column := WORDS.get(table):
        yield row.start_char, row.end_char, getattr(row, column)
    if table == "quotes":
        pieces = row.quote_text.split(" … ") if len(row.spans) > 1 else [row.quote_text]
        assert (row.start_char, row.end_char) == (row.spans[0].start_char, row.spans[-1].end_char)
        if len(pieces) == len(row.spans):  # the words themselves may hold the joint
            yield from ((span.start_char, span.end_char, words) for span, words in zip(row.spans, pieces, strict=True))
        if row.cue_text is not None:
            yield row.cue_start_char, row.cue_start_char + len(row.cue_text), row.cue_text
        if row.speaker_text is not None:
            yield row.speaker_start_char, row.speaker_end_char, row.speaker_text


def holds(document: Document) -> None:
    rows = article_rows(document)
    entities = {entity.candidate_id for entity in rows["article_entities"]}
    for table, part in rows.items():
        arrow_table(TABLE[table], part)  # types, vocabularies and what may not be null
        keys = [tuple(getattr(row, column) for column in TABLE[table].key) for row in part]
        assert len(keys) == len(set(keys)), table
        for row in part:
            for start_char, end_char, words in located(row, table):
                assert 0 <= start_char < end_char
                assert document.text[start_char:end_char] == words
            for column in (
                "candidate_id",
                "person_candidate_id",
                "organization_candidate_id",
                "speaker_candidate_id",
                "attributed_to_candidate_id",
            ):
                assert getattr(row, column, None) is None or getattr(row, column) in entities, (table, column)
    for tariff in rows["tariffs"]:
        assert tariff.imposer_codes
        assert tariff.target_codes
        assert all(rate is None or 0 <= rate <= 5000 for rate in (tariff.rate_pct, tariff.rate_from_pct))
        assert 0 <= tariff.confidence <= 1
    for row in (*rows["dates"], *rows["talks"]):
        assert (row.start_date is None) == (row.end_date is None)
        assert row.start_date is None or date(1, 1, 1) < row.start_date <= row.end_date


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, title=st.none() | PIECE)
def test_offsets_give_the_words_back_in_any_text(document: MakeDocument, text: str, title: str | None) -> None:
    if not any(char.isalnum() for char in text):
        return
    holds(document(f"A {text}", title))


@pytest.mark.parametrize("text", PIECES)
def test_every_piece_alone_and_many_times(document: MakeDocument, text: str) -> None:
    holds(document(f"Oslo. {text}"))
    holds(document("\n\n".join(["Oslo.", *[text] * 40])))


def test_the_company_an_article_is_parsed_in_does_not_matter(document: MakeDocument, nlp: Language) -> None:
    articles = [document(f"Oslo. {first}\n\n{second}").article for first, second in pairwise(PIECES)]
    together = [article_rows(parsed) for parsed in annotate(articles, nlp)]
    alone = [article_rows(next(annotate([article], nlp))) for article in articles]
    assert together == alone
