"""The place and date that open a news report: "LONDON, June 9 (Reuters) - "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MONTHS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
DATELINE = re.compile(
    rf"\s*(?P<line>[A-Z][A-Z.,'’ /-]{{2,60}}(?:,\s*[A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?)?"
    rf"(?:,?\s*(?P<date>(?:{MONTHS})\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+(?:{MONTHS})(?:\s+\d{{4}})?))?"
    r"(?:\s*\([^)\n]{2,40}\))?)\s*[-–—]{1,2}\s+(?=\S)"
)
OPENING_LINES = 4  # the headline, an author line and a correction notice may stand before it


def opening(text: str) -> Iterator[int]:
    """Where the first lines of the text begin, blank ones left out."""
    return (line.start() for line in islice(re.finditer(r"[^\s][^\n]*", text), OPENING_LINES))


def dateline_end(text: str) -> int | None:
    """Where the report itself begins behind its dateline; None where it has none."""
    return next((found.end() for start in opening(text) if (found := DATELINE.match(text, start))), None)
