"""Whom he and she are: the person named nearest before, by gender, by who is the subject, and by whom the article is about.

A pronoun for somebody unnamed ("a spokesman said … he") is left out: unnamed persons compete with the named ones. Weights follow what
the literature of rule-based resolution agrees on (recency, subjecthood, parallelism: Lappin and Leass 1994), set by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.cues import is_statement
from transforms.names import Gender
from transforms.referents import OBJECTS, SUBJECTS, Event, Person, genders_of, named, unnamed
from transforms.titles import Title

PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
RESOLVED = frozenset({"he", "she", "his", "her", "him", "hers"})
LOOK_BACK = 60  # events before the pronoun
FARTHEST = 7  # sentences
LEAST = -5.5


class Pronoun(NamedTuple):
    """A pronoun and the person it stands for."""

    start_char: int
    end_char: int
    who: int


def pronouns(doc: Doc, mentions: list[Person], offices: list[Title]) -> list[Pronoun]:
    """The pronouns of named persons in order."""
    if not mentions:
        return []
    sentences = [sentence.start_char for sentence in doc.sents]
    genders = genders_of(doc, mentions)
    counts = Counter(mention.who for mention in mentions)
    events = sorted([*named(doc, mentions, sentences), *unnamed(doc, mentions, sentences, offices)], key=lambda event: event.at)
    taken = {i for mention in mentions for i in range(mention.start_char, mention.end_char)}
    quoted = _quoted(doc)
    found: list[Pronoun] = []
    for token in doc:
        gender = PRONOUNS.get(token.lower_)
        if gender is None or token.idx in taken or (token.text.isupper() and len(token) > 2 and token.lower_ not in RESOLVED):
            continue
        sentence = bisect_left(sentences, token.idx + 1) - 1
        who = _best(token, gender, sentence, events, genders, counts, quoted)
        if who is None:
            continue
        if who >= 0:
            genders.setdefault(who, gender)
            if token.lower_ in RESOLVED:
                found.append(Pronoun(token.idx, token.idx + len(token), who))
        event = Event(token.idx, who, sentence, token.dep_ in SUBJECTS, token.dep_ in OBJECTS, gender, token)
        events.insert(bisect_left(events, token.idx, key=lambda event: event.at), event)
    return found


def _best(
    token: Token, gender: Gender, sentence: int, events: list[Event], genders: dict[int, Gender], counts: Counter[int], quoted: bytearray
) -> int | None:
    here = bisect_left(events, token.idx, key=lambda event: event.at)
    in_quote = bool(quoted[token.i])
    scores: dict[int, float] = {}
    total = sum(counts.values())
    others = _speakers(token, events[here : here + 4], events[max(0, here - 4) : here], quoted) if in_quote else set()
    others |= _named_below(token, sentence, events[here : here + 4])
    nearest = _nearest_subject(token)
    for event in [*events[max(0, here - LOOK_BACK) : here], *_following(token, sentence, events, here)]:
        distance = sentence - event.sentence
        own = genders.get(event.who) if event.who >= 0 else event.gender
        if distance > FARTHEST or (own is not None and own != gender) or _is_co_argument(token, event.token) or event.who in others:
            continue
        score = -float(max(distance, 0))
        score += 1.6 * event.is_subject + 0.3 * event.is_object
        score += 0.4 * (own == gender) + (1.5 * counts[event.who] / total if event.who >= 0 else -0.3)
        if distance == 0:
            score += _within_sentence(token, event, nearest)
        if event.at > token.idx:
            score -= 1.2
        if event.token.dep_ == "poss" and event.token.lower_ not in PRONOUNS:
            score -= 0.3
        tells = event.is_subject and is_statement(event.token.head) and not quoted[event.token.i]
        if in_quote != bool(quoted[event.token.i]) and distance > 0:
            score -= 3.0 if tells else 0.5
        elif tells and token.dep_ in SUBJECTS and is_statement(token.head):
            score += 0.6
        scores[event.who] = max(scores.get(event.who, -99.0), score)
    if not scores:
        return None
    best = max(scores, key=lambda who: (scores[who], who))
    return best if scores[best] >= LEAST else None


def _following(token: Token, sentence: int, events: list[Event], here: int) -> list[Event]:
    """Names after the pronoun in its own sentence, where its clause comes first: "After he left, Cook said"."""
    opens = token.i - token.sent.start <= 8
    above = {ancestor.i for ancestor in token.ancestors} - {token.head.i}
    following = events[here : here + 2] if opens else []
    return [event for event in following if event.sentence == sentence and event.is_subject and event.token.head.i in above]


def _within_sentence(token: Token, event: Event, nearest: Token | None) -> float:
    if nearest is not None and (event.token == nearest or event.token.head == nearest) and event.token != token:
        return 1.5
    return -0.01 * (token.i - event.token.i)


def _nearest_subject(token: Token) -> Token | None:
    """The subject of the closest clause around a pronoun that is not itself that subject."""
    for above in token.ancestors:
        subject = next((child for child in above.lefts if child.dep_ in SUBJECTS and child.i < token.i), None)
        if subject is not None:
            return subject
    return None


def _named_below(token: Token, sentence: int, after: list[Event]) -> set[int]:
    """ "He called Cook a friend": a subject is nobody whom its own clause names later."""
    if token.dep_ not in SUBJECTS:
        return set()
    return {event.who for event in after if event.sentence == sentence and event.token.head == token.head and event.who >= 0}


def _is_co_argument(token: Token, other: Token) -> bool:
    """ "Trump met him": arguments of one verb are different persons; "his Trump" is never Trump himself."""
    if token.lower_ in {"him", "her"} and token.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head and other.dep_ in SUBJECTS
    if token.dep_ in SUBJECTS and other.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head
    return token.dep_ == "poss" and token.head == other


def _speakers(token: Token, after: list[Event], before: list[Event], quoted: bytearray) -> set[int]:
    """Who speaks the quotation around the pronoun: subjects of verbs outside the marks in the same sentence, who would say "I"."""
    sentence = token.sent
    return {
        event.who
        for event in [*before, *after]
        if event.is_subject and event.who >= 0 and not quoted[event.token.i] and event.token.sent == sentence
        and (event.at > token.idx or _opens_after(event.token, token, quoted))
    }  # fmt: skip


def _opens_after(speaker: Token, token: Token, quoted: bytearray) -> bool:
    return 0 < token.i - speaker.i < 25 and not any(quoted[speaker.i : speaker.i + 2])


def _quoted(doc: Doc) -> bytearray:
    """Per token, whether it stands inside double quotation marks; a paragraph's end closes them."""
    inside, out = False, bytearray(len(doc) + 1)
    for token in doc:
        if "\n\n" in token.text or (token.is_space and "\n" in token.text):
            inside = False
        if token.text in {"“", "``"} or (token.text == '"' and not inside):
            inside = True
        elif token.text in {"”", "''", '"'}:
            inside = False
        out[token.i] = inside
    return out
