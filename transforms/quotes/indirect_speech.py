"""What somebody said, told in the writer's words: reported clauses with their cue and source.

Found on the parse: finite clauses that complement a verb of saying, clauses with the attribution after, before or inside them
("…, officials said", "as officials noted"), "according to X", judgements ("called the plan unfair"), promises and demands ("vowed to"),
nouns of saying ("the claim that") and headlines ("X: …"). Each layer of embedded speech is found by its own word. Plans, beliefs, noun
objects, denials and negated saying are no reported speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from transforms.quotes.complements import FINITE_TAGS, complement, governs, is_denied
from transforms.quotes.headlines import headline
from transforms.quotes.judgements import named_by
from transforms.quotes.marked_pieces import Pieces
from transforms.quotes.parentheticals import Reported, according_to, as_put, beside
from transforms.quotes.reported_clauses import LONGEST_CLAUSE, content
from transforms.quotes.reported_phrases import asked_for, told_by_noun
from transforms.quotes.source_mentions import climbed, may_speak
from transforms.quotes.sources import source_of
from transforms.text.clauses import sentence_of
from transforms.text.cues import cues, is_naming, is_statement, without_verb
from transforms.text.document import Document
from warehouse.schema import Span

QUESTION_WORDS = ("what", "when", "where", "who", "why", "how", "which")
OPEN_QUESTIONS = frozenset({"WDT", "WP", "WRB"})


def indirect_speech(document: Document, spans: Pieces) -> list[Reported]:
    """The reported clauses of the article, in order of their cues."""
    found = list(headline(document))
    for token in [document.doc[i] for i in document.places_of(cues().without_marks)]:
        if is_statement(token):
            found += _reported_by(token, _around(token))
        elif token.lemma_ in {"know", "put"}:
            found += _worded(token, _around(token))
        elif (cue := without_verb(token)) is not None:
            found += according_to(cue, _around(token))
        found += asked_for(token)
        found += told_by_noun(token)
        if is_naming(token):
            found += named_by(token, spans)
    return found


def _around(cue: Token) -> Tokens:
    """The sentence of the cue, or the part of an endless one that is near it."""
    sentence = sentence_of(cue)
    return cue.doc[max(sentence.start, cue.i - LONGEST_CLAUSE) : min(sentence.end, cue.i + LONGEST_CLAUSE)]


def _reported_by(verb: Token, sentence: Tokens) -> Iterator[Reported]:
    if is_denied(verb) or _is_put_to(verb) or _is_in_question(verb):
        return
    source = source_of(verb)
    if source is None and verb.dep_ == "ROOT" and (verb.tag_ == "VB" or not any(True for _ in verb.lefts)):
        return  # "Ask her what she thinks", "Explained: why it ended"
    if source is not None and source.lower_ == "it" and verb.tag_ == "VB" and (verb.head.pos_ == "ADJ" or governs(verb.head, {"acomp"})):
        return  # "is it fair to say that …"
    if verb.lemma_ in cues().showing and not _tells(source, verb):
        return
    head = climbed(source) if source is not None else None
    cue = (verb, next((child for child in verb.rights if child.dep_ == "prt" and child.i == verb.i + 1), verb))
    if (clause := complement(verb)) is not None:
        if verb.lemma_ in cues().ruling and (clause.left_edge.tag_ in OPEN_QUESTIONS or (source and source.lower_ in {"i", "you"})):
            return  # "may decide which goods are let in", "I decided I would go" rule nothing
        piece = content(verb, clause)
        if piece is not None and (head is None or not piece.start_char <= head.idx < piece.end_char):
            yield Reported((piece,), cue, head)
        return
    pieces = beside(verb, source, sentence)
    if pieces and source is not None and not _only_says(verb.doc, pieces[-1]):
        yield Reported(pieces, cue, head)


def _only_says(doc: Doc, piece: Span) -> bool:
    """Whether the words end in a verb of saying without what is said: "Lund said" before "- as reported by the News - “We lost”"."""
    last = doc.char_span(piece.start_char, piece.end_char, alignment_mode="contract")
    return last is not None and len(last) > 1 and is_statement(last[-1]) and last[-1].tag_ in FINITE_TAGS and last.root == last[-1]


def _worded(verb: Token, sentence: Tokens) -> Iterator[Reported]:
    """ "Wanted to know if it would end", "as Cook put it, it would end"."""
    source = source_of(verb)
    if source is None or not (source.pos_ == "PROPN" or may_speak(source)):
        return
    asks = verb.lemma_ == "know" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"want", "demand"}
    pieces: tuple[Span, ...] = ()
    if asks and (clause := complement(verb)) is not None and clause.left_edge.lower_ in {"if", "whether", *QUESTION_WORDS}:
        piece = content(verb, clause)
        pieces = (piece,) if piece is not None else ()
    elif not asks and any(child.dep_ == "dobj" and child.lower_ == "it" for child in verb.rights):
        pieces = as_put(verb, source, sentence)
    if pieces:
        yield Reported(pieces, (verb, verb), climbed(source))


def _is_put_to(verb: Token) -> bool:
    """ "Asked whether it would stay, the minister …": a passive question or notice, with nobody named who puts it."""
    if verb.tag_ != "VBN" or verb.lemma_ not in cues().addressed or governs(verb, {"agent"}):
        return False
    return not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts)


def _is_in_question(verb: Token) -> bool:
    """ "Does the minister agree that it is lost?", "Will he say when?": nobody has said so."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and any(child.dep_ == "aux" and child.i < subject.i for child in verb.lefts)


def _tells(source: Token | None, verb: Token) -> bool:
    """Whether the source says what the verb shows: a document, a person or a body; a person's "shows" is no word."""
    if source is None:
        return False
    if source.lemma_.lower() in cues().documents or source.ent_type_ == "ORG":
        return True
    return verb.lemma_ != "show" and may_speak(source)
