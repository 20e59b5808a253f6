"""Goods that each have rates of their own in one clause: "raised duties on wool from 5% to 10% and on silk from 8% to 16%"."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from transforms.ids import content_id
from transforms.measures.goods import hs_codes
from transforms.measures.products import product_words
from transforms.measures.rates import Rate
from transforms.measures.slots import Facts, Slots
from transforms.text.clauses import sentence_of
from warehouse.schema import Tariff

CHANGES = frozenset({"raised", "lowered", "imposed", "removed"})
MOST = 12  # members of such a list
LINKS = frozenset({"on", "for"})


class Portion(NamedTuple):
    """A part of the goods: their words, whose they are (empty: as told before), and their rates before and after."""

    product: str
    aims: tuple[str, ...]
    before: Rate | None
    after: Rate


def portions(slots: Slots, facts: Facts) -> list[Portion]:
    """The parts that a clause tells one after the other, by the order of the words: parses hang such phrases anywhere. None or several."""
    event = slots.event
    if event.relation not in ("object", "subject", "modifier") or event.action not in CHANGES:
        return []
    openings = _openings(event.term.token, facts)
    if not 2 <= len(openings) <= MOST:
        return []
    ends = [*(one.i for one in openings[1:]), sentence_of(event.term.token).end]
    found = [portion for one, end in zip(openings, ends, strict=True) if (portion := _portion(one, end, facts)) is not None]
    return found if len(found) == len(openings) else []


def _openings(noun: Token, facts: Facts) -> list[Token]:
    """The prepositions that each open a part: right behind the noun, then behind a comma or "and", with no other predicate between."""
    found: list[Token] = []
    for token in noun.doc[noun.i + 1 : sentence_of(noun).end]:
        if token.i in facts.terms or (token.pos_ == "VERB" and token.dep_ not in ("amod", "compound")):
            break
        follows = token.i == noun.i + 1 if not found else token.nbor(-1).text == "," or token.nbor(-1).lower_ in ("and", "while")
        if follows and token.lower_ in LINKS and any(child.dep_ == "pobj" for child in token.children):
            found.append(token)
    return found


def _portion(opening: Token, end: int, facts: Facts) -> Portion | None:
    """The part that begins here: its goods, then its rates."""
    head = next(child for child in opening.children if child.dep_ == "pobj")
    span = product_words(head, facts.actors)
    start, stop = opening.idx, opening.doc[end - 1].idx
    rates = [rate for rate in facts.rates if start < rate.start_char <= stop and rate.kind in ("ad_valorem", "increment", "cap")]
    after = [rate for rate in rates if not rate.before]
    before = [rate for rate in rates if rate.before]
    if span is None or len(after) != 1 or len(before) > 1 or rates[0].start_char < span[1]:
        return None
    words = " ".join(facts.document.words(*span).split())
    return Portion(words, facts.actors.codes(opening.doc[opening.i : head.i + 1]), before[0] if before else None, after[0])


def shared_out(row: Tariff, parts: list[Portion]) -> list[Tariff]:
    """The row of each part."""
    rows = []
    for place, part in enumerate(parts):
        identity = row.tariff_id if place == 0 else content_id(row.tariff_id, "portion", place)
        one = replace(row, tariff_id=identity, product=part.product, hs_codes=hs_codes(part.product))
        one = replace(
            one, rate_pct=part.after.percent, rate_kind=part.after.kind, rate_from_pct=part.before.percent if part.before else None
        )
        rows.append(replace(one, target_codes=part.aims) if part.aims else one)
    return rows
