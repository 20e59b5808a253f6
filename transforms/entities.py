"""The entities of an article: mentions, pronouns, and which of them are the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from transforms.document import Document
from transforms.ids import content_id
from warehouse.schema import ArticleEntity, EntityType, Mention

LABELS: dict[str, EntityType] = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "LAW": "law"}


@dataclass(frozen=True)
class Entities:
    """What an article names: its entities, and their mentions in the order of the text (names never overlap)."""

    entities: tuple[ArticleEntity, ...]
    mentions: tuple[Mention, ...]

    def entity(self, candidate_id: str) -> ArticleEntity:
        return next(entity for entity in self.entities if entity.candidate_id == candidate_id)

    def within(self, start_char: int, end_char: int) -> list[Mention]:
        """The mentions that overlap the stretch, in order."""
        return [m for m in self.mentions if m.start_char < end_char and start_char < m.end_char]


def entities(document: Document) -> Entities:
    """The article's entities."""
    article_id = document.article.article_id
    found = [(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in document.doc.ents if ent.label_ in LABELS]
    keys = {span: f"{span[2]}:{' '.join(document.words(*span[:2]).lower().split())}" for span in found}
    mentions = tuple(
        Mention(content_id("mention", article_id, start, end), article_id, content_id("entity", keys[start, end, kind]), None, kind,
                start, end, document.words(start, end), "name", False)
        for start, end, kind in found
    )  # fmt: skip
    counts = Counter(m.candidate_id for m in mentions)
    rows = {
        m.candidate_id: ArticleEntity(article_id, m.candidate_id, None, keys[m.start_char, m.end_char, m.entity_type], m.entity_type,
                                      m.mention_text, None, None, (m.mention_text,), counts[m.candidate_id])
        for m in mentions
    }  # fmt: skip
    return Entities(tuple(rows.values()), mentions)
