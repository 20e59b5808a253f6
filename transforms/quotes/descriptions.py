"""Who is described without a name: "the commissioner", "a ministry official", "the bank", "a statement by the bank".

A definite description goes back to the only holder of the office, to whoever was described so before, to the body whose name has the
word, or to the person who spoke last; an indefinite one stands for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from transforms.names.entities import Entities
from transforms.names.referents import SUBJECTS
from transforms.names.title_words import vocabulary
from transforms.quotes.speaker_ranking import Spoken
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group
from warehouse.schema import Mention, Role, Span

DETERMINERS = re.compile(
    r"^(?:(?:of|the|an?|some|several|many|other|another|one|two|three|this|that|these|those|its|his|her|their|our|both|most|few)\s+)+", re.I
)
DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last\s+\w+|this\s+\w+)"
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DATED = re.compile(rf"^(?:{DAY}['’]s\s+|{MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?\s+(?=\w)|{DAY}$|{MONTH}\b[\s\d,]*$)", re.I)
RELAYED = re.compile(r"(?<=media|gency|ncies|paper|apers)\s+reports?$", re.I)  # "state media reports": the media speak
POSSESSIVE = re.compile(r"['’]s?$")
PERSON_ENDINGS = ("man", "woman", "er", "or", "official", "ist", "ian", "person", "source", "aide")
EPITHET = re.compile(r"[Tt]he\s+(?:[a-z]+\s+){0,2}[A-Z][\w.]*(?:[\s-]+[\w.]+){1,3}")
BEHIND_NOUN = re.compile(r"(?<=\w) (?:of|for|at|in|from|with|on|to|who|familiar|close|briefed|involved)\b")
FIELD = re.compile(r" (of|for) ")  # behind an office
SHORT = {"PM": "prime minister", "FM": "foreign minister", "CS": "cabinet secretary", "DG": "director-general"}
COMPANIES = frozenset({"company", "firm", "carmaker", "automaker", "chipmaker", "steelmaker", "retailer"})
LESSER = frozenset({"vice", "deputy", "assistant"})
BY_LINE = 12  # characters behind a document: room for "by the"
FAR_BODY = 6000  # characters back to the full name of a body
FAR_NAME = 300  # characters back to the name that an office stands for
FAR_EPITHET = 700  # characters back to the person whom an epithet means


class Described(NamedTuple):
    """The entity that a description means, if the article names it, and what to call it."""

    candidate_id: str | None
    name: str | None


class Descriptions:
    """Resolves the descriptions of one article."""

    def __init__(self, document: Document, entities: Entities, roles: list[Role]) -> None:
        self.document = document
        self.entities = entities
        self.roles = roles
        self.names = {entity.candidate_id: entity.name for entity in entities.entities}

    def resolve(self, source: Span, words: str, spoken: list[Spoken]) -> Described:
        """Whom the words mean, given who spoke before."""
        plain = description(words)
        if not plain:
            return Described(None, None)
        known = self._author(source, plain)
        is_definite = words.lower().startswith(("the ", "this ", "that "))
        if known is None and (is_definite or plain == words):
            known = self._by_role(plain, source, spoken)
            repeated = self._described_so_before(plain, spoken, is_definite=is_definite) if known is None else None
            if repeated is not None:
                return repeated
            known = known or (self._body_with(plain, source) if " " not in plain else None) or self.epithet_of(source, words)
            known = known or self._of_headline(plain, source, spoken) or self._just_named(plain, source)
            known = known or (self._company_of(source) if plain.lower() in COMPANIES else None)
        return (
            Described(known, self.names.get(known)) if known is not None else Described(None, plain.lower() if plain.isupper() else plain)
        )

    def _author(self, source: Span, plain: str) -> str | None:
        """Whose statement speaks: "a statement by the Bank", "the minister's letter"."""
        if word_group("utterances").isdisjoint(plain.lower().split()):
            return None
        return next(
            (m.candidate_id for m in self.entities.within(source.start_char, source.end_char + BY_LINE) if self._wrote(m, source)), None
        )

    def _wrote(self, mention: Mention, source: Span) -> bool:
        if mention.mention_type != "name" or mention.entity_type not in {"person", "organization", "country"}:
            return False
        text = self.document.text
        before = text[source.start_char : mention.start_char].lower().split()[-2:]
        is_genitive = text[mention.end_char : mention.end_char + 2] in {"'s", "’s"} and mention.end_char <= source.end_char
        return is_genitive or (bool(before) and (before[-1] in {"by", "from"} or before in (["by", "the"], ["from", "the"])))

    def _by_role(self, plain: str, source: Span, spoken: list[Spoken]) -> str | None:
        """Who holds the office that the description names; of several, the one who spoke last, or else was a subject last."""
        wanted = SHORT.get(plain, plain.lower())
        fits = {
            role.person_candidate_id
            for role in self.roles
            if role.start_char < source.start_char and _is_called(role.title.lower(), wanted)
        }
        if len(fits) < 2:
            return next(iter(fits), None)
        last = spoken[-1] if spoken else None
        if last is not None and last.candidate_id in fits and source.start_char - last.end_char < FAR_EPITHET:
            return last.candidate_id
        return self._last_subject(source.start_char, fits)

    def _last_subject(self, before: int, persons: set[str] | None = None, since: int = 0) -> str | None:
        """The person who was a subject last, one of those if they are given."""
        for mention in reversed(self.entities.within(max(since, before - FAR_EPITHET), before)):
            tokens = self.document.tokens(mention.start_char, mention.end_char)
            is_meant = mention.entity_type == "person" and (persons is None or mention.candidate_id in persons)
            if is_meant and len(tokens) and tokens.root.dep_ in SUBJECTS:
                return mention.candidate_id
        return None

    def _of_headline(self, plain: str, source: Span, spoken: list[Spoken]) -> str | None:
        """Doe, for "The governor" who speaks first below the headline "Doe: Bank is ready": whose office it is need not be said there."""
        headline_end = len(self.document.article.title or "")
        is_office = (head_word(plain),) in vocabulary().offices
        if not is_office or len(spoken) != 1 or spoken[0].end_char > headline_end or source.start_char < headline_end:
            return None
        return spoken[0].candidate_id if spoken[0].kind == "name" else None

    def _just_named(self, plain: str, source: Span) -> str | None:
        """Cook, for "the minister" right behind a sentence with Cook as its subject; not where Cook has another office."""
        head, root = head_word(plain), self.document.tokens(*source).root
        if root.tag_ not in {"NN", "NNP"} or not is_person(plain):
            return None
        paragraph = max((p.start_char for p in self.document.paragraphs if p.start_char <= source.start_char), default=0)
        person = self._last_subject(source.start_char, since=max(paragraph, source.start_char - FAR_NAME))
        offices = [role.title.lower() for role in self.roles if role.person_candidate_id == person]
        is_meant = not offices or head in word_group("any_person") or any(_is_called(title, plain.lower()) for title in offices)
        return person if is_meant else None

    def _described_so_before(self, plain: str, spoken: list[Spoken], *, is_definite: bool) -> Described | None:
        """The speaker with the same description, or a longer one: "the official" after "a finance official at the port"."""
        wanted = plain.lower().split()
        for last in reversed(spoken):
            words = (last.name or "").lower() if last.kind in {"nominal", "pronoun"} else ""
            is_same = words.split()[-1:] == wanted[-1:] and len(wanted) <= len(words.split())
            if is_same or (is_definite and words and head_word(words) == wanted[-1] and set(wanted) <= set(words.split())):
                return Described(last.candidate_id, last.name)
        return None

    def _body_with(self, word: str, source: Span) -> str | None:
        """The organization named last whose name has the word: "the office" after "Office of Fair Trading"."""
        for mention in reversed(self.entities.within(max(0, source.start_char - FAR_BODY), source.start_char)):
            if mention.entity_type == "organization" and word.lower() in self._body_words.get(mention.candidate_id, ()):
                return mention.candidate_id
        return None

    def _company_of(self, source: Span) -> str | None:
        """The company that the article has named most up to "the company said"; none where two are named as often, or it only once."""
        counts = Counter(
            mention.candidate_id
            for mention in self.entities.within(max(0, source.start_char - FAR_BODY), source.start_char)
            if mention.entity_type == "organization" and self._is_private.get(mention.candidate_id)
        )
        (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > max(1, second) else None

    @cached_property
    def _is_private(self) -> dict[str, bool]:
        """Whether an organization is none of a state, and none that reports news, by candidate_id."""
        media = word_group("body_words") & {"news", "press", "network"}
        return {
            e.candidate_id: e.country_code is None and media.isdisjoint(e.name.lower().split())
            for e in self.entities.entities
            if e.entity_type == "organization"
        }

    @cached_property
    def _body_words(self) -> dict[str, frozenset[str]]:
        """First and last words of the organizations' names, in lower case, by candidate_id."""
        words = {e.candidate_id: e.name.lower().split() for e in self.entities.entities if e.entity_type == "organization"}
        return {key: frozenset(name[:1] + name[-1:]) for key, name in words.items()}

    def epithet_of(self, source: Span, words: str) -> str | None:
        """The person who was a subject last, where the words tell of a place, party or people: "the Texas Democrat"."""
        is_member = head_word(words) in word_group("epithets") or self._is_member(source)
        if not EPITHET.fullmatch(words) or not is_member:
            return None
        return self._last_subject(source.start_char)

    def _is_member(self, source: Span) -> bool:
        """Whether the head of the phrase is one of a party or people: "Democrat", "Frenchman"."""
        tokens = self.document.tokens(*source)
        return bool(len(tokens)) and tokens.root.ent_type_ == "NORP" and tokens.root.tag_ in {"NN", "NNP"}


def _is_called(title: str, wanted: str) -> bool:
    """Whether the holder of the title is called so for short: "minister" and "trade minister" for a "minister of trade and industry"; not
    "board" for a "head of the board", nor "president" for a vice president."""
    office, link, field = FIELD.split(title, maxsplit=1) if FIELD.search(title) else (title, "", "")
    if title == wanted or office == wanted or (office.endswith(" " + wanted) and office.split()[-1 - len(wanted.split())] not in LESSER):
        return True
    *fields, last = wanted.split()
    return bool(link and fields) and last == office and set(fields) <= set(field.split())


def head_word(plain: str) -> str:
    """The noun that a description is built around: "official", in "official at the ministry"."""
    return BEHIND_NOUN.split(plain.lower(), maxsplit=1)[0].split()[-1]


def is_person(plain: str) -> bool:
    """Whether the description is one of a person."""
    head = head_word(plain)
    return (head,) in vocabulary().offices or head in word_group("human_nouns") or head.endswith(PERSON_ENDINGS)


def description(words: str) -> str:
    """An unnamed speaker's description, without articles and quantifiers: "finance ministry official"."""
    plain = DATED.sub("", DETERMINERS.sub("", " ".join(words.split())))
    return POSSESSIVE.sub("", RELAYED.sub("", plain)).strip(" ,")
