"""The governments at the table: from the words of the mention, the subject of its verb, and those it is "with" or "between"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.talks.clauses import INNER, SUBCLAUSES, Frame, capital_codes, destination_codes
from transforms.talks.governments import WORLD, antecedent, crowd, governments, is_private, joined, named_before, phrase, relative_heads
from transforms.talks.words import is_trade, lemma, members_of, noun_kind, phrasal, words
from transforms.text.clauses import subject, subtree

SPOKEN_TO = frozenset({"speak", "talk"})
PARTY_PREPOSITIONS = frozenset({"with", "between", "among", "amongst"})
ADDRESSED = frozenset(
    {"meet", "visit", "receive", "host", "welcome", "phone", "telephone", "brief", "inform", "tell", "contact"}
)  # their object is at the table
NEAR = 6  # words from the talks to what they are on
SHARE = 0.6  # of the mentions of countries: the two of an article on two,
AHEAD = 1.5  # and so many times those of the third


class Parties(NamedTuple):
    """Party codes, one tuple per talk: "deals with A and B" are two. `is_implied`: the clause does not tell them all, the article does."""

    talks: tuple[tuple[str, ...], ...]
    is_implied: bool


def parties(frame: Frame, actors: Actors) -> Parties:
    """The parties of a mention; no talks where neither the clause nor the article tells them."""
    if frame.known and (frame.kind == "agreement" or noun_kind(frame.token) != "negotiation"):
        return Parties((frame.known,), False)
    if frame.token.pos_ != "VERB" and _is_multilateral(frame):
        return Parties((WORLD,), False)
    sides, partners, is_list = _of_verb(frame.token, actors) if frame.token.pos_ == "VERB" else _of_noun(frame, actors)
    if frame.kind == "agreement" and frame.token.tag_ in ("NNS", "NNPS"):
        ours = sides or actors.main[:1]
        theirs = [code for code in partners if code not in ours]
        if is_list and len(ours) == 1 and theirs:
            return Parties(tuple((ours[0], code) for code in theirs), False)
        if len(theirs) == 1 and len(ours) > 1:
            return Parties(tuple((code, theirs[0]) for code in ours), False)
    found = joined(sides, partners, _granting(frame.token, actors))
    if len(found) < 2 and frame.known:
        return Parties((frame.known,), False)
    if len(found) < 2 and (many := _crowd(frame, actors)):
        return Parties((many,), False)
    if len(found) < 2 and _is_of_others(frame, actors):
        return Parties((), False)
    if len(found) == 1 and partners:
        found = joined(found, _reporter(frame, actors))
    if len(found) == 1 and partners and found != actors.main[:1]:
        found = joined(actors.main[:1], found)
    if len(found) > 1:
        return Parties((found,), False)
    pair = main_pair(actors)
    return Parties((pair,), True) if pair and set(found) <= set(pair) else Parties((), True)


def _reporter(frame: Frame, actors: Actors) -> tuple[str, ...]:
    """Whose talks they are that somebody reports: "China's commerce ministry said that talks with the EU had made progress"."""
    verb = frame.verb
    return _subject_codes(verb.head, actors)[:1] if verb is not None and verb.dep_ == "ccomp" and verb.head != verb else ()


def _granting(verb: Token, actors: Actors) -> tuple[str, ...]:
    """Who gives way for what others agree to: "the tariffs were delayed after the leaders of A and B agreed to do more"."""
    is_price = lemma(verb) == "agree" and verb.dep_ == "advcl" and any(child.lower_ in ("after", "once") for child in verb.children)
    acts = {act(over) for over in (verb.head, *verb.head.conjuncts) for act in (lemma, phrasal)}
    if not is_price or not acts & words("outcome", "granted"):
        return ()
    return _subject_codes(verb.head, actors)[:1] or actors.main[:1]


def _crowd(frame: Frame, actors: Actors) -> tuple[str, ...]:
    """Many governments that meet or agree: "leaders of 44 countries signed a deal", "talks collapsed as delegates from 135 countries …"."""
    who = subject(frame.verb) if frame.verb is not None else None
    clauses = [child for child in frame.verb.children if child.dep_ == "advcl"] if frame.verb is not None else []
    others = [child for verb in clauses for child in verb.children if child.dep_ == "nsubj"] if frame.kind != "agreement" else []
    heads = ([who] if who is not None and who != frame.token else []) + others
    if any(name in " ".join(t.text for t in phrase(head)) for head in heads for name in words("multilateral", "trade_bodies")):
        return WORLD
    return next((codes for head in heads if (codes := crowd(head, actors))), ())


def _is_of_others(frame: Frame, actors: Actors) -> bool:
    """Whether those who meet are many that the article does not name: "ambassadors of the 27 member states will meet"."""
    who = subject(frame.verb) if frame.verb is not None else None
    named = phrase(who) if who is not None else []
    return not actors.codes(named) and any(token.text == "states" for token in named)


def main_pair(actors: Actors) -> tuple[str, ...]:
    """The two governments of an article on two; empty for others."""
    total = sum(actors.mentioned.values())
    ranked = sorted(actors.mentioned.items(), key=lambda item: (-item[1], item[0]))
    pair = tuple(code for code, _ in ranked[:2])
    if len(ranked) > 2 and ranked[1][1] < AHEAD * ranked[2][1]:
        return ()
    share = sum(actors.mentioned[code] for code in pair)
    acting = {code for _, code in actors.acting_order}
    enough = len(pair) == 2 and (
        (share == total and bool(acting & set(pair))) or (actors.mentioned[pair[1]] > 1 and share >= SHARE * total)
    )
    return pair if enough else ()


def _of_verb(verb: Token, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    sides = _subject_codes(verb, actors)
    if lemma(verb) in words("verbs", "traveling") | {"visit"} and not _is_official(subject(verb)):
        return (), (), False
    partners, _ = _partners(verb, actors)
    for child in verb.children:
        if child.dep_ == "dobj" and lemma(verb) in ADDRESSED:
            partners = joined(partners, governments(child, actors) or capital_codes(child))
        elif child.lower_ == "to" and lemma(verb) in SPOKEN_TO:
            partners = joined(partners, *(governments(noun, actors) for noun in child.children if noun.dep_ == "pobj"))
    if lemma(verb) in words("verbs", "traveling"):
        partners = joined(partners, destination_codes(verb))
    return sides, partners, False


def _is_official(who: Token | None) -> bool:
    return who is not None and (who.pos_ == "PROPN" or lemma(who) in words("met", "people"))


def _of_noun(frame: Frame, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    noun, verb = frame.token, frame.verb
    own = _inner_codes(noun, actors)
    partners, is_list = _partners(noun, actors)
    if lemma(noun) in words("company", "journeys"):
        partners = joined(partners, *(capital_codes(city) for prep in noun.children if prep.lower_ == "to" for city in prep.children))
        own = joined(own, *(governments(who, actors) for prep in noun.children if prep.lower_ == "by" for who in prep.children))
    if len(partners) > 1 and any(child.lower_ in ("between", "among") for child in noun.children):
        return (), partners, False  # all are told: who brokered the deal is no party
    if not partners and noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "the terms of their deals with A"
        partners, is_list = _partners(noun.head.head, actors)
    if verb is not None and (noun.dep_ in ("dobj", "nsubjpass") or not partners):
        more, more_listed = _partners(verb, actors)
        partners, is_list = joined(partners, more), is_list or more_listed
    own = joined(own, _sent_codes(noun, actors)) if verb is None else own
    acting = _subject_codes(verb, actors) if verb is not None and subject(verb) != noun and _deals(verb) else ()
    is_theirs = any(child.dep_ == "poss" and child.lower_ == "their" for child in noun.children)
    if (verb is not None and len(joined(own, partners)) < 2) or is_theirs:
        own = joined(own, _owner_codes(noun, actors), acting)
    elif partners:
        own = joined(own, acting)
    return own, partners, is_list


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


def _subject_codes(verb: Token, actors: Actors) -> tuple[str, ...]:
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


def _is_multilateral(frame: Frame) -> bool:
    """Whether the mention is of a meeting of a body of many members."""
    if frame.kind not in ("meeting", "negotiation"):
        return False
    noun = frame.token
    inner = [t for child in noun.children if child.dep_ in INNER or child.lower_ == "of" for t in child.subtree]
    phrase = " ".join(token.text for token in inner)
    if any(name in phrase for name in words("multilateral", "trade_bodies")):
        return True
    if any(name in phrase for name in words("multilateral", "bodies")):
        return any(map(is_trade, inner))
    if any(token.tag_ == "NNS" and lemma(token) in words("multilateral", "members") and token.head.lower_ == "of" for token in inner):
        return True
    near = [token for token in subtree(noun) if abs(token.i - noun.i) <= NEAR]
    scope = [token for token in near if token.lower_ in words("multilateral", "scope")]  # "talks aimed at a global trade deal"
    return any(is_trade(word) for token in scope for word in (token.head, *token.head.children))
