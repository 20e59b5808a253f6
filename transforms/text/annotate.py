"""Parses articles with spaCy: tokens, sentences, tags, dependencies, lemmas, names."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from transforms.articles.dateline import dateline_end
from transforms.names.title_words import abbreviations
from transforms.text.document import Document
from transforms.text.models import model_path
from transforms.text.networks import hasten
from transforms.text.paragraphs import paragraphs, reading_text
from transforms.text.tagging import hasten_tagging
from warehouse.schema import Article, Span

NETWORK_LINKS = frozenset({"on", "to", "via", "at"})
TEXTS_AT_ONCE = 32  # copies counted once
CHARACTERS_AT_ONCE = 120_000
DASH = "(?:--|[–—―])"
MARKS_BETWEEN_WORDS = (
    r"[,.!?;:]+(?=[\"“”„«»])",
    r"[\"“”„«»]",
    rf"(?<=[\"“”„«»]){DASH}",
    rf"{DASH}(?=[\"“”„«»])",
    rf"(?<=[)\]])(?:{DASH}|-)(?=[A-Za-z])",
    rf"(?<=[A-Za-z0-9])\)(?=(?:{DASH}|-)[A-Za-z])",
)
CLOCK = frozenset({"a.m.", "p.m."})
ZONES = frozenset({"Eastern", "Central", "Mountain", "Pacific", "ET", "EST", "EDT", "CET", "CEST", "GMT", "BST", "UTC"})
KNOWN_WORDS = 100_000  # word forms that a process remembers at least, as many as two million words of news have; some 50 MB


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """The spaCy pipeline of that name: an installed one, a folder, or a package that carries one in `_model`. Made faster."""
    nlp = spacy.load(model_path(name))
    _tune_tokenizer(nlp)
    hasten(nlp)
    hasten_tagging(nlp)
    gc.collect()
    gc.freeze()  # it lives as long as the process: the collector need not look through it again and again
    return nlp


def _tune_tokenizer(nlp: Language) -> None:
    """Lets the tokenizer part words at what stands between them without a blank: "said—“we lost,”—and", "(Newswire)--China".

    Abbreviated titles end no sentence: "Lt. Gov. Doe", "Amb. Roe".
    """
    tokenizer: Any = nlp.tokenizer
    if tokenizer.infix_finditer is not None:
        tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *MARKS_BETWEEN_WORDS]).finditer
    for word in abbreviations():
        tokenizer.add_special_case(word, [{"ORTH": word}])


def handfuls(articles: Iterable[Article], texts: int = TEXTS_AT_ONCE) -> list[list[Article]]:
    """The articles in lists to be parsed at a time, of like length; copies of a text stand together, and count as one."""
    found: list[list[Article]] = []
    hashes: set[str] = set()
    characters = 0
    for article in sorted(articles, key=lambda a: (len(a.text), a.content_sha256, a.published_date, a.source_path)):
        is_copy = article.content_sha256 in hashes
        if not found or (not is_copy and (len(hashes) == texts or characters + len(article.text) > CHARACTERS_AT_ONCE)):
            found.append([])
            hashes, characters = set(), 0
        found[-1].append(article)
        characters += 0 if is_copy else len(article.text)
        hashes.add(article.content_sha256)
    return found


def memory(nlp: Language) -> AbstractContextManager[object]:
    """Where articles are annotated. What is learned of words is forgotten at its end, once enough are known: memory stays bounded, and
    frequent words are learned once."""
    return nlp.memory_zone() if len(nlp.vocab) >= KNOWN_WORDS else nullcontext()


def annotate(articles: Iterable[Article], nlp: Language) -> Iterator[Document]:
    """The articles with their parse, in the same order. No sentence runs over a paragraph's end or a dateline's.

    Copies that follow each other share one parse.
    """
    groups = [list(group) for _, group in groupby(articles, key=lambda a: (a.content_sha256, a.dateline))]
    spans = [paragraphs(group[0].text) for group in groups]
    docs = (_tokenized(nlp, group[0], among) for group, among in zip(groups, spans, strict=True))
    for group, among, doc in zip(groups, spans, nlp.pipe(docs, batch_size=TEXTS_AT_ONCE), strict=True):
        text = doc.text
        for article in group:
            yield Document(article, among, doc, text)


def _tokenized(nlp: Language, article: Article, spans: tuple[Span, ...]) -> Doc:
    """The article's tokens, with the sentence starts that are certain."""
    text = reading_text(article.text, spans)
    doc = nlp.make_doc(text)
    if "X." in text:
        _part_glued_stops(doc)
    behind_dateline = dateline_end(article.text) if article.dateline else None
    starts = {span.start_char for span in spans} | ({behind_dateline} if behind_dateline is not None else set())
    marks: Any = numpy.array(_sentence_marks(doc, sorted(starts)), dtype=numpy.int64).astype(numpy.uint64)
    return doc.from_array(["SENT_START"], marks)  # set token by token, each would look through the whole text


def _part_glued_stops(doc: Doc) -> None:
    """ "… he posted on X. The ministry …": the tokenizer takes the network and the full stop for an initial."""
    glued = [
        token for token in doc[1:-1] if token.text == "X." and token.nbor(-1).lower_ in NETWORK_LINKS and token.nbor().text[0].isupper()
    ]
    if glued:
        with doc.retokenize() as retokenizer:
            for token in glued:
                retokenizer.split(token, ["X", "."], [(token, 0), (token, 0)])


def _is_shortened(before: str, word: str) -> bool:
    """Whether a full stop is that of an abbreviation with more to come: "12:01 a.m. eastern time", "12:01 a.m. Eastern time"."""
    return len(before) > 1 and before[-1] == "." and (word[0].islower() or (before.lower() in CLOCK and word in ZONES))


def _sentence_marks(doc: Doc, starts: list[int]) -> list[int]:
    """For each token 1 where a sentence starts, -1 where none does, 0 where the parser is to tell."""
    waiting = iter(starts)
    due = next(waiting, None)
    before = ""
    marks = [0] * len(doc)
    for token in doc:
        if token.is_space:
            continue
        if due is not None and token.idx >= due:
            marks[token.i] = 1
            while due is not None and due <= token.idx:
                due = next(waiting, None)
        elif before and (before[-1].isalnum() or _is_shortened(before, token.text)):
            marks[token.i] = -1  # no sentence ends in the middle of words, as the parser sometimes has it
        before = token.text
    return marks
