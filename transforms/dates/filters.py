"""Which forms of a date are none: names, ages, numbers that count things; and "a year" that tells a rate."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from transforms.dates.context import Reading
from transforms.dates.forms import Form
from transforms.dates.units import duration
from transforms.dates.words import unit_name, words
from transforms.text.cues import is_speaker
from transforms.text.document import Document

FOLLOWED = re.compile(r"\s+(?:after|before|later|earlier|ahead|of|from|longer|late|early|out|'s|per)\b|-", re.IGNORECASE)


@cache
def _context(name: str) -> frozenset[str]:
    return frozenset(words("contexts")[name])


@cache
def _not_dates(side: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in words("not_dates")[side])
    return re.compile(rf"\b(?:{names})\s+$" if side == "before" else rf"\s*-?\s*(?:{names})\b")


def is_time(form: Form, document: Document, text: str) -> bool:
    """Whether the words tell a time where they stand. `text`: the reading text, which spaCy joins anew at every call."""
    tokens = document.tokens(form.start_char, form.end_char)
    if not len(tokens):
        return False
    if _not_dates("before").search(text[max(0, form.start_char - 14) : form.start_char]):
        return False
    first = tokens[0]
    match form.kind:
        case "year":
            return _is_year(form, first, text)
        case "month":
            return first.lower_ not in _context("ambiguous_months") or _is_month(first)
        case "weekday" | "near_day":
            return not _not_dates("after").match(text[form.end_char : form.end_char + 14]) and first.ent_type_ not in (
                "PERSON",
                "WORK_OF_ART",
            )
        case "day_alone":
            return _is_alone(tokens[-1])
        case "holiday":
            return tokens[-1].dep_ != "compound" or form.group("weekend") is not None
        case "set":
            return not (form.group("adverb") and first.text[0].isupper() and not first.is_sent_start and not first.is_upper)
        case "duration":
            return _is_length(form, first, text)
        case "part_of_year":
            return bool(form.group("quarter") or form.group("half") or form.group("year")) or _word_before(first) in (
                "the",
                "in",
                "its",
                "their",
                "",
            )
    return True


def _is_alone(token: Token) -> bool:
    """Whether no noun follows that the ordinal could count: "on the 24th", not "on the 24th floor"."""
    behind = token.nbor() if token.i + 1 < len(token.doc) else None
    return behind is None or behind.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}


def rate(form: Form, document: Document) -> Reading | None:
    """ "a year" beside an amount as a recurring time: "100,000 cars a year"."""
    words_of = form.match.group().lower().split()
    if form.kind != "duration" or words_of[0] not in ("a", "an") or len(words_of) != 2:
        return None
    first = document.tokens(form.start_char, form.end_char)[0]
    after = first.nbor(2) if first.i + 2 < len(first.doc) else None
    if _word_before(first) in _context("before_length") or (after is not None and after.lower_ in _context("after_length")):
        return None
    noun = first.nbor(1)
    return Reading("set", None, duration(1, unit_name(noun.lower_))) if noun.dep_ in ("npadvmod", "nmod", "appos", "dobj", "pobj") else None


def _before(token: Token) -> Token | None:
    """The token before, white space left out."""
    return next((token.doc[i] for i in range(token.i - 1, max(-1, token.i - 4), -1) if not token.doc[i].is_space), None)


def _word_before(token: Token) -> str:
    before = _before(token)
    return before.lower_ if before is not None else ""


def _is_month(token: Token) -> bool:
    if token.ent_type_ == "PERSON" or token.tag_ == "MD" or is_speaker(token):
        return False
    return token.ent_type_ == "DATE" or _word_before(token) in _context("before_date")


def _is_year(form: Form, token: Token, text: str) -> bool:
    if _not_dates("after").match(text[form.end_char : form.end_char + 14]):
        return False
    if token.ent_type_ == "DATE":
        return True
    if token.ent_type_ in ("MONEY", "PERCENT", "QUANTITY", "LAW", "PRODUCT"):
        return False
    before = _before(token)
    if before is not None and before.pos_ in ("DET", "PRON") and token.dep_ in ("nummod", "compound", "amod"):
        return token.head.tag_ in ("NN", "NNP")  # "the 2020 election", not "the 2020 workers"
    counts = token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS") and token.head.i > token.i
    return _word_before(token) in _context("before_year") or (not counts and _word_before(token) in _context("before_date"))


def _is_length(form: Form, first: Token, text: str) -> bool:
    """Not "one day we will", "a quarter of", "a weekend"."""
    count, unit = str(form.group("count")).lower(), str(form.group("unit")).lower()
    if form.group("old") or _word_before(first) in ("aged", "age"):
        return False
    single = count in ("a", "an", "one", "1")
    if unit_name(unit) in ("quarter", "weekend") and (single or text[form.end_char :].lstrip().startswith("of")):
        return False
    return not (single and unit == "day" and not FOLLOWED.match(text[form.end_char : form.end_char + 10]))
