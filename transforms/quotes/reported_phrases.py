"""Promises, demands and nouns of saying: "vowed to sign", "urged Seoul to act", "the claim by Oslo that the levy was void"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.quotes.complements import is_denied, is_finite, is_infinitive
from transforms.quotes.parentheticals import Reported
from transforms.quotes.reported_clauses import content_end, trimmed
from transforms.quotes.source_mentions import climbed, may_speak
from transforms.quotes.sources import source_of
from transforms.text.cues import commits, cues, directs


def asked_for(verb: Token) -> Iterator[Reported]:
    """ "Promised to sign", "urged the council to act", "called on Norway to lift the duty": the infinitive, with whom it is asked of."""
    if not (commits(verb) or directs(verb)) or is_denied(verb):
        return
    source = source_of(verb)
    act = next((child for child in verb.rights if child.dep_ in {"xcomp", "ccomp", "advcl"} and is_infinitive(child)), None)
    if source is None or not may_speak(source) or act is None or any(child.dep_ == "auxpass" for child in verb.children):
        return
    if any(child.tag_ == "MD" for child in verb.lefts):
        return  # "he would urge the Senate to act": a plan
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
    if is_infinitive(clause):
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
