"""Details of a measure: the value of the trade it covers, who is let off, how far a trade remedy case has come."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.measures.phrases import lemma, modifiers
from transforms.measures.slots import Slots
from transforms.measures.spared import spared
from transforms.text.clauses import around
from warehouse.schema import Stage

CURRENCIES = {
    "$": "USD", "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD",
    "r$": "BRL", "₹": "INR", "dlr": "USD", "dlrs": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "pounds": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY", "rupees": "INR",
}  # fmt: skip
SCALES = {"million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}
AMOUNT = re.compile(
    r"(?P<sign>(?:US|CA?|AU?|NZ|HK|NT|S|R)?\$|[€£¥₹])\s?(?P<number>\d+(?:[.,]\d+)*)\s?-?(?P<scale>trillion|billion|million|bn|tn|mln|bln|m)\b"
    r"|(?P<plain>\d+(?:[.,]\d+)*)\s(?P<size>trillion|billion|million|mln|bln)\s(?P<name>dlrs?|dollars?|euros?|pounds|yen|yuan|rupees)\b",
    re.IGNORECASE,
)
COVERS = re.compile(r"\s*(?:\([^()]{0,20}\)\s*)?(?:worth\s+)?(?:of|in|worth)\b", re.IGNORECASE)
EXAMINED = frozenset({"investigation", "probe", "enquiry", "inquiry"})


class Value(NamedTuple):
    """An amount of money; `currency` is its ISO 4217 code."""

    amount: float
    currency: str


def value_covered(slots: Slots, text: str) -> Value | None:
    """The first amount in the words of the event that is one of trade: "on $7.5 billion of goods"."""
    for match in AMOUNT.finditer(text, slots.start_char, slots.end_char):
        is_inside = any(match.start() <= token.idx < match.end() for token in slots.tokens)
        if not COVERS.match(text, match.end()) or not is_inside:
            continue
        digits = (match["number"] or match["plain"]).replace(",", "")
        if digits.count(".") > 1:
            continue
        scale = SCALES[(match["scale"] or match["size"]).lower()]
        return Value(round(float(digits) * scale, 2), CURRENCIES[(match["sign"] or match["name"]).lower()])
    return None


def exempt_codes(slots: Slots, actors: Actors) -> tuple[str, ...]:
    """The governments behind "except" and its like."""
    return actors.codes(spared(slots.tokens, actors))


def stage(slots: Slots) -> Stage | None:
    """How far a case or a bill has come, by the words around it."""
    term: Token = slots.event.term.token
    words = set(modifiers(term))
    if lemma(term) == "petition" or lemma(slots.event.anchor) == "petition":
        return "petition"
    if lemma(slots.event.anchor) == "determination":
        words |= set(modifiers(slots.event.anchor))
    elif lemma(term) in EXAMINED:
        return "investigation"
    if slots.event.term.instrument == "antidumping" and words & {"provisional", "preliminary"}:
        return "provisional"
    if slots.event.term.instrument == "antidumping" and words & {"final", "definitive"}:
        return "final"
    if slots.action not in ("proposed", "threatened"):
        return None
    return "bill" if any(lemma(near) in ("bill", "legislation", "senator", "amendment") for near in around(term, 25)) else None
