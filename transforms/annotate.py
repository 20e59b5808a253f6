"""Parses articles with spaCy: tokens, sentences, tags, dependencies, lemmas, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from transforms.dateline import dateline_end
from transforms.document import Document
from transforms.paragraphs import paragraphs, reading_text
from warehouse.schema import Article, Span

NETWORK_LINKS = frozenset({"on", "to", "via", "at"})
BATCH_TEXTS = 32  # texts of about 500 words that spaCy takes at a time


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """The spaCy pipeline of that name: an installed one, a folder, or a package that carries one in `_model`."""
    return spacy.load(_model_path(name))


def model_version(name: str) -> str:
    """The version that the pipeline gives itself, read without loading it."""
    return str(spacy.util.load_meta(_model_path(name) / "meta.json")["version"])


def _model_path(name: str) -> Path:
    if spec := find_spec(name) if name.isidentifier() else None:
        package = Path(spec.origin or "").parent
        inside = [package / "_model", package, *sorted(package.glob(f"{name}-*"))]
        if found := next((path for path in inside if (path / "config.cfg").exists()), None):
            return found
    if (Path(name) / "config.cfg").exists():
        return Path(name)
    raise ValueError(f"no spaCy pipeline {name!r}: install it, or set TRADEWIRE_MODEL to one that is installed")


def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[Document]:
    """The articles with their parse, in the same order. No sentence runs over a paragraph's end or a dateline's."""

    def prepared() -> Iterator[tuple[Doc, tuple[Article, tuple[Span, ...]]]]:
        for article in articles:
            spans = paragraphs(article.text)
            behind_dateline = dateline_end(article.text) if article.dateline else None
            starts = sorted({span.start_char for span in spans} | ({behind_dateline} if behind_dateline is not None else set()))
            yield _tokenized(nlp, reading_text(article.text, spans), starts), (article, spans)

    for doc, (article, spans) in nlp.pipe(prepared(), as_tuples=True, batch_size=BATCH_TEXTS):
        yield Document(article, spans, doc)


def _without_glued_stops(doc: Doc) -> Doc:
    """ "… he posted on X. The ministry …": the tokenizer takes the network and the full stop for an initial."""
    glued = [
        token for token in doc[1:-1] if token.text == "X." and token.nbor(-1).lower_ in NETWORK_LINKS and token.nbor().text[0].isupper()
    ]
    if glued:
        with doc.retokenize() as retokenizer:
            for token in glued:
                retokenizer.split(token, ["X", "."], [(token, 0), (token, 0)])
    return doc


def _tokenized(nlp: Language, text: str, sentence_starts: Iterable[int]) -> Doc:
    doc = _without_glued_stops(nlp.make_doc(text))
    starts = iter(sentence_starts)
    due = next(starts, None)
    before = ""
    for token in doc:
        if token.is_space:
            continue
        if due is not None and token.idx >= due:
            token.is_sent_start = True
            while due is not None and due <= token.idx:
                due = next(starts, None)
        elif before and before[-1].isalnum():
            token.is_sent_start = False  # no sentence ends in the middle of words, as the parser sometimes has it
        before = token.text
    return doc
