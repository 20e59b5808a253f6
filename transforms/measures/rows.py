"""The row of one event between given parties."""

from __future__ import annotations

import csv
import re
from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from transforms.dates.dates import precision
from transforms.ids import content_id
from transforms.measures.announcements import announced_on, enacted_on
from transforms.measures.coverage import product_of, scope_of
from transforms.measures.details import exempt_codes, stage, value_covered
from transforms.measures.fields import basis_of, is_umbrella, programme_of, rate_of, source_of
from transforms.measures.gates import Filled, is_told
from transforms.measures.goods import hs_codes
from transforms.measures.mast import mast_chapter
from transforms.measures.onsets import Starts, later_start
from transforms.measures.past import is_bygone
from transforms.measures.phrases import lemma, modifiers
from transforms.measures.rates import Rate
from transforms.measures.refining import refined
from transforms.measures.slots import Facts, Slots
from transforms.measures.status import Told, direction, is_background, status
from transforms.measures.terms import is_export_charge
from transforms.measures.times import Times, deal_date, last_day, times
from transforms.measures.verbs import Event, verbs
from transforms.text.clauses import subject, verb_over
from warehouse.schema import Action, DateMention, Tariff

ALREADY = frozenset({"recent", "existing", "current", "earlier", "previous"})
ON_GOODS = frozenset({"US_232", "US_201", "US_337"})  # statutes under which a measure falls on named goods
YEAR = re.compile(r"\b\d{4}\b")
CONFIDENCE = Path(__file__).parents[1] / "data" / "measure_confidence.csv"


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with its parties, and what the words around it fill."""

    slots: Slots
    codes: tuple[str, ...]
    aims: tuple[str, ...]
    product: str | None
    after: Rate | None
    before: Rate | None
    rate_text: str | None


def row_of(slots: Slots, codes: tuple[str, ...], aims: tuple[str, ...], facts: Facts, starts: Starts) -> Tariff | None:
    """The row that an event makes; None where the text says too little of it."""
    after, before, text = rate_of(slots, facts)
    telling = Telling(slots, codes, aims, product_of(slots, facts), after, before, text)
    when = _own_times(slots, facts)
    if not is_told(slots, Filled(aims, telling.product, after, text, when.effective), facts):
        return None
    step = refined(slots, after, before)
    later = later_start(slots, codes, when, facts, starts) if step != "in_force" else None
    when = when._replace(effective=later) if later is not None else when
    action, proposed = _step(telling, step, when, facts)
    state = _state(telling, action, when, facts)
    holds = state["status"] in ("paused", "in_effect") and not state["is_background"]
    since = facts.document.article.published_date if holds else None
    fields = _place(telling, facts) | _figures(telling, facts) | _days(when, since, slots.event) | state
    return Tariff(
        article_id=facts.document.article.article_id,
        instrument=slots.event.term.instrument,
        mast_chapter=mast_chapter(slots.event.term.instrument, is_export_charge(slots.event.term)),
        action=action,
        proposed_action=proposed,
        imposer_codes=codes,
        target_codes=aims,
        stage=stage(slots),
        direction=direction(action, proposed),
        is_aggregate=is_umbrella(slots),
        attributed_to_candidate_id=source_of(slots, facts),
        attributed_to_id=None,
        confidence=confidence(slots.event),
        rule_id=f"{slots.event.relation}:{slots.event.action}",
        measure_id=None,
        **fields,
    )


def _own_times(slots: Slots, facts: Facts) -> Times:
    """The dates that the clause gives, else that of the deal which is its subject."""
    anchor = slots.event.anchor
    when = times(slots.event, slots.tokens, slots.ruling, facts.document, facts.dates)
    if when.announced is None:
        enacted = enacted_on(slots, facts.document, facts.dates)
        announced = enacted or announced_on(slots, facts.document, facts.dates)
        when = when._replace(announced=announced, is_enacted=enacted is not None)
    when = when._replace(effective=_in_its_year(when, facts))
    maker = subject(anchor) if when.effective is None and anchor.pos_ == "VERB" else None
    return when._replace(effective=deal_date(maker, facts.document, facts.dates)) if maker is not None else when


def _in_its_year(when: Times, facts: Facts) -> DateMention | None:
    """The first day, a year earlier where it follows an announcement that is over: "announced on April 2 ..., effective April 9"."""
    mention, published = when.effective, facts.document.article.published_date
    announced = when.announced.start_date if when.announced else None
    if mention is None or mention.start_date is None or announced is None or YEAR.search(mention.date_text):
        return mention
    earlier = mention.start_date - timedelta(days=365 + isleap(mention.start_date.year))
    is_guessed = mention.start_date > published and announced < earlier <= published
    return replace(mention, start_date=earlier, end_date=earlier) if is_guessed else mention


def _step(telling: Telling, action: Action, when: Times, facts: Facts) -> tuple[Action, Action | None]:
    """The action and what is proposed; one who is elected has no power yet."""
    if action in ("imposed", "raised") and telling.codes[0] in facts.actors.elects and when.effective is None:
        return "threatened", action
    return action, telling.slots.proposed


def _place(telling: Telling, facts: Facts) -> dict[str, Any]:
    """Where the telling stands, and the identity that follows from it."""
    slots = telling.slots
    places = (slots.start_char, slots.end_char, slots.event.term.token.idx, slots.event.anchor.idx)
    identity = content_id("tariff", facts.document.article.article_id, *places, slots.action, telling.codes, telling.aims)
    words = facts.document.words(slots.start_char, slots.end_char)
    return {"tariff_id": identity, "start_char": slots.start_char, "end_char": slots.end_char, "evidence": words}


def _figures(telling: Telling, facts: Facts) -> dict[str, Any]:
    """Goods, rates, the trade covered and who is let off."""
    after, before, parties = telling.after, telling.before, (*telling.codes, *telling.aims)
    covered = value_covered(telling.slots, facts.document.text)
    return {
        "product": telling.product,
        "product_scope": scope_of(telling.slots, telling.product, covered is not None),
        "hs_codes": hs_codes(telling.product),
        "rate_pct": after.percent if after else None,
        "rate_from_pct": before.percent if before else None,
        "rate_kind": after.kind if after else None,
        "rate_text": telling.rate_text,
        "value_covered_amount": covered.amount if covered else None,
        "value_covered_currency": covered.currency if covered else None,
        "exempt_codes": tuple(code for code in exempt_codes(telling.slots, facts.actors) if code not in parties),
    }


def _days(when: Times, since: date | None, event: Event) -> dict[str, Any]:
    """The days. `since`: from when a state holds whose first day the text does not tell."""
    announced = when.announced.start_date if when.announced else None
    return {
        "announced_date": announced,
        "effective_date": when.effective.start_date if when.effective else None,
        "effective_precision": precision(when.effective) if when.effective else None,
        "until_date": last_day(when, announced if since and announced else since, event),
        "until_text": when.until.date_text if when.until else None,
    }


def _state(telling: Telling, action: Action, when: Times, facts: Facts) -> dict[str, Any]:
    """The state on the day of publication, whether it is told as history, and the legal basis of the news."""
    slots, published = telling.slots, facts.document.article.published_date
    verb = verb_over(slots.event.anchor) or slots.event.anchor
    bygone = is_bygone(verb)
    background = bygone or is_background(verb, when.effective, published)
    basis = basis_of(slots, facts, telling.codes, background)
    if basis is not None and basis.code in ON_GOODS and telling.product is None and not basis.is_own:
        basis = None  # a statute on goods is none for all of them
    is_on_goods = basis is not None and basis.code in ON_GOODS
    programme = None if is_on_goods else programme_of(slots, facts, telling.codes, telling.aims, basis, telling.product is not None)
    return {
        "status": status(action, _told(slots, verb, background, bygone, when.is_enacted), when.effective, published),
        "is_background": background,
        "legal_basis": basis.words if basis else None,
        "legal_basis_code": basis.code if basis else None,
        "programme": programme,
    }


def _told(slots: Slots, verb: Token, background: bool, bygone: bool, is_enacted: bool) -> Told:
    event = slots.event
    is_recent = bool(ALREADY & {*modifiers(event.term.token), *(modifiers(event.anchor) if event.relation == "noun" else ())})
    stands = event.action == "in_force" or (event.relation == "bare" and event.action in ("lowered", "raised"))
    is_cut = event.action == "lowered"
    return Told(slots.mode, verb, background, is_recent, stands, bygone, slots.is_headline, is_cut, _is_pause(slots), is_enacted)


def _is_pause(slots: Slots) -> bool:
    """Whether the words call the relief a pause; a pause of a relief is none."""
    is_relief = lemma(slots.event.term.token) in ("treatment", "exemption")
    return not is_relief and any(verbs().noun.get(lemma(token)) == "paused" for token in slots.tokens)


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    with CONFIDENCE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["rule"]: (int(row["right"]) + 1) / (int(row["rows"]) + 2) for row in rows}


def confidence(event: Event) -> float:
    """Share of such rows found right on the tuning texts (transforms/data/measure_confidence.csv), 0 to 1."""
    shares = _shares()
    return round(shares.get(f"{event.relation}:{event.action}", shares[event.relation]), 2)
