"""Whether a word that can name talks has that sense where it stands: "phone call", not "call for reform"; "met Modi", not "met demand"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.talks.clauses import INNER, capital_codes, destination_codes
from transforms.talks.words import Kind, is_trade, lemma, words

SETTLED_WITHIN = 8  # tokens from "settlement" to the dispute


def has_sense(token: Token, kind: Kind) -> bool:
    """Whether the word is one of talks."""
    return _verb_has(token) if token.pos_ == "VERB" else _noun_has(token, kind)


def _verb_has(verb: Token) -> bool:
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    word = lemma(verb)
    if word in words("verbs", "speaking"):
        return any(
            n.lower_ in words("company", "telephone") for child in verb.children if child.dep_ in ("prep", "agent") for n in child.subtree
        )
    if word in words("verbs", "disputing"):
        ended = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
        return verb.tag_ in ("VBD", "VBN") and any(lemma(child) in words("company", "dispute") for child in ended)
    if word == "agree" and _is_own_decision(verb):
        return False
    if word in words("verbs", "traveling"):
        return bool(destination_codes(verb))
    if word in words("verbs", "hosting"):
        return any(o.ent_type_ == "PERSON" or lemma(o) in words("met", "people") for o in objects)
    return word != "meet" or all(o.pos_ in ("PROPN", "PRON") or lemma(o) in words("met", "people") for o in objects)


def _is_own_decision(verb: Token) -> bool:
    """Whether a government agrees within itself on what it does to another: "the Commission agreed to impose duties on Peru"."""
    acts = any(child.dep_ == "xcomp" and lemma(child) in words("verbs", "alone") for child in verb.children)
    who = [child for child in verb.children if child.dep_ == "nsubj"]
    is_joint = any(child.lower_ == "with" for child in verb.children) or any(noun.conjuncts or noun.ent_type_ != "ORG" for noun in who)
    return acts and not is_joint


def _noun_has(noun: Token, kind: Kind) -> bool:
    inner = {form for child in noun.children if child.dep_ in INNER for form in (child.lower_, lemma(child))}
    before = [token for child in noun.lefts for token in child.subtree]
    if noun.dep_ in ("compound", "amod", "nmod") or inner & words("not_talks", "modifiers"):
        return False
    if kind == "agreement" and "General" in {token.text for token in before}:
        return False  # GATT, under whose rules one trades
    is_text = noun.pos_ == "PROPN" or lemma(noun) == "framework"
    if kind == "agreement" and is_text and any(name in " ".join(t.text for t in before) for name in words("multilateral", "trade_bodies")):
        return False  # "the WTO Agreement on Trade in Civil Aircraft"
    of_bodies = any(name in " ".join(t.text for t in before) for name in words("multilateral", "bodies"))
    if kind == "meeting" and of_bodies and not any(map(is_trade, before)):
        return False  # a summit of many states, not on trade by its name
    if lemma(noun) == "memorandum" and not any(lemma(word) in words("company", "memorandum") for word in _behind(noun, "of")):
        return False  # a president's order
    if lemma(noun) == "round":
        return not any(child.lower_ == "of" for child in noun.children) and bool(inner & words("company", "round"))
    if lemma(noun) == "settlement":
        return any(lemma(word) in words("company", "dispute") for word in noun.doc[noun.i : noun.i + SETTLED_WITHIN])
    if lemma(noun) == "consultation" and noun.head.lower_ == "in":  # "in consultation with": a way to decide
        return False
    if lemma(noun) in words("company", "journeys"):
        return any(capital_codes(city) for city in _behind(noun, "to"))
    return kind != "call" or bool(inner & words("company", "call")) or _is_between_persons(noun)


def _is_between_persons(call: Token) -> bool:
    """ "A call with Modi", "a call between A and B"; "the call ended", of one told before."""
    partners = [*_behind(call, "with"), *_behind(call, "between")]
    is_told = any(child.lower_ in ("the", "their") for child in call.children) and lemma(call.head) in words("company", "of_calls")
    return is_told or any(noun.ent_type_ == "PERSON" or lemma(noun) in words("met", "people") for noun in partners)


def _behind(noun: Token, preposition: str) -> Iterator[Token]:
    return (word for child in noun.children if child.lower_ == preposition for word in child.children if word.dep_ == "pobj")
