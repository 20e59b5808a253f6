"""What the verb over a measure's noun phrase does to it."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.phrases import is_attribute, lemma
from transforms.measures.repairs import hit_with, holds, with_particle
from transforms.measures.rulings import ruled
from transforms.measures.terms import Term
from transforms.measures.verbs import Event, Relation, fitting, verbs
from transforms.text.clauses import subtree
from warehouse.schema import Action

MONEY = frozenset({"dlr", "dlrs", "dollar", "mln", "bln", "million", "billion", "trillion", "$", "euro", "pound"})
STATES = frozenset({"be", "remain", "stay", "stand"})
STARTS = frozenset({"take", "come", "go", "enter"})
LIGHT = frozenset({"put", "call", "bring", "give", "grant", "offer"})
WEAKER = frozenset({"paused", "lowered", "eased"})
ON_AN_ACT = frozenset({"paused", "removed", "extended", "upheld", "struck_down"})  # what is done to an imposition is done to the measure


class Reading(NamedTuple):
    """A verb over a measure, the measure's role in its clause, and the action that the table gives the two."""

    verb: Token
    word: str
    action: Action | None
    relation: Relation


def governed(term: Term, node: Token, phrase: Token, noun: Event | None) -> Event | None:
    """The event of the verb over a noun phrase, the noun's own action taken in."""
    ruling = _court_ruling(node)
    if ruling is not None:
        return Event(term, node.head, ruling, "subject", phrase)  # "ruled that the tariffs are illegal"
    if noun is None and is_attribute(node.head):
        action = verbs().object.get(node.head.lemma_.lower())
        return Event(term, phrase, action if action in ("proposed", "threatened") else "in_force", "bare", phrase)
    reading = _reading(node)
    if reading.action is None and noun is None and reading.relation == "preposition":
        done = _deed(node.head.head)
        if done is not None:
            return Event(term, done, fitting(verbs().noun[lemma(done)], term.instrument), "noun", phrase)  # "put an end to the tariffs"
    if noun is not None:
        return _taken_in(reading, noun)
    action = _settled(reading)
    return Event(term, reading.verb, fitting(action, term.instrument), reading.relation, phrase) if action is not None else None


def _reading(node: Token) -> Reading:
    """What the role of the phrase in its clause makes of it."""
    head = node.head
    is_clause = head.pos_ in ("VERB", "AUX")
    if node.dep_ in ("dobj", "nsubjpass", "dative", "oprd", "attr", "ccomp") and is_clause:
        word = head.lemma_.lower()
        done = _perfect(head, node)
        if done is not None:
            return Reading(head, done.lemma_.lower(), verbs().object[done.lemma_.lower()], "object")
        return Reading(head, word, with_particle(head) or verbs().object.get(word), "object")
    if node.dep_ == "nsubj" and is_clause:
        return _as_subject(head)
    if node.dep_ in ("pobj", "pcomp") and head.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _behind_preposition(head)
    return Reading(head, head.lemma_.lower(), None, "object")


def _planned(verb: Token) -> Token | None:
    """The verb of "are to take effect"."""
    return next((child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), None) if verb.lemma_ == "be" else None


def _court_ruling(node: Token) -> Action | None:
    """What a court says of a measure: "ruled that the tariffs are illegal"."""
    head = node.head
    is_copula = node.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX") and head.lemma_.lower() == "be"
    ruling = ruled(head) if is_copula and _planned(head) is None else None
    return ruling.action if ruling is not None else None


def _perfect(verb: Token, noun: Token) -> Token | None:
    """The participle of a perfect that the parse takes for an adjective: "had reimposed quotas"."""
    opening = noun.left_edge
    is_torn = verb.lemma_ == "have" and opening.i == verb.i + 1 and opening.tag_ == "VBN" and opening.dep_ == "amod"
    return opening if is_torn and opening.lemma_.lower() in verbs().object else None


def _as_subject(head: Token) -> Reading:
    """The measure does something itself: it rises, takes effect, is no longer in force."""
    has_ended = head.lemma_.lower() in ("be", "remain") and holds(head) and any(child.lower_ == "longer" for child in head.children)
    head = _resumed(head)
    verb = _planned(head) or head
    word = verb.lemma_.lower()
    action = verbs().subject.get(word) if word not in STATES or holds(verb) else None
    action = _moved(verb) or action or (with_particle(verb) if word == "run" else None)
    if word == "fall" and any(child.lower_ in ("on", "upon") and child.dep_ == "prep" for child in verb.children):
        action = "in_force"  # "the duty will fall on whisky"
    if has_ended:
        action = "removed"  # "shall no longer be in effect"
    if action == "imposed" and word in STARTS and not {"effect", "force"} & {token.lower_ for token in subtree(verb)}:
        action = None
    is_bare = not any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children)
    if action is None and verb.tag_ in ("VBN", "VBG") and is_bare:
        return Reading(verb, word, verbs().object.get(word), "object")  # a participle taken for the predicate: "tariffs imposed on ..."
    return Reading(verb, word, action, "subject")


def _resumed(participle: Token) -> Token:
    """The predicate behind a participle between commas that the parse takes for it: "the ban, announced in May, remains in place"."""
    if participle.tag_ != "VBN" or participle.i == 0 or participle.nbor(-1).text != "," or any(map(_is_auxiliary, participle.children)):
        return participle
    later = (child for child in participle.rights if child.dep_ == "conj" and child.tag_ in ("VBZ", "VBP", "VBD"))
    finite = next((verb for verb in later if verb.left_edge.nbor(-1).text == ","), None)
    return finite if finite is not None and not any(child.dep_ == "nsubj" for child in finite.children) else participle


def _is_auxiliary(child: Token) -> bool:
    return child.dep_ in ("aux", "auxpass")


def _moved(verb: Token) -> Action | None:
    """ "The duty will go up to 20%", "the tariffs came down"."""
    if verb.lemma_.lower() not in ("go", "come", "move"):
        return None
    ways = {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod")}
    ways.update(token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 2])  # "up to 20%" is taken for an amount
    if not ways & {"up", "down"}:
        return "in_force" if _to_figure(verb) else None  # "goes from 10% to 25%": the rates tell which way
    return "raised" if "up" in ways else "lowered"


def _to_figure(verb: Token) -> bool:
    """Whether a rate stands behind "to" or "from"."""
    figures = (child for prep in verb.children if prep.lower_ in ("to", "from") for child in prep.children)
    return any(child.text == "%" or child.ent_type_ == "PERCENT" for child in figures)


def _behind_preposition(preposition: Token) -> Reading:
    """ "Subject to a tariff", "hit goods with a tariff", "imposed 300 million dollars in sanctions"."""
    verb, link = preposition.head, preposition.lower_
    if f"{verb.lemma_.lower()} {link}" not in verbs().preposition:
        verb = hit_with(preposition) or verb
    has_subject = any(child.dep_ == "nsubj" for child in verb.children)  # "with wool subject to a duty of 10%"
    clause = verb.head if verb.pos_ == "ADJ" and verb.head.pos_ in ("VERB", "AUX") and not has_subject else verb
    if link == "in" and any(child.dep_ == "dobj" and lemma(child) in MONEY for child in verb.children):
        return Reading(clause, link, verbs().object.get(verb.lemma_.lower()), "object")
    return Reading(clause, preposition.lemma_.lower(), verbs().preposition.get(f"{verb.lemma_.lower()} {link}"), "preposition")


def _deed(verb: Token) -> Token | None:
    """The noun of action that a verb of little meaning carries: "put an end to"."""
    if lemma(verb) not in LIGHT:
        return None
    return next((child for child in verb.children if child.dep_ == "dobj" and lemma(child) in verbs().noun), None)


def _taken_in(reading: Reading, noun: Event) -> Event:
    """A verb over a noun of action: "extended the suspension of the duties", "ended the exemption"."""
    action = reading.action
    event = noun._replace(anchor=reading.verb, relation=reading.relation, content=None, nouns=())
    prolongs = action in ("extended", "in_force") and reading.word in ("extend", "continue", "maintain", "prolong")
    if prolongs and noun.action == "paused":
        return event._replace(action="extended")
    if action == "extended" and noun.action == "exempted":
        return event._replace(action="extended")
    if action == "removed" and noun.action in ("exempted", "paused"):
        return event._replace(action="imposed")  # ending a relief: the measure bites again
    if action == "removed" and noun.action in ("threatened", "proposed"):
        return event._replace(action="removed")
    if action in ON_AN_ACT and noun.action in ("imposed", "raised"):
        return event._replace(action=action)  # "suspend the implementation of the controls"
    return noun


def _settled(reading: Reading) -> Action | None:
    """The action of the verb alone, with the turns that need a second look."""
    verb, word, action, relation = reading
    rises = any(child.lower_ == "to" and child.dep_ == "prep" for child in verb.children)
    if word in ("collect", "charge", "enforce", "apply") and verb.dep_ == "xcomp" and verb.head.lemma_ in ("begin", "start"):
        action = "imposed"  # "began collecting"
    if word in ("bring", "take") and action is None and rises:
        action = "raised"  # "bringing the total to 50%"
    if action == "removed" and verb.dep_ == "conj" and any(child.lower_ == "or" for child in verb.head.children):
        weaker = verbs().object.get(verb.head.lemma_.lower())
        action = weaker if weaker in WEAKER else action  # "suspend or remove"
    if relation == "subject" and action in ("raised", "lowered") and _has_object(verb):
        return None  # "the tariffs increased costs": nothing is done to the tariffs
    if action is not None and word in ("lift", "drop") and rises:
        return "raised" if word == "lift" else "lowered"
    return action


def _has_object(verb: Token) -> bool:
    """Whether a verb has an object other than a figure."""
    objects = (child for child in verb.children if child.dep_ == "dobj")
    return any(child.text != "%" and child.ent_type_ != "PERCENT" for child in objects)
