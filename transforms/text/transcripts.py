"""Interviews and transcripts: paragraphs that open with the speaker's name and a colon ("EXAMPLA: We will wait.", "Q: …", "A: …").

A label that comes once is a heading ("PRICES: They fell."), labels that come again in a text nobody speaks in are a list; two or
more that come again, with "I", "we" or "you" behind them, are people who talk in turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from transforms.text.document import Document
from warehouse.schema import Span

NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von)){0,5}"
BLANK = r" \xa0"
LABEL = re.compile(
    rf"(?P<mark>[\"“”«]?)(?:(?P<name>{NAME})(?: \([^)\n]{{1,40}}\))?:|"
    rf"(?P<letter>Q(?=[.:{BLANK}])|A(?=[.:][{BLANK}]|[{BLANK}]{{2}}))[.:]?)[{BLANK}]+"
    rf"(?:\([^)\n]{{1,40}}\)[{BLANK}]+)?(?=\S)"  # "(As interpreted.)"
)
ADDRESSED = re.compile(  # a speaker who comes once
    r"(?:Baroness|Chair(?:man|woman)?|Congress(?:man|woman)|Dame|Dr|Lady|Lord|Minister|Mr|Mrs|Ms|President|Prof|Rep|Sen|Senator|Sir)\b"
)
PEOPLE_TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s)\b")
FEWEST_TURNS = 3
TALKING = 0.3  # of the turns hold a first or second person


@dataclass(frozen=True)
class Turn:
    """What one speaker says before the next one does: the paragraph without its label, and those up to the next label."""

    content: Span
    more: tuple[Span, ...]
    speaker: Token | None  # none for "Q" and "A"
    name: Span | None
    is_marked: bool  # its quotation mark stands before the label


def turns(document: Document) -> Mapping[int, Turn]:
    """The turns of a transcript, by paragraph; none if the article is no transcript."""
    labels = {number: label for number, span in enumerate(document.paragraphs) if (label := LABEL.match(document.text, *span))}
    if document.text.startswith(document.article.title or "\0"):
        labels.pop(0, None)  # "Exampla: Duty will stay" heads the article
    counts = Counter(_family_name(label) for label in labels.values())
    talking = {name for name, count in counts.items() if count > 1 or name in {"Q", "A"}}
    if any(label["name"] and label["name"].isupper() and _family_name(label) in talking for label in labels.values()):
        talking |= {_family_name(label) for label in labels.values() if label["name"] and label["name"].isupper()}
    if talking:
        talking |= {_family_name(label) for label in labels.values() if label["name"] and ADDRESSED.match(label["name"])}
    starts = [number for number, label in labels.items() if _family_name(label) in talking]
    found = {
        number: _turn(document, labels[number], number, following) for number, following in pairwise([*starts, None]) if number is not None
    }
    personal = sum(_is_personal(document, turn.content) for turn in found.values())
    return found if len(talking) > 1 and len(found) >= FEWEST_TURNS and personal >= TALKING * len(found) else {}


def _is_personal(document: Document, content: Span) -> bool:
    """Whether somebody says "I", "we" or "you" in the turn himself, not in words quoted there: an explainer asks and answers, too."""
    marked = [quoted for quoted in document.quoted if content.start_char <= quoted.start_char < content.end_char]
    found = PEOPLE_TALK.finditer(document.text, *content)
    return any(not any(span.start_char <= word.start() < span.end_char for span in marked) for word in found)


def _family_name(label: re.Match[str]) -> str:
    """What the labels of one speaker share: "ADA EXAMPLA", later "EXAMPLA"."""
    return str(label["letter"] or label["name"].split()[-1].upper())


def _turn(document: Document, label: re.Match[str], number: int, following: int | None) -> Turn:
    """The turn that begins with the label; the last one has one paragraph, since a report may go on behind it."""
    paragraphs = document.paragraphs[number : following if following is not None else number + 1]
    name = document.tokens(*label.span("name")) if label["name"] and len(label["name"]) > 1 else None
    more = tuple(paragraph for paragraph in paragraphs[1:] if document.text[paragraph.start_char] not in "([")  # "(Laughter.)"
    speaker = name[-1] if name else None
    return Turn(Span(label.end(), paragraphs[0].end_char), more, speaker, Span(*label.span("name")) if name else None, bool(label["mark"]))
