"""Items of a list that share the words of the first: "25% tariffs on A and 10% on B", "imposing 20% duties on A, a 25% tariff on B"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from spacy.tokens import Span, Token

from transforms.measures.actors import Actors, Party
from transforms.measures.phrases import PERCENT, modifiers
from transforms.measures.rates import Rate
from transforms.measures.scopes import SPANS
from transforms.measures.sides import Sides, faces
from transforms.measures.slots import Slots
from transforms.measures.status import PENDING
from transforms.measures.terms import IsCountry, Term
from transforms.measures.verbs import Event, verbs
from transforms.text.clauses import sentence_of, subject, subtree
from transforms.text.document import Document
from warehouse.schema import Action

LINKS = frozenset({"is", "was", "are", "were", "at", ":", "-", "–", "—", "(", "faces", "face", "got", "gets", "with", "to", "a"})
APART = 12  # tokens between two members of such a list
WIDE = frozenset({"all", "other", "global", "every", "any", "worldwide", "imports", "countries"})  # of everybody's goods
LAST = 4  # measures that an item can continue
LEVYING = frozenset({"levy", "impose", "slap", "charge"})
FAR = 200  # tokens behind a tariff within which a bare rate that is levied is one
NEAR = 60  # tokens behind a tariff within which a list of countries and rates speaks of it


def listed(slots: Slots, told: Sequence[Slots], actors: Actors) -> Slots:
    """A measure that only stands there is another item of the list before it: "imposing 20% duties on A, and a 25% tariff on B"."""
    event = slots.event
    if event.term.is_goods:
        same = (earlier for earlier in reversed(told) if earlier.event.term.instrument == event.term.instrument)
        return _goods_of(slots, next(same, None))
    before = next((earlier for earlier in reversed(told[-LAST:]) if earlier.event.relation != "bare"), None)
    if event.term.aim is not None and (act := next(filter(_acts, reversed(told[-2 * LAST :])), None)) is not None:
        return replace(slots, action=_done(act), proposed=act.proposed, mode=act.mode, acting=act.acting)
    if before is not None and (gap := _gapped(slots, before, actors)) is not None:
        return gap
    if before is not None and _is_also_faced(slots, before):
        return replace(slots, said=before.said, acting=before.acting, mode=before.mode)
    if before is not None and _is_stage_of_plan(event, before):
        return replace(
            slots, action=before.action, proposed=slots.proposed or slots.action, mode=before.mode
        )  # "proposed a duty of 20%, falling to 10%"
    if before is not None and _goes_on(slots, before):
        return replace(slots, said=before.said)
    if before is None or event.relation != "bare" or event.action != "in_force":
        return slots
    is_near = sentence_of(before.event.anchor) == sentence_of(event.anchor) and before.event.term.instrument == event.term.instrument
    are_aimed = "%" in modifiers(event.term.token) and bool(before.said.aims and slots.said.aims)
    is_back = event.term.back is not None and event.term.back in (before.event.term.token, before.event.term.back)
    is_figure = event.term.token.text == "%" or event.term.token.lower_ in PERCENT
    is_item = are_aimed or (is_back and (is_figure or not slots.said.aims))  # "50% on cars and 30% on wool"
    if not is_near or not is_item or before.event.relation != "object" or before.event.anchor.i > event.term.token.i:
        return slots
    shared = event._replace(action=before.event.action, relation="object", anchor=before.event.anchor)
    said = _said_of(event.term.goods, before, actors) if event.term.goods is not None else slots.said
    return replace(slots, event=shared, said=said, action=before.action, proposed=before.proposed, mode=before.mode, acting=before.acting)


def _said_of(goods: Token, before: Slots, actors: Actors) -> Sides:
    """Whom an item of a list hits: the origin of its goods, else whom the first hits."""
    origin = _origin(goods, actors)
    return before.said._replace(aims=origin) if origin else before.said


def _origin(goods: Token, actors: Actors) -> tuple[str, ...]:
    return actors.codes(token for token in subtree(goods) if token.i <= goods.i)


def without_items(told: Sequence[Slots], actors: Actors) -> list[Slots]:
    """Events without the countries of further items that have rates of their own: "on Irish beef to 5% and on Danish ham to 8%"."""
    items = [slots.event.term for slots in told if slots.event.term.goods is not None]
    return [replace(slots, said=slots.said._replace(aims=_own_aims(slots, items, actors))) if items else slots for slots in told]


def _own_aims(slots: Slots, items: Sequence[Term], actors: Actors) -> tuple[str, ...]:
    token = slots.event.term.token
    others = {code for item in items if item.back == token and item.goods is not None for code in _origin(item.goods, actors)}
    return tuple(code for code in slots.said.aims if code not in others) or slots.said.aims


def _is_stage_of_plan(event: Event, before: Slots) -> bool:
    return event.is_second and event.anchor.tag_ == "VBG" and before.event.term == event.term and before.action in PENDING


def _goes_on(slots: Slots, before: Slots) -> bool:
    """Whether a coordinated verb goes on with what is done to the same country: "raise duties on Peruvian wool and cut those on wine"."""
    event, shared = slots.event, before.event
    verbs_joined = event.anchor.dep_ == "conj" and event.anchor.head == shared.anchor and subject(event.anchor) == subject(shared.anchor)
    is_same = event.term.instrument == shared.term.instrument and event.relation in ("object", "noun") and shared.relation == "object"
    words = {token.lower_ for token in slots.tokens}
    return verbs_joined and is_same and not (slots.said.aims or words & WIDE) and bool(before.said.aims)


def _acts(slots: Slots) -> bool:
    """Whether something is done to a measure, rather than told of it."""
    return _done(slots) in ("imposed", "raised", "lowered", "threatened", "proposed")


def _done(slots: Slots) -> Action:
    """What is done; who will have to bear a measure from now on has it imposed."""
    return "imposed" if slots.action == "in_force" and slots.mode == "decided" and faces(slots.event) else slots.action


def _gapped(slots: Slots, before: Slots, actors: Actors) -> Slots | None:
    """A clause without its verb: "Peru will face a 20% tariff and Chile a 15% tariff", "Peru imposed a 20% duty and Chile a 15% duty"."""
    opening = slots.event.term.token.left_edge
    if (
        sentence_of(before.event.anchor) != sentence_of(opening)
        or opening.i - before.event.term.token.i not in range(1, APART)
        or not opening.i
    ):
        return None
    name = opening.nbor(-1)
    codes = actors.codes([name])
    start = name.left_edge.i - 1
    is_apart = start > before.event.term.token.i and name.doc[start].lower_ in ("and", ",", ";", "while") and opening.lower_ in ("a", "an")
    if not codes or not actors.is_country(name) or not is_apart:
        return None
    shared = replace(slots, action=_done(before), proposed=before.proposed, mode=before.mode)
    if faces(before.event):
        return replace(shared, said=slots.said._replace(aims=codes), acting=before.acting)
    return replace(shared, acting=Party(codes))


def _goods_of(slots: Slots, before: Slots | None) -> Slots:
    """More goods that the measure told last falls on."""
    if before is None:
        return slots
    return replace(slots, action=before.action, proposed=before.proposed, mode=before.mode, acting=before.acting, said=before.said)


def _is_also_faced(slots: Slots, before: Slots) -> bool:
    """Whether the one who faces the measure before faces this one too: "Peru will benefit from a wool quota and reduced levies on wine"."""
    event, shared = slots.event, before.event
    is_same_clause = sentence_of(shared.anchor) == sentence_of(event.anchor) and shared.anchor.i < event.term.token.i and faces(shared)
    return event.relation == "bare" and event.action != "in_force" and is_same_clause and not slots.said.aims and bool(before.said.aims)


def elliptic(document: Document, found: list[Term], percents: Sequence[Rate], is_country: IsCountry) -> list[Term]:
    """Rates that stand for a measure named just before: "25% tariffs on A and 10% on B"."""
    extra: list[Term] = _by_country(document, found, percents, is_country)
    listed_at = {term.token.i for term in extra}
    by_sentence: dict[int, list[Term]] = {}
    for term in found:
        by_sentence.setdefault(sentence_of(term.token).start, []).append(term)
    for rate in percents:
        tokens = document.tokens(rate.start_char, rate.end_char)
        earlier = [term for term in by_sentence.get(sentence_of(tokens[0]).start, []) if term.token.i < tokens[0].i] if len(tokens) else []
        if earlier and rate.kind == "cut" and _is_part_of_rate(tokens[-1]):
            extra.append(Term(tokens[-1], earlier[-1].instrument, back=earlier[-1].token))
        if not len(tokens) or rate.kind in ("cut", "specific") or rate.before:
            continue
        root = tokens[-1]
        following = document.doc[root.i + 1] if root.i + 1 < len(document.doc) else None
        if following is not None and following.lower_ == "rate" and following.i + 1 < len(document.doc):
            root, following = following, following.nbor()  # "with a 10% rate for oil"
        if following is None or root.i in listed_at:
            continue
        if following.lower_ not in ("on", "for", "against") and not _is_put_on(following):
            continue
        dated = root.i + 2 < len(document.doc) and document.doc[root.i + 2].ent_type_ == "DATE"
        near = {term.token.i for term in by_sentence.get(sentence_of(root).start, [])}
        figures = tokens if rate.kind == "range" else [root]
        if (dated and root.dep_ != "dobj") or (root.lower_ != "rate" and any(_belongs(figure, near) for figure in figures)):
            continue
        earlier = earlier or _levied(root, found)
        if earlier:
            extra.append(Term(root, earlier[-1].instrument, back=earlier[-1].token))
    return extra


def _levied(figure: Token, found: Sequence[Term]) -> list[Term]:
    """The tariff told last, where a bare rate is levied: "would levy 15 percent on coal"."""
    if figure.dep_ != "dobj" or figure.head.lemma_ not in LEVYING:
        return []
    return [term for term in found if term.instrument == "tariff" and 0 < figure.i - term.token.i < FAR][-1:]


def _is_part_of_rate(points: Token) -> bool:
    """Whether points of a rate told before are suspended or cut: "modify the duty by suspending 24 percentage points of that rate"."""
    is_object = points.dep_ == "dobj" and points.head.lemma_ in verbs().object
    return is_object and any(noun.lemma_ == "rate" for of in points.rights if of.lower_ == "of" for noun in of.children)


def _is_put_on(participle: Token) -> bool:
    """Whether a participle says that a rate is put on something: "with 7% put on the rest"."""
    return participle.tag_ == "VBN" and participle.lemma_ in verbs().object and any(child.lower_ == "on" for child in participle.children)


def _imposes(country: Token) -> bool:
    """Whether the country, or the one before it in the row, puts duties on others: "Peru (20%) and Chile (15%) charge more"."""
    first = country
    while first.dep_ in ("conj", "appos") and first.head.i < first.i:
        first = first.head
    return first.dep_ == "nsubj" and first.head.lemma_ in verbs().object


def _by_country(document: Document, found: list[Term], percents: Sequence[Rate], is_country: IsCountry) -> list[Term]:
    """Countries with the rate of each, soon after a tariff: "Peru was at 20%, Chile 15%", "Peru (20%), Chile (15%)"."""
    tariffs = [term.token.i for term in found if term.instrument == "tariff"]
    by_index = {term.token.i: term for term in found}
    extra: list[Term] = []
    other_lists: set[int] = set()  # sentences whose percentages are of trade: "exports to Peru (20%), Chile (15%)"
    for rate in percents:
        words = document.tokens(rate.start_char, rate.end_char)
        if not len(words) or rate.kind not in ("ad_valorem", "increment", "cap") or rate.before:
            continue
        country = _named_before(words)
        place = bisect_right(tariffs, words[0].i)
        last = [by_index[tariffs[place - 1]]] if place else []
        near = next((term for term in (*last, *extra[-1:]) if words[0].i - term.token.i < NEAR), None)
        if country is None or near is None or not is_country(country) or (_imposes(country) and not _faces_rate(country, words[-1])):
            continue
        if _is_of_trade(country):
            other_lists.add(sentence_of(country).start)
        elif sentence_of(country).start not in other_lists:
            extra.append(Term(words[-1], "tariff", back=near.token, aim=country))
    alone = {term.token.i for term in extra if term.aim is not None and _faces_rate(term.aim, term.token)}
    neighbours = [(one, other) for one, other in pairwise(extra) if other.token.i - one.token.i < APART]
    in_list = alone | {term.token.i for pair in neighbours for term in pair}
    return [term for term in extra if term.token.i in in_list]


def _faces_rate(country: Token, figure: Token) -> bool:
    """Whether a verb says that a country has to bear a rate: "Peru faces 30%"."""
    verb = country.head
    return country.dep_ == "nsubj" and verb.lemma_ in ("face", "pay", "incur") and verb.i < figure.i


def _named_before(figure: Span) -> Token | None:
    """The word that a figure belongs to in a list: "Peru" in "Peru (20%)" and "Peru was at 20%"."""
    before = [token for token in figure.doc[max(sentence_of(figure[-1]).start, figure.start - 5) : figure.start] if not token.is_space]
    links = len(list(takewhile(lambda token: token.lower_ in LINKS, reversed(before))))
    return before[-links - 1] if links < len(before) else None


def _is_of_trade(country: Token) -> bool:
    """Whether the percentage behind a country is one of something that goes there or happens there: "exports to Peru (20%)"."""
    first = country
    while first.dep_ in ("conj", "appos", "compound") and first.head.i < first.i:
        first = first.head
    return first.dep_ == "pobj" and first.head.lower_ not in ("on", "for", "against")


def _belongs(percent: Token, others: set[int]) -> bool:
    """Whether a percentage is part of a measure's own phrase: "tariffs of 25% on A"."""
    if percent.dep_ == "dobj" and percent.head.dep_ == "relcl" and percent.head.head.i in others:
        return True  # "tariffs that can exceed 125% on beef"
    node = percent
    for _ in range(4):
        if node.i in others:
            return True
        if node.dep_ == "dobj" and node.head.dep_ == "acl" and node.head.lemma_ in SPANS:
            node = node.head  # "duties averaging 20% on wool"
        if node.head == node or node.dep_ in ("conj", "dobj", "appos", "nsubj", "nsubjpass"):
            return False
        if node.dep_ == "acl" and node.head.i in others:
            return True
        node = node.head
        if node.pos_ == "VERB":  # "raise the tariff to 25% on A"
            return any(child.i in others for child in node.children if child.dep_ in ("dobj", "nsubj", "nsubjpass"))
    return False
