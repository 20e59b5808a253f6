"""The forms in which a text tells a time: "June 9 and 10, 2025", "next month", "three weeks ago", "each year".

One pattern per form, tried only where a figure or a word stands that forms begin with. Where forms overlap, the one that begins first
counts, of these the longest. What a form means depends on the day of publication and on the sentence: transforms/dates/resolution.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from transforms.dates.words import (
    CLOCK_UNIT,
    MONTH,
    MONTH_OR_SHORT,
    NUMBER,
    ORDINAL,
    SEASON,
    SMALL,
    UNIT,
    WEEKDAY,
    WEEKDAY_OR_SHORT,
    YEAR,
    words,
)

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
DASH = r"\s*[-–—]\s*"
TO = rf"(?:{DASH}|\s+(?:to|through|until|and|or)\s+(?:the\s+)?)"
BEFORE_DAY = "|".join(rf"(?i:(?<=\b{word}\s))" for word in words("contexts")["before_day"])
HOLIDAY = "|".join(map(re.escape, sorted(words("holidays"), key=len, reverse=True)))
DEICTIC = r"(?i:last|past|previous|this|current|next|coming|following|same|that|prior)"
DECADE = f"(?:{'|'.join(words('decades'))})"
NEAR_DAY = (
    r"the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight"
    r"|last\s+night|this\s+(?:morning|afternoon|evening)"
)
SETS = "|".join(words("sets"))
FISCAL, CALENDAR = r"fiscal(?:\s+year)?|FY|financial\s+year", r"calendar(?:\s+year)?|year"
EDGE, WHOLE = "end|close|start|beginning|middle|rest|remainder|course", "month|year|week|quarter"
NOT_A_VERB = "".join(
    rf"(?<!\b{word}\s)" for word in ("to", "will", "would", "could", "can", "may", "might", "should")
)  # "will last a week"
SAME, EACH, HALF, AND_HALF = "same|year-ago|year-earlier", "each|every|per", "half", "year|decade|month"
OF = r"\s+(?:of\s+)?(?:the\s+)?"
COUNT_OF_UNITS = (
    rf"(?P<count>{NUMBER})(?:\s+|\s*-\s*)(?:(?i:short|long|full|straight|consecutive|more|calendar|business|working)\s+)?(?P<unit>{UNIT})"
)

FORMS: dict[str, str] = {
    # absolute
    "iso": rf"(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    "numeric": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\d/]|\.\d)",
    "month_day": rf"(?:{WEEKDAY_OR_SHORT},?\s+)?(?P<month>{MONTH_OR_SHORT})\s+(?:the\s+)?(?P<day>{DAY})"
    rf"(?:{TO}(?P<last>{DAY}))?(?:\s*,?\s+(?:of\s+)?(?P<year>{YEAR})(?![,.]?\d))?",
    "day_month": rf"(?:{WEEKDAY_OR_SHORT},?\s+(?:the\s+)?)?(?P<day>{DAY})(?:{TO}(?P<last>{DAY}))?\s+(?:of\s+)?(?P<month>{MONTH_OR_SHORT})"
    rf"(?:,?\s+(?P<year>{YEAR}))?",
    "day_deictic": rf"(?:(?P<month>{MONTH_OR_SHORT})\s+(?P<day>{DAY})|(?P<day_first>{DAY})\s+(?P<month_last>{MONTH_OR_SHORT})),?"
    rf"\s+(?:of\s+)?(?P<deictic>(?i:last|this|next))\s+(?i:year)",
    "holiday": rf"(?P<holiday>{HOLIDAY})(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|(?P<weekend>\s+(?i:weekend)))?",
    "day_alone": rf"(?:{BEFORE_DAY})(?i:the)\s+(?P<day>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?!\s+(?:of|to)\b|-)",
    "month_year": rf"(?:(?P<from>{MONTH}){DASH})?(?P<month>{MONTH_OR_SHORT})(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|\s*['’](?P<short>\d\d))\b",
    "month_deictic": rf"(?P<month>{MONTH})\s+(?:of\s+)?(?P<deictic>{DEICTIC})\s+(?i:year)",
    "month": rf"(?:(?P<from>{MONTH}){DASH})?(?P<month>{MONTH})(?!\s+\d)",
    "year_span": rf"(?P<year>{YEAR})[-–—/](?P<last>\d{{4}}|\d\d)(?![\d-])",
    "fiscal": rf"(?i:{FISCAL})\s*(?:['’](?P<short>\d\d)|(?P<year>{YEAR})|(?P<two>\d\d))\b",
    "calendar_year": rf"(?i:{CALENDAR})\s+(?P<year>{YEAR})",
    "season_year": rf"(?P<season>{SEASON})\s+(?:of\s+)?(?P<year>{YEAR})",
    "part_of_year": rf"(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<ordinal>{ORDINAL})[-\s](?P<part>(?i:quarter|half)))"
    rf"(?:{OF}(?P<year>{YEAR})|,?\s+(?P<bare>{YEAR}))?",
    "decade": rf"(?:(?P<year>1[6-9]\d0|20\d0)['’]?s|['’](?P<short>\d0)s|(?P<word>{DECADE}))\b",
    "century": r"(?P<number>\d\d)th[-\s]century",
    "short_year": r"(?<=\s)['’](?P<short>[4-9]\d)\b(?!s)",
    "year": rf"(?P<year>{YEAR})(?![%,.]?\d|%|\w|['’]s\s+\d|-\w)",
    # relative to the day of publication
    "weekday": rf"(?:(?P<deictic>{DEICTIC})\s+)?(?P<weekday>{WEEKDAY})(?:\s+(?i:morning|afternoon|evening|night))?",
    "near_day": rf"(?P<word>(?i:{NEAR_DAY}))(?:\s+(?i:morning|afternoon|evening|night))?",
    "deictic_unit": rf"(?P<deictic>{DEICTIC})\s+(?:(?P<fiscal>(?i:fiscal))\s+)?(?P<unit>{UNIT})(?!\s+(?i:ago))",
    "deictic_month": rf"(?P<deictic>(?i:last|this|next|past|coming))\s+(?P<month>{MONTH})(?!\s+\d)",
    "deictic_season": rf"(?P<deictic>(?i:last|this|next|past|coming))\s+(?P<season>{SEASON})",
    "weekend": r"(?P<unit>(?i:weekend))",
    "part_of_unit": rf"(?P<edge>(?i:{EDGE}))\s+of\s+the\s+(?P<unit>{UNIT}|{SEASON})"
    rf"|(?P<whole>(?i:{WHOLE}))(?:-|['’]s\s+)(?i:end)",
    "division_of_unit": rf"(?P<ordinal>{ORDINAL})[-\s](?P<part>(?i:half|quarter|week|month|day))\s+of\s+the\s+(?P<unit>{UNIT})",
    "stretch_from_now": rf"{NOT_A_VERB}(?P<deictic>(?i:last|past|previous|next|coming|following))\s+{COUNT_OF_UNITS}",
    "from_day": rf"(?<!\bfor\s){COUNT_OF_UNITS}\s+from\s+(?:(?P<weekday>{WEEKDAY})|(?P<near>(?i:today|tomorrow|now)))",
    "weekdays_ago": rf"(?P<count>{NUMBER})\s+(?P<weekday>{WEEKDAY})s?\s+(?i:ago)",
    "ago": rf"{COUNT_OF_UNITS}\s+(?i:ago)",
    "stretch_and_half": rf"(?:(?P<deictic>(?i:last|past|next))\s+|an?\s+|one\s+)?(?P<unit>(?i:{AND_HALF}))\s+and\s+a\s+half"
    r"(?:\s+(?P<ago>ago))?",
    "year_earlier": r"(?:a|one)\s+(?:year\s+(?:earlier|before|previously)|(?P<month>month)\s+(?:earlier|before))",
    "same_period": rf"(?i:{SAME})\s+(?i:period|months?|quarter|time(?=\s+(?:last|a)\s))"
    r"(?:\s+(?:(?:of|in)\s+)?(?:(?:the\s+)?(?P<deictic>(?i:last|previous|prior))\s+(?i:year)"
    rf"|(?P<year>{YEAR})(?:[-–](?P<last>\d{{4}}|\d\d))?|a\s+year\s+(?i:earlier|ago|before)))?",
    # lengths and recurring times
    "set": rf"(?:(?i:{EACH})\s+(?:(?P<other>(?i:other|second))\s+)?(?:(?P<count>{NUMBER})\s+)?"
    rf"(?:(?i:single|calendar|fiscal|financial|passing)\s+)?(?:(?P<unit>{UNIT})|(?P<each>{WEEKDAY}))|(?P<adverb>(?i:{SETS}))|(?P<day>{WEEKDAY})s)\b",
    "duration": rf"{COUNT_OF_UNITS}(?P<old>[-\s](?i:olds?)\b)?",
    "half_unit": rf"(?i:{HALF})\s+an?\s+(?P<unit>(?i:year|century|decade|day|month))|(?i:{HALF})-(?P<year>(?i:century|decade|year|day))",
    "count_and_half": rf"(?P<count>{NUMBER})-and-(?:a|one)-half-(?P<unit>{UNIT})",
    "clock": rf"(?P<count>{NUMBER})(?:\s+|-)(?P<unit>{CLOCK_UNIT})",
}  # fmt: skip
FRAMES: dict[str, str] = {
    "edge": r"(?P<edge>end|close|start|beginning|middle|rest|remainder|course|whole|all)\s+of\s+(?:the\s+)?",
    "part": rf"(?P<ordinal>{ORDINAL})[-\s](?:(?P<count>{NUMBER})\s+)?(?P<unit>half|halves|{UNIT})\s+of\s+(?:the\s+)?",
    "week": r"(?P<unit>week)\s+(?:of|beginning|starting)\s+",
    "ended": rf"(?:(?P<count>{NUMBER})[-\s])?(?P<unit>{UNIT})\s+(?:ended|ending|up\s+to\s+and\s+including)\s+",
    "loose": r"(?:early|earlier|mid|late|later)(?:\s+(?:on|in))?(?:\s+|-)",
}  # fmt: skip
BEFORE_FORM = {kind: re.compile(rf"(?<!\w){frame}$", re.IGNORECASE) for kind, frame in FRAMES.items()}
LAST_OF_FRAME = re.compile(
    r"\b(?:of|the|beginning|starting|ended|ending|including|early|earlier|mid|late|later|on|in)[\s-]+$", re.IGNORECASE
)
PATTERNS = {kind: re.compile(rf"{form}(?!\w)") for kind, form in FORMS.items()}
BEGINNINGS = (
    MONTH_OR_SHORT, WEEKDAY_OR_SHORT, SMALL, *words("ordinals"), DECADE, SEASON, DEICTIC, NEAR_DAY, SETS, FISCAL, CALENDAR, EDGE, WHOLE,
    SAME, EACH, HALF, AND_HALF, "weekend", HOLIDAY.replace("\\", ""),
)  # fmt: skip
_LONG_WORDS = re.findall(r"[a-z]{2,}", "|".join(BEGINNINGS).lower())
FIRST_WORDS = {"a", "q", "h", *_LONG_WORDS, *(f"{word}s" for word in _LONG_WORDS)}  # "Q1", "H2", "Mondays"
_WORDS = {kind: frozenset(re.findall(r"[a-z]+", form.lower())) for kind, form in FORMS.items()}
KINDS = {  # by the first word: the forms whose patterns tell it, in the singular or the plural
    first: tuple(kind for kind, told in _WORDS.items() if not told.isdisjoint({first, f"{first}s", first.removesuffix("s")}))
    for first in FIRST_WORDS
}
KINDS["the"] = ("near_day", "day_alone")  # it stands in many forms, and begins "the day before yesterday"
FIGURE_KINDS = (
    "iso", "numeric", "day_month", "year_span", "part_of_year", "decade", "century", "short_year", "year", "division_of_unit", "ago",
    "duration", "clock", "day_deictic", "from_day", "weekdays_ago", "count_and_half",
)  # fmt: skip
_PAIRS = {first: "".join(sorted({word[1] for word in FIRST_WORDS if word[0] == first and len(word) > 1})) for first, *_ in FIRST_WORDS}
_LETTERS = "|".join(f"[{first}{first.upper()}][{seconds}{seconds.upper()}]" for first, seconds in sorted(_PAIRS.items()) if seconds)
BEGINNING = re.compile(rf"(?<![\w$€£¥#])(?:(?P<figure>['’](?=\d)|\d+)|(?:{_LETTERS}|[aAqQhH](?![^\W\d_]))[^\W\d_]*)")


class Form(NamedTuple):
    """Words that tell a time, and the groups of the pattern that found them."""

    kind: str
    match: re.Match[str]
    start_char: int
    end_char: int

    def group(self, name: str) -> str | None:
        """The words of a group; None where the form has no such group."""
        found: str | None = self.match.groupdict().get(name)
        return found


class Frame(NamedTuple):
    """Words before a form that pick a part of its stretch: "end of", "first two months of", "early"."""

    kind: str
    match: re.Match[str]
    start_char: int


def frame_before(text: str, start_char: int) -> Frame | None:
    """The frame that ends where the form starts."""
    base = max(0, start_char - 48)
    if not LAST_OF_FRAME.search(text[max(0, start_char - 16) : start_char]):
        return None
    for kind, pattern in BEFORE_FORM.items():
        if m := pattern.search(text[base:start_char]):
            return Frame(kind, m, base + m.start())
    return None


def forms(text: str) -> list[Form]:
    """The forms of the text in order, none overlapping."""
    found: list[Form] = []
    end = 0
    for m in BEGINNING.finditer(text):
        kinds = FIGURE_KINDS if m.lastgroup else KINDS.get(m.group().lower(), ())
        if kinds and m.start() >= end and (form := _longest_at(text, m.start(), kinds)):
            found.append(form)
            end = form.end_char
    return found


def _longest_at(text: str, at: int, kinds: Iterable[str]) -> Form | None:
    matches = [Form(kind, m, at, m.end()) for kind in kinds if (m := PATTERNS[kind].match(text, at))]
    return max(matches, key=lambda form: form.end_char, default=None)
