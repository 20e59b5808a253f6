"""Entities across articles with the user's corrections over everything: which candidate is which entity, by what name and code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from transforms.ids import content_id
from transforms.joined.overrides import Override
from transforms.joined.resolution import Candidate, joined


class Move(NamedTuple):
    """What the articles of that source path (a pattern) or id call so is another entity there."""

    ref: str
    articles: str
    entity_id: str


class Corrected(NamedTuple):
    """candidate_id -> entity_id where they differ, what differs by article; entity_id -> name or code that the user gives."""

    into: dict[str, str]
    local: frozenset[str]  # candidates that are another entity in every article
    moves: list[Move]
    names: dict[str, str]
    codes: dict[str, str]


def corrected(candidates: Iterable[Candidate], overrides: Sequence[Override], named: Mapping[str, Sequence[str]]) -> Corrected:
    """Joins the candidates by rule, then follows the user. `named` gives the candidates that a reference names.

    A split keeps its candidates out of the rules; merges come next, and names and codes go to the entities as they are by then.
    """
    found = _Entities(candidates, named, [override for override in overrides if override.action == "split"])
    for override in overrides:
        match override.action:
            case "merge":
                found.join(override.entities)
            case "split" if override.articles:
                found.move(override)
            case "split" | "rename":
                found.give(found.names, override)
            case "code":
                found.give(found.codes, override)
    return Corrected(found.all(), found.local, found.moves, found.names, found.codes)


class _Entities:
    """Candidates joined so far. Merges come before all else that asks for an entity: see the order of `FIELDS` there."""

    def __init__(self, candidates: Iterable[Candidate], named: Mapping[str, Sequence[str]], splits: Sequence[Override]) -> None:
        everyone = list(candidates)
        apart = {candidate_id for split in splits if not split.articles for candidate_id in named.get(split.entities[0], ())}
        self._ids = [candidate.candidate_id for candidate in everyone]
        self._named = dict(named)
        self._into, local = joined(candidate for candidate in everyone if candidate.candidate_id not in apart)
        self.local = local - {candidate_id for ids in named.values() for candidate_id in ids}
        self._joined: dict[str, str] = {}
        self.moves: list[Move] = []
        self.names: dict[str, str] = {}
        self.codes: dict[str, str] = {}

    def all(self) -> dict[str, str]:
        return {one: into for one in self._ids if (into := self._entity(one)) != one}

    def join(self, references: Sequence[str]) -> None:
        """The first one that articles name stays."""
        ids = [entity_id for ref in references for entity_id in self._entities(ref)]
        for other in ids[1:]:
            if self._entity(other) != self._entity(ids[0]):
                self._joined[self._entity(other)] = self._entity(ids[0])

    def move(self, split: Override) -> None:
        """In some articles what is called so is the entity of that name, a new one where there is none."""
        key = split.moved_to or ""
        if not self._entities(key):
            self._named[key] = [content_id("entity", key)]
            self.names[content_id("entity", key)] = split.value or ""
        self.moves += [Move(split.entities[0], articles, self._entities(key)[0]) for articles in split.articles]

    def give(self, given: dict[str, str], override: Override) -> None:
        if override.value:
            given |= dict.fromkeys(self._entities(override.entities[0]), override.value)

    def _entities(self, ref: str) -> list[str]:
        return list(dict.fromkeys(map(self._entity, self._named.get(ref, ()))))

    def _entity(self, candidate_id: str) -> str:
        found = self._into.get(candidate_id, candidate_id)
        while found in self._joined:
            found = self._joined[found]
        return found
