"""What is said in an article: direct, mixed and indirect quotes, each with its cue and the mention of its source.

Direct quotes come from the marks and what stands around them, reported clauses from the parse; where both claim the same
words, the marks decide. Who the source is, is decided later (`transforms/speakers.py`). The terms (source, cue, content)
are those of PARC 3 and PolNeAR (Pareti 2016; Newell et al. 2018).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.attributions import attribution_after
from transforms.direct_speech import direct_speech, is_clause
from transforms.document import Document
from transforms.indirect_speech import indirect_speech
from transforms.parentheticals import Reported
from transforms.quotation_marks import Quoted, quoted
from transforms.sources import SourceKind, kind_of, span_of
from transforms.surroundings import Surroundings, surroundings
from warehouse.schema import QuoteType, Span

FULLY_QUOTED = 0.9  # of a reported clause in marks: the clause is direct speech
SHARED = 0.5  # of the shorter of two quotes from one cue: they are the same
LONG_FRAGMENT_WORDS = 5  # a fragment in marks of this length is somebody's wording, not a name


@dataclass(frozen=True)
class FoundQuote:
    """An utterance as the text gives it. `source_head` is the character where the head word of the source begins."""

    quote_type: QuoteType
    spans: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    source_head: int | None
    source_kind: SourceKind | None


class Pieces:
    """Stretches in marks, looked up by their place; they never overlap."""

    def __init__(self, spans: list[Quoted]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start_char for span in self._spans]

    def within(self, start_char: int, end_char: int) -> list[Quoted]:
        """Those that overlap the stretch, in order."""
        first = max(0, bisect_left(self._starts, start_char) - 1)
        last = bisect_left(self._starts, end_char)
        return [span for span in self._spans[first:last] if span.end_char > start_char]


def quotes(document: Document) -> list[FoundQuote]:
    """The utterances of the article, in order."""
    spans = quoted(document.text, document.paragraphs)
    pieces = Pieces(spans)
    around_spans = surroundings(document, spans)
    direct = direct_speech(around_spans)
    in_direct = [piece for utterance in direct for piece in utterance.pieces]
    found = [
        _found("direct", tuple(_content(document.text, piece) for piece in utterance.pieces),
               (utterance.attribution.cue, utterance.attribution.cue) if utterance.attribution and utterance.attribution.cue else None,
               utterance.attribution.source if utterance.attribution else None)
        for utterance in direct
    ]  # fmt: skip
    direct_pieces = Pieces(in_direct)
    taken = set(in_direct)
    covered = set(in_direct)
    for reported in indirect_speech(document, [span for span in spans if span not in taken]):
        cue = (Span(reported.cue[0].idx, reported.cue[0].idx + 1),) if reported.cue is not None else ()
        if any(direct_pieces.within(*piece) for piece in (*reported.pieces, *cue)):
            continue
        inside = [span for piece in reported.pieces for span in pieces.within(*piece) if _is_inside(span, piece)]
        covered.update(inside)
        found.append(_reported(document, reported, inside))
    for around in around_spans:
        if around.span not in covered and _is_long_fragment(around):
            found.append(_continued(document, around))
    return sorted(_distinct(found), key=lambda quote: (quote.spans[0], quote.spans[-1].end_char, quote.quote_type))


def _is_inside(quoted_words: Quoted, piece: Span) -> bool:
    """Whether the words in marks belong to the piece; its closing mark may stand right behind it."""
    return piece.start_char <= quoted_words.inner.start_char and quoted_words.inner.end_char <= piece.end_char + 1


def _content(text: str, piece: Quoted) -> Span:
    """The words of a piece, without the comma that belongs to the attribution."""
    start, end = piece.inner
    while end - start > 1 and (text[end - 1] in ",;" or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def _reported(document: Document, reported: Reported, inside: list[Quoted]) -> FoundQuote:
    size = sum(piece.end_char - piece.start_char for piece in reported.pieces)
    marked = sum(span.end_char - span.start_char for span in inside)
    kind: QuoteType = "indirect"
    if inside:
        kind = "mixed"
        before = document.text[: inside[0].start_char].rstrip()[-5:].lower()
        if len(reported.pieces) == 1 and marked >= FULLY_QUOTED * size and not before.endswith("that") and _has_clause(document, inside):
            kind = "direct"
            return _found(kind, tuple(_content(document.text, span) for span in inside), reported.cue, reported.source)
    return _found(kind, tuple(_with_mark(piece, inside) for piece in reported.pieces), reported.cue, reported.source)


def _with_mark(piece: Span, inside: list[Quoted]) -> Span:
    """The piece with the mark that closes its last fragment, where that stands behind the sentence's stop."""
    ends = [span.end_char for span in inside if span.is_closed and piece.end_char < span.end_char <= piece.end_char + 3]
    return Span(piece.start_char, max([piece.end_char, *ends]))


def _has_clause(document: Document, spans: list[Quoted]) -> bool:
    return any(
        is_clause([token for token in document.tokens(*span.inner) if not token.is_punct] or list(document.doc[:1])) for span in spans
    )


def _is_long_fragment(around: Surroundings) -> bool:
    words = [token for token in around.words if not token.is_punct]
    return len(words) >= LONG_FRAGMENT_WORDS and any(token.pos_ in {"VERB", "AUX"} for token in words)


def _continued(document: Document, around: Surroundings) -> FoundQuote:
    """A fragment of somebody's wording in the writer's sentence, with the attribution behind it if there is one."""
    attribution = attribution_after(around)
    cue = attribution.cue if attribution else None
    tokens = document.tokens(around.span.start_char, around.span.end_char)
    sentence = tokens[0].sent if len(tokens) else None
    span = Span(around.span.start_char, around.span.end_char)
    if sentence is not None:
        start, end = min(sentence.start_char, span.start_char), max(sentence.end_char, span.end_char)
        if cue is not None:
            end = span.end_char
        while start < end and document.text[start].isspace():
            start += 1
        while end > start and (document.text[end - 1].isspace() or document.text[end - 1] in ".,;"):
            end -= 1
        span = Span(start, max(end, span.end_char))
    return _found("mixed", (span,), (cue, cue) if cue else None, attribution.source if attribution else None)


def _found(kind: QuoteType, spans: tuple[Span, ...], cue: tuple[Token, Token] | None, source: Token | None) -> FoundQuote:
    return FoundQuote(
        kind,
        spans,
        Span(cue[0].idx, cue[1].idx + len(cue[1])) if cue else None,
        span_of(source) if source is not None else None,
        source.idx if source is not None else None,
        kind_of(source) if source is not None else None,
    )


def _overlap(some: tuple[Span, ...] | list[Span], others: tuple[Span, ...] | list[Span]) -> int:
    return sum(max(0, min(a.end_char, b.end_char) - max(a.start_char, b.start_char)) for a in some for b in others)


def _distinct(found: list[FoundQuote]) -> list[FoundQuote]:
    """One row per content: of two with the same words, the one with a cue."""
    kept: dict[tuple[Span, ...], FoundQuote] = {}
    for quote in found:
        earlier = kept.get(quote.spans)
        if earlier is None or (earlier.cue is None and quote.cue is not None):
            kept[quote.spans] = replace(quote)
    return list(kept.values())
