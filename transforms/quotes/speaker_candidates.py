"""Which entity, or which description, stands behind the source of a quote.

Names are looked up. Pronouns and descriptions are resolved against what has spoken or acted as a subject before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from transforms.names.entities import Entities
from transforms.names.pronouns import PRONOUNS
from transforms.quotes.antecedents import FAR_SUBJECT, WINDOW_PARAGRAPHS, Antecedents, Subject, can_be
from transforms.quotes.descriptions import Descriptions, description, is_person
from transforms.quotes.quotes import FoundQuote
from transforms.quotes.source_mentions import kind_of
from transforms.quotes.speaker_ranking import Candidate, Ranking, Spoken, best, kind_of_quote
from transforms.text.document import Document
from transforms.text.weights import weights
from transforms.text.word_groups import words as word_group
from warehouse.schema import Mention, Role, Span, SpeakerKind

PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself", "who"})
FIRST_PERSON = frozenset({"i", "me", "myself"})
PLURAL = frozenset({"they", "them", "themselves"})
NEUTER = frozenset({"it", "itself", "which", "that"})
NESTED = 4  # quotes back to one that holds the last
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
        self.antecedents = Antecedents(document, entities)

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
            return self._goes_on(quote, words.lower(), past) or self._pronoun(quote.source, words.lower(), past)
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
        candidate = (self.antecedents.namesake(mention) if kind == "name" else None) or mention.candidate_id
        entity = self.by_id.get(candidate)
        return Speaker(source, kind, candidate, entity.name if entity else mention.mention_text)

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

    def _goes_on(self, quote: FoundQuote, word: str, past: list[tuple[FoundQuote, Speaker]]) -> Speaker | None:
        """Who spoke right before, for "she added": whoever adds goes on."""
        told = self.document.words(*quote.cue).lower() if quote.cue else ""
        if told not in word_group("going_on") or word not in PERSONAL or not past:
            return None
        near = past[-NESTED:]
        outer = [one for one in near if not any(_holds(other, one[0]) for other, _ in near)]
        last, speaker = outer[-1]
        is_near = (
            last.spans[-1].end_char < quote.spans[0].start_char
            and self.antecedents.distance(last.spans[-1].end_char, quote.spans[0].start_char) <= 1
        )
        fits = is_near and self._is_person(speaker) and can_be(speaker.name, PRONOUNS.get(word))
        return Speaker(quote.source, "pronoun", speaker.candidate_id, speaker.name) if fits else None

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
        if word == "it" and (place := self.antecedents.told_in(source)) is not None:
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
        near = [s for q, s in past[-LAST_QUOTES:] if s.name and self.antecedents.distance(q.spans[-1].end_char, at) <= WINDOW_PARAGRAPHS]
        if word in PERSONAL:
            gender = PRONOUNS.get(word)
            spoke = next((s for s in reversed(near) if self._is_person(s) and can_be(s.name, gender)), None)
            since = past[-1][0].spans[-1].end_char if past else 0
            return (
                self.antecedents.last_subject(at, since, {"person"}, gender)
                or spoke
                or self.antecedents.last_subject(at, 0, {"person"}, gender)
            )
        spoke = next((s for s in reversed(near) if not self._is_person(s)), None)
        if word in PLURAL:
            return spoke or self.antecedents.last_group(at)
        body = self.antecedents.last_subject(at, max(0, at - FAR_SUBJECT), {"organization", "country"}) if word in NEUTER else None
        return body or (spoke if word in NEUTER else None)

    def _unnamed_before(self, at: int, past: list[tuple[FoundQuote, Speaker]]) -> Speaker | None:
        """The unnamed person who spoke right before, where nobody was named since: "a Danish diplomat said … she added"."""
        if not past:
            return None
        quote, speaker = past[-1]
        if speaker.mention is None or speaker.candidate_id is not None or not speaker.name or not self._is_person(speaker):
            return None
        since = speaker.mention.end_char
        if self.antecedents.distance(since, at) > 1 or since >= at:
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
        if self._answers(quote, past):
            asked = past[-1][1]
            others = (s for _, s in reversed(past[-LAST_QUOTES:]) if self._is_person(s) and (s.candidate_id, s.name) != asked[2:])
            return next((Speaker(s.mention, "none", s.candidate_id, s.name) for s in others), NOBODY)
        chosen = best(self.ranking.candidates(quote, self.spoken), weights()[kind_of_quote(quote)])
        if chosen is None or chosen.mention is None:
            return NOBODY
        if chosen.head is not None:
            source = replace(quote, source=chosen.mention, source_head=chosen.head.idx, source_kind=kind_of(chosen.head))
            return self._one(source, past)
        in_sentence = quote.quote_type != "direct" and "same sentence" in chosen.features
        kind: SpeakerKind = ("pronoun" if "pronoun" in chosen.features else "name") if in_sentence else "none"
        return Speaker(chosen.mention, kind, chosen.candidate_id, chosen.name)

    def _answers(self, quote: FoundQuote, past: list[tuple[FoundQuote, Speaker]]) -> bool:
        """Whether nothing but a new paragraph parts the words from those of another: people talk in turns."""
        if not past or quote.quote_type != "direct" or past[-1][0].quote_type != "direct":
            return False
        between = self.document.text[past[-1][0].spans[-1].end_char : quote.spans[0].start_char]
        return "\n" in between and not any(map(str.isalnum, between))

    def _is_person(self, speaker: Speaker) -> bool:
        if speaker.candidate_id is not None:
            entity = self.by_id.get(speaker.candidate_id)
            return entity is not None and entity.entity_type == "person"
        return bool(speaker.name) and is_person(speaker.name or "")


def _holds(outer: FoundQuote, inner: FoundQuote) -> bool:
    """Whether the words of one lie within those of another."""
    return outer is not inner and any(
        s.start_char <= inner.spans[0].start_char and inner.spans[-1].end_char <= s.end_char for s in outer.spans
    )
