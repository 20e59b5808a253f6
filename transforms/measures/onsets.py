"""First days told a sentence later: "Peru will raise its duty. The decree takes effect on June 3."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from spacy.tokens import Span, Token

from transforms.dates.dates import dates_within
from transforms.measures.phrases import lemma
from transforms.measures.slots import Facts, Slots
from transforms.measures.status import PENDING
from transforms.measures.times import Times, before_clock
from transforms.text.clauses import sentence_of, subtree
from transforms.text.document import Document
from warehouse.schema import DateMention

ACTS = frozenset(
    {
        "act", "ban", "change", "control", "curb", "cut", "decree", "decision", "duty", "hike", "increase", "law", "levy", "limit",
        "measure", "move", "order", "proclamation", "quota", "rate", "reduction", "regulation", "requirement", "restriction", "rule",
        "step", "surcharge", "surtax", "tariff", "tax", "they", "it", "these", "which", "pause", "suspension", "exemption",
        "modification",
    }
)  # fmt: skip
STARTS = re.compile(
    r"\b(?:(?:takes?|took|taking|into|in)\s+(?:effect|force)|(?:is|are|was|were|be|becomes?)\s+effective|effective|appl(?:y|ies|ied)|starts?|begins?)\b",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:on(?:\s+or\s+after)?|from|as\s+of|in|starting|beginning|effective|of|effect|force)\s+(?:the\s+)?$|(?:n[o'’]t|never)\b.{0,40}\buntil\s+$|^\W*$",
    re.IGNORECASE,
)
DAYS = re.compile(r"P(\d{1,3})([DW])")
SIGNING = re.compile(
    r"\s+(?:after|from|following)\s+(?:(?:its\s+|the\s+|their\s+)?(?:signing|signature|publication|today)\b"
    r"|the\s+date\s+of\s+this\s+(?:order|proclamation)\b)",
    re.IGNORECASE,
)
FRONTED = re.compile(r"^\W*(?:from|as\s+of|starting|beginning|effective)\s+$", re.IGNORECASE)
ALL_OF_IT = re.compile(
    r"\b(?:take|implement|carry\s+out|make|complete)\s+(?:all\s+)?(?:of\s+)?(?:these|the\s+following|those)\s+"
    r"(?:actions?|measures?|steps?|changes|modifications|commitments)\b",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:by|on|from|before)\s+$", re.IGNORECASE)
RECENT = timedelta(days=7)
ENDINGS = frozenset({"removed", "paused", "exempted", "struck_down"})  # "the tariff took effect" tells of none of these
REACH = 2  # sentences after the measure


class Onset(NamedTuple):
    """A sentence that says from when what was told before holds. `owner` is the word of its subject, none where a date opens it."""

    mention: DateMention
    owner: Token | None
    sentence: Span


class Starts(NamedTuple):
    """The first days that an article tells apart from the measures: by the first token of their sentence, and the one of all."""

    by_sentence: dict[int, Onset]
    general: Onset | None


def onset_of(sentence: Span, document: Document, dates: Sequence[DateMention]) -> Onset | None:
    """The first day in a sentence on a measure told before."""
    text = sentence.text
    for mention in dates_within(dates, sentence.start_char, sentence.end_char):
        signed = _after_signing(mention, sentence, document)
        mention = signed or mention
        if mention.date_type != "date" or mention.start_date is None:
            continue
        left = before_clock(text[: mention.start_char - sentence.start_char])
        if FRONTED.match(left):
            return Onset(mention, None, sentence)
        if not (signed or LEFT.search(left[-60:])) or not STARTS.search(left):
            continue
        found = document.tokens(mention.start_char, mention.end_char)
        verb = _start_verb(found.root) if len(found) else None
        owner = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None) if verb is not None else None
        if owner is not None and _points_back(owner):
            return Onset(mention, owner, sentence)
    return None


def _after_signing(mention: DateMention, sentence: Span, document: Document) -> DateMention | None:
    """The day of "30 days after signing", counted from the day of publication."""
    days = DAYS.fullmatch(mention.duration_iso or "")
    behind = sentence.text[mention.end_char - sentence.start_char :]
    if days is None or not SIGNING.match(behind):
        return None
    start = document.article.published_date + timedelta(days=int(days[1]) * (7 if days[2] == "W" else 1))
    return replace(mention, date_type="date", start_date=start, end_date=start)


def _start_verb(date_word: Token) -> Token | None:
    node = date_word
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX") and STARTS.search(" ".join(token.text for token in subtree(node))):
            return node
        if node.head == node or node.dep_ in ("nsubj", "nsubjpass", "relcl", "acl"):
            return None
        node = node.head
    return None


def _points_back(owner: Token) -> bool:
    """Whether a subject is a definite word for a measure or the act that orders it."""
    if lemma(owner) not in ACTS and owner.lower_ not in ACTS:
        return False
    points = (child.lower_ not in ("a", "an") for child in owner.children if child.dep_ in ("det", "poss") or child.lower_ == "such")
    return owner.pos_ == "PRON" or any(points)


def onsets(document: Document, dates: Sequence[DateMention]) -> dict[int, Onset]:
    """Such sentences of an article by the index of their first token."""
    words = (document.tokens(mention.start_char, mention.end_char) for mention in dates)
    dated = {sentence.start: sentence for tokens in words if len(tokens) for sentence in (sentence_of(tokens[0]), sentence_of(tokens[-1]))}
    return {start: found for start, sentence in sorted(dated.items()) if (found := onset_of(sentence, document, dates)) is not None}


def general_start(document: Document, dates: Sequence[DateMention]) -> Onset | None:
    """The one day by which all that an article lists will be done: "both sides will take these actions by May 14"."""
    found = []
    places = (document.tokens(*place.span())[0] for place in ALL_OF_IT.finditer(document.reading_text))
    for sentence in {sentence_of(token).start: sentence_of(token) for token in places}.values():
        for mention in dates_within(dates, sentence.start_char, sentence.end_char):
            left = document.text[max(sentence.start_char, mention.start_char - 12) : mention.start_char]
            if mention.date_type == "date" and mention.start_date is not None and BY.search(left):
                found.append(Onset(mention, None, sentence))
    return found[0] if len(found) == 1 else None


def following(anchor: Token, found: dict[int, Onset]) -> list[Onset]:
    """The sentences on first days right after the sentence of a measure."""
    near: list[Onset] = []
    sentence = sentence_of(anchor)
    steps = 0
    while steps < REACH and sentence.end < len(anchor.doc):
        sentence = sentence_of(anchor.doc[sentence.end])
        if not sentence.text.strip():
            continue
        steps += 1
        if sentence.start in found:
            near.append(found[sentence.start])
    return near


def later_start(slots: Slots, codes: tuple[str, ...], when: Times, facts: Facts, starts: Starts) -> DateMention | None:
    """The first day that a sentence soon after gives, where the clause itself gives none, or only the day of the decision."""
    event, published = slots.event, facts.document.article.published_date
    if slots.action in PENDING and slots.mode != "decided":
        return None
    own = when.effective.start_date if when.effective else None
    for onset in following(event.anchor, starts.by_sentence):
        start = onset.mention.start_date
        if own is not None and not (own <= published and published - own < RECENT and start is not None and start > own):
            continue
        owner = onset.owner
        if owner is None:
            return onset.mention
        named = facts.actors.codes(facts.actors.inner(owner))
        is_other = owner.i in facts.terms and (lemma(owner) != lemma(event.term.token) or slots.action in ENDINGS)
        if (not named or set(named) <= set(codes)) and not is_other:
            return onset.mention
    if own is None and starts.general is not None and slots.mode == "decided":
        return starts.general.mention
    return None
