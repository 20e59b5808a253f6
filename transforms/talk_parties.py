"""The governments at the table: from the words of the mention, the subject of its verb, and those it is "with" or "between"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Token

from transforms.actors import Actors
from transforms.clauses import sentence_of, subject
from transforms.talk_frames import INNER, SUBCLAUSES, Frame, capital_codes
from transforms.talk_words import is_trade, lemma, words

PARTY_PREPOSITIONS = frozenset({"with", "between", "among", "amongst"})
ADDRESSED = frozenset({"meet", "visit", "phone", "telephone", "brief", "inform", "tell", "contact"})  # their object is at the table
SHARE = 0.6  # of the mentions of countries: the two of an article on two


class Parties(NamedTuple):
    """Party codes, one tuple per talk: "deals with A and B" are two. `is_implied`: the clause does not tell them all, the article does."""

    talks: tuple[tuple[str, ...], ...]
    is_implied: bool


def parties(frame: Frame, actors: Actors) -> Parties:
    """The parties of a mention; no talks where neither the clause nor the article tells them."""
    if frame.known:
        return Parties((frame.known,), False)
    if frame.token.pos_ != "VERB" and _is_multilateral(frame):
        return Parties((("WORLD",),), False)
    if any(name in " ".join(t.text for t in frame.token.lefts) for name in words("multilateral", "bodies")):
        return Parties((), True)  # a summit of many states, not on trade by its name
    sides, partners, is_list = _of_verb(frame.token, actors) if frame.token.pos_ == "VERB" else _of_noun(frame, actors)
    if frame.kind == "agreement" and frame.token.tag_ in ("NNS", "NNPS"):
        ours = sides or actors.main[:1]
        theirs = [code for code in partners if code not in ours]
        if is_list and len(ours) == 1 and theirs:
            return Parties(tuple((ours[0], code) for code in theirs), False)
        if len(theirs) == 1 and len(ours) > 1:
            return Parties(tuple((code, theirs[0]) for code in ours), False)
    found = _joined(sides, partners)
    if len(found) == 1 and partners and found != actors.main[:1]:
        found = _joined(actors.main[:1], found)
    if len(found) > 1:
        return Parties((found,), False)
    pair = main_pair(actors)
    return Parties((pair,), True) if pair and set(found) <= set(pair) else Parties((), True)


def main_pair(actors: Actors) -> tuple[str, ...]:
    """The two governments of an article on two; empty for others."""
    total = sum(actors.mentioned.values())
    pair = tuple(code for code, _ in sorted(actors.mentioned.items(), key=lambda item: (-item[1], item[0]))[:2])
    enough = len(pair) == 2 and actors.mentioned[pair[1]] > 1 and sum(actors.mentioned[code] for code in pair) >= SHARE * total
    return pair if enough else ()


def _of_verb(verb: Token, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    sides = _subject_codes(verb, actors)
    if lemma(verb) in words("verbs", "traveling") | {"visit"} and not _is_official(subject(verb)):
        return (), (), False
    partners, _ = _partners(verb, actors)
    for child in verb.children:
        if child.dep_ == "dobj" and lemma(verb) in ADDRESSED:
            partners = _joined(partners, actors.party(child).codes or capital_codes(child))
        elif child.dep_ == "prep" and lemma(verb) in words("verbs", "traveling"):
            partners = _joined(partners, *(capital_codes(noun) for noun in child.children))
    return sides, partners, False


def _is_official(who: Token | None) -> bool:
    return who is not None and (who.pos_ == "PROPN" or lemma(who) in words("met", "people"))


def _of_noun(frame: Frame, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    noun, verb = frame.token, frame.verb
    own = _inner_codes(noun, actors)
    partners, is_list = _partners(noun, actors)
    if not partners and noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "the terms of their deals with A"
        partners, is_list = _partners(noun.head.head, actors)
    if verb is not None and (noun.dep_ in ("dobj", "nsubjpass") or not partners):
        more, more_listed = _partners(verb, actors)
        partners, is_list = _joined(partners, more), is_list or more_listed
    if (verb is not None and len(_joined(own, partners)) < 2) or any(
        child.dep_ == "poss" and child.lower_ == "their" for child in noun.children
    ):
        own = _joined(own, _owner_codes(noun, actors), _subject_codes(verb, actors) if verb is not None and _deals(verb) else ())
    elif partners and verb is not None and _deals(verb):
        own = _joined(own, _subject_codes(verb, actors))
    return own, partners, is_list


def _deals(verb: Token) -> bool:
    return lemma(verb) in words("dealing", "verbs") | words("outcome", "agreement")


def _owner_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """ "their deals": the countries named in the sentence before."""
    if not any(child.dep_ == "poss" and child.lower_ in ("their", "its") for child in noun.children):
        return ()
    return actors.codes(token for token in sentence_of(noun) if token.i < noun.i)


def _subject_codes(verb: Token, actors: Actors) -> tuple[str, ...]:
    who = subject(verb)
    if who is None:
        return ()
    if who.lower_ in ("who", "which", "that"):
        relative = next((a for a in (who, *islice(who.ancestors, 8)) if a.dep_ == "relcl"), None)
        if relative is None:
            return ()
        who = relative.head
        heads = (who, *who.conjuncts) if lemma(verb) in words("verbs", "speaking") | words("verbs", "meeting") else (who,)
        return _joined(*(actors.party(head).codes for head in heads))
    codes = actors.codes(_phrase(who))
    if who.i in actors.private and who.i not in actors.by_token:
        return ()  # a company, whose country is not at the table
    party = actors.party(who)
    if codes or party.is_private or who.pos_ in ("PRON", "PROPN") or lemma(who) in ("side", "country", "nation"):
        return codes if party.is_private else _joined(codes, party.codes)
    return actors.main[:1]


def _phrase(head: Token) -> list[Token]:
    """The words of a noun phrase and of those joined to it, without its clauses: "officials from A and B"."""
    found, queue = [head], [head]
    while queue and len(found) < 60:
        for child in queue.pop().children:
            is_other = child.dep_ in SUBCLAUSES or child.dep_ == "acl" or child.pos_ == "VERB"
            if not is_other and (child.dep_ != "prep" or child.lower_ in ("of", "from", "for")):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda token: token.i)


def _inner_codes(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments in the words before the noun and in its of-phrase: "US-China talks", "the failure of past US-China talks"."""
    inner = [noun]
    for node in inner:
        for child in node.children:
            is_of = node == noun and child.dep_ == "prep" and child.lower_ == "of"
            before = child.dep_ == "conj" and node != noun and child.i < noun.i
            if child.dep_ in INNER or before or is_of or (child.dep_ == "pobj" and node.lower_ == "of"):
                inner.append(child)
        if len(inner) > 30:
            break
    codes = actors.codes(sorted(inner, key=lambda token: token.i))
    pair = any(child.lower_ in ("bilateral", "both") for child in noun.children)
    return main_pair(actors) or codes if pair and len(codes) < 2 else codes


def _partners(head: Token, actors: Actors) -> tuple[tuple[str, ...], bool]:
    """The governments after "with" or "between" in the phrase, and whether they are a list after "with"."""
    found: tuple[str, ...] = ()
    is_list = False
    for preposition in _prepositions(head):
        for noun in preposition.children:
            if noun.dep_ == "pobj" and not any(n.i in actors.private and n.i not in actors.by_token for n in (noun, *noun.conjuncts)):
                codes = actors.party(noun).codes
                is_list = is_list or (preposition.lower_ == "with" and len(codes) > 1)
                found = _joined(found, codes)
    return found, is_list


def _prepositions(head: Token) -> Iterable[Token]:
    queue, seen = [head], 0
    while queue and seen < 40:
        node, seen = queue.pop(0), seen + 1
        for child in node.children:
            if child.lower_ in PARTY_PREPOSITIONS and child.dep_ in ("prep", "dative", "pcomp"):
                yield child
            elif head.pos_ != "VERB" and child.i > head.i and (child.dep_ not in SUBCLAUSES or _is_purpose(child)) and child.dep_ != "conj":
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
    return any(token.tag_ == "NNS" and lemma(token) in words("multilateral", "members") and token.head.lower_ == "of" for token in inner)


def _joined(*parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in parts for code in part))
