"""Whom he and she are: the person whose mention before (seldom after) the pronoun has the best score.

A pronoun for somebody unnamed ("a spokesman said … he") is left out: unnamed persons compete with the named ones. Each mention has a
set of plain features (how far, what it does in its sentence, who is named most), after Lappin and Leass (1994); its score is the sum of
their weights. Where the pronoun tells who speaks, they are fitted to annotated news (transforms/data/speaker_weights.toml); elsewhere
no such news can be had, and they are set by hand (transforms/data/pronoun_weights.toml).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from spacy.tokens import Token

from transforms.names.binding import Marked, following, is_co_argument, named_below, nearest_subject
from transforms.names.names import Gender
from transforms.names.referents import OBJECTS, SUBJECTS, UNNAMED, Event, Person, genders_of, named, unnamed
from transforms.text.cues import introduces_marks, is_statement
from transforms.text.document import Document
from transforms.text.weights import score, weights

PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
RESOLVED = frozenset({"he", "she", "his", "her", "him", "hers"})
LOOK_BACK = 60  # events before the pronoun
FARTHEST = 7  # sentences
FAR_OPENING = 600  # characters before an opening mark, however long the sentence is
NEAR_MARKS = 120  # characters behind a closing mark: room for an attribution
RANKS = ("nearest person", "second nearest person", "farther person")
PLACES = ("same sentence", "sentence before", "two sentences before", "three sentences before", "farther")
FOLLOWS = frozenset({"follows"})


class Pronoun(NamedTuple):
    """A pronoun and the person it stands for."""

    start_char: int
    end_char: int
    who: int


class Antecedent(NamedTuple):
    """Whom a pronoun may mean, and the features that speak for it."""

    who: int
    features: frozenset[str]


class Reading(NamedTuple):
    """A pronoun, whom it may mean and whom it is taken to mean: a person, UNNAMED, or nobody known."""

    token: Token
    antecedents: list[Antecedent]
    who: int | None


class _Seen(NamedTuple):
    """A pronoun as its antecedents see it: where it stands and what it does there."""

    at: int
    sentence: int
    paragraph: int
    role: str
    in_marks: bool
    speaks: bool


class _View(NamedTuple):
    """A mention as every pronoun sees it."""

    role: str
    paragraph: int
    own: frozenset[str]
    in_marks: bool
    tells: bool


_at = attrgetter("at")
_sentence_of = attrgetter("sentence")


def pronouns(document: Document, mentions: list[Person]) -> list[Pronoun]:
    """The pronouns of named persons in order."""
    found = readings(document, mentions) if mentions else iter(())
    return [
        Pronoun(token.idx, token.idx + len(token), who)
        for token, _, who in found
        if who is not None and who != UNNAMED and token.lower_ in RESOLVED
    ]


def readings(document: Document, mentions: list[Person]) -> Iterator[Reading]:
    """Every third-person pronoun in order."""
    return _Reader(document, mentions).read()


class _Reader:
    """Reads the pronouns of a text in order; each that is resolved is evidence for the next."""

    def __init__(self, document: Document, mentions: list[Person]) -> None:
        self.document = document
        self.doc = doc = document.doc
        self.sentences = [sentence.start_char for sentence in doc.sents]
        self.paragraphs = [paragraph.start_char for paragraph in document.paragraphs]
        self.genders = genders_of(document.reading_text, mentions)
        self.counts = Counter(mention.who for mention in mentions)
        found = [*named(doc, mentions, self.sentences, self.genders), *unnamed(document, mentions, self.sentences, self.genders)]
        self.events = sorted(found, key=_at)
        self.full = {mention.start_char for mention in mentions if " " in document.words(mention.start_char, mention.end_char)}
        self.taken = {i for mention in mentions for i in range(mention.start_char, mention.end_char)}
        self.marked = Marked(document)
        self.views: dict[tuple[int, int], _View] = {}
        self.called: dict[int, Counter[Gender]] = {}  # how often pronouns of a gender meant somebody
        self.last: dict[Gender, int] = {}  # whom the last pronoun of a gender meant

    def read(self) -> Iterator[Reading]:
        for i in [i for i, word in enumerate(self.document.lower_words) if word in PRONOUNS]:
            token, gender = self.doc[i], PRONOUNS[self.document.lower_words[i]]
            if token.idx in self.taken or (token.text.isupper() and len(token) > 2 and token.lower_ not in RESOLVED):
                continue
            antecedents = self.antecedents(token, gender)
            who = best(antecedents, weights()[table_of(token)])
            yield Reading(token, antecedents, who)
            if who is not None:
                self._learn(token, gender, who)

    def _learn(self, token: Token, gender: Gender, who: int) -> None:
        if who != UNNAMED:
            self.called.setdefault(who, Counter())[gender] += 1
        self.last[gender] = who
        own = gender if who == UNNAMED else self.genders.get(who)
        event = Event(token.idx, who, self._sentence(token), token.dep_ in SUBJECTS, token.dep_ in OBJECTS, own, token)
        self.events.insert(bisect_left(self.events, token.idx, key=_at), event)

    def _sentence(self, token: Token) -> int:
        return bisect_left(self.sentences, token.idx + 1) - 1

    def antecedents(self, token: Token, gender: Gender) -> list[Antecedent]:
        """Whom the pronoun may mean, one for each mention around it, from the nearest before it to the farthest."""
        here = bisect_left(self.events, token.idx, key=_at)
        sentence = self._sentence(token)
        others = self._who_speaks(token) | named_below(token, sentence, self.events[here : here + 4])
        around = self._around(token, sentence, here)
        fits = [
            event
            for event in around
            if (event.gender is None or event.gender == gender)
            and event.who not in others
            and not (event.sentence == sentence and is_co_argument(token, event.token))
        ]
        most = max((self.counts[event.who] for event in fits if event.who != UNNAMED), default=0)
        near = Counter(event.who for event in fits if sentence - event.sentence <= 2)
        above = nearest_subject(token)
        standing = {who: self._standing(who, gender, most) for who in {event.who for event in fits}}
        seen = self._seen(token, sentence)
        order: dict[int, int] = {}
        found = []
        for event in fits:
            view = self._view(event)
            features = {RANKS[min(order.setdefault(event.who, len(order)), 2)]}
            features |= FOLLOWS if event.at > seen.at else _as_seen(seen, event.sentence, view)
            features |= _voice(seen.in_marks, view.in_marks, view.tells, seen.speaks)
            features |= standing[event.who]
            if near[event.who] > 2:
                features.add("often near")
            if above is not None and above in (event.token, event.token.head):
                features.add("subject of the clause above")
            found.append(Antecedent(event.who, frozenset(features)))
        return found

    def _standing(self, who: int, gender: Gender, most: int) -> set[str]:
        """What the text tells of the person up to here."""
        if who == UNNAMED:
            return {"unnamed"}
        count = self.counts[who]
        found = {"named most" if count == most else "named once" if count == 1 else "named less"}
        found |= {"last pronoun"} if self.last.get(gender) == who else set()
        return found | self._gender(who, gender)

    def _gender(self, who: int, gender: Gender) -> set[str]:
        """What names, and pronouns before, tell of the person's gender."""
        if self.genders.get(who) == gender:
            return {"gender known"}
        called = self.called.get(who)
        return ({"called so before"} if called.most_common(1)[0][0] == gender else {"called otherwise before"}) if called else set()

    def _around(self, token: Token, sentence: int, here: int) -> list[Event]:
        first = bisect_left(self.events, sentence - FARTHEST, key=_sentence_of)
        before = self.events[max(first, here - LOOK_BACK) : here]
        return [*reversed(before), *following(token, sentence, self.events, here)]

    def _who_speaks(self, token: Token) -> set[int]:
        """Who utters the marked words around the pronoun, and would say "I": the subjects right before and behind the marks."""
        marked = self.marked.around(token)
        if marked is None:
            return set()
        speaking = []
        before, behind = (
            self.document.tokens(marked.start_char - 2, marked.start_char),
            self.document.tokens(marked.end_char, marked.end_char + 2),
        )
        if len(behind):
            end = min(behind[-1].sent.end_char, marked.end_char + NEAR_MARKS)
            speaking += [event for event in self._subjects_from(marked.end_char, end) if introduces_marks(event.token.head)]
        if len(before) and not before[-1].is_space:
            start, colon = max(before[-1].sent.start_char, marked.start_char - FAR_OPENING), before[-1].text == ":"
            nearby = self._subjects_from(start, marked.start_char)
            speaking += [event for event in nearby if introduces_marks(event.token.head) or (colon and event.token.head.dep_ == "ROOT")]
        return {event.who for event in speaking}

    def _subjects_from(self, start: int, end: int) -> list[Event]:
        """The named subjects outside marks in a stretch of text."""
        first, last = (bisect_left(self.events, at, key=_at) for at in (start, end))
        return [
            event for event in self.events[first:last] if event.who != UNNAMED and event.is_subject and not self.marked.holds(event.token)
        ]

    def _seen(self, token: Token, sentence: int) -> _Seen:
        speaks = token.dep_ in SUBJECTS and is_statement(token.head)
        return _Seen(token.idx, sentence, bisect_right(self.paragraphs, token.idx), _role(token), self.marked.holds(token), speaks)

    def _view(self, event: Event) -> _View:
        """What holds of the mention whichever pronoun asks."""
        key = event.at, event.who
        if key not in self.views:
            token, marked = event.token, self.marked.holds(event.token)
            own = ({"full name"} if event.at in self.full else set()) | ({"pronoun"} if token.lower_ in PRONOUNS else set())
            tells = event.is_subject and not marked and is_statement(token.head)
            self.views[key] = _View(_role(token), bisect_right(self.paragraphs, event.at), frozenset(own), marked, tells)
        return self.views[key]


def _as_seen(seen: _Seen, sentence: int, view: _View) -> frozenset[str]:
    distance = min(seen.sentence - sentence, len(PLACES) - 1)
    return _place(view.role, seen.role, distance, min(seen.paragraph - view.paragraph, 2)) | view.own


@cache
def _place(role: str, pronoun_role: str, distance: int, paragraphs: int) -> frozenset[str]:
    """Where the mention stands, as seen from the pronoun: sentences and paragraphs before it."""
    place = PLACES[distance]
    found = {place, role, f"{role}, {place}", f"{role}, for a {pronoun_role}"}
    return frozenset(found | ({"paragraph before" if paragraphs == 1 else "earlier paragraph"} if paragraphs else set()))


@cache
def _voice(inside: bool, other: bool, tells: bool, speaks: bool) -> frozenset[str]:
    """Who tells, and whether pronoun and mention stand inside quotation marks."""
    found = set()
    if inside or other:
        found.add("both in marks" if inside == other else "in marks, from outside" if inside else "from inside marks")
    if tells:
        found.add("teller, from inside marks" if inside else "teller, for a teller" if speaks else "teller")
    return frozenset(found)


def table_of(pronoun: Token) -> str:
    """Which weights the pronoun goes by: fitted ones where it tells who speaks, else those set by hand."""
    return "speaking pronoun" if pronoun.dep_ in SUBJECTS and introduces_marks(pronoun.head) else "pronoun"


def best(antecedents: list[Antecedent], table: Mapping[str, float]) -> int | None:
    """The person whose best mention scores best, the nearest of equals; none where nobody scores enough."""
    if not antecedents:
        return None
    chosen = max(antecedents, key=lambda one: score(one.features, table))
    return chosen.who if score(chosen.features, table) >= table.get("nobody", -99.0) else None


def _role(token: Token) -> str:
    at = token
    if at.dep_ in {"appos", "compound", "nmod"} and at.head.pos_ in {"PROPN", "NOUN"}:
        at = at.head
        if token.dep_ != "appos":
            return "modifier"
    if at.dep_ in SUBJECTS or (at.dep_ == "ROOT" and at.pos_ == "PROPN") or (at.dep_ == "pobj" and at.head.head.lower_ == "according"):
        return "subject"
    return "object" if at.dep_ in OBJECTS else "possessive" if at.dep_ == "poss" else "other"
