"""What a pronoun or a name that two persons share goes back to in an article: subjects, groups, namesakes, documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from transforms.names.entities import Entities
from transforms.names.names import Gender, gender_of, name_parts
from transforms.names.referents import SUBJECTS
from transforms.names.tagged import is_author
from transforms.quotes.descriptions import description
from transforms.quotes.source_mentions import may_speak, span_of
from transforms.text.cues import is_statement
from transforms.text.document import Document
from warehouse.schema import Mention, Span

WINDOW_PARAGRAPHS = 3
FARTHEST = 6000  # characters back, however long the paragraphs are
FAR_SUBJECT = 600  # characters back to the body that "it" means


class Subject(NamedTuple):
    """A mention that a pronoun may go back to."""

    candidate_id: str | None
    name: str


class Antecedents:
    """Looks back in one article."""

    def __init__(self, document: Document, entities: Entities) -> None:
        self.document = document
        self.entities = entities
        self.by_id = {entity.candidate_id: entity for entity in entities.entities}
        self.starts = [paragraph.start_char for paragraph in document.paragraphs]

    def distance(self, start: int, end: int) -> int:
        """Paragraphs from one character to another."""
        return bisect_right(self.starts, end) - bisect_right(self.starts, start)

    def last_subject(self, before: int, after: int, types: set[str], gender: Gender | None = None) -> Subject | None:
        """The entity of the types that was named last between two places, subjects first."""
        other: Subject | None = None
        window = self.starts[max(0, bisect_right(self.starts, before) - 1 - WINDOW_PARAGRAPHS)] if self.starts else 0
        for mention in reversed(self.entities.within(max(window, before - FARTHEST), before)):
            if mention.start_char >= before or mention.entity_type not in types or mention.mention_type == "pronoun":
                continue
            if is_author(self.document.text, mention.start_char):
                continue
            if mention.end_char <= after or self.distance(mention.start_char, before) > WINDOW_PARAGRAPHS:
                break
            entity = self.by_id.get(mention.candidate_id)
            tokens = self.document.tokens(mention.start_char, mention.end_char)
            if entity is None or not len(tokens) or not can_be(entity.name, gender):
                continue
            subject = Subject(mention.candidate_id, entity.name)
            if tokens.root.dep_ in {"nsubj", "nsubjpass"}:
                return subject
            other = other or subject
        return other

    def last_group(self, before: int) -> Subject | None:
        """Those whom "they" means where nobody has spoken: the plural subject before it that can speak."""
        tokens = self.document.tokens(max(0, before - FAR_SUBJECT), before)
        for token in reversed(tokens):
            if token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"} and may_speak(token) and token.idx < before:
                return Subject(None, description(self.document.words(*span_of(token))))
        return None

    def told_in(self, source: Span) -> Span | None:
        """The document that speaks in "it says in the agreement"."""
        tokens = self.document.tokens(*source)
        told = (
            [child for child in tokens.root.head.rights if child.lower_ == "in"] if len(tokens) and is_statement(tokens.root.head) else []
        )
        return next((span_of(noun) for word in told for noun in word.children if noun.dep_ == "pobj"), None)

    def namesake(self, mention: Mention) -> str | None:
        """Of several persons with the surname that stands alone, the one whose full name was a subject just before."""
        surname = mention.mention_text.lower()
        if mention.entity_type != "person" or " " in surname or self._surnames[surname] < 2:
            return None
        for other in reversed(self.entities.within(max(0, mention.start_char - FAR_SUBJECT), mention.start_char)):
            words = other.mention_text.lower().split()
            if other.entity_type != "person" or words[-1:] != [surname]:
                continue
            tokens = self.document.tokens(other.start_char, other.end_char)
            is_full = len(words) > 1 and len(tokens) and tokens.root.dep_ in {"nsubj", "nsubjpass"}
            near = self.distance(other.start_char, mention.start_char) <= 1
            return other.candidate_id if is_full and near else None
        return None

    @cached_property
    def _surnames(self) -> Counter[str]:
        """How many persons of the article have each last name."""
        return Counter(e.name.lower().split()[-1] for e in self.entities.entities if e.entity_type == "person" and e.name.strip())


def can_be(name: str | None, gender: Gender | None) -> bool:
    """Whether the person so named can be of the gender."""
    return gender is None or gender_of(name_parts(name or "")) in {None, gender}
