"""Nouns and verbs that name a trade measure (transforms/data/instruments.toml): which instrument, and where its words stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.phrases import GOODS, PERCENT, complement, lemma, modifiers, with_modifiers
from transforms.text.clauses import around, sentence_of
from warehouse.schema import Instrument

DATA = Path(__file__).parents[1] / "data" / "instruments.toml"
TITLE = re.compile(r"\b(?:Order|Proclamation)s?\b[^()]{0,60}\([^()]*$")
EXCISED = frozenset({"17", "22", "24", "27"})  # chapters: sugar, drink, tobacco, fuel
AMOUNTS = frozenset({"amount", "value", "worth", "volume", "quantity", "range", "number", "list", "host", "variety", "type", "kind"})
IsCountry = Callable[[Token], bool]


class Rule(NamedTuple):
    """When a noun names an instrument; empty conditions always hold."""

    instrument: Instrument
    heads: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    sentence: frozenset[str]
    plural: bool


class Vocabulary(NamedTuple):
    """The words of trade measures."""

    rules: tuple[Rule, ...]
    heads: frozenset[str]  # of all rules
    never_before: frozenset[str]
    never_after: frozenset[str]
    never_verbs: frozenset[str]
    back: dict[str, tuple[Instrument, ...]]
    tighten: frozenset[str]
    loosen: frozenset[str]
    trade_nouns: dict[str, Instrument]
    utilities: frozenset[str]
    domestic: frozenset[str]  # of subsidies that are no matter of trade
    retaliate: frozenset[str]
    licences: frozenset[str]
    sell: frozenset[str]
    give: frozenset[str]
    take: frozenset[str]


class Term(NamedTuple):
    """A word that names a trade measure. `back` is the earlier term that it points back to."""

    token: Token
    instrument: Instrument
    is_verb: bool = False
    back: Token | None = None
    is_relief: bool = False  # "duty-free", exemptions from a measure named before
    aim: Token | None = None  # the country whose rate a list gives: "Peru 20%, Chile 15%"
    is_change: bool = False  # the noun itself says what is done: "cuts on those items"
    goods: Token | None = None  # what the rate of a list is on: "on beef to 30%"
    is_goods: bool = False  # the goods that one named before hits: "goods being targeted include books"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words, read once.

    Raises:
        ValueError: if a rule names an instrument that the schema does not know.
    """
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    rules = tuple(_rule(entry) for entry in data["rule"])
    unknown = {rule.instrument for rule in rules} - set(get_args(Instrument))
    if unknown:
        raise ValueError(f"{DATA.name}: unknown instruments {sorted(unknown)}")
    never, verbs = data["false_friends"], data["trade_verbs"]
    nouns: dict[str, Instrument] = {noun: kind for kind, group in data["trade_nouns"].items() for noun in group}
    heads = frozenset(head for rule in rules for head in rule.heads)
    return Vocabulary(
        rules, heads, frozenset(never["before"]), frozenset(never["after"]), frozenset(never["verbs"]),
        {noun: tuple(kinds) for noun, kinds in data["back"].items()}, frozenset(verbs["tighten"]), frozenset(verbs["loosen"]), nouns,
        frozenset(never["utilities"]), frozenset(never["subsidies"]), frozenset(verbs["retaliate"]),
        *(frozenset(data["licences"][key]) for key in ("nouns", "sell", "give", "take")),
    )  # fmt: skip


def _rule(entry: dict[str, Any]) -> Rule:
    heads, before, after, sentence = (frozenset(entry.get(key, ())) for key in ("heads", "before", "after", "sentence"))
    return Rule(entry["instrument"], heads, before, after, sentence, entry.get("number") == "plural")


def noun_term(token: Token, is_country: IsCountry) -> Term | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    word, words = lemma(token), vocabulary()
    if word not in words.heads:
        return None
    rules = [rule for rule in words.rules if word in rule.heads]
    before = modifiers(token)
    if any(child.text == "%" or child.lower_ in PERCENT for prep in token.rights if prep.lower_ == "of" for child in prep.children):
        before.append("%")  # "a duty of 7%"
    if token.dep_ == "pobj" and token.head.lower_ == "of" and lemma(token.head.head) == "rate":
        before += ["rate", *modifiers(token.head.head)]  # "a 25 percent rate of duty"
    if {"general", "rate"} <= set(before):
        return None  # "the general rate of duty": what the schedule has for everybody
    if (
        word == "tariff"
        and any(near.lower_ in ("quota", "quotas") for near in token.doc[token.i + 1 : token.i + 4])
        and token.dep_ == "compound"
    ):
        return None  # "tariff-rate quota"
    if word == "tariff" and before[:2] in (["-", "non"], ["non"]):
        return None
    if _in_title(token):
        return None
    if token.text[:1].isupper() and TITLE.search(token.doc[max(0, token.i - 250) : token.i].text_with_ws[-250:]):
        return None  # the title of an order, in brackets behind its number
    if word == "subsidy" and words.domestic.intersection(before):
        return None
    if words.never_before.intersection(before) or _is_false_friend(token):
        return None
    after: set[str] | None = None
    for rule in rules:
        if rule.plural and token.tag_ not in ("NNS", "NNPS"):
            continue
        if rule.before and not rule.before.intersection(before):
            continue
        if rule.sentence and not any(other.lower_ in rule.sentence for other in around(token, 30)):
            continue
        if rule.after:
            if after is None:
                after = _complement_words(token, is_country)
            if not rule.after.intersection(after):
                continue
        if rule.instrument == "tariff" and word in ("duty", "levy", "tax", "surcharge", "charge") and _is_on_own_exports(token):
            return Term(token, "other")
        if token.dep_ in ("compound", "amod", "nmod") and rule.instrument not in ("tariff", "antidumping", "quota"):
            continue
        return Term(token, rule.instrument)
    return None


def _is_on_own_exports(token: Token) -> bool:
    """Whether a charge falls on what leaves the country: "a duty on exports of onions", "a levy on its lumber exports"."""
    for head in complement(token):
        if lemma(head) in ("export", "exportation"):
            owner = next((child for child in head.children if child.dep_ == "poss"), None)
            foreign = any(child.ent_type_ in ("GPE", "NORP") for child in head.children)
            return owner.lower_ in ("its", "their", "our") if owner is not None else not foreign
        if any(right.dep_ == "acl" and right.lower_ == "exported" for noun in (head, token) for right in noun.rights):
            return True  # "a surcharge on power exported to Peru"
    return False


def is_export_charge(term: Term) -> bool:
    """Whether a charge is one on exports."""
    if lemma(term.token) == "restraint":
        return True
    return term.instrument == "other" and ("export" in modifiers(term.token) or _is_on_own_exports(term.token))


def _in_title(token: Token) -> bool:
    """Whether the word stands in the title of an act, all of whose words have capitals: "Potential Tariff Adjustments for Partners"."""
    if not token.text.istitle() or not token.head.text.istitle():
        return False
    near = list(token.doc[max(sentence_of(token).start, token.i - 1) : token.i + 3])
    words = [word for word in near if word.is_alpha]
    lower = sum(word.is_lower for word in sentence_of(token) if word.is_alpha)
    return len(words) > 2 and all(word.text.istitle() for word in words) and 2 * lower > len(sentence_of(token))


def _complement_words(token: Token, is_country: IsCountry) -> set[str]:
    heads = complement(token)
    if token.dep_ in ("dobj", "nsubjpass"):  # "duties have been levied on Turkish steel"
        preps = (child for child in token.head.children if child.dep_ == "prep" and child.lower_ in ("on", "against"))
        heads += [child for prep in preps for child in prep.children if child.dep_ == "pobj"]
    heads += [inner for head in heads for inner in _held(head)]
    found = {lemma(head) for head in heads}
    if any(is_country(head) for head in heads):
        found.add("COUNTRY")
    goods = {head.i: hs_codes(with_modifiers(head)) for head in heads}
    if any((lemma(head) in GOODS or goods[head.i]) and any(is_country(child) for child in head.children) for head in heads):
        found.add("ORIGIN")
    if any(goods.values()):
        found.add("GOODS")
    if any(code[:2] not in EXCISED for codes in goods.values() for code in codes):
        found.add("DUTIABLE")
    if any(goods.values()) and any(is_country(agent) for agent in _agents(token)):
        found.add("FOREIGN_ACT")
    if any(head.pos_ == "NOUN" and any(is_country(child) for child in head.children) for head in heads):
        found.add("FOREIGN")
    return found


def _agents(noun: Token) -> list[Token]:
    """By whom a participle behind a noun says that it is imposed: "the ban imposed by Peru"."""
    links = (link for clause in noun.rights if clause.dep_ == "acl" for link in clause.children if link.lower_ == "by")
    return [agent for link in links for agent in link.children if agent.dep_ == "pobj"]


def _held(amount: Token) -> list[Token]:
    """The goods that an amount is of: "an equal amount of Peruvian wool", "$2 billion of Peruvian goods"."""
    if lemma(amount) not in AMOUNTS and amount.ent_type_ != "MONEY":
        return []
    return [inner for of in amount.rights if of.lower_ == "of" for inner in of.children if inner.dep_ == "pobj"]


def _is_false_friend(token: Token) -> bool:
    words = vocabulary()
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ in words.never_after:
        return True
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words.never_verbs:
        return True
    return token.ent_type_ in ("LAW", "WORK_OF_ART") and token.text.istitle() and token.dep_ == "compound"
