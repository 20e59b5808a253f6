"""Who may stand behind a quote that does not name its speaker: every mention around it, ranked by a table of weights.

Candidates are the named mentions, and the unnamed speakers, from three paragraphs before the quote to the end of the next one; for a
fragment in the writer's sentence also that sentence's own subjects. Each has a set of plain features (where it stands, what it does
in its sentence, whether it spoke before); its score is the sum of their weights (transforms/data/speaker_weights.toml, fitted by
tests/fit_speakers.py). "Nobody" is a candidate too: where it scores best, the speaker stays open. The idea is that of O'Keefe et al.,
A Sequence Labelling Approach to Quote Attribution (2012), and Muzny et al., A Two-stage Sieve Approach for Quote Attribution (2017),
with a linear model in place of theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Token

from transforms.names.entities import Entities
from transforms.names.tagged import is_author
from transforms.quotes.marked_pieces import Pieces
from transforms.quotes.quotes import FoundQuote
from transforms.quotes.source_mentions import may_speak, span_of
from transforms.quotes.sources import RELATIVES
from transforms.text.cues import introduces_marks, is_naming, is_statement
from transforms.text.document import Document
from transforms.text.weights import score
from warehouse.schema import Mention, Span, SpeakerKind

SPEAK = frozenset({"person", "organization", "country"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
ROLES = ("subject of the sentence", "subject", "object", "possessive")
OBJECTS = frozenset({"dobj", "iobj", "dative", "pobj"})
PARAGRAPHS_BEFORE = 3
FARTHEST = 5000  # characters before or after a quote, however long its paragraphs are
MOST = 60  # candidates before a quote, and after it
FAR_TOKENS = 80  # tokens around a fragment, however long its sentence is
NOBODY_FEATURES = frozenset({"nobody"})


class Spoken(NamedTuple):
    """A quote that was resolved before: where it ends, who spoke, and the mention that tells so."""

    end_char: int
    mention: Span | None
    kind: SpeakerKind
    candidate_id: str | None
    name: str | None


class Candidate(NamedTuple):
    """Somebody who may speak: an entity of the article, an unnamed speaker or phrase (`candidate_id` null), or nobody (`mention` null)."""

    mention: Span | None
    candidate_id: str | None
    name: str | None
    features: frozenset[str]
    head: Token | None = None  # of a phrase in the fragment's own sentence


class _Listed(NamedTuple):
    span: Span
    key: str | None
    name: str | None
    kind: str
    is_pronoun: bool
    head: Token | None = None


def kind_of_quote(quote: FoundQuote) -> str:
    """Which weights a quote without attribution goes by."""
    return "floating" if quote.quote_type == "direct" else "fragment"


def best(candidates: list[Candidate], table: Mapping[str, float]) -> Candidate | None:
    """The candidate with the best score, the nearest of equals; none where nobody scores best. Of one person's mentions, the subject."""
    chosen = max(candidates, key=lambda candidate: score(candidate.features, table))
    if chosen.mention is None:
        return None
    if chosen.candidate_id is None or "same sentence" not in chosen.features:
        return chosen
    same = [one for one in candidates if one.candidate_id == chosen.candidate_id and {"same sentence", "subject"} <= one.features]
    return same[-1] if same else chosen


class Ranking:
    """The candidates of one article's quotes."""

    def __init__(self, document: Document, entities: Entities) -> None:
        self.document = document
        self.entities = entities
        self._names = {entity.candidate_id: entity.name for entity in entities.entities}
        self._counts = Counter(mention.candidate_id for mention in entities.mentions)
        self._paragraphs = [paragraph.start_char for paragraph in document.paragraphs]
        self._static: dict[Span, frozenset[str]] = {}

    @cached_property
    def _sentences(self) -> list[int]:
        return [sentence.start_char for sentence in self.document.sentences()]

    @cached_property
    def _marked(self) -> Pieces:
        return Pieces([span for span in self.document.quoted if not span.is_single])

    def candidates(self, quote: FoundQuote, past: list[Spoken]) -> list[Candidate]:
        """Who may speak the quote, from the nearest to the farthest, nobody last. `past` are the quotes before it."""
        marked = self._fragment_of(quote)
        start, end = marked or Span(quote.spans[0].start_char, quote.spans[-1].end_char)
        above = self._verbs_above(marked) if marked else []
        listed = self._listed(start, end, past, is_fragment=marked is not None)
        spoken_ids = {spoken.candidate_id or spoken.name for spoken in past[-MOST:]}
        most = max((self._counts[one.key] for one in listed if one.key is not None), default=0)
        rows: list[Candidate] = []
        seen: set[str] = set()
        for one in listed:
            features = {one.kind, *self._static_features(one.span)}
            role = next((role for role in ROLES if role in features), "no argument")
            place = self._place(one.span, start, end)
            features |= {place, f"{role}, {place}"}
            if one.span.end_char <= start:
                features |= {f"nearest {what}" for what in (role, one.kind) if what not in seen and what in (*ROLES[:2], one.kind)}
                seen |= {role, one.kind}
            features |= self._standing(one, most) | self._told_before(one, past[-1] if past else None, spoken_ids, start)
            features |= self._governs(one.span, above) if above else set()
            rows.append(Candidate(one.span, one.key, one.name, frozenset(features), one.head))
        return [*rows, Candidate(None, None, None, NOBODY_FEATURES)]

    def _standing(self, one: _Listed, most: int) -> set[str]:
        """How often the text names the candidate, and whether it does so here."""
        found = {"pronoun"} if one.is_pronoun else set()
        count = self._counts[one.key] if one.key is not None else 0
        return found | ({"named most"} if count == most else {"named once"} if count == 1 else set()) if count else found

    def _listed(self, start: int, end: int, past: list[Spoken], is_fragment: bool) -> list[_Listed]:
        """The mentions around, and whoever spoke without a name; for a fragment, its sentence's own subjects as well."""
        here = bisect_right(self._paragraphs, start) - 1
        first = max(start - FARTHEST, self._paragraphs[max(0, here - PARAGRAPHS_BEFORE)] if self._paragraphs else 0)
        last = self._paragraphs[here + 2] if here + 2 < len(self._paragraphs) else len(self.document.text)
        mentions = self.entities.within(first, min(last, end + FARTHEST))
        around = [self._mentioned(m) for m in mentions if m.entity_type in SPEAK and not is_author(self.document.text, m.start_char)]
        before = [one for one in around if one.span.end_char <= start][-MOST:]
        after = [one for one in around if one.span.start_char >= end][: MOST // 4]
        unnamed = {spoken.mention: spoken.name for spoken in past[-MOST:] if spoken.candidate_id is None and spoken.mention is not None}
        listed = [*before, *after]
        listed += [
            _Listed(span, None, name, "unnamed", False)
            for span, name in unnamed.items()
            if first <= span.start_char < span.end_char <= start
        ]
        if is_fragment:
            known = [one.span for one in listed]
            listed += [one for one in self._phrases(start, end) if not any(_overlap(one.span, span) for span in known)]
        return sorted(listed, key=lambda one: (one.span.start_char >= end, abs(one.span.end_char - start)))

    def _mentioned(self, mention: Mention) -> _Listed:
        key, is_pronoun = mention.candidate_id, mention.mention_type == "pronoun"
        return _Listed(Span(mention.start_char, mention.end_char), key, self._names.get(key), mention.entity_type, is_pronoun)

    def _phrases(self, start: int, end: int) -> Iterator[_Listed]:
        """The subjects of the sentence around a fragment that are no mentions: descriptions and other pronouns."""
        for token in self._sentence_at(start):
            if token.dep_ not in SUBJECTS or token.pos_ not in {"NOUN", "PROPN", "PRON"} or token.lower_ in RELATIVES:
                continue
            span = span_of(token)
            if start < span.end_char and span.start_char < end:
                continue
            kind = "phrase" if may_speak(token) else "thing"
            yield _Listed(span, None, self.document.words(*span), kind, token.pos_ == "PRON", token)

    def _sentence_at(self, at: int) -> list[Token]:
        """The tokens of the sentence around a place, of a very long one the nearest."""
        tokens = self.document.tokens(at, at + 1)
        if not len(tokens):
            return []
        sentence, here = tokens[0].sent, tokens[0].i
        return list(self.document.doc[max(sentence.start, here - FAR_TOKENS) : min(sentence.end, here + FAR_TOKENS)])

    def _fragment_of(self, quote: FoundQuote) -> Span | None:
        """The words in marks of a quote in the writer's own sentence; the last ones, since others may be quotes of their own."""
        if quote.quote_type == "direct":
            return None
        marked = [piece for span in quote.spans for piece in self._marked.within(*span)]
        return Span(marked[-1].start_char, marked[-1].end_char) if marked else None

    def _verbs_above(self, marked: Span) -> list[Token]:
        """The verbs outside the marks that the fragment hangs on, from the nearest up."""
        tokens = self.document.tokens(marked.start_char + 1, marked.end_char - 1)
        if not len(tokens):
            return []
        chain = [tokens.root, *islice(tokens.root.ancestors, FAR_TOKENS)]
        return [verb for verb in chain if verb.pos_ in {"VERB", "AUX"} and not marked.start_char <= verb.idx < marked.end_char]

    def _governs(self, span: Span, above: list[Token]) -> set[str]:
        """Whether the candidate is the subject of a verb above the fragment."""
        for number, verb in enumerate(above):
            for child in verb.children:
                if child.dep_ in SUBJECTS and span.start_char <= child.idx < span.end_char:
                    found = {"subject above", "nearest verb above" if number == 0 else "higher verb above"}
                    if verb == above[-1]:
                        found.add("topmost verb above")
                    if is_statement(verb) or introduces_marks(verb) or is_naming(verb):
                        found.add("cue above")
                    return found
        return set()

    def _told_before(self, one: _Listed, last: Spoken | None, spoken_ids: set[str | None], start: int) -> set[str]:
        who = one.key or one.name
        if last is not None and who == (last.candidate_id or last.name):
            gap = bisect_right(self._paragraphs, start) - bisect_right(self._paragraphs, last.end_char)
            found = {"spoke last" + (", same paragraph" if gap == 0 else ", paragraph before" if gap == 1 else "")}
            return found | {"source of the last quote"} if last.mention == one.span else found
        return {"spoke before"} if who in spoken_ids else set()

    def _place(self, span: Span, start: int, end: int) -> str:
        """Where a mention stands, seen from the quote."""
        paragraphs = bisect_right(self._paragraphs, start) - bisect_right(self._paragraphs, span.start_char)
        if span.start_char >= end:
            same = bisect_right(self._sentences, end - 1) == bisect_right(self._sentences, span.start_char)
            return "after, same sentence" if same else "after, same paragraph" if paragraphs == 0 else "after, next paragraph"
        sentences = bisect_right(self._sentences, start) - bisect_right(self._sentences, span.start_char)
        if sentences == 0:
            return "same sentence"
        if sentences == 1:
            return "sentence before" if paragraphs == 0 else "sentence before, in the paragraph before"
        return ("same paragraph", "paragraph before", "two paragraphs before")[paragraphs] if paragraphs < 3 else "three paragraphs before"

    def _static_features(self, span: Span) -> frozenset[str]:
        """What a mention does in its sentence."""
        known = self._static.get(span)
        if known is None:
            self._static[span] = known = frozenset(self._does(span))
        return known

    def _does(self, span: Span) -> set[str]:
        found: set[str] = set()
        if any(piece.start_char < span.start_char and span.end_char <= piece.end_char for piece in self._marked.within(*span)):
            found.add("in marks")
        at = bisect_right(self._paragraphs, span.start_char) - 1
        if at >= 0 and span.start_char - self._paragraphs[at] < 3:
            found.add("opens its paragraph")
        tokens = self.document.tokens(*span)
        if not len(tokens):
            return found
        head = tokens.root
        for _ in range(3):
            if head.dep_ not in {"appos", "compound", "nmod"}:
                break
            head = head.head
            found.add("part of a longer phrase")
        if head.dep_ in SUBJECTS:
            found.add("subject")
            verb = head.head
            if verb.dep_ == "ROOT":
                found.add("subject of the sentence")
            if is_statement(verb) or introduces_marks(verb):
                found.add("subject of a cue")
        elif head.dep_ == "pobj" and head.head.head.lower_ == "according":
            found.add("subject of a cue")
        elif head.dep_ in OBJECTS:
            found.add("object")
        elif head.dep_ == "poss":
            found.add("possessive")
        return found


def _overlap(one: Span, other: Span) -> bool:
    return one.start_char < other.end_char and other.start_char < one.end_char
