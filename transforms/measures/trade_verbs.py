"""Measures told by verbs of trade, and licences to trade: "restricted sales of chips", "cut its trade ties", "permits for exports"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.phrases import lemma, modifiers, objects
from transforms.measures.terms import IsCountry, Term, vocabulary
from transforms.text.clauses import coordinated, subtree
from warehouse.schema import Instrument

AT_HOME = frozenset({"sale", "supply"})  # trade across a border only with "to"
ABROAD = frozenset({"overseas", "foreign", "abroad"})
TIES = frozenset({"tie", "link", "relation", "trade"})
SEVERING = frozenset({"cut", "sever", "break", "suspend", "end", "halt"})
GROWTH = frozenset({"growth", "level", "volume", "increase", "rise"})
BOUNDS = frozenset({"to", "at", "below", "under", "within"})
HOLDING = frozenset({"hold", "keep"})  # to an amount
LIMITING = frozenset({"limit", "restrict", "cap"})


def _is_to_amount(verb: Token) -> bool:
    """Whether trade is limited to so much: "limit exports of cars to 1.6 million units", "keep shipments below 5 pct of the market"."""
    return any(
        prep.lower_ in BOUNDS and any(amount.like_num or any(map(_is_number, amount.children)) for amount in prep.children)
        for prep in verb.children
    )


def _is_number(word: Token) -> bool:
    return word.dep_ == "nummod"


def _held(noun: Token) -> Token:
    """The trade whose growth is checked: "limit the growth of exports"."""
    inner = (trade for of in noun.rights if of.lower_ == "of" for trade in of.children) if lemma(noun) in GROWTH else ()
    return next((trade for trade in inner if trade.dep_ == "pobj"), noun)


def _barred(preposition: Token, is_country: IsCountry) -> Instrument | None:
    """What a company is barred from: "barred Nvidia from selling chips to China"."""
    for act in preposition.children:
        if act.dep_ != "pcomp":
            continue
        if lemma(act) in vocabulary().sell and _has_country(act, "to", is_country):
            return "export_control"
        if lemma(act) in ("import", "buy", "purchase") and _has_country(act, "from", is_country):
            return "import_ban"
    return None


def _has_country(act: Token, link: str, is_country: IsCountry) -> bool:
    """Whether a country stands behind a preposition in a clause."""
    return any(is_country(near) for prep in subtree(act) if prep.lower_ == link for near in prep.children)


def severed(token: Token, is_country: IsCountry) -> Term | None:
    """A verb that ends all trade with a country: "cut its trade ties with Peru"."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in SEVERING:
        return None
    for noun in token.children:
        is_trade = lemma(noun) in TIES and ("trade" in modifiers(noun) or lemma(noun) == "trade")
        if noun.dep_ in ("dobj", "nsubjpass") and is_trade and _has_country(token, "with", is_country):
            return Term(token, "sanction", is_verb=True)
    return None


def licence(token: Token, last: dict[Instrument, Token], is_country: IsCountry) -> Term | None:
    """A licence to sell abroad: "licences to sell chips to China", "permits for exports of gallium"."""
    words = vocabulary()
    if token.pos_ not in ("NOUN", "PROPN") or lemma(token) not in words.licences:
        return None
    behind = [near for near in subtree(token) if near.i > token.i]
    links = (right for right in token.head.rights if right.i > token.i and (right.lower_ == "for" or right.dep_ in ("advcl", "xcomp")))
    behind += [near for link in links for near in subtree(link)]
    if not any(lemma(near) in words.sell for near in behind):
        return None
    is_abroad = any(lemma(near) in ("export", "exportation") or is_country(near) for near in behind)
    return Term(token, "export_control") if is_abroad or "export_control" in last or "sanction" in last else None


def verb_term(token: Token, is_country: IsCountry) -> Term | None:
    """A verb that checks or frees trade, with the trade as its object: "restricted sales of chips"."""
    words = vocabulary()
    if token.pos_ == "VERB" and token.lemma_.lower() in HOLDING:
        held = (noun for noun in objects(token) if words.trade_nouns.get(lemma(noun)) == "export_control")
        return Term(token, "quota", is_verb=True) if any(held) and _is_to_amount(token) else None
    is_verb = token.pos_ == "VERB" or (token.dep_ == "xcomp" and any(child.dep_ == "aux" for child in token.children))
    if not is_verb or token.lemma_.lower() not in words.tighten | words.loosen:
        return None
    for child in (*token.children, *(noun for noun in objects(token) if noun == token.head)):
        if child.lower_ == "from" and (barred := _barred(child, is_country)) is not None:
            return Term(token, barred, is_verb=True)
        if any(word.lower_ in ("which", "what") for word in child.children):
            continue  # "decide which exports are permitted"
        kind = words.trade_nouns.get(lemma(_held(child))) if child in objects(token) else None
        is_at_home = token.lemma_.lower() in words.loosen or not any(is_country(near) for near in subtree(child))
        if lemma(child) == "purchase" and is_at_home:
            continue
        if kind is not None and any(lemma(other) == "import" for other in coordinated(child)):
            kind = "import_ban"  # "the sale or import of vehicles"
        if (
            kind == "export_control"
            and lemma(child) in AT_HOME
            and not any(prep.lower_ == "to" or prep.lower_ in ABROAD for prep in (*token.children, *child.children))
        ):
            continue
        if kind == "export_control" and token.lemma_.lower() in LIMITING and _is_to_amount(token):
            kind = "quota"
        if kind is not None:
            return Term(token, kind, is_verb=True)
    return None
