"""Trade measures of an article: who imposed, changed, threatened or lifted what on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from transforms.actors import Actors, Party, subject
from transforms.dates import precision
from transforms.document import Document
from transforms.entities import Entities
from transforms.goods import hs_codes
from transforms.ids import content_id
from transforms.legal_bases import LegalBasis, legal_bases
from transforms.measure_frames import Event, events
from transforms.measure_merge import Draft, merged, settled
from transforms.measure_sides import Sides, faces, imposer, scope, sides, target
from transforms.measure_status import RELIEF, deal_date, direction, is_background, status, times, verb_over
from transforms.measure_terms import Term, complement, lemma, modifiers, terms
from transforms.modality import Mode, mode, reporter
from transforms.products import product_words
from transforms.rates import Rate, rates
from transforms.rulings import ruled
from warehouse.schema import Action, DateMention, Quote, Role, Tariff

DEFINITE = frozenset({"the", "this", "these", "those", "such", "current", "existing"})
PLANNED: dict[str, Action] = {
    "proposed": "proposed",
    "planned": "proposed",
    "potential": "proposed",
    "possible": "proposed",
    "threatened": "threatened",
}
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
DROPPED = frozenset({"demanded", "hypothetical", "forecast", "denied"})
CONFIDENCE = {"object": 0.6, "subject": 0.5, "preposition": 0.5, "noun": 0.5, "modifier": 0.5, "verb": 0.5, "bare": 0.4}


class Facts(NamedTuple):
    """What earlier stages found in the article."""

    document: Document
    actors: Actors
    dates: Sequence[DateMention]
    quotes: Sequence[Quote]
    rates: Sequence[Rate]
    bases: Sequence[LegalBasis]
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Slots:
    """An event with the words around it."""

    event: Event
    said: Sides
    acting: Party
    action: Action
    proposed: Action | None
    mode: Mode
    ruling: Token | None
    tokens: tuple[Token, ...]
    is_headline: bool
    start_char: int
    end_char: int


def tariffs(
    document: Document, entities: Entities, roles: Sequence[Role], dates: Sequence[DateMention], quotes: Sequence[Quote]
) -> list[Tariff]:
    """The trade measures that an article tells, in the order of the text."""
    actors = Actors(document, entities, roles)
    found = terms(document, actors.is_country, actors.named)
    if not found:
        return []
    percents = rates(document)
    found = sorted([*found, *_elliptic(document, found, percents)], key=lambda term: term.token.i)
    facts = Facts(document, actors, dates, quotes, percents, legal_bases(document.text), frozenset(term.token.i for term in found))
    told = [slots for term in found for event in events(term, facts.terms) if (slots := _slots(event, facts))]
    home = Counter(code for slots in told for code in slots.acting.codes)
    drafts: list[Draft] = []
    for slots in told:
        drafts += _drafts(slots, facts, home, drafts)
    return merged(settled(drafts, actors))


def _elliptic(document: Document, found: list[Term], percents: Sequence[Rate]) -> list[Term]:
    """Rates that stand for a measure named just before: "25% tariffs on A and 10% on B"."""
    extra: list[Term] = []
    by_sentence: dict[int, list[Term]] = {}
    for term in found:
        by_sentence.setdefault(term.token.sent.start, []).append(term)
    for rate in percents:
        tokens = document.tokens(rate.start_char, rate.end_char)
        if not len(tokens) or rate.kind == "cut" or rate.before:
            continue
        root = tokens[-1]
        following = document.doc[root.i + 1] if root.i + 1 < len(document.doc) else None
        if following is None or following.lower_ not in ("on", "for", "against"):
            continue
        dated = root.i + 2 < len(document.doc) and document.doc[root.i + 2].ent_type_ == "DATE"
        if (dated and root.dep_ != "dobj") or _belongs(root, {term.token.i for term in by_sentence.get(root.sent.start, [])}):
            continue
        earlier = [term for term in by_sentence.get(root.sent.start, []) if term.token.i < root.i]
        if earlier:
            extra.append(Term(root, earlier[-1].instrument, back=earlier[-1].token))
    return extra


def _belongs(percent: Token, others: set[int]) -> bool:
    """Whether a percentage is part of a measure's own phrase: "tariffs of 25% on A"."""
    node = percent
    for _ in range(4):
        if node.i in others:
            return True
        if node.head == node or node.dep_ in ("conj", "dobj", "appos"):
            return False
        node = node.head
        if node.pos_ == "VERB":  # "raise the tariff to 25% on A"
            return any(child.i in others for child in node.children if child.dep_ in ("dobj", "nsubj", "nsubjpass"))
    return False


def _drafts(slots: Slots, facts: Facts, home: Counter[str], earlier: Sequence[Draft]) -> list[Draft]:
    """The rows of one event: one, or two where each side acts on the other."""
    event, actors = slots.event, facts.actors
    if slots.acting.is_private:
        return []
    definite = any(child.lower_ in DEFINITE for child in (*event.phrase.children, *event.term.token.children))
    if not slots.acting.codes and not slots.said.aims and definite:
        alike = next((draft.row for draft in reversed(earlier) if draft.row.instrument == event.term.instrument), None)
        row = _row(slots, alike.imposer_codes, alike.target_codes, facts) if alike else None
        if row:
            return [Draft(row, bool(row.target_codes), True, False, False)]
    said_by = slots.acting.codes
    if said_by and not slots.acting.is_pair and set(said_by) <= set(slots.said.aims):
        said_by = ()  # nobody hits himself: the parse has the wrong subject
    codes = said_by or _default(slots, home, actors)
    hit = target(event, list(slots.tokens), slots.said, codes, actors)
    if len(codes) == 2 and (slots.acting.is_pair or hit.is_pair or not hit.codes):
        pairs = [((one,), (other,)) for one, other in (codes, codes[::-1])]
    else:
        pairs = [(codes, hit.codes)]
    here = event.anchor.sent
    has_basis = any(here.start_char <= basis.start_char < here.end_char for basis in facts.bases)
    is_list = lemma(event.term.token) in ("list", "blacklist")
    rows = ((_row(slots, acting, aims, facts), aims) for acting, aims in pairs if acting)
    return [Draft(row, bool(aims), definite, bool(slots.said.destinations) or is_list, has_basis) for row, aims in rows if row is not None]


def _default(slots: Slots, home: Counter[str], actors: Actors) -> tuple[str, ...]:
    """Who imposes where the clause does not say: the government that acts in the article's other measures, else its main one."""
    aims = slots.said.aims
    if actors.author and actors.author[0] not in aims:
        return actors.author
    share = {code: home[code] + count / 3 for code, count in actors.mentioned.items()}
    ranked = sorted(share, key=lambda code: (-share[code], code))
    return tuple([code for code in ranked if code not in aims][:1])


def _slots(event: Event, facts: Facts) -> Slots | None:
    """The event with its mode worked in; None where the text does not tell it as a fact, a threat or a plan."""
    how = mode(event.anchor)
    ruling = ruled(event.anchor)
    action, proposed = event.action, None
    if any(child.lower_ == "any" for child in (*event.phrase.children, *event.term.token.children)):
        return None  # the language of statutes: "the imposition of any duty"
    if ruling is not None:
        action, how = ruling.action, "fact"
    elif how == "demanded" and _is_own_advice(event, facts.actors):
        proposed, action, how = action, "proposed", "proposed"
    elif how in DROPPED:
        if how == "demanded" and (action in RELIEF) and event.relation in ("object", "noun"):
            action, how = "in_force", "fact"
        else:
            return None
    elif how in ("threatened", "pledged", "proposed", "possible") and action == "in_force" and not faces(event):
        return None
    elif how in ("threatened", "pledged", "proposed", "possible") and action not in ("threatened", "proposed"):
        relief = action in RELIEF
        proposed = "imposed" if action == "in_force" else action
        action = "threatened" if (how in ("threatened", "possible") and not relief) or (how == "pledged" and not relief) else "proposed"
    planned = next((PLANNED[word] for word in modifiers(event.term.token) if word in PLANNED), None)
    if planned and action in ("imposed", "raised", "in_force"):
        action, proposed = planned, "imposed" if action == "in_force" else action
    if action in ("threatened", "proposed"):
        proposed = proposed or event.content or "imposed"
    tokens = scope(event, facts.terms)
    words = [token for token in tokens if not token.is_space]
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    head = subject(event.anchor) if event.anchor.pos_ == "VERB" else None
    if head is not None and head.sent == event.anchor.sent and abs(head.i - event.anchor.i) < 40:
        start = min(start, head.left_edge.idx)
    sentence = event.anchor.sent
    said = sides(event, tokens, facts.actors)
    if how == "fact" and action == "in_force" and event.action != "in_force" and not said.aims:
        return None  # a demand presupposes the measure only where it says which
    acting = imposer(event, said, facts.actors)
    title = facts.document.article.title
    is_headline = title is not None and sentence.start_char < len(title)
    start, end = max(start, sentence.start_char), min(end, sentence.end_char)
    return Slots(event, said, acting, action, proposed, how, ruling.verb if ruling else None, tuple(tokens), is_headline, start, end)


def _row(slots: Slots, codes: tuple[str, ...], aims: tuple[str, ...], facts: Facts) -> Tariff | None:
    event, document = slots.event, facts.document
    article = document.article
    product = _product(slots, facts)
    after, before, text = _rate(slots, facts)
    when = times(event, slots.tokens, slots.ruling, document, facts.dates)
    maker = subject(event.anchor) if when.effective is None and event.anchor.pos_ == "VERB" else None
    if maker is not None:
        when = when._replace(effective=deal_date(maker, document, facts.dates))
    named = slots.acting.codes and not slots.is_headline
    if not aims and not named and product is None and after is None and when.effective is None and not text:
        return None
    if event.relation == "bare" and not aims and product is None:
        return None
    if event.relation == "bare" and after is None and not (event.term.instrument == "subsidy" and slots.acting.codes and product):
        return None
    if event.relation == "preposition" and event.action == "imposed" and not aims and not hs_codes(product):
        return None  # "hit rock bottom with"
    if (
        event.is_second
        and when.effective is None
        and not (after and any(token in event.anchor.subtree for token in document.tokens(after.start_char, after.end_char)))
    ):
        return None
    action = _refined(slots, after, before)
    start = when.effective.start_date if when.effective else None
    verb = verb_over(event.anchor) or event.anchor
    background = is_background(verb, start, article.published_date)
    basis = _basis(slots, facts, codes, background)
    return Tariff(
        tariff_id=content_id(
            "tariff",
            article.article_id,
            slots.start_char,
            slots.end_char,
            event.term.token.idx,
            event.anchor.idx,
            slots.action,
            codes,
            aims,
        ),
        article_id=article.article_id,
        start_char=slots.start_char,
        end_char=slots.end_char,
        evidence=document.words(slots.start_char, slots.end_char),
        instrument=event.term.instrument,
        action=action,
        proposed_action=slots.proposed,
        status=status(action, slots.mode, when, verb, article.published_date, background),
        imposer_codes=codes,
        target_codes=aims,
        exempt_codes=(),
        product=product,
        hs_codes=hs_codes(product),
        rate_pct=after.percent if after else None,
        rate_from_pct=before.percent if before else None,
        rate_kind=after.kind if after else None,
        rate_text=text,
        value_covered_amount=None,
        value_covered_currency=None,
        announced_date=when.announced.start_date if when.announced else None,
        effective_date=start,
        effective_precision=precision(when.effective) if when.effective else None,
        until_date=when.until.end_date if when.until else None,
        until_text=when.until.date_text if when.until else None,
        legal_basis=basis.words if basis else None,
        legal_basis_code=basis.code if basis else None,
        stage=None,
        direction=direction(action, slots.proposed, event.term.instrument),
        is_background=background,
        is_aggregate=_is_umbrella(slots),
        attributed_to_candidate_id=_source(slots, facts),
        attributed_to_id=None,
        confidence=CONFIDENCE[event.relation],
        rule_id=f"{event.relation}:{event.action}",
        measure_id=None,
    )


def _is_own_advice(event: Event, actors: Actors) -> bool:
    """Whether a public body says what its own government should do: "the tribunal said the duty should be cut"."""
    source = reporter(event.anchor)
    return source is not None and subject(event.anchor) is None and bool(actors.party(source).codes)


def _refined(slots: Slots, after: Rate | None, before: Rate | None) -> Action:
    """The action that the rates and the tense tell: from 25% down to 10% is lowered, a duty that will be faced is imposed."""
    action = slots.action
    if action == "imposed" and slots.mode == "fact" and _is_habit(slots):
        return "in_force"
    if (
        after is not None
        and before is not None
        and after.percent is not None
        and before.percent is not None
        and action in ("imposed", "in_force")
    ):
        if before.percent:
            return "raised" if after.percent > before.percent else "lowered" if after.percent < before.percent else action
    if action == "in_force" and slots.mode == "decided" and slots.event.anchor.lemma_.lower() in ("face", "pay", "be", "subject", "have"):
        return "imposed"
    if action == "lowered" and after is not None and after.percent == 0:
        return "removed"
    if action in ("imposed", "raised") and _retaliates(slots.event):
        return "retaliated"
    return action


def _is_habit(slots: Slots) -> bool:
    """Whether a plain present tells what a government does all along: "Canada imposes quotas on cheese"."""
    verb = slots.event.anchor
    head = subject(verb)
    is_plain = verb.tag_ in ("VBZ", "VBP") and not any(child.dep_ in ("aux", "auxpass", "advcl") for child in verb.children)
    return is_plain and verb.lemma_ != "announce" and head is not None and head.ent_type_ in ("GPE", "NORP") and not slots.is_headline


def _retaliates(event: Event) -> bool:
    """Whether the clause calls the measure an answer."""
    if {"retaliatory", "retaliation", "tit"} & set(modifiers(event.term.token)):
        return True
    over = event.anchor
    for _ in range(4):
        words = {child.lower_ for child in over.children}
        if over.lemma_.lower() in ("retaliate", "respond") or (
            over.lemma_.lower() in ("hit", "strike", "lash", "fire", "fight") and "back" in words
        ):
            return True
        if over.dep_ not in ("advcl", "xcomp", "pcomp", "conj", "prep"):
            return False
        over = over.head
    return False


def _product(slots: Slots, facts: Facts) -> str | None:
    """The goods after on, of or against, those that modify the noun, the object hit, or what faces the measure."""
    event = slots.event
    inside = {token.i for token in slots.tokens}
    heads: list[Token] = []
    if event.term.is_verb or event.relation == "preposition":
        heads += [child for child in event.anchor.children if child.dep_ in ("dobj", "nsubjpass")]
    heads += [head for noun in dict.fromkeys((event.term.token, event.phrase, *event.nouns, event.anchor)) for head in complement(noun)]
    if faces(event):
        heads += [head for head in (subject(event.anchor),) if head is not None]
    heads += [child for child in event.term.token.lefts if child.dep_ in ("compound", "nmod") and hs_codes(child.text)]
    for head in heads:
        if head.i not in inside or any(basis.start_char <= head.idx < basis.end_char for basis in facts.bases):
            continue
        span = product_words(head, facts.actors)
        if span:
            return " ".join(facts.document.words(*span).split())
    if event.term.back is None:
        return None
    spans = (product_words(head, facts.actors) for head in complement(event.term.back))  # "the restrictions": on what, was said before
    return next((" ".join(facts.document.words(*span).split()) for span in spans if span), None)


def _rate(slots: Slots, facts: Facts) -> tuple[Rate | None, Rate | None, str | None]:
    """The rate after, the rate before, and the words of what is not a plain rate."""
    event = slots.event
    after = before = None
    text = None
    inside = {token.i for token in slots.tokens}
    clause = (
        {token.i for token in event.anchor.subtree} if event.relation == "modifier" and event.action in ("raised", "lowered") else set()
    )
    for rate in facts.rates:
        if rate.end_char < slots.start_char - 200 or rate.start_char > slots.end_char + 200:
            continue
        tokens = facts.document.tokens(rate.start_char, rate.end_char)
        if not len(tokens) or (tokens.root.i not in inside and tokens[-1].i not in inside):
            continue
        if rate.before or (clause and tokens[-1].i not in clause):  # "a 25% tariff, which will rise to 30%"
            before = before or rate
        elif rate.kind in ("cut", "range"):
            text = text or facts.document.words(rate.start_char, rate.end_char)
        elif after is None:
            after = rate
    zero = _to_zero(slots)
    if after is None and zero is not None:
        after = Rate(zero.idx, zero.idx + len(zero), 0.0, "ad_valorem", False)
    if event.action in ("removed", "paused") and after is not None and after.percent and before is None and not slots.proposed:
        before, after = after, None  # the rate of a measure that goes is the one before
        if event.action == "removed":
            after = Rate(before.start_char, before.end_char, 0.0, "ad_valorem", False)
    if after is not None and after.kind != "ad_valorem":
        text = text or facts.document.words(after.start_char, after.end_char)
    return after, before, text


def _to_zero(slots: Slots) -> Token | None:
    """The word zero in "cut to zero" and "zero duties"."""
    return next(
        (token for token in slots.tokens if token.lower_ in ("zero", "nil") and token.dep_ in ("pobj", "nummod", "amod", "compound")), None
    )


def _is_umbrella(slots: Slots) -> bool:
    """Whether the words speak of many measures at once: "sweeping tariffs", "most of the duties", "a total of 50%"."""
    event = slots.event
    words = {
        *modifiers(event.term.token),
        *modifiers(event.phrase),
        event.phrase.lower_,
        *(child.lower_ for child in event.phrase.children),
    }
    return bool(words & UMBRELLA)


class _Basis(NamedTuple):
    words: str
    code: str


def _basis(slots: Slots, facts: Facts, imposers: tuple[str, ...], background: bool) -> _Basis | None:
    """The legal basis named in the sentence; for the news of an article that rests on one basis, that one."""
    sentence = slots.event.anchor.sent
    here = [basis for basis in facts.bases if sentence.start_char <= basis.start_char < sentence.end_char]
    special = [basis for basis in facts.bases if basis.code not in GENERAL_ACTS]
    if not any(basis.code not in GENERAL_ACTS for basis in here) and len({basis.code for basis in special}) == 1 and not background:
        here = [basis for basis in special if basis.country_code in imposers]
        here = sorted(here, key=lambda basis: basis.start_char - basis.end_char)[:1] or here
    found = [basis for basis in here if basis.code not in GENERAL_ACTS] or here
    if not found:
        return None
    best = min(found, key=lambda basis: abs(basis.start_char - slots.event.term.token.idx))
    return _Basis(" ".join(facts.document.words(best.start_char, best.end_char).split()), best.code)


def _source(slots: Slots, facts: Facts) -> str | None:
    """Who says so, where the words stand inside an utterance."""
    place = slots.event.anchor.idx
    for quote in facts.quotes:
        if any(span.start_char <= place < span.end_char for span in quote.spans):
            return quote.speaker_candidate_id
    return None
