"""The words that mark an utterance: verbs of saying, ruling and naming (transforms/data/cues.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from spacy.tokens import Token

DATA = Path(__file__).parents[1] / "data" / "cues.toml"
PARTICLES = {"point": "out", "spell": "out", "go": "on"}  # verbs that speak with their particle only
ASPECTUAL = frozenset({"continue"})  # verbs that speak unless an infinitive follows


@dataclass(frozen=True)
class Cues:
    """Lemmas of cue verbs by what may follow them."""

    statement: frozenset[str]
    ruling: frozenset[str]  # of the statement verbs, those of courts: they speak with a clause behind them only
    showing: frozenset[str]  # of the statement verbs, those that need a source which can speak, or a document
    agreeing: frozenset[str]  # of the statement verbs, those that also say enough alone: "Lund disagreed."
    addressed: frozenset[str]  # of the statement verbs, those with an addressee as their object
    manner: frozenset[str]
    naming: frozenset[str]
    questions: frozenset[str]  # verbs whose object is put a question
    commitment: frozenset[str]
    directive: frozenset[str]
    naming_prepositions: Mapping[str, str]  # how a naming verb joins what it says of its object, "" for without a preposition
    nouns: frozenset[str]  # nouns of saying
    completed: frozenset[str]  # nouns that a clause with "that" completes, other than those of saying
    infinitive_nouns: frozenset[str]  # of the nouns, those that an infinitive completes
    supports: frozenset[str]  # verbs whose subject says what their object, a noun of saying, tells
    documents: frozenset[str]  # nouns for what shows and suggests what it says
    headline_speakers: frozenset[str]  # common nouns that speak in a headline

    @cached_property
    def with_marks(self) -> frozenset[str]:
        """Verbs that introduce words in quotation marks."""
        return self.statement | self.manner

    @cached_property
    def without_marks(self) -> frozenset[str]:
        """Words that tell what somebody said in the writer's words; no other word needs a look at its parse."""
        return self.statement | self.naming | self.commitment | self.directive | self.nouns | {"according", "words", "know", "put"}


def without_verb(token: Token) -> tuple[Token, Token] | None:
    """The first and last word of "according to" and "in the words of", told by "according" and "words"; else None."""
    before, behind = token.doc[max(0, token.i - 2) : token.i].text.lower(), token.doc[token.i + 1 : token.i + 2].text.lower()
    if token.lower_ == "according" and behind == "to":
        return token, token.nbor()
    if token.lower_ == "words" and before == "in the" and behind == "of":
        return token.nbor(-2), token.nbor()
    return None


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cue words, read once."""
    groups = tomllib.loads(DATA.read_text(encoding="utf-8"))
    words = {name: frozenset(word for part in group.values() for word in part) for name, group in groups.items() if name != "judgement"}
    return Cues(
        statement=words["statement"],
        ruling=frozenset(groups["statement"]["ruling"]),
        showing=frozenset(groups["statement"]["showing"]),
        agreeing=frozenset(groups["statement"]["agreeing"]),
        addressed=words["addressed"],
        manner=words["manner"],
        naming=words["naming"],
        questions=words["question"],
        commitment=words["commitment"],
        directive=words["directive"],
        naming_prepositions={verb: preposition for preposition, verbs in groups["judgement"].items() for verb in verbs},
        nouns=frozenset(groups["noun"]["noun"]),
        completed=frozenset(groups["completed"]["noun"]),
        infinitive_nouns=frozenset(groups["noun"]["infinitive"]),
        supports=frozenset(groups["noun"]["support"]),
        documents=words["document"],
        headline_speakers=words["headline"],
    )


def is_statement(token: Token) -> bool:
    """Whether the verb can have a clause as what was said."""
    return _is_verb(token) and token.lemma_.lower() in cues().statement and _has_particle(token)


def is_speaker(token: Token) -> bool:
    """Whether a verb of saying follows right behind the word, which no preposition binds: May, in "May said …"."""
    if token.i + 1 == len(token.doc) or token.dep_ == "pobj":
        return False
    verb = token.nbor()
    return verb.tag_ in {"VBD", "VBZ"} and is_statement(verb)


def introduces_marks(token: Token) -> bool:
    """Whether the verb can introduce words in quotation marks."""
    return _is_verb(token) and token.lemma_.lower() in cues().with_marks and _has_particle(token)


def is_naming(token: Token) -> bool:
    """Whether the verb gives its object a name or a judgement."""
    return _is_verb(token) and token.lemma_.lower() in cues().naming


def commits(token: Token) -> bool:
    """Whether an infinitive after the verb is what its subject says to do."""
    return _is_verb(token) and token.lemma_.lower() in cues().commitment


def directs(token: Token) -> bool:
    """Whether an infinitive after the verb and its object is what somebody is asked to do."""
    return _is_verb(token) and token.lemma_.lower() in cues().directive


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB"


def _has_particle(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma in ASPECTUAL and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        return False  # "continued to ship"
    if lemma in {"swear", "hold"} and any(child.dep_ == "prt" for child in token.rights):
        return False  # "was sworn in", "held back"
    particle = PARTICLES.get(lemma)
    return particle is None or any(child.lower_ == particle for child in token.rights)
