"""Where companies have their seat (transforms/data/company_seats.csv)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Span

from transforms.measures.actor_words import INNER
from transforms.names.entities import Entities
from transforms.text.clauses import sentence_of
from transforms.text.document import Document

SEATS = Path(__file__).parents[1] / "data" / "company_seats.csv"


@lru_cache(maxsize=1)
def _company_seats() -> dict[str, str]:
    with SEATS.open(encoding="utf-8", newline="") as file:
        return {row["company"]: row["country_code"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def seat(name: str) -> str | None:
    """The country of a known company, also where its name has more words: "Huawei Technologies Co"."""
    words = name.split()
    return next((seat for count in (3, 2, 1) if (seat := _company_seats().get(" ".join(words[:count])))), None)


def seats(document: Document, entities: Entities, by_token: Mapping[int, str], countries: AbstractSet[int]) -> dict[int, str]:
    """Where the companies of an article are from, by token of their names: "the Chinese maker Huawei", "China's ZTE".

    `by_token` are the governments named, `countries` the tokens of countries' names among them.
    """
    found: dict[str, str] = {}
    for mention in entities.mentions:
        tokens = document.tokens(mention.start_char, mention.end_char)
        is_new = mention.entity_type == "organization" and mention.candidate_id not in found
        if is_new and len(tokens) and tokens[0].i not in by_token:
            home = seat(mention.mention_text) or _named_beside(tokens, by_token, countries)
            if home is not None:
                found[mention.candidate_id] = home
    return {
        token.i: found[mention.candidate_id]
        for mention in entities.mentions
        if mention.candidate_id in found
        for token in document.tokens(mention.start_char, mention.end_char)
    }


def _named_beside(name: Span, by_token: Mapping[int, str], countries: AbstractSet[int]) -> str | None:
    """The country whose adjective or name modifies a name: "the Chinese maker Huawei"."""
    head = name.root.head if name.root.dep_ in ("compound", "appos") else name.root
    near = [token for token in name.doc[max(sentence_of(head).start, name.start - 5) : name.end] if token.i in countries]
    is_its = bool(near) and head in (near[-1].head, near[-1].head.head) and near[-1].dep_ in INNER
    return by_token[near[-1].i] if is_its else None
