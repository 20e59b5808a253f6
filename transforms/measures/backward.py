"""Words that point back to a measure named before: "the restrictions", "the rate", "those on wool"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.phrases import complement, lemma, modifiers, objects
from transforms.measures.terms import Term, vocabulary
from transforms.text.clauses import coordinated, sentence_of, subtree
from warehouse.schema import Instrument

BACK = 400  # tokens within which "the restrictions" points back
LOOSE = frozenset({"export_control", "import_ban", "quota", "sanction"})  # instruments that go by many names
RELIEFS = frozenset({"exemption", "exclusion", "waiver"})
CHARGES = frozenset({"duty", "levy"})  # other words for a tariff
MOVES = frozenset({"raise", "lower", "cut", "reduce", "increase", "double", "halve", "fall", "rise", "drop", "lift", "set", "go"})
DEFINITE = frozenset({"the", "this", "these", "those", "its", "their", "such"})


def remedy_again(term: Term | None, last: dict[Instrument, Token]) -> Term | None:
    """Plain duties of somebody, where the duties spoken of last were those of a trade remedy, are these."""
    if term is None or term.instrument != "tariff" or lemma(term.token) not in ("duty", "levy") or "antidumping" not in last:
        return term
    definite = any(child.lower_ in DEFINITE or child.dep_ == "poss" for child in term.token.lefts)
    is_newest = last["antidumping"].i > (last["tariff"].i if "tariff" in last else -1)
    is_new = any(child.ent_type_ == "PERCENT" or child.text == "%" for child in term.token.lefts)
    if not definite or is_new or not is_newest or term.token.i - last["antidumping"].i > BACK:
        return term
    return Term(term.token, "antidumping", back=last["antidumping"])


def rate_term(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """ "The rate" that is changed to so many percent, soon after a tariff: "threatened to raise the rate to 35%"."""
    if token.lower_ != "rate" or token.pos_ != "NOUN" or "tariff" not in last or token.i - last["tariff"].i > BACK:
        return None
    behind = [child for child in token.rights if child.dep_ == "prep"]
    on_goods = all(child.lower_ in ("on", "for") and any(hs_codes(word.text) for word in subtree(child)) for child in behind)
    if [child.lower_ for child in token.lefts] not in (["the"], ["its"], ["that"], ["this"]) or not on_goods:
        return None
    verb = token.head
    moved = token.dep_ in ("dobj", "nsubj", "nsubjpass") and verb.lemma_ in MOVES
    if not moved or not any(
        near.text == "%" or near.lower_ in ("percent", "pct") for near in verb.doc[verb.i : min(sentence_of(verb).end, verb.i + 12)]
    ):
        return None
    return Term(token, "tariff", back=last["tariff"])


def same_kind(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """A pronoun for the noun of a measure named before it in the sentence: "doubled duties on wool and those on silk"."""
    if token.lower_ not in ("that", "those") or token.tag_ not in ("DT", "NNS", "NN", "PRP") or token.dep_ in ("det", "mark"):
        return None
    start = sentence_of(token).start
    near = [(last[kind].i, kind) for kind in ("tariff", "antidumping", "quota") if kind in last and last[kind].i >= start]
    verb = token.head.head if token.dep_ == "dobj" and token.head.dep_ == "conj" else token.head
    if any(lemma(noun) in RELIEFS for noun in objects(verb)):
        return None  # "ended the exemptions from the duty and cancelled those for wool"
    is_on = token.i + 1 < len(token.doc) and token.nbor().lower_ in ("on", "for")
    return Term(token, max(near)[1], back=last[max(near)[1]]) if near and is_on and complement(token) else None


def back_term(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """A definite noun for a measure named before."""
    kinds = vocabulary().back.get(lemma(token)) if token.pos_ == "NOUN" else None
    if not kinds or token.dep_ == "compound":
        return None
    definite = any(child.lower_ in DEFINITE for child in token.lefts)
    definite = definite or _is_of_company(token) or _are_imposed(token) or _falls_on_goods(token)
    if not definite or vocabulary().never_before.intersection(modifiers(token)):
        return None
    earlier = [(last[kind].i, kind) for kind in kinds if kind in last]
    near = [(index, kind) for index, kind in earlier if token.i - index < BACK and _is_word_for(token, kind, last[kind])]
    if not near:
        return None
    _, kind = max(near)
    return Term(token, kind, back=last[kind])


def _is_word_for(token: Token, kind: Instrument, earlier: Token) -> bool:
    """Whether the noun can stand for the measure named before."""
    is_charge = kind in ("tariff", "antidumping") and lemma(token) in CHARGES
    return kind in LOOSE or is_charge or lemma(earlier) == lemma(token)


def _falls_on_goods(token: Token) -> bool:
    """Whether goods stand behind such charges: "levies on phones and toys"."""
    links = (prep for prep in token.rights if prep.lower_ == "on")
    return token.tag_ == "NNS" and any(
        hs_codes(one.text) for prep in links for head in prep.children if head.dep_ == "pobj" for one in (head, *coordinated(head))
    )


def _are_imposed(token: Token) -> bool:
    """Whether a clause says that such charges are imposed: "on top of levies imposed in 2018"."""
    clauses = (right for right in token.rights if right.dep_ in ("acl", "relcl"))
    return token.tag_ == "NNS" and any(clause.lemma_ in ("impose", "introduce", "levy", "announce") for clause in clauses)


def _is_of_company(token: Token) -> bool:
    """Whether a ban is one on a company: "a ban on Huawei"."""
    return any(head.ent_type_ == "ORG" for prep in token.rights if prep.lower_ == "on" for head in prep.children if head.dep_ == "pobj")
