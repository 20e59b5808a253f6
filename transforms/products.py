"""The goods a measure falls on, in the words of the text, without their origin."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.actors import Actors
from transforms.document import Document
from transforms.measure_terms import lemma

DATA = Path(__file__).with_name("data") / "products.csv"
GENERIC = frozenset(
    "import good product export item merchandise shipment thing other country nation economy trade partner commodity all any each other "
    "world worth value dollar billion million importation everything article sale order supply access".split()
)
VESSEL = frozenset(
    {"import", "export", "importation", "exportation", "shipment", "sale", "supply", "purchase", "access", "range", "number", "variety"}
)
SKIPPED_FIRST = frozenset(
    "the a an its their his her our all any some of on to for from more most other these those imported certain".split()
) - {"certain", "some"}
ENDS = frozenset({"relcl", "acl", "advcl", "punct", "cc", "appos"})


def product_words(head: Token, document: Document, actors: Actors) -> tuple[int, int] | None:
    """The stretch of the goods in the phrase with this head ("imports of Danish pigmeat": "pigmeat"); None where it names none."""
    noun = head
    if lemma(head) in VESSEL:
        inner = next(
            (
                pobj
                for prep in head.rights
                if prep.dep_ == "prep" and prep.lower_ in ("of", "to")
                for pobj in prep.children
                if pobj.dep_ == "pobj"
            ),
            None,
        )
        if inner is not None and not actors.is_country(inner) and inner.ent_type_ not in ("MONEY", "PERSON"):
            noun = inner
    if actors.is_country(noun) or noun.ent_type_ in ("MONEY", "PERSON", "DATE", "PERCENT") or noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    tokens = _phrase(noun, actors)
    while tokens and (
        tokens[0].lower_ in SKIPPED_FIRST
        or actors.is_country(tokens[0])
        or tokens[0].pos_ in ("PUNCT", "ADP", "PART", "CCONJ", "SPACE")
        or tokens[0].lower_ == "goods"
    ):
        tokens = tokens[1:]
    while tokens and (
        lemma(tokens[-1]) in VESSEL or tokens[-1].pos_ in ("PUNCT", "ADP", "CCONJ", "DET", "SPACE", "PART") or actors.is_country(tokens[-1])
    ):
        tokens = tokens[:-1]
    content = [token for token in tokens if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and not actors.is_country(token)]
    if not content or all(lemma(token) in GENERIC or token.pos_ == "NUM" and len(content) == 1 for token in content):
        return None
    if not any(token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma(token) not in GENERIC for token in content) and not any(
        token.pos_ == "NUM" for token in content
    ):
        return None
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _phrase(noun: Token, actors: Actors) -> list[Token]:
    """The noun with its modifiers and coordinated nouns, cut before clauses and origins."""
    start = noun.left_edge.i
    end = noun.i
    for member in (noun, *noun.conjuncts):
        if member.i < noun.i or member.i - end > 12 or actors.is_country(member):
            continue
        end = max(end, member.i)
        for right in member.rights:
            if right.dep_ == "prep" and right.lower_ in ("of", "including", "such") and right.i <= end + 3:
                stop = right.right_edge.i
                clause = next((token.i for token in right.subtree if token.dep_ in ("relcl", "acl", "advcl")), None)
                end = max(end, (clause - 1) if clause else stop)
    return list(noun.doc[start : min(end, noun.sent.end - 1) + 1])


@lru_cache(maxsize=1)
def headings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words for goods with their Harmonized System codes, longest words first."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [(row["words"], row["hs_code"]) for row in csv.DictReader(line for line in file if not line.startswith("#"))]
    rows.sort(key=lambda row: (-len(row[0]), row))
    return tuple((re.compile(rf"\b{re.escape(words)}(?:s|es)?\b", re.IGNORECASE), code) for words, code in rows)


def hs_codes(product: str | None) -> tuple[str, ...]:
    """Codes of the goods that the words name, in ascending order; a longer name hides the shorter one inside it."""
    left, found = product or "", set()
    for pattern, code in headings():
        left, count = pattern.subn(" ", left)
        if count:
            found.update(code.split())
    return tuple(sorted(found))
