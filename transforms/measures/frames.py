"""What is done to a trade measure: the verb or noun that governs it in the parse (transforms/data/measure_verbs.toml)."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.implied import listing
from transforms.measures.phrases import PREFERENCES, lemma, modifiers
from transforms.measures.predicates import governed
from transforms.measures.repairs import (
    change,
    contact_clause,
    coordinated_object,
    doubling,
    hit_with,
    mistaken_participle,
    starting,
    stranded,
    with_particle,
)
from transforms.measures.series import stages
from transforms.measures.terms import Term, vocabulary
from transforms.measures.verbs import Event, fitting, verbs
from transforms.text.clauses import sentence_of, subtree
from warehouse.schema import Action, Instrument

ASKS = frozenset({"seek", "obtain", "get", "apply", "secure", "acquire", "hold", "have"})
MAKES_LAW = frozenset({"sign", "pass", "ratify"})
ENDS = frozenset({"removed", "paused", "lowered", "eased"})
CLIMB = 8  # steps from a term to its predicate
PHRASE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "poss", "npadvmod"})


def events(term: Term, others: frozenset[int] = frozenset()) -> list[Event]:
    """What the text does to a measure: the predicate above its noun, and the participle or relative clause below it.

    `others` are the indices of the other terms: a term coordinated inside the phrase of another shares its predicate.
    """
    if term.aim is not None:
        return [Event(term, term.token.head if term.token.head.pos_ in ("VERB", "AUX") else term.token, "in_force", "object", term.token)]
    if term.goods is not None:
        return [Event(term, term.token, "in_force", "bare", term.token)]
    if term.is_change:
        return [Event(term, term.token, verbs().noun[lemma(term.token)], "noun", term.token)]
    if term.is_goods:
        return [Event(term, listing(term.token) or term.token, "in_force", "object", term.token)]
    if term.is_relief:
        is_its_own = term.token.pos_ == "VERB" or term.token.head.pos_ not in ("VERB", "AUX")
        return [Event(term, term.token if is_its_own else term.token.head, "exempted", "subject", term.token)]
    if term.is_verb:
        word = term.token.lemma_.lower()
        if word in vocabulary().retaliate:
            return [Event(term, term.token, "retaliated", "verb", term.token)]
        loosens = word in vocabulary().loosen
        rules = term.token.head  # "announced new rules restricting exports"
        makes = rules.head.lemma_.lower()
        is_made = rules.dep_ == "dobj" and (makes in MAKES_LAW or verbs().object.get(makes) == "imposed")
        if not loosens and not is_made and term.token.dep_ in ("acl", "relcl") and term.token.tag_ in ("VBG", "VBP", "VBZ"):
            return [Event(term, term.token, "in_force", "verb", term.token)]
        if loosens and term.instrument == "import_ban":
            return [Event(term, term.token, "removed", "verb", term.token)]  # who allows imports lifts a ban
        return [Event(term, term.token, fitting("eased" if loosens else "imposed", term.instrument), "verb", term.token)]
    if lemma(term.token) == "determination":
        return [_found(Event(term, term.token, "imposed", "noun", term.token))]
    if (needing := _needing(term)) is not None:
        return [Event(term, needing, "imposed", "object", term.token)]
    if (doubled := doubling(term)) is not None:
        return [doubled]
    above, phrase = _above(term, others)
    above = _with_content(above, term)
    below = _below(term, phrase)
    found = [above] if above else []
    if above and below and above.relation == "subject" and above.action == "in_force":
        found = []  # "the tariffs, announced on Friday, will cover 300 products"
        above = None
    if above and below and above.anchor.lemma_ == "announce" and below.anchor.tag_ == "VBG" and below.action in ENDS:
        found = [below]  # "announced the tariffs that it is lifting"
    elif below and (not above or above.anchor != below.anchor):
        found.append(below._replace(is_second=above is not None))
    if not found and (torn := coordinated_object(term) or starting(term)) is not None:
        found = [torn]
    if not found and (gerund := _opening_gerund(term)) is not None:
        found = [Event(term, gerund, fitting(verbs().object[_gerund_of(gerund) or ""], term.instrument), "object", phrase)]
    if not found and (mistaken := mistaken_participle(term.token)) is not None:
        found = [Event(term, mistaken, fitting(verbs().object[mistaken.lemma_.lower()], term.instrument), "object", phrase)]
    if not found and lemma(term.token) != "access":
        found = [Event(term, phrase, "in_force", "bare", phrase)]
    found += [later for later in stages(term, above) if later.anchor not in [event.anchor for event in found]]
    return [_investigated(term, _described(event)) for event in found]


def _opening_gerund(term: Term) -> Token | None:
    """What an item of a list does, where the parse takes it for an adjective: "- Imposing Section 232 tariffs on copper"."""
    phrase = term.token.doc[term.token.left_edge.i : term.token.i]
    first = next((token for token in phrase if token.is_alpha), None)
    before = term.token.doc[sentence_of(term.token).start : first.i] if first is not None else ()
    return first if first is not None and _gerund_of(first) and not any(token.is_alpha for token in before) else None


def _gerund_of(word: Token) -> str | None:
    """The verb of the table whose gerund a word is, whatever the tagger takes it for."""
    stem = word.lower_.removesuffix("ing")
    return next((verb for verb in (stem, f"{stem}e") if stem != word.lower_ and verb in verbs().object), None)


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
        elif node.dep_ in ("pobj", "pcomp") and head.pos_ in ("ADP", "SCONJ", "PART") and (holder := _holder(head)) is not None:
            over = holder
            verb = hit_with(head)
            if verb is not None:
                return Event(term, verb, table.preposition[f"{verb.lemma_.lower()} with"], "preposition", phrase), phrase
        else:
            return governed(term, node, phrase, noun) or noun or stranded(term, phrase, noun), phrase
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
    return noun or stranded(term, phrase, noun), phrase


def _with_content(event: Event | None, term: Term) -> Event | None:
    """A plan whose gerund the parse takes for an adjective: "recommended scrapping duties"."""
    if event is None or event.action not in ("threatened", "proposed") or event.content is not None or event.relation != "object":
        return event
    gerund = next((left for left in term.token.lefts if left.tag_ == "VBG" and left.i == event.anchor.i + 1), None)
    content = verbs().object.get(gerund.lemma_.lower()) if gerund is not None else None
    return event._replace(content=fitting(content, term.instrument)) if content is not None else event


def _holder(preposition: Token) -> Token | None:
    """The noun that a preposition belongs to, also where the parse hangs it on the verb: "extended the exclusions from the tariffs"."""
    if _is_nominal(preposition.head):
        return preposition.head
    before = preposition.nbor(-1) if preposition.i else preposition
    is_relief = preposition.lower_ == "from" and before.dep_ == "dobj" and verbs().noun.get(lemma(before)) == "exempted"
    return before if is_relief and before.head == preposition.head else None


def _is_nominal(token: Token) -> bool:
    """Whether the word is a noun, or a word of amount used as one."""
    return token.pos_ in ("NOUN", "PROPN", "SYM", "NUM") or (
        token.pos_ in ("PRON", "DET", "ADJ", "ADV") and lemma(token) in verbs().carriers
    )


def _leads_to(noun: Token, others: frozenset[int]) -> bool:
    """Whether another measure's noun stands two steps above: "tariffs on goods of A and a levy on those of B"."""
    return noun.dep_ in ("pobj", "conj") and (noun.head.i in others or noun.head.head.i in others or noun.head.head.head.i in others)


def _below(term: Term, phrase: Token) -> Event | None:
    """A participle or relative clause behind the term: "tariffs imposed in April", "restrictions it introduced"."""
    table = verbs()
    for child in subtree(phrase):
        action = change(child) if child.dep_ == "relcl" and child.head != phrase else None
        if action:
            return Event(term, child, fitting(action, term.instrument), "modifier", phrase)
    contact = contact_clause(term.token)
    if contact is not None and (action := table.object.get(contact.verb.lemma_.lower())):
        return Event(term, contact.verb, fitting(action, term.instrument), "modifier", phrase)
    clauses = (child for noun in {term.token.i: term.token, phrase.i: phrase}.values() for child in noun.rights)
    return next((event for clause in clauses if (event := _in_clause(term, clause, phrase)) is not None), None)


def _in_clause(term: Term, clause: Token, phrase: Token) -> Event | None:
    """What a participle or relative clause right behind the noun says."""
    table = verbs()
    if clause.dep_ not in ("acl", "relcl") or clause.pos_ not in ("VERB", "AUX"):
        return None
    inner = next((child for child in clause.children if child.dep_ in ("xcomp", "oprd", "ccomp") and child.tag_ == "VBN"), None)
    verb = inner if inner is not None and clause.lemma_ == "order" else clause
    word = verb.lemma_.lower()
    relative = (child for child in verb.children if child.dep_ == "nsubj")
    is_subject = verb.dep_ == "relcl" and any(child.lower_ in ("that", "which", "who") for child in relative)
    action = with_particle(verb) or (table.subject if is_subject or verb.tag_ == "VBG" else table.object).get(word)
    if word in ("pay", "owe", "bear"):
        return None  # "the duty paid by Peru": who bears it
    if word == "apply" and verb.tag_ == "VBN":
        action = "in_force"  # "the duties applied to wine" are those there are
    return Event(term, verb, fitting(action, term.instrument), "modifier", phrase) if action else None


def _combined(action: Action, inner: Event | None, instrument: Instrument) -> Action:
    """Two nouns over one term: "extension of the suspension of tariffs", "threat of tariff increases"."""
    if inner is None:
        return fitting(action, instrument)
    if action in ("threatened", "proposed", "extended"):
        return action
    if action == "removed" and inner.action in ("paused", "exempted"):
        return "imposed"
    return inner.action if action == "imposed" else action


def _described(event: Event) -> Event:
    """A measure that only stands there gets its action from its adjective: "reduced levies", "no tariffs"."""
    if event.action == "removed" and lemma(event.term.token) == "point":
        return event._replace(action="lowered")  # "by removing 10 percentage points of that rate"
    if event.action != "in_force" or event.relation not in ("bare", "preposition"):
        return event
    words = modifiers(event.term.token)[:4]
    taken = next((word for word in event.term.token.lefts if word.lower_ == "lower"), None) if event.relation == "bare" else None
    if taken is not None and any(child.dep_ == "aux" for child in (*taken.children, *event.term.token.children)):
        verb = taken if any(child.dep_ == "aux" for child in taken.children) else event.anchor
        lower = fitting("lowered", event.term.instrument)
        return event._replace(action=lower, relation="object", anchor=verb)  # "will each lower tariffs", taken for an adjective
    if "no" in words and event.relation == "bare":
        return event._replace(action="exempted")
    action = next((verbs().adjective[word] for word in words if word in verbs().adjective), None)
    return event._replace(action=fitting(action, event.term.instrument)) if action else event


def _investigated(term: Term, event: Event) -> Event:
    """An investigation opened is a proposal to impose; relief from a relief imposes."""
    word = lemma(term.token)
    if lemma(event.anchor) == "determination":
        return _found(event)
    if word in ("investigation", "probe", "enquiry", "inquiry", "petition") and event.action == "imposed":
        return event._replace(action="proposed")
    if word == "barrier" and event.term.instrument == "other" and event.action == "lowered":
        return event._replace(action="eased")
    if word in vocabulary().licences and event.term.instrument == "export_control":
        return _licensed(event)
    if word == "access" and event.action not in ("removed", "paused"):
        return event._replace(action="lowered") if event.action in ("in_force", "imposed") else event
    if word in PREFERENCES:
        turned: dict[Action, Action] = {"removed": "imposed", "paused": "imposed", "imposed": "exempted", "in_force": "exempted"}
        return event._replace(action=turned.get(event.action, event.action))
    return event


def _found(event: Event) -> Event:
    """What a body that looked into a case found: an affirmative determination leads to duties, a negative one ends the case."""
    return event._replace(action="removed") if "negative" in modifiers(event.anchor) else event


def _needing(term: Term) -> Token | None:
    """The verb by which a licence has to be had: "began requiring exporters to seek approval", "will have to get a licence"."""
    verb = term.token.head
    if term.instrument != "export_control" or lemma(term.token) not in vocabulary().licences or term.token.dep_ != "dobj":
        return None
    asks = lemma(verb) in ASKS
    over = verb.head if asks and verb.dep_ in ("xcomp", "ccomp") else verb
    return over if lemma(over) in ("need", "require", "oblige") or (over != verb and lemma(over) == "have") else None


def _licensed(event: Event) -> Event:
    """A licence given lets somebody off a control; a licence taken away lets the control bite."""
    words, verb = vocabulary(), event.anchor.lemma_.lower()
    if verb in words.take:
        return event._replace(action="imposed")
    if verb not in words.give:
        return event
    is_for_one = any(child.dep_ in ("dative", "nsubjpass") and child != event.term.token for child in event.anchor.children) or any(
        child.lower_ == "to" and child.dep_ == "prep" for child in event.term.token.children
    )
    return event._replace(action="exempted" if is_for_one else "eased")
