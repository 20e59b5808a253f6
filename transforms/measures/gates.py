"""Whether the words around an event say enough for a row."""

from __future__ import annotations

import re
from typing import NamedTuple

from transforms.measures.goods import hs_codes
from transforms.measures.phrases import ANSWERS, lemma
from transforms.measures.rates import Rate
from transforms.measures.slots import Facts, Slots
from transforms.measures.status import PENDING, RELIEF
from transforms.measures.targets import complaining
from transforms.text.clauses import sentence_of, subtree
from warehouse.schema import DateMention

CONTENT = re.compile(r"\bcontents?\b")
TRADED = frozenset({"import", "export", "good", "product", "country", "nation", "partner", "ally", "economy", "exporter", "shipment"})


class Filled(NamedTuple):
    """What was found for a row: whom it hits, on what, at which rate, the words of what is no plain rate, since when."""

    aims: tuple[str, ...]
    product: str | None
    after: Rate | None
    rate_text: str | None
    effective: DateMention | None


def is_told(slots: Slots, filled: Filled, facts: Facts) -> bool:
    """Whether a measure is told rather than only named."""
    event = slots.event
    if filled.product is not None and CONTENT.search(filled.product):
        return False  # on which part of a good a duty is counted is no measure of its own
    named = slots.acting.codes and not slots.is_headline and not (event.relation == "noun" and event.action == "lowered")
    if named and not _has_own(slots, filled) and _is_manner(slots, facts):
        return False
    if slots.mode == "possible" and not (slots.acting.codes or filled.aims or filled.product) and event.relation == "object":
        return False  # "tariffs could be cut to zero": by whom, on what?
    cites = _cites_basis(slots, facts)
    if event.relation == "subject" and event.action == "removed" and slots.mode == "decided" and not (cites or _has_own(slots, filled)):
        return False  # "the tariffs will lapse once Peru complies": until when, no step
    if not any((*filled, named)) and not cites:
        return False
    if event.term.instrument == "sanction" and event.action == "imposed" and not (filled.aims or filled.product or facts.bases):
        return False  # on persons of nobody's: no measure on trade
    if event.relation == "bare" and not _is_item(slots, filled) and not _is_described(slots, filled):
        return False
    if event.relation == "preposition" and event.action == "imposed" and not _hits(slots, facts):
        return False  # "hit rock bottom with"
    return not event.is_second or filled.effective is not None or _has_own_rate(slots, filled, facts)


def _is_manner(slots: Slots, facts: Facts) -> bool:
    """Whether a gerund only says how or when something else is done: "helps exporters by removing barriers", "when ordering the duties".

    Relief from definite measures is told all the same, and what is done to a country that the main clause names.
    """
    verb = slots.event.anchor
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    if verb.tag_ != "VBG" or first.tag_ != "VBG" or first.dep_ not in ("advcl", "pcomp"):
        return False
    if slots.action in RELIEF and any(child.lower_ in ("the", "those") for child in slots.event.phrase.children):
        return False
    main = first.head.head if first.dep_ == "pcomp" else first.head
    inside = {token.i for token in subtree(first)}
    return not set(facts.actors.codes(token for token in subtree(main) if token.i not in inside)) - set(slots.acting.codes)


def _has_own(slots: Slots, filled: Filled) -> bool:
    """Whether the words themselves say on whom, on what, at which rate or since when."""
    goods = filled.product is not None and slots.event.term.back is None
    return bool(slots.said.aims or goods or filled.after or filled.rate_text or filled.effective)


def _is_item(slots: Slots, filled: Filled) -> bool:
    """Whether the words are an item of a list: "25% tariffs on goods that ..."."""
    token = slots.event.term.token
    is_fragment = token.dep_ == "ROOT" and sentence_of(token)[-1].i - token.i > 2
    return is_fragment and (filled.after is not None or (slots.event.action == "exempted" and bool(filled.aims)))


def _is_described(slots: Slots, filled: Filled) -> bool:
    """Whether words that only name a measure say enough of it: whose, on whom and on what, or that it is reduced."""
    event = slots.event
    if event.term.instrument == "subsidy":
        return bool(filled.after or slots.acting.codes)
    if filled.after is not None:
        return bool(filled.aims) or filled.product is not None
    owned = any(child.dep_ == "poss" for child in (*event.term.token.children, *event.phrase.children))
    owned = owned or (bool(slots.said.owners) and (slots.action in PENDING or complaining(event) is not None))
    is_changed = event.action in ("lowered", "raised", "eased")
    is_full = bool(slots.acting.codes and slots.said.aims)
    return is_full or (filled.product is not None and (is_changed or bool(slots.acting.codes and owned)))


def _has_own_rate(slots: Slots, filled: Filled, facts: Facts) -> bool:
    """Whether the rate stands in the second clause itself."""
    if filled.after is None:
        return False
    inside = {token.i for token in subtree(slots.event.anchor)}
    return any(token.i in inside for token in facts.document.tokens(filled.after.start_char, filled.after.end_char))


def _cites_basis(slots: Slots, facts: Facts) -> bool:
    """Whether the legal basis named in its own clause tells which measure it is: "the duties under section 122 will end"."""
    if slots.event.relation not in ("object", "subject") or slots.action in PENDING:
        return False
    starts = {token.idx for token in slots.tokens}
    return any(basis.start_char in starts for basis in facts.bases)


def _hits(slots: Slots, facts: Facts) -> bool:
    """Whether what is hit with a measure is a country, goods or somebody, where the clause says it."""
    if lemma(slots.event.anchor) in ANSWERS:
        return True
    hit = next((child for child in slots.event.anchor.children if child.dep_ in ("dobj", "nsubjpass")), None)
    if hit is None:
        return bool(slots.said.aims)
    named = facts.actors.codes(subtree(hit)) or hs_codes(" ".join(token.text for token in subtree(hit)))
    return bool(named) or lemma(hit) in TRADED or hit.pos_ in ("PROPN", "PRON")
