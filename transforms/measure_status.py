"""When a state of a measure begins and ends, and which state it is in on the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Token

from transforms.document import Document
from transforms.measure_frames import Event
from transforms.modality import Mode
from warehouse.schema import Action, DateMention, Direction, Instrument, MeasureStatus, Precision

ONSET = re.compile(r"(?:effective|starting|beginning|start|begin|as\s+of|in\s+effect|into\s+(?:effect|force)|take\s+effect|takes\s+effect|took\s+effect)(?:\s+\w+){0,3}?\s*$|\beffective,?\s*$|\bfrom\s+$", re.IGNORECASE)  # fmt: skip
UNTIL = re.compile(
    r"\b(?:until|till|through|up\s+to|by|expire[sd]?\s+(?:on|in)|ending)\s+(?:the\s+end\s+of\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
FOR = re.compile(r"\b(?:for(?:\s+a\s+period\s+of)?|within)\s+(?:an?\s+|another\s+|the\s+)?(?:additional\s+)?$", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|prior\s+to|since|after|announced\s+(?:on|since))\s+(?:the\s+)?$", re.IGNORECASE)
LEFT = 32
ANNOUNCING = frozenset(
    {
        "announce",
        "say",
        "declare",
        "tell",
        "propose",
        "sign",
        "issue",
        "unveil",
        "report",
        "agree",
        "vow",
        "threaten",
        "meet",
        "promise",
        "write",
    }
)
DEALS = frozenset({"accord", "agreement", "deal", "pact", "truce", "treaty"})
MAKING = frozenset({"reach", "sign", "strike", "agree", "conclude", "seal", "make", "announce", "clinch"})
RELIEF = frozenset({"lowered", "removed", "paused", "eased", "exempted", "struck_down"})
OLD = timedelta(days=21)


class Times(NamedTuple):
    """The dates of one event."""

    effective: DateMention | None
    until: DateMention | None
    announced: DateMention | None


def times(event: Event, tokens: Sequence[Token], document: Document, dates: Sequence[DateMention]) -> Times:
    """The date mentions among the event's tokens, by what they say: the first day, the last day, the day it was announced."""
    effective = until = announced = None
    inside = {token.i for token in tokens}
    for mention in dates:
        found = document.tokens(mention.start_char, mention.end_char)
        if not len(found) or found.root.i not in inside:
            continue
        left = document.text[max(0, mention.start_char - LEFT) : mention.start_char]
        if mention.date_type == "duration":
            if FOR.search(left) or event.action in ("paused", "extended"):
                until = until or mention
        elif (
            found.root.i < tokens[0].i
            or _is_long(mention)
            or in_dateline(mention, document)
            or mention.date_type != "date"
            or mention.start_date is None
            or BEFORE.search(left)
        ):
            continue
        elif UNTIL.search(left):
            until = mention
        elif ONSET.search(left):
            effective = mention
        elif effective is None:
            verb = _verb_over(found.root)
            if (verb is not None and verb.lemma_.lower() in ANNOUNCING and verb != event.anchor) or event.anchor.lemma_.lower() in (
                "announce",
                "propose",
                "threaten",
            ):
                announced = announced or mention
            else:
                effective = mention
    return Times(effective, until, announced)


def deal_date(head: Token, document: Document, dates: Sequence[DateMention]) -> DateMention | None:
    """When the deal was made that changes a measure: the date at "the Geneva agreement reached last month", for "the Geneva accord"."""
    names = {child.lower_ for child in head.children if child.pos_ == "PROPN"}
    if head.lemma_.lower() not in DEALS or not names:
        return None
    for mention in dates:
        found = document.tokens(mention.start_char, mention.end_char)
        verb = _verb_over(found.root) if len(found) and mention.date_type == "date" else None
        if verb is None or verb.lemma_.lower() not in MAKING:
            continue
        nouns = [verb.head] if verb.dep_ in ("acl", "relcl") else [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
        if any(noun.lemma_.lower() in DEALS and names & {child.lower_ for child in noun.children} for noun in nouns):
            return mention
    return None


def _is_long(mention: DateMention) -> bool:
    """Whether a stretch is longer than a year: "for the past 25 years" dates nothing."""
    return bool(mention.start_date and mention.end_date and (mention.end_date - mention.start_date).days > 366)


def in_dateline(mention: DateMention, document: Document) -> bool:
    """Whether a date stands in the line of place and date that opens the body."""
    line = document.article.dateline
    start = document.text.find(line) if line else -1
    return start >= 0 and line is not None and start <= mention.start_char < start + len(line)


def _verb_over(token: Token) -> Token | None:
    node = token
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def precision(mention: DateMention) -> Precision | None:
    """How long the stretch of the calendar is that a date names."""
    if mention.start_date is None or mention.end_date is None:
        return None
    days = (mention.end_date - mention.start_date).days + 1
    steps: tuple[tuple[int, Precision], ...] = ((7, "day"), (31, "month"), (92, "quarter"), (184, "half"))
    return next((name for limit, name in steps if days <= limit), "year")


def is_past(anchor: Token) -> bool:
    """Whether the verb tells something over: past tense, a perfect, or a participle after its noun."""
    words = {child.lower_ for child in anchor.children if child.dep_ in ("aux", "auxpass")}
    if words & {"will", "would", "to", "can", "could", "may", "might", "shall", "should"}:
        return False
    if anchor.tag_ == "VBD" or words & {"had", "have", "has", "was", "were", "'d", "'ve"}:
        return True
    return anchor.tag_ == "VBN" and anchor.dep_ in ("acl", "ROOT") and not words & {"is", "are", "be", "being"}


def is_background(anchor: Token, effective: date | None, published: date) -> bool:
    """Whether an event is told as history: a past perfect, or a start weeks before publication."""
    words = {child.lower_ for child in anchor.children}
    if words & {"had", "previously", "earlier", "already", "initially", "originally"} and is_past(anchor):
        return True
    if effective is not None:
        return published - effective > OLD
    return anchor.dep_ in ("acl", "relcl") and is_past(anchor)


def status(action: Action, mode: Mode, times_: Times, anchor: Token, published: date, background: bool) -> MeasureStatus:
    """State on the day of publication."""
    if action in ("threatened", "proposed"):
        return "threatened"
    if action == "in_force":
        return "in_effect"
    start = times_.effective.start_date if times_.effective else None
    if start is not None and start > published:
        return "announced"
    over: MeasureStatus = "paused" if action == "paused" else "ended" if action in ("removed", "struck_down") else "in_effect"
    if action in ("upheld", "struck_down", "exempted"):
        return over if action != "exempted" or mode == "fact" else "announced"
    if start is not None and times_.effective and (times_.effective.end_date or start) <= published:
        return over
    if mode == "decided":
        return "announced"
    if background or (is_past(anchor) and anchor.lemma_.lower() not in ("announce", "sign", "order", "unveil")):
        return over
    return "announced"


def direction(action: Action, proposed: Action | None, instrument: Instrument) -> Direction:
    """Whether the change restricts trade or frees it."""
    done = proposed or action
    if done in RELIEF:
        return "liberalising"
    if done in ("imposed", "raised", "retaliated", "threatened", "extended"):
        return "restrictive"
    return "neutral"
