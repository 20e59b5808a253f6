"""The entities of an article: mentions, pronouns, and which of them are the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from transforms.document import Document
from transforms.gazetteer import Known, known_names
from transforms.ids import content_id
from transforms.metonyms import is_metonym
from warehouse.schema import ArticleEntity, EntityType, Mention

LABELS: dict[str, EntityType] = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "LAW": "law"}


@dataclass(frozen=True)
class Entities:
    """What an article names: its entities, and their mentions in the order of the text, none overlapping."""

    entities: tuple[ArticleEntity, ...]
    mentions: tuple[Mention, ...]

    def entity(self, candidate_id: str) -> ArticleEntity:
        return self._by_id[candidate_id]

    def within(self, start_char: int, end_char: int) -> list[Mention]:
        """The mentions that overlap the stretch, in order."""
        first = bisect_left(self._ends, start_char + 1)
        return [m for m in self.mentions[first : bisect_left(self._starts, end_char)] if start_char < m.end_char]

    @cached_property
    def _by_id(self) -> dict[str, ArticleEntity]:
        return {entity.candidate_id: entity for entity in self.entities}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start_char for mention in self.mentions]

    @cached_property
    def _ends(self) -> list[int]:
        return [mention.end_char for mention in self.mentions]


def entities(document: Document) -> Entities:
    """The article's entities."""
    article_id = document.article.article_id
    taken = [False] * (len(document.text) + 1)
    found: list[tuple[int, int, Known, bool]] = []
    spans = [(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in document.doc.ents if ent.label_ in LABELS]
    countries = {(f.start_char, f.end_char): f for f in known_names(document.doc.text)}
    for start, end, kind in spans:
        inside = [f for (a, b), f in countries.items() if start <= a and b <= end]
        if kind == "place" and inside or any(f.end_char - f.start_char >= 0.6 * (end - start) for f in inside):
            continue
        name = " ".join(document.words(start, end).split())
        found.append((start, end, Known(kind, f"{kind}:{name.lower()}", name, None, ""), False))
        taken[start:end] = [True] * (end - start)
    for f in countries.values():
        if any(taken[f.start_char : f.end_char]):
            continue
        stands = f.use == "capital" and is_metonym(document, document.tokens(f.start_char, f.end_char))
        known = f.known
        if f.use == "capital" and not stands:
            name = document.words(f.start_char, f.end_char)
            known = Known("place", f"place:{name.lower()}", name, None, "city")
        found.append((f.start_char, f.end_char, known, stands))
    mentions = tuple(
        Mention(content_id("mention", article_id, start, end), article_id, content_id("entity", known.entity_key), None, known.entity_type,
                start, end, document.words(start, end), "name", stands)
        for start, end, known, stands in sorted(found)
    )  # fmt: skip
    counts = Counter(m.candidate_id for m in mentions)
    forms: dict[str, set[str]] = {}
    for m in mentions:
        forms.setdefault(m.candidate_id, set()).add(m.mention_text)
    rows = {}
    for _, _, known, _ in found:
        candidate = content_id("entity", known.entity_key)
        rows[candidate] = ArticleEntity(article_id, candidate, None, known.entity_key, known.entity_type, known.name, known.country_code, None,
                                        tuple(sorted(forms[candidate])), counts[candidate])  # fmt: skip
    return Entities(tuple(rows.values()), mentions)
