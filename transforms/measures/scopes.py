"""The words that belong to an event on a measure."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.past import was_to_be
from transforms.measures.phrases import lemma, objects, shared
from transforms.measures.repairs import change
from transforms.measures.terms import vocabulary
from transforms.measures.verbs import Event, verbs
from transforms.text.clauses import WIDEST

SPANS = frozenset({"range", "average", "total", "reach"})  # "duties ranging from 5% to 12%"


def scope(event: Event, others: frozenset[int]) -> list[Token]:
    """The tokens that belong to an event: under its predicate and its noun, without those of other measures and coordinated verbs."""
    found: dict[int, Token] = {}
    own = {event.term.token.i, event.phrase.i, event.anchor.i}
    is_licence = lemma(event.term.token) in vocabulary().licences  # what it allows stands in the clauses behind it
    taken = objects(event.anchor) if event.term.is_verb else []
    for root in (event.anchor, event.phrase, event.term.token, *taken, *torn(event), *_figures(event)):
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
                is_own_change = token != event.anchor and _is_change(token) and _is_figure(child)
                if (
                    is_other
                    and child.dep_ == "conj"
                    and token.i in own
                    and child.i - token.i <= 8
                    and not any(c.dep_ == "prep" for c in token.children)
                ):
                    queue += [shared for shared in child.rights if shared.dep_ in ("prep", "acl")]  # "tariffs and quotas on cars"
                if child.dep_ == "relcl" and child != event.anchor and (change(child) or was_to_be(child)):
                    continue
                if token == event.anchor and (_is_change_of_other(child, event) or _is_of_first(child, event)):
                    continue
                if is_exchange(child) and child.i > token.i:
                    continue
                if token == event.anchor and _is_figure(child) and any(map(is_exchange, _between(token, child))):
                    continue  # what the other side gives, at rates of its own
                is_of_other = child.pos_ == "VERB" and any(
                    own_head.dep_ == "nsubj" and own_head.i in others - own for own_head in child.children
                )
                if not (is_other or is_coordinated or is_clause or is_said or is_own_change or is_of_other):
                    queue.append(child)
    return [found[i] for i in sorted(found)]


def _is_change_of_other(figure: Token, event: Event) -> bool:
    """Whether the rates behind "imposed" are of the verb over the measure: "will cut duties it imposed in May to 3% from 5%"."""
    if (event.relation, event.action) != ("modifier", "imposed") or figure.lower_ not in ("to", "from"):
        return False
    return _is_figure(figure) and {"to", "from"} <= {child.lower_ for child in event.anchor.rights if _is_figure(child)}


def _is_of_first(phrase: Token, event: Event) -> bool:
    """Whether a phrase is on the first of two objects, the event on the second: "a 60% duty on Peru and 100% on cars from Chile"."""
    second = event.term.token
    is_second = second.dep_ == "conj" and second.head == event.anchor
    return is_second and phrase.lower_ in ("on", "against") and phrase.i < second.i and phrase.i > event.anchor.i


def is_exchange(phrase: Token) -> bool:
    """ "In return for", "in exchange for"."""
    return phrase.lower_ == "in" and any(child.lower_ in ("return", "exchange") for child in phrase.children)


def _between(verb: Token, child: Token) -> list[Token]:
    return [other for other in verb.rights if other.i < child.i]


def _figures(event: Event) -> list[Token]:
    """The rates that the parse hangs on the verb over a noun of change: "ordered a rise in the duty, to 49 percent from 4"."""
    noun = event.anchor
    if event.action not in ("raised", "lowered"):
        return []
    if event.relation == "object":
        clauses = [right for right in event.term.token.rights if right.dep_ in ("relcl", "acl")]
        return [
            child
            for clause in clauses
            for child in clause.rights
            if _is_change_of_other(child, event._replace(anchor=clause, relation="modifier", action="imposed"))
        ]
    if event.relation != "noun":
        return []
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else _giver(noun)
    return [child for child in verb.children if child.i > noun.i and child.lower_ in ("to", "from") and _is_figure(child)] if verb else []


def _giver(noun: Token) -> Token | None:
    """The verb over "in return for a cut"."""
    link = noun.head.head.head if noun.dep_ == "pobj" else noun
    return link.head if is_exchange(link) else None


def _is_change(clause: Token) -> bool:
    """Whether a clause behind a noun tells what is done to a measure, at a rate or on a day of its own, unlike "chips used from May"."""
    word = lemma(clause)
    return clause.dep_ in ("relcl", "acl") and word not in SPANS and (word in verbs().object or word in verbs().subject)


def _is_figure(phrase: Token) -> bool:
    """Whether a phrase is a date or a rate."""
    words = (phrase, *phrase.children)
    return phrase.dep_ in ("prep", "npadvmod", "advmod") and any(word.ent_type_ in ("DATE", "PERCENT") or word.like_num for word in words)


def torn(event: Event) -> list[Token]:
    """Phrases of the measure that the parse hangs on another word."""
    return shared(event.term.token) + (shared(event.anchor) if event.relation == "noun" else [])
