"""Coarse tags and lemmas as spaCy's attribute ruler and lemmatizer give them, looked up instead of worked out: ten times as fast.

Nearly all patterns of the ruler look at one token's tag, dependency label and word, so what they give is the same for all tokens
that are alike in these. The few others are matched as ever. A lemma depends on the word, its coarse tag and its morphology.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

MAX_REMEMBERED = 100_000  # words by tag and dependency label; some 50 MB
SIMPLE = {"TAG", "DEP", "LOWER", "IS_SPACE"}
Pattern = list[dict[str, Any]]
Key = tuple[int, int, int]  # word, tag, dependency label


class Given(NamedTuple):
    """What the ruler gives to all tokens that are alike."""

    pos: int = 0
    morph: str = ""
    lemma: str | None = None
    tag: str | None = None
    dep: str | None = None
    opens: bool = False  # whether a pattern of several words may begin with it


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
        self._ruler: Any = AttributeRuler(nlp.vocab)
        self._ruler.add_patterns(self._others)
        self._openers = [_asked(told["patterns"][0][0]) for told in self._others]
        self._longest = max((len(told["patterns"][0]) for told in self._others), default=0)
        self._listed = {self._strings.add(word): word for conditions, _ in self._simple for word in _words(conditions)}
        self._given: dict[tuple[int, ...], Given] = {}
        self._known: dict[Key, Given] = {}
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part_of_speech, words in index.items():
            index[part_of_speech] = frozenset(words)  # a list, in which the lemmatizer would look word by word

    def __call__(self, doc: Doc) -> Doc:
        if len(self._known) >= MAX_REMEMBERED:
            self._known.clear()
            self._lemmatizer.cache.clear()
        first: dict[Key, int] = {}  # tokens that are alike get the same: what it is, is asked of the first of them
        keys = [(orth, tag, dep) for orth, tag, dep in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        first_of = [first.setdefault(key, i) for i, key in enumerate(keys)]
        found = {i: self._known.get(key) or self._learn(key, doc[i]) for key, i in first.items()}
        values: Any = numpy.zeros((len(doc), 2), dtype=numpy.uint64)
        values[list(found)] = self._values(found.values())
        values = values[first_of]
        special = {i for i, given in found.items() if given.tag or given.dep or given.opens}
        listed = [i for i, alike in enumerate(first_of) if alike in special]
        matched = self._matched(doc, [i for i in listed if found[first_of[i]].opens])
        told = {i: found[first_of[i]] for i in listed}
        told |= {i: self._with_lemma(doc[i], self._given_to(doc[i])._replace(**attrs)) for i, attrs in matched.items()}
        for i, given in told.items():
            if given.tag:
                doc[i].tag_ = given.tag
            if given.dep and doc[i].dep:
                doc[i].dep_ = given.dep
        if matched:
            values[list(matched)] = self._values(told[i] for i in matched)
        return doc.from_array(["POS", "LEMMA"], values)

    def _values(self, found: Iterable[Given]) -> Any:
        """Coarse tag and lemma of each, as spaCy numbers them: an array of two columns."""
        return numpy.array([(given.pos, self._strings.add(given.lemma or "")) for given in found], dtype=numpy.uint64).reshape(-1, 2)

    def _learn(self, key: Key, token: Token) -> Given:
        values = {"TAG": token.tag_, "DEP": token.dep_, "LOWER": token.lower_, "IS_SPACE": token.is_space}
        opens = any(all(_holds(values[name], wanted) for name, wanted in conditions.items()) for conditions in self._openers)
        given = self._known[key] = self._with_lemma(token, self._given_to(token))
        if opens:
            given = self._known[key] = given._replace(opens=True)
        return given

    def _given_to(self, token: Token) -> Given:
        key = (token.tag, token.dep, token.lower if token.lower in self._listed else 0, int(token.is_space))
        if (given := self._given.get(key)) is None:
            given = self._given[key] = self._work_out(*key)
        return given

    def _matched(self, doc: Doc, starts: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What the patterns of several words give, by token. They are looked for where they may begin: over a whole text they cost as much
        as all the rest."""
        matches = {(number, i + start) for i in starts for number, _, start, _ in self._ruler.match(doc[i : i + self._longest])}
        found: dict[int, dict[str, Any]] = defaultdict(dict)
        for number, start in sorted(matches):  # the later patterns win
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
        is_alike = "REGEX" not in wanted or re.search(wanted["REGEX"], value) is not None
        return is_alike and value in wanted.get("IN", [value]) and value not in wanted.get("NOT_IN", [])
    return bool(value == wanted)


def _asked(conditions: Mapping[str, Any]) -> dict[str, Any]:
    """Of a token's conditions those that `_holds` can tell; what else is asked, only the matcher knows."""
    return {
        name: wanted
        for name, wanted in conditions.items()
        if name in SIMPLE and (not isinstance(wanted, Mapping) or wanted.keys() <= {"IN", "NOT_IN", "REGEX"})
    }
