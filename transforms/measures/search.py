"""The measures that an article names: by their nouns, by nouns and rates that point back to them, by verbs of trade."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from spacy.tokens import Token

from transforms.measures.backward import RELIEFS, back_term, pronoun_term, rate_term, remedy_again, same_kind
from transforms.measures.implied import CHANGES, implied_term
from transforms.measures.phrases import lemma, modifiers
from transforms.measures.products import POINTING
from transforms.measures.terms import IsCountry, Term, noun_term, vocabulary
from transforms.measures.trade_verbs import HOLDING, SEVERING, licence, severed, verb_term
from transforms.text.clauses import around, subtree
from transforms.text.document import Document
from warehouse.schema import Instrument

NEAR = 100  # tokens within which "will be exempt" says from what
MEASURES = frozenset({"tariff", "duty", "levy", "quota", "sanction", "embargo"})
AVERAGES = frozenset({"average", "mean", "weighted"})
STEPS = frozenset({"measure", "step", "action"})
SPARES = frozenset({"exempt", "exclude", "spare"})
PRONOUNS = frozenset({"it", "they", "them"})
CATCHES = frozenset({"fishing", "catch", "fish", "fisheries"})
CONTENT_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
ARGUMENTS = frozenset({"dobj", "xcomp", "nsubj", "nsubjpass"})


def terms(document: Document, is_country: IsCountry, named: AbstractSet[int] = frozenset()) -> list[Term]:
    """The measure words of an article, in order.

    `is_country` tells whether a token belongs to the name of a country; `named` are the indices of tokens inside names of laws, agreements
    and bodies, which are no measures themselves.
    """
    found: list[Term] = []
    last: dict[Instrument, Token] = {}
    near = _places(document)
    is_catch = any(lemma(token) == "quota" and CATCHES.intersection(modifiers(token)) for token in near)
    foreign = any(lemma(token) == "tariff" and vocabulary().utilities.intersection(modifiers(token)) for token in near)
    for token in near:
        if token.lower_ in PRONOUNS:
            if (meant := pronoun_term(token, last)) is not None:
                found.append(meant)
            continue
        if not (token.pos_ in CONTENT_WORDS or token.dep_ in ARGUMENTS or token.lower_ in ("free", "that", "those")):
            continue
        term = (
            remedy_again(noun_term(token, is_country), last)
            or back_term(token, last)
            or rate_term(token, last, is_country)
            or verb_term(token, is_country)
            or severed(token, is_country)
            or licence(token, last, is_country)
            or _answer(token)
            or _retaliation(token, last)
            or _relief(token, last)
            or same_kind(token, last)
            or implied_term(token, last)
        )
        if term is not None and token.i in named and lemma(token) not in ("list", "blacklist"):
            continue
        if term is not None and is_catch and term.instrument == "quota" and not _is_trade(term.token):
            continue
        if term is not None and term.instrument == "tariff" and AVERAGES.intersection(modifiers(token)):
            continue  # a statistic, no measure
        if term is not None and foreign and term.instrument == "tariff" and not _is_trade(term.token):
            continue  # a word keeps one sense in a discourse (Gale, Church and Yarowsky 1992)
        if term is not None:
            found.append(term)
            last[term.instrument] = term.back or term.token
    return found


def _places(document: Document) -> list[Token]:
    """The tokens whose base form names a measure somewhere below; the others, most words of a text, name none."""
    words = {word for word in set(document.lemmas) if _is_cue(word)}
    return [document.doc[index] for index, word in enumerate(document.lemmas) if word in words]


@lru_cache(maxsize=1 << 14)
def _is_cue(word: str) -> bool:
    """Whether a base form, or the singular of a plural taken for a name, can name a measure."""
    return not _cues().isdisjoint((word, word[:-1], f"{word[:-3]}y")) or word == "taxis"


@cache
def _cues() -> frozenset[str]:
    words = vocabulary()
    verbs = words.tighten | words.loosen | words.retaliate
    return (
        words.heads
        | verbs
        | words.licences
        | words.back.keys()
        | SEVERING
        | HOLDING
        | STEPS
        | RELIEFS
        | CHANGES
        | POINTING
        | {"rate", "free", "that", "those"}
        | SPARES
        | PRONOUNS
    )


def _is_trade(token: Token) -> bool:
    """Whether words of foreign trade stand around a measure."""
    words = {lemma(near) for near in around(token, 12)}
    return bool(words & {"import", "export", "trade", "customs", "retaliatory", "reciprocal", "exporter", "importer"})


def _relief(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """ "Duty-free" behind its verb, and exemptions received where the article speaks of tariffs."""
    if token.lower_ == "free" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("duty", "tariff"):
        return Term(token, "tariff", is_relief=True) if token.dep_ in ("acomp", "advmod", "oprd", "attr") else None
    if token.lower_ == "exempt" and token.dep_ == "acomp" and "tariff" in last and token.i - last["tariff"].i < NEAR:
        from_what = any(child.lower_ == "from" for child in (*token.children, *token.head.children))
        return None if from_what else Term(token, "tariff", is_relief=True)
    if token.tag_ == "VBN" and token.lemma_ in SPARES and any(child.dep_ == "nsubjpass" for child in token.children):
        recent = [(last[kind].i, kind) for kind in ("tariff", "antidumping") if kind in last and token.i - last[kind].i < NEAR]
        from_what = any(child.lower_ in ("from", "under", "in") for child in token.children)
        return Term(token, max(recent)[1], is_relief=True) if recent and not from_what else None
    if token.dep_ == "dobj" and "tariff" in last and lemma(token) in RELIEFS:
        return (
            Term(token, "tariff", is_relief=True) if token.head.lemma_ in ("receive", "get", "win", "obtain", "secure", "enjoy") else None
        )
    return None


def _answer(token: Token) -> Term | None:
    """Steps whose clause calls them an answer: "the measures that Peru took in retaliation"."""
    if token.pos_ != "NOUN" or lemma(token) not in STEPS or token.head.lower_ == "of":
        return None
    clauses = (near for right in token.rights if right.dep_ in ("relcl", "acl") for near in subtree(right)[:8])
    return Term(token, "other") if any(near.lower_ in ("retaliation", "retaliate", "reprisal") for near in clauses) else None


def _retaliation(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """A verb of retaliation: of the kind of measure the text speaks of, else an unnamed one."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in vocabulary().retaliate:
        return None
    if not last and not _is_trade(token) and MEASURES.isdisjoint(map(lemma, around(token, 12))):
        return None  # "retaliated against the shelling": with arms, where nothing speaks of trade
    return Term(token, "tariff" if "tariff" in last else "other", is_verb=True)
