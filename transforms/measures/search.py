"""The measures that an article names: by their nouns, by nouns and rates that point back to them, by verbs of trade."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from spacy.tokens import Token

from transforms.measures.goods import hs_codes
from transforms.measures.implied import CHANGES, implied_term
from transforms.measures.phrases import complement, lemma, modifiers, objects
from transforms.measures.products import POINTING
from transforms.measures.terms import IsCountry, Term, noun_term, vocabulary
from transforms.text.clauses import around, coordinated, sentence_of, subtree
from transforms.text.document import Document
from warehouse.schema import Instrument

AT_HOME = frozenset({"sale", "supply"})  # trade across a border only with "to"
ABROAD = frozenset({"overseas", "foreign", "abroad"})
BACK = 400  # tokens within which "the restrictions" points back
NEAR = 100  # tokens within which "will be exempt" says from what
LOOSE = frozenset({"export_control", "import_ban", "quota", "sanction"})  # instruments that go by many names
MEASURES = frozenset({"tariff", "duty", "levy", "quota", "sanction", "embargo"})
TIES = frozenset({"tie", "link", "relation", "trade"})
AVERAGES = frozenset({"average", "mean", "weighted"})
STEPS = frozenset({"measure", "step", "action"})
SEVERING = frozenset({"cut", "sever", "break", "suspend", "end", "halt"})
SPARES = frozenset({"exempt", "exclude", "spare"})
RELIEFS = frozenset({"exemption", "exclusion", "waiver"})
LIMITING = frozenset({"limit", "restrict", "cap"})
CATCHES = frozenset({"fishing", "catch", "fish", "fisheries"})
CHARGES = frozenset({"duty", "levy"})  # other words for a tariff
MOVES = frozenset({"raise", "lower", "cut", "reduce", "increase", "double", "halve", "fall", "rise", "drop", "lift", "set", "go"})
CONTENT_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
ARGUMENTS = frozenset({"dobj", "xcomp", "nsubj", "nsubjpass"})
DEFINITE = frozenset({"the", "this", "these", "those", "its", "their", "such"})


def terms(document: Document, is_country: IsCountry, named: AbstractSet[int] = frozenset()) -> list[Term]:
    """The measure words of an article, in order.

    `is_country` tells whether a token belongs to the name of a country; `named` are the indices of tokens inside names of laws, agreements
    and bodies, which are no measures themselves.
    """
    found: list[Term] = []
    last: dict[Instrument, Token] = {}
    near = _places(document)
    is_catch = any(lemma(token) == "quota" and CATCHES.intersection(modifiers(token)) for token in near)
    foreign = any(lemma(token) == "tariff" and vocabulary().utilities.intersection(modifiers(token)) for token in near)
    for token in near:
        if not (token.pos_ in CONTENT_WORDS or token.dep_ in ARGUMENTS or token.lower_ in ("free", "that", "those")):
            continue
        term = (
            _remedy_again(noun_term(token, is_country), last)
            or _back_term(token, last)
            or _rate_term(token, last)
            or _verb_term(token, is_country)
            or _severed(token, is_country)
            or _licence(token, last, is_country)
            or _answer(token)
            or _retaliation(token, last)
            or _relief(token, last)
            or _same_kind(token, last)
            or implied_term(token, last)
        )
        if term is not None and token.i in named and lemma(token) not in ("list", "blacklist"):
            continue
        if term is not None and is_catch and term.instrument == "quota" and not _is_trade(term.token):
            continue
        if term is not None and term.instrument == "tariff" and AVERAGES.intersection(modifiers(token)):
            continue  # a statistic, no measure
        if term is not None and foreign and term.instrument == "tariff" and not _is_trade(term.token):
            continue  # a word keeps one sense in a discourse (Gale, Church and Yarowsky 1992)
        if term is not None:
            found.append(term)
            last[term.instrument] = term.back or term.token
    return found


def _places(document: Document) -> list[Token]:
    """The tokens whose base form names a measure somewhere below; the others, most words of a text, name none."""
    words = {word for word in set(document.lemmas) if _is_cue(word)}
    return [document.doc[index] for index, word in enumerate(document.lemmas) if word in words]


@lru_cache(maxsize=1 << 14)
def _is_cue(word: str) -> bool:
    """Whether a base form, or the singular of a plural taken for a name, can name a measure."""
    return not _cues().isdisjoint((word, word[:-1], f"{word[:-3]}y")) or word == "taxis"


@cache
def _cues() -> frozenset[str]:
    words = vocabulary()
    verbs = words.tighten | words.loosen | words.retaliate
    return (
        words.heads
        | verbs
        | words.licences
        | words.back.keys()
        | SEVERING
        | STEPS
        | RELIEFS
        | CHANGES
        | POINTING
        | {"rate", "free", "that", "those"}
        | SPARES
    )


def _is_to_amount(verb: Token) -> bool:
    """Whether trade is limited to so much: "limit exports of cars to 1.6 million units"."""
    return any(
        prep.lower_ == "to" and any(amount.like_num or any(map(_is_number, amount.children)) for amount in prep.children)
        for prep in verb.children
    )


def _is_number(word: Token) -> bool:
    return word.dep_ == "nummod"


def _remedy_again(term: Term | None, last: dict[Instrument, Token]) -> Term | None:
    """Plain duties of somebody, where the duties spoken of last were those of a trade remedy, are these."""
    if term is None or term.instrument != "tariff" or lemma(term.token) not in ("duty", "levy") or "antidumping" not in last:
        return term
    definite = any(child.lower_ in DEFINITE or child.dep_ == "poss" for child in term.token.lefts)
    is_newest = last["antidumping"].i > (last["tariff"].i if "tariff" in last else -1)
    is_new = any(child.ent_type_ == "PERCENT" or child.text == "%" for child in term.token.lefts)
    if not definite or is_new or not is_newest or term.token.i - last["antidumping"].i > BACK:
        return term
    return Term(term.token, "antidumping", back=last["antidumping"])


def _rate_term(token: Token, last: dict[Instrument, Token]) -> Term | None:
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


def _same_kind(token: Token, last: dict[Instrument, Token]) -> Term | None:
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


def _back_term(token: Token, last: dict[Instrument, Token]) -> Term | None:
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


def _is_trade(token: Token) -> bool:
    """Whether words of foreign trade stand around a measure."""
    words = {lemma(near) for near in around(token, 12)}
    return bool(words & {"import", "export", "trade", "customs", "retaliatory", "reciprocal", "exporter", "importer"})


def _relief(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """ "Duty-free" behind its verb, and exemptions received where the article speaks of tariffs."""
    if token.lower_ == "free" and token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("duty", "tariff"):
        return Term(token, "tariff", is_relief=True) if token.dep_ in ("acomp", "advmod", "oprd", "attr") else None
    if token.lower_ == "exempt" and token.dep_ == "acomp" and "tariff" in last and token.i - last["tariff"].i < NEAR:
        from_what = any(child.lower_ == "from" for child in (*token.children, *token.head.children))
        return None if from_what else Term(token, "tariff", is_relief=True)
    if token.tag_ == "VBN" and token.lemma_ in SPARES and any(child.dep_ == "nsubjpass" for child in token.children):
        recent = [(last[kind].i, kind) for kind in ("tariff", "antidumping") if kind in last and token.i - last[kind].i < NEAR]
        from_what = any(child.lower_ in ("from", "under", "in") for child in token.children)
        return Term(token, max(recent)[1], is_relief=True) if recent and not from_what else None
    if token.dep_ == "dobj" and "tariff" in last and lemma(token) in RELIEFS:
        return (
            Term(token, "tariff", is_relief=True) if token.head.lemma_ in ("receive", "get", "win", "obtain", "secure", "enjoy") else None
        )
    return None


def _answer(token: Token) -> Term | None:
    """Steps whose clause calls them an answer: "the measures that Peru took in retaliation"."""
    if token.pos_ != "NOUN" or lemma(token) not in STEPS or token.head.lower_ == "of":
        return None
    clauses = (near for right in token.rights if right.dep_ in ("relcl", "acl") for near in subtree(right)[:8])
    return Term(token, "other") if any(near.lower_ in ("retaliation", "retaliate", "reprisal") for near in clauses) else None


def _retaliation(token: Token, last: dict[Instrument, Token]) -> Term | None:
    """A verb of retaliation: of the kind of measure the text speaks of, else an unnamed one."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in vocabulary().retaliate:
        return None
    if not last and not _is_trade(token) and MEASURES.isdisjoint(map(lemma, around(token, 12))):
        return None  # "retaliated against the shelling": with arms, where nothing speaks of trade
    return Term(token, "tariff" if "tariff" in last else "other", is_verb=True)


def _severed(token: Token, is_country: IsCountry) -> Term | None:
    """A verb that ends all trade with a country: "cut its trade ties with Peru"."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in SEVERING:
        return None
    for noun in token.children:
        is_trade = lemma(noun) in TIES and ("trade" in modifiers(noun) or lemma(noun) == "trade")
        if noun.dep_ in ("dobj", "nsubjpass") and is_trade and _has_country(token, "with", is_country):
            return Term(token, "sanction", is_verb=True)
    return None


def _licence(token: Token, last: dict[Instrument, Token], is_country: IsCountry) -> Term | None:
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


def _verb_term(token: Token, is_country: IsCountry) -> Term | None:
    """A verb that checks or frees trade, with the trade as its object: "restricted sales of chips"."""
    words = vocabulary()
    is_verb = token.pos_ == "VERB" or (token.dep_ == "xcomp" and any(child.dep_ == "aux" for child in token.children))
    if not is_verb or token.lemma_.lower() not in words.tighten | words.loosen:
        return None
    for child in (*token.children, *(noun for noun in objects(token) if noun == token.head)):
        if child.lower_ == "from" and (barred := _barred(child, is_country)) is not None:
            return Term(token, barred, is_verb=True)
        if any(word.lower_ in ("which", "what") for word in child.children):
            continue  # "decide which exports are permitted"
        kind = words.trade_nouns.get(lemma(child)) if child in objects(token) else None
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
