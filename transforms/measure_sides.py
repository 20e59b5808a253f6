"""The two sides of an event: who imposes, whom it hits."""

from __future__ import annotations

from typing import Literal, NamedTuple

from spacy.tokens import Token

from transforms.actors import BOTH, NOBODY, PAIRS, PRONOUNS, Actors, Party
from transforms.clauses import WIDEST, doer, subject, subtree
from transforms.measure_repairs import change, contact_clause
from transforms.measure_terms import GOODS, lemma, shared, vocabulary
from transforms.measure_verbs import Event, verbs

WORLD = "WORLD"
HIT_SUBJECT = frozenset(
    ["face", "pay", "owe", "have", "see", "get", "receive", "enjoy", "incur", "confront", "accept"]
)  # who faces a tariff does not impose it
CARRIED = frozenset(
    {
        "export", "sell", "ship", "send", "import", "enter", "shipment", "sale", "exporter", "entry", "come", "importation", "bring",
        "delivery",
    }
)  # fmt: skip
LIGHT = frozenset(
    {"make", "give", "grant", "offer", "carry", "take", "include", "use", "do", "win", "complete", "effect", "call"}
)  # verbs of a noun's action
HELD = frozenset({"owned", "based", "registered", "flagged", "controlled"})  # behind an adjective of origin that is not one of goods
CASES = frozenset({"investigation", "probe", "enquiry", "inquiry"})
EXAMPLES = frozenset({"including", "like", "as", "of"})
IMPORT_SIDE = frozenset({"tariff", "antidumping", "import_ban", "quota", "other"})
Way = Literal["owner", "aim", "origin", "destination"]


class Sides(NamedTuple):
    """What the words around a measure say of its two sides."""

    owners: tuple[str, ...]
    aims: tuple[str, ...]
    destinations: tuple[str, ...]


def scope(event: Event, others: frozenset[int]) -> list[Token]:
    """The tokens that belong to an event: under its predicate and its noun, without those of other measures and coordinated verbs."""
    found: dict[int, Token] = {}
    own = {event.term.token.i, event.phrase.i, event.anchor.i}
    is_licence = lemma(event.term.token) in vocabulary().licences  # what it allows stands in the clauses behind it
    for root in (event.anchor, event.phrase, event.term.token, *_torn(event)):
        queue = [root]
        while queue:
            token = queue.pop()
            if token.i in found or len(found) > WIDEST:
                continue
            found[token.i] = token
            for child in token.children:
                is_other = child.i in others and child.i not in own
                is_coordinated = not is_licence and child.dep_ in ("conj", "parataxis", "ccomp") and child.pos_ in ("VERB", "AUX")
                is_clause = not is_licence and child.dep_ in ("advcl", "relcl") and child != event.anchor and token == event.anchor
                is_said = child.dep_ == "dep" and child.pos_ == "VERB"
                is_own_change = token.dep_ in ("relcl", "acl") and token != event.anchor and _is_figure(child)
                if (
                    is_other
                    and child.dep_ == "conj"
                    and token.i in own
                    and child.i - token.i <= 8
                    and not any(c.dep_ == "prep" for c in token.children)
                ):
                    queue += [shared for shared in child.rights if shared.dep_ in ("prep", "acl")]  # "tariffs and quotas on cars"
                if child.dep_ == "relcl" and child != event.anchor and change(child):
                    continue
                if not (is_other or is_coordinated or is_clause or is_said or is_own_change):
                    queue.append(child)
    return [found[i] for i in sorted(found)]


def _is_figure(phrase: Token) -> bool:
    """Whether a phrase is a date or a rate."""
    words = (phrase, *phrase.children)
    return phrase.dep_ in ("prep", "npadvmod", "advmod") and any(word.ent_type_ in ("DATE", "PERCENT") or word.like_num for word in words)


def sides(event: Event, tokens: list[Token], actors: Actors) -> Sides:
    """Governments among the tokens by the path from their name to the measure: whose it is, on whom it falls, where goods go."""
    found: dict[Way, list[str]] = {"owner": [], "aim": [], "origin": [], "destination": []}
    if event.term.aim is not None:
        return Sides((), actors.codes([event.term.aim]), ())
    aside = {
        token.i for noun in tokens if lemma(noun) in PAIRS for child in noun.rights if child.dep_ == "relcl" for token in subtree(child)
    }
    is_aside = bool(aside) and event.anchor.i not in aside
    buyers_of = set(actors.codes(token for token in tokens if token.i in aside)) if is_aside else set()
    for token in tokens:
        if is_aside and (token.i in aside or (token.i > min(aside) and actors.by_token.get(token.i) in buyers_of)):
            continue  # "goods of any country that buys Peruvian oil, be it from Peru or through others"
        code = actors.by_token.get(token.i) or actors.seats.get(token.i)
        way = way_of(token, event) if code else None
        if way in ("owner", "destination") and token.i not in actors.by_token:
            continue
        if code and way:
            found[way].append(code)
        if lemma(token) in PAIRS and {child.lower_ for child in token.children} & BOTH and way_of(token, event) in ("aim", "origin"):
            found["aim"] += actors.recent(token, 2)
    if event.term.instrument not in IMPORT_SIDE:
        found["aim"] += found.pop("destination")
        found["destination"] = []
    owners, destinations = dict.fromkeys(found["owner"]), dict.fromkeys(found["destination"])
    aims = dict.fromkeys(found["aim"] + found["origin"])
    if len(aims) > len(destinations):
        aims = {code: None for code in aims if code not in destinations}
    return Sides(tuple(owners), tuple(aims), tuple(destinations))


def _torn(event: Event) -> list[Token]:
    """Phrases of the measure that the parse hangs on another word."""
    return shared(event.term.token) + (shared(event.anchor) if event.relation == "noun" else [])


def way_of(token: Token, event: Event) -> Way | None:
    """How a name stands to the measure: climbed from the name until a word tells."""
    own = {event.term.token.i, event.phrase.i, event.anchor.i, *(phrase.head.i for phrase in _torn(event))}
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
                return "owner"
        elif dep in ("pobj", "pcomp"):
            way = _by_preposition(head, event)
            if way == "stop":
                return None
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
    if word == "have" and any(child.lower_ in ("on", "against") for noun in (event.term.token, event.phrase) for child in noun.children):
        return False  # "Peru has a duty on Chinese shoes" is its own
    held = event.relation == "preposition" and event.action in ("in_force", "lowered", "raised", "eased")
    held = held or (event.relation == "preposition" and event.action == "exempted" and event.anchor.lemma_ == "be")
    return word in HIT_SUBJECT or held or event.term.is_relief


def _by_preposition(preposition: Token, event: Event) -> Way | Literal["on", "stop"]:
    """What a preposition says of the name after it; "on" to climb further."""
    word, over = preposition.lower_, preposition.head
    holder = over.head.head if over.dep_ == "pobj" and over.head.lower_ == "of" else over  # "imports of cheese into Peru"
    carried = lemma(over) in CARRIED or lemma(holder) in CARRIED
    if word in ("on", "against", "upon", "toward", "towards"):
        is_behind = preposition.nbor(-1) in (event.term.token, event.phrase, event.anchor)
        return "aim" if is_behind or over.pos_ != "VERB" or over == event.anchor or over.dep_ == "acl" else "stop"
    if word == "from":
        return "origin" if over.pos_ != "VERB" or carried or over == event.anchor else "stop"
    if word in ("to", "for") and event.term.instrument == "subsidy" and over in (event.term.token, event.anchor):
        return "owner"  # a state pays its own industry
    if word == "to" and over == event.term.token and lemma(over) in vocabulary().licences:
        return "stop"  # who gets the licence is not where the goods go
    if word == "for" and over in (event.term.token, event.anchor) and lemma(event.term.token) == "access":
        return "aim"
    if word in ("into", "of", "against") and lemma(over) in CASES:
        return "aim"  # "an investigation into Peruvian steel"
    if word == "to" and lemma(over) in ("response", "answer"):
        return "aim"
    if word in ("to", "into"):
        if (carried or (word == "into" and over == event.anchor and _is_on_imports(over))) and event.term.instrument in IMPORT_SIDE:
            return "destination"
        if over == event.anchor and event.anchor.lemma_.lower() in ("extend", "apply", "grant", "give", "expand"):
            return "aim"
        return "aim" if event.term.instrument in ("export_control", "subsidy", "sanction") or event.action == "exempted" else "stop"
    if word == "by" and over.pos_ == "VERB" and lemma(over) in CARRIED and over != event.anchor:
        return "origin"  # "cars exported by Peruvian makers"
    if word == "by":
        return "owner" if over in (event.term.token, event.phrase, event.anchor) else "stop"
    if word == "for":
        return "aim" if event.action == "exempted" or event.term.instrument == "quota" else "on"
    return "on" if word in EXAMPLES else "stop"


def _is_on_imports(verb: Token) -> bool:
    """Whether what the verb imposes falls on imports: "imposed on imports of cheese into Peru"."""
    return any(lemma(head) in CARRIED | {"import"} for prep in verb.children if prep.lower_ == "on" for head in prep.children)


def imposer(event: Event, said: Sides, actors: Actors) -> Party:
    """Who acts: the agent at the measure's own participle, its owner, the subject of the predicate, where the goods go."""
    strong, weak = _owners(event, actors)
    if strong is not None:
        return strong
    verb = event.anchor if event.relation != "noun" else _verb_over(event.anchor) or event.anchor
    hit = faces(event) or event.relation == "subject" or (event.relation == "noun" and event.anchor.dep_ == "nsubj")
    payee = next((child for child in verb.children if child.dep_ == "dative"), None) if hit else None
    if payee is not None and actors.codes([payee]):
        return Party(actors.codes([payee]))
    if said.destinations and (hit or not said.owners):
        return Party(said.destinations)
    carries = event.relation != "noun" or verb.lemma_.lower() in LIGHT | verbs().object.keys() | verbs().over.keys()
    is_verb = verb.pos_ in ("VERB", "AUX") or any(child.dep_ == "aux" for child in verb.children)
    head = _actor(verb) if is_verb and (carries or verb == event.term.token) else None
    own = set() if event.relation == "verb" or event.anchor == event.phrase else set(subtree(event.phrase))
    if head is not None and not hit and head not in own and head != event.anchor:
        party = actors.party(head)
        if party.codes or party.is_private:
            return party if party.codes or weak is None else weak
    return weak or NOBODY


def _actor(verb: Token) -> Token | None:
    """The subject of a verb; where goods stand there, who says so: "the court held that imports do harm and upheld the duty"."""
    head = subject(verb)
    if head is None or lemma(head) not in GOODS or head.i >= verb.i:
        return head
    over = verb
    for _ in range(4):
        over = over.head
        saying = next((child for child in over.children if child.dep_ == "nsubj" and lemma(child) not in GOODS), None)
        if saying is not None or over.head == over:
            return saying
    return None


def _owners(event: Event, actors: Actors) -> tuple[Party | None, Party | None]:
    """Whose measure it is: by agent or possessive, which is sure, and by adjective or name before it, which can be the target too."""
    found, weak = [], []
    contact = contact_clause(event.term.token)
    if contact is not None:
        found.append(actors.party(contact.agent))
    for noun in dict.fromkeys((event.term.token, event.phrase, event.anchor if event.relation == "noun" else event.phrase)):
        if noun.pos_ == "VERB":
            continue
        for child in noun.children:
            if (
                child.dep_ in ("relcl", "acl")
                and child.pos_ in ("VERB", "AUX")
                and child.lemma_.lower() not in ("hit", "target", "affect", "face")
            ):
                agent = _agent(child)
                if agent is not None:
                    found.append(actors.party(agent))
            elif child.dep_ == "poss":
                if child.i in actors.by_token or child.lower_ in PRONOUNS or actors.codes(actors.inner(child)) or lemma(child) in PAIRS:
                    found.append(actors.party(child))
            elif (agent := doer(child)) is not None:
                found.append(actors.party(agent))
            elif child.dep_ in ("amod", "compound", "nmod", "npadvmod"):
                codes = actors.codes(token for token in subtree(child) if token.i < noun.i)
                if codes and lemma(child) not in ("export", "import"):
                    weak.append(Party(codes))
    sure = next((party for party in found if party.codes or party.is_pair), None)
    return sure, next(iter(weak), None)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lower_ not in ("that", "which"):
            return child
        agent = doer(child)
        if agent is not None:
            return agent
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
