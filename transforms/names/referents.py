"""Whom a pronoun can mean: the persons that a text names, descriptions that stand for them, and persons without a name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.names.names import Gender, gender_of, name_parts, name_words
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group


class Event(NamedTuple):
    at: int  # character
    who: int
    sentence: int
    is_subject: bool
    is_object: bool
    gender: Gender | None  # of the person, as far as the text tells it
    token: Token


def named(doc: Doc, mentions: list[Person], sentences: list[int], genders: Mapping[int, Gender]) -> Iterator[Event]:
    for mention in mentions:
        span = doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        top = root.head if root.dep_ in {"appos", "compound", "nmod"} and root.head.pos_ in {"PROPN", "NOUN"} else root
        is_source = root.dep_ == "pobj" and root.head.head.lower_ == "according"
        is_alone = root.dep_ == "ROOT" and root.pos_ == "PROPN"  # "Doe - who is ill - urged calm", a phrase to the parser
        is_subject = is_source or is_alone or root.dep_ in SUBJECTS or (top.dep_ in SUBJECTS and root.dep_ == "appos")
        sentence = bisect_left(sentences, mention.start_char + 1) - 1
        yield Event(mention.start_char, mention.who, sentence, is_subject, root.dep_ in OBJECTS, genders.get(mention.who), root)


def unnamed(document: Document, mentions: list[Person], sentences: list[int], genders: Mapping[int, Gender]) -> Iterator[Event]:
    """Persons without a name, and descriptions that stand for a named one: "the president" after "President Chirac"."""
    doc, text = document.doc, document.reading_text
    starts = [mention.start_char for mention in mentions]
    heads = {title.head for title in document.titles if not title.is_plural}
    holders: dict[str, int] = {}
    words, human = name_words(), word_group("human_nouns")
    leaders = Counter(m.who for m in mentions if text[m.start_char : m.end_char].lower() in words.leaders)
    topic = leaders.most_common(1)[0][0] if leaders else UNNAMED
    nouns = human | words.male_nouns | words.female_nouns
    for token in [doc[i] for i, noun in enumerate(document.lower_words) if noun in nouns or i in heads]:
        noun = token.lower_
        if token.tag_ in {"NNS", "NNPS"}:
            continue
        named = _neighbour(text, token, mentions, starts)
        if named is not None:
            if not any(child.lower_ in {"former", "ex"} for child in token.head.lefts) and doc[token.i - 1].lower_ != "former":
                holders[noun] = named
            continue
        if token.dep_ in {"compound", "attr", "appos", "amod"} or (token.dep_ == "pobj" and token.head.lower_ == "as"):
            continue
        if token.dep_ == "attr" or any(child.lower_ in {"only", "first", "last", "former"} for child in token.lefts):
            continue
        is_definite = token.text[0].isupper() or any(child.lower_ in {"the", "this"} for child in token.lefts)
        who = holders.get(noun, topic if noun in HIGHEST else UNNAMED) if is_definite else UNNAMED
        told: Gender | None = "male" if noun in words.male_nouns else "female" if noun in words.female_nouns else None
        gender = told if who == UNNAMED else genders.get(who)
        sentence = bisect_left(sentences, token.idx + 1) - 1
        yield Event(token.idx, who, sentence, token.dep_ in SUBJECTS, token.dep_ in OBJECTS, gender, token)


def _neighbour(text: str, token: Token, mentions: list[Person], starts: list[int]) -> int | None:
    """The person whose name stands beside the noun: "Chancellor Merkel", "Merkel, the chancellor"."""
    after = bisect_left(starts, token.idx)
    if after < len(mentions):
        between = text[token.idx + len(token) : mentions[after].start_char]
        if len(between) <= 3 and not between.strip(" ,\n"):
            return mentions[after].who
    if after:
        between = text[mentions[after - 1].end_char : token.idx]
        if len(between) <= 70 and between.lstrip().startswith((",", "(")) and not any(mark in between[1:] for mark in '.,;"“”\n'):
            return mentions[after - 1].who
    return None


def genders_of(text: str, mentions: list[Person]) -> dict[int, Gender]:
    """What names, forms of address and nouns beside the names tell."""
    votes: dict[int, Counter[Gender]] = {}
    surnames: dict[int, Gender] = {}
    full: set[int] = set()
    words = name_words()
    male, female = words.male_titles | words.male_nouns, words.female_titles | words.female_nouns
    for mention in mentions:
        told = gender_of(name_parts(text[mention.start_char : mention.end_char]))
        if told:
            votes.setdefault(mention.who, Counter())[told] += 2
        before = text[max(0, mention.start_char - 24) : mention.start_char].replace(".", " ").split()
        last = before[-1].lower() if before else ""
        if last in male:
            votes.setdefault(mention.who, Counter())["male"] += 3
        elif last in female:
            votes.setdefault(mention.who, Counter())["female"] += 3
        parts = name_parts(text[mention.start_char : mention.end_char])
        if len(parts) > 1:
            full.add(mention.who)
        elif parts and parts[0] in words.leaders:
            surnames[mention.who] = "male" if parts[0] in words.male_leaders else "female"
    for who, gender in surnames.items():  # a leader's surname alone: with a first name it may be somebody else of the family
        if who not in full:
            votes.setdefault(who, Counter([gender]))
    return {who: count.most_common(1)[0][0] for who, count in votes.items()}


class Person(NamedTuple):
    """A named person's mention: where, and who (an index that the caller gives to persons)."""

    start_char: int
    end_char: int
    who: int


SUBJECTS = frozenset({"nsubj", "nsubjpass"})


OBJECTS = frozenset({"dobj", "iobj", "dative", "pobj"})


UNNAMED = -1


HIGHEST = frozenset({"president", "premier", "chancellor"})  # whoever leads the article's government, where the text does not say
