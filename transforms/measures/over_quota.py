"""The goods of a tariff beyond a quota, which are those of the quota: "steel stays under a quota, above which a 50% tariff applies"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.measures.phrases import complement, lemma
from transforms.text.clauses import sentence_of, subject, verb_over

BEYOND = frozenset({"above", "beyond", "exceeding", "outside", "over", "within", "inside"})
LIMITS = frozenset({"quota", "limit", "level", "threshold", "trq", "volume"})
CLIMB = 5
BACK = 60  # tokens within which "the quota" was told


def goods_of_quota(anchor: Token, tokens: Sequence[Token]) -> list[Token]:
    """The words that can name the goods, by the quota that the clause of a measure points to; none where it points to none."""
    quota = _quota(anchor, tokens)
    if quota is None:
        return []
    heads = complement(quota)
    heads += [child for child in quota.lefts if child.dep_ in ("compound", "nmod")]
    verb = verb_over(quota)
    if verb is not None and verb != anchor:
        heads += [child for child in verb.children if child.dep_ in ("dative", "dobj", "nsubjpass") and child != quota]
        heads += [head for head in (subject(verb),) if head is not None]
    return heads


def _quota(anchor: Token, tokens: Sequence[Token]) -> Token | None:
    for prep in tokens:
        if prep.lower_ not in BEYOND or prep.dep_ != "prep":
            continue
        noun = next((child for child in prep.children if child.dep_ == "pobj"), None)
        if noun is not None and noun.lower_ == "which":
            return _above(anchor)
        is_amount = noun is not None and noun.lower_ in ("that", "this")  # "imports above that"
        is_known = noun is not None and any(child.lower_ in ("the", "that", "this") for child in (noun, *noun.children))
        if noun is not None and is_known and (is_amount or lemma(noun) in LIMITS):
            first = max(0, noun.i - BACK)
            return next((token for token in reversed(noun.doc[first : prep.i]) if lemma(token) == "quota"), None)
    return None


def _above(clause: Token) -> Token | None:
    """The quota that a relative clause hangs on, itself or by its size."""
    node = clause
    for _ in range(CLIMB):
        if lemma(node) == "quota":
            return node
        if node.head == node or node.i < sentence_of(clause).start:
            return None
        node = node.head
    return None
