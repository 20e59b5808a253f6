"""Where talks stand on the day of publication: still to come, over, or called off."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Token

from transforms.dates.units import Stretch
from transforms.talks.clauses import CLIMB, FUTURE, Frame, hangs_on
from transforms.talks.words import lemma, phrasal, words

DOUBT = frozenset({"may", "might", "could", "would"})


def is_ahead(frame: Frame, days: Stretch | None, published: date) -> bool:
    """Whether the talks, or the deal, are still to come: by their days, else by the words."""
    if days is not None and (days.start > published or days.end < published):
        return days.start > published
    return is_planned(frame)


def is_planned(frame: Frame) -> bool:
    """Whether the words tell the talks, or the deal, as still to come."""
    token, verb = frame.token, frame.verb
    stands = hangs_on(token)
    if {child.lower_ for child in token.children} & words("outcome", "ahead"):
        return True
    if stands in words("outcome", "before") and frame.kind != "agreement":
        return True
    if verb is None or stands in words("outcome", "after") | words("outcome", "ground"):
        return False
    if any(child.dep_ == "acl" and lemma(child) in words("outcome", "scheduled") for child in token.children):
        return True
    if frame.kind == "agreement" and is_subject(frame) and (lemma(verb) not in words("outcome", "starting") or _has(verb, "into")):
        return False  # "the deal will help": there is one
    return _lies_ahead(verb) or (lemma(verb) in words("outcome", "scheduled") and verb.tag_ == "VBN" and frame.kind != "agreement")


def _lies_ahead(verb: Token) -> bool:
    """Whether a verb tells what is to come: "will meet", "are to meet", "is likely to press"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & FUTURE and "have" not in helpers:
        return True
    above = verb.head if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and verb.head != verb else None
    if "to" not in helpers or above is None:
        return False
    is_there = above.tag_ == "VBD" and lemma(above) in words("outcome", "arriving")  # "travelled to meet"
    return not is_there and bool({lemma(above), above.lower_} & (words("outcome", "scheduled") | words("outcome", "moving")))


def is_subject(frame: Frame) -> bool:
    """Whether the talks or the deal are what the verb tells something of."""
    return frame.verb is not None and any(child.dep_ == "nsubj" and frame.token in child.subtree for child in frame.verb.children)


def is_cancelled(frame: Frame) -> bool:
    """Whether talks that were planned were called off: "cancelled a meeting", "the cancellation of the talks"."""
    if frame.kind == "agreement":
        return False
    if frame.verb is not None and _was_to_have(frame.verb):
        return True
    verb, noun = frame.verb, frame.token.head.head if frame.token.dep_ == "pobj" else frame.token
    if lemma(noun) in words("outcome", "cancelled") and frame.token.dep_ == "pobj":
        return True
    is_theirs = frame.token.dep_ in ("dobj", "nsubjpass") or hangs_on(frame.token) == "of"
    return verb is not None and is_theirs and phrasal(verb) in words("outcome", "cancelled") and not is_weighed(verb)


def _was_to_have(verb: Token) -> bool:
    """ "Was to have met": they did not."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return {"to", "have"} <= helpers and verb.head.lower_ in ("was", "were")


def is_weighed(verb: Token) -> bool:
    """Whether an act is only thought of: "could collapse", "considers cancelling"."""
    node = verb
    for _ in range(CLIMB):
        if any(child.lower_ in DOUBT for child in node.children if child.dep_ == "aux"):
            return True
        if node.dep_ not in ("xcomp", "pcomp", "ccomp", "prep", "pobj", "dobj") or node.head == node:
            return False
        node = node.head
        if lemma(node) in words("outcome", "weighed"):
            return True
    return False


def _has(verb: Token, preposition: str) -> bool:
    return any(child.lower_ == preposition for child in verb.children)
