"""Who takes part in talks: persons who meet, speak or negotiate, and those who lead or accompany a delegation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Token

from transforms.clauses import subject
from transforms.document import Document
from transforms.entities import Entities
from transforms.talk_frames import Frame
from transforms.talk_parties import PARTY_PREPOSITIONS
from transforms.talk_words import lemma, words
from warehouse.schema import ParticipantRole

LIGHT = frozenset(
    {"hold", "have", "attend", "join", "open", "conduct", "meet", "begin", "resume", "lead", "head", "chair", "complete", "end", "gather"}
)
DISCUSSING = frozenset({"discuss", "meet", "negotiate", "talk", "confer", "speak"})


class Person(NamedTuple):
    """A person at the table of the talks told at a token."""

    candidate_id: str
    role: ParticipantRole
    at: int


def people(found: Sequence[Frame], document: Document, entities: Entities) -> list[Person]:
    """The persons that the mentions of talks and the sentences on delegations name."""
    by_token = _persons(document, entities)
    out = [Person(by_token[t.i], "attendee", frame.token.i) for frame in found for t in _at_table(frame) if t.i in by_token]
    for place in document.places_of(words("delegations", "lead") | words("delegations", "attend")):
        out += _of_delegation(document.doc[place], by_token)
    return out


def _persons(document: Document, entities: Entities) -> dict[int, str]:
    out = {}
    for mention in entities.mentions:
        if mention.entity_type == "person":
            for token in document.tokens(mention.start_char, mention.end_char):
                out[token.i] = mention.candidate_id
    return out


def _at_table(frame: Frame) -> Iterator[Token]:
    """The heads of those who meet and of those they meet with."""
    token, verb = frame.token, frame.verb
    if frame.kind == "agreement":
        return
    for head in (token, verb):
        if head is not None:
            for child in head.children:
                if child.lower_ in PARTY_PREPOSITIONS:
                    yield from (noun for n in child.children if n.dep_ == "pobj" for noun in (n, *n.conjuncts))
                elif child.dep_ in ("xcomp", "advcl") and lemma(child) in DISCUSSING:  # "will travel to A to discuss tariffs with B"
                    near = (prep for word in (child, *child.children) for prep in word.children if prep.lower_ in PARTY_PREPOSITIONS)
                    yield from (noun for prep in near for n in prep.children if n.dep_ == "pobj" for noun in (n, *n.conjuncts))
    if verb is None or not (verb == token or (lemma(verb) in LIGHT and token.dep_ in ("dobj", "pobj"))):
        return
    yield from (noun for child in verb.children if child.dep_ == "dobj" and child != token for noun in (child, *child.conjuncts))
    who = _antecedent(subject(verb))
    if who is not None and not _is_denied(verb):
        yield from (who, *who.conjuncts)


def _antecedent(who: Token | None) -> Token | None:
    """The noun that a relative pronoun stands for; any other subject is itself."""
    if who is None or who.lower_ not in ("who", "which", "that"):
        return who
    relative = next((a for a in (who, *islice(who.ancestors, 8)) if a.dep_ == "relcl"), None)
    return relative.head if relative is not None else None


def _is_denied(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _delegation(verb: Token) -> Token | None:
    """The passive subject of the verb, or the subject that it shares with the verb before it: "was led by A and included B"."""
    for clause in (verb, verb.head) if verb.dep_ == "conj" else (verb,):
        for child in clause.children:
            if child.dep_ == "nsubjpass" or (child.dep_ == "nsubj" and clause == verb):
                return child
    return None


def _of_delegation(verb: Token, by_token: Mapping[int, str]) -> Iterator[Person]:
    """ "The delegation was led by A and included B"; "A led the delegation"; "a team headed by A"."""
    if verb.pos_ != "VERB" or lemma(verb) not in words("delegations", "lead") | words("delegations", "attend") or _is_denied(verb):
        return
    role: ParticipantRole = "lead" if lemma(verb) in words("delegations", "lead") else "attendee"
    is_passive = verb.tag_ == "VBN" and (verb.dep_ in ("acl", "advcl") or any(child.dep_ == "auxpass" for child in verb.children))
    who = verb.head if verb.dep_ == "acl" else _antecedent(_delegation(verb) or subject(verb))
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    agents = [n for c in verb.children if c.lower_ == "by" for n in c.children if n.dep_ == "pobj"]
    nouns = words("delegations", "nouns")
    is_joined = is_passive and lemma(verb) in ("join", "accompany") and verb.dep_ in ("acl", "advcl")  # "A led the talks, joined by B"
    if is_joined or (is_passive and who is not None and lemma(who) in nouns):
        named = agents
    elif lemma(verb) in ("include", "comprise") and who is not None and lemma(who) in nouns:
        named = objects
    elif any(lemma(o) in nouns for o in objects) and who is not None:
        named = [who]
    else:
        return
    for head in named:
        for token in (head, *head.conjuncts, *(child for child in head.children if child.dep_ == "appos")):
            if token.i in by_token:
                yield Person(by_token[token.i], role, verb.i)
