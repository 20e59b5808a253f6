"""Whether a mention of talks tells a fact or a plan of trade: no condition, no forecast, no talks that nobody held or on other things."""

from __future__ import annotations

from transforms.talks.clauses import CLIMB, Frame, hangs_on
from transforms.talks.words import is_trade, lemma, words

DOUBT = frozenset({"could", "may", "might"})


def is_fact(frame: Frame) -> bool:
    """Whether talks on trade are told as held, under way, planned or called off."""
    return not _is_supposed(frame) and not _is_on_other_things(frame)


def _is_supposed(frame: Frame) -> bool:
    """Whether the clause is only a condition, a forecast, or says that nobody met."""
    node = frame.verb or frame.token
    if frame.kind == "agreement" and (any(child.lower_ == "any" for child in frame.token.children) or _is_possible(frame)):
        return True
    is_none = frame.kind == "agreement" and any(child.lower_ == "no" for child in frame.token.children)
    if is_none and (frame.verb is None or lemma(node) == "have"):
        return True  # "with which it has no trade agreement"
    if frame.kind == "agreement" and frame.token.tag_ == "NNS" and lemma(node) == "have" and node.tag_ in ("VBP", "VBZ"):
        return True  # "who have trade deals with Peru": how things stand, not what happened
    if frame.token == frame.verb and frame.kind != "agreement" and any(child.dep_ == "neg" for child in node.children):
        return True
    if _is_not_held(frame) or _is_called_for(frame):
        return True
    for _ in range(CLIMB):
        if any(child.dep_ == "mark" and child.lower_ in words("supposed", "marks") for child in node.children):
            return True
        if node.tag_ == "VB" and any(child.dep_ == "mark" and child.lower_ == "for" for child in node.children):
            return True  # "buying time for the two to reach a truce"
        if node.dep_ in ("xcomp", "dobj", "pcomp") and lemma(node.head) in words("supposed", "avoided") and node.head != frame.verb:
            return True
        if node.pos_ == "VERB" and [t.lower_ for t in node.doc[max(0, node.i - 2) : node.i]] in (["rather", "than"], ["instead", "of"]):
            return True  # "to hit back rather than negotiate"
        is_forecast = lemma(node) in words("supposed", "forecasts") and node != frame.verb
        if is_forecast and any(c.dep_ == "nsubj" and lemma(c) in words("supposed", "forecasters") for c in node.children):
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def _is_not_held(frame: Frame) -> bool:
    """ "Have not held any talks", "no meeting is planned"."""
    verb = frame.verb
    if frame.kind != "agreement" and any(child.dep_ == "det" and child.lower_ == "no" for child in frame.token.children):
        return True
    if verb is None or frame.kind == "agreement" or frame.token.dep_ not in ("dobj", "nsubjpass"):
        return False
    return lemma(verb) in words("supposed", "holding") and any(child.dep_ == "neg" for child in verb.children)


def _is_possible(frame: Frame) -> bool:
    """ "Could be the first trade deal", "with a deal on the agenda"; "the deal could fail" is one that is there."""
    verb = frame.verb
    token = frame.token
    if verb is not None and lemma(verb) == "oppose":
        return True
    if hangs_on(token) == "with" and any(near.lower_ in ("agenda", "table") for near in token.doc[token.i : token.i + 8]):
        return True
    return verb is not None and token.dep_ in ("attr", "dobj") and any(child.lower_ in DOUBT for child in verb.children)


def _is_called_for(frame: Frame) -> bool:
    """ "Called for talks", "pushed for a quick end of the talks": a demand."""
    return hangs_on(frame.token) == "for" and frame.verb is not None and lemma(frame.verb) in words("supposed", "demands")


def _is_on_other_things(frame: Frame) -> bool:
    """Whether the clause speaks of peace or a merger, and of no trade."""
    own = [frame.token.doc[place] for place in frame.own]
    is_other = any(lemma(token) in words("other_topics", "lemmas") and token.pos_ != "VERB" for token in own)
    return is_other and not any(map(is_trade, own))
