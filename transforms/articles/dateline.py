"""The place and date that open a news report: "LONDON, June 9 (Reuters) - ", "NEW DELHI: ", "Geneva, 12 June – ", "HARROW /Wire/ --"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from transforms.names.gazetteer import known_names

MONTHS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
DAY = rf"(?:{MONTHS})\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+(?:{MONTHS})(?:\s+\d{{4}})?"
AGENCY = r"(?:\s*\([^)\n]{2,40}\)|\s*/[^/\n]{2,40}/|(?<=\d), [A-Z]{2,6})?"
AGENCY_AND_MARK = rf"{AGENCY})\s*(?P<mark>[-–—]{{1,2}}|:)(?:\s+|(?<=[)\d]--)|(?<=\)—))(?=\S)"  # its first bracket closes `line`
DATELINE = re.compile(
    rf"\s*(?P<line>[A-Z][A-Z.,'’ /-]{{2,60}}(?:,\s*[A-Z][A-Za-z.]+(?: [A-Z][a-z]+)?)?(?:,?\s*(?P<date>{DAY}))?{AGENCY_AND_MARK}"
)
SMALL_LETTERS = re.compile(  # before a whole paragraph: a headline may begin so, too ("Beijing: we did not start this")
    rf"\s*(?P<line>[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:,\s*(?P<date>{DAY}))?{AGENCY_AND_MARK}(?=[^\n]{{100}})"
)
OPENING_LINES = 4  # the headline, an author line and a correction notice may stand before it


def opening(text: str) -> Iterator[int]:
    """Where the first lines of the text begin, blank ones left out."""
    return (line.start() for line in islice(re.finditer(r"[^\s][^\n]*", text), OPENING_LINES))


def dateline(text: str, starts: Iterable[int]) -> re.Match[str] | None:
    """The first dateline that begins at one of the positions: groups `line` and `date`.

    A colon ends one only behind a known city, and only a known city may be written in small letters.
    """
    for start in starts:
        match = DATELINE.match(text, start)
        if match and (match["mark"] != ":" or _is_city(match["line"])):
            return match
        match = SMALL_LETTERS.match(text, start)
        if match and _is_city(match["line"]):
            return match
    return None


def dateline_end(text: str) -> int | None:
    """Where the report itself begins behind its dateline; None where it has none."""
    found = dateline(text, opening(text))
    return found.end() if found else None


def _is_city(line: str) -> bool:
    names = known_names(line)
    return bool(names) and names[0].start_char == 0 and (names[0].known.entity_type == "place" or names[0].use == "capital")


def home_country(*lines: str | None) -> str | None:
    """The code of the first state or public body in an article's dateline or publisher; none of a dateline in two states."""
    for line in filter(None, lines):
        codes = [found.known.country_code for found in known_names(line) if found.known.country_code]
        if codes:
            return None if "/" in line and len(set(codes)) > 1 else codes[0]
    return None
