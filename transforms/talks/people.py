"""Who takes part in talks: persons who meet, speak or negotiate, and those who lead or accompany a delegation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from transforms.names.entities import Entities
from transforms.talks.clauses import Frame
from transforms.talks.governments import antecedent
from transforms.talks.parties import PARTY_PREPOSITIONS, SPOKEN_TO
from transforms.talks.words import lemma, words
from transforms.text.clauses import subject
from transforms.text.document import Document
from warehouse.schema import ParticipantRole

PRESENT = frozenset({"present"})
BEFORE_NAME = frozenset({"compound", "nmod"})
PAIR_WITHIN = 80  # tokens before "the two leaders" in which they are told


class Person(NamedTuple):
    """A person at the table of the talks told at a token."""

    candidate_id: str
    role: ParticipantRole
    at: int


def people(found: Sequence[Frame], document: Document, entities: Entities) -> list[Person]:
    """The persons that the mentions of talks and the sentences on delegations name."""
    by_token = _persons(document, entities)
    out = [
        Person(by_token[token.i], "attendee", frame.token.i)
        for frame in found
        for head in _at_table(frame)
        for token in _persons_in(head, by_token)
    ]
    for place in document.places_of(words("delegations", "lead") | words("delegations", "attend")):
        out += _of_delegation(document.doc[place], by_token)
    for place in document.places_of(PRESENT):
        out += _present(document.doc[place], by_token)
    return out


def _persons(document: Document, entities: Entities) -> dict[int, str]:
    out = {}
    for mention in entities.mentions:
        if mention.entity_type == "person":
            for token in document.tokens(mention.start_char, mention.end_char):
                out[token.i] = mention.candidate_id
    return out


def _at_table(frame: Frame) -> Iterator[Token]:
    """The heads of those who meet and of those they meet with, of those who sign, and of those who go there."""
    token, verb = frame.token, frame.verb
    if frame.kind == "agreement":
        yield from _signers(frame)
        return
    for head in (token, verb):
        for child in head.children if head is not None else ():
            if child.lower_ in PARTY_PREPOSITIONS or (child.lower_ == "to" and lemma(child.head) in SPOKEN_TO):
                yield from _named(child)
            elif child.dep_ in ("xcomp", "advcl") and lemma(child) in words("verbs", "talking"):  # "will go to A to discuss tariffs with B"
                near = (prep for word in (child, *child.children) for prep in word.children if prep.lower_ in PARTY_PREPOSITIONS)
                yield from (noun for prep in near for noun in _named(prep))
    if verb is None or not (verb == token or (_seats(verb) and token.dep_ in ("dobj", "pobj"))):
        return
    yield from (child for child in verb.children if child.dep_ == "dobj" and child != token)
    who = _antecedent(subject(verb))
    if who is not None and not _is_denied(verb):
        yield from (child for child in who.head.children if child.dep_ == "nsubj") if who.dep_ == "nsubj" else (who,)


def _seats(verb: Token) -> bool:
    """Whether the subject of a verb sits at the table of its talks; two together also where they end or resume them."""
    who = subject(verb)
    is_together = who is not None and bool(who.conjuncts) and lemma(verb) in words("dealing", "verbs")
    return is_together or lemma(verb) in words("people", "light")


def _named(preposition: Token) -> Iterator[Token]:
    return (noun for noun in preposition.children if noun.dep_ == "pobj")


def _signers(frame: Frame) -> Iterator[Token]:
    """Those who sign a deal, and two who announce one together."""
    verb = frame.verb
    if verb is not None and lemma(verb) in words("people", "signing"):
        yield from (noun for child in verb.children if child.lower_ == "by" for noun in child.children)  # "hammered out by A and B"
    who = subject(verb) if verb is not None and not _is_denied(verb) else None
    if who is None or verb is None:
        return
    is_together = bool(who.conjuncts) and lemma(verb) in words("outcome", "made")
    if lemma(verb) in words("people", "signing") or is_together:
        yield who


def _persons_in(head: Token, by_token: Mapping[int, str]) -> Iterator[Token]:
    """The persons of a noun phrase: its head, those joined to it, and names that the parse puts before one; "the two leaders"."""
    heads = (head, *head.conjuncts)
    if lemma(head) in words("people", "pairs") and any(child.lower_ in ("two", "both") for child in head.children):
        yield from _last_pair(head, by_token)
    for noun in heads:
        beside = [name for child in noun.children if child.dep_ == "appos" for name in (child, *child.conjuncts)]
        yield from (token for token in (noun, *beside) if token.i in by_token)
        if noun.i in by_token:
            yield from (t for t in noun.lefts if t.dep_ in BEFORE_NAME for t in t.subtree if t.i in by_token and _is_joined(t))


def _is_joined(name: Token) -> bool:
    """Whether a comma or "and" stands behind a name: "Scott Bessent and Trade Representative Jamieson Greer", not "Trump aide A"."""
    return name.i + 1 < len(name.doc) and name.nbor(1).lower_ in (",", "and")


def _last_pair(noun: Token, by_token: Mapping[int, str]) -> Iterator[Token]:
    """The two persons told together last before a noun: "A and B signed it. The two leaders met …"."""
    for token in reversed(noun.doc[max(0, noun.i - PAIR_WITHIN) : noun.i]):
        pair = [word for word in (token, *token.conjuncts) if word.i in by_token]
        if token.dep_ == "conj" and len({by_token[word.i] for word in pair}) == 2:
            yield from pair
            return


def _antecedent(who: Token | None) -> Token | None:
    """The noun that a relative pronoun stands for; any other subject is itself."""
    return antecedent(who) if who is not None and who.lower_ in ("who", "which", "that") else who


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
    is_joined = is_passive and lemma(verb) in ("join", "accompany")  # "A led the talks, joined by B"
    if is_joined or (is_passive and who is not None and lemma(who) in nouns):
        named = agents
    elif lemma(verb) in ("include", "comprise") and who is not None and lemma(who) in nouns:
        named = objects
    elif who is not None and (any(lemma(o) in nouns for o in objects) or (lemma(verb) == "represent" and _is_of_talks(verb))):
        named = [who]
    else:
        return
    for head in named:
        if any(lemma(word) in words("people", "relatives") for word in (head, *head.children)):
            continue
        for token in _persons_in(head, by_token):
            yield Person(by_token[token.i], role, verb.i)


def _is_of_talks(verb: Token) -> bool:
    """ "Will represent the country at the talks"."""
    return any(
        lemma(noun) in words("delegations", "nouns") for prep in verb.children if prep.lower_ in ("at", "in") for noun in prep.children
    )


def _present(word: Token, by_token: Mapping[int, str]) -> Iterator[Person]:
    """ "Also present were A and B"."""
    verb = word.head
    if lemma(verb) == "be" and word.dep_ in ("acomp", "advmod") and not _is_denied(verb):
        for head in verb.children:
            if head.dep_ in ("nsubj", "attr"):
                yield from (Person(by_token[token.i], "attendee", word.i) for token in _persons_in(head, by_token))
