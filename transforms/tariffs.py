"""Trade measures of an article: who imposed, changed, threatened or lifted what on whom."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from transforms.actors import Actors
from transforms.clauses import subject, verb_over
from transforms.dates import precision
from transforms.document import Document
from transforms.entities import Entities
from transforms.goods import hs_codes
from transforms.ids import content_id
from transforms.legal_bases import legal_bases
from transforms.measure_details import exempt_codes, stage, value_covered
from transforms.measure_fields import basis_of, is_umbrella, product_of, rate_of, source_of
from transforms.measure_frames import events
from transforms.measure_gates import Filled, is_told
from transforms.measure_lists import elliptic, listed
from transforms.measure_merge import Draft, merged, settled
from transforms.measure_onsets import Starts, general_start, later_start, onsets
from transforms.measure_search import terms
from transforms.measure_series import members, spread
from transforms.measure_slots import Facts, Slots, refined, slots_of
from transforms.measure_status import direction, is_background, status
from transforms.measure_targets import target
from transforms.measure_terms import lemma, modifiers
from transforms.measure_times import deal_date, times
from transforms.measure_verbs import Event
from transforms.modality import reporter
from transforms.rates import rates
from warehouse.schema import DateMention, Quote, Role, Tariff

DEFINITE = frozenset({"the", "this", "these", "those", "such", "current", "existing"})
ANSWERS = frozenset({"countermeasure", "counter-measure", "retaliation", "reprisal"})
ALREADY = frozenset({"recent", "existing", "current", "earlier", "previous"})
MOST = 1000  # measure words looked at in one article, so that an annex of a thousand pages takes seconds
CONFIDENCE = Path(__file__).with_name("data") / "measure_confidence.csv"


def tariffs(
    document: Document, entities: Entities, roles: Sequence[Role], dates: Sequence[DateMention], quotes: Sequence[Quote]
) -> list[Tariff]:
    """The trade measures that an article tells, in the order of the text."""
    actors = Actors(document, entities, roles)
    found = terms(document, actors.is_country, actors.named)
    if not found:
        return []
    percents = rates(document)
    found = sorted([*found, *elliptic(document, found, percents, actors.is_country)], key=lambda term: term.token.i)
    facts = Facts(document, actors, dates, quotes, percents, legal_bases(document.text), frozenset(term.token.i for term in found))
    starts = Starts(onsets(document, dates), general_start(document, dates))
    found = found[:MOST]
    told: list[Slots] = []
    for event in (event for term in found for event in events(term, facts.terms)):
        slots = slots_of(event, facts)
        if slots is not None:
            before = next((earlier for earlier in reversed(told[-4:]) if earlier.event.relation != "bare"), None)
            told.append(listed(slots, before))
    home = Counter(code for slots in told for code in slots.acting.codes)
    home.subtract(code for slots in told if not slots.acting.codes for code in slots.said.aims)  # who is hit is less likely to hit
    drafts: list[Draft] = []
    for slots in told:
        drafts += _drafts(slots, facts, home, drafts, starts)
    return merged(settled(drafts, actors), len(document.article.title or ""))


def _drafts(slots: Slots, facts: Facts, home: Counter[str], earlier: Sequence[Draft], starts: Starts) -> list[Draft]:
    """The rows of one event: one, or two where each side acts on the other."""
    event, actors = slots.event, facts.actors
    if slots.acting.is_private and slots.proposed != "exempted":
        return []  # a company that asks to be let off starts a case
    definite = any(
        child.lower_ in DEFINITE
        for child in (*event.phrase.children, *event.term.token.children, *(event.anchor.children if event.relation == "noun" else ()))
    )
    is_onset = definite and event.relation == "subject" and event.action == "imposed"
    if not slots.acting.codes and not slots.said.aims and definite and not target(event, list(slots.tokens), slots.said, (), actors).codes:
        alike = next((draft.row for draft in reversed(earlier) if draft.row.instrument == event.term.instrument), None)
        row = _row(slots, alike.imposer_codes, alike.target_codes, facts, starts) if alike else None
        if row:
            return [Draft(row, bool(row.target_codes), True, False, False, is_onset)]
    said_by = slots.acting.codes
    if said_by and not slots.acting.is_pair and set(said_by) <= set(slots.said.aims) <= set(said_by):
        said_by = ()  # nobody hits himself: the parse has the wrong subject
    codes = said_by or _by_statute(slots, facts) or _default(slots, home, actors)
    hit = target(event, list(slots.tokens), slots.said, codes, actors)
    if len(codes) == 2 and (slots.acting.is_pair or hit.is_pair or not hit.codes):
        pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((one,), (other,)) for one, other in (codes, codes[::-1])]
    elif slots.action == "retaliated":
        pairs = [((code,), hit.codes) for code in codes]  # each hits back by itself
    else:
        pairs = [(codes, hit.codes)]
    here = event.anchor.sent
    has_basis = any(here.start_char <= basis.start_char < here.end_char for basis in facts.bases)
    is_list = lemma(event.term.token) in ("list", "blacklist")
    rows = ((_row(slots, acting, aims, facts, starts), aims) for acting, aims in pairs if acting)
    is_mutual = len(pairs) > 1 and slots.acting.is_pair  # what both sides do to each other sums up what each of them does
    series = members(event, slots.tokens, facts.document, facts.rates, facts.dates)
    goes_to = bool(slots.said.destinations) or is_list
    return [
        Draft(replace(one, is_aggregate=one.is_aggregate or is_mutual), bool(aims), definite, goes_to, has_basis, is_onset)
        for row, aims in rows
        if row is not None
        for one in spread(row, series)
    ]


def _by_statute(slots: Slots, facts: Facts) -> tuple[str, ...]:
    """The government whose statute the clause names, where it says no more: "the Section 301 duties"."""
    inside = {token.idx for token in slots.tokens}
    return tuple(dict.fromkeys(basis.country_code for basis in facts.bases if basis.country_code and basis.start_char in inside))[:1]


def _default(slots: Slots, home: Counter[str], actors: Actors) -> tuple[str, ...]:
    """Who imposes where the clause does not say: the government that acts in the article's other measures, else its main one."""
    aims = slots.said.aims
    source = reporter(slots.event.anchor) if lemma(slots.event.term.token) in ANSWERS else None
    speaking = actors.party(source).codes if source is not None else ()
    if speaking:
        return speaking[:1]
    if actors.author and actors.author[0] not in aims:
        return actors.author
    share = {code: home[code] + count / 3 for code, count in actors.mentioned.items()}
    ranked = sorted(share, key=lambda code: (-share[code], code))
    return tuple([code for code in ranked if code not in aims][:1])


def _row(slots: Slots, codes: tuple[str, ...], aims: tuple[str, ...], facts: Facts, starts: Starts) -> Tariff | None:
    event, document = slots.event, facts.document
    article = document.article
    product = product_of(slots, facts)
    after, before, text = rate_of(slots, facts)
    when = times(event, slots.tokens, slots.ruling, document, facts.dates)
    maker = subject(event.anchor) if when.effective is None and event.anchor.pos_ == "VERB" else None
    if maker is not None:
        when = when._replace(effective=deal_date(maker, document, facts.dates))
    if not is_told(slots, Filled(aims, product, after, text, when.effective), facts):
        return None
    action, proposed = refined(slots, after, before), slots.proposed
    later = later_start(slots, codes, when, facts, starts) if action != "in_force" else None
    if later is not None:
        when = when._replace(effective=later)
    if action in ("imposed", "raised") and codes[0] in facts.actors.elects and when.effective is None:
        action, proposed = "threatened", action  # one who is elected has no power yet
    start = when.effective.start_date if when.effective else None
    verb = verb_over(event.anchor) or event.anchor
    background = is_background(verb, start, article.published_date)
    is_recent = bool(ALREADY & {*modifiers(event.term.token), *(modifiers(event.anchor) if event.relation == "noun" else ())})
    stands = event.action == "in_force" or (event.relation == "bare" and event.action in ("lowered", "raised"))
    covered = value_covered(slots, document.text)
    basis = basis_of(slots, facts, codes, background)
    return Tariff(
        tariff_id=content_id(
            "tariff",
            article.article_id,
            slots.start_char,
            slots.end_char,
            event.term.token.idx,
            event.anchor.idx,
            slots.action,
            codes,
            aims,
        ),
        article_id=article.article_id,
        start_char=slots.start_char,
        end_char=slots.end_char,
        evidence=document.words(slots.start_char, slots.end_char),
        instrument=event.term.instrument,
        action=action,
        proposed_action=proposed,
        status=status(action, slots.mode, when, verb, article.published_date, background, is_recent, stands),
        imposer_codes=codes,
        target_codes=aims,
        exempt_codes=tuple(code for code in exempt_codes(slots, facts.actors) if code not in (*codes, *aims)),
        product=product,
        hs_codes=hs_codes(product),
        rate_pct=after.percent if after else None,
        rate_from_pct=before.percent if before else None,
        rate_kind=after.kind if after else None,
        rate_text=text,
        value_covered_amount=covered.amount if covered else None,
        value_covered_currency=covered.currency if covered else None,
        announced_date=when.announced.start_date if when.announced else None,
        effective_date=start,
        effective_precision=precision(when.effective) if when.effective else None,
        until_date=when.until.end_date if when.until else None,
        until_text=when.until.date_text if when.until else None,
        legal_basis=basis.words if basis else None,
        legal_basis_code=basis.code if basis else None,
        stage=stage(slots),
        direction=direction(action, proposed),
        is_background=background,
        is_aggregate=is_umbrella(slots),
        attributed_to_candidate_id=source_of(slots, facts),
        attributed_to_id=None,
        confidence=confidence(event),
        rule_id=f"{event.relation}:{event.action}",
        measure_id=None,
    )


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    with CONFIDENCE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["rule"]: (int(row["right"]) + 1) / (int(row["rows"]) + 2) for row in rows}


def confidence(event: Event) -> float:
    """Share of such rows found right on the tuning texts (transforms/data/measure_confidence.csv), 0 to 1."""
    shares = _shares()
    return round(shares.get(f"{event.relation}:{event.action}", shares[event.relation]), 2)
