"""When a state of a measure begins and ends, and which state it is in on the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Token

from transforms.measure_times import Times
from transforms.modality import Mode
from warehouse.schema import Action, Direction, MeasureStatus

RELIEF = frozenset({"lowered", "removed", "paused", "eased", "exempted", "struck_down"})
PENDING = frozenset({"threatened", "proposed"})
OLD = timedelta(days=21)


def is_past(anchor: Token) -> bool:
    """Whether the verb tells something over: past tense, a perfect, or a participle after its noun."""
    words = {child.lower_ for child in anchor.children if child.dep_ in ("aux", "auxpass")}
    if words & {"will", "would", "to", "can", "could", "may", "might", "shall", "should"}:
        return False
    if anchor.tag_ == "VBD" or words & {"had", "have", "has", "having", "was", "were", "'d", "'ve"}:
        return True
    return anchor.tag_ == "VBN" and anchor.dep_ in ("acl", "ROOT", "relcl") and not words & {"is", "are", "be", "being"}


def _finite(anchor: Token) -> Token:
    """The verb that gives the time of a gerund: "cut its imports by raising tariffs"."""
    is_means = anchor.tag_ == "VBG" and anchor.dep_ == "pcomp" and anchor.head.lower_ == "by" and anchor.head.head.pos_ == "VERB"
    return anchor.head.head if is_means else anchor


def is_background(anchor: Token, effective: date | None, published: date) -> bool:
    """Whether an event is told as history: a past perfect, or a start weeks before publication."""
    words = {child.lower_ for child in anchor.children}
    if words & {"had", "previously", "earlier", "already", "initially", "originally"} and is_past(anchor):
        return True
    if effective is not None:
        return published - effective > OLD
    return anchor.dep_ in ("acl", "relcl") and is_past(anchor)


def status(
    action: Action, mode: Mode, times_: Times, anchor: Token, published: date, background: bool, is_recent: bool, stands: bool
) -> MeasureStatus:
    """State on the day of publication.

    `is_recent`: the words call it recent, earlier or existing; `stands`: the clause tells no act but what holds, at which rate.
    """
    anchor = _finite(anchor)
    if action in ("threatened", "proposed"):
        return "threatened"
    if action == "in_force":
        return "in_effect"
    start = times_.effective.start_date if times_.effective else None
    if start is not None and start > published:
        return "announced"
    if start is None and anchor.lemma_.lower() in ("announce", "unveil") and anchor.dep_ in ("acl", "relcl"):
        return "announced"
    if stands and mode == "fact":
        return "in_effect"
    is_recent = is_recent and action not in RELIEF  # what is lifted now was the existing measure
    over: MeasureStatus = "paused" if action == "paused" else "ended" if action in ("removed", "struck_down") else "in_effect"
    if action in ("upheld", "struck_down", "exempted"):
        return over if action != "exempted" or mode == "fact" else "announced"
    if start is not None and times_.effective and (times_.effective.end_date or start) <= published:
        return over
    if mode == "decided" and not (is_past(anchor) and any(child.lower_ in ("has", "have", "had") for child in anchor.children)):
        return "announced"
    if background or is_recent or (is_past(anchor) and anchor.lemma_.lower() not in ("announce", "sign", "order", "unveil")):
        return over
    return "announced"


def direction(action: Action, proposed: Action | None) -> Direction:
    """Whether the change restricts trade or frees it."""
    done = proposed or action
    if done in RELIEF:
        return "liberalising"
    if done in ("imposed", "raised", "retaliated", "threatened", "extended"):
        return "restrictive"
    return "neutral"
