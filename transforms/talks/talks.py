"""Talks between governments on trade: who met whom, where, when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from transforms.ids import content_id
from transforms.measures.actors import Actors
from transforms.names.entities import Entities
from transforms.talks.clauses import Frame
from transforms.talks.frames import frames, on_trade, trade_words
from transforms.talks.outcomes import outcome
from transforms.talks.parties import Parties, parties
from transforms.talks.people import Person, people
from transforms.talks.places import reported_place, setting
from transforms.talks.rounds import Round, rounds
from transforms.talks.stages import is_cancelled
from transforms.talks.words import is_trade, lemma, noun_kind, words
from transforms.text.clauses import sentence_of
from transforms.text.document import Document
from warehouse.schema import DateMention, ParticipantRole, Talk, TalkOutcome, TalkParticipant, TalkType

OLD = timedelta(days=180)
TRIMMED = " ,;:.–—-“”\"'’‘"


def talks(document: Document, entities: Entities, actors: Actors, dates: Sequence[DateMention]) -> tuple[list[Talk], list[TalkParticipant]]:
    """The talks that an article on trade tells, and the persons named as taking part."""
    trade = trade_words(document)
    if not on_trade(document, trade):
        return [], []
    found = frames(document, entities, trade)
    told = rounds(mention for frame in found for mention in _mentions(frame, parties(frame, actors), document, entities, dates))
    named = people(found, document, entities)
    rows, participants = [], []
    for number, item in enumerate(told):
        row = _row(document, item, number)
        rows.append(row)
        participants += _participants(row, item, told, named)
    return rows, participants


def _mentions(frame: Frame, who: Parties, document: Document, entities: Entities, dates: Sequence[DateMention]) -> Iterable[Round]:
    held = setting(frame, document, entities, dates)
    clause = frame.clause
    start, end = clause[0].idx, clause[-1].idx + len(clause[-1])
    published: date = document.article.published_date
    weight = 2 * (not who.is_implied) + (held.place is not None) + (held.days is not None) + (frame.verb is not None)
    is_headline = document.article.title is not None and document.paragraph_of(start) == 0 and len(document.paragraphs) > 1
    result = outcome(frame, held.days, published)
    cancelled = is_cancelled(frame)
    told = Round(
        kind=frame.kind,
        codes=(),
        place=held.place,
        venue=held.venue,
        days=held.days,
        is_counted=held.is_counted,
        outcome="unknown" if cancelled else result,
        is_cancelled=cancelled,
        is_old=(held.days is not None and held.days.end < published - OLD) or _is_reopened(frame),
        evidence=(start, end),
        sentence=sentence_of(frame.token).start,
        weight=weight,
        at=(frame.token.i,),
        is_headline=is_headline,
        is_implied=who.is_implied,
        stands_alone=_stands_alone(frame, result),
    )
    is_over = result != "scheduled" and frame.kind != "call"
    return (
        replace(told, codes=codes, place=told.place or (reported_place(frame, codes, document) if is_over else None))
        for codes in who.talks or ((),)
    )


def _is_reopened(frame: Frame) -> bool:
    """Whether a deal is an older one that is changed: "the campaign to rewrite a trade agreement"."""
    return frame.kind == "agreement" and frame.verb is not None and lemma(frame.verb) in words("outcome", "reopening")


def _stands_alone(frame: Frame, result: TalkOutcome) -> bool:
    """Whether talks whose parties only the article tells are talks of their own: "trade talks", "will begin negotiations"."""
    if frame.kind not in ("negotiation", "agreement"):
        return False
    if frame.kind == "negotiation" and result == "scheduled" and lemma(frame.verb or frame.token) in words("outcome", "starting_talks"):
        return True
    is_one = frame.token.tag_ != "NNS" or frame.kind == "negotiation" or any(child.dep_ == "det" for child in frame.token.children)
    own = _own_words(frame.token)
    return is_one and any(is_trade(word) or (noun_kind(word) == "agreement" and word.pos_ == "PROPN") for word in own)


def _own_words(noun: Token) -> Iterator[Token]:
    """The modifiers of a noun of talks and what it is on: "trade talks", "negotiations on the Phase Two Deal"."""
    for child in noun.children:
        yield child
        if child.lower_ in ("on", "about", "over"):
            yield from (topic for topic in child.children if topic.dep_ == "pobj")


def _row(document: Document, item: Round, number: int) -> Talk:
    start, end = item.evidence
    while end > start and document.text[end - 1] in TRIMMED:
        end -= 1
    article_id = document.article.article_id
    kind: TalkType = item.kind
    return Talk(
        talk_id=content_id("talk", article_id, start, end, number),
        article_id=article_id,
        start_char=start,
        end_char=end,
        evidence=document.words(start, end),
        talk_type=kind,
        party_codes=item.codes,
        place=item.place,
        venue=item.venue,
        start_date=item.days.start if item.days else None,
        end_date=item.days.end if item.days else None,
        outcome=item.outcome,
        is_cancelled=item.is_cancelled,
    )


def _participants(row: Talk, item: Round, told: Sequence[Round], named: Sequence[Person]) -> list[TalkParticipant]:
    """The persons whose mention lies at the round, or, for delegations, closest to it."""
    roles: dict[str, ParticipantRole] = {}
    for person in named:
        if person.at in item.at or (all(person.at not in other.at for other in told) and item is _closest(person.at, told)):
            roles[person.candidate_id] = "lead" if "lead" in (person.role, roles.get(person.candidate_id)) else "attendee"
    return [TalkParticipant(row.talk_id, row.article_id, who, None, role) for who, role in roles.items()]


def _closest(at: int, told: Sequence[Round]) -> Round | None:
    """The talks that a sentence on delegations belongs to: no call, no mere agreement, told last before it."""
    around = [item for item in told if item.kind in ("meeting", "negotiation")] or list(told)
    before = [item for item in around if min(item.at) < at]
    return max(before, key=lambda item: (len(item.at), -min(item.at))) if before else (around[0] if around else None)
