"""Each stretch in quotation marks with the narrative words around it.

Not every mark is speech: what a stretch is, and whose words it holds, is told by what stands before and behind it in its own
sentence and paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.text.document import Document
from transforms.text.quotation_marks import Quoted

BULLETS = frozenset("-*•·–—―")
HOUR = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE)
LONG_DASHES = frozenset("–—―")  # before a name in a line of its own
LONGEST_NAME_LINE = 16  # tokens
JOINERS = frozenset({"and", "or", "but", "nor", "that", "also", "then", ",", ";", "&"})
ENDS_SENTENCE = frozenset(".!?…")


@dataclass(frozen=True)
class Surroundings:
    """A stretch in marks and the narrative around it, in its own sentence."""

    span: Quoted
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    words: tuple[Token, ...]
    gap: tuple[Token, ...]  # all narrative since the previous stretch in marks, or since the paragraph's start
    lead_in: tuple[Token, ...]  # last sentence of the paragraph before, if it ends in a colon and the stretch follows
    is_first: bool  # of the stretches in its paragraph
    goes_on: bool  # with the sentence of the stretch before it

    @property
    def is_joined(self) -> bool:
        """Whether it is coordinated with the stretch before it: "“too high” and “too late”"."""
        return self.goes_on and bool(self.gap) and all(token.lower_ in JOINERS for token in self.gap)


def surroundings(document: Document, spans: list[Quoted]) -> list[Surroundings]:
    """Each stretch in marks with the tokens before and after it in its sentence, other stretches left out."""
    tokens = [token for token in document.doc if not token.is_space]
    starts = [token.idx for token in tokens]

    def between(start: int, end: int) -> list[Token]:
        return tokens[bisect_left(starts, start) : bisect_left(starts, end)] if start < end else []

    found = []
    for number, span in enumerate(spans):
        paragraph = document.paragraphs[span.paragraph]
        previous = spans[number - 1] if number and spans[number - 1].paragraph == span.paragraph else None
        following = spans[number + 1] if number + 1 < len(spans) and spans[number + 1].paragraph == span.paragraph else None
        gap = between(previous.end_char if previous else paragraph.start_char, span.start_char)
        if previous is None and gap and gap[-1].text in BULLETS and (len(gap) == 1 or _is_hour(gap[:-1])):
            gap = []
        rest = between(span.end_char, following.start_char if following else paragraph.end_char)
        if not rest and span.paragraph + 1 < len(document.paragraphs):
            below = between(*document.paragraphs[span.paragraph + 1])
            rest = below if len(below) > 1 and below[0].text in LONG_DASHES and below[1].pos_ == "PROPN" else []
        lead_in: list[Token] = []
        if not gap and not previous and span.paragraph:
            introduction = between(*document.paragraphs[span.paragraph - 1])
            if introduction and introduction[-1].text.endswith(":"):
                lead_in = _since_stop(introduction)
            elif not rest and _is_name_line(introduction, document.words(*document.paragraphs[span.paragraph - 1])):
                lead_in = introduction
        found.append(
            Surroundings(
                span,
                tuple(_since_stop(gap)),
                tuple(_until_stop(rest)),
                tuple(between(*span.inner)),
                tuple(gap),
                tuple(lead_in),
                previous is None,
                previous is not None
                and not any(is_stop(token) for token in gap)
                and document.text[previous.inner.end_char - 1] not in ENDS_SENTENCE,
            )
        )
    return found


def _is_name_line(tokens: list[Token], line: str) -> bool:
    """Whether a line gives a name and an office, and nothing else: "ADA KELLER, MINISTER OF TRADE", above what she said."""
    if not 1 < len(tokens) <= LONGEST_NAME_LINE or tokens[0].lower_ == "by" or any(token.pos_ in {"VERB", "AUX"} for token in tokens):
        return False
    is_person = any(token.ent_type_ == "PERSON" for token in tokens)
    return (is_person and any(token.text == "," for token in tokens[1:-1])) or (
        line.isupper() and (is_person or tokens[-1].ent_type_ == "ORG")
    )


def _is_hour(tokens: list[Token]) -> bool:
    """The hour of an entry in a live report: "10:55", "3 p.m.", "11.20am GMT"."""
    return HOUR.fullmatch("".join(token.text_with_ws for token in tokens).strip()) is not None


def _since_stop(tokens: list[Token]) -> list[Token]:
    for at in range(len(tokens) - 1, -1, -1):
        if is_stop(tokens[at]):
            return tokens[at + 1 :]
    return tokens


def _until_stop(tokens: list[Token]) -> list[Token]:
    for at, token in enumerate(tokens):
        if is_stop(token):
            return tokens[:at]
    return tokens


def is_stop(token: Token) -> bool:
    """Whether the token is the punctuation that ends a sentence (an abbreviation's full stop is none)."""
    return token.text[-1] in ENDS_SENTENCE and not any(map(str.isalpha, token.text))
