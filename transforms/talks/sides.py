"""Who sits on which side of talks: the subject of their verb, the words before their noun, and those they are "with" or "between"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.names.blocs import members_of
from transforms.talks.clauses import INNER, SUBCLAUSES, Frame, capital_codes, destination_codes
from transforms.talks.governments import antecedent, governments, is_private, joined, main_pair, named_before, phrase, relative_heads
from transforms.talks.words import lemma, noun_kind, words
from transforms.text.clauses import subject

SPOKEN_TO = frozenset({"speak", "talk"})
PARTY_PREPOSITIONS = frozenset({"with", "between", "among", "amongst"})
ADDRESSED = frozenset({"meet", "visit", "receive", "host", "welcome", "phone", "telephone", "brief", "inform", "tell", "contact"})


class Sides(NamedTuple):
    """Those whose talks they are, and those they talk to. `is_list`: several stand behind "with"."""

    own: tuple[str, ...]
    partners: tuple[str, ...]
    is_list: bool


def of_verb(verb: Token, actors: Actors) -> Sides:
    """The sides of "A met B"."""
    sides = subject_codes(verb, actors)
    if lemma(verb) in words("verbs", "traveling") | {"visit"} and not _is_official(subject(verb)):
        return Sides((), (), False)
    partners, _ = _partners(verb, actors)
    for child in verb.children:
        if child.dep_ == "dobj" and lemma(verb) in ADDRESSED:
            partners = joined(partners, governments(child, actors) or capital_codes(child))
        elif child.lower_ == "to" and lemma(verb) in SPOKEN_TO:
            partners = joined(partners, *(governments(noun, actors) for noun in child.children if noun.dep_ == "pobj"))
    if lemma(verb) in words("verbs", "traveling"):
        partners = joined(partners, destination_codes(verb))
    return Sides(sides, partners, False)


def _is_official(who: Token | None) -> bool:
    return who is not None and (who.pos_ == "PROPN" or lemma(who) in words("met", "people"))


def of_noun(frame: Frame, actors: Actors) -> Sides:
    """The sides of "A held talks with B", "talks between A and B", "A-B talks"."""
    noun, verb = frame.token, frame.verb
    own = _inner_codes(noun, actors)
    partners, is_list = _partners(noun, actors)
    if lemma(noun) in words("company", "journeys"):
        partners = joined(partners, *(capital_codes(city) for prep in noun.children if prep.lower_ == "to" for city in prep.children))
        own = joined(own, *(governments(who, actors) for prep in noun.children if prep.lower_ == "by" for who in prep.children))
    if len(partners) > 1 and any(child.lower_ in ("between", "among") for child in noun.children):
        return Sides((), partners, False)  # all are told: who brokered the deal is no party
    if not partners and noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "the terms of their deals with A"
        partners, is_list = _partners(noun.head.head, actors)
    if verb is not None and (noun.dep_ in ("dobj", "nsubjpass") or not partners):
        more, more_listed = _partners(verb, actors)
        partners, is_list = joined(partners, more), is_list or more_listed
    own = joined(own, _sent_codes(noun, actors)) if verb is None else own
    acting = subject_codes(verb, actors) if verb is not None and subject(verb) != noun and _deals(verb) else ()
    is_theirs = any(child.dep_ == "poss" and child.lower_ == "their" for child in noun.children)
    if (verb is not None and len(joined(own, partners)) < 2) or is_theirs:
        own = joined(own, _owner_codes(noun, actors), acting)
    elif partners:
        own = joined(own, acting)
    return Sides(own, partners, is_list)


def _sent_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """Whose delegation it is: "the departure of a Taiwan delegation for a series of talks"."""
    node = noun
    while node.dep_ == "pobj" and node.head.dep_ == "prep" and node.head.head.pos_ in ("NOUN", "PROPN") and node.head.head != node:
        node = node.head.head
        if lemma(node) in words("delegations", "nouns") | words("met", "people"):
            return actors.codes(phrase(node))
    return ()


def _deals(verb: Token) -> bool:
    return lemma(verb) in words("dealing", "verbs") | words("outcome", "agreement")


def _owner_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """ "their deals": the countries named in the sentence before."""
    if not any(child.dep_ == "poss" and child.lower_ in ("their", "its") for child in noun.children):
        return ()
    return named_before(noun, actors)


def subject_codes(verb: Token, actors: Actors) -> tuple[str, ...]:
    """The governments that do what a verb tells."""
    who = subject(verb)
    if who is None:
        return ()
    if who.lower_ in ("who", "which", "that"):
        head = antecedent(who)
        if head is None:
            return ()
        return joined(*(actors.codes(actors.inner(each)) or actors.party(each).codes for each in relative_heads(who, head)))
    if who.lower_ in ("two", "both", "pair"):
        near = named_before(who, actors)
        return near if len(near) == 2 else main_pair(actors)
    if lemma(verb) in words("dealing", "ratifying") and not actors.is_country(who):
        return ()  # a parliament that approves a deal is no party of it
    members = governments(who, actors)
    codes = joined(actors.codes(phrase(who)), members if len(members) > 1 else ())
    is_council = len(codes) > 1 and not who.conjuncts  # "the U.S.-EU Trade Council"
    if is_private(who, actors) and not members and not is_council and who.ent_type_ != "PERSON":
        return ()  # a company, whose country is not at the table
    party = actors.party(who)
    if len(codes) > 1 and (is_council or who.ent_type_ == "PERSON"):
        return codes
    if codes or party.is_private or who.pos_ in ("PRON", "PROPN") or lemma(who) in ("side", "country", "nation"):
        return codes if party.is_private else joined(codes, party.codes)
    return actors.main[:1]


def _inner_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments in the words before the noun and in its of-phrase: "US-China talks", "the failure of past US-China talks"."""
    inner = [noun]
    for node in inner:
        for child in node.children:
            is_of = node == noun and child.dep_ == "prep" and child.lower_ == "of"
            before = child.dep_ in ("conj", "appos") and node != noun and child.i < noun.i  # "the US-UK deal"
            if child.dep_ in INNER or before or is_of or (child.dep_ == "pobj" and node.lower_ == "of"):
                inner.append(child)
        if len(inner) > 30:
            break
    codes = joined(actors.codes(sorted(inner, key=lambda token: token.i)), *(members_of(token.text) for token in inner))
    is_one = noun.tag_ != "NNS" or noun_kind(noun) != "agreement"
    if len(codes) < 2 and is_one and any(child.lower_ in ("bilateral", "both") for child in noun.children):
        near = named_before(noun, actors)
        return near if len(near) == 2 else main_pair(actors) or codes
    return codes


def _partners(head: Token, actors: Actors) -> tuple[tuple[str, ...], bool]:
    """The governments after "with" or "between" in the phrase, and whether they are a list after "with"."""
    found: tuple[str, ...] = ()
    is_list = False
    for preposition in _prepositions(head):
        for noun in preposition.children:
            if noun.dep_ == "pobj" and not is_private(noun, actors):
                codes = governments(noun, actors)
                is_list = is_list or (preposition.lower_ == "with" and len(codes) > 1)
                found = joined(found, codes)
    return found, is_list


def _prepositions(head: Token) -> Iterable[Token]:
    queue, seen = [head], 0
    while queue and seen < 40:
        node, seen = queue.pop(0), seen + 1
        for child in node.children:
            if child.lower_ in PARTY_PREPOSITIONS and child.dep_ in ("prep", "dative", "pcomp"):
                yield child
            is_behind = head.pos_ != "VERB" and child.i > head.i and child.tag_ != "VBD" and child.dep_ != "conj"
            if is_behind and child.lower_ not in PARTY_PREPOSITIONS and (child.dep_ not in SUBCLAUSES or _is_purpose(child)):
                queue.append(child)


def _is_purpose(verb: Token) -> bool:
    """ "a deal to cut tariffs between A and B"."""
    return verb.dep_ == "relcl" and verb.tag_ == "VB" and not any(child.dep_ == "nsubj" for child in verb.children)
