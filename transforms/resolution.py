"""Joins entities across articles: which candidates of single articles are one real-world entity.

A function of the set of candidates alone: neither their order nor the night on which they came matters. Names only
propose; a merge needs a single possible full name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from transforms.names import SUFFIXES, surname

SHARE = 0.9  # of the articles that give a surname with a first name must mean one person, for the bare surname to be taken for him


class Candidate(NamedTuple):
    """An entity as articles tell it, counted over all articles that use the same key."""

    candidate_id: str
    entity_key: str
    entity_type: str
    article_count: int


def merged(candidates: Iterable[Candidate]) -> dict[str, str]:
    """candidate_id -> entity_id, for those that are not an entity of their own.

    Two steps, each of which may follow the other: full names that differ in middle names alone, then bare surnames.
    """
    people = [c for c in candidates if c.entity_type == "person"]
    into = _middle_names(people)
    into |= _surnames(people, into)
    return into


def _parts(candidate: Candidate) -> tuple[str, ...]:
    return tuple(candidate.entity_key.partition(":")[2].split())


def _middle_names(people: list[Candidate]) -> dict[str, str]:
    """ "wendy a cutler" and "wendy cutler" are one, unless two different middle names contend."""
    groups: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for person in people:
        parts = _parts(person)
        suffix = parts[-1:] if parts and parts[-1] in SUFFIXES else ()
        name = parts[: len(parts) - len(suffix)]
        if len(name) >= 2:
            groups[(name[0], name[-1], *suffix)].append(person)
    into: dict[str, str] = {}
    for ends, group in groups.items():
        middles = {parts[1 : len(parts) - len(ends) + 1] for parts in map(_parts, group)} - {()}
        initials = {" ".join(word[:1] for word in middle) for middle in middles}
        plain = next((p for p in group if _parts(p) == ends), None)
        if plain is not None and len(initials) <= 1:
            into |= {p.candidate_id: plain.candidate_id for p in group if p is not plain}
    return into


def _surnames(people: list[Candidate], into: dict[str, str]) -> dict[str, str]:
    """A bare surname is the person whom nearly all articles mean that give it with a first name."""
    full: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person in people:
        parts = [part for part in _parts(person) if part not in SUFFIXES]
        if len(parts) >= 2:
            full[surname(tuple(parts))][into.get(person.candidate_id, person.candidate_id)] += person.article_count
    found: dict[str, str] = {}
    for person in people:
        name = _parts(person)
        bearers = full.get(name[0], {}) if len(name) == 1 else {}
        if bearers:
            best = max(sorted(bearers), key=lambda bearer: bearers[bearer])
            if bearers[best] >= SHARE * sum(bearers.values()):
                found[person.candidate_id] = best
    return found
