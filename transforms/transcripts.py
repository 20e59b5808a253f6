"""Interviews and transcripts: paragraphs that open with the speaker's name and a colon ("EXAMPLA: We will wait.", "Q: …", "A: …").

A label that comes once is a heading ("PRICES: They fell."), labels that come again in a text nobody speaks in are a list; two or
more that come again, with "I", "we" or "you" behind them, are people who talk in turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.document import Document
from warehouse.schema import Span

NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von)){0,5}"
LABEL = re.compile(rf"(?P<mark>[\"“”«]?)(?:(?P<name>{NAME})(?: \([^)\n]{{1,40}}\))?:|(?P<letter>[QA])[.: ]) +(?=\S)")
PEOPLE_TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s)\b")
FEWEST_TURNS = 3
TALKING = 0.3  # of the turns hold a first or second person


@dataclass(frozen=True)
class Turn:
    """What one speaker says before the next one does: the paragraph without its label."""

    content: Span
    speaker: Token | None  # none for "Q" and "A"
    is_marked: bool  # its quotation mark stands before the label


def turns(document: Document) -> Mapping[int, Turn]:
    """The turns of a transcript, by paragraph; none if the article is no transcript."""
    labels = {number: label for number, span in enumerate(document.paragraphs) if (label := LABEL.match(document.text, *span))}
    if document.text.startswith(document.article.title or "\0"):
        labels.pop(0, None)  # "Exampla: Duty will stay" heads the article
    counts = Counter(_family_name(label) for label in labels.values())
    talking = {name for name, count in counts.items() if count > 1 or name in {"Q", "A"}}
    found = {number: _turn(document, number, label) for number, label in labels.items() if _family_name(label) in talking}
    personal = sum(PEOPLE_TALK.search(document.text, *turn.content) is not None for turn in found.values())
    return found if len(talking) > 1 and len(found) >= FEWEST_TURNS and personal >= TALKING * len(found) else {}


def _family_name(label: re.Match[str]) -> str:
    """What the labels of one speaker share: "ADA EXAMPLA", later "EXAMPLA"."""
    return str(label["letter"] or label["name"].split()[-1].upper())


def _turn(document: Document, number: int, label: re.Match[str]) -> Turn:
    end = document.paragraphs[number].end_char
    name = document.tokens(*label.span("name")) if label["name"] and len(label["name"]) > 1 else None
    return Turn(Span(label.end(), end), name[-1] if name else None, bool(label["mark"]))
