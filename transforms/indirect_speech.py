"""What somebody said, told in the writer's words: reported clauses with their cue and source.

Found on the parse: finite clauses that complement a verb of saying, clauses with the attribution after or inside them
("…, officials said"), "according to X", naming verbs with a name in marks, and headlines ("X: …"). Each layer of embedded
speech is found by its own verb. Plans, infinitives, noun objects, denials and negated saying are no reported speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.cues import cues, is_naming, is_statement
from transforms.document import Document
from transforms.quotation_marks import Quoted
from transforms.reported_clauses import FINITE_TAGS, OPENERS, complement, content, trimmed, without_openers
from transforms.sources import climbed, mention, source_of
from warehouse.schema import Span

BREAKS = frozenset({",", "-", "–", "—", "--", ";", ":", "(", '"', "”", "“", "''", "``", "’", "'"})


@dataclass(frozen=True)
class Reported:
    """A reported clause: its pieces, its cue (first and last token) and the head of its source."""

    pieces: tuple[Span, ...]
    cue: tuple[Token, Token] | None
    source: Token | None


def indirect_speech(document: Document, spans: list[Quoted]) -> list[Reported]:
    """The reported clauses of the article, in order of their cues."""
    found: list[Reported] = []
    for sentence in document.sentences():
        for token in sentence:
            if is_statement(token):
                found += _reported_by(token, sentence)
            elif token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
                found += _according_to(token, sentence)
            if is_naming(token):
                found += _named_by(token, spans)
    return found


def _reported_by(verb: Token, sentence: Tokens) -> Iterator[Reported]:
    if _is_denied(verb):
        return
    source = source_of(verb)
    head = climbed(source) if source is not None else None
    cue = (verb, verb)
    if (clause := complement(verb)) is not None:
        piece = content(verb, clause)
        if piece is not None and (head is None or not piece.start_char <= head.idx < piece.end_char):
            yield Reported((piece,), cue, head)
        return
    pieces = _around(verb, source, sentence)
    if pieces and source is not None:
        yield Reported(pieces, cue, head)


def _is_denied(verb: Token) -> bool:
    """ "Did not say that", "refused to say whether", "asked to rule that"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    return verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse", "fail"}


def _around(verb: Token, source: Token | None, sentence: Tokens) -> tuple[Span, ...]:
    """The pieces of a clause with its attribution behind or inside it, none if the words around the verb are no such clause."""
    if source is None or verb.tag_ in {"VB", "VBG"} or verb.lemma_ in cues().ruling:
        return ()
    first, last = _group(verb, source)
    doc = verb.doc
    if first <= sentence.start:
        return ()
    if doc[first - 1].lower_ == "as":
        return ()
    if doc[first - 1].text not in BREAKS:
        return ()
    left = doc[sentence.start : first]
    if not any(token.tag_ in FINITE_TAGS for token in left):
        return ()
    clause = next((child for child in verb.lefts if child.dep_ in {"ccomp", "parataxis", "advcl", "dep", "nsubj", "csubj"}), None)
    if clause is None and verb.dep_ not in {"parataxis", "ccomp", "ROOT", "dep", "conj"}:
        return ()
    pieces = [trimmed(doc, without_openers(left), first - 1)]
    about_speaker = last + 2 < sentence.end and doc[last + 2].lower_ in {"who", "whose", "whom", "which"}
    if last + 1 < sentence.end and doc[last + 1].text in BREAKS and not about_speaker and _goes_on(verb, clause, last):
        pieces.append(trimmed(doc, last + 1, sentence.end - 1))
    return tuple(piece for piece in pieces if piece is not None)


def _group(verb: Token, source: Token) -> tuple[int, int]:
    """First and last token of an attribution: source, verb and what belongs to them."""
    start, end = mention(source)
    first, last = min(start, verb.i), max(end - 1, verb.i)
    for child in (*verb.children, *source.children):
        if child.i < verb.i and child.dep_ in {"aux", "advmod", "auxpass", "nsubjpass"} and child.left_edge.i >= verb.i - 12:
            first = min(first, child.left_edge.i)
    for child in verb.rights:
        if child.dep_ in {"prep", "npadvmod", "dobj", "dative", "advmod", "prt", "nsubj", "oprd"} and child.left_edge.i <= last + 2:
            last = max(last, child.right_edge.i)
    return first, last


def _goes_on(verb: Token, clause: Token | None, last: int) -> bool:
    if clause is not None and clause.right_edge.i > last:
        return True
    return verb.dep_ in {"parataxis", "ccomp", "dep"} and verb.head.i > last


def _according_to(token: Token, sentence: Tokens) -> Iterator[Reported]:
    doc = token.doc
    to = doc[token.i + 1]
    noun = next((child for child in (*to.children, *token.children) if child.dep_ == "pobj"), None)
    if noun is None:
        return
    last = max(mention(noun)[1] - 1, noun.right_edge.i)
    comma = next((t.i for t in doc[noun.i : sentence.end] if t.text == ","), None)
    pieces: list[Span | None] = []
    if token.i - sentence.start <= 1 or all(t.is_punct or t.is_space or t.lower_ in OPENERS for t in doc[sentence.start : token.i]):
        start = comma + 1 if comma is not None else last + 1
        head = next((t for t in doc[start : sentence.end] if t.dep_ == "ROOT"), None)
        if head is not None and head.left_edge.i > start:
            start = next((t.i for t in doc[start : head.i + 1] if t.i > last), start)
        pieces.append(trimmed(doc, start, sentence.end - 1))
    else:
        pieces.append(trimmed(doc, without_openers(doc[sentence.start : token.i]), token.i - 1))
        if last + 1 < sentence.end and doc[last + 1].text == "," and any(t.tag_ in FINITE_TAGS for t in doc[last + 2 : sentence.end]):
            pieces.append(trimmed(doc, last + 2, sentence.end - 1))
    kept = tuple(piece for piece in pieces if piece is not None)
    if kept:
        yield Reported(kept, (token, to), climbed(noun))


def _named_by(verb: Token, spans: list[Quoted]) -> Iterator[Reported]:
    """ "Called the plan "unfair"": the object and the words in marks."""
    if _is_denied(verb):
        return
    source = source_of(verb)
    if source is None:
        return
    doc = verb.doc
    start, limit = verb.idx + len(verb), doc[verb.right_edge.i].idx + len(doc[verb.right_edge.i])
    inside = [span for span in spans if start <= span.start_char and span.start_char < limit]
    if not inside:
        return
    objects = [child for child in verb.rights if child.idx < inside[0].end_char]
    if not objects:
        return
    opening = objects[0].left_edge
    if opening.lower_ == "as" and opening.idx < inside[0].start_char:
        opening = opening.nbor(1)
    first = opening.idx
    between = [token for token in doc[opening.i : verb.right_edge.i + 1] if token.idx < inside[0].start_char]
    if any(is_naming(token) or is_statement(token) for token in between):  # "praised what she called a "sensible step"": the inner verb's
        return
    if inside[0].start_char - first > 120:
        return
    end = inside[-1].end_char if inside[-1].start_char - inside[0].end_char < 40 else inside[0].end_char
    yield Reported((Span(first, end),), (verb, verb), climbed(source))
