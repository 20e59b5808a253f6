"""Which mentions of talks are of one round: mentions of the same parties that no place, day or outcome tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from transforms.dates.units import Stretch
from transforms.talks.governments import WORLD
from transforms.talks.places import is_near, narrower
from transforms.talks.words import Kind
from warehouse.schema import TalkOutcome

SLACK = timedelta(days=10)  # a deal is told some days after the talks
PACT = 4  # parties of a pact of many
NAMELESS = ("meeting", "negotiation")
DONE = frozenset({"agreement", "framework"})
RANK: dict[TalkOutcome, int] = {"framework": 5, "no_deal": 4, "agreement": 3, "ongoing": 2, "scheduled": 1, "unknown": 0}


@dataclass(frozen=True)
class Round:
    """Talks as the mentions of them add up. `at` are the tokens of the mentions."""

    kind: Kind
    codes: tuple[str, ...]
    place: str | None
    venue: str | None
    days: Stretch | None
    is_counted: bool  # only how many days is told
    outcome: TalkOutcome
    is_cancelled: bool
    is_old: bool  # more than half a year before the article
    evidence: tuple[int, int]  # characters
    sentence: int  # its first token
    weight: int  # how much the clause of the evidence tells
    at: tuple[int, ...]
    is_headline: bool
    is_implied: bool  # the article tells the parties, not the clause
    stands_alone: bool  # whether an implied mention is talks of its own


def rounds(mentions: Iterable[Round]) -> list[Round]:
    """The rounds, in the order in which they are first told. Mentions that tell their parties come first."""
    found: list[Round] = []
    told = sorted((m for m in _named(list(mentions)) if m.codes), key=lambda m: (m.is_implied, m.at))
    for mention in told:
        same = [i for i, other in enumerate(found) if _is_same(other, mention)]
        if same:
            best = max(same, key=lambda i: _closeness(found[i], mention))
            found[best] = _merged(found[best], mention)
        elif not mention.is_implied or _is_its_own(mention, found):
            found.append(mention)
    return sorted(found, key=lambda item: item.at[0])


def _named(mentions: list[Round]) -> list[Round]:
    """The mentions; talks without a name of their own are those that their sentence names, or the world's, where the article names them."""
    named = [m for m in mentions if not m.is_implied]
    talks = {m.sentence: m.codes for m in named if m.kind in NAMELESS}
    deals = {m.sentence: m.codes for m in named if m.kind == "agreement" and m.codes != WORLD}
    pairs = {frozenset(m.codes) for m in named}
    pacts = {m.codes for m in named if m.kind == "agreement" and len(m.codes) > PACT}
    first = min(named, key=lambda m: m.at) if named else None
    found = []
    for m in mentions:
        codes = m.codes
        if m.is_implied and m.kind in NAMELESS:
            is_worlds = first is not None and first.codes == WORLD and first.at < m.at and frozenset(m.codes) not in pairs
            codes = talks.get(m.sentence, WORLD if is_worlds else m.codes or (named[0].codes if len(pairs) == 1 else ()))
        elif m.is_implied and not m.codes and first is not None and first.codes == WORLD:
            codes = WORLD  # "ministers agreed to end subsidies"
        elif m.codes == WORLD:  # "11 nations signed the pact", which is known by name
            pact = next(iter(pacts)) if len(pacts) == 1 else WORLD
            codes = deals.get(m.sentence, pact) if m.kind == "agreement" else pact
        found.append(replace(m, codes=codes))
    return found


def _is_its_own(mention: Round, found: list[Round]) -> bool:
    """Whether a mention without its parties tells talks of its own."""
    if mention.place or mention.days or mention.kind == "call":
        return True
    is_deal = mention.kind == "agreement"
    return mention.stands_alone and not any(set(o.codes) == set(mention.codes) and (o.kind == "agreement") == is_deal for o in found)


def _closeness(a: Round, b: Round) -> tuple[int, int]:
    alike = (
        2 * (a.place is not None and a.place == b.place) + (a.outcome == b.outcome) + (a.kind == b.kind) + (set(a.codes) == set(b.codes))
    )
    return alike, -a.at[0]


def _is_same(a: Round, b: Round) -> bool:
    of_deal = a.kind == "agreement" and b.kind == "agreement"  # a pact of three is another one than that of two of them
    if set(a.codes) != set(b.codes) and (of_deal or not (set(a.codes) <= set(b.codes) or set(b.codes) <= set(a.codes))):
        return False
    if "call" in (a.kind, b.kind) and a.kind != b.kind:
        return False
    if a.place and b.place and a.place != b.place:
        return False
    if not is_near(a.days, b.days, SLACK) or a.is_old != b.is_old:
        return False
    return _outcomes_fit(a, b)


def _outcomes_fit(a: Round, b: Round) -> bool:
    if a.is_cancelled or b.is_cancelled:
        return "agreement" not in (a.kind, b.kind) and {a.outcome, b.outcome} <= {"scheduled", "unknown"}
    outcomes = {a.outcome, b.outcome}
    if outcomes == {"scheduled"} and (a.kind == "agreement") != (b.kind == "agreement"):
        return a.days is not None and b.days is not None  # a deal to be signed beside talks to be held
    if outcomes == {"unknown", "no_deal"} and a.kind != b.kind and not (a.is_implied or b.is_implied):
        return a.days is not None and b.days is not None  # "they met on Monday" beside "he broke off the negotiations"
    if outcomes == {"unknown", "scheduled"}:
        held = a if a.outcome == "unknown" else b
        return held.days is None and held.place is None  # what was held there and then is over
    if len(outcomes) == 1 or "unknown" in outcomes or outcomes <= DONE:
        return True
    return outcomes == {"ongoing", "scheduled"} and "agreement" not in (a.kind, b.kind)


def _merged(a: Round, b: Round) -> Round:
    """The first mention with its clause as evidence, unless it is the headline or tells much less."""
    more = b.weight > a.weight + 1 and not b.is_implied
    better = b if (a.is_headline and not b.is_headline) or (a.is_headline == b.is_headline and more) else a
    both_done = a.outcome in DONE and b.outcome in DONE
    is_cancelled = a.is_cancelled or b.is_cancelled
    return replace(
        better,
        kind=b.kind if a.kind == "agreement" and (b.place or b.days) else a.kind,
        codes=a.codes if len(a.codes) >= len(b.codes) else b.codes,
        place=a.place or b.place,
        venue=a.venue or b.venue,
        days=_days(a, b),
        is_counted=a.is_counted and b.is_counted,
        outcome="unknown"
        if is_cancelled
        else (b if a.is_headline else a).outcome
        if both_done
        else max(a.outcome, b.outcome, key=RANK.__getitem__),
        is_cancelled=is_cancelled,
        is_old=a.is_old and b.is_old,
        at=tuple(sorted((*a.at, *b.at))),
        is_headline=a.is_headline and b.is_headline,
        is_implied=a.is_implied and b.is_implied,
    )


def _days(a: Round, b: Round) -> Stretch | None:
    """The more exact of the days; those of the talks before the day of the deal they led to, which ends the days that are only counted."""
    talks, deal = (b, a) if a.kind == "agreement" else (a, b)
    if deal.kind != "agreement" or talks.kind == "agreement" or talks.days is None or deal.days is None or deal.days.start != deal.days.end:
        return narrower(a.days, b.days)
    last = deal.days.start
    if talks.is_counted and last >= talks.days.end:
        return Stretch(last - (talks.days.end - talks.days.start), last)
    return talks.days if talks.days.end <= last and talks.days.end - talks.days.start <= SLACK else narrower(a.days, b.days)
