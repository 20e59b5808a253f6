"""The pipeline as it is run finds what spaCy's own does, only faster."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from flows.settings import Settings
from tests.conftest import NOW, SAMPLES
from tests.test_pipeline import PIECES
from transforms.articles.clean import clean
from transforms.articles.raw import RawArticle
from transforms.text.annotate import annotate, handfuls
from transforms.text.models import model_path
from warehouse.schema import Article

TEXTS = [
    *(path.read_text() for path in sorted(SAMPLES.rglob("*.txt"))),
    *PIECES,
    "There's no way we're gonna let's say he ain't got the duties he'd had; y'all should've known. 'Tis nothin' new, ol' friend.",
    "He does have to; they've done what was to be done. I saw it, and it saw me. But for you, that is what there is, isn't it?",
    "",
]


def told(doc: Doc) -> list[tuple[Any, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_, t.is_sent_start) for t in doc]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(model_path(Settings().model))


def test_tags_lemmas_trees_and_names_are_spacys_own(plain: Language, nlp: Language) -> None:
    assert {"attribute_ruler", "lemmatizer"} & set(plain.pipe_names)
    assert not {"attribute_ruler", "lemmatizer"} & set(nlp.pipe_names)
    for _ in range(2):  # what is remembered outlives the memory of the texts that it was learned from
        with nlp.memory_zone():
            for one, other in zip(plain.pipe(TEXTS), nlp.pipe(TEXTS), strict=True):
                assert told(one) == told(other)
                assert numpy.allclose(one.tensor, other.tensor, atol=1e-4)


def article(text: str, path: str, day: str) -> Article:
    return clean(RawArticle(path, text, published_at=day), "0" * 64, NOW, NOW.replace(tzinfo=None), "run", "0")


def test_copies_share_one_parse_and_keep_their_own_dates(nlp: Language) -> None:
    text = "OSLO, May 12 - The duty takes effect on Friday, Exampla said."
    copies = [article(text, f"{n}.json", f"2026-05-{n}") for n in (12, 13, 20)]
    (handful,) = handfuls([copies[0], article("Another, longer text altogether. " * 4, "x", "2026-05-12"), *copies[1:]])
    documents = list(annotate(handful, nlp))
    assert [document.article for document in documents] == handful
    shared = [document for document in documents if document.article in copies]
    assert len({id(document.doc) for document in shared}) == 1
    assert [document.article.published_date.day for document in shared] == [12, 13, 20]


def test_a_handful_is_bounded_and_holds_texts_of_like_length() -> None:
    articles = [article(f"Number {n}. " + "The duty stays, Exampla said. " * n, f"{n}.json", "2026-05-12") for n in range(120)]
    found = handfuls(articles)
    assert sorted(a.source_path for handful in found for a in handful) == sorted(a.source_path for a in articles)
    lengths = [len(a.text) for handful in found for a in handful]
    assert lengths == sorted(lengths)
    assert all(len(handful) <= 32 for handful in found)
