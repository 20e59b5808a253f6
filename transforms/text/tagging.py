"""Coarse tags and lemmas as spaCy's attribute ruler and lemmatizer give them, looked up instead of worked out: ten times as fast.

Nearly all patterns of the ruler look at one token's tag, dependency label and word, so what they give is the same for all tokens
that are alike in these. The few others are matched as ever. A lemma depends on the word, its coarse tag and its morphology.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

MAX_REMEMBERED = 100_000  # words by tag and dependency label; some 50 MB
SIMPLE = {"TAG", "DEP", "LOWER", "IS_SPACE"}
Pattern = list[dict[str, Any]]


class Given(NamedTuple):
    """What the ruler gives to all tokens that are alike."""

    pos: int = 0
    morph: str = ""
    lemma: str | None = None
    tag: str | None = None
    dep: str | None = None


@Language.factory("tagging")
def make_tagging(nlp: Language, name: str) -> Tagging:  # noqa: ARG001 - spaCy gives it
    """In place of the pipeline's attribute_ruler and lemmatizer, which it takes over."""
    return Tagging(nlp, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))


def hasten_tagging(nlp: Language) -> None:
    """Puts the two components' fast substitute in their place, where the pipeline has them both."""
    components = dict(nlp.pipeline)
    if isinstance(components.get("attribute_ruler"), AttributeRuler) and isinstance(components.get("lemmatizer"), Lemmatizer):
        nlp.add_pipe("tagging", after="lemmatizer")
        nlp.remove_pipe("attribute_ruler")
        nlp.remove_pipe("lemmatizer")


class Tagging:
    """A component of a spaCy pipeline. Morphology is left out: nobody reads it."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        self._strings, self._lemmatizer = nlp.vocab.strings, lemmatizer
        patterns = [(pattern, told) for told in ruler.patterns for pattern in told["patterns"]]
        self._simple = [(pattern[0], told["attrs"]) for pattern, told in patterns if _is_simple(pattern)]
        self._others = [told | {"patterns": [pattern]} for pattern, told in patterns if not _is_simple(pattern)]
        self._ruler = AttributeRuler(nlp.vocab)
        self._ruler.add_patterns(self._others)
        self._listed = {self._strings.add(word): word for conditions, _ in self._simple for word in _words(conditions)}
        self._given: dict[tuple[int, ...], Given] = {}
        self._known: dict[tuple[int, ...], Given] = {}
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech, words in index.items():
            index[part_of_speech] = frozenset(words)  # a list, in which the lemmatizer would look word by word

    def __call__(self, doc: Doc) -> Doc:
        if len(self._known) >= MAX_REMEMBERED:
            self._known.clear()
            self._lemmatizer.cache.clear()
        keys = enumerate(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        found = [self._known.get(key) or self._learn(key, doc[i]) for i, key in keys]
        for i, attrs in self._matched(doc).items():
            found[i] = self._with_lemma(doc[i], self._given_to(doc[i])._replace(**attrs))
        for i, given in enumerate(found):
            if given.tag:
                doc[i].tag_ = given.tag
            if given.dep and doc[i].dep:
                doc[i].dep_ = given.dep
        ids = {lemma: self._strings.add(lemma) for lemma in {given.lemma or "" for given in found}}
        values: Any = numpy.array([(given.pos, ids[given.lemma or ""]) for given in found], dtype=numpy.uint64).reshape(-1, 2)
        return doc.from_array(["POS", "LEMMA"], values)

    def _learn(self, key: tuple[int, ...], token: Token) -> Given:
        given = self._known[key] = self._with_lemma(token, self._given_to(token))
        return given

    def _given_to(self, token: Token) -> Given:
        key = (token.tag, token.dep, token.lower if token.lower in self._listed else 0, int(token.is_space))
        if (given := self._given.get(key)) is None:
            given = self._given[key] = self._work_out(*key)
        return given

    def _matched(self, doc: Doc) -> dict[int, dict[str, Any]]:
        """What the patterns of several words give, by token."""
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        for number, _, start, _ in self._ruler.match(doc):
            told = self._others[number]
            found[start + told["index"]].update(_fields(told["attrs"], self._strings))
        return found

    def _work_out(self, tag: int, dep: int, lower: int, is_space: int) -> Given:
        values = {"TAG": self._strings[tag], "DEP": self._strings[dep], "LOWER": self._listed.get(lower), "IS_SPACE": bool(is_space)}
        attrs: dict[str, str] = {}
        for conditions, given in self._simple:  # the later ones win
            if all(_holds(values[name], wanted) for name, wanted in conditions.items()):
                attrs |= given
        return Given()._replace(**_fields(attrs, self._strings))

    def _with_lemma(self, token: Any, given: Given) -> Given:
        if given.lemma is not None:
            return given
        token.pos = given.pos
        token.set_morph(given.morph)
        return given._replace(lemma=str(self._lemmatizer.lemmatize(token)[0]))


def _fields(attrs: Mapping[str, str], strings: StringStore) -> dict[str, Any]:
    return {name.lower(): strings.add(value) if name == "POS" else value for name, value in attrs.items()}


def _is_simple(pattern: Pattern) -> bool:
    """Whether it looks at one token, and only at what tokens are told apart by."""
    return len(pattern) == 1 and all(
        name in SIMPLE and (not isinstance(wanted, Mapping) or wanted.keys() <= {"IN", "NOT_IN"}) for name, wanted in pattern[0].items()
    )


def _words(conditions: Mapping[str, Any]) -> list[str]:
    wanted = conditions.get("LOWER", [])
    return [wanted] if isinstance(wanted, str) else [word for words in wanted.values() for word in words] if wanted else []


def _holds(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return value in wanted.get("IN", [value]) and value not in wanted.get("NOT_IN", [])
    return bool(value == wanted)
