"""When a state of a measure begins and ends, and which state it is in on the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Token

from transforms.dates import dates_within
from transforms.document import Document
from transforms.measure_frames import Event
from transforms.modality import Mode
from warehouse.schema import Action, DateMention, Direction, Instrument, MeasureStatus

ONSET = re.compile(r"(?:effective|starting|beginning|start|begin|as\s+of|in\s+effect|into\s+(?:effect|force)|take\s+effect|takes\s+effect|took\s+effect)(?:\s+\w+){0,3}?\s*$|\beffective,?\s*$|\bfrom\s+$", re.IGNORECASE)  # fmt: skip
UNTIL = re.compile(
    r"\b(?:until|till|through|up\s+to|by|expire[sd]?\s+(?:on|in)|ending)\s+(?:the\s+end\s+of\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
FOR = re.compile(r"\b(?:for(?:\s+a\s+period\s+of)?|within)\s+(?:an?\s+|another\s+|the\s+)?(?:additional\s+)?$", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|prior\s+to|since|after|announced\s+(?:on|since))\s+(?:the\s+)?$", re.IGNORECASE)
EFFECTIVE = re.compile(r"\beffective(?:\s+on)?,?\s*$", re.IGNORECASE)
NOT_WHEN = frozenset({"following", "after", "since", "before", "until", "by", "of", "to", "than"})
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


def times(event: Event, tokens: Sequence[Token], ruling: Token | None, document: Document, dates: Sequence[DateMention]) -> Times:
    """The dates that belong to an event, by what they say: the first day, the last day, the day it was announced.

    `ruling` is the verb of a court's decision about it, which takes effect the day it is given.
    """
    effective = until = announced = None
    sentence = event.anchor.sent
    inside = {token.i for token in tokens}
    heads = _heads(event) | ({ruling.i} if ruling is not None else set())
    for mention in dates_within(dates, sentence.start_char, sentence.end_char):
        found = document.tokens(mention.start_char, mention.end_char)
        if not len(found):
            continue
        root = found.root
        left = document.text[max(0, mention.start_char - LEFT) : mention.start_char]
        is_onset = bool(ONSET.search(left)) and (root.i in inside or (EFFECTIVE.search(left) is not None and root.i > event.anchor.i))
        if mention.date_type == "duration":
            if root.i in inside and (FOR.search(left) or event.action in ("paused", "extended")):
                until = until or mention
        elif mention.date_type != "date" or mention.start_date is None or _is_long(mention) or in_dateline(mention, document):
            continue
        elif is_onset:
            effective = mention
        elif BEFORE.search(left):
            continue
        elif UNTIL.search(left):
            until = mention if root.i in inside else until
        elif (head := attached_to(root)) is not None and head.i in heads and effective is None:
            if _announces(head, event):
                announced = announced or mention
            else:
                effective = mention
    return Times(effective, until, announced)


def _heads(event: Event) -> set[int]:
    """The words whose date is the event's: its predicate and nouns, the verb over its noun, and the verbs coordinated before."""
    found = {event.anchor.i, event.term.token.i, event.phrase.i, *(noun.i for noun in event.nouns)}
    verb = verb_over(event.anchor)
    for _ in range(4):
        if verb is None:
            break
        found.add(verb.i)
        verb = verb.head if verb.dep_ in ("conj", "xcomp", "aux") and verb.head.pos_ in ("VERB", "AUX") else None
    return found


def attached_to(date_word: Token) -> Token | None:
    """The verb or noun that a date says the time of, with at most one preposition between."""
    node = date_word
    for _ in range(5):
        head = node.head
        if head == node:
            return None
        if node.dep_ == "pobj":
            return None if head.lower_ in NOT_WHEN else head.head
        if node.dep_ in ("npadvmod", "advmod", "tmod", "nmod") or head.pos_ in ("VERB", "AUX"):
            return head
        if node.dep_ not in ("compound", "nummod", "amod", "appos", "conj", "det"):
            return head if head.pos_ in ("NOUN", "PROPN") else None
        node = head
    return None


def _announces(head: Token, event: Event) -> bool:
    """Whether the date is that of the announcement: it hangs on a verb of saying over the event."""
    if event.anchor.lemma_.lower() in ("announce", "propose", "threaten", "unveil"):
        return True
    return head != event.anchor and head.lemma_.lower() in ANNOUNCING


def verb_over(token: Token) -> Token | None:
    """The verb that governs a word; the word itself if it is one."""
    node = token
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def deal_date(head: Token, document: Document, dates: Sequence[DateMention]) -> DateMention | None:
    """When the deal was made that changes a measure: the date at "the Geneva agreement reached last month", for "the Geneva accord"."""
    names = {child.lower_ for child in head.children if child.pos_ == "PROPN"}
    if head.lemma_.lower() not in DEALS or not names:
        return None
    for mention in dates:
        found = document.tokens(mention.start_char, mention.end_char)
        verb = verb_over(found.root) if len(found) and mention.date_type == "date" else None
        if verb is None or verb.lemma_.lower() not in MAKING:
            continue
        nouns = [verb.nbor(-1)] if verb.i and verb.nbor(-1).lemma_.lower() in DEALS else []
        nouns += [verb.head] if verb.dep_ in ("acl", "relcl") else [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
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
