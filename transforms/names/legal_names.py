"""Names of laws and agreements, found by how such names are built.

A statute's name ends in its kind ("Act", "Code") and runs to the left over capitalised words; sections, orders and volumes of law are
numbered; agreements end in their kind too, or are called after the city where they were struck ("the Geneva accord"), or after a phase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.names.gazetteer import WORD, Found
from transforms.text.word_groups import words as word_group
from warehouse.schema import EntityType, Span


class LegalName(NamedTuple):
    """The name of a law or an agreement, article and country's possessive left out."""

    start_char: int
    end_char: int
    entity_type: EntityType


LAW_KINDS = frozenset({"Act", "Law", "Code", "Statute"})
AGREEMENT_KINDS = frozenset({"Agreement", "Agreements", "Accord", "Accords", "Treaty", "Pact", "Partnership", "Arrangement"})
KINDS_WITH_TAIL = frozenset(
    {"Convention", "Protocol", "Declaration"}
)  # agreements only where a subject follows: "Convention on Biodiversity"
KINDS = LAW_KINDS | AGREEMENT_KINDS | KINDS_WITH_TAIL
KIND = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})(?![^\W_])")
CONNECTORS = frozenset({"and", "of", "for", "on", "to", "in", "&", "with"})
STATE = re.compile(r"\d{4}|[IVX]+")
BETWEEN = re.compile(r"\s{1,12}|\s?[-‐‑–/]\s?|,\s{1,12}")
LONGEST_NAME = 14  # words
REACH, REACH_BEHIND = 400, 20  # characters around a kind that hold its name, and the beginning of the word behind it
TAIL = re.compile(
    r"\s+(?:on|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:,?\s+(?:and\s+|of\s+)?(?!The\b|President\b)[A-Z][\w’'-]*){0,8}",
)
YEAR = re.compile(r"\s+of\s+\d{4}\b")
STATUTE = r"(?:the\s+)?(?:\d{4}\s+)?(?:[A-Z][\w’'-]*\s+(?:and\s+|of\s+)?){1,7}Act(?:\s+of\s+\d{4})?"
TITLE_OF_CODE = r"title\s+\d+,\s+United\s+States\s+Code"
STRUCK = r"(?:[Dd]eal|[Aa]greement|[Pp]act|[Aa]ccord)\b"
NUMBERED_LAWS = re.compile(
    rf"\b(?=[\dCDEPRSUs])(?:[Ss]ections?\s+\d+[A-Za-z]?(?:\([A-Za-z0-9]{{1,3}}\))*(?:\s+of\s+(?:{TITLE_OF_CODE}|{STATUTE}))?"
    r"|\d+\s+U\.?S\.?C\.?\s+\d+[a-z]{0,2}(?:\([A-Za-z0-9]{1,3}\))*(?:\s+et\s+seq)?"
    r"|\d+\s+C\.?F\.?R\.?\s+(?:[Pp]art\s+)?\d+(?:\.\d+)?"
    r"|(?:Executive\s+Order|Proclamation|Regulation\s+\(E[UC]\)|Directive)\s+(?:No\.\s*)?\d[\d/]*\d\b"
    r"|Public\s+Law\s+\d+[-–]\d+"
    r"|(?<=[Tt]he )(?:U\.?S\.? )?Constitution\b(?!al))"
)
TITLE_OF_ORDER = re.compile(
    r"(?:Executive\s+Order|Proclamation)\s+(?:No\.\s*)?\d{3,5}\s+of\s+[A-Z][a-z]+\s+\d{1,2},\s+\d{4}\s{1,3}\((?P<title>[A-Z][^()]{10,250})\)"
)
OWN_SECTION = re.compile(r"[Ss]ections?\s+\d{1,2}(?:\([A-Za-z0-9]{1,3}\))*")
PHASES = re.compile(
    rf"\b[Pp]hase[\s-]+(?:[Oo]ne|[Tt]wo|[Tt]hree|[123]|I{{1,3}})\s+(?:of\s+(?:the|a)\s+|of\s+)?(?:[Tt]rade\s+)?{STRUCK}"
    rf"|\b(?:first|second)\s+phase\s+of\s+(?:the|a)\s+(?:trade\s+)?{STRUCK}"
)
STRUCK_IN = re.compile(
    r"\s+(?:Convention|Protocol|[Aa]greement|[Aa]ccord|[Dd]eal|[Pp]act|[Tt]reaty|[Tt]ruce|[Cc]onsensus|framework|Joint\s+Statement)s?\b"
)
SEATS = frozenset({"city", "building"})


def legal_names(text: str, known: list[Found]) -> list[LegalName]:
    """Laws and agreements in order; where two overlap, the longer stands."""
    found = [*_numbered(text), *_by_kind(text), *_called_after_places(text, known)]
    kept: list[LegalName] = []
    for name in sorted(found, key=lambda name: (name.start_char, -name.end_char)):
        if kept and name.start_char < kept[-1].end_char:
            if name.end_char - name.start_char > kept[-1].end_char - kept[-1].start_char:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


def titles_of_orders(text: str) -> list[tuple[int, int]]:
    """What orders are called, in brackets behind their number and day: a sentence that holds names, and is none itself."""
    return [match.span("title") for match in TITLE_OF_ORDER.finditer(text)]


def _numbered(text: str) -> Iterator[LegalName]:
    for match in NUMBERED_LAWS.finditer(text):
        if OWN_SECTION.fullmatch(match.group()):
            continue  # of the order or contract that the text itself is
        yield LegalName(match.start(), match.end(), "law")
    for match in PHASES.finditer(text):
        yield LegalName(match.start(), match.end(), "agreement")


def _by_kind(text: str) -> Iterator[LegalName]:
    for stretch in _around_kinds(text):
        words = list(WORD.finditer(text, *stretch))
        for at, word in enumerate(words):
            if word.group() in KINDS and word.end() < stretch.end_char and (name := _named_by(text, words, at)):
                yield name


def _around_kinds(text: str) -> list[Span]:
    """The stretches in which a kind may end a name, none overlapping: in most texts they are few."""
    found: list[Span] = []
    for match in KIND.finditer(text):
        start, end = max(0, match.start() - REACH), match.end() + REACH_BEHIND
        if found and start <= found[-1].end_char:
            found[-1] = Span(found[-1].start_char, end)
        else:
            found.append(Span(start, end))
    return found


def _named_by(text: str, words: list[re.Match[str]], at: int) -> LegalName | None:
    """The name that ends in the kind at that word, or goes on behind it."""
    kind, start, end = words[at].group(), _leftmost(text, words, at), words[at].end()
    is_law = kind in LAW_KINDS
    tail = (YEAR if is_law else TAIL).match(text, end)
    if (start == at and (is_law or tail is None)) or (kind in KINDS_WITH_TAIL and tail is None):
        return None
    before = words[at - 1].group() if at else ""
    if (kind == "Law" and before in {"of", "Public"}) or (kind == "Code" and before.lower() in {"zip", "area", "dress"}):
        return None  # "School of Law"
    if tail is None and at + 1 < len(words) and words[at + 1].group()[0].isupper() and text[end : words[at + 1].start()] == " ":
        return None  # "Law School", "Partnership Council": the kind is part of another name
    return LegalName(words[start].start(), tail.end() if tail else end, "law" if is_law else "agreement")


def _leftmost(text: str, words: list[re.Match[str]], at: int) -> int:
    """Index of the first word of the name that ends at `at`: capitalised words, and connectors that stand between two of them."""
    start, probe = at, at - 1
    while probe >= 0 and at - probe <= LONGEST_NAME:
        between = text[words[probe].end() : words[probe + 1].start()]
        if not BETWEEN.fullmatch(between) or "\n\n" in between:
            break
        word = words[probe].group()
        if word in LAW_KINDS | AGREEMENT_KINDS and ("," in between or words[probe + 1].group() == "and"):
            break  # a list: "the Clean Air Act, Trade Act and Tariff Act"
        if word[0].isupper() or (STATE.fullmatch(word) and probe == at - 1):
            if _opens_sentence(text, words[probe]) and words[probe].group().lower() in word_group("sentence_openers"):
                break
            start = probe
        elif STATE.fullmatch(word) and start == probe + 1:
            start = probe
        elif (word not in CONNECTORS and not (word in {"an", "a"} and probe and words[probe - 1].group() == "for")) or "," in between:
            break
        probe -= 1
    return start


def _opens_sentence(text: str, word: re.Match[str]) -> bool:
    before = text[max(0, word.start() - 3) : word.start()].rstrip(" \n\t“\"'(")
    return not before or before[-1:] in ".!?:;" or word.group().lower() in word_group("sentence_openers")


def _called_after_places(text: str, known: list[Found]) -> Iterator[LegalName]:
    for found in known:
        if found.use == "capital" or found.known.kind in SEATS:
            match = STRUCK_IN.match(text, found.end_char)
            if match:
                yield LegalName(found.start_char, match.end(), "agreement")
