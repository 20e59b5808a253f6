"""The columns of a measure that its words fill: goods, rates, legal basis, who says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from transforms.clauses import sentence_of, subject, subtree, verb_over
from transforms.goods import hs_codes
from transforms.legal_bases import LegalBasis
from transforms.measure_phrases import complement, lemma, modifiers
from transforms.measure_sides import faces
from transforms.measure_slots import Facts, Slots
from transforms.measure_terms import vocabulary
from transforms.measure_verbs import verbs
from transforms.products import named_before, product_words
from transforms.rates import Rate

INVOKED = re.compile(r"\b(?:under|pursuant\s+to|invok\w+|using|authority|by)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
UMBRELLA = frozenset(
    [
        "sweeping",
        "heavy",
        "massive",
        "broad",
        "wide-ranging",
        "most",
        "many",
        "several",
        "numerous",
        "total",
        "cumulative",
        "combined",
        "various",
        "all",
    ]
)
GENERAL_ACTS = frozenset({"US_EXECUTIVE_ORDER", "US_PROCLAMATION"})


def product_of(slots: Slots, facts: Facts) -> str | None:
    """The goods after on, of or against, those that modify the noun, the object hit, or what faces the measure."""
    event = slots.event
    inside = {token.i for token in slots.tokens}
    heads: list[Token] = []
    if event.term.is_verb or event.relation == "preposition":
        heads += [child for child in event.anchor.children if child.dep_ in ("dobj", "nsubjpass")]
    clauses = [right for right in event.term.token.rights if right.dep_ == "relcl" and right.lemma_ in verbs().object]
    nouns = dict.fromkeys((event.term.token, event.phrase, *event.nouns, event.anchor, *clauses))
    heads += [head for noun in nouns for head in complement(noun)]
    if event.anchor.lemma_.lower() in ("expand", "extend", "broaden", "widen"):
        heads += _widened(event.anchor, event.term.token)
    if event.term.is_goods:
        heads += [child for child in event.anchor.children if child.dep_ in ("dobj", "attr")]
    if faces(event):
        heads += [head for head in (subject(event.anchor),) if head is not None]
    before = [child for child in event.term.token.lefts if child.dep_ in ("compound", "nmod")]
    heads += [noun for child in before for noun in (child, *child.lefts) if hs_codes(noun.text)]  # "the wheat export quota"
    words = vocabulary()
    if lemma(event.term.token) in words.licences:
        sold = [near for near in slots.tokens if lemma(near) in words.sell]
        heads = [child for near in sold for child in near.children if child.dep_ == "dobj"]
        heads = heads or [child for near in sold for child in complement(near)]
    for head in heads:
        if head.i not in inside or any(basis.start_char <= head.idx < basis.end_char for basis in facts.bases):
            continue
        span = product_words(head, facts.actors) or named_before(head, facts.actors)
        if span:
            return " ".join(facts.document.words(*span).split())
    if event.term.back is None:
        return None
    spans = (product_words(head, facts.actors) for head in complement(event.term.back))  # "the restrictions": on what, was said before
    return next((" ".join(facts.document.words(*span).split()) for span in spans if span), None)


def _widened(verb: Token, term: Token) -> list[Token]:
    """What a measure is widened to: "extended the tariffs to furniture", "expanding the tariffs to include furniture"."""
    nouns = [child for word in (verb, term) for child in word.children if child.i > term.i]
    heads = [head for child in nouns if child.lower_ == "to" and child.dep_ == "prep" for head in child.children]
    clauses = (child for child in nouns if child.lemma_ in ("include", "cover"))
    return heads + [head for clause in clauses for head in clause.children if head.dep_ == "dobj"]


def rate_of(slots: Slots, facts: Facts) -> tuple[Rate | None, Rate | None, str | None]:
    """The rate after, the rate before, and the words of what is not a plain rate."""
    event = slots.event
    after = before = None
    text = None
    inside = {token.i for token in slots.tokens}
    clause = (
        {token.i for token in subtree(event.anchor)} if event.relation == "modifier" and event.action in ("raised", "lowered") else set()
    )
    for rate in facts.rates:
        if rate.end_char < slots.start_char - 200 or rate.start_char > slots.end_char + 200:
            continue
        tokens = facts.document.tokens(rate.start_char, rate.end_char)
        if not len(tokens):
            continue
        if tokens.root.i not in inside and tokens[-1].i not in inside:
            if rate.before and _is_replaced(tokens.root, event.anchor):
                before = before or rate
            continue
        if rate.before or (clause and tokens[-1].i not in clause):  # "a 25% tariff, which will rise to 30%"
            before = before or rate
        elif rate.kind in ("cut", "range"):
            text = text or facts.document.words(rate.start_char, rate.end_char)
        elif after is None:
            after = rate
    kept = _kept(slots, facts)
    if kept is not None and event.action in ("paused", "lowered"):
        before = before or (after if after is not None and after.kind == "ad_valorem" else None)
        after = kept
    zero = _to_zero(slots)
    if after is None and zero is not None:
        after = Rate(zero.idx, zero.idx + len(zero), 0.0, "ad_valorem", False)
    gone = event.action in ("removed", "paused") and kept is None
    if gone and after is not None and after.percent and before is None and not slots.proposed:
        before, after = after, None  # the rate of a measure that goes is the one before
        if event.action == "removed":
            after = Rate(before.start_char, before.end_char, 0.0, "ad_valorem", False)
    if after is not None and after.kind != "ad_valorem":
        text = text or facts.document.words(after.start_char, after.end_char)
    return after, before, text


def _is_replaced(percent: Token, anchor: Token) -> bool:
    """Whether the rate is that of another measure, in whose place this one comes: "instead of a 44% tariff, it faces 20%"."""
    node = percent
    for _ in range(5):
        if node.head == anchor and node.dep_ in ("prep", "advmod"):
            return True
        node = node.head
    return False


def _kept(slots: Slots, facts: Facts) -> Rate | None:
    """The rate that stays where the rest is suspended or cut: "will suspend its 34% duty but retain 10%"."""
    for child in (*slots.event.anchor.children, *slots.event.term.token.children):
        if child.dep_ in ("conj", "advcl") and child.lemma_.lower() in ("retain", "keep", "maintain", "leave"):
            inside = {token.i for token in subtree(child)}
            for rate in facts.rates:
                tokens = facts.document.tokens(rate.start_char, rate.end_char)
                if len(tokens) and tokens[-1].i in inside:
                    return rate._replace(kind="ad_valorem")
    return None


def _to_zero(slots: Slots) -> Token | None:
    """The word zero in "cut to zero" and "zero duties"."""
    return next(
        (token for token in slots.tokens if token.lower_ in ("zero", "nil") and token.dep_ in ("pobj", "nummod", "amod", "compound")), None
    )


def is_umbrella(slots: Slots) -> bool:
    """Whether the words speak of many measures at once: "sweeping tariffs", "most of the duties", "a total of 50%"."""
    event = slots.event
    words = {
        *modifiers(event.term.token),
        *modifiers(event.phrase),
        event.phrase.lower_,
        *(child.lower_ for child in event.phrase.children),
    }
    return bool(words & UMBRELLA)


class Basis(NamedTuple):
    words: str
    code: str


def basis_of(slots: Slots, facts: Facts, imposers: tuple[str, ...], background: bool) -> Basis | None:
    """The legal basis named in the sentence; for the news of an article that rests on one basis, that one."""
    sentence = sentence_of(slots.event.anchor)
    here = [basis for basis in facts.bases if sentence.start_char <= basis.start_char < sentence.end_char]
    here = [basis for basis in here if basis.country_code is None or basis.country_code in imposers]
    here = [basis for basis in here if not _is_of_another(basis, slots, facts)]
    text = facts.document.text
    invoked = any(INVOKED.search(text[max(0, basis.start_char - 60) : basis.start_char]) for basis in facts.bases)
    special = [basis for basis in facts.bases if basis.code not in GENERAL_ACTS] if invoked else []
    if not any(basis.code not in GENERAL_ACTS for basis in here) and len({basis.code for basis in special}) == 1 and not background:
        here = [basis for basis in special if basis.country_code in imposers]
        here = sorted(here, key=lambda basis: basis.start_char - basis.end_char)[:1] or here
    found = [basis for basis in here if basis.code not in GENERAL_ACTS] or here
    if not found:
        return None
    best = min(found, key=lambda basis: abs(basis.start_char - slots.event.term.token.idx))
    return Basis(" ".join(facts.document.words(best.start_char, best.end_char).split()), best.code)


def _is_of_another(basis: LegalBasis, slots: Slots, facts: Facts) -> bool:
    """Whether the words stand outside of this event's, with another measure's in between: "will end the duties but keep those under X"."""
    tokens = facts.document.tokens(basis.start_char, basis.end_char)
    if not len(tokens) or tokens[0].i in {token.i for token in slots.tokens}:
        return False
    term = slots.event.term.token
    first, last = sorted((term.i, tokens[0].i))
    between = (term.doc[index] for index in facts.terms if first < index < last and index not in range(tokens.start, tokens.end))
    return any(verb_over(other) != verb_over(term) for other in between)


def source_of(slots: Slots, facts: Facts) -> str | None:
    """Who says so, where the words stand inside an utterance."""
    place = slots.event.anchor.idx
    for quote in facts.quotes:
        if any(span.start_char <= place < span.end_char for span in quote.spans):
            return quote.speaker_candidate_id
    return None
