"""When a state of a measure begins and ends, and which state it is in on the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.modality import Mode
from transforms.measures.past import is_past, is_reported, lead_in, seen_by
from transforms.measures.rulings import still_stands
from warehouse.schema import Action, DateMention, Direction, MeasureStatus

RELIEF = frozenset({"lowered", "removed", "paused", "eased", "exempted", "struck_down"})
PENDING = frozenset({"threatened", "proposed"})
OLDER = frozenset({"had", "previously", "earlier", "already", "initially", "originally"})
OLD = timedelta(days=21)
DECIDES = frozenset(
    {"announce", "sign", "order", "unveil", "approve", "vote", "authorize", "authorise", "pass", "adopt"}
)  # what has been decided is still to take effect


def _finite(anchor: Token) -> Token:
    """The verb that gives the time of a gerund: "cut its imports by raising tariffs"; "took these steps:" over a list of them."""
    if anchor.lower_.endswith("ing") and anchor.dep_ in ("ROOT", "amod", "compound", "nmod"):
        return lead_in(anchor) or anchor
    is_means = anchor.tag_ == "VBG" and anchor.dep_ == "pcomp" and anchor.head.lower_ == "by" and anchor.head.head.pos_ == "VERB"
    return anchor.head.head if is_means else anchor


def is_background(anchor: Token, effective: DateMention | None, published: date) -> bool:
    """Whether an event is told as history: a past perfect, or a start weeks before publication."""
    words = {child.lower_ for child in anchor.children}
    if words & OLDER and is_past(anchor) and not (words & OLDER == {"had"} and is_reported(anchor)):
        return True
    if effective is not None and effective.start_date is not None:
        lasts = effective.end_date is not None and effective.end_date >= published  # "will double this year"
        return published - effective.start_date > OLD and not (lasts and not is_past(anchor))
    return anchor.dep_ in ("acl", "relcl") and is_past(anchor)


class Told(NamedTuple):
    """How an event is told.

    `is_recent`: the words call the measure recent, earlier or existing; `stands`: the clause tells no act but what holds, at which rate;
    `is_bygone`: it belongs to an earlier term; `is_headline`: there the present tense tells what was done; `is_cut`: to zero, say;
    `is_pause`: what is extended is a pause; `is_enacted`: the text dates the act by which it was done.
    """

    mode: Mode
    verb: Token
    is_background: bool
    is_recent: bool
    stands: bool
    is_bygone: bool
    is_headline: bool
    is_cut: bool
    is_pause: bool
    is_enacted: bool


def status(action: Action, told: Told, effective: DateMention | None, published: date) -> MeasureStatus:
    """State on the day of publication."""
    if action in PENDING:
        return "ended" if told.is_bygone else "threatened"
    if action == "in_force":
        return "in_effect"
    verb = seen_by(_finite(told.verb))
    start = effective.start_date if effective else None
    if action == "extended" and told.is_pause:
        return "paused"  # as it was before
    if start is not None and start > published:
        return "announced"
    if told.is_bygone and told.verb.dep_ != "acl":
        return "unknown"  # whether it still holds is not said
    if start is None and verb.lemma_.lower() in ("announce", "unveil") and verb.dep_ in ("acl", "relcl"):
        return "announced"
    if told.stands and told.mode == "fact":
        return "in_effect"
    over = _outcome(action, told)
    if action in ("upheld", "struck_down", "exempted"):
        return over if action != "exempted" or told.mode == "fact" else "announced"
    if start is not None and effective and (effective.end_date or start) <= published:
        return over
    if told.is_enacted:
        return over
    if told.mode == "decided" and not (is_past(verb) and any(child.lower_ in ("has", "have", "had") for child in verb.children)):
        return "announced"
    return over if _is_done(action, told, verb) else "announced"


def _outcome(action: Action, told: Told) -> MeasureStatus:
    """What is there once it is done."""
    if action == "exempted" and any(child.lower_ == "had" for child in told.verb.children):
        return "ended"  # "Peru had received an exemption": until now
    if action == "struck_down" and still_stands(told.verb):
        return "in_effect"
    if action == "removed" and told.is_cut:
        return "in_effect"  # a rate of zero holds
    return "paused" if action == "paused" else "ended" if action in ("removed", "struck_down") else "in_effect"


def _is_done(action: Action, told: Told, verb: Token) -> bool:
    """Whether the act itself, rather than the decision on it, is told as over."""
    if told.is_background or (told.is_recent and action not in RELIEF):  # what is lifted now was the existing measure
        return True
    is_over = is_past(verb) or (told.is_headline and verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "ROOT")
    return is_over and verb.lemma_.lower() not in DECIDES


def direction(action: Action, proposed: Action | None) -> Direction:
    """Whether the change restricts trade or frees it."""
    done = proposed or action
    if done in RELIEF:
        return "liberalising"
    if done in ("imposed", "raised", "retaliated", "threatened", "extended"):
        return "restrictive"
    return "neutral"
