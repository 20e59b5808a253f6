"""Where talks are held, and on which days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from spacy.tokens import Token

from transforms.articles.dateline import dateline_end, home_country
from transforms.dates.dates import dates_within
from transforms.dates.units import Stretch
from transforms.names.entities import Entities
from transforms.names.gazetteer import known_names
from transforms.talks.clauses import CLIMB, Frame
from transforms.talks.stages import is_planned, is_subject
from transforms.talks.words import lemma, words
from transforms.text.clauses import sentence_of
from transforms.text.document import Document
from warehouse.schema import DateMention, Mention


class Setting(NamedTuple):
    """Place and time of talks. `is_counted`: the text tells how many days they took ("after two days of talks"), not which."""

    place: str | None
    venue: str | None
    days: Stretch | None
    is_counted: bool


def setting(frame: Frame, document: Document, entities: Entities, dates: Sequence[DateMention]) -> Setting:
    """City, building and days that the clause tells."""
    inside = frame.own
    start, end = frame.clause[0].idx, frame.clause[-1].idx + len(frame.clause[-1])
    place = venue = None
    if any(token.lower_ == "here" and token.head in (frame.token, frame.verb) for token in frame.clause):
        place = _reported_from(document)
    for mention in entities.within(start, end):
        tokens = document.tokens(mention.start_char, mention.end_char)
        if not len(tokens) or tokens.root.i not in inside or not _is_held(tokens.root, frame):
            continue
        if _is_venue(mention) or _is_building(mention, tokens.root):
            venue = venue or mention.mention_text
        elif (building := _building_of(tokens.root)) is not None:
            venue = venue or document.words(mention.start_char, building.idx + len(building))
        elif (
            mention.entity_type == "place" and not _is_region(mention) and mention.mention_text.lower() not in words("venues", "directions")
        ):
            place = place or " ".join(mention.mention_text.split())
        elif mention.entity_type == "person" and tokens.root.head.lower_ == "in" and not mention.is_metonym:
            place = place or " ".join(mention.mention_text.split())  # nobody meets in a person: a city that the tagger does not know
        elif mention.entity_type == "agreement" and tokens.root == frame.token:
            place = place or _seat(mention)
    if venue and not place:
        place = _reported_from(document)
    days, is_counted = _days(frame, document, dates_within(dates, start, end))
    return Setting(place, " ".join(venue.split()) if venue else None, days, is_counted)


def reported_place(frame: Frame, codes: Sequence[str], document: Document) -> str | None:
    """The city of the dateline, where the first sentence tells as news what others than its country did: "LIMA - The EU agreed a deal"."""
    city, behind = _reported_from(document), dateline_end(document.text)
    sentence = sentence_of(frame.token)
    if city is None or behind is None or frame.verb is None or city in words("venues", "desks") or not codes:
        return None
    is_news = frame.verb.dep_ == "ROOT" or (frame.verb.dep_ == "ccomp" and frame.verb.head.dep_ == "ROOT")
    is_first = sentence.start_char <= behind + 2 < sentence.end_char
    home = home_country(document.article.dateline)
    is_abroad = "WORLD" in codes or (home is not None and home not in codes)
    return city if is_news and is_first and is_abroad else None


def _reported_from(document: Document) -> str | None:
    """The city of the dateline: "OSLO, Norway, May 5"."""
    line = re.split(r"[,(]", document.article.dateline or "")[0].strip()
    return line.title() if line else None


def _is_held(root: Token, frame: Frame) -> bool:
    """Whether a place belongs to the talks: by a preposition of place on the path to them or to their verb, or as their name."""
    node, said = root, False
    for _ in range(CLIMB):
        said = said or node.lower_ in ("in", "at", "to", "for") or (node == root and root.dep_ == "dobj" and root.head.lemma_ == "visit")
        if node in frame.anchors:
            return said or (root.head == frame.token and root.dep_ in ("compound", "amod", "nmod")) or root == frame.token
        if node.head == node:
            return False
        node = node.head
    return False


def _is_venue(mention: Mention) -> bool:
    return mention.entity_type in ("place", "organization") and mention.mention_text.split()[-1].lower() in words("venues", "words")


def _is_building(mention: Mention, root: Token) -> bool:
    """Cities take "in", buildings "at": "talks at the Palais Exampla"."""
    unknown = not any(known_names(mention.mention_text))
    return mention.entity_type == "place" and root.head.lower_ == "at" and unknown and root.doc[root.left_edge.i].lower_ == "the"


def _building_of(name: Token) -> Token | None:
    """The building whose name a word begins: "hotel" to "Exampla" in "the Exampla Park hotel"."""
    node = name
    for _ in range(CLIMB):
        if node.dep_ not in ("compound", "nmod"):
            break
        node = node.head
    return node if node != name and node.lower_ in words("venues", "words") else None


def _is_region(mention: Mention) -> bool:
    if mention.mention_text.lower() in words("venues", "directions"):
        return True
    return any(found.known.kind in ("region", "state", "province", "sea", "continent") for found in known_names(mention.mention_text))


def _seat(mention: Mention) -> str | None:
    """The city in the name of an agreement: the Geneva accord."""
    named = mention.mention_text.split()
    return named[0] if len(named) == 2 and named[1].islower() else None


def _days(frame: Frame, document: Document, dates: Sequence[DateMention]) -> tuple[Stretch | None, bool]:
    """The days told in the clause nearest to the talks; "two days of talks" end the day before the article at the latest."""
    found: list[tuple[int, Stretch]] = []
    length = 0
    for mention in dates:
        tokens = document.tokens(mention.start_char, mention.end_char)
        if not len(tokens) or tokens.root.i not in frame.own:
            continue
        if mention.start_date and mention.end_date and _is_told_of(tokens.root, frame):
            found.append((_distance(tokens.root, frame), Stretch(mention.start_date, mention.end_date)))
        elif mention.date_type == "duration" and (count := _day_count(mention)) and _lasts(tokens.root, frame):
            length = count
    if found:
        return _stretched(min(found, key=lambda item: item[0])[1], length, frame), False
    is_stay = lemma(frame.token) in ("visit", "trip")  # "is on a four-day visit": nobody says that it is over
    if not length or is_stay or is_planned(frame):
        return None, False
    last = document.article.published_date - timedelta(days=1)
    return Stretch(last - timedelta(days=length - 1), last), True


def _stretched(days: Stretch, length: int, frame: Frame) -> Stretch:
    """The days of talks of so many days of which one is told: the last if they end then, the first if they begin."""
    if days.start != days.end or length < 2 or frame.verb is None:
        return days
    if lemma(frame.verb) in words("outcome", "ending"):
        return Stretch(days.start - timedelta(days=length - 1), days.end)
    return Stretch(days.start, days.end + timedelta(days=length - 1)) if lemma(frame.verb) in words("outcome", "beginning") else days


def _distance(root: Token, frame: Frame) -> int:
    return min(abs(root.i - anchor.i) for anchor in frame.anchors)


def _day_count(mention: DateMention) -> int:
    iso = mention.duration_iso or ""
    return int(iso[1:-1]) if iso.endswith("D") and iso[1:-1].isdigit() and int(iso[1:-1]) < 15 else 0


def _lasts(root: Token, frame: Frame) -> bool:
    """Two days of talks; talks of two days; two-day talks; a two-day round of talks."""
    noun = root.head if root.dep_ in ("compound", "nmod", "amod") else root
    return frame.kind != "agreement" and (frame.token in noun.subtree or root in frame.token.subtree)


def _is_told_of(root: Token, frame: Frame) -> bool:
    """Whether the date is that of the talks, not of another noun or verb of the clause: "according to reports on Wednesday"."""
    node = root
    if root.dep_ in ("nummod", "compound", "amod", "nmod") and root.head.pos_ == "NOUN" and root.head != frame.token:
        return False  # "agree 2013 quotas"
    for _ in range(CLIMB):
        if node.head == node:
            return node in frame.anchors
        node = node.head
        if node in frame.anchors:
            return not _runs_on(frame)
        if node.lower_ in words("outcome", "not_when") or node.pos_ in ("VERB", "AUX"):
            return False
        if node.lower_ == "for" and not _is_set_for(node, frame):  # "agreed on quotas for next year"
            return False
        if node.pos_ == "NOUN" and node not in frame.token.ancestors and frame.token not in node.ancestors:
            return False
    return False


def _is_set_for(preposition: Token, frame: Frame) -> bool:
    """ "Talks scheduled for Monday", "a meeting for next week"."""
    head = preposition.head
    return lemma(head) in words("outcome", "scheduled") or (head == frame.token and frame.kind != "agreement")


def _runs_on(frame: Frame) -> bool:
    """Whether the verb tells how long a deal holds, not when it was made: "the truce expires on May 1"."""
    verb = frame.verb
    if frame.kind != "agreement" or verb is None or verb == frame.token:
        return False
    is_theirs = is_subject(frame) or any(child.dep_ == "nsubjpass" and frame.token in child.subtree for child in verb.children)
    return is_theirs and lemma(verb) in words("outcome", "lasting")


def is_near(a: Stretch | None, b: Stretch | None, slack: timedelta) -> bool:
    """Whether two stretches may be the same days."""
    return a is None or b is None or (a.start - slack <= b.end and b.start - slack <= a.end)


def narrower(a: Stretch | None, b: Stretch | None) -> Stretch | None:
    """The more exact of two stretches."""
    told = [s for s in (a, b) if s is not None]
    return min(told, key=lambda s: s.end - s.start) if told else None
