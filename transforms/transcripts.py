"""Whose turn it is in a transcript: "MS. BERG: I said that …", "THE PRESIDENT: …", "Q …".

A label is a short name in capitals at the start of a paragraph, with a title or more than once in the text; headings stand once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from warehouse.schema import Span

LABEL = re.compile(r"(?P<name>[A-Z][A-Z.'’]*(?: [A-Z][A-Z.'’-]*){0,4})(?: \([^()\n]{1,40}\))?:\s|(?P<question>Q)(?::|\s)\s*(?=[A-Z“\"])")
TITLED = re.compile(r"(?:MR|MS|MRS|DR|SEN|REP|GOV|GEN|SECRETARY|SENATOR|PRESIDENT|MINISTER|CHAIRMAN|CHAIRWOMAN|AMBASSADOR)\b|THE [A-Z]+")
FEWEST = 2  # times that a label without a title must stand in the text


class Turn(NamedTuple):
    """What one person says: from the label to the next one. `label` is null for an unnamed questioner."""

    start_char: int
    label: Span | None


class Turns:
    """The turns of a text, none where it is no transcript."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        labels = [(paragraph, match) for paragraph in paragraphs if (match := LABEL.match(text, *paragraph))]
        times = Counter(match["name"] for _, match in labels if match["name"])
        self._turns = [
            Turn(paragraph.start_char, Span(*match.span("name")) if match["name"] else None)
            for paragraph, match in labels
            if match["name"] is None or times[match["name"]] >= FEWEST or TITLED.match(match["name"])
        ]
        if not any(turn.label for turn in self._turns):
            self._turns = []

    def at(self, char: int) -> Span | None:
        """The label of whose turn it is at that character."""
        number = bisect_right(self._turns, char, key=lambda turn: turn.start_char) - 1
        return self._turns[number].label if number >= 0 else None
