"""Rates in percent: the numbers of a text, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.document import Document
from warehouse.schema import RateKind

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = {"fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}
WORDS = {word: value for value, word in enumerate(UNITS)} | TENS | {"nil": 0}
SIGN = r"(?:\s*%|[\s-]*(?:pct|per[\s-]?cent)\b|\s+percentage\s+points?\b)"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:[\s-]\d/\d{1,2})?|\b(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")\b"
RATE = re.compile(
    rf"(?P<low>{NUMBER})(?P<sign>{SIGN})?\s*(?:-|–|—|to|and)\s*(?P<high>{NUMBER}){SIGN}|(?P<one>{NUMBER}){SIGN}",
    re.IGNORECASE,
)
SIGNS = re.compile(r"%|pct\b|per[\s-]?cent\b|percentage", re.IGNORECASE)
WIDEST = 60  # characters from the first number of a range to its sign
POINTS = re.compile(r"[\s-]*(?:percentage\s+)?points?\b", re.IGNORECASE)
CAME_FROM = re.compile(
    rf",?\s+(?:\(?(?:up|down|raised|increased|lifted|cut|lowered|reduced)\s+)?from\s+(?P<old>{NUMBER})(?!\d|[.,]\d)(?=\s*[.,;)]|\s*$)",
    re.IGNORECASE,
)
BEFORE = 40  # characters left of a number that can qualify it
BETWEEN = re.compile(r"\b(?:between|range[ds]?\s+from|ranging\s+from)\s+$", re.IGNORECASE)
FROM = re.compile(
    r"\bfrom\s+(?:the\s+|a\s+|an\s+)?(?:(?:current|existing|previous|about|around|roughly|almost|some|nearly|original)\s+)*$", re.IGNORECASE
)
BY = re.compile(
    r"\bby\s+(?:an?\s+)?(?:(?:average|additional|further|extra|about|around|almost|nearly|over|some|up\s+to)\s+)*$", re.IGNORECASE
)
CAP = re.compile(
    r"\b(?:up\s+to|as\s+(?:high|much)\s+as|not\s+exceed(?:ing)?|no\s+more\s+than|no\s+higher\s+than|not\s+more\s+than|at\s+most|maximum\s+of|high\s+of(?:\s+almost)?|capped\s+at)"
    r"\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
MORE = re.compile(r"\b(?:additional|extra|further|another)\s+$", re.IGNORECASE)
MORE_AFTER = re.compile(r"\s*(?:additional|extra|supplementary)\b", re.IGNORECASE)
CUT_OF = re.compile(r"\b(?:cuts?|reductions?)\s+of\s+(?:up\s+to\s+|about\s+)?$", re.IGNORECASE)
CHANGE_AFTER = re.compile(r"\s+(?:rise|increase|cut|reduction|decrease)\s+in\b", re.IGNORECASE)  # the size of a change
DOWN_FROM = re.compile(
    r"\b(?:down|up|rather\s+than|instead\s+of|lower\s+than|compared\s+with)\s+(?:from\s+)?(?:an?\s+)?(?:(?:about|around)\s+)?$",
    re.IGNORECASE,
)
HAD_BEEN = re.compile(r"\b(?:had\s+(?:previously\s+)?been|previously|formerly)\s+(?:set\s+)?(?:at\s+)?(?:an?\s+)?$", re.IGNORECASE)
MONEY = r"(?:U\.?S\.?\s+|Canadian\s+)?(?:cents?|cts?|dollars?|dlrs?|euros?|pounds|pence|yen|yuan|rupees?|rand|pesos?|francs?|marks?|ecus?)"
SIGNED = r"(?:US\$|C\$|A\$|[$€£¥]|EUR\s|USD\s|Rs\.?\s?)"
UNIT = (
    r"(?:metric\s+|short\s+|long\s+)?(?:tonnes?|tons?|t|pounds?|lbs?|kilograms?|kilos?|kg|bushels?|barrels?|bales?|head|litres?|liters?|gallons?|"
    r"hectolitres?|hectoliters?|sq(?:uare)?\s+(?:yard|metre|meter)|units?|pairs?|dozen|cwt|hundredweight|carats?|watts?|piece)"
)
SPECIFIC = re.compile(
    rf"(?:{SIGNED}\d[\d,.]*|\b\d[\d,.]*(?:\s\d/\d)?\s+{MONEY})(?:\s*/\s*|\s+(?:a|an|per|for\s+each|on\s+each|each)\s+){UNIT}\b",
    re.IGNORECASE,
)
CURRENCY = re.compile(
    r"[$€£¥]|\b(?:EUR|USD|Rs|cents?|cts?|dollars?|dlrs?|euros?|pounds|pence|yen|yuan|rupees?|rand|pesos?|francs?|marks?|ecus?)\b"
)
LISTED = re.compile(r"\b(?:to|of|at)\s+$", re.IGNORECASE)  # "to 50 and 20 percent"
RESPECTIVELY = re.compile(r",?\s+respectively\b", re.IGNORECASE)
SHARE = re.compile(
    r"\s*of\s+(?:all\s+|total\s+|the\s+|its\s+|their\s+|[A-Z]\S+\s+|\w+\s+)?(?:\w+\s+and\s+\w+\s+)?(?:tariff\s+|trade\s+)?"
    r"(?:goods|imports?|exports?|products|lines|trade|items|shipments|production|consumption|demand|output|sales|supply|GDP|sanctions|tariffs|duties|levies|barriers|categories)\b",
    re.IGNORECASE,
)
HIGHEST_PERCENT = 5000  # no government ever set a higher rate; it is a misprint, or no rate


class Rate(NamedTuple):
    """A percentage in a text. `percent` is null for ranges; `before` marks the rate that was in force before."""

    start_char: int
    end_char: int
    percent: float | None
    kind: RateKind
    before: bool


def rates(document: Document) -> list[Rate]:
    """Every percentage of the article, in order, whatever it measures."""
    return rates_in(document.text)


def rates_in(text: str) -> list[Rate]:
    """Every percentage of the text: "25%", "7 1/2 pct", "seven per cent", "five to 50 percent"."""
    found: list[Rate] = []
    for match in _percentages(text):
        left = text[max(0, match.start() - BEFORE) : match.start()]
        if SHARE.match(text, match.end()):
            continue  # a share of trade is no rate
        is_points = bool(POINTS.match(text, match.end())) or match[0].lower().endswith(("point", "points"))
        if match["one"] is not None:
            found.append(_rate(match.start(), match.end(), match["one"], left, text, is_points))
        elif (
            (re.search(r"\bfrom\s+(?:\w+\s+)?$", left, re.IGNORECASE) or number(match["low"]) > number(match["high"]))  # no range falls
            and re.search(r"\bto\b", match[0], re.IGNORECASE)
            and not BETWEEN.search(left)
        ):
            found.append(Rate(match.start("low"), match.end("low"), number(match["low"]), "ad_valorem", True))
            found.append(Rate(match.start("high"), match.end(), number(match["high"]), "ad_valorem", False))
        elif re.search(r"\band\b", match[0], re.IGNORECASE) and not match["sign"] and not (BETWEEN.search(left) or _is_by_range(left)):
            if LISTED.search(left) or RESPECTIVELY.match(text, match.end()):
                found.append(Rate(match.start("low"), match.end("low"), number(match["low"]), "ad_valorem", False))
            high = (match.start("high"), match.end(), match["high"], text[max(0, match.start("high") - BEFORE) : match.start("high")])
            found.append(_rate(*high, text, is_points))  # "on April 2 and 34%": the first number is none of percent
        elif re.search(r"\band\b", match[0], re.IGNORECASE) and not BETWEEN.search(left):  # two rates of a list: "10% and 5%"
            kind: RateKind = "cut" if is_points or BY.search(left) else "ad_valorem"
            found.append(Rate(match.start("low"), match.end("low"), number(match["low"]), kind, False))
            found.append(Rate(match.start("high"), match.end(), number(match["high"]), kind, False))
        else:
            found.append(Rate(match.start(), match.end(), None, "cut" if is_points or _is_by_range(left) else "range", _is_from(left)))
    found = [more for rate in found for more in (rate, *_before(rate, text))]
    found += [Rate(match.start(), match.end(), None, "specific", False) for match in _specific(text)]
    return sorted(rate for rate in found if rate.percent is None or rate.percent <= HIGHEST_PERCENT)


def _specific(text: str) -> Iterator[re.Match[str]]:
    """Amounts of money for each unit of goods: "75 euros a tonne", "2.5 cents per pound"."""
    return SPECIFIC.finditer(text) if CURRENCY.search(text) else iter(())


def _before(rate: Rate, text: str) -> list[Rate]:
    """The rate before that stands behind a rate without a sign of its own: "12 percent, raised from 8"."""
    match = CAME_FROM.match(text, rate.end_char)
    return [Rate(match.start("old"), match.end("old"), number(match["old"]), "ad_valorem", True)] if match else []


def _percentages(text: str) -> Iterator[re.Match[str]]:
    """The matches of `RATE`, which is tried only near a sign for percent."""
    end = 0
    for sign in SIGNS.finditer(text):
        start = max(end, sign.start() - WIDEST)
        while start > end and not text[start - 1].isspace():
            start -= 1
        for match in RATE.finditer(text, start, min(len(text), sign.end() + WIDEST)):
            if match.start() > sign.end():
                break
            yield match
            end = match.end()


def number(words: str) -> float:
    """The value of "25", "1,000", "7 1/2" or "seven"."""
    words = words.strip().lower()
    if words in WORDS:
        return float(WORDS[words])
    whole, _, fraction = re.sub(r"[\s-]+", " ", words.replace(",", "")).partition(" ")
    if not fraction:
        return float(whole)
    over, under = fraction.split("/")
    return float(whole) + (int(over) / int(under) if int(under) else 0.0)


def _is_from(left: str) -> bool:
    """Whether a range is where a change starts: "from 5-7% to 10%", not "ranging from 5% to 12%"."""
    return FROM.search(left) is not None and BETWEEN.search(left) is None


def _is_by_range(left: str) -> bool:
    return bool(re.search(r"\b(?:by|cuts?\s+of|reductions?\s+of)\s+(?:between\s+|from\s+)?$", left, re.IGNORECASE))


def _rate(start: int, end: int, words: str, left: str, text: str, is_points: bool) -> Rate:
    kind: RateKind = "ad_valorem"
    if is_points or BY.search(left) or CHANGE_AFTER.match(text, end) or CUT_OF.search(left):
        return Rate(start, end, None, "cut", False)
    if CAP.search(left):
        kind = "cap"
    elif MORE.search(left) or MORE_AFTER.match(text, end):
        kind = "increment"
    return Rate(start, end, number(words), kind, bool(FROM.search(left) or DOWN_FROM.search(left) or HAD_BEEN.search(left)))
