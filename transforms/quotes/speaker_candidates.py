"""Which entity, or which description, stands behind the source of a quote.

Names are looked up. Pronouns and descriptions are resolved against what has spoken or acted as a subject before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from transforms.names.entities import Entities
from transforms.names.names import Gender, gender_of, name_parts
from transforms.names.pronouns import PRONOUNS
from transforms.names.referents import SUBJECTS
from transforms.quotes.descriptions import Descriptions, description, is_person
from transforms.quotes.quotes import FoundQuote
from transforms.quotes.source_mentions import kind_of, may_speak, span_of
from transforms.quotes.speaker_ranking import Candidate, Ranking, Spoken, best, kind_of_quote
from transforms.text.cues import is_statement
from transforms.text.document import Document
from transforms.text.weights import weights
from warehouse.schema import Mention, Role, Span, SpeakerKind

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "who"})
FIRST_PERSON = frozenset({"i", "me", "myself"})
PLURAL = frozenset({"they", "them", "themselves"})
NEUTER = frozenset({"it", "itself", "which", "that"})
WINDOW_PARAGRAPHS = 3
FARTHEST = 6000  # characters back, however long the paragraphs are
FAR_SUBJECT = 600  # characters back to the body that "it" means
LAST_QUOTES = 40  # more never stand within the window


class Speaker(NamedTuple):
    """The mention of the source, and what it stands for."""

    mention: Span | None
    kind: SpeakerKind
    candidate_id: str | None
    name: str | None


NOBODY = Speaker(None, "none", None, None)


class Speakers:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, document: Document, entities: Entities, roles: list[Role]) -> None:
        self.document = document
        self.entities = entities
        self.roles = roles
        self.by_id = {entity.candidate_id: entity for entity in entities.entities}
        self.ranking = Ranking(document, entities)
        self.descriptions = Descriptions(document, entities, roles)
        self.spoken: list[Spoken] = []
        self.starts = [paragraph.start_char for paragraph in document.paragraphs]

    def resolve(self, found: list[FoundQuote]) -> list[Speaker]:
        """The speaker of each quote."""
        resolved: list[Speaker] = []
        past: list[tuple[FoundQuote, Speaker]] = []
        for quote in found:
            resolved.append(self._resolve_next(quote, past))
        return resolved

    def _resolve_next(self, quote: FoundQuote, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        speaker = self._one(quote, past)
        past.append((quote, speaker))
        self.spoken.append(Spoken(quote.spans[-1].end_char, *speaker))
        return speaker

    def all_candidates(self, found: list[FoundQuote]) -> list[list[Candidate]]:
        """Who may speak each quote, those before it resolved: what the weights are fitted to."""
        past: list[tuple[FoundQuote, Speaker]] = []
        rows: list[list[Candidate]] = []
        for quote in found:
            rows.append(self.ranking.candidates(quote, self.spoken))
            self._resolve_next(quote, past)
        return rows

    def _one(self, quote: FoundQuote, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        if quote.source is None or quote.source_head is None:
            return self._floating(quote, past)
        words = self.document.words(*quote.source)
        if quote.source_kind == "pronoun" and not self._holds_name(quote):
            return self._pronoun(quote.source, words.lower(), past)
        mention = self._mention_at(quote.source, quote.source_head)
        if mention is not None and self._is_head(mention, quote.source_head):
            return self._named(quote.source, mention)
        holder = self._holder_at(quote.source_head)
        if holder is not None:
            return self._named(quote.source, holder)
        if quote.source_kind == "name":
            return self._unlisted(quote.source, words)
        return self._nominal(quote.source, words)

    def _mention_at(self, source: Span, head: int) -> Mention | None:
        return next((m for m in self.entities.within(*source) if m.start_char <= head < m.end_char), None)

    def _holds_name(self, quote: FoundQuote) -> bool:
        """Whether the source is a name after all, which the parser took for a pronoun ("US")."""
        mention = self._mention_at(quote.source, quote.source_head) if quote.source and quote.source_head is not None else None
        return mention is not None and mention.mention_type == "name"

    def _holder_at(self, head: int) -> Mention | None:
        """The person named beside the office that the source is: "the founder of the mill, Peter Stone, said"."""
        role = next((role for role in self.roles if role.start_char <= head < role.end_char), None)
        if role is None:
            return None
        named = self.entities.within(role.start_char, role.end_char)
        return next((m for m in named if m.candidate_id == role.person_candidate_id and m.mention_type == "name"), None)

    def _is_head(self, mention: Mention, head: int) -> bool:
        return mention.start_char <= head < mention.end_char

    def _named(self, source: Span, mention: Mention, kind: SpeakerKind = "name") -> Speaker:
        candidate = (self._namesake(mention) if kind == "name" else None) or mention.candidate_id
        entity = self.by_id.get(candidate)
        return Speaker(source, kind, candidate, entity.name if entity else mention.mention_text)

    def _namesake(self, mention: Mention) -> str | None:
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
            near = self._distance(other.start_char, mention.start_char) <= 1
            return other.candidate_id if is_full and near else None
        return None

    @cached_property
    def _surnames(self) -> Counter[str]:
        """How many persons of the article have each last name."""
        return Counter(e.name.lower().split()[-1] for e in self.entities.entities if e.entity_type == "person" and e.name.strip())

    def _unlisted(self, source: Span, words: str) -> Speaker:
        """A name that is no known mention: the fullest entity that ends in the same word."""
        plain = description(words)
        last = plain.split()[-1].lower() if plain else ""
        fits = [e for e in self.entities.entities if e.name.lower().split()[-1:] == [last] and e.entity_type == "person"]
        if len(fits) == 1 and " and " not in plain:
            return Speaker(source, "name", fits[0].candidate_id, fits[0].name)
        known = self.by_id.get(self.descriptions.epithet_of(source, words) or "")
        if known is not None:
            return Speaker(source, "nominal", known.candidate_id, known.name)
        if words.lower().startswith("the "):  # "the President", "THE SECRETARY"
            return Speaker(source, "nominal", *self.descriptions.resolve(source, words, self.spoken))
        return Speaker(source, "name", None, plain or None)

    def _pronoun(self, source: Span, word: str, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        if word in FIRST_PERSON:
            teller = self._teller(source.start_char, past)
            return Speaker(source, "pronoun", teller.candidate_id, teller.name)
        unnamed = self._unnamed_before(source.start_char, past) if word in PERSONAL else None
        if unnamed is not None:
            return Speaker(source, "pronoun", None, unnamed.name)
        listed = next((m for m in self.entities.within(*source) if m.mention_type == "pronoun"), None)
        if listed is not None:
            return self._named(source, listed, "pronoun")
        if word == "it" and (place := self._told_in(source)) is not None:
            return Speaker(source, "pronoun", *self.descriptions.resolve(place, self.document.words(*place), self.spoken))
        chosen = self._before(source, word, past)
        return Speaker(source, "pronoun", chosen.candidate_id, chosen.name) if chosen else Speaker(source, "pronoun", None, None)

    def _teller(self, at: int, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        """Who speaks around that character: "I" in a turn of a transcript is whose turn it is."""
        around = (s for q, s in reversed(past[-LAST_QUOTES:]) if any(span.start_char <= at < span.end_char for span in q.spans))
        return next(around, NOBODY)

    def _before(self, source: Span, word: str, past: list[tuple[FoundQuote, Speaker]]) -> Speaker | Subject | None:
        """Whom a pronoun means that the entities leave open: who spoke before, or was a subject."""
        at = source.start_char
        near = [s for q, s in past[-LAST_QUOTES:] if s.name and self._distance(q.spans[-1].end_char, at) <= WINDOW_PARAGRAPHS]
        if word in PERSONAL:
            gender = PRONOUNS.get(word)
            spoke = next((s for s in reversed(near) if self._is_person(s) and _can_be(s.name, gender)), None)
            since = past[-1][0].spans[-1].end_char if past else 0
            return self._last_subject(at, since, {"person"}, gender) or spoke or self._last_subject(at, 0, {"person"}, gender)
        spoke = next((s for s in reversed(near) if not self._is_person(s)), None)
        if word in PLURAL:
            return spoke or self._last_group(at)
        body = self._last_subject(at, max(0, at - FAR_SUBJECT), {"organization", "country"}) if word in NEUTER else None
        return body or (spoke if word in NEUTER else None)

    def _last_group(self, before: int) -> Subject | None:
        """Those whom "they" means where nobody has spoken: the plural subject before it that can speak."""
        tokens = self.document.tokens(max(0, before - FAR_SUBJECT), before)
        for token in reversed(tokens):
            if token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"} and may_speak(token) and token.idx < before:
                return Subject(None, description(self.document.words(*span_of(token))))
        return None

    def _told_in(self, source: Span) -> Span | None:
        """The document that speaks in "it says in the agreement"."""
        tokens = self.document.tokens(*source)
        told = (
            [child for child in tokens.root.head.rights if child.lower_ == "in"] if len(tokens) and is_statement(tokens.root.head) else []
        )
        return next((span_of(noun) for word in told for noun in word.children if noun.dep_ == "pobj"), None)

    def _unnamed_before(self, at: int, past: list[tuple[FoundQuote, Speaker]]) -> Speaker | None:
        """The unnamed person who spoke right before, where nobody was named since: "a Danish diplomat said … she added"."""
        if not past:
            return None
        quote, speaker = past[-1]
        if speaker.mention is None or speaker.candidate_id is not None or not speaker.name or not self._is_person(speaker):
            return None
        since = speaker.mention.end_char
        if self._distance(since, at) > 1 or since >= at:
            return None
        named = [m for m in self.entities.within(since, at) if m.entity_type == "person" and m.mention_type == "name"]
        told = all(any(span.start_char <= m.start_char < span.end_char for span in quote.spans) for m in named)  # he told of them
        return speaker if told else None

    def _nominal(self, source: Span, words: str) -> Speaker:
        plain = description(words)
        if " " not in words and (words.isupper() or (plain == words and plain.istitle())):  # a surname, to the parser a common noun
            known = self._unlisted(source, words)
            if known.candidate_id is not None:
                return known
        return Speaker(source, "nominal", *self.descriptions.resolve(source, words, self.spoken))

    def _floating(self, quote: FoundQuote, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        """A quote without attribution: who spoke last, or whom the text before it is about, with the mention that tells so."""
        if quote.cue is not None and quote.quote_type != "direct":  # "it is estimated that"
            return NOBODY
        chosen = best(self.ranking.candidates(quote, self.spoken), weights()[kind_of_quote(quote)])
        if chosen is None or chosen.mention is None:
            return NOBODY
        if chosen.head is not None:
            source = replace(quote, source=chosen.mention, source_head=chosen.head.idx, source_kind=kind_of(chosen.head))
            return self._one(source, past)
        in_sentence = quote.quote_type != "direct" and "same sentence" in chosen.features
        kind: SpeakerKind = ("pronoun" if "pronoun" in chosen.features else "name") if in_sentence else "none"
        return Speaker(chosen.mention, kind, chosen.candidate_id, chosen.name)

    def _is_person(self, speaker: Speaker) -> bool:
        if speaker.candidate_id is not None:
            entity = self.by_id.get(speaker.candidate_id)
            return entity is not None and entity.entity_type == "person"
        return bool(speaker.name) and is_person(speaker.name or "")

    def _distance(self, start: int, end: int) -> int:
        return bisect_right(self.starts, end) - bisect_right(self.starts, start)

    def _last_subject(self, before: int, after: int, types: set[str], gender: Gender | None = None) -> Subject | None:
        """The entity of the types that was named last between two places, subjects first."""
        other: Subject | None = None
        window = self.starts[max(0, bisect_right(self.starts, before) - 1 - WINDOW_PARAGRAPHS)] if self.starts else 0
        for mention in reversed(self.entities.within(max(window, before - FARTHEST), before)):
            if mention.start_char >= before or mention.entity_type not in types or mention.mention_type == "pronoun":
                continue
            if mention.end_char <= after or self._distance(mention.start_char, before) > WINDOW_PARAGRAPHS:
                break
            entity = self.by_id.get(mention.candidate_id)
            tokens = self.document.tokens(mention.start_char, mention.end_char)
            if entity is None or not len(tokens) or not _can_be(entity.name, gender):
                continue
            subject = Subject(mention.candidate_id, entity.name)
            if tokens.root.dep_ in {"nsubj", "nsubjpass"}:
                return subject
            other = other or subject
        return other


class Subject(NamedTuple):
    """A mention that a pronoun may go back to."""

    candidate_id: str | None
    name: str


def _can_be(name: str | None, gender: Gender | None) -> bool:
    """Whether the person so named can be of the gender."""
    return gender is None or gender_of(name_parts(name or "")) in {None, gender}
