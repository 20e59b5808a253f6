"""The entities of an article: mentions, pronouns, and which of them are the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from transforms.ids import content_id
from transforms.names.clusters import Cluster, clusters
from transforms.names.gazetteer import Known
from transforms.names.pronouns import pronouns
from transforms.names.referents import Person
from transforms.names.spans import name_spans
from transforms.names.tagged import is_author
from transforms.names.wikidata import wikidata_ids
from transforms.text.document import Document
from warehouse.schema import ArticleEntity, Mention, MentionType


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
    """The article's entities with their mentions, pronouns of named persons included."""
    spans = name_spans(document)
    named = [
        _Named(span.start_char, span.end_char, cluster, "name") for span, cluster in zip(spans, clusters(document, spans), strict=True)
    ]
    named = sorted([*named, *_pronouns(document, sorted(named))])
    article_id = document.article.article_id
    ids = {key: content_id("entity", key) for key in {name.cluster.known.entity_key for name in named}}
    mentions = tuple(
        Mention(
            content_id("mention", article_id, start, end), article_id, ids[cluster.known.entity_key], None,
            cluster.known.entity_type, start, end, document.words(start, end), mention_type, cluster.is_metonym,
        )
        for start, end, cluster, mention_type in named
    )  # fmt: skip
    return Entities(_rows(article_id, mentions, [name.cluster.known for name in named]), mentions)


class _Named(NamedTuple):
    start_char: int
    end_char: int
    cluster: Cluster
    mention_type: MentionType


def _pronouns(document: Document, named: list[_Named]) -> Iterator[_Named]:
    text = document.text
    people = [name for name in named if name.cluster.known.entity_type == "person" and not is_author(text, name.start_char)]
    keys = list(dict.fromkeys(name.cluster.known.entity_key for name in people))
    index = {key: i for i, key in enumerate(keys)}
    clusters_by_key = {name.cluster.known.entity_key: name.cluster for name in people}
    mentions = [Person(name.start_char, name.end_char, index[name.cluster.known.entity_key]) for name in people]
    ends = [name.end_char for name in named]
    for start, end, who in pronouns(document, mentions):
        name = next(iter(named[(at := bisect_left(ends, start + 1)) : at + 1]), None)
        if name is None or end <= name.start_char:  # "HE Act" is a name
            yield _Named(start, end, clusters_by_key[keys[who]], "pronoun")


def _rows(article_id: str, mentions: tuple[Mention, ...], knowns: list[Known]) -> tuple[ArticleEntity, ...]:
    counts = Counter(mention.candidate_id for mention in mentions)
    forms: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.mention_type == "name":
            forms[mention.candidate_id].add(" ".join(mention.mention_text.split()))
    entities = {known.entity_key: known for known in reversed(knowns)}
    rows = []
    for key in dict.fromkeys(known.entity_key for known in knowns):
        known, candidate_id = entities[key], content_id("entity", key)
        rows.append(
            ArticleEntity(
                article_id, candidate_id, None, key, known.entity_type, known.name, known.country_code, wikidata_ids().get(key),
                tuple(sorted(forms[candidate_id])), counts[candidate_id],
            )
        )  # fmt: skip
    return tuple(rows)
