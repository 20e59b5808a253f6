"""The two sides of an event: who imposes, whom it hits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from spacy.tokens import Token

from transforms.measures.actor_words import BOTH, PAIRS
from transforms.measures.actors import Actors
from transforms.measures.phrases import CASES, GIVEN_TO, PERCENT, lemma, objects, shared
from transforms.measures.scopes import torn
from transforms.measures.spared import spared
from transforms.measures.terms import is_export_charge, vocabulary
from transforms.measures.verbs import Event
from transforms.text.clauses import subtree

WORLD = "WORLD"
HIT_SUBJECT = frozenset(
    [
        "need",
        "face",
        "pay",
        "owe",
        "have",
        "see",
        "get",
        "receive",
        "enjoy",
        "incur",
        "confront",
        "accept",
        "bear",
        "attract",
        "carry",
        "lose",
        "regain",
    ]
)  # who faces a tariff does not impose it
CARRIED = frozenset(
    {
        "export", "sell", "ship", "send", "import", "enter", "shipment", "sale", "exporter", "entry", "come", "importation", "bring",
        "delivery",
    }
)  # fmt: skip
MAKES = frozenset({"assemble", "build", "grow", "make", "manufacture", "mine", "process", "produce", "refine"})
PAYS = frozenset({"pay", "owe", "bear"})
HELD = frozenset({"owned", "based", "registered", "flagged", "controlled"})  # behind an adjective of origin that is not one of goods
GETS = frozenset({"receive", "get", "win", "obtain", "secure", "enjoy"})
AMOUNTS = frozenset({"million", "billion", "trillion", "mln", "bln", "dollar", "dlr", "worth", "$"})
EXAMPLES = frozenset({"including", "like", "as", "of"})
IMPORT_SIDE = frozenset({"tariff", "antidumping", "import_ban", "quota", "other"})
Way = Literal["owner", "aim", "origin", "destination"]


class Sides(NamedTuple):
    """What the words around a measure say of its two sides."""

    owners: tuple[str, ...]
    aims: tuple[str, ...]
    destinations: tuple[str, ...]


def sides(event: Event, tokens: list[Token], actors: Actors) -> Sides:
    """Governments among the tokens by the path from their name to the measure: whose it is, on whom it falls, where goods go."""
    found: dict[Way, list[str]] = {"owner": [], "aim": [], "origin": [], "destination": []}
    if event.term.aim is not None:
        return Sides((), actors.codes([event.term.aim]), ())
    pairs = {noun.i: noun for noun in tokens if lemma(noun) in PAIRS}
    aside = {token.i for noun in pairs.values() for child in noun.rights if child.dep_ == "relcl" for token in subtree(child)}
    is_aside = bool(aside) and event.anchor.i not in aside
    buyers_of = set(actors.codes(token for token in tokens if token.i in aside)) if is_aside else set()
    let_off = {token.i for token in spared(tokens, actors)}
    for token in tokens:
        if token.i in actors.unions and (side := way_of(token, event)) is not None:
            found[side] += actors.unions[token.i]
        if token.i in let_off or not (token.i in actors.by_token or token.i in actors.seats or token.i in pairs):
            continue
        if is_aside and (token.i in aside or (token.i > min(aside) and actors.by_token.get(token.i) in buyers_of)):
            continue  # "goods of any country that buys Peruvian oil, be it from Peru or through others"
        code = actors.by_token.get(token.i) or actors.seats.get(token.i)
        way = way_of(token, event) if code else None
        if way in ("owner", "destination") and token.i not in actors.by_token:
            continue
        if code and way:
            found[way].append(code)
        if token.i in pairs and {child.lower_ for child in token.children} & BOTH and way_of(token, event) in ("aim", "origin"):
            found["aim"] += actors.recent(token, 2)
    found["aim"] += actors.codes(_whose(event))
    if event.term.instrument not in IMPORT_SIDE:
        found["aim"] += found.pop("destination")
        found["destination"] = []
    owners, destinations = dict.fromkeys(found["owner"]), dict.fromkeys(found["destination"])
    aims = dict.fromkeys(found["aim"] + found["origin"])
    if len(aims) > len(destinations):
        aims = {code: None for code in aims if code not in destinations}
    return Sides(tuple(owners), tuple(aims), tuple(destinations))


def _whose(event: Event) -> list[Token]:
    """The country before "whose goods face a duty"."""
    if event.anchor.dep_ != "relcl" or not faces(event):
        return []
    goods = (child for child in event.anchor.children if child.dep_ in ("nsubj", "nsubjpass"))
    return [event.anchor.head] if any(child.lower_ == "whose" for noun in goods for child in noun.children) else []


def importer_of_all(tokens: Iterable[Token], actors: Actors) -> tuple[str, ...]:
    """Whose imports from everywhere a duty without an imposer falls on: "a duty of 10% on almost all U.S. imports"."""
    heads = (token for token in tokens if lemma(token) == "import" and any(child.lower_ == "all" for child in token.children))
    return next((codes for head in heads if (codes := actors.codes(child for child in head.lefts if child.i in actors.countries))), ())


def way_of(token: Token, event: Event) -> Way | None:
    """How a name stands to the measure: climbed from the name until a word tells."""
    own = {event.term.token.i, event.phrase.i, event.anchor.i, *(phrase.head.i for phrase in torn(event))}
    own |= {noun.i for noun in objects(event.anchor) if event.term.is_verb and noun == event.anchor.head}
    if any(near.lower_ in HELD for near in token.doc[token.i + 1 : token.i + 3]):
        return None  # "on Peruvian-owned ships"
    is_licence = lemma(event.term.token) in vocabulary().licences
    found: Way | None = None
    node = token
    for _ in range(14):
        if node.i in own and node != token:
            return found
        head, dep = node.head, node.dep_
        if head == node:
            return None
        if found is not None and is_licence and head.pos_ == "VERB" and lemma(head) in vocabulary().sell:
            return found
        if lemma(head) == "origin" and found is None:
            found = "origin"
        if dep in ("amod", "compound", "nmod", "poss", "npadvmod", "nummod"):
            is_named = head == event.term.token or (head == event.phrase and event.relation != "verb")
            if found is None and (is_named or (head == event.anchor and event.relation == "noun")):
                return "aim" if lemma(event.term.token) in GIVEN_TO else "owner"  # "Peru's privileges" are given to it
        elif dep in ("pobj", "pcomp"):
            way = _by_preposition(head, event)
            if way == "stop":  # "exports kept from shipment to Peru": where they would go was said
                return found if found == "aim" and event.term.instrument == "export_control" else None
            if way != "on":
                found = found or way
        elif dep == "dobj" and head.lemma_.lower() == "enter" and event.term.instrument in IMPORT_SIDE:
            return "destination"
        elif dep in ("dobj", "nsubjpass", "nsubj", "dative"):
            is_hit = head == event.anchor and event.relation in ("preposition", "verb") and dep != "nsubj"
            is_hit = is_hit or (
                dep in ("dobj", "nsubjpass") and head == event.anchor and head.lemma_.lower() == "charge" and node.i < event.term.token.i
            )
            is_facing = head == event.anchor and (
                (dep == "nsubjpass" and event.relation == "preposition") or (dep == "nsubj" and faces(event))
            )
            if is_hit or is_facing or (dep == "dative" and head == event.anchor):
                return found or "aim"
            is_inside = head.dep_ in ("acl", "pcomp") or (head.dep_ == "relcl" and found == "aim")
            if not (node.i not in own and head.pos_ in ("VERB", "AUX") and is_inside):
                return None
        elif dep not in ("conj", "appos", "acl", "agent", "prep", "advmod", "dep", "quantmod", "relcl") or (
            dep == "relcl" and found is None
        ):
            return None
        node = head
    return None


def faces(event: Event) -> bool:
    """Whether the subject of the predicate is the one who is hit."""
    word = event.anchor.lemma_.lower()
    behind = (*subtree(event.phrase), *event.anchor.children)
    if word == "have" and any(child.lower_ in ("on", "against") and child.i > event.term.token.i for child in behind):
        return False  # "Peru has a duty on Chinese shoes" is its own
    held = event.relation == "preposition" and event.action in ("in_force", "lowered", "raised", "eased")
    held = held or (event.relation == "preposition" and event.action == "exempted" and event.anchor.lemma_ == "be")
    given = event.relation == "noun" and event.action == "exempted" and event.anchor.dep_ == "dobj"
    gets = given and event.anchor.head.lemma_.lower() in GETS  # "Peru received exemptions from the tariff"
    return word in HIT_SUBJECT or held or gets or event.term.is_relief


def _by_preposition(preposition: Token, event: Event) -> Way | Literal["on", "stop"]:
    """What a preposition says of the name after it; "on" to climb further."""
    word, over = preposition.lower_, preposition.head
    if word in ("to", "and") and any(child.text == "%" or child.lower_ in PERCENT for child in preposition.children):
        return "on"  # "duties of 4% to 17% on Peruvian steel"
    holder = over.head.head if over.dep_ == "pobj" and over.head.lower_ == "of" else over  # "imports of cheese into Peru"
    held = (inner for of in over.rights if of.lower_ == "of" for inner in of.children)  # "the growth of its exports to Peru"
    carried = lemma(over) in CARRIED or lemma(holder) in CARRIED or any(lemma(inner) in CARRIED for inner in held)
    is_told_of = over.dep_ == "relcl" and over.head in (event.term.token, event.phrase)  # "duties that Peru imposed on wool from Chile"
    if word in ("on", "against", "upon", "toward", "towards"):
        is_behind = preposition.nbor(-1) in (event.term.token, event.phrase, event.anchor)
        return "aim" if is_behind or over.pos_ != "VERB" or over == event.anchor or over.dep_ == "acl" or is_told_of else "stop"
    if word == "with" and event.relation == "verb" and event.term.instrument == "sanction":
        return "aim"  # "cut trade ties with Peru"
    if word == "in" and lemma(over) in AMOUNTS:
        return "on"  # "34 billion dollars in Peruvian goods"
    is_there = any(child.dep_ == "pobj" and child.pos_ == "PROPN" for child in preposition.children)
    if word == "in" and (lemma(over) == "originate" or (is_there and lemma(over) in MAKES and over.tag_ == "VBN" and over != event.anchor)):
        return "origin"  # "chips made in Peru"
    if word in ("in", "into") and lemma(over) in CARRIED and over != event.anchor and event.term.instrument in IMPORT_SIDE:
        return "destination"  # "goods sold in Peru"
    if word in ("across", "over", "through") and carried:
        return "on"  # "cars that come across the border from Peru"
    if word == "from":
        return "origin" if over.pos_ != "VERB" or carried or over == event.anchor or is_told_of else "stop"
    if (
        word in ("to", "for")
        and event.term.instrument == "subsidy"
        and (over in (event.term.token, event.anchor) or preposition in shared(event.term.token))
    ):
        return "owner"  # a state pays its own industry
    if word == "to" and over == event.term.token and lemma(over) in vocabulary().licences:
        return "stop"  # who gets the licence is not where the goods go
    if word in ("for", "of") and over in (event.term.token, event.anchor) and lemma(event.term.token) in GIVEN_TO:
        return "aim"
    is_case = lemma(over) in CASES or (word == "into" and over == event.anchor and lemma(event.term.token) in CASES)
    if word in ("into", "of", "against") and is_case:
        return "aim"  # "an investigation into Peruvian steel"
    if word == "to" and lemma(over) in ("response", "answer"):
        return "aim"
    if word in ("for", "to") and lemma(over) == "barrier":
        return "aim"  # "trade barriers for Peruvian goods"
    if word == "in" and over == event.anchor and faces(event) and event.term.instrument in IMPORT_SIDE:
        return "destination"  # "faces a tariff in Peru"
    if word in ("to", "into"):
        if carried and is_export_charge(event.term):
            return "aim"
        if event.term.instrument == "quota" and event.relation == "verb" and (carried or over == event.anchor):
            return "aim"  # "will limit its exports to Peru to 20,000 cars"
        if (
            carried or lemma(over) in PAYS or (word == "into" and over == event.anchor and _is_on_imports(over))
        ) and event.term.instrument in IMPORT_SIDE:
            return "destination"
        if over == event.anchor and event.anchor.lemma_.lower() in ("extend", "apply", "grant", "give", "expand"):
            return "aim"
        return "aim" if event.term.instrument in ("export_control", "subsidy", "sanction") or event.action == "exempted" else "stop"
    if word == "by" and over.pos_ == "VERB" and lemma(over) in CARRIED and over != event.anchor:
        return "origin"  # "cars exported by Peruvian makers"
    if word == "by" and lemma(over) in PAYS:
        return "aim"  # "the duty paid by Peru"
    if word == "by":
        return "owner" if over in (event.term.token, event.phrase, event.anchor) else "stop"
    if word == "of" and lemma(over) == "benefit":
        return "aim"  # "licences for the benefit of Peruvian users"
    if word == "for":
        is_rate = over == event.term.token and (lemma(over) == "rate" or over.text == "%")  # "a 10% rate for Peruvian oil"
        return "aim" if is_rate or event.action in ("exempted", "extended") or event.term.instrument == "quota" else "on"
    return "on" if word in EXAMPLES else "stop"


def _is_on_imports(verb: Token) -> bool:
    """Whether what the verb imposes falls on imports: "imposed on imports of cheese into Peru"."""
    return any(lemma(head) in CARRIED | {"import"} for prep in verb.children if prep.lower_ == "on" for head in prep.children)
