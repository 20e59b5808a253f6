"""Items of a list that share the words of the first: "25% tariffs on A and 10% on B", "imposing 20% duties on A, a 25% tariff on B"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from transforms.document import Document
from transforms.measure_slots import Slots
from transforms.measure_terms import Term, modifiers
from transforms.rates import Rate


def listed(slots: Slots, before: Slots | None) -> Slots:
    """A measure that only stands there is another item of the list before it: "imposing 20% duties on A, and a 25% tariff on B"."""
    event = slots.event
    if before is None or event.relation != "bare" or event.action != "in_force" or not slots.said.aims:
        return slots
    is_near = before.event.anchor.sent == event.anchor.sent and before.event.term.instrument == event.term.instrument
    has_rate = "%" in modifiers(event.term.token) and before.event.relation == "object" and before.said.aims
    if not is_near or not has_rate or before.event.anchor.i > event.term.token.i:
        return slots
    shared = event._replace(action=before.event.action, relation="object", anchor=before.event.anchor)
    return replace(slots, event=shared, action=before.action, proposed=before.proposed, mode=before.mode, acting=before.acting)


def elliptic(document: Document, found: list[Term], percents: Sequence[Rate]) -> list[Term]:
    """Rates that stand for a measure named just before: "25% tariffs on A and 10% on B"."""
    extra: list[Term] = []
    by_sentence: dict[int, list[Term]] = {}
    for term in found:
        by_sentence.setdefault(term.token.sent.start, []).append(term)
    for rate in percents:
        tokens = document.tokens(rate.start_char, rate.end_char)
        if not len(tokens) or rate.kind == "cut" or rate.before:
            continue
        root = tokens[-1]
        following = document.doc[root.i + 1] if root.i + 1 < len(document.doc) else None
        if following is None or following.lower_ not in ("on", "for", "against"):
            continue
        dated = root.i + 2 < len(document.doc) and document.doc[root.i + 2].ent_type_ == "DATE"
        if (dated and root.dep_ != "dobj") or _belongs(root, {term.token.i for term in by_sentence.get(root.sent.start, [])}):
            continue
        earlier = [term for term in by_sentence.get(root.sent.start, []) if term.token.i < root.i]
        if earlier:
            extra.append(Term(root, earlier[-1].instrument, back=earlier[-1].token))
    return extra


def _belongs(percent: Token, others: set[int]) -> bool:
    """Whether a percentage is part of a measure's own phrase: "tariffs of 25% on A"."""
    node = percent
    for _ in range(4):
        if node.i in others:
            return True
        if node.head == node or node.dep_ in ("conj", "dobj", "appos"):
            return False
        node = node.head
        if node.pos_ == "VERB":  # "raise the tariff to 25% on A"
            return any(child.i in others for child in node.children if child.dep_ in ("dobj", "nsubj", "nsubjpass"))
    return False
