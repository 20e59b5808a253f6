"""How a text presents an event on a measure: a fact, a threat or a plan, by whom, with which words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actor_words import PRIVATE
from transforms.measures.actors import Actors, Party
from transforms.measures.imposers import imposer
from transforms.measures.legal_bases import LegalBasis
from transforms.measures.modality import Mode, mode, reporter
from transforms.measures.past import was_due
from transforms.measures.phrases import lemma, modifiers
from transforms.measures.presupposed import is_identified, is_presupposed
from transforms.measures.programmes import Programme
from transforms.measures.rates import Rate
from transforms.measures.rulings import ruled
from transforms.measures.scopes import scope
from transforms.measures.sides import Sides, faces, sides
from transforms.measures.status import RELIEF
from transforms.measures.verbs import Event
from transforms.text.clauses import sentence_of, subject, subtree
from transforms.text.document import Document
from warehouse.schema import Action, DateMention, Quote

PLANNED: dict[str, Action] = {
    "proposed": "proposed",
    "planned": "proposed",
    "potential": "proposed",
    "possible": "proposed",
    "threatened": "threatened",
}
KEEPS = frozenset({"maintain", "keep", "retain"})
DROPPED = frozenset({"demanded", "hypothetical", "forecast", "denied"})


class Facts(NamedTuple):
    """What earlier stages found in the article."""

    document: Document
    actors: Actors
    dates: Sequence[DateMention]
    quotes: Sequence[Quote]
    rates: Sequence[Rate]
    bases: Sequence[LegalBasis]
    programmes: Sequence[Programme]
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Slots:
    """An event with the words around it."""

    event: Event
    said: Sides
    acting: Party
    action: Action
    proposed: Action | None
    mode: Mode
    ruling: Token | None
    tokens: tuple[Token, ...]
    is_headline: bool
    start_char: int
    end_char: int


def slots_of(event: Event, facts: Facts) -> Slots | None:
    """The event with its mode worked in; None where the text does not tell it as a fact, a threat or a plan."""
    if _only_keeps_part(event) or (event.relation == "modifier" and was_due(event.anchor)):
        return None
    spared = _let_off(event)
    if spared is None:
        return None
    event = spared
    how = mode(event.anchor)
    if _has_ended(event):
        event, how = event._replace(action="exempted"), "fact" if how == "fact" else "decided"
    if how == "denied" and _is_spared(event, facts.actors):
        event, how = event._replace(action="exempted"), "decided"
    is_thought = event.relation == "bare" and event.anchor.dep_ == "nsubj" and not _is_plan_of_somebody(event)
    if is_thought and any(child.lower_ == "would" for child in event.anchor.head.children):
        return None  # "a tariff of 10% would cost jobs"
    if event.anchor.lemma_ == "pay" and event.relation == "object" and _is_burden(event):
        return None
    told_of = subject(event.anchor)
    if told_of is not None and lemma(told_of) in ("average", "mean"):
        return None  # "the average applied tariff is 5%"
    ruling = ruled(event.anchor)
    action, proposed = event.action, None
    if any(child.lower_ == "any" for child in (*event.phrase.children, *event.term.token.children)):
        return None  # the language of statutes: "the imposition of any duty"
    if ruling is not None:
        action, how = ruling.action, "fact"
    elif how == "demanded" and _is_own_advice(event, facts.actors):
        proposed, action, how = action, "proposed", "proposed"
    elif how in DROPPED:
        if is_presupposed(event, how):
            action, how = "in_force", "fact"
        else:
            return None
    elif how in ("threatened", "pledged", "proposed", "possible") and action == "in_force" and not faces(event):
        if event.anchor.lemma_.lower() not in KEEPS:
            return None
        how = "fact"  # what is to be kept stands
    elif how in ("threatened", "pledged", "proposed", "possible") and action not in ("threatened", "proposed"):
        relief = action in RELIEF
        proposed = "imposed" if action == "in_force" else action
        action = "threatened" if (how in ("threatened", "possible") and not relief) or (how == "pledged" and not relief) else "proposed"
    planned = next((PLANNED[word] for word in modifiers(event.term.token) if word in PLANNED), None)
    if planned and action in ("imposed", "raised", "in_force"):
        action, proposed = planned, "imposed" if action == "in_force" else action
    if action in ("threatened", "proposed"):
        is_zero = action == "proposed" and "zero" in modifiers(event.term.token)  # "agreed to work towards zero tariffs"
        proposed = proposed or event.content or ("removed" if is_zero else "imposed")
    tokens = scope(event, facts.terms)
    words = [token for token in (event.term.aim, event.term.goods, *tokens) if token is not None and not token.is_space]
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    head = subject(event.anchor) if event.anchor.pos_ == "VERB" else None
    if head is not None and sentence_of(head) == sentence_of(event.anchor) and abs(head.i - event.anchor.i) < 40:
        start = min(start, head.left_edge.idx)
    sentence = sentence_of(event.anchor)
    said = sides(event, tokens, facts.actors)
    if how == "fact" and action == "in_force" and event.action != "in_force" and not (said.aims or is_identified(event)):
        return None  # a demand presupposes the measure only where it says which
    acting = imposer(event, said, facts.actors)
    title = facts.document.article.title
    is_headline = title is not None and sentence.start_char < len(title)
    start, end = max(start, sentence.start_char), min(end, sentence.end_char)
    return Slots(event, said, acting, action, proposed, how, ruling.verb if ruling else None, tuple(tokens), is_headline, start, end)


def _is_burden(event: Event) -> bool:
    """Whether it is only said who bears a tariff, at no rate: "tariffs are paid by importers", "consumers are paying his tariffs"."""
    payer = subject(event.anchor)
    is_private = payer is not None and lemma(payer) in PRIVATE
    return is_private and "%" not in (*modifiers(event.term.token), *(word.text for word in subtree(event.phrase)))


def _is_plan_of_somebody(event: Event) -> bool:
    """Whether a plan is told beside what it would do: "Peru's proposed 10% tariff would cost jobs"."""
    owned = any(child.dep_ == "poss" for noun in (event.term.token, event.phrase) for child in noun.children)
    return owned and any(word in PLANNED for word in modifiers(event.term.token))


def _let_off(event: Event) -> Event | None:
    """ "No tariffs will apply to wine", "wine will face no tariffs": wine is let off. None for "will impose no tariffs"."""
    has_no = any(child.lower_ == "no" and child.dep_ == "det" for child in (*event.term.token.children, *event.phrase.children))
    if not has_no or event.relation not in ("object", "subject", "preposition"):
        return event
    return event._replace(action="exempted") if event.relation != "object" or event.action == "in_force" else None


def _has_ended(event: Event) -> bool:
    """ "Peruvian wine is no longer subject to the tariff"."""
    longer = (child for child in event.anchor.children if child.lower_ == "longer")
    is_state = event.relation == "preposition" and event.action == "in_force"
    return is_state and any(child.lower_ in ("no", "any") for word in longer for child in word.children)


def _is_spared(event: Event, actors: Actors) -> bool:
    """Whether goods of somebody will not have to bear the measure: "Peruvian wine will not be subject to the tariff"."""
    head = subject(event.anchor)
    if head is None or not any(token.i in actors.by_token or token.i in actors.private for token in subtree(head)):
        return False
    words = {child.lower_ for child in event.anchor.children}
    is_event = event.relation == "preposition" and event.action == "in_force" and event.anchor.dep_ != "relcl"
    return is_event and "not" in words and not words & {"should", "would", "if"}


def _only_keeps_part(event: Event) -> bool:
    """Whether a measure is the part of another one that stays: told with that one."""
    verb = event.anchor
    if (
        (event.relation, event.action) != ("object", "in_force")
        or verb.lemma_.lower() not in ("retain", "keep", "maintain", "leave")
        or verb.dep_ not in ("conj", "advcl")
        or event.term.token.lower_ in ("that", "those")
    ):
        return False
    return verb.head.lemma_.lower() in ("suspend", "pause", "lower", "cut", "reduce") or "lower" in modifiers(verb.head)


def _is_own_advice(event: Event, actors: Actors) -> bool:
    """Whether a public body says what its own government should do: "the tribunal said the duty should be cut", "we must tax steel"."""
    verb = event.anchor
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    source = reporter(verb)
    codes = actors.party(source).codes if source is not None else ()
    agent = subject(verb)
    own = agent is None or agent == source or (bool(codes) and set(actors.codes(actors.inner(agent))) == set(codes))
    return bool(codes) and own
