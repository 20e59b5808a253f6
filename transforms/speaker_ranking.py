"""Who may stand behind a quote that does not name its speaker: every mention around it, ranked by a table of weights.

Candidates are the named mentions, and the unnamed speakers, from three paragraphs before the quote to the end of the next one.
Each has a set of plain features (where it stands, what it does in its sentence, whether it spoke before); its score is the sum
of their weights (transforms/data/speaker_weights.toml, fitted by tests/fit_speakers.py). "Nobody" is a candidate too: where it
scores best, the speaker stays open. The idea is that of O'Keefe et al., A Sequence Labelling Approach to Quote Attribution
(2012), and Muzny et al., A Two-stage Sieve Approach for Quote Attribution (2017), with a linear model in place of theirs.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from transforms.cues import introduces_marks, is_statement
from transforms.document import Document
from transforms.entities import Entities
from transforms.marked_pieces import Pieces
from transforms.quotation_marks import quoted
from transforms.quotes import FoundQuote
from warehouse.schema import Span

DATA = Path(__file__).with_name("data") / "speaker_weights.toml"
SPEAK = frozenset({"person", "organization", "country"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
ROLES = ("subject of the sentence", "subject", "object", "possessive")
OBJECTS = frozenset({"dobj", "iobj", "dative", "pobj"})
PARAGRAPHS_BEFORE = 3
FARTHEST = 5000  # characters before or after a quote, however long its paragraphs are
MOST = 60  # candidates before a quote, and after it
NOBODY_FEATURES = frozenset({"nobody"})


@dataclass(frozen=True)
class Spoken:
    """A quote that was resolved before: where it ends, who spoke, and the mention that tells so."""

    end_char: int
    mention: Span | None
    candidate_id: str | None
    name: str | None


@dataclass(frozen=True)
class Candidate:
    """Somebody who may speak; `candidate_id` is null for an unnamed speaker, `mention` for nobody."""

    mention: Span | None
    candidate_id: str | None
    name: str | None
    features: frozenset[str]


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weight of each feature; read once."""
    table = tomllib.loads(DATA.read_text(encoding="utf-8"))["floating"]
    return {name: float(weight) for name, weight in table.items()}


def score(candidate: Candidate, table: Mapping[str, float]) -> float:
    """The sum of the weights of the candidate's features."""
    return sum(table.get(feature, 0.0) for feature in candidate.features)


def best(candidates: list[Candidate], table: Mapping[str, float]) -> Candidate | None:
    """The candidate with the best score, the nearest of equals; none where nobody scores best."""
    chosen = max(candidates, key=lambda candidate: score(candidate, table))
    return chosen if chosen.mention is not None else None


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
        return Pieces([span for span in quoted(self.document.text, self.document.paragraphs) if not span.is_single])

    def candidates(self, quote: FoundQuote, past: list[Spoken]) -> list[Candidate]:
        """Who may speak the quote, from the nearest to the farthest, nobody last. `past` are the quotes before it."""
        start = quote.spans[0].start_char
        end = quote.spans[-1].end_char
        here = bisect_right(self._paragraphs, start) - 1
        first = max(start - FARTHEST, self._paragraphs[max(0, here - PARAGRAPHS_BEFORE)] if self._paragraphs else 0)
        last = self._paragraphs[here + 2] if here + 2 < len(self._paragraphs) else len(self.document.text)
        near = [spoken for spoken in past[-MOST:] if spoken.mention is not None and spoken.mention.start_char >= first]
        around = [(Span(m.start_char, m.end_char), m.candidate_id, m.entity_type, m.mention_type == "pronoun")
                  for m in self.entities.within(first, min(last, end + FARTHEST)) if m.entity_type in SPEAK]  # fmt: skip
        before = [one for one in around if one[0].end_char <= start][-MOST:]
        unnamed = {spoken.mention: spoken.name for spoken in near if spoken.candidate_id is None and spoken.mention is not None}
        after = [one for one in around if one[0].start_char >= end][: MOST // 4]
        spoke_last = past[-1] if past else None
        spoken_ids = {spoken.candidate_id or spoken.name for spoken in near}
        most = max((self._counts[one[1]] for one in around), default=0)
        rows: list[tuple[Span, str | None, str | None, frozenset[str]]] = []
        seen: set[str] = set()
        listed: list[tuple[Span, str | None, str | None, str, bool]]
        listed = [(span, key, self._names.get(key), kind, is_pronoun) for span, key, kind, is_pronoun in (*before, *after)]
        listed += [(span, None, name, "unnamed", False) for span, name in unnamed.items() if span.end_char <= start]
        for span, key, name, kind, is_pronoun in sorted(listed, key=lambda row: (row[0].start_char >= end, abs(row[0].end_char - start))):
            features = {kind, *self._static_features(span)}
            place = self._place(span, start, end)
            role = next((role for role in ROLES if role in features), "no argument")
            features |= {place, f"{role}, {place}"}
            if role in ROLES[:2] and role not in seen and span.end_char <= start:
                features.add(f"nearest {role}")
                seen.add(role)
            if is_pronoun:
                features.add("pronoun")
            if kind not in seen and span.end_char <= start:
                features.add(f"nearest {kind}")
                seen.add(kind)
            who = key or name
            if spoke_last is not None and who == (spoke_last.candidate_id or spoke_last.name):
                gap = here - (bisect_right(self._paragraphs, spoke_last.end_char) - 1)
                features.add("spoke last" + (", same paragraph" if gap == 0 else ", paragraph before" if gap == 1 else ""))
                if spoke_last.mention == span:
                    features.add("source of the last quote")
            elif who in spoken_ids:
                features.add("spoke before")
            if key is not None and self._counts[key] == most:
                features.add("named most")
            elif key is not None and self._counts[key] == 1:
                features.add("named once")
            rows.append((span, key, name, frozenset(features)))
        return [*(Candidate(*row) for row in rows), Candidate(None, None, None, NOBODY_FEATURES)]

    def _place(self, span: Span, start: int, end: int) -> str:
        """Where a mention stands, seen from the quote or pronoun."""
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
