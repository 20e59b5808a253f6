"""The governments at the table: from the words of the mention, the subject of its verb, and those it is "with" or "between"."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.talks.clauses import INNER, Frame
from transforms.talks.governments import WORLD, crowd, joined, main_pair, phrase
from transforms.talks.sides import of_noun, of_verb, subject_codes
from transforms.talks.words import is_trade, lemma, noun_kind, phrasal, words
from transforms.text.clauses import subject, subtree

NEAR = 6  # words from the talks to what they are on


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
    sides, partners, is_list = of_verb(frame.token, actors) if frame.token.pos_ == "VERB" else of_noun(frame, actors)
    if several := _deals_of_two(frame, sides or actors.main[:1], partners, is_list):
        return Parties(several, False)
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


def _deals_of_two(frame: Frame, ours: tuple[str, ...], partners: tuple[str, ...], is_list: bool) -> tuple[tuple[str, ...], ...]:
    """ "Deals with A and B" are two, as are "deals of A and B with C"; empty where there is one."""
    theirs = [code for code in partners if code not in ours]
    if frame.kind != "agreement" or frame.token.tag_ not in ("NNS", "NNPS") or not theirs:
        return ()
    if len(ours) == 1:
        return tuple((ours[0], code) for code in theirs) if is_list else ()
    return tuple((code, theirs[0]) for code in ours) if len(theirs) == 1 else ()


def _reporter(frame: Frame, actors: Actors) -> tuple[str, ...]:
    """Whose talks they are that somebody reports: "China's commerce ministry said that talks with the EU had made progress"."""
    verb = frame.verb
    return subject_codes(verb.head, actors)[:1] if verb is not None and verb.dep_ == "ccomp" and verb.head != verb else ()


def _granting(verb: Token, actors: Actors) -> tuple[str, ...]:
    """Who gives way for what others agree to: "the tariffs were delayed after the leaders of A and B agreed to do more"."""
    is_price = lemma(verb) == "agree" and verb.dep_ == "advcl" and any(child.lower_ in ("after", "once") for child in verb.children)
    acts = {act(over) for over in (verb.head, *verb.head.conjuncts) for act in (lemma, phrasal)}
    if not is_price or not acts & words("outcome", "granted"):
        return ()
    return subject_codes(verb.head, actors)[:1] or actors.main[:1]


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
