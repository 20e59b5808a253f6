"""What is said in an article: direct, mixed and indirect quotes, each with its cue and the mention of its source.

Direct quotes come from the marks and what stands around them, reported clauses from the parse. Marks that hold only a part
of a reported clause belong to it; fragments that no clause holds are found by the word they hang on. Who the source is, is
decided later (`transforms/quotes/speakers.py`). The terms (source, cue, content) are those of PARC 3 and PolNeAR (Pareti 2016;
Newell et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from transforms.quotes.attributions import Attribution
from transforms.quotes.direct_speech import DirectSpeech, direct_speech, is_clause
from transforms.quotes.indirect_speech import indirect_speech
from transforms.quotes.marked_pieces import Pieces, coordinated, is_fully_quoted, is_inside, with_marks
from transforms.quotes.parentheticals import Reported
from transforms.quotes.quoted_fragments import with_fragments
from transforms.quotes.source_mentions import SourceKind, kind_of, span_of
from transforms.quotes.surroundings import surroundings
from transforms.text.cues import without_verb
from transforms.text.document import Document
from transforms.text.quotation_marks import Quoted
from transforms.text.transcripts import Turn, turns
from warehouse.schema import QuoteType, Span

INTRODUCED = ("that", " to")  # before the opening mark: the words in marks are a part of the writer's clause


@dataclass(frozen=True)
class FoundQuote:
    """An utterance as the text gives it. `source_head` is the character where the head word of the source begins."""

    quote_type: QuoteType
    spans: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    source_head: int | None
    source_kind: SourceKind | None


def quotes(document: Document) -> list[FoundQuote]:
    """The utterances of the article, in order."""
    spans = document.quoted
    around_spans = surroundings(document, spans)
    spoken = turns(document)
    uttered = direct_speech(around_spans, spoken)
    in_marks = {piece for utterance in uttered for piece in utterance.pieces}
    pieces, joined = Pieces(spans), coordinated(around_spans)
    clauses = [
        replace(clause, pieces=tuple(with_marks(piece, pieces, joined) for piece in clause.pieces))
        for clause in indirect_speech(document, Pieces([span for span in spans if span not in in_marks]))
        if not _reaches_out(clause, pieces)
    ]
    direct = _with_clauses(document.text, uttered, clauses)
    clauses = [_spoken_on(clause, direct) for clause in clauses]
    in_direct = Pieces([piece for utterance in direct for piece in utterance.pieces])
    reported = [clause for clause in clauses if not any(in_direct.within(*piece) for piece in clause.pieces)]
    reported = with_fragments(document, around_spans, reported, in_direct)
    direct, reported = _carried_on(document.text, direct, reported)
    found = [_direct(document, utterance, spoken) for utterance in direct] + [_reported(document, clause, pieces) for clause in reported]
    found += [_found("indirect", (turn.content, *turn.more), None, turn.speaker) for turn in spoken.values() if not turn.is_marked]
    return sorted(_distinct(found), key=lambda quote: (quote.spans[0], quote.spans[-1].end_char, quote.quote_type))


def _reaches_out(reported: Reported, pieces: Pieces) -> bool:
    """Whether the cue stands in marks and what it reports does not: a verb inside a quotation has no say on the words outside."""
    if reported.cue is None:
        return False
    around_cue = pieces.within(reported.cue[0].idx, reported.cue[0].idx + 1)
    return any(piece.start_char < span.start_char or span.end_char < piece.end_char for span in around_cue for piece in reported.pieces)


def _spoken_on(clause: Reported, uttered: list[DirectSpeech]) -> Reported:
    """The clause with its speaker where the parser gives its cue to a word in marks: "Lund said: “It is late”, and added that …"."""
    source, cue = clause.source, clause.cue
    if source is None or cue is None:
        return clause
    for utterance in uttered:
        inside = any(piece.start_char <= source.idx < piece.end_char for piece in utterance.pieces)
        if inside and utterance.pieces[-1].end_char <= cue[0].idx:
            return replace(clause, source=utterance.attribution.source if utterance.attribution else None)
    return clause


def _with_clauses(text: str, uttered: list[DirectSpeech], clauses: list[Reported]) -> list[DirectSpeech]:
    """The utterances, those without an attribution of their own with that of a reported clause around them.

    Where the writer tells a part of that clause in words of his own, nobody uttered the marks alone: such utterances are left out.
    """
    unattributed = {piece: utterance for utterance in uttered if utterance.attribution is None for piece in utterance.pieces}
    pieces = Pieces(list(unattributed))
    around: dict[Quoted, tuple[Reported, Span]] = {}
    for clause in clauses:
        for part in clause.pieces:
            around.update({span: (clause, part) for span in pieces.within(*part) if is_inside(span, part)})
    found = []
    for utterance in uttered:
        if utterance.attribution is not None or not all(piece in around for piece in utterance.pieces):
            found.append(utterance)
            continue
        clause, part = around[utterance.pieces[0]]
        if is_fully_quoted(text, part, list(utterance.pieces)):
            found.append(replace(utterance, attribution=Attribution(clause.cue[0] if clause.cue else None, clause.source)))
    return found


def _carried_on(text: str, uttered: list[DirectSpeech], clauses: list[Reported]) -> tuple[list[DirectSpeech], list[Reported]]:
    """The utterances and the clauses, where an utterance only ends a clause: "Keller “turned away”, Lund wrote, “leaving us alone”."."""
    before_cue = {clause.cue[0].i: clause for clause in clauses if clause.cue and clause.pieces[-1].end_char <= clause.cue[0].idx}
    kept = []
    for utterance in uttered:
        cue = utterance.attribution.cue if utterance.attribution else None
        clause = before_cue.get(cue.i) if cue is not None else None
        first = utterance.pieces[0]
        if clause is None or cue is None or first.start_char < cue.idx or not text[first.inner.start_char].islower():
            kept.append(utterance)
            continue
        pieces = (*clause.pieces, *(Span(piece.start_char, piece.end_char) for piece in utterance.pieces))
        clauses = [replace(one, pieces=pieces) if one is clause else one for one in clauses]
    return kept, clauses


def _direct(document: Document, utterance: DirectSpeech, spoken: Mapping[int, Turn]) -> FoundQuote:
    cue = utterance.attribution.cue if utterance.attribution else None
    spans = tuple(_without_label(_content(document.text, piece), spoken.get(piece.paragraph)) for piece in utterance.pieces)
    return _found("direct", spans, _cue(cue), utterance.attribution.source if utterance.attribution else None)


def _without_label(words: Span, turn: Turn | None) -> Span:
    """The words behind the speaker's name, where that stands in the same marks."""
    if turn is None or not turn.is_marked or not words.start_char < turn.content.start_char < words.end_char:
        return words
    return Span(turn.content.start_char, words.end_char)


def _cue(cue: Token | None) -> tuple[Token, Token] | None:
    """First and last token of a cue: "according" speaks with its "to"."""
    if cue is None:
        return None
    return without_verb(cue) or (cue, cue)


def _content(text: str, piece: Quoted) -> Span:
    """The words of a piece, without the comma that belongs to the attribution."""
    start, end = piece.inner
    while end - start > 1 and (text[end - 1] in ",;" or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def _reported(document: Document, reported: Reported, pieces: Pieces) -> FoundQuote:
    inside = [span for piece in reported.pieces for span in pieces.opened_in(piece)]
    kind: QuoteType = "mixed" if inside else "indirect"
    if inside and len(reported.pieces) == 1 and _is_uttered(document, reported.pieces[0], inside):
        return _found("direct", tuple(_content(document.text, span) for span in inside), reported.cue, reported.source)
    return _found(kind, reported.pieces, reported.cue, reported.source)


def _is_uttered(document: Document, piece: Span, inside: list[Quoted]) -> bool:
    """Whether the reported clause is a sentence in marks, with no word of the writer's, not even a "that" before it."""
    introduced = document.text[: inside[0].start_char].rstrip()[-5:].lower().endswith(INTRODUCED)
    if introduced or not is_fully_quoted(document.text, piece, inside):
        return False
    return any(is_clause([token for token in document.tokens(*span.inner) if not token.is_punct]) for span in inside)


def _found(kind: QuoteType, spans: tuple[Span, ...], cue: tuple[Token, Token] | None, source: Token | None) -> FoundQuote:
    return FoundQuote(
        kind,
        spans,
        Span(cue[0].idx, cue[1].idx + len(cue[1])) if cue else None,
        span_of(source) if source is not None else None,
        source.idx if source is not None else None,
        kind_of(source) if source is not None else None,
    )


def _distinct(found: list[FoundQuote]) -> list[FoundQuote]:
    """One row per content: of two with the same words, the one with a cue."""
    kept: dict[tuple[Span, ...], FoundQuote] = {}
    for quote in found:
        earlier = kept.get(quote.spans)
        if earlier is None or (earlier.cue is None and quote.cue is not None):
            kept[quote.spans] = replace(quote)
    return list(kept.values())
