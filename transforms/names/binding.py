"""Whom a pronoun can mean by where it stands in its sentence (binding), and which words stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from transforms.names.referents import SUBJECTS, UNNAMED, Event
from transforms.text.clauses import sentence_of
from transforms.text.document import Document
from transforms.text.quotation_marks import Quoted


def following(token: Token, sentence: int, events: list[Event], here: int) -> list[Event]:
    """Names after the pronoun in its own sentence, where its clause comes first: "After he left, Cook said"."""
    opens = token.i - sentence_of(token).start <= 8
    above = {ancestor.i for ancestor in token.ancestors} - {token.head.i}
    following = events[here : here + 2] if opens else []
    return [event for event in following if event.sentence == sentence and event.is_subject and event.token.head.i in above]


def nearest_subject(token: Token) -> Token | None:
    """The subject of the closest clause around a pronoun that is not itself that subject."""
    for above in token.ancestors:
        subject = next((child for child in above.lefts if child.dep_ in SUBJECTS and child.i < token.i), None)
        if subject is not None:
            return subject
    return None


def named_below(token: Token, sentence: int, after: list[Event]) -> set[int]:
    """ "He called Cook a friend": a subject is nobody whom its own clause names later."""
    if token.dep_ not in SUBJECTS:
        return set()
    return {event.who for event in after if event.sentence == sentence and event.token.head == token.head and event.who != UNNAMED}


def is_co_argument(token: Token, other: Token) -> bool:
    """ "Trump met him": arguments of one verb are different persons; "his Trump" is never Trump himself."""
    if token.lower_ in {"him", "her"} and token.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head and other.dep_ in SUBJECTS
    if token.dep_ in SUBJECTS and other.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head
    return token.dep_ == "poss" and token.head == other


class Marked:
    """The words in double quotation marks."""

    def __init__(self, document: Document) -> None:
        self._stretches = [one for one in document.quoted if not one.is_single]
        self._starts = [one.start_char for one in self._stretches]
        self._inside = bytearray(len(document.doc))
        for one in self._stretches:
            tokens = document.tokens(one.start_char, one.end_char)
            self._inside[tokens.start : tokens.end] = b"\x01" * len(tokens)

    def holds(self, token: Token) -> bool:
        """Whether the token stands inside marks."""
        return bool(self._inside[token.i])

    def around(self, token: Token) -> Quoted | None:
        """The stretch in marks that the token stands in."""
        at = bisect_right(self._starts, token.idx) - 1
        return self._stretches[at] if at >= 0 and token.idx < self._stretches[at].end_char else None
