"""Verbs of a measure that need a second look: particles, copulas, and clauses that the parse has torn apart."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.terms import Term
from transforms.measures.verbs import Event, fitting, verbs
from transforms.text.clauses import sentence_of, subtree
from warehouse.schema import Action

PREDICATIVE = frozenset({"acomp", "attr", "prep", "xcomp", "oprd", "ccomp", "advcl"})
REACH = 24  # tokens between a verb and a measure that the parse has torn apart


def with_particle(verb: Token) -> Action | None:
    """The action of a verb with its particle: "roll back", "phase out"."""
    held = (noun.lower_ for child in verb.children if child.dep_ == "prep" and child.lower_ == "on" for noun in child.children)
    if verb.lemma_.lower() in ("put", "place") and any(word in ("hold", "ice") for word in held):
        return "paused"
    particles = (child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod"))
    return next((action for word in particles if (action := verbs().particle.get(f"{verb.lemma_.lower()} {word}"))), None)


def holds(verb: Token) -> bool:
    """Whether "is" or "remains" says that a measure is in force, rather than what it is like."""
    if verb.lemma_ in ("remain", "stay", "stand") and not any(child.dep_ in PREDICATIVE for child in verb.children):
        return True  # "tariffs of 25% on wool remain"
    for child in verb.children:
        if child.dep_ == "prep" and (child.lower_ == "at" or any(pobj.lower_ in ("effect", "force", "place") for pobj in child.children)):
            return True
        if child.lower_ in ("unchanged", "effective", "applicable", "as") or child.ent_type_ == "PERCENT" or child.text == "%":
            return True
    return False


def mistaken_participle(noun: Token) -> Token | None:
    """The verb of "Peru on Thursday tightened curbs on wool", where the parse takes it for an adjective in a sentence without a verb."""
    is_root = noun.dep_ == "ROOT" or _is_behind_insertion(noun)
    if not is_root or any(child.dep_ in ("aux", "cop", "auxpass") for child in noun.children):
        return None
    verb = next((left for left in noun.lefts if left.dep_ == "amod" and left.lemma_.lower() in verbs().object), None)
    if verb is None or verb.tag_ not in ("VBN", "VBD"):
        return None
    if noun.dep_ != "ROOT":
        return verb
    agent = next((left for left in noun.lefts if left.dep_ in ("nsubj", "nmod", "compound") and left.i < verb.i), None)
    is_dated = agent is not None and any(token.ent_type_ == "DATE" for token in noun.doc[agent.i : verb.i])
    return verb if is_dated else None


def _is_behind_insertion(noun: Token) -> bool:
    """Whether the noun opens what follows a clause put between subject and verb: "Peru, fearing the duty, raised tariffs on wool"."""
    clause, root = noun.head, sentence_of(noun).root
    is_inserted = noun.dep_ == "dobj" and clause.dep_ == "acl" and clause.tag_ == "VBG" and clause.head == root and root.pos_ == "PROPN"
    words = [noun.doc[index] for index in range(noun.left_edge.i, noun.i)]
    before = [noun.left_edge.nbor(-1)] if noun.left_edge.i else []
    is_apart = any(token.text == "," for token in (*words[:1], *before))
    opening = next((token for token in words if not token.is_punct), noun)
    return is_inserted and is_apart and opening.tag_ in ("VBN", "VBD")


def hit_with(preposition: Token) -> Token | None:
    """The verb of "hit X with tariffs", where the parse hangs the phrase on X or on a verb further up."""
    if preposition.lower_ != "with":
        return None
    for token in reversed(preposition.doc[max(sentence_of(preposition).start, preposition.i - REACH) : preposition.i]):
        if token.pos_ == "VERB":
            return token if f"{token.lemma_.lower()} with" in verbs().preposition else None
    return None


def stranded(term: Term, phrase: Token, noun: Event | None) -> Event | None:
    """The verb of a measure that the parse left without one: a verb before it that lacks its object."""
    if noun is not None or term.token.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return None
    doc = term.token.doc
    for token in reversed(doc[max(sentence_of(term.token).start, term.token.i - REACH) : term.token.i]):
        if token.text in (";", ":", "—") or token.dep_ == "mark":
            return None
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            is_behind_object = token.dep_ == "acl" and token.tag_ == "VBN"
            has_object = is_behind_object or any(
                child.dep_ in ("dobj", "nsubjpass", "auxpass", "ccomp", "xcomp") for child in token.children
            )
            action = verbs().object.get(token.lemma_.lower())
            is_open = (
                action in ("imposed", "raised", "lowered", "removed", "paused")
                and token.dep_ not in ("amod", "compound")
                and not has_object
            )
            return Event(term, token, fitting(action, term.instrument), "object", phrase) if action and is_open else None
    return None


def coordinated_object(term: Term) -> Event | None:
    """A second object that the parse coordinates with its verb: "set duties of 20% on wool, and countervailing duties of 5%"."""
    noun, verb = term.token, term.token.head
    action = verbs().object.get(verb.lemma_.lower())
    if noun.dep_ != "conj" or verb.pos_ != "VERB" or noun.pos_ not in ("NOUN", "PROPN") or action is None:
        return None
    is_second = any(child.dep_ == "dobj" and child.i < noun.i for child in verb.children)
    has_own = any(child.dep_ in ("nsubj", "aux", "cop", "relcl") for child in noun.children)
    return Event(term, verb, fitting(action, term.instrument), "object", noun) if is_second and not has_own else None


def starting(term: Term) -> Event | None:
    """The verb of "the tariffs ... are to take effect on June 3" where the parse has torn the measure off it."""
    doc, noun = term.token.doc, term.token
    for token in doc[noun.i + 1 : min(noun.i + REACH, sentence_of(noun).end)]:
        if token.lower_ in ("effect", "force") and token.head.pos_ in ("VERB", "ADP"):
            verb = token.head if token.head.pos_ == "VERB" else token.head.head
            over = verb.head if verb.dep_ == "xcomp" else verb
            is_free = not any(child.dep_ in ("nsubj", "nsubjpass") for child in (*verb.children, *over.children))
            starts = verb.lemma_.lower() in ("take", "come", "go", "enter", "put") and verb.i > noun.i
            return Event(term, verb, fitting("imposed", term.instrument), "subject", term.token) if starts and is_free else None
        if token.dep_ in ("nsubj", "nsubjpass") or token.text in (";", ":"):
            return None
    return None


def doubling(term: Term) -> Event | None:
    """A coordinated verb that the parse takes for a number: "will raise the duty on wool and double the duty on silk"."""
    noun = term.token
    verb = next((left for left in noun.lefts if left.dep_ == "predet" and left.lower_ in ("double", "triple", "quadruple", "halve")), None)
    if verb is None or noun.dep_ != "conj" or noun.head.pos_ != "VERB":
        return None
    return Event(term, noun, fitting(verbs().object[verb.lower_], term.instrument), "noun", noun)


class Contact(NamedTuple):
    """A relative clause without a pronoun: "tariffs both countries imposed"."""

    agent: Token
    verb: Token


def contact_clause(noun: Token) -> Contact | None:
    """The clause that follows a measure at once, which parsers often tear off it: a noun phrase and a past verb without an object."""
    doc, agent = noun.doc, None
    for token in doc[noun.i + 1 : min(noun.i + 7, len(doc))]:
        if token.tag_ in ("VBD", "VBN", "VBP") and agent is not None:
            is_open = token.lemma_.lower() in verbs().object and not any(
                child.dep_ in ("dobj", "auxpass", "agent") for child in token.children
            )
            return Contact(agent, token) if is_open and token.head != noun else None
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            agent = token
        elif token.pos_ not in ("DET", "ADJ", "PART", "NUM", "AUX"):
            return None
    return None


def change(verb: Token) -> Action | None:
    """A change of a measure told in a clause that the parse hangs on its goods: "a 25% tariff on X, which will rise to 30%"."""
    relative = next((child for child in verb.children if child.lower_ in ("which", "that") and child.dep_ in ("nsubj", "nsubjpass")), None)
    if relative is None:
        return None
    if verb.lemma_ in ("take", "come", "go", "enter") and {"effect", "force"} & {near.lower_ for near in subtree(verb)}:
        return "imposed"
    action = (verbs().object if relative.dep_ == "nsubjpass" else verbs().subject).get(verb.lemma_.lower())
    has_rate = any(child.dep_ == "prep" and child.lower_ == "to" for child in verb.children)
    fits = (
        action in ("removed", "paused", "lowered", "raised")
        if relative.dep_ == "nsubjpass"
        else action in ("raised", "lowered") and has_rate
    )
    return action if fits else None
