"""The action that rates, tense and the words of an answer make of what the verb tells."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.modality import CAPS
from transforms.measures.phrases import ANSWERS, lemma, modifiers
from transforms.measures.rates import Rate
from transforms.measures.slots import Slots
from transforms.measures.verbs import Event
from transforms.text.clauses import subject, subtree
from warehouse.schema import Action

HITS = frozenset({"tariff", "duty", "levy", "tax", "surcharge", "quota", "ban", "embargo", "sanction", "curb", "restriction"})
HIGHER = frozenset({"higher", "increased", "stiffer", "steeper"})
GIVEN = frozenset({"provide", "grant", "offer", "give", "allocate", "open", "benefit"})


def refined(slots: Slots, after: Rate | None, before: Rate | None) -> Action:
    """The action that the rates and the tense tell: from 25% down to 10% is lowered, a duty that will be faced is imposed."""
    action = slots.action
    if action == "imposed" and slots.mode == "fact" and _is_habit(slots):
        return "in_force"
    if action == "imposed" and slots.event.relation == "modifier" and _only_stands(slots.event):
        return "in_force"
    if action == "imposed" and slots.event.relation == "object" and _is_more(slots.event):
        action = "raised"
    old, new = (before.percent if before else None), (after.percent if after else None)
    if old and new is not None and old != new and action in ("imposed", "in_force"):
        return "raised" if new > old else "lowered"
    if (
        action == "in_force"
        and slots.mode == "decided"
        and slots.event.anchor.lemma_.lower() in ("face", "pay", "be", "subject", "have", "accept", "bear", "attract", "carry")
    ):
        return "imposed"
    if action == "in_force" and slots.event.anchor.lemma_.lower() in CAPS and slots.said.aims and _is_negated(slots.event.anchor):
        return "exempted"  # "the tariff on Peruvian wine will not exceed 10%": the rest is let off
    if action == "in_force" and slots.event.term.instrument == "quota" and slots.event.anchor.lemma_.lower() in GIVEN:
        return "eased"  # who offers a quota lets goods in
    if action == "lowered" and after is not None and after.percent == 0:
        return "removed"
    if action in ("imposed", "raised") and _retaliates(slots.event):
        return "retaliated"
    return action


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _only_stands(event: Event) -> bool:
    """Whether a participle says no more than that there is a measure: "than the quotas imposed on wool", not by whom and when."""
    verb = event.anchor
    if verb.dep_ != "acl" or verb.tag_ != "VBN":
        return False
    is_told = any(child.dep_ == "agent" or child.lower_ == "by" for child in verb.children)
    return not is_told and not any(token.ent_type_ == "DATE" for token in subtree(verb))


def _is_more(event: Event) -> bool:
    """Whether what is imposed is more than there was: "announced higher duties on wool"."""
    is_compared = any(near.lower_ == "than" for near in subtree(event.anchor))
    return bool(HIGHER.intersection(modifiers(event.term.token)[:3])) and not is_compared


def _is_habit(slots: Slots) -> bool:
    """Whether a plain present tells what a government does all along: "Canada imposes quotas on cheese"."""
    verb = slots.event.anchor
    head = subject(verb)
    is_bound = any(child.dep_ in ("aux", "auxpass") or (child.dep_ == "advcl" and not _contrasts(child)) for child in verb.children)
    is_plain = verb.tag_ in ("VBZ", "VBP") and not is_bound
    is_state = head is not None and (head.ent_type_ in ("GPE", "NORP") or head.lower_ in ("we", "they", "it") or _is_compared(verb))
    return is_plain and verb.lemma_ != "announce" and is_state and not slots.is_headline


def _is_compared(verb: Token) -> bool:
    """Whether what is charged is compared with what others charge: "impose higher duties", "a higher tariff than Peru"."""
    return any(child.lower_ in ("higher", "lower") for noun in verb.children if noun.dep_ == "dobj" for child in noun.children)


def _contrasts(clause: Token) -> bool:
    return any(child.lower_ in ("while", "whereas", "although", "though", "but", "than") for child in clause.children)


def _is_answer(phrase: Token) -> bool:
    """ "In retaliation for", "in response to" a measure of the other side."""
    if phrase.dep_ != "prep" or phrase.lower_ not in ("in", "as"):
        return False
    nouns = [child for child in phrase.children if child.lower_ in ("retaliation", "reprisal", "response", "answer")]
    return any(
        noun.lower_ in ("retaliation", "reprisal") or lemma(aim) in HITS
        for noun in nouns
        for prep in noun.rights
        for aim in prep.children
        if aim.dep_ == "pobj"
    )


def _retaliates(event: Event) -> bool:
    """Whether the clause calls the measure an answer."""
    if {"retaliatory", "retaliation", "tit"} & set(modifiers(event.term.token)):
        return True
    if event.relation == "preposition" and event.anchor.lemma_.lower() in ANSWERS:
        return True
    if any(_is_answer(child) for child in event.anchor.children):
        return True
    over = event.anchor
    for _ in range(4):
        words = {child.lower_ for child in over.children}
        if over.lemma_.lower() in ANSWERS or (over.lemma_.lower() in ("hit", "strike", "lash", "fire", "fight") and "back" in words):
            return True
        if over.dep_ not in ("advcl", "xcomp", "pcomp", "conj", "prep"):
            return False
        over = over.head
    return False
