"""The goods that a measure falls on: their words, and how much of the trade they are."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.over_quota import goods_of_quota
from transforms.measures.phrases import complement, lemma, modifiers, objects
from transforms.measures.products import GENERIC, POINTING, named_before, product_words
from transforms.measures.sides import faces
from transforms.measures.slots import Facts, Slots
from transforms.measures.targets import ALL, hits_all
from transforms.measures.terms import vocabulary
from transforms.measures.verbs import verbs
from transforms.text.clauses import coordinated, subject, subtree
from warehouse.schema import ProductScope

PARTIAL = frozenset(
    {"certain", "some", "selected", "specific", "specified", "listed", "particular", "several", "qualifying", "covered", "few"}
)
ORIGIN = frozenset({"import", "export", "originate", "make", "produce", "be", "enter", "come"})  # "goods made in Peru" are all of them


def product_of(slots: Slots, facts: Facts) -> str | None:
    """The goods after on, of or against, those that modify the noun, the object hit, or what faces the measure."""
    event = slots.event
    inside = {token.i for token in slots.tokens} | {head.i for head in (event.term.goods,) if head is not None}
    for head in _heads(slots, facts):
        if head.i not in inside or any(basis.start_char <= head.idx < basis.end_char for basis in facts.bases):
            continue
        span = product_words(head, facts.actors) or named_before(head, facts.actors)
        if span:
            return " ".join(facts.document.words(*span).split())
    if event.term.instrument == "tariff":
        quota = (product_words(head, facts.actors) for head in goods_of_quota(event.anchor, slots.tokens))
        if span := next((found for found in quota if found), None):
            return " ".join(facts.document.words(*span).split())
    if event.term.back is None:
        return None
    spans = (product_words(head, facts.actors) for head in complement(event.term.back))  # "the restrictions": on what, was said before
    return next((" ".join(facts.document.words(*span).split()) for span in spans if span), None)


def _heads(slots: Slots, facts: Facts) -> list[Token]:
    """The heads of the phrases that can name the goods."""
    event = slots.event
    if event.term.goods is not None:
        return [event.term.goods]
    heads: list[Token] = []
    if event.term.is_verb or event.relation == "preposition":
        heads += objects(event.anchor)
    clauses = [right for right in event.term.token.rights if right.dep_ == "relcl" and right.lemma_ in verbs().object]
    nouns = dict.fromkeys((event.term.token, event.phrase, *event.nouns, event.anchor, *clauses))
    heads += [head for noun in nouns for head in complement(noun)]
    if event.anchor.lemma_.lower() in ("expand", "extend", "broaden", "widen"):
        heads += _widened(event.anchor, event.term.token)
    if event.term.is_goods:
        heads += [child for child in event.anchor.children if child.dep_ in ("dobj", "attr")]
    if event.term.instrument == "quota":
        heads += [child for child in event.anchor.children if child.dep_ == "dative"]  # "gave Peruvian wool a quota"
    if faces(event):
        heads += [head for head in (subject(event.anchor),) if head is not None and head.ent_type_ not in ("ORG", "PERSON")]
    before = [child for child in event.term.token.lefts if child.dep_ in ("compound", "nmod")]
    heads += [noun for child in before for noun in (child, *child.lefts) if hs_codes(noun.text)]  # "the wheat export quota"
    heads += [head for head in _fronted(event.anchor) if hs_codes(head.text)]
    words = vocabulary()
    if lemma(event.term.token) in words.licences:
        sold = [near for near in slots.tokens if lemma(near) in words.sell]
        heads = [child for near in sold for child in near.children if child.dep_ == "dobj"]
        heads = heads or [child for near in sold for child in complement(near)]
        behind = (prep for near in sold for prep in subtree(near) if prep.lower_ == "of" and facts.actors.is_country(prep.head))
        heads += [child for prep in behind for child in prep.children if child.dep_ == "pobj"]  # "shipments to Peru of wool"
    return heads


def _fronted(verb: Token) -> list[Token]:
    """What a clause says first whom it is about: "For rice in the husk, the tariff is 2.7%"."""
    opening = (prep for prep in verb.lefts if prep.dep_ == "prep" and prep.lower_ in ("for", "on"))
    return [head for prep in opening for noun in prep.children if noun.dep_ == "pobj" for head in (noun, *coordinated(noun))]


def _widened(verb: Token, term: Token) -> list[Token]:
    """What a measure is widened to: "extended the tariffs to furniture", "expanding the tariffs to include furniture"."""
    nouns = [child for word in (verb, term) for child in word.children if child.i > term.i]
    heads = [head for child in nouns if child.lower_ == "to" and child.dep_ == "prep" for head in child.children]
    clauses = (child for child in nouns if child.lemma_ in ("include", "cover"))
    return heads + [head for clause in clauses for head in clause.children if head.dep_ == "dobj"]


def scope_of(slots: Slots, product: str | None, is_of_value: bool) -> ProductScope:
    """How much of the trade a measure falls on. `is_of_value`: the text says on how much money's worth of goods."""
    if product is not None:
        is_kind = bool(hs_codes(product)) or product.split()[-1].lower().rstrip("s") not in GENERIC
        return "named" if is_kind else "part"  # "covered goods", "some 50 items"
    others = [verb for verb in slots.event.anchor.children if verb.dep_ == "conj" and any(child.dep_ == "nsubj" for child in verb.children)]
    apart = {token.i for verb in others for token in subtree(verb)}
    goods = [token for token in slots.tokens if lemma(token) in GENERIC and token.pos_ == "NOUN" and token.i not in apart]
    goods = [] if any(child.lower_ in ALL for noun in goods for child in noun.children) else goods
    nouns = (slots.event.term.token, slots.event.phrase, *goods)
    if _is_of_goods_meant(slots.event.anchor):
        return "part"
    marks = {*modifiers(slots.event.term.token), *modifiers(slots.event.phrase)}
    if (
        is_of_value
        or "individual" in marks
        or any(child.lower_ in PARTIAL for noun in nouns for child in noun.children)
        or any(map(_is_defined, goods))
    ):
        return "part"
    if "mfn" in modifiers(slots.event.term.token):
        return "not_told"  # such duties fall on everybody, each good at a rate of its own
    is_on_country = bool(slots.said.aims) or slots.event.term.aim is not None or faces(slots.event)
    return "all" if is_on_country or hits_all(slots.event, slots.tokens) else "not_told"


def _is_of_goods_meant(verb: Token) -> bool:
    """Whether it is for goods that were picked: "identified products to receive a rate of zero"."""
    is_aim = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) and verb.dep_ in ("advcl", "acl", "xcomp")
    picked = [child for child in verb.head.children if child.dep_ == "dobj"] if verb.head.pos_ == "VERB" else [verb.head]
    return is_aim and verb.lemma_.lower() in ("receive", "face", "get") and any(lemma(noun) in POINTING for noun in picked)


def _is_defined(goods: Token) -> bool:
    """Whether a clause says which goods are meant: "goods that do not qualify", "articles listed in the annex"."""
    clauses = [right for right in goods.rights if right.dep_ in ("relcl", "acl")]
    origins = (name for prep in goods.rights if prep.lower_ in ("from", "of") for name in prep.children)
    clauses += [right for name in origins for right in name.rights if right.dep_ == "relcl" and right.left_edge.lower_ == "that"]
    defining = (clause for clause in clauses if not any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.children))
    return any(clause.lemma_ not in ORIGIN for clause in defining)  # "imports from Peru, to stem the flow": a purpose
