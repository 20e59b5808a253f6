"""A name as the model, a title or its form gives it, cut to what is the name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from warehouse.schema import EntityType

CUT = re.compile(r"[(/;:\[\]|•*]|\n\s*\n|\s[-–—]+\s|--|—|\s{8,}|[\"“”]")
BREAK = re.compile(rf"\n|{CUT.pattern}")
BYLINE = re.compile(r"By\s")
LEAD = re.compile(
    r"(?:the|a|an|every|each|several|many|some|all|these|those|our|my|his|her|its|their|this|that)\s+"
    r"|(?-i:Q\s+(?=[A-Z]))|[\s'‘’,.\-–&#@]+",  # "Q Jane": a question in a transcript
    re.IGNORECASE,
)
PARTY = re.compile(r"[DRI]-(?=[A-Z])")  # "D-Wis."
LONGEST_AUTHORS = 104  # characters of their line
AUTHORS = re.compile(r"By\s[^\n;:!?]{4,100}(?<![.,”\"])(?=\n|$)")  # a sentence may begin with "By", too
FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|pdf|com|org|html?)\b|[_@<>={}|]|https?:")
TRAIL = re.compile(r"(?:['’]s|['’]|\s|[,.:;!?\-–&\\]+|\s+(?:and|of|the|for|in|on))$")
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.|Inc\.|Corp\.|Co\.|Ltd\.|Jr\.|Sr\.|St\.|Bros\.|No\.|Dept\.)$")


class Tagged(NamedTuple):
    """A name as the model or a title gives it. `is_sure`: a title or the form of the name says so, not only the model."""

    start_char: int
    end_char: int
    entity_type: EntityType
    is_sure: bool


def trimmed(whole: str, start: int, end: int, entity_type: EntityType, is_sure: bool) -> Iterator[Tagged]:
    text = whole[start:end]
    if match := PARTY.match(text):
        start, text, entity_type = start + match.end(), text[match.end() :], "place"
    while match := LEAD.match(text):
        start, text = start + match.end(), text[match.end() :]
    cut = BREAK.search(text) if is_byline(whole, start) else CUT.search(text)
    text = text[: cut.start()] if cut else text
    while (match := TRAIL.search(text)) and not (match.group() == "." and ABBREVIATION.search(text)):
        text = text[: match.start()]
    if FILE_NAME.search(text):
        return
    if len(text) > 1 and any(character.isupper() for character in text) and not text.isdigit():
        yield Tagged(start, start + len(text), entity_type, is_sure)


def is_byline(text: str, at: int) -> bool:
    """Whether the line of the character begins with "By"."""
    return BYLINE.match(text, text.rfind("\n", 0, at) + 1, at) is not None


def is_author(text: str, at: int) -> bool:
    """Whether the character stands in a line that names the authors and says nothing else."""
    start = text.rfind("\n", max(0, at - LONGEST_AUTHORS), at) + 1
    return (start > 0 or at < LONGEST_AUTHORS) and AUTHORS.match(text, start) is not None
