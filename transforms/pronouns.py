"""Whom he and she are: the person named nearest before, by gender, by who is the subject, and by whom the article is about.

A pronoun for somebody unnamed ("a spokesman said … he") is left out: unnamed persons compete with the named ones. Weights follow what
the literature of rule-based resolution agrees on (recency, subjecthood, parallelism: Lappin and Leass 1994), set by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.cues import is_statement
from transforms.entity_words import words as entity_words
from transforms.names import Gender, gender_of, name_parts, name_words
from transforms.titles import Title

PRONOUNS: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
RESOLVED = frozenset({"he", "she", "his", "her", "him", "hers"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "iobj", "dative", "pobj"})
LOOK_BACK = 60  # events before the pronoun
FARTHEST = 7  # sentences
LEAST = -5.5
UNNAMED = -1
HIGHEST = frozenset({"president", "premier", "chancellor"})  # whoever leads the article's government, where the text does not say
QUOTE_MARKS = '"“”'


class Person(NamedTuple):
    """A named person's mention: where, and who (an index that the caller gives to persons)."""

    start_char: int
    end_char: int
    who: int


class Pronoun(NamedTuple):
    """A pronoun and the person it stands for."""

    start_char: int
    end_char: int
    who: int


class _Event(NamedTuple):
    at: int  # character
    who: int
    sentence: int
    is_subject: bool
    is_object: bool
    gender: Gender | None
    token: Token


def pronouns(doc: Doc, mentions: list[Person], offices: list[Title]) -> list[Pronoun]:
    """The pronouns of named persons in order."""
    if not mentions:
        return []
    sentences = [sentence.start_char for sentence in doc.sents]
    genders = _genders(doc, mentions)
    counts = Counter(mention.who for mention in mentions)
    events = sorted([*_named(doc, mentions, sentences), *_unnamed(doc, mentions, sentences, offices)], key=lambda event: event.at)
    taken = {i for mention in mentions for i in range(mention.start_char, mention.end_char)}
    quoted = _quoted(doc)
    found: list[Pronoun] = []
    for token in doc:
        gender = PRONOUNS.get(token.lower_)
        if gender is None or token.idx in taken or (token.text.isupper() and len(token) > 2 and token.lower_ not in RESOLVED):
            continue
        sentence = bisect_left(sentences, token.idx + 1) - 1
        who = _best(token, gender, sentence, events, genders, counts, quoted)
        if who is None:
            continue
        if who >= 0:
            genders.setdefault(who, gender)
            if token.lower_ in RESOLVED:
                found.append(Pronoun(token.idx, token.idx + len(token), who))
        event = _Event(token.idx, who, sentence, token.dep_ in SUBJECTS, token.dep_ in OBJECTS, gender, token)
        events.insert(bisect_left(events, token.idx, key=lambda event: event.at), event)
    return found


def _best(
    token: Token, gender: Gender, sentence: int, events: list[_Event], genders: dict[int, Gender], counts: Counter[int], quoted: bytearray
) -> int | None:
    here = bisect_left(events, token.idx, key=lambda event: event.at)
    in_quote = bool(quoted[token.i])
    scores: dict[int, float] = {}
    total = sum(counts.values())
    others = _speakers(token, events[here : here + 4], events[max(0, here - 4) : here], quoted) if in_quote else set()
    others |= _named_below(token, sentence, events[here : here + 4])
    nearest = _nearest_subject(token)
    for event in [*events[max(0, here - LOOK_BACK) : here], *_following(token, sentence, events, here)]:
        distance = sentence - event.sentence
        own = genders.get(event.who) if event.who >= 0 else event.gender
        if distance > FARTHEST or (own is not None and own != gender) or _is_co_argument(token, event.token) or event.who in others:
            continue
        score = -float(max(distance, 0))
        score += 1.6 * event.is_subject + 0.3 * event.is_object
        score += 0.4 * (own == gender) + (1.5 * counts[event.who] / total if event.who >= 0 else -0.3)
        if distance == 0:
            score += _within_sentence(token, event, nearest)
        if event.at > token.idx:
            score -= 1.2
        if event.token.dep_ == "poss" and event.token.lower_ not in PRONOUNS:
            score -= 0.3
        tells = event.is_subject and is_statement(event.token.head) and not quoted[event.token.i]
        if in_quote != bool(quoted[event.token.i]) and distance > 0:
            score -= 3.0 if tells else 0.5
        elif tells and token.dep_ in SUBJECTS and is_statement(token.head):
            score += 0.6
        scores[event.who] = max(scores.get(event.who, -99.0), score)
    if not scores:
        return None
    best = max(scores, key=lambda who: (scores[who], who))
    return best if scores[best] >= LEAST else None


def _following(token: Token, sentence: int, events: list[_Event], here: int) -> list[_Event]:
    """Names after the pronoun in its own sentence, where its clause comes first: "After he left, Cook said"."""
    opens = token.i - token.sent.start <= 8
    above = {ancestor.i for ancestor in token.ancestors} - {token.head.i}
    following = events[here : here + 2] if opens else []
    return [event for event in following if event.sentence == sentence and event.is_subject and event.token.head.i in above]


def _within_sentence(token: Token, event: _Event, nearest: Token | None) -> float:
    if nearest is not None and (event.token == nearest or event.token.head == nearest) and event.token != token:
        return 1.5
    return -0.01 * (token.i - event.token.i)


def _nearest_subject(token: Token) -> Token | None:
    """The subject of the closest clause around a pronoun that is not itself that subject."""
    for above in token.ancestors:
        subject = next((child for child in above.lefts if child.dep_ in SUBJECTS and child.i < token.i), None)
        if subject is not None:
            return subject
    return None


def _named_below(token: Token, sentence: int, after: list[_Event]) -> set[int]:
    """ "He called Cook a friend": a subject is nobody whom its own clause names later."""
    if token.dep_ not in SUBJECTS:
        return set()
    return {event.who for event in after if event.sentence == sentence and event.token.head == token.head and event.who >= 0}


def _is_co_argument(token: Token, other: Token) -> bool:
    """ "Trump met him": arguments of one verb are different persons; "his Trump" is never Trump himself."""
    if token.lower_ in {"him", "her"} and token.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head and other.dep_ in SUBJECTS
    if token.dep_ in SUBJECTS and other.dep_ in {"dobj", "iobj", "dative"}:
        return other.head == token.head
    return token.dep_ == "poss" and token.head == other


def _speakers(token: Token, after: list[_Event], before: list[_Event], quoted: bytearray) -> set[int]:
    """Who speaks the quotation around the pronoun: subjects of verbs outside the marks in the same sentence, who would say "I"."""
    sentence = token.sent
    return {
        event.who
        for event in [*before, *after]
        if event.is_subject and event.who >= 0 and not quoted[event.token.i] and event.token.sent == sentence
        and (event.at > token.idx or _opens_after(event.token, token, quoted))
    }  # fmt: skip


def _opens_after(speaker: Token, token: Token, quoted: bytearray) -> bool:
    return 0 < token.i - speaker.i < 25 and not any(quoted[speaker.i : speaker.i + 2])


def _quoted(doc: Doc) -> bytearray:
    """Per token, whether it stands inside double quotation marks; a paragraph's end closes them."""
    inside, out = False, bytearray(len(doc) + 1)
    for token in doc:
        if "\n\n" in token.text or (token.is_space and "\n" in token.text):
            inside = False
        if token.text in {"“", "``"} or (token.text == '"' and not inside):
            inside = True
        elif token.text in {"”", "''", '"'}:
            inside = False
        out[token.i] = inside
    return out


def _named(doc: Doc, mentions: list[Person], sentences: list[int]) -> Iterator[_Event]:
    for mention in mentions:
        span = doc.char_span(mention.start_char, mention.end_char, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        top = root.head if root.dep_ in {"appos", "compound", "nmod"} and root.head.pos_ in {"PROPN", "NOUN"} else root
        is_source = root.dep_ == "pobj" and root.head.head.lower_ == "according"
        is_subject = is_source or root.dep_ in SUBJECTS or (top.dep_ in SUBJECTS and root.dep_ == "appos")
        sentence = bisect_left(sentences, mention.start_char + 1) - 1
        yield _Event(mention.start_char, mention.who, sentence, is_subject, root.dep_ in OBJECTS, None, root)


def _unnamed(doc: Doc, mentions: list[Person], sentences: list[int], offices: list[Title]) -> Iterator[_Event]:
    """Persons without a name, and descriptions that stand for a named one: "the president" after "President Chirac"."""
    text = doc.text
    starts = [mention.start_char for mention in mentions]
    heads: dict[int, bool] = {title.head: title.is_plural for title in offices}
    holders: dict[str, int] = {}
    words, human = name_words(), entity_words("human_nouns")
    leaders = Counter(m.who for m in mentions if text[m.start_char : m.end_char].lower() in words.leaders)
    topic = leaders.most_common(1)[0][0] if leaders else UNNAMED
    for token in doc:
        noun = token.lower_
        is_human = noun in human or noun in words.male_nouns or noun in words.female_nouns
        if not (is_human or (token.i in heads and not heads[token.i])) or token.tag_ in {"NNS", "NNPS"}:
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
        gender: Gender | None = "male" if noun in words.male_nouns else "female" if noun in words.female_nouns else None
        sentence = bisect_left(sentences, token.idx + 1) - 1
        yield _Event(token.idx, who, sentence, token.dep_ in SUBJECTS, token.dep_ in OBJECTS, gender, token)


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


def _genders(doc: Doc, mentions: list[Person]) -> dict[int, Gender]:
    """What names, forms of address and nouns beside the names tell."""
    votes: dict[int, Counter[Gender]] = {}
    words, text = name_words(), doc.text
    for mention in mentions:
        told = gender_of(name_parts(text[mention.start_char : mention.end_char]))
        if told:
            votes.setdefault(mention.who, Counter())[told] += 2
        before = text[max(0, mention.start_char - 24) : mention.start_char].replace(".", " ").split()
        last = before[-1].lower() if before else ""
        if last in words.male_titles | words.male_nouns:
            votes.setdefault(mention.who, Counter())["male"] += 3
        elif last in words.female_titles | words.female_nouns:
            votes.setdefault(mention.who, Counter())["female"] += 3
        parts = name_parts(text[mention.start_char : mention.end_char])
        if len(parts) == 1 and parts[0] in words.male_leaders | words.female_leaders:
            votes.setdefault(mention.who, Counter())["male" if parts[0] in words.male_leaders else "female"] += 1
    return {who: count.most_common(1)[0][0] for who, count in votes.items()}
