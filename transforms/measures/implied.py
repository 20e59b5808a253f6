"""Measures told without a word for them, soon after one that was named: "cuts on those items", "goods being targeted include books"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.phrases import lemma
from transforms.measures.products import POINTING
from transforms.measures.terms import Term
from warehouse.schema import Instrument

BACK = 400  # tokens within which the measure was named
CHANGES = frozenset({"cut", "reduction", "increase", "rise", "hike"})
CHARGES = frozenset({"tariff", "duty", "tax", "levy", "price", "rate"})  # the change is one of these, named right here
CHARGED = frozenset({"target", "hit", "affect", "cover", "tax", "list", "name", "subject", "include"})
LISTS = frozenset({"include", "be", "comprise"})


def implied_term(token: Token, last: Mapping[Instrument, Token]) -> Term | None:
    """The term that a word stands for by what was named before it."""
    return _change(token, last) or _goods_hit(token, last)


def _named(kind: Instrument, token: Token, last: Mapping[Instrument, Token]) -> Token | None:
    found = last.get(kind)
    return found if found is not None and token.i - found.i < BACK else None


def _change(token: Token, last: Mapping[Instrument, Token]) -> Term | None:
    """A change on goods: "cuts of up to 50 percent on those items were made last year"."""
    tariff = _named("tariff", token, last)
    if tariff is None or token.pos_ != "NOUN" or lemma(token) not in CHANGES or CHARGES & set(map(lemma, token.lefts)):
        return None
    goods = [head for prep in token.rights if prep.lower_ == "on" for head in prep.children if head.dep_ == "pobj"]
    is_on_goods = any(hs_codes(head.text) or lemma(head) in POINTING for head in goods)
    return Term(token, "tariff", back=tariff, is_change=True) if is_on_goods else None


def _goods_hit(token: Token, last: Mapping[Instrument, Token]) -> Term | None:
    """The goods that a tariff hits: "other goods being targeted include books and cheese"."""
    tariff = _named("tariff", token, last)
    if tariff is None or lemma(token) not in POINTING or token.dep_ not in ("nsubj", "nsubjpass") or not _are_hit(token):
        return None
    verb = listing(token)
    has_list = verb is not None and any(child.dep_ in ("dobj", "attr") and child.pos_ in ("NOUN", "PROPN") for child in verb.children)
    return Term(token, "tariff", back=tariff, is_goods=True) if has_list else None


def _are_hit(goods: Token) -> bool:
    """Whether a participle says that a measure falls on goods, also where the parse takes it for their predicate."""
    behind = [right for right in goods.rights if right.dep_ in ("acl", "relcl")]
    behind += [goods.head] if goods.dep_ == "nsubjpass" else []
    before = [left for left in goods.lefts if left.dep_ == "amod"]
    return any(lemma(word) in CHARGED and word.tag_ in ("VBN", "VBG") for word in (*behind, *before))


def listing(goods: Token) -> Token | None:
    """The verb that lists goods."""
    verbs = (verb for verb in (goods.head, *goods.head.children) if verb.dep_ not in ("aux", "auxpass") and verb.i > goods.i)
    return next((verb for verb in verbs if verb.lemma_ in LISTS), None)
