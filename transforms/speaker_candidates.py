"""Which entity, or which description, stands behind the source of a quote.

Names are looked up. Pronouns and descriptions are resolved against what has spoken or acted as a subject before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from transforms.document import Document
from transforms.entities import Entities
from transforms.quotes import FoundQuote
from transforms.speaker_ranking import Candidate, Ranking, Spoken, best, weights
from transforms.titles import vocabulary
from warehouse.schema import ArticleEntity, Mention, Role, Span, SpeakerKind

DETERMINERS = re.compile(
    r"^(?:(?:the|an?|some|several|many|other|another|one|two|three|this|that|these|those|its|his|her|their|our|both|most|few)\s+)+", re.I
)
DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last\s+\w+|this\s+\w+)"
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DATED = re.compile(rf"^(?:{DAY}['’]s\s+|{MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?\s+(?=\w)|{DAY}$|{MONTH}\b[\s\d,]*$)", re.I)
RELAYED = re.compile(r"(?<=media|gency|ncies|paper|apers)\s+reports?$", re.I)  # "state media reports": the media speak
UTTERANCES = frozenset({"statement", "tweet", "post", "letter", "speech", "remarks", "testimony", "message", "interview", "memo", "email"})
POSSESSIVE = re.compile(r"['’]s?$")
PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "who"})
PLURAL = frozenset({"they", "them", "themselves"})
NEUTER = frozenset({"it", "itself", "which", "that"})
WINDOW_PARAGRAPHS = 3
PERSON_ENDINGS = ("man", "woman", "er", "or", "official", "ist", "ian", "person", "source", "aide")
BY_LINE = 12  # characters behind a document: room for "by the"
LAST_QUOTES = 40  # more never stand within the window
FAR_BODY = 6000  # characters back to the full name of a body


@dataclass(frozen=True)
class Speaker:
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
        self.spoken.append(Spoken(quote.spans[-1].end_char, speaker.mention, speaker.candidate_id, speaker.name))
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
            return self._floating(quote)
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
        return self._nominal(quote.source, words, past)

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
        entity = self.by_id.get(mention.candidate_id)
        return Speaker(source, kind, mention.candidate_id, entity.name if entity else mention.mention_text)

    def _unlisted(self, source: Span, words: str) -> Speaker:
        """A name that is no known mention: the fullest entity that ends in the same word."""
        plain = description(words)
        last = plain.split()[-1].lower() if plain else ""
        fits = [e for e in self.entities.entities if e.name.lower().split()[-1:] == [last] and e.entity_type == "person"]
        if len(fits) == 1 and " and " not in plain:
            return Speaker(source, "name", fits[0].candidate_id, fits[0].name)
        return Speaker(source, "name", None, plain or None)

    def _pronoun(self, source: Span, word: str, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        unnamed = self._unnamed_before(source.start_char, past) if word in PERSONAL else None
        if unnamed is not None:
            return Speaker(source, "pronoun", None, unnamed.name)
        listed = next((m for m in self.entities.within(*source) if m.mention_type == "pronoun"), None)
        if listed is not None:
            return self._named(source, listed, "pronoun")
        near = [
            s for q, s in past[-LAST_QUOTES:] if s.name and self._distance(q.spans[-1].end_char, source.start_char) <= WINDOW_PARAGRAPHS
        ]
        if word in PERSONAL:
            spoke = next((s for s in reversed(near) if self._is_person(s)), None)
            subject = self._last_person(source.start_char, (past[-1][0].spans[-1].end_char if past else 0))
            chosen = subject or spoke or self._last_person(source.start_char, 0)
            return Speaker(source, "pronoun", chosen.candidate_id, chosen.name) if chosen else Speaker(source, "pronoun", None, None)
        if word in PLURAL:
            spoke = next((s for s in reversed(near) if not self._is_person(s)), None)
            return Speaker(source, "pronoun", spoke.candidate_id, spoke.name) if spoke else Speaker(source, "pronoun", None, None)
        if word in NEUTER:
            spoke = next((s for s in reversed(near) if not self._is_person(s)), None)
            subject = self._last_body(source.start_char)
            chosen = subject or spoke
            return Speaker(source, "pronoun", chosen.candidate_id, chosen.name) if chosen else Speaker(source, "pronoun", None, None)
        return Speaker(source, "pronoun", None, None)

    def _unnamed_before(self, at: int, past: list[tuple[FoundQuote, Speaker]]) -> Speaker | None:
        """The unnamed person who spoke right before, where nobody was named since: "a Danish diplomat said … she added"."""
        if not past:
            return None
        _, speaker = past[-1]
        if speaker.mention is None or speaker.candidate_id is not None or not speaker.name or not self._is_person(speaker):
            return None
        since = speaker.mention.end_char
        if self._distance(since, at) > 1 or since >= at:
            return None
        named = [m for m in self.entities.within(since, at) if m.entity_type == "person" and m.mention_type == "name"]
        return speaker if not named else None

    def _nominal(self, source: Span, words: str, past: list[tuple[FoundQuote, Speaker]]) -> Speaker:
        plain = description(words)
        if not plain:
            return Speaker(source, "nominal", None, None)
        if plain == words and plain.istitle() and " " not in plain:  # a surname that the parser took for a common noun
            known = self._unlisted(source, words)
            if known.candidate_id is not None:
                return known
        author = self._author(source, plain)
        if author is not None:
            return self._named(source, author, "nominal")
        head = plain.lower().split(" of ")[0].split(" for ")[0].split()[-1]
        definite = words.lower().startswith(("the ", "this ", "that ")) or plain == words
        if definite:
            role = self._by_role(plain, source)
            if role is not None:
                return Speaker(source, "nominal", role.candidate_id, role.name)
            for _, spoke in reversed(past):
                if (
                    spoke.kind in {"nominal", "pronoun"}
                    and spoke.name
                    and spoke.name.lower().split()[-1] == head
                    and len(plain.split()) <= len(spoke.name.split())
                ):
                    return Speaker(source, "nominal", spoke.candidate_id, spoke.name)
            named = self._body_ending_in(head, source.start_char) if len(plain.split()) == 1 else None
            if named is not None:
                return Speaker(source, "nominal", named.candidate_id, named.name)
        return Speaker(source, "nominal", None, plain)

    def _author(self, source: Span, plain: str) -> Mention | None:
        """Whose statement speaks: "a statement by the Bank", "the minister's letter"."""
        if UTTERANCES.isdisjoint(plain.lower().split()):
            return None
        text = self.document.text
        for mention in self.entities.within(source.start_char, source.end_char + BY_LINE):
            if mention.mention_type != "name" or mention.entity_type not in {"person", "organization", "country"}:
                continue
            before = text[source.start_char : mention.start_char].lower().split()[-2:]
            is_genitive = text[mention.end_char : mention.end_char + 2] in {"'s", "’s"} and mention.end_char <= source.end_char
            if is_genitive or (before and (before[-1] in {"by", "from"} or before in (["by", "the"], ["from", "the"]))):
                return mention
        return None

    def _by_role(self, plain: str, source: Span) -> ArticleEntity | None:
        wanted = plain.lower()
        fits = [
            r
            for r in self.roles
            if r.start_char < source.start_char and (r.title.lower() == wanted or r.title.lower().endswith(" " + wanted))
        ]
        ids = {role.person_candidate_id for role in fits}
        return self.by_id.get(fits[-1].person_candidate_id) if len(ids) == 1 else None

    def _body_ending_in(self, head: str, before: int) -> ArticleEntity | None:
        """The organization named last whose name has the word: "the office" after "Office of Fair Trading"."""
        for mention in reversed(self.entities.within(max(0, before - FAR_BODY), before)):
            if mention.entity_type == "organization" and head in self._body_words.get(mention.candidate_id, ()):
                return self.by_id[mention.candidate_id]
        return None

    @cached_property
    def _body_words(self) -> dict[str, frozenset[str]]:
        """First and last words of the organizations' names, in lower case, by candidate_id."""
        words = {key: entity.name.lower().split() for key, entity in self.by_id.items() if entity.entity_type == "organization"}
        return {key: frozenset(name[:1] + name[-1:]) for key, name in words.items()}

    def _floating(self, quote: FoundQuote) -> Speaker:
        """A quote without attribution: who spoke last, or whom the text before it is about, with the mention that tells so."""
        if quote.cue is not None and quote.quote_type != "direct":  # "it is estimated that"
            return NOBODY
        chosen = best(self.ranking.candidates(quote, self.spoken), weights())
        return Speaker(chosen.mention, "none", chosen.candidate_id, chosen.name) if chosen else NOBODY

    def _is_person(self, speaker: Speaker) -> bool:
        if speaker.candidate_id is not None:
            entity = self.by_id.get(speaker.candidate_id)
            return entity is not None and entity.entity_type == "person"
        word = (speaker.name or "").lower().split(" of ")[0].split(" for ")[0].split()[-1:]
        return bool(word) and ((word[0],) in vocabulary().offices or word[0].endswith(PERSON_ENDINGS))

    def _distance(self, start: int, end: int) -> int:
        return bisect_right(self.starts, end) - bisect_right(self.starts, start)

    def _last_person(self, before: int, after: int) -> Subject | None:
        return self._last_subject(before, after, {"person"})

    def _last_body(self, before: int) -> Subject | None:
        return self._last_subject(before, max(0, before - 600), {"organization", "country"})

    def _last_subject(self, before: int, after: int, types: set[str]) -> Subject | None:
        other: Subject | None = None
        window = self.starts[max(0, bisect_right(self.starts, before) - 1 - WINDOW_PARAGRAPHS)] if self.starts else 0
        for mention in reversed(self.entities.within(window, before)):
            if mention.start_char >= before or mention.entity_type not in types or mention.mention_type == "pronoun":
                continue
            if mention.end_char <= after or self._distance(mention.start_char, before) > WINDOW_PARAGRAPHS:
                break
            entity = self.by_id.get(mention.candidate_id)
            tokens = self.document.tokens(mention.start_char, mention.end_char)
            if entity is None or not len(tokens):
                continue
            subject = Subject(mention.candidate_id, entity.name, mention.start_char)
            if tokens.root.dep_ in {"nsubj", "nsubjpass"}:
                return subject
            other = other or subject
        return other


@dataclass(frozen=True)
class Subject:
    """A mention that a pronoun may go back to."""

    candidate_id: str
    name: str
    at: int


def description(words: str) -> str:
    """An unnamed speaker's description, without articles and quantifiers: "finance ministry official"."""
    plain = DATED.sub("", DETERMINERS.sub("", " ".join(words.split())))
    return POSSESSIVE.sub("", RELAYED.sub("", plain)).strip(" ,")
