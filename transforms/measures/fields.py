"""The columns of a measure that its words fill: rates, legal basis, programme, who says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.legal_bases import LegalBasis
from transforms.measures.phrases import modifiers
from transforms.measures.programmes import Programme
from transforms.measures.rates import Rate
from transforms.measures.scopes import is_exchange
from transforms.measures.slots import Facts, Slots
from transforms.text.clauses import sentence_of, subtree, verb_over

INVOKED = re.compile(r"\b(?:under|pursuant\s+to|invok\w+|using|authority|by)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
LOOKED_INTO = re.compile(
    r"\b(?:investigat\w+|prob(?:es?|ing)|review\w*|study(?:ing)?)\s+(?:\w+\s+){0,3}under\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
AUTHORITY = re.compile(r"\bauthority\s+vested\b")
CAME_FROM = re.compile(r"[^.;:%]{0,60}\b(?:up|down|raised|increased|lifted|cut|lowered|reduced)\s+from\s+(?:the\s+)?", re.IGNORECASE)
TO_NOW = re.compile(r"\s*\)?,\s+to\s+(?:an?\s+)?")  # "which had been 3%, to 20%"
NOW = re.compile(r"\b(?:currently|now)\s+(?:at\s+)?$", re.IGNORECASE)
ABOVE = re.compile(r"\b(?:above|beyond|on\s+top\s+of|in\s+addition\s+to)\s+(?:the|its|an?)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
FROM_THAT = re.compile(r"\S+\s+from\s+(?:the\s+)?", re.IGNORECASE)  # "to 6% from 15%"
DUTY = re.compile(r"\s+(?:ad\s+valorem\s+)?(?:\w+\s+)?(?:dut(?:y|ies)|tariffs?|rates?|levy|surtax)\b", re.IGNORECASE)
LEAD = 600  # characters in which an article says what it is about
FEW = 2  # mentions in passing
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


def rate_of(slots: Slots, facts: Facts) -> tuple[Rate | None, Rate | None, str | None]:
    """The rate after, the rate before, and the words of what is not a plain rate."""
    event = slots.event
    if event.term.goods is not None:
        return _of_goods(event.term.goods, event.term.token, facts)
    after = before = None
    text = None
    inside = {token.i for token in slots.tokens}
    clause = (
        {token.i for token in subtree(event.anchor)} if event.relation == "modifier" and event.action in ("raised", "lowered") else set()
    )
    replaced = _replaced(event.anchor)
    is_quota = event.term.instrument == "quota"  # a share of the market is no rate
    for rate in facts.rates:
        if rate.end_char < slots.start_char - 200 or rate.start_char > slots.end_char + 200:
            continue
        tokens = facts.document.tokens(rate.start_char, rate.end_char)
        left = facts.document.text[max(0, rate.start_char - 40) : rate.start_char]
        if not len(tokens) or (event.term.token.idx < rate.start_char and ABOVE.search(left)):
            continue  # "a duty on top of the standard 10%"
        if tokens[-1].i in replaced:
            before = before or rate
            continue
        if tokens.root.i not in inside and tokens[-1].i not in inside:
            follows = after is not None and CAME_FROM.fullmatch(facts.document.text, after.end_char, rate.start_char)
            is_of_verb_over = (event.relation, event.action) == ("modifier", "imposed")
            if rate.before and (follows or (_is_replaced(tokens.root, event.anchor) and not is_of_verb_over)):
                before = before or rate
            continue
        if rate.before or (clause and tokens[-1].i not in clause):  # "a 25% tariff, which will rise to 30%"
            before = before or rate
        elif rate.kind in ("cut", "range", "specific") or (is_quota and not DUTY.match(facts.document.text, rate.end_char)):
            text = text or facts.document.words(rate.start_char, rate.end_char)
        elif after is None:
            after = rate
    if after is None and before is not None:
        after = next((rate for rate in facts.rates if TO_NOW.fullmatch(facts.document.text, before.end_char, rate.start_char)), None)
    kept = _kept(slots, facts)
    if kept is not None and event.action in ("paused", "lowered"):
        before = before or (after if after is not None and after.kind == "ad_valorem" else None)
        after = kept
    zero = _to_zero(slots)
    if after is None and zero is not None:
        after = Rate(zero.idx, zero.idx + len(zero), 0.0, "ad_valorem", False)
    gone = event.action in ("removed", "paused") and slots.action != "in_force" and kept is None
    if slots.action == "in_force" and event.action != "in_force" and before is not None:
        after, before = before, None  # "would lapse if Peru lowered its duty of 20 per cent to 5": it stands at 20
    if gone and after is not None and after.percent and before is None and not slots.proposed:
        before, after = after, None  # the rate of a measure that goes is the one before
        if event.action == "removed":
            after = Rate(before.start_char, before.end_char, 0.0, "ad_valorem", False)
    changes = event.action in ("raised", "lowered") and before is None
    if after is not None and changes and NOW.search(facts.document.text[max(0, after.start_char - 12) : after.start_char]):
        before, after = after, None  # "the tax, currently 35%, will be cut"
    if after is not None and after.kind != "ad_valorem":
        text = text or facts.document.words(after.start_char, after.end_char)
    return after, before, text


def _of_goods(goods: Token, figure: Token, facts: Facts) -> tuple[Rate | None, Rate | None, str | None]:
    """The rates behind the goods of a list: "on beef from 16% to 25%"."""
    behind = [rate for rate in facts.rates if goods.idx < rate.start_char and rate.end_char <= figure.idx + len(figure)]
    before = next((rate for rate in behind[:-1] if rate.before), None)
    after = next(
        (rate for rate in facts.rates if rate.before and FROM_THAT.fullmatch(facts.document.text, figure.idx, rate.start_char)), None
    )
    before = before or after
    return behind[-1] if behind else None, before, None


def _is_replaced(percent: Token, anchor: Token) -> bool:
    """Whether the rate is that of another measure, in whose place this one comes: "instead of a 44% tariff, it faces 20%"."""
    if any(is_exchange(phrase) and phrase.i < percent.i for phrase in anchor.rights):
        return False
    node = percent
    for _ in range(5):
        if node.head == anchor and node.dep_ in ("prep", "advmod"):
            return True
        node = node.head
    return False


def _replaced(anchor: Token) -> set[int]:
    """The words on what another rate comes instead of: "goods that face a duty of 20% shall instead face one of 10%"."""
    is_instead = any(child.lower_ == "instead" and child.i < anchor.i for child in anchor.children)
    return set(range(sentence_of(anchor).start, anchor.i)) if is_instead else set()


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
    """A legal basis. `is_own`: the sentence itself names it."""

    words: str
    code: str
    is_own: bool


def basis_of(slots: Slots, facts: Facts, imposers: tuple[str, ...], background: bool) -> Basis | None:
    """The legal basis named in the sentence; for the news of an article that rests on one basis, that one."""
    sentence = sentence_of(slots.event.anchor)
    here = [basis for basis in facts.bases if sentence.start_char <= basis.start_char < sentence.end_char]
    here = [basis for basis in here if basis.country_code is None or basis.country_code in imposers]
    here = [basis for basis in here if not _is_of_another(basis, slots, facts)]
    text = facts.document.text
    invoked = any(_is_invoked(text[max(0, basis.start_char - 60) : basis.start_char]) for basis in facts.bases)
    special = [basis for basis in facts.bases if basis.code not in GENERAL_ACTS] if invoked else []
    if not any(basis.code not in GENERAL_ACTS for basis in here) and len({basis.code for basis in special}) == 1 and not background:
        here = [basis for basis in special if basis.country_code in imposers]
        here = sorted(here, key=lambda basis: basis.start_char - basis.end_char)[:1] or here
    found = [basis for basis in here if basis.code not in GENERAL_ACTS] or here
    if not found:
        return None
    vested = AUTHORITY.search(text, sentence.start_char, sentence.end_char)  # all the statutes that a president cites, the chief one first
    behind = [basis for basis in found if vested and basis.start_char > vested.end()]
    best = behind[0] if behind else min(found, key=lambda basis: abs(basis.start_char - slots.event.term.token.idx))
    is_own = sentence.start_char <= best.start_char < sentence.end_char
    return Basis(" ".join(facts.document.words(best.start_char, best.end_char).split()), best.code, is_own)


def _is_invoked(left: str) -> bool:
    """Whether something is done under a statute; what is only looked into is done under none yet."""
    return INVOKED.search(left) is not None and LOOKED_INTO.search(left) is None


def programme_of(
    slots: Slots, facts: Facts, imposers: tuple[str, ...], aims: tuple[str, ...], basis: Basis | None, is_on_named: bool
) -> str | None:
    """The programme that the words of the event name, else its sentence, else that of the article, where each names just one.

    `is_on_named`: the goods are named; then only the event's own words count, and the article's programme on those it hits alone.
    """
    sentence = sentence_of(slots.event.anchor)
    if slots.event.term.instrument != "tariff":
        return None  # they are made of tariffs
    own = [programme for programme in facts.programmes if programme.country_code in imposers and _can_hit(programme, aims)]
    phrase = slots.event.phrase
    own_phrase = (phrase.left_edge.idx, phrase.right_edge.idx + len(phrase.right_edge))
    stretches = (own_phrase, (slots.start_char, slots.end_char), (sentence.start_char, sentence.end_char))
    for start, end in stretches[: 2 if is_on_named else 3]:
        codes = {programme.code for programme in own if start <= programme.start_char < end}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    own = [programme for programme in own if programme.legal_basis_code and _bears(programme, basis)]
    first = next(iter(own), None)
    if first is None or not (first.start_char < LEAD or len(own) > FEW):
        return None
    lead = {programme.code for programme in own if programme.start_char < LEAD}
    is_aimed = not first.target_codes.isdisjoint(aims)  # whose programme the article is about
    is_chief = len({programme.code for programme in own}) == 1 or (is_aimed and len(lead) == 1)
    return first.code if is_chief and (is_aimed or not is_on_named) else None


def _bears(programme: Programme, basis: Basis | None) -> bool:
    """Whether a programme can rest on the statute that the sentence names, if it names one."""
    return basis is None or not basis.is_own or basis.code in GENERAL_ACTS or basis.code == programme.legal_basis_code


def _can_hit(programme: Programme, aims: tuple[str, ...]) -> bool:
    """Whether a programme falls on those whom the clause names, if it names any."""
    return not (aims and programme.target_codes) or not programme.target_codes.isdisjoint(aims)


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
