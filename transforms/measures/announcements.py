"""The day a measure was announced, apart from the day it takes effect: "announced on Tuesday that", "in an order signed on June 3"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.dates.dates import dates_within
from transforms.measures.past import is_past
from transforms.measures.slots import Slots
from transforms.measures.verbs import Event
from transforms.text.clauses import attached_to, sentence_of
from transforms.text.document import Document
from warehouse.schema import DateMention

ANNOUNCING = frozenset(
    {
        "announce", "unveil", "reveal", "proclaim", "declare", "publish", "sign", "issue", "order", "direct", "instruct", "adopt",
        "approve", "decide", "propose", "threaten", "vow", "pledge", "promise", "agree", "notify", "outline",
    }
)  # fmt: skip
SAYING = frozenset({"say", "tell", "write", "warn"})  # of what is to come; what there is already was announced before
ACTS = frozenset(
    {
        "order", "proclamation", "decree", "announcement", "decision", "deal", "agreement", "statement", "notice", "letter", "post", "law",
        "bill",
    }
)  # fmt: skip  # what is signed or issued, in whose words a measure stands
ENACTING = frozenset({"in", "by", "with", "through"})
CLIMB = 6


def announced_on(slots: Slots, document: Document, dates: Sequence[DateMention]) -> DateMention | None:
    """The day at the verb that tells the decision: the event's own verb, one above it, or that of its act. Never after publication."""
    event, published = slots.event, document.article.published_date
    verbs = ANNOUNCING if slots.mode == "fact" else ANNOUNCING | SAYING
    sentence = sentence_of(event.anchor)
    telling: set[int] | None = None
    for mention in dates_within(dates, sentence.start_char, sentence.end_char):
        is_day = mention.date_type == "date" and mention.start_date is not None and mention.start_date == mention.end_date
        if not is_day or mention.start_date is None or mention.start_date > published:
            continue
        found = document.tokens(mention.start_char, mention.end_char)
        over = attached_to(found.root) if len(found) else None
        verb = (
            over.head if over is not None and over.dep_ in ("nsubj", "nsubjpass") else over
        )  # "Peru on Friday announced", hung on the name
        if verb is None or verb.lemma_.lower() not in verbs:
            continue
        if telling is None:
            above = [event.anchor] if event.relation == "modifier" else _above(event.anchor)
            telling = {token.i for token in (*above, *_of_acts(event, slots.tokens))}
        if verb.i in telling:
            return mention
    return None


def enacted_on(slots: Slots, document: Document, dates: Sequence[DateMention]) -> DateMention | None:
    """The day of the act by which it was done before publication: "in Decree 12 of March 3, we raised the duty"."""
    event, published = slots.event, document.article.published_date
    sentence = sentence_of(event.anchor)
    for mention in dates_within(dates, sentence.start_char, sentence.end_char):
        found = document.tokens(mention.start_char, mention.end_char)
        if not len(found) or mention.start_date is None or not mention.start_date < published:
            continue
        if slots.action == "removed" and _has_signed(attached_to(found.root), event):
            return mention
        act = _dated(found.root)
        if act is None or act.lemma_.lower() not in ACTS:
            continue
        is_day = mention.start_date == mention.end_date
        verb = act.head.head if act.dep_ == "pobj" and act.head.lower_ in ENACTING else None
        if not is_day or verb is None or not is_past(verb) or event.relation == "modifier":
            continue
        if verb in _above(event.anchor) or (verb == sentence.root and act.i < verb.i):
            return mention
    return None


def _has_signed(verb: Token | None, event: Event) -> bool:
    """Whether the act that lifts a measure was signed then: "signed an order last Friday removing the tariff"."""
    if verb is None or verb.lemma_.lower() not in ("sign", "issue") or not is_past(verb):
        return False
    acts = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() in ACTS]
    return bool(acts) and (event.anchor.head == verb or event.anchor.head in acts)


def _dated(date_word: Token) -> Token | None:
    """The noun that "of" gives a date: "Decree 12 of March 3"."""
    if date_word.dep_ != "pobj" or date_word.head.lower_ != "of":
        return None
    noun = date_word.head.head
    return noun.head if noun.like_num and noun.dep_ in ("nummod", "appos") else noun


def _above(anchor: Token) -> list[Token]:
    """The predicate, and the verbs over its clause."""
    found = [anchor]
    node = anchor
    for _ in range(CLIMB):
        if node.head == node or node.dep_ in ("nsubj", "nsubjpass", "advcl"):
            break
        node = node.head
        found.append(node)
    return found


def _of_acts(event: Event, tokens: Sequence[Token]) -> list[Token]:
    """The clauses behind the measure's noun, or behind the act that imposes it: "a tariff announced on June 3", "an order signed on"."""
    nouns = {event.term.token, event.phrase, *event.nouns}
    nouns |= {token for token in tokens if token.lemma_.lower() in ACTS}
    nouns |= {noun.head for noun in nouns if noun.dep_ == "conj"}
    return [clause for noun in nouns for clause in noun.rights if clause.dep_ in ("acl", "relcl")]
