"""Which token belongs to which name: the mentions of an article, by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from transforms.document import Document
from transforms.entities import Entities
from warehouse.schema import ArticleEntity, Mention


@dataclass(frozen=True)
class Name:
    """A mention with its entity and the tokens it covers (`end` is one past the last)."""

    mention: Mention
    entity: ArticleEntity
    start: int
    end: int

    @property
    def is_person(self) -> bool:
        return self.mention.entity_type == "person"

    @property
    def government(self) -> str | None:
        """Code of the state or union that the name itself stands for, as in "Chinese", "Washington" or "EU"."""
        is_power = self.mention.entity_type == "country" or self.mention.is_metonym or self.entity.country_code == "EU"
        return self.entity.country_code if is_power else None


@dataclass(frozen=True)
class Names:
    """The mentions of an article in order, found by token."""

    document: Document
    entities: Entities

    @cached_property
    def all(self) -> tuple[Name, ...]:
        """Every mention, pronouns included, in the order of the text."""
        starts = self.document.doc.to_array("IDX").tolist()
        rows = {entity.candidate_id: entity for entity in self.entities.entities}
        found = []
        for mention in sorted(self.entities.mentions, key=lambda m: (m.start_char, m.end_char)):
            start = max(0, bisect_right(starts, mention.start_char) - 1)
            end = bisect_left(starts, mention.end_char)
            if end > start and mention.candidate_id in rows:
                found.append(Name(mention, rows[mention.candidate_id], start, end))
        return tuple(found)

    @cached_property
    def organizations_by_word(self) -> dict[str, dict[str, Name]]:
        """For each word of an organization's name, the organizations that have it, by their candidate_id."""
        found: dict[str, dict[str, Name]] = {}
        for name in self.all:
            if name.mention.entity_type == "organization":
                for word in name.entity.name.lower().split():
                    found.setdefault(word, {})[name.entity.candidate_id] = name
        return found

    @cached_property
    def by_token(self) -> dict[int, Name]:
        return {i: name for name in self.all for i in range(name.start, name.end)}

    def at(self, token: Token | int) -> Name | None:
        """The name that holds the token."""
        return self.by_token.get(token if isinstance(token, int) else token.i)

    def person(self, token: Token | int) -> Name | None:
        """The person, named or meant by a pronoun, that the token belongs to."""
        name = self.at(token)
        return name if name is not None and name.is_person else None

    def between(self, start: int, end: int) -> list[Name]:
        """The names that lie within the tokens, in order."""
        found: list[Name] = []
        for i in range(start, end):
            name = self.by_token.get(i)
            if name is not None and name.start >= start and name.end <= end and (not found or found[-1] is not name):
                found.append(name)
        return found
