"""Who imposes a measure: agents, owners, subjects, and the state that goods enter."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.actor_words import PAIRS, PRONOUNS
from transforms.measures.actors import NOBODY, Actors, Party
from transforms.measures.phrases import ANSWERS, GIVEN_TO, GOODS, lemma
from transforms.measures.repairs import contact_clause
from transforms.measures.sides import Sides, faces
from transforms.measures.verbs import Event, verbs
from transforms.text.clauses import doer, subject, subtree, verb_over

LIGHT = frozenset(
    {"make", "give", "grant", "offer", "carry", "take", "include", "use", "do", "win", "complete", "effect", "call"}
)  # verbs of a noun's action


CAUSING = frozenset({"leave", "make", "render"})
ACTS = frozenset(
    {"act", "bill", "control", "curb", "decree", "law", "legislation", "list", "measure", "order", "proclamation", "regulation", "rule"}
)


def imposer(event: Event, said: Sides, actors: Actors) -> Party:
    """Who acts: the agent at the measure's own participle, its owner, the subject of the predicate, where the goods go."""
    strong, weak = _owners(event, actors)
    if strong is not None:
        return strong
    if event.term.instrument == "subsidy" and said.owners:
        return Party(said.owners)  # "subsidies to Peru's growers": a state pays its own
    verb = event.anchor if event.relation != "noun" else verb_over(event.anchor) or event.anchor
    hit = faces(event) or event.relation == "subject" or (event.relation == "noun" and event.anchor.dep_ == "nsubj")
    payee = next((child for child in verb.children if child.dep_ == "dative"), None) if hit else None
    if payee is not None and actors.codes([payee]):
        return Party(actors.codes([payee]))
    if said.destinations and (hit or not said.owners) and not _is_union(event, hit, actors):
        return Party(said.destinations)
    if hit and event.anchor.dep_ == "ccomp" and lemma(event.anchor.head) in CAUSING:
        made = subject(event.anchor.head)  # "Peru ended the status, making Chilean goods subject to a duty"
        if made is not None and (party := actors.party(made)).codes:
            return party
    carries = event.relation != "noun" or verb.lemma_.lower() in LIGHT | verbs().object.keys() | verbs().over.keys()
    is_verb = verb.pos_ in ("VERB", "AUX") or any(child.dep_ == "aux" for child in verb.children)
    head = _actor(verb) if is_verb and (carries or verb == event.term.token) else None
    own = set() if event.relation == "verb" or event.anchor == event.phrase else set(subtree(event.phrase))
    if head is not None and not hit and head not in own and head != event.anchor and not (weak and _is_cause(event)):
        party = actors.party(head)
        if party.codes or party.is_private:
            return party if party.codes or weak is None else weak
    return weak or _of_relative(event, actors) or NOBODY


def _is_union(event: Event, hit: bool, actors: Actors) -> bool:
    """Whether the European Union acts for the members that goods enter: "the Commission banned imports of grain into Poland"."""
    head = _actor(event.anchor) if not hit and event.anchor.pos_ == "VERB" else None
    return head is not None and actors.party(head).codes == ("EU",)


def _of_relative(event: Event, actors: Actors) -> Party | None:
    """Who imposes what a relative clause goes on about: "Peru imposes tariffs that can exceed 125%"."""
    over = event.phrase.head
    is_act = (
        event.relation == "modifier" and event.phrase.dep_ == "dobj" and verbs().object.get(over.lemma_.lower()) in ("imposed", "raised")
    )
    head = subject(over) if is_act else None
    party = actors.party(head) if head is not None else NOBODY
    return party if party.codes else None


def _is_cause(event: Event) -> bool:
    """Whether a noun of action tells what the clause answers, not what its subject does: "in retaliation for a longer ban"."""
    node = event.anchor
    for _ in range(4):
        if event.relation != "noun" or node.dep_ != "pobj":
            return False
        if node.head.lower_ in ("after", "since", "despite", "following", "over", "amid"):
            return True
        node = node.head.head
        if lemma(node) in ("retaliation", "response", "answer", "reprisal", "protest", "reaction"):
            return True
    return False


def _actor(verb: Token) -> Token | None:
    """The subject of a verb; where goods stand there, who says so: "the court held that imports do harm and upheld the duty"."""
    head = _maker(verb)
    if head is None or lemma(head) not in GOODS or head.i >= verb.i:
        return head
    over = verb
    for _ in range(4):
        over = over.head
        saying = next((child for child in over.children if child.dep_ == "nsubj" and lemma(child) not in GOODS), None)
        if saying is not None or over.head == over:
            return saying
    return None


def _maker(verb: Token) -> Token | None:
    """The subject, or who signed the act that is the subject: "the president signed an order that imposes a duty"."""
    head = subject(verb)
    act = verb.head if head is not None and verb.dep_ == "relcl" and head.lower_ in ("that", "which") else head
    if act is None:
        return head
    if act.dep_ == "pobj" and act.head.lower_ == "with" and lemma(act.head.head) in ANSWERS:
        return subject(act.head.head) or head  # "replied with a tariff that raises duties on wine"
    return (subject(act.head) if lemma(act) in ACTS and act.dep_ == "dobj" else None) or head


def _owners(event: Event, actors: Actors) -> tuple[Party | None, Party | None]:
    """Whose measure it is: by agent or possessive, which is sure, and by adjective or name before it, which can be the target too."""
    found, weak = [], []
    contact = contact_clause(event.term.token)
    if contact is not None:
        found.append(actors.party(contact.agent))
    for noun in dict.fromkeys((event.term.token, event.phrase, event.anchor if event.relation == "noun" else event.phrase)):
        if noun.pos_ == "VERB" or lemma(noun) in GIVEN_TO:
            continue
        for child in (*noun.children, *_shared_owner(noun)):
            if (
                child.dep_ in ("relcl", "acl")
                and child.pos_ in ("VERB", "AUX")
                and child.lemma_.lower() not in ("hit", "target", "affect", "face", "pay", "owe", "bear")
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
    sure = sure or next((party for party in found if party.is_private), None)  # "tariffs imposed by other countries"
    return sure, next(iter(weak), None)


def _shared_owner(noun: Token) -> list[Token]:
    """The possessor of the first of two coordinated nouns is that of the second: "Peru's policies and subsidies"."""
    if noun.dep_ != "conj" or any(child.dep_ in ("poss", "det", "amod", "compound") for child in noun.lefts):
        return []
    return [child for child in noun.head.lefts if child.dep_ == "poss"]


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lower_ not in ("that", "which"):
            return child
        agent = doer(child)
        if agent is not None:
            return agent
    return None
