"""Words that point back to a measure named before: "the restrictions", "the rate", "those on wool"."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.phrases import complement, lemma, modifiers, objects
from transforms.measures.terms import IsCountry, Term, vocabulary
from transforms.text.clauses import coordinated, sentence_of, subtree
from warehouse.schema import Instrument

BACK = 400  # tokens within which "the restrictions" points back
LOOSE = frozenset({"export_control", "import_ban", "quota", "sanction"})  # instruments that go by many names
RELIEFS = frozenset({"exemption", "exclusion", "waiver"})
CHARGES = frozenset({"duty", "levy"})  # other words for a tariff
DONE_TO_MEASURES = frozenset(
    {
        "abolish", "extend", "impose", "levy", "lift", "pause", "postpone", "reimpose", "reinstate", "repeal", "rescind", "revoke", "scrap",
        "suspend", "waive", "withdraw",
    }
)  # fmt: skip
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
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


def rate_term(token: Token, last: dict[Instrument, Token], is_country: IsCountry) -> Term | None:
    """ "The rate" that is changed to so many percent, soon after a tariff: "threatened to raise the rate to 35%"."""
    kind: Instrument = max(("tariff", "other"), key=lambda named: last[named].i if named in last else -1)
    if token.lower_ != "rate" or token.pos_ != "NOUN" or kind not in last or token.i - last[kind].i > BACK:
        return None
    if kind == "other" and lemma(last[kind]) not in (*CHARGES, "tax"):
        return None
    behind = [child for child in token.rights if child.dep_ == "prep"]
    on_goods = all(
        child.lower_ in ("on", "for") and any(hs_codes(word.text) or is_country(word) for word in subtree(child)) for child in behind
    )
    owner = next((child for child in token.lefts if child.dep_ == "poss" and is_country(child)), None)
    if (owner is None and [child.lower_ for child in token.lefts] not in (["the"], ["its"], ["that"], ["this"])) or not on_goods:
        return None
    verb = token.head
    moved = token.dep_ in ("dobj", "nsubj", "nsubjpass") and verb.lemma_ in MOVES
    if not moved or not any(
        near.text == "%" or near.lower_ in ("percent", "pct") for near in verb.doc[verb.i : min(sentence_of(verb).end, verb.i + 12)]
    ):
        return None
    return Term(token, kind, back=last[kind], aim=owner)  # "Peru's rate falls to 15 percent"


def pronoun_term(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """ "It" or "them" for the measure told last, by what is done to it: "lifted it a month later", "would raise it to 15%"."""
    if token.pos_ != "PRON" or token.dep_ not in ("dobj", "nsubjpass") or not last:
        return None
    verb = token.head
    is_moved = verb.lemma_ in MOVES and any(
        figure.text == "%" or figure.ent_type_ == "PERCENT" for prep in verb.children if prep.lower_ == "to" for figure in prep.children
    )
    if not (is_moved or verb.lemma_ in DONE_TO_MEASURES):
        return None
    kind, meant = max(last.items(), key=lambda named: named[1].i)
    start = sentence_of(token).start
    is_near = meant.i < token.i and sentence_of(meant).end >= start
    is_one = meant.pos_ in ("NOUN", "PROPN") and (meant.tag_ in ("NNS", "NNPS")) == (token.lower_ != "it")
    if not is_near or not is_one or (not is_moved and any(_rivals(noun, meant) for noun in token.doc[meant.i + 1 : token.i])):
        return None
    return Term(token, kind, back=meant)


def _rivals(noun: Token, meant: Token) -> bool:
    """Whether a pronoun could stand for this noun as well: another subject or object of the same number, not a name."""
    is_argument = noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and noun.pos_ == "NOUN" and noun.ent_type_ not in NAMES
    return noun.lower_ not in ("effect", "force", "place") and is_argument and (noun.tag_ == "NNS") == (meant.tag_ in ("NNS", "NNPS"))


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
    definite = definite or _is_object(token, last) or _is_of_company(token) or _are_imposed(token) or _falls_on_goods(token)
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


def _is_object(token: Token, last: dict[Instrument, Token]) -> bool:
    """Whether a verb of measures has such charges as its object, where tariffs were named: "suspended duties that were to start"."""
    is_charge = token.tag_ == "NNS" and lemma(token) in CHARGES and "tariff" in last
    return is_charge and token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in DONE_TO_MEASURES


def _are_imposed(token: Token) -> bool:
    """Whether a clause says that such charges are imposed: "on top of levies imposed in 2018"."""
    clauses = (right for right in token.rights if right.dep_ in ("acl", "relcl"))
    return token.tag_ == "NNS" and any(clause.lemma_ in ("impose", "introduce", "levy", "announce") for clause in clauses)


def _is_of_company(token: Token) -> bool:
    """Whether a ban is one on a company: "a ban on Huawei"."""
    return any(head.ent_type_ == "ORG" for prep in token.rights if prep.lower_ == "on" for head in prep.children if head.dep_ == "pobj")
