"""Series in one clause: rates and days that belong together one by one, and rates that follow each other in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Token

from transforms.dates.dates import dates_within, precision
from transforms.ids import content_id
from transforms.measures.goods import hs_codes
from transforms.measures.phrases import lemma
from transforms.measures.rates import Rate
from transforms.measures.terms import Term
from transforms.measures.verbs import Event, fitting, verbs
from transforms.text.clauses import sentence_of, subtree
from transforms.text.document import Document
from warehouse.schema import Action, DateMention, Tariff

OWNERS = frozenset({"which", "that", "it", "they", "rate", "duty", "tariff", "levy", "this"})
BETWEEN = frozenset(
    {"and", "or", ",", "then", "to", "%", "in", "on", "from", "the", "year", "per", "percent", "pct"}
)  # "20% in 2027 and 15% in the third year"
LINK = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
MOST = 6  # members of a series


class Member(NamedTuple):
    """One of the rates that a clause gives, with the day that belongs to it, and the goods that stand right behind it."""

    rate: Rate
    start: DateMention | None
    goods: str | None = None
    is_respective: bool = False  # each rate is of one of the goods, in their order


def stages(term: Term, above: Event | None) -> list[Event]:
    """Later rates told behind a measure: "a 10% tariff in 2027, rising to 15% in 2028"."""
    if above is None or above.anchor.pos_ not in ("VERB", "AUX"):
        return []
    found = []
    main = above.anchor.head if above.anchor.dep_ == "xcomp" else above.anchor  # "vowed to put 10% on wine, rising to 25%"
    for verb in subtree(main):
        if (
            verb.i <= term.token.i
            or verb in (above.anchor, main)
            or verb.pos_ != "VERB"
            or verb.dep_ not in ("advcl", "acl", "conj", "xcomp")
        ):
            continue
        action: Action | None = verbs().subject.get(verb.lemma_.lower())
        if action in ("raised", "lowered") and _gives_rate(verb) and _is_its_own(verb):
            found.append(Event(term, verb, fitting(action, term.instrument), "modifier", above.phrase, is_second=True))
    return found[:MOST]


def _gives_rate(verb: Token) -> bool:
    """Whether "to" and an amount stand behind the verb."""
    heads = [figure for prep in verb.children if prep.lower_ == "to" for figure in prep.children if figure.dep_ == "pobj"]
    averages = (head for head in heads if lemma(head) in ("average", "total", "maximum", "rate", "level"))
    figures = [*heads, *(figure for head in averages for of in head.rights for figure in of.children)]
    return any(figure.text == "%" or figure.ent_type_ in ("PERCENT", "MONEY") or figure.like_num for figure in figures)


def _is_its_own(verb: Token) -> bool:
    """Whether nobody else is the subject: what rises is the measure."""
    owners = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    is_named = all(lemma(owner) in OWNERS and all(child.dep_ == "det" for child in owner.children) for owner in owners)
    return is_named and not any(child.dep_ == "dobj" for child in verb.children)


def members(event: Event, tokens: Sequence[Token], document: Document, rates: Sequence[Rate], dates: Sequence[DateMention]) -> list[Member]:
    """The coordinated rates of an event, each with its day where there are as many days; none where it gives but one rate."""
    inside = {token.i for token in tokens}
    found: list[tuple[Rate, Token]] = []
    for rate in rates:
        words = document.tokens(rate.start_char, rate.end_char)
        if len(words) and words[-1].i in inside and rate.percent is not None and not rate.before:
            found.append((rate, words[-1]))
    if not 2 <= len(found) <= MOST or not all(_is_beside(one, other) for (_, one), (_, other) in pairwise(found)):
        return []
    sentence = sentence_of(event.anchor)
    days = [
        day
        for day in dates_within(dates, sentence.start_char, sentence.end_char)
        if day.date_type == "date" and day.start_date is not None and day.start_char > found[0][0].end_char
    ]
    starts: list[DateMention | None] = list(days) if len(days) == len(found) else [None] * len(found)
    goods = [_goods_behind(sign) for _, sign in found]
    named = goods if all(goods) else [None] * len(found)
    following = document.doc[found[-1][1].i + 1 : found[-1][1].i + 3]
    respective = any(token.lower_ == "respectively" for token in following)
    return [Member(rate, start, words, respective) for (rate, _), start, words in zip(found, starts, named, strict=True)]


def _goods_behind(figure: Token) -> str | None:
    """The goods that a rate is of where they modify the measure with it: "its 25% steel and 10% aluminum duties"."""
    following = figure.nbor() if figure.i + 1 < len(figure.doc) else figure
    return following.text if hs_codes(following.text) and following.dep_ in ("compound", "nmod", "amod", "dobj", "nsubj") else None


def _is_beside(first: Token, second: Token) -> bool:
    """Whether only "and", "or" and a comma stand between two figures and their goods, or the parse coordinates them."""
    between = [token for token in first.doc[first.i + 1 : second.i] if not token.like_num]
    if between and _goods_behind(first) and _goods_behind(second):
        between = between[1:]
    if any(token.text[:1].isupper() for token in between):
        return False  # "Peruvian wool faces 20% and Chilean 15%"
    is_coordinated = second.dep_ == "conj" and second.head == first
    return is_coordinated or all(token.lower_ in BETWEEN or token.ent_type_ in ("DATE", "ORDINAL") for token in between)


def spread(row: Tariff, series: Sequence[Member]) -> list[Tariff]:
    """The row of each member of a series."""
    if not series:
        return [row]
    rows = []
    each = LINK.split(row.product) if row.product else []
    each = each if series[0].is_respective or all(map(hs_codes, each)) else []  # "steel and aluminium to 50 and 20 percent"
    for place, (rate, start, own, _) in enumerate(series):
        goods = own or (each[place] if len(each) == len(series) else None)
        identity = row.tariff_id if place == 0 else content_id(row.tariff_id, place)
        one = replace(row, tariff_id=identity, rate_pct=rate.percent, rate_kind=rate.kind)
        if row.rate_from_pct is not None and row.action in ("removed", "paused"):
            one = replace(row, tariff_id=identity, rate_from_pct=rate.percent)  # the rate of a measure that goes is the one before
        if goods is not None:
            one = replace(one, product=goods, hs_codes=hs_codes(goods))
        if start is not None:
            one = replace(one, effective_date=start.start_date, effective_precision=precision(start))
        rows.append(one)
    return rows
