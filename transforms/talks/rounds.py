"""Which mentions of talks are of one round: mentions of the same parties that no place, day or outcome tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from transforms.dates.units import Stretch
from transforms.talks.places import is_near, narrower
from transforms.talks.words import Kind
from warehouse.schema import TalkOutcome

SLACK = timedelta(days=10)  # a deal is told some days after the talks
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
    outcome: TalkOutcome
    evidence: tuple[int, int]  # characters
    weight: int  # how much the clause of the evidence tells
    at: tuple[int, ...]
    is_headline: bool
    is_implied: bool  # the article tells the parties, not the clause
    stands_alone: bool  # whether an implied mention is talks of its own


def rounds(mentions: Iterable[Round]) -> list[Round]:
    """The rounds, in the order in which they are first told. Mentions that tell their parties come first."""
    found: list[Round] = []
    told = sorted((m for m in mentions if m.codes), key=lambda m: (m.is_implied, m.at))
    for mention in told:
        same = [i for i, other in enumerate(found) if _is_same(other, mention)]
        if same:
            best = max(same, key=lambda i: _closeness(found[i], mention))
            found[best] = _merged(found[best], mention)
        elif not mention.is_implied or _is_its_own(mention, found):
            found.append(mention)
    return sorted(found, key=lambda item: item.at[0])


def _is_its_own(mention: Round, found: list[Round]) -> bool:
    """Whether a mention without its parties tells talks of its own."""
    if mention.place or mention.days or mention.kind == "call":
        return True
    return mention.stands_alone and not any(set(other.codes) == set(mention.codes) for other in found)


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
    if not is_near(a.days, b.days, SLACK):
        return False
    return _outcomes_fit(a, b)


def _outcomes_fit(a: Round, b: Round) -> bool:
    outcomes = {a.outcome, b.outcome}
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
    return replace(
        better,
        kind=b.kind if a.kind == "agreement" and (b.place or b.days) else a.kind,
        codes=a.codes if len(a.codes) >= len(b.codes) else b.codes,
        place=a.place or b.place,
        venue=a.venue or b.venue,
        days=narrower(a.days, b.days),
        outcome=a.outcome if both_done else max(a.outcome, b.outcome, key=RANK.__getitem__),
        at=tuple(sorted((*a.at, *b.at))),
        is_headline=a.is_headline and b.is_headline,
        is_implied=a.is_implied and b.is_implied,
    )
