"""Which mentions of talks are of one round: mentions of the same parties that no place, day or outcome tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from transforms.calendar_units import Stretch
from transforms.talk_places import is_near, narrower
from transforms.talk_words import Kind
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


def rounds(mentions: Iterable[Round]) -> list[Round]:
    """The rounds, in the order in which they are first told."""
    found: list[Round] = []
    for mention in mentions:
        same = [i for i, other in enumerate(found) if _is_same(other, mention)]
        if not same:
            if mention.codes:
                found.append(mention)
            continue
        best = max(same, key=lambda i: (found[i].kind == mention.kind, _told_alike(found[i], mention), -i if mention.codes else i))
        found[best] = _merged(found[best], mention)
    return found


def _told_alike(a: Round, b: Round) -> int:
    return (a.place is not None and a.place == b.place) + (a.outcome == b.outcome)


def _is_same(a: Round, b: Round) -> bool:
    if b.codes and not (set(a.codes) <= set(b.codes) or set(b.codes) <= set(a.codes)):
        return False
    if "call" in (a.kind, b.kind) and a.kind != b.kind:
        return False
    if not b.codes and (a.kind == "agreement") != (b.kind == "agreement"):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    if not is_near(a.days, b.days, SLACK):
        return False
    return _outcomes_fit(a, b)


def _outcomes_fit(a: Round, b: Round) -> bool:
    outcomes = {a.outcome, b.outcome}
    if len(outcomes) == 1 or "unknown" in outcomes or outcomes <= DONE:
        return True
    return outcomes == {"ongoing", "scheduled"} and "agreement" not in (a.kind, b.kind)


def _merged(a: Round, b: Round) -> Round:
    better = b if (a.is_headline and not b.is_headline) or (a.is_headline == b.is_headline and b.codes and b.weight > a.weight) else a
    return replace(
        better,
        kind=a.kind if a.kind != "agreement" or b.kind == "agreement" or not b.codes else b.kind,
        codes=a.codes if len(a.codes) >= len(b.codes) else b.codes,
        place=a.place or b.place,
        venue=a.venue or b.venue,
        days=narrower(a.days, b.days),
        outcome=max(a.outcome, b.outcome, key=RANK.__getitem__),
        at=(*a.at, *b.at),
        is_headline=a.is_headline and b.is_headline,
    )
