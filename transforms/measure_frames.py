"""What is done to a trade measure: the verb or noun that governs it in the parse (transforms/data/measure_verbs.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from spacy.tokens import Token

from transforms.measure_terms import Term, lemma, modifiers, vocabulary
from warehouse.schema import Action, Instrument

DATA = Path(__file__).with_name("data") / "measure_verbs.toml"
Relation = Literal["object", "subject", "preposition", "noun", "modifier", "verb", "bare"]
REACH = 24  # tokens between a verb and a measure that the parse has torn apart
CLIMB = 8  # steps from a term to its predicate
MONEY = frozenset({"dlr", "dlrs", "dollar", "mln", "bln", "million", "billion", "trillion", "$", "euro", "pound"})
PHRASE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "poss", "npadvmod"})


class Verbs(NamedTuple):
    """Actions by lemma, for each way a measure can stand to its predicate."""

    object: dict[str, Action]
    subject: dict[str, Action]
    preposition: dict[str, Action]
    noun: dict[str, Action]
    carriers: frozenset[str]
    over: dict[str, str]
    particle: dict[str, Action]
    adjective: dict[str, Action]


class Event(NamedTuple):
    """Something done to a measure. `anchor` is the verb or noun that says so, `phrase` the noun phrase around the term."""

    term: Term
    anchor: Token
    action: Action
    relation: Relation
    phrase: Token
    content: Action | None = None  # what is threatened or proposed, where a noun says so: "plans for tariff cuts"
    nouns: tuple[Token, ...] = ()  # the nouns from the term up to the anchor
    is_second: bool = False  # a participle below a term that has a predicate above as well


@lru_cache(maxsize=1)
def verbs() -> Verbs:
    """The table, read once.

    Raises:
        ValueError: if it names an action that the schema does not know.
    """
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    groups = {name: data[name] for name in ("object", "subject", "preposition", "noun")}
    unknown = {action for group in groups.values() for action in group} - set(get_args(Action))
    if unknown:
        raise ValueError(f"{DATA.name}: unknown actions {sorted(unknown)}")
    tables = [{word: action for action, words in group.items() for word in words} for group in groups.values()]
    over = {word: mode for mode, words in data["over"].items() for word in words}
    return Verbs(
        *tables,
        carriers=frozenset(data["carriers"]["nouns"]),
        over=over,
        particle=data["particle"],
        adjective={word: action for action, words in data["adjective"].items() for word in words},
    )


def events(term: Term, others: frozenset[int] = frozenset()) -> list[Event]:
    """What the text does to a measure: the predicate above its noun, and the participle or relative clause below it.

    `others` are the indices of the other terms: a term coordinated inside the phrase of another shares its predicate.
    """
    if term.is_relief:
        verb = term.token.head if term.token.head.pos_ in ("VERB", "AUX") else term.token
        return [Event(term, verb, "exempted", "subject", term.token)]
    if term.is_verb:
        word = term.token.lemma_.lower()
        if word in vocabulary().retaliate:
            return [Event(term, term.token, "retaliated", "verb", term.token)]
        loosens = word in vocabulary().loosen
        if not loosens and term.token.dep_ in ("acl", "relcl") and term.token.tag_ in ("VBG", "VBP", "VBZ"):
            return [Event(term, term.token, "in_force", "verb", term.token)]
        return [Event(term, term.token, _fitting("eased" if loosens else "imposed", term.instrument), "verb", term.token)]
    above, phrase = _above(term, others)
    below = _below(term, phrase)
    found = [above] if above else []
    if above and below and above.relation == "subject" and above.action == "in_force":
        found = []  # "the tariffs, announced on Friday, will cover 300 products"
        above = None
    if below and (not above or above.anchor != below.anchor):
        found.append(below._replace(is_second=above is not None))
    if not found:
        found = [Event(term, phrase, "in_force", "bare", phrase)]
    return [_investigated(term, _described(event)) for event in found]


def _above(term: Term, others: frozenset[int]) -> tuple[Event | None, Token]:
    """The predicate over a term, and the outermost noun that still stands for the measure."""
    table = verbs()
    node = phrase = term.token
    noun: Event | None = None
    is_coordinated = False
    for _ in range(CLIMB):
        head = node.head
        if head == node:
            break
        if node.dep_ in PHRASE and head.pos_ in ("NOUN", "PROPN", "ADJ", "SYM", "NUM"):
            over = head
        elif node.dep_ in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN", "SYM", "NUM"):
            node = head
            is_coordinated = True
            continue
        elif node.dep_ in ("pobj", "pcomp") and head.pos_ in ("ADP", "SCONJ", "PART") and _is_nominal(head.head):
            over = head.head
            verb = _hit_with(head)
            if verb is not None:
                return Event(term, verb, table.preposition[f"{verb.lemma_.lower()} with"], "preposition", phrase), phrase
        else:
            return _governed(term, node, phrase, noun) or noun or _stranded(term, phrase, noun), phrase
        word = lemma(over)
        if word in table.noun:
            action = _combined(table.noun[word], noun, term.instrument)
            content = noun.action if noun is not None and action in ("threatened", "proposed") else None
            noun = Event(term, over, action, "noun", phrase, content, (*(noun.nouns if noun else ()), over))
        elif is_coordinated and noun is None and (over.i in others or _leads_to(over, others)):
            pass
        elif word in table.carriers or over.text in ("%", "$"):
            phrase = over if noun is None else phrase
        else:
            break
        node = over
    return noun or _stranded(term, phrase, noun), phrase


def _is_nominal(token: Token) -> bool:
    """Whether the word is a noun, or a word of amount used as one."""
    return token.pos_ in ("NOUN", "PROPN", "SYM", "NUM") or (
        token.pos_ in ("PRON", "DET", "ADJ", "ADV") and lemma(token) in verbs().carriers
    )


def _leads_to(noun: Token, others: frozenset[int]) -> bool:
    """Whether another measure's noun stands two steps above: "tariffs on goods of A and a levy on those of B"."""
    return noun.dep_ in ("pobj", "conj") and (noun.head.i in others or noun.head.head.i in others or noun.head.head.head.i in others)


def _with_particle(verb: Token) -> Action | None:
    """The action of a verb with its particle: "roll back", "phase out"."""
    particles = (child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod"))
    return next((action for word in particles if (action := verbs().particle.get(f"{verb.lemma_.lower()} {word}"))), None)


def _holds(verb: Token) -> bool:
    """Whether "is" or "remains" says that a measure is in force, rather than what it is like."""
    for child in verb.children:
        if child.dep_ == "prep" and (child.lower_ == "at" or any(pobj.lower_ in ("effect", "force", "place") for pobj in child.children)):
            return True
        if child.lower_ in ("unchanged", "effective", "applicable", "as") or child.ent_type_ == "PERCENT" or child.text == "%":
            return True
    return False


def _hit_with(preposition: Token) -> Token | None:
    """The verb of "hit X with tariffs", where the parse hangs the phrase on X or on a verb further up."""
    if preposition.lower_ != "with":
        return None
    for token in reversed(preposition.doc[max(preposition.sent.start, preposition.i - REACH) : preposition.i]):
        if token.pos_ == "VERB":
            return token if f"{token.lemma_.lower()} with" in verbs().preposition else None
    return None


def _stranded(term: Term, phrase: Token, noun: Event | None) -> Event | None:
    """The verb of a measure that the parse left without one: a verb before it that lacks its object."""
    if noun is not None or term.token.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return None
    doc = term.token.doc
    for token in reversed(doc[max(term.token.sent.start, term.token.i - REACH) : term.token.i]):
        if token.text in (";", ":", "—"):
            return None
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            has_object = any(child.dep_ in ("dobj", "nsubjpass", "auxpass", "ccomp", "xcomp") for child in token.children)
            action = verbs().object.get(token.lemma_.lower())
            is_open = (
                action in ("imposed", "raised", "lowered", "removed", "paused")
                and token.dep_ not in ("amod", "compound")
                and not has_object
            )
            return Event(term, token, _fitting(action, term.instrument), "object", phrase) if action and is_open else None
    return None


def _governed(term: Term, node: Token, phrase: Token, noun: Event | None) -> Event | None:
    """The event of the verb over a noun phrase, the noun's own action taken in."""
    table, head = verbs(), node.head
    word = head.lemma_.lower()
    action: Action | None = None
    relation: Relation = "object"
    if node.dep_ in ("dobj", "nsubjpass", "dative", "oprd", "attr", "ccomp") and head.pos_ in ("VERB", "AUX"):
        action = _with_particle(head) or table.object.get(word)
    elif node.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX"):
        relation = "subject"
        ends = word in ("be", "remain") and _holds(head) and any(child.lower_ == "longer" for child in head.children)
        due = next((child for child in head.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), None)
        if head.lemma_ == "be" and due is not None:
            head, word = due, due.lemma_.lower()  # "the tariffs are to take effect"
        action = table.subject.get(word) if word not in ("be", "remain", "stay", "stand") or _holds(head) else None
        action = "removed" if ends else action  # "shall no longer be in effect"
        if (
            action == "imposed"
            and word in ("take", "come", "go", "enter")
            and not {"effect", "force"} & {token.lower_ for token in head.subtree}
        ):
            action = None
        is_bare = not any(child.dep_ in ("aux", "auxpass", "dobj") for child in head.children)
        if (
            action is None and head.tag_ in ("VBN", "VBG") and is_bare
        ):  # the tagger took a participle for the predicate: "tariffs imposed on ..."
            action, relation = table.object.get(word), "object"
    elif node.dep_ in ("pobj", "pcomp") and head.head.pos_ in ("VERB", "AUX", "ADJ"):
        verb, relation = head.head, "preposition"
        action = table.preposition.get(f"{verb.lemma_.lower()} {head.lower_}")
        if head.lower_ == "in" and any(child.dep_ == "dobj" and lemma(child) in MONEY for child in verb.children):
            action, relation = table.object.get(verb.lemma_.lower()), "object"  # "imposed 300 million dollars in sanctions"
        done = next((child for child in verb.children if child.dep_ == "dobj" and lemma(child) in table.noun), None)
        if action is None and noun is None and done is not None and lemma(verb) in ("put", "call", "bring", "give", "grant", "offer"):
            return Event(term, done, _fitting(table.noun[lemma(done)], term.instrument), "noun", phrase)  # "put an end to the tariffs"
        head = verb.head if verb.pos_ == "ADJ" and verb.head.pos_ in ("VERB", "AUX") else verb
    if noun is not None:
        if action in ("extended", "in_force") and noun.action == "paused" and word in ("extend", "continue", "maintain", "prolong"):
            return Event(term, head, "extended", relation, phrase)
        if action == "extended" and noun.action == "exempted":
            return Event(term, head, "extended", relation, phrase)
        if action == "removed" and noun.action in ("exempted", "paused"):
            return Event(term, head, "imposed", relation, phrase)  # ending a relief: the measure bites again
        if action == "removed" and noun.action in ("threatened", "proposed"):
            return Event(term, head, "removed", relation, phrase)
        if noun.action == "imposed" and action in ("paused", "removed", "extended", "upheld", "struck_down"):
            return Event(term, head, action, relation, phrase)  # "suspend the implementation of the controls"
        return noun
    if word == "bring" and action is None and any(child.lower_ == "to" and child.dep_ == "prep" for child in head.children):
        action = "raised"  # "bringing the total to 50%"
    if action is None or (relation == "subject" and action in ("raised", "lowered") and any(c.dep_ == "dobj" for c in head.children)):
        return None  # "the tariffs increased costs": nothing is done to the tariffs
    if word in ("lift", "drop") and any(child.lower_ == "to" and child.dep_ == "prep" for child in head.children):
        action = "raised" if word == "lift" else "lowered"
    return Event(term, head, _fitting(action, term.instrument), relation, phrase)


def _below(term: Term, phrase: Token) -> Event | None:
    """A participle or relative clause behind the term: "tariffs imposed in April", "restrictions it introduced"."""
    table = verbs()
    for child in phrase.subtree:
        action = change(child) if child.dep_ == "relcl" and child.head != phrase else None
        if action:
            return Event(term, child, _fitting(action, term.instrument), "modifier", phrase)
    contact = contact_clause(term.token)
    if contact is not None and (action := table.object.get(contact.verb.lemma_.lower())):
        return Event(term, contact.verb, _fitting(action, term.instrument), "modifier", phrase)
    for noun in {term.token.i: term.token, phrase.i: phrase}.values():
        for child in noun.rights:
            if child.dep_ not in ("acl", "relcl") or child.pos_ not in ("VERB", "AUX"):
                continue
            inner = next((c for c in child.children if c.dep_ in ("xcomp", "oprd", "ccomp") and c.tag_ == "VBN"), None)
            child = inner if inner is not None and child.lemma_ == "order" else child
            word = child.lemma_.lower()
            is_subject = child.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ in ("that", "which", "who") for c in child.children)
            action = (table.subject if is_subject or child.tag_ == "VBG" else table.object).get(word)
            if action:
                return Event(term, child, _fitting(action, term.instrument), "modifier", phrase)
    return None


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
    action = (verbs().object if relative.dep_ == "nsubjpass" else verbs().subject).get(verb.lemma_.lower())
    has_rate = any(child.dep_ == "prep" and child.lower_ == "to" for child in verb.children)
    fits = (
        action in ("removed", "paused", "lowered", "raised")
        if relative.dep_ == "nsubjpass"
        else action in ("raised", "lowered") and has_rate
    )
    return action if fits else None


def _combined(action: Action, inner: Event | None, instrument: Instrument) -> Action:
    """Two nouns over one term: "extension of the suspension of tariffs", "threat of tariff increases"."""
    if inner is None:
        return _fitting(action, instrument)
    if action in ("threatened", "proposed", "extended"):
        return action
    if action == "removed" and inner.action in ("paused", "exempted"):
        return "imposed"
    return inner.action if action == "imposed" else action


def _described(event: Event) -> Event:
    """A measure that only stands there gets its action from its adjective: "reduced levies", "no tariffs"."""
    if event.action != "in_force" or event.relation not in ("bare", "preposition"):
        return event
    words = modifiers(event.term.token)[:4]
    if "no" in words and event.relation == "bare":
        return event._replace(action="exempted")
    action = next((verbs().adjective[word] for word in words if word in verbs().adjective), None)
    return event._replace(action=_fitting(action, event.term.instrument)) if action else event


def _investigated(term: Term, event: Event) -> Event:
    """An investigation opened is a proposal to impose; relief from a relief imposes."""
    word = lemma(term.token)
    if word in ("investigation", "probe", "enquiry", "inquiry", "petition") and event.action == "imposed":
        return event._replace(action="proposed")
    if word in ("treatment", "exemption"):
        turned: dict[Action, Action] = {"removed": "imposed", "paused": "imposed", "imposed": "exempted", "in_force": "exempted"}
        return event._replace(action=turned.get(event.action, event.action))
    return event


def _fitting(action: Action, instrument: Instrument) -> Action:
    """The word of the vocabulary for this instrument: a tariff is lowered, a control eased, a quota raised is eased."""
    if instrument in ("tariff", "antidumping"):
        return "lowered" if action == "eased" else action
    if instrument == "quota" and action == "raised":
        return "eased"
    if instrument in ("export_control", "import_ban", "quota") and action == "lowered":
        return "eased"
    return action
