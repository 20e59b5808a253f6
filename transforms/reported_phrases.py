"""Reported speech without a cue verb and a finite clause behind it: judgements, promises, demands, nouns of saying.

"Called the plan unfair", "vowed to sign", "urged Seoul to act", "the claim by Oslo that the levy was void".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.cues import commits, cues, directs, is_naming, is_statement
from transforms.parentheticals import Reported
from transforms.quotation_marks import Quoted
from transforms.reported_clauses import FINITE_TAGS, content_end, is_finite, trimmed
from transforms.sources import climbed, may_speak, source_of
from warehouse.schema import Span


def asked_for(verb: Token) -> Iterator[Reported]:
    """ "Promised to sign", "urged the council to act", "called on Norway to lift the duty": the infinitive, with whom it is asked of."""
    if not (commits(verb) or directs(verb)) or is_denied(verb):
        return
    source = source_of(verb)
    act = next((child for child in verb.rights if child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child)), None)
    if source is None or not may_speak(source) or act is None or any(child.dep_ == "auxpass" for child in verb.children):
        return
    opening = next((child for child in verb.rights if child.dep_ in {"dobj", "dative"} and child.i < act.i), None)
    if opening is None and directs(verb):
        addressee = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ == "on" and child.i < act.i), None)
        opening = next(addressee.children, None) if addressee is not None else None
    if opening is None and directs(verb) and not any(child.dep_ == "nsubj" for child in act.children):
        return  # "asked to leave" asks for oneself
    first = min(opening.left_edge.i, act.left_edge.i) if opening is not None and directs(verb) else act.left_edge.i
    piece = trimmed(verb.doc, first, content_end(verb, act))
    if piece is not None:
        yield Reported((piece,), (verb, verb), climbed(source))


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def told_by_noun(noun: Token) -> Iterator[Reported]:
    """ "His claim that the levy was void", "the threat by Oslo to close the port": a noun of saying with whose it is."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in cues().nouns:
        return
    clause = next((child for child in noun.rights if child.dep_ in {"acl", "relcl", "ccomp"} and _completes(child)), None)
    source = _owner(noun)
    if clause is None or source is None or is_denied(noun):
        return
    first = clause.left_edge.i + (clause.left_edge.lower_ == "that")
    piece = trimmed(noun.doc, first, content_end(noun, clause))
    if piece is not None:
        yield Reported((piece,), (noun, noun), climbed(source))


def _completes(clause: Token) -> bool:
    """Whether the clause says what was said: an infinitive, or a clause with "that" as its conjunction."""
    opening = clause.left_edge
    if _is_infinitive(clause):
        return clause.head.lemma_.lower() in cues().infinitive_nouns
    return opening.lower_ == "that" and opening.dep_ == "mark" and is_finite(clause)


def _owner(noun: Token) -> Token | None:
    """Whose word it is: the genitive, who stands behind "by", or the subject of the verb that has the noun as its object."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    agent = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ in {"by", "from"}), None)
    if agent is not None:
        return next((child for child in agent.children if child.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in cues().supports:
        return source_of(noun.head)
    return None


def is_denied(verb: Token) -> bool:
    """ "Did not say that", "refused to say whether", "asked to rule that"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    return verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse", "fail"}


def named_by(verb: Token, spans: list[Quoted]) -> Iterator[Reported]:
    """ "Called the plan "unfair"": the object and the words in marks."""
    if is_denied(verb):
        return
    source = source_of(verb)
    if source is None:
        return
    doc = verb.doc
    start, limit = verb.idx + len(verb), doc[verb.right_edge.i].idx + len(doc[verb.right_edge.i])
    inside = [span for span in spans if start <= span.start_char and span.start_char < limit]
    if not inside:
        yield from _named_plainly(verb, source)
        return
    objects = [child for child in verb.rights if child.idx < inside[0].end_char]
    if not objects:
        return
    opening = objects[0].left_edge
    if opening.lower_ in {"as", "for"} and opening.idx < inside[0].start_char:
        opening = opening.nbor(1)
    first = opening.idx
    between = [token for token in doc[opening.i : verb.right_edge.i + 1] if token.idx < inside[0].start_char]
    if any(is_naming(token) or is_statement(token) for token in between):  # "praised what she called a "sensible step"": the inner verb's
        return
    if inside[0].start_char - first > 120:
        return
    last = inside[-1] if inside[-1].start_char - inside[0].end_char < 40 else inside[0]
    yield Reported((Span(first, _end_of_phrase(verb, last)),), (verb, verb), climbed(source))


def _end_of_phrase(verb: Token, fragment: Quoted) -> int:
    """Where the phrase ends that the words in marks are part of: "an "absolute necessity" for the country"."""
    words = verb.doc.char_span(*fragment.inner, alignment_mode="expand")
    if words is None or not fragment.is_closed:
        return fragment.end_char
    end = content_end(verb, words.root)
    piece = trimmed(verb.doc, words.root.i, min(end, words.root.right_edge.i))
    return max(fragment.end_char, piece.end_char if piece is not None else 0)


def _named_plainly(verb: Token, source: Token) -> Iterator[Reported]:
    """ "Called the plan unfair", "described the talks as hard", "accused Norway of dumping": the object with what is said of it."""
    if not may_speak(source):
        return
    thing = next((child for child in verb.rights if child.dep_ in {"dobj", "ccomp", "oprd", "nsubj", "attr"}), None)
    if thing is None:
        return
    judgement = _judgement(verb, thing)
    if judgement is None:
        return
    piece = trimmed(verb.doc, min(thing.left_edge.i, judgement.left_edge.i), max(thing.right_edge.i, judgement.right_edge.i))
    if piece is not None:
        yield Reported((piece,), (verb, verb), climbed(source))


def _judgement(verb: Token, thing: Token) -> Token | None:
    """What the verb says of its object."""
    preposition = cues().naming_prepositions.get(verb.lemma_.lower())
    if preposition is None:
        return None
    if preposition == "":
        if thing.dep_ == "ccomp":  # a small clause, "called [the plan unfair]"
            return None if _is_infinitive(thing) or thing.tag_ in FINITE_TAGS else thing
        return next(
            (
                child
                for child in verb.rights
                if child.dep_ in {"oprd", "acomp", "attr", "xcomp"} and child.i > thing.i and not _is_infinitive(child)
            ),
            None,
        )
    holders = (verb, thing)
    return next((child for head in holders for child in head.rights if child.dep_ == "prep" and child.lower_ == preposition), None)
