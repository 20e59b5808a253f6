"""Measures that there must be where somebody asks for their end: "unless Peru drops its levy on wool", "urged Peru to lift its ban"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.modality import Mode
from transforms.measures.phrases import complement, lemma, modifiers
from transforms.measures.status import RELIEF
from transforms.measures.verbs import Event, verbs
from transforms.text.clauses import subject

CONDITIONS = frozenset({"if", "unless", "until"})
CLIMB = 4


def is_presupposed(event: Event, how: Mode) -> bool:
    """Whether what is not told as a fact takes for granted that there is the measure: relief asked for, or made a condition."""
    is_relief = event.action in RELIEF and event.relation in ("object", "noun")
    if how == "demanded":
        return is_relief
    if how != "hypothetical":
        return False
    if event.relation == "bare" and event.action == "in_force":
        return is_identified(event) and "%" in modifiers(event.term.token)  # "if they answer our 25% tariff"
    return is_relief and _condition(event.anchor) is not None and _is_owned(event)


def is_identified(event: Event) -> bool:
    """Whether the words say whose measure it is, and on what or at which rate."""
    return _is_owned(event) and (bool(complement(event.term.token)) or "%" in modifiers(event.term.token))


def _is_owned(event: Event) -> bool:
    nouns = (event.term.token, event.phrase)
    return any(child.dep_ == "poss" or (child.lower_ in ("the", "these", "those")) for noun in nouns for child in noun.children)


def demanding(event: Event) -> Token | None:
    """Who asks for the end of a measure, for it hits him: the subject of the demand, or of the threat with the condition."""
    if event.action not in RELIEF:
        return None
    clause = _condition(event.anchor)
    if clause is not None:
        return subject(clause.head)
    node = event.anchor
    for _ in range(CLIMB):
        if node.dep_ not in ("xcomp", "ccomp", "conj", "dobj", "pcomp", "prep", "pobj") or node.head == node:
            return None
        node = node.head
        if verbs().over.get(lemma(node)) == "demanded" and node.pos_ == "VERB":
            return subject(node)
    return None


def _condition(anchor: Token) -> Token | None:
    """The clause of "if", "unless" or "until" that a verb heads or is coordinated in."""
    node = anchor
    for _ in range(CLIMB):
        if node.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in node.children):
            return node
        if node.dep_ not in ("conj", "xcomp", "dobj") or node.head == node:
            return None
        node = node.head
    return None
