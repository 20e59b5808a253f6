"""When a state of a measure begins and ends, and when it was announced."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Token

from transforms.dates.dates import dates_within
from transforms.measures.past import was_due
from transforms.measures.verbs import Event
from transforms.text.clauses import attached_to, sentence_of, verb_over
from transforms.text.document import Document
from warehouse.schema import DateMention

CLOCK = r"(?:\s+(?:at\s+)?\d{1,2}:\d\d(?:\s+[ap]\.?m\.?)?)?"  # "12:01 a.m."
ONSET = re.compile(
    rf"(?:effective|starting|beginning|start|begin|as\s+of|into\s+(?:effect|force)|(?:takes?|took|in)\s+effect){CLOCK}(?:\s+\w+){{0,3}}?\s*$"
    r"|\beffective,?\s*$|\bfrom\s+$",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"\b(?:until|till|through|up\s+to|by|expire[sd]?\s+(?:on|in)|ending)\s+(?:the\s+end\s+of\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
FOR = re.compile(r"\b(?:for(?:\s+a\s+period\s+of)?|within)\s+(?:an?\s+|another\s+|the\s+)?(?:additional\s+)?$", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|prior\s+to|since|after|announced\s+(?:on|since))\s+(?:the\s+)?$", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
ENTERS = frozenset({"import", "enter", "bring", "ship"})  # "cars imported from July 4"
BY_THEN = re.compile(r"\bby\s+$", re.IGNORECASE)
CHANGES = frozenset({"raised", "lowered", "removed", "eased"})
ENDS = CHANGES | {"paused", "extended", "threatened", "proposed"}
DAY = re.compile(r"\b(?:on|from|in)\s+$", re.IGNORECASE)
EFFECTIVE = re.compile(rf"\beffective{CLOCK}(?:\s+E[SD]?T)?(?:\s+on)?,?\s*$", re.IGNORECASE)
LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
LEFT = 48
HOUR = re.compile(r"\d{1,2}(?::\d\d)?\s+[ap]\.m\.\s+(?:(?:\w+\s+){0,3}time\s+)?(?:on\s+)?$", re.IGNORECASE)
PUT_OFF = frozenset({"postpone", "delay", "defer", "push", "put", "postponement", "deferral"})
ANNOUNCING = frozenset(
    {
        "announce", "say", "declare", "tell", "propose", "sign", "issue", "unveil", "report", "agree", "vow", "threaten", "meet",
        "promise", "write", "direct", "order", "instruct", "pledge", "outline", "reveal", "publish",
    }
)  # fmt: skip
DEALS = frozenset({"accord", "agreement", "deal", "pact", "truce", "treaty"})
MAKING = frozenset({"reach", "sign", "strike", "agree", "conclude", "seal", "make", "announce", "clinch"})


class Times(NamedTuple):
    """The dates of one event. `is_enacted`: what was announced then was done."""

    effective: DateMention | None
    until: DateMention | None
    announced: DateMention | None
    is_enacted: bool = False


def times(event: Event, tokens: Sequence[Token], ruling: Token | None, document: Document, dates: Sequence[DateMention]) -> Times:
    """The dates that belong to an event, by what they say: the first day, the last day, the day it was announced.

    `ruling` is the verb of a court's decision about it, which takes effect the day it is given.
    """
    effective = until = announced = None
    is_shared = False  # whether the first day is that of the verb before, with which the event's is coordinated
    sentence = sentence_of(event.anchor)
    inside = {token.i for token in tokens}
    heads = _heads(event) | ({ruling.i} if ruling is not None else set())
    for mention in dates_within(dates, sentence.start_char, sentence.end_char):
        found = document.tokens(mention.start_char, mention.end_char)
        if not len(found):
            continue
        root = found.root
        left = before_clock(document.text[max(0, mention.start_char - 2 * LEFT) : mention.start_char])[-LEFT:]
        over = attached_to(root)
        begins = over is not None and over.lemma_.lower() in ("start", "begin") and over.head.i in heads  # "for a year, starting on May 1"
        is_near = root.i in inside or begins or (over is not None and over.lemma_.lower() in ENTERS)
        is_after = EFFECTIVE.search(left) is not None and root.i > event.anchor.i
        is_onset = bool(ONSET.search(left)) and (is_near or is_after)
        if over is not None and over != event.anchor and was_due(over, is_undone=event.action == "paused"):
            continue
        if mention.date_type == "duration":
            if root.i in inside and event.relation != "modifier" and (FOR.search(left) or event.action in ("paused", "extended")):
                until = until or mention
        elif mention.date_type != "date" or mention.start_date is None or _is_long(mention) or in_dateline(mention, document):
            continue
        elif is_onset:
            effective = mention
        elif event.is_second and left.endswith("after ") and root.i in inside:
            effective = mention  # "rising to 50 dollars after June 1"
        elif event.anchor.lemma_ == "announce" and left.endswith("announced on ") and attached_to(root) == event.anchor:
            announced = announced or mention
        elif event.action == "in_force" and SINCE.search(left) and _has_lasted(event.anchor) and root.i in inside:
            effective = mention  # "has faced a 50% tariff since August 6"
        elif BEFORE.search(left) or (event.action == "in_force" and mention.date_text.lower() in ("today", "now")):
            continue
        elif (effective is None or is_shared) and BY_THEN.search(left) and root.i in inside and _is_done_by(event, root):
            effective = mention  # "will rise to 50% by 2026", "by June they had imposed duties"
        elif UNTIL.search(left):
            until = mention if root.i in inside else until
        elif root.dep_ in ("nummod", "compound", "nmod") and root.head == event.term.token and event.action in ENDS:
            continue  # "will lift its 1975 embargo"
        elif (head := attached_to(root)) is not None and head.i in heads and effective is None and not _is_of_other(mention, root, event):
            if _announces(head, event):
                announced = announced or mention
            else:
                effective, is_shared = mention, head == event.anchor.head and event.anchor.dep_ == "conj"
        elif effective is None and root.i > event.anchor.i and DAY.search(left) and _is_its_day(root, event):
            effective = mention
    if effective is None and event.term.instrument == "sanction" and event.action == "imposed":
        effective = announced  # a designation binds from the day it is published
    if effective is None and any(
        _is_at_once(token, heads) for token in (*tokens, *_fronted(event)) if sentence.start <= token.i < sentence.end
    ):
        effective = announced or _published(document)
    return Times(effective, until, announced)


def last_day(when: Times, since: date | None, event: Event) -> date | None:
    """The last day of a state: the day told, or its first day and a length: "from July 1 for 90 days".

    `since` is the first day where the text tells none. What is postponed until a day ends on the day before.
    """
    if when.until is None:
        return None
    if when.until.date_type != "duration":
        words = {noun.lemma_.lower() for noun in (event.anchor, *event.nouns)}
        return when.until.start_date - timedelta(days=1) if words & PUT_OFF and when.until.start_date else when.until.end_date
    start = when.effective.start_date if when.effective else since
    length = LENGTH.fullmatch(when.until.duration_iso or "")
    if start is None or length is None:
        return None
    count, unit = int(length[1]), length[2]
    if unit in ("D", "W"):
        return start + timedelta(days=count * (7 if unit == "W" else 1) - 1)
    months = start.month - 1 + count * (12 if unit == "Y" else 1)
    first = date(start.year + months // 12, months % 12 + 1, 1)
    return first + timedelta(days=min(start.day, monthrange(first.year, first.month)[1]) - 2)


def _is_at_once(token: Token, heads: set[int]) -> bool:
    """Whether the word says that an act holds from now: "with immediate effect", "effective immediately"."""
    if token.lower_ == "immediately":  # "took office and immediately lifted the ban" is of that day
        return (token.head.i in heads and token.head.tag_ != "VBD") or token.head.lower_ == "effective"
    return token.lower_ == "immediate" and token.head.lower_ == "effect"


def _fronted(event: Event) -> list[Token]:
    """The words of "effective immediately" before the clause, or behind it after a comma."""
    return [token for child in event.anchor.children if child.lower_ == "effective" for token in child.children]


def _published(document: Document) -> DateMention:
    """The day of publication, for an act that takes effect at once."""
    article = document.article
    return DateMention("", article.article_id, 0, 0, "", "date", article.published_date, article.published_date, None)


def _is_of_other(mention: DateMention, date_word: Token, event: Event) -> bool:
    """Whether a date belongs to the verb before alone: "will double duties on A this year and raise those on B", "A will lift its duty on
    June 3, and B will follow"."""
    over, verb = attached_to(date_word), event.anchor
    is_before = over is not None and verb.dep_ == "conj" and verb.head == over and date_word.i > over.i
    has_own_subject = any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in verb.lefts)  # or a tense of its own
    is_onset = over is not None and _takes_effect(over) and event.action in CHANGES  # "takes effect on May 1 and will fall to 10%"
    return is_before and (mention.start_date != mention.end_date or has_own_subject or is_onset)


def _is_done_by(event: Event, date_word: Token) -> bool:
    """Whether "by" gives the day from which a change holds."""
    if event.action in CHANGES and date_word.i > event.anchor.i:
        return True
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in event.anchor.children)


def _heads(event: Event) -> set[int]:
    """The words whose date is the event's: its predicate and nouns, the verb over its noun, and the verbs coordinated before."""
    found = {event.anchor.i, event.term.token.i, event.phrase.i, *(noun.i for noun in event.nouns)}
    found.update(child.i for child in event.anchor.children if child.dep_ == "nsubj")  # "Peru on Friday raised", hung on the name
    if event.anchor.dep_ == "amod":  # a verb taken for an adjective: its date hangs on its subject
        found.update(left.i for left in event.anchor.head.lefts if left.i < event.anchor.i)
    if event.anchor.dep_ == "advcl" and event.anchor.tag_ == "VBG" and _takes_effect(event.anchor.head):
        found.add(event.anchor.head.i)  # "the pact took effect on Friday, removing duties"
    is_aside = (event.relation, event.action, event.phrase.dep_) == ("bare", "in_force", "pobj")  # "will answer the duty from May on"
    verb = verb_over(event.anchor) if not is_aside else None
    for _ in range(4):
        if verb is None:
            break
        found.add(verb.i)
        links = ("conj", "xcomp", "aux", "ccomp", "advcl") if event.action in ("upheld", "struck_down") else ("conj", "xcomp", "aux")
        verb = verb.head if verb.dep_ in links and verb.head.pos_ in ("VERB", "AUX") else None
    return found


def _has_lasted(verb: Token) -> bool:
    """Whether the perfect tells what began and goes on: "has faced"."""
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have", "'s", "’s") for child in verb.lefts)


def _takes_effect(verb: Token) -> bool:
    """ "Took effect", "entered into force"."""
    objects = (noun for child in verb.rights for noun in (child, *child.children))
    return verb.lemma_.lower() in ("take", "come", "enter", "go") and any(noun.lower_ in ("effect", "force") for noun in objects)


def _hangs_on(date_word: Token, anchor: Token) -> bool:
    """Whether a date belongs to the clause of a verb, though the parse hangs it on a rate or a noun behind it: "from 20% on May 1"."""
    node = date_word
    for _ in range(8):
        if node == anchor:
            return anchor.pos_ == "VERB"
        if node.head == node or node.pos_ in ("VERB", "AUX") or node.dep_ in ("conj", "nsubj", "nsubjpass"):
            return False
        if (
            node.pos_ in ("NOUN", "PROPN")
            and node.ent_type_ not in ("DATE", "PERCENT")
            and node.head.pos_ == "ADP"
            and node.head.lower_ != "on"
        ):
            return False
        node = node.head
    return False


def _is_its_day(date_word: Token, event: Event) -> bool:
    return _hangs_on(date_word, event.anchor) or _is_shared(date_word, event)


def _is_shared(date_word: Token, event: Event) -> bool:
    """Whether a date behind the last of coordinated measures is that of all: "a 10% tariff on oil and a 15% tariff on coal on May 1"."""
    node = attached_to(date_word)
    while node is not None and node.dep_ in ("conj", "appos") and node != event.term.token:
        node = node.head
    return node == event.term.token and event.relation == "object"


def _announces(head: Token, event: Event) -> bool:
    """Whether the date is that of the announcement: it hangs on a verb of saying over the event."""
    if event.anchor.lemma_.lower() in ("announce", "propose", "threaten", "unveil", "promise", "pledge", "vow"):
        return True
    if event.relation == "noun" and head.lemma_.lower() in ("approve", "pass", "adopt"):
        return True  # "approved an increase on Monday"
    over = verb_over(head) if head.pos_ in ("NOUN", "PROPN") else head  # "announced the easing of curbs last month"
    return over is not None and over != event.anchor and over.lemma_.lower() in ANNOUNCING


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


def before_clock(left: str) -> str:
    """What stands before a day, without its hour: "until 12:01 a.m. eastern time on" May 1."""
    return HOUR.sub("", left)


def _is_long(mention: DateMention) -> bool:
    """Whether a stretch dates nothing: one longer than a year, "for the past 25 years", or one that looks back, "in the past month"."""
    is_look_back = mention.date_text.lower().split()[0] in ("past", "recent") and mention.start_date != mention.end_date
    return is_look_back or bool(mention.start_date and mention.end_date and (mention.end_date - mention.start_date).days > 366)


def in_dateline(mention: DateMention, document: Document) -> bool:
    """Whether a date stands in the line of place and date that opens the body."""
    line = document.article.dateline
    start = document.text.find(line) if line else -1
    return start >= 0 and line is not None and start <= mention.start_char < start + len(line)
