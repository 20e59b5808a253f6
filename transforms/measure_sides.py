"""The two sides of an event: who imposes, whom it hits."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from transforms.actors import BOTH, NOBODY, PAIRS, PRONOUNS, Actors, Party, subject
from transforms.measure_frames import Event
from transforms.measure_terms import lemma, modifiers

WORLD = "WORLD"
HIT_SUBJECT = frozenset({"face", "pay", "owe", "have", "see", "get", "receive"})  # who faces a tariff does not impose it
EVERYWHERE = frozenset({"global", "universal", "worldwide", "across-the-board", "baseline", "blanket"})
EVERY = frozenset({"all", "any", "every", "other", "most", "many", "several", "dozens", "trading"})
AIMS = frozenset({"on", "against", "from", "for", "to", "at", "of", "toward", "towards", "in"})


class Sides(NamedTuple):
    """Imposers and targets; `is_pair` when each of them acts on the other."""

    imposer: tuple[str, ...]
    target: tuple[str, ...]
    is_pair: bool
    is_explicit: bool


def scope(event: Event, others: frozenset[int]) -> list[Token]:
    """The tokens that belong to an event: under its predicate and its noun, without those of other measures and coordinated verbs."""
    found: dict[int, Token] = {}
    for root in (event.anchor, event.phrase, event.term.token):
        queue = [root]
        while queue:
            token = queue.pop()
            if token.i in found:
                continue
            found[token.i] = token
            for child in token.children:
                is_other = child.i in others and child.i != event.term.token.i
                is_coordinated = child.dep_ in ("conj", "parataxis", "ccomp") and child.pos_ in ("VERB", "AUX")
                is_clause = child.dep_ in ("advcl", "relcl") and child != event.anchor and token == event.anchor
                if not (is_other or is_coordinated or is_clause or (child.dep_ == "dep" and child.pos_ == "VERB")):
                    queue.append(child)
    return [found[i] for i in sorted(found)]


def imposer(event: Event, actors: Actors) -> Party:
    """Who acts: the agent at the measure's own participle, its owner, the subject of the predicate."""
    for candidate in _owners(event, actors):
        if candidate.codes or candidate.is_pair:
            return candidate
    verb = event.anchor
    if event.relation == "noun":
        verb = _verb_over(event.anchor) or event.anchor
    if verb.pos_ in ("VERB", "AUX"):
        head = subject(verb)
        faces = event.action == "in_force" and verb.lemma_.lower() in HIT_SUBJECT
        is_measure = head is not None and (head == event.phrase or head == event.term.token or head in event.phrase.subtree)
        if head is not None and not faces and not is_measure and event.relation not in ("subject",):
            party = actors.party(head)
            if party.codes or party.is_private:
                return party
    return NOBODY


def _owners(event: Event, actors: Actors) -> list[Party]:
    found = []
    for noun in dict.fromkeys((event.term.token, event.phrase, event.anchor if event.relation == "noun" else event.phrase)):
        for child in noun.children:
            if (
                child.dep_ in ("relcl", "acl")
                and child.pos_ in ("VERB", "AUX")
                and child.lemma_.lower() not in ("hit", "target", "affect", "face")
            ):
                agent = _agent(child)
                if agent is not None:
                    found.append(actors.party(agent))
            elif child.dep_ == "poss" and (
                child.i in actors.by_token or child.lower_ in PRONOUNS or actors.codes(actors.inner(child)) or lemma(child) in PAIRS
            ):
                found.append(actors.party(child))
            elif child.dep_ == "prep" and child.lower_ == "by":
                found += [actors.party(token) for token in child.children if token.dep_ == "pobj"]
            elif child.dep_ in ("amod", "compound", "nmod") and actors.by_token.get(child.i):
                found.append(Party(actors.codes([child])))
            elif child.dep_ in ("amod", "compound", "nmod"):
                codes = actors.codes(token for token in child.subtree if token.i < noun.i)
                if codes:
                    found.append(Party(codes))
    return found


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lower_ not in ("that", "which"):
            return child
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((token for token in child.children if token.dep_ == "pobj"), None)
    return None


def _verb_over(noun: Token) -> Token | None:
    node = noun
    for _ in range(6):
        if node.pos_ in ("VERB", "AUX"):
            return node
        if node.head == node:
            return None
        node = node.head
    return None


def target(event: Event, tokens: list[Token], acting: tuple[str, ...], actors: Actors) -> Party:
    """Whom the measure hits: the phrase after on, against or from, the goods' origin, the object hit, the one who faces it."""
    inside = {token.i for token in tokens}
    found: list[str] = []
    for token in tokens:
        code = actors.by_token.get(token.i)
        if code and code not in acting and _is_aimed(token, event, inside):
            found.append(code)
    verb = event.anchor
    if not found and (event.relation == "preposition" or verb.lemma_.lower() in HIT_SUBJECT):
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass", "nsubj") and (
                child != subject(verb) or verb.lemma_.lower() in HIT_SUBJECT or child.dep_ != "nsubj"
            ):
                found += [code for code in actors.codes(child.subtree) if code not in acting]
    if found:
        return Party(tuple(dict.fromkeys(found)))
    words = {token.lower_ for token in tokens}
    if words & {"each", "another"} and words & {"other", "'s", "one"}:
        return Party((), is_pair=True)
    if words & EVERYWHERE or set(modifiers(event.term.token)) & EVERYWHERE:
        return Party((WORLD,))
    for token in tokens:
        if lemma(token) in ("country", "nation", "import", "world", "partner", "economy") and {child.lower_ for child in token.children} & (
            EVERY | BOTH
        ):
            return Party((WORLD,))
    return NOBODY


def _is_aimed(token: Token, event: Event, inside: set[int]) -> bool:
    """Whether the path from a name up to the event goes through a preposition that aims, or the goods of a trade verb."""
    node = token
    for _ in range(10):
        if node in (event.anchor, event.phrase, event.term.token):
            return False
        if node.dep_ in ("nsubj", "agent"):
            return False
        if node.dep_ == "poss" and node.head in (event.term.token, event.phrase):
            return False
        if (
            node.dep_ == "prep"
            and node.lower_ in AIMS
            and not (node.lower_ in ("of", "in", "to") and node.head.pos_ == "VERB" and event.term.instrument == "tariff")
        ):
            return True
        if event.term.is_verb and node.dep_ in ("dobj", "nsubjpass"):
            return True
        if node.head == node or node.i not in inside:
            return False
        node = node.head
    return False
