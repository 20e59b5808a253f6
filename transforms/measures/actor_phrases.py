"""How the name of an actor stands in its phrase and clause."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.actor_words import AMOUNTS, PAIRS
from transforms.measures.phrases import lemma


def counted(amount: Token) -> Token | None:
    """What a word of amount counts: "countries" to "dozens of countries"."""
    if lemma(amount) not in AMOUNTS:
        return None
    return next((noun for prep in amount.rights if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj"), None)


def is_negated(token: Token) -> bool:
    """Whether "non-" stands before an adjective of origin."""
    before = [near.lower_ for near in token.doc[max(0, token.i - 2) : token.i]]
    return before[-1:] in (["non"], ["non-"]) or before in (["non", "-"], ["non", "‑"])


def acts(root: Token) -> bool:
    """Whether a name is a subject, an agent or an owner, or modifies one."""
    node = root
    for _ in range(3):
        if node.dep_ in ("nsubj", "agent") or (node.dep_ in ("nsubjpass", "poss") and node.ent_type_ == "PERSON"):
            return True
        if node.dep_ in ("pobj",) and node.head.dep_ == "agent":
            return True
        if node.dep_ not in ("compound", "amod", "nmod", "poss", "conj", "appos"):
            return False
        node = node.head
    return False


def are_many(noun: Token) -> bool:
    """ "Dozens of countries": none that the text names."""
    counted = (child for of in noun.rights if of.lower_ == "of" for child in of.children)
    return lemma(noun) in AMOUNTS and any(child.tag_ == "NNS" and lemma(child) in PAIRS for child in counted)
