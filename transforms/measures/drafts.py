"""The rows of one event before repeated tellings are joined: who acts on whom, where the clause leaves it open too."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.articles.dateline import home_country
from transforms.measures.coverage import product_of
from transforms.measures.modality import reporter
from transforms.measures.onsets import Starts
from transforms.measures.past import is_bygone
from transforms.measures.phrases import lemma, modifiers
from transforms.measures.rates import Rate
from transforms.measures.rows import row_of
from transforms.measures.series import members, spread
from transforms.measures.sides import WORLD, importer_of_all
from transforms.measures.slots import Facts, Slots
from transforms.measures.targets import target
from transforms.measures.verbs import verbs
from transforms.text.clauses import sentence_of, verb_over
from warehouse.schema import Action, Tariff

DEFINITE = frozenset({"the", "this", "these", "those", "such", "current", "existing"})
ANSWERS = frozenset({"countermeasure", "counter-measure", "retaliation", "reprisal"})
Codes = tuple[str, ...]


class Draft(NamedTuple):
    """A row before repeated tellings are joined.

    `is_aimed`: the clause itself says whom it hits; `is_definite`: "the tariff", which points back; `is_bound`: it says where the goods go;
    `has_basis`: its sentence names the legal basis; `is_onset`: "the tariff takes effect", said of one told before;
    `is_bygone`: it belongs to an earlier term; `prolonged`: which relief is extended, a pause or an exemption; `is_answer`: it calls them
    countermeasures that the reader knows: "the countermeasures", "its retaliation"; `is_item`: a country of a list with the rate of each;
    `place`: the token of the measure's word, which the stages of one measure share.
    """

    row: Tariff
    is_aimed: bool
    is_definite: bool
    is_bound: bool
    has_basis: bool
    is_onset: bool = False
    is_bygone: bool = False
    prolonged: frozenset[Action] = frozenset()
    is_answer: bool = False
    is_item: bool = False
    place: int = -1


def drafts(slots: Slots, facts: Facts, home: Counter[str], earlier: Sequence[Draft], starts: Starts) -> list[Draft]:
    """The rows of one event: one, or two where each side acts on the other."""
    event = slots.event
    if slots.acting.is_private and slots.proposed != "exempted":
        return []  # a company that asks to be let off starts a case
    definite = _is_definite(slots)
    is_onset = (
        event.action == "imposed"
        and event.anchor.lemma_.lower() in verbs().subject
        and ((definite and event.relation in ("subject", "modifier")) or event.is_second)
    )
    series = members(event, slots.tokens, facts.document, facts.rates, facts.dates)
    again = _told_again(slots, facts, earlier, starts) if definite else None
    if again is not None:
        known = _is_known_answer(slots, definite)
        return [Draft(one, bool(one.target_codes), True, False, False, is_onset, is_answer=known) for one in spread(again, series)]
    own = _own_rates(slots, facts)
    sides = [((code,), slots.said.aims) for code in own] if own else _sides(slots, facts, home, earlier)
    is_mutual = len(sides) > 1 and slots.acting.is_pair  # what both sides do to each other sums up what each of them does
    sentence = sentence_of(event.anchor)
    has_basis = any(sentence.start_char <= basis.start_char < sentence.end_char for basis in facts.bases)
    goes_to = bool(slots.said.destinations) or _is_another_word(slots) or lemma(event.term.token) in ("list", "blacklist")
    bygone = is_bygone(verb_over(event.anchor) or event.anchor)
    found: list[Draft] = []
    for acting, aims in sides:
        row = row_of(slots, acting, aims, facts, starts) if acting else None
        if row is not None:
            row = replace(row, is_aggregate=row.is_aggregate or is_mutual)
            meant = _own_before(row, slots, aims, earlier) or _first_stage(row, slots, aims, earlier)
            if meant is not None:
                row = replace(row, target_codes=meant.target_codes, product=meant.product, product_scope=meant.product_scope)
                row, aims = replace(row, hs_codes=meant.hs_codes), meant.target_codes
            row = _behind_first(row, slots, earlier)
            if rate := own.get(acting[0]):
                text = facts.document.words(rate.start_char, rate.end_char)
                row = replace(row, rate_pct=rate.percent, rate_from_pct=None, rate_kind=rate.kind, rate_text=text)
            found += [
                Draft(
                    one,
                    bool(aims),
                    definite,
                    goes_to,
                    has_basis,
                    is_onset,
                    bygone,
                    _prolonged(slots),
                    _is_known_answer(slots, definite),
                    event.term.aim is not None,
                    event.term.token.i,
                )
                for one in spread(row, series)
            ]
    return found


def _own_rates(slots: Slots, facts: Facts) -> dict[str, Rate]:
    """The rate of each actor that stands with its own in brackets: "Norway (18%) and Japan (30%) charge more than others"."""
    if len(slots.acting.codes) < 2:
        return {}
    anchor = slots.event.anchor
    found: dict[str, Rate] = {}
    for token in anchor.doc[sentence_of(anchor).start : anchor.i]:
        named = facts.actors.codes([token])
        if len(named) == 1 and named[0] in slots.acting.codes and token.i + 1 < anchor.i and token.nbor(1).text == "(":
            opening = token.nbor(1).idx
            at = bisect_right(facts.rates, opening, key=lambda rate: rate.start_char)
            if at < len(facts.rates) and facts.rates[at].start_char - opening <= len("(a "):
                found[named[0]] = facts.rates[at]
    return found if len(found) == len(slots.acting.codes) else {}


def _prolonged(slots: Slots) -> frozenset[Action]:
    """The relief that is extended: "will extend its tariff exclusions", "will maintain the suspension"."""
    if slots.action != "extended":
        return frozenset()
    said = (verbs().noun.get(lemma(token)) for token in slots.tokens)
    return frozenset(action for action in said if action in ("paused", "exempted"))


def _is_another_word(slots: Slots) -> bool:
    """Whether "levies", "duties" are another word for the tariffs named before, between the same parties."""
    term = slots.event.term
    return term.back is not None and lemma(term.token) in ("levy", "duty") and term.instrument == "tariff"


def _is_definite(slots: Slots) -> bool:
    """Whether the noun points back: "the tariff", "those duties"."""
    event = slots.event
    nouns = (event.phrase, event.term.token, *((event.anchor,) if event.relation == "noun" else ()))
    return event.term.token.pos_ == "PRON" or any(child.lower_ in DEFINITE for noun in nouns for child in noun.children)


def _is_known_answer(slots: Slots, definite: bool) -> bool:
    """Whether the words point to countermeasures told elsewhere: "the countermeasures", "its countermeasures", "Peru's retaliation"."""
    noun = slots.event.term.token
    owned = any(child.dep_ == "poss" for child in noun.children)
    is_named = lemma(noun) in ANSWERS and slots.event.term.instrument == "other" and "non" not in modifiers(noun)
    return is_named and (definite or owned)


def _told_again(slots: Slots, facts: Facts, earlier: Sequence[Draft], starts: Starts) -> Tariff | None:
    """The row of "the tariffs" of nobody on nobody: between the parties of the last one told."""
    if slots.acting.codes or slots.said.aims or target(slots.event, list(slots.tokens), slots.said, (), facts.actors).codes:
        return None
    meant = [draft.row for draft in reversed(earlier) if _is_meant(draft.row, slots)]
    if slots.action == "exempted" and (code := _of_programme(slots, facts)):
        meant = [row for row in meant if code in row.imposer_codes]
    goods = product_of(slots, facts)
    if slots.action != "in_force":  # what is done is done to what is news, not to what stands beside it: "Peru's own duty on wine"
        meant.sort(key=lambda row: row.action == "in_force")
    alike = next((row for row in meant if goods and goods.lower() in row.evidence.lower()), next(iter(meant), None))
    return row_of(slots, alike.imposer_codes, alike.target_codes, facts, starts) if alike is not None else None


def _own_before(row: Tariff, slots: Slots, aims: Codes, earlier: Sequence[Draft]) -> Tariff | None:
    """What "the rate" is that a government changes: that of the last measure of its own, whoever's was told last."""
    if slots.event.term.back is None or lemma(slots.event.term.token) != "rate" or aims:
        return None
    own = [draft.row for draft in reversed(earlier) if draft.row.imposer_codes == row.imposer_codes and _is_meant(draft.row, slots)]
    return next((other for other in own if other.rate_pct is not None and other.target_codes), next(iter(own), None))


def _first_stage(row: Tariff, slots: Slots, aims: Codes, earlier: Sequence[Draft]) -> Tariff | None:
    """The measure whose later stage is told: "a 10% tariff on Peruvian wool, rising to 15% in 2028"."""
    if not slots.event.is_second or aims:
        return None
    same = (
        draft for draft in reversed(earlier) if draft.place == slots.event.term.token.i and draft.row.imposer_codes == row.imposer_codes
    )
    return next((draft.row for draft in same if draft.is_aimed and row.product in (None, draft.row.product)), None)


def _behind_first(row: Tariff, slots: Slots, earlier: Sequence[Draft]) -> Tariff:
    """A later stage begins after the first: "10% from February 1, rising to 25% on June 1" is June of the same year."""
    first = next((draft.row for draft in reversed(earlier) if draft.place == slots.event.term.token.i), None)
    is_stage = slots.event.is_second and slots.event.action in ("raised", "lowered") and slots.event.anchor.tag_ == "VBG"
    if not is_stage or first is None or row.effective_date is None or first.effective_date is None:
        return row
    if row.effective_date >= first.effective_date or (row.effective_date.month, row.effective_date.day) == (2, 29):
        return row
    later = row.effective_date.replace(year=row.effective_date.year + 1)
    return replace(row, effective_date=later, is_background=first.is_background)


def _is_meant(row: Tariff, slots: Slots) -> bool:
    """Whether "the tariffs" can be those of an earlier row, which tells whom they hit, not who is let off."""
    is_relief = row.instrument == "tariff" and row.action == "exempted" and slots.action != "exempted"
    return row.instrument == slots.event.term.instrument and not is_relief


def _of_back(slots: Slots, earlier: Sequence[Draft]) -> Codes:
    """Who imposed what a noun points back to: "brought in a tax, which lifted the rate"."""
    back = slots.event.term.back
    told = (draft.row.imposer_codes for draft in reversed(earlier) if back is not None and draft.place == back.i)
    return next(told, ()) if back is not None and lemma(slots.event.term.token) == "rate" and not slots.said.aims else ()


def _sides(slots: Slots, facts: Facts, home: Counter[str], earlier: Sequence[Draft]) -> list[tuple[Codes, Codes]]:
    """Who acts on whom: one pair of sides, or one for each that acts by itself."""
    importer = importer_of_all(slots.tokens, facts.actors) if not slots.acting.codes else ()
    if importer:
        return [(importer, (WORLD,))]
    codes = _acting(slots) or _by_statute(slots, facts) or _of_back(slots, earlier) or _default(slots, home, facts)
    hit = target(slots.event, list(slots.tokens), slots.said, codes, facts.actors)
    hits_back = "retaliated" in (slots.action, slots.proposed)
    if len(codes) == 2 and (slots.acting.is_pair or hit.is_pair or not (hit.codes or hits_back)):
        return [((one,), (other,)) for one, other in (codes, codes[::-1])]
    if hits_back:
        return [((code,), hit.codes) for code in codes]  # each hits back by itself
    return [(codes, hit.codes)]


def _acting(slots: Slots) -> Codes:
    """Who acts by the clause; nobody hits himself: then the parse has the wrong subject."""
    codes, aims = slots.acting.codes, set(slots.said.aims)
    return () if codes and not slots.acting.is_pair and set(codes) <= aims <= set(codes) else codes


def _by_statute(slots: Slots, facts: Facts) -> tuple[str, ...]:
    """The government whose statute the clause names, where it says no more: "the Section 301 duties"."""
    inside = {token.idx for token in slots.tokens}
    if slots.event.action == "exempted" and (code := _of_programme(slots, facts)):
        return (code,)  # "chips are excluded from the reciprocal tariffs"
    return tuple(dict.fromkeys(basis.country_code for basis in facts.bases if basis.country_code and basis.start_char in inside))[:1]


def _of_programme(slots: Slots, facts: Facts) -> str | None:
    """The government whose programme the words of the event name."""
    inside = {token.idx for token in slots.tokens}
    return next((programme.country_code for programme in facts.programmes if programme.start_char in inside), None)


def _default(slots: Slots, home: Counter[str], facts: Facts) -> tuple[str, ...]:
    """Who imposes where the clause does not say: the government that acts in the article's other measures, else that of the dateline
    or the main one."""
    actors = facts.actors
    aims = slots.said.aims
    source = reporter(slots.event.anchor) if lemma(slots.event.term.token) in ANSWERS else None
    speaking = actors.party(source).codes if source is not None else ()
    if speaking:
        return speaking[:1]
    if actors.author and actors.author[0] not in aims:
        return actors.author
    share = {code: home[code] + count / 3 for code, count in actors.mentioned.items()}
    first = {code: -place for place, code in reversed(actors.order)}  # who is named first acts rather than who is named later
    ranked = sorted(share, key=lambda code: (-share[code], -first.get(code, 0), code))
    at_home = [home_country(facts.document.article.dateline)] if not any(count > 0 for count in home.values()) else []
    best = next((code for code in (*at_home, *ranked) if code and code not in aims and code in share), None)
    chief = {*actors.main[:2], *[code for code in actors.main if home[code] >= 0][:2]}  # no country that the article names in passing
    is_of_it = best is not None and (home[best] > 0 or best in chief)
    return (best,) if best is not None and is_of_it else ()
