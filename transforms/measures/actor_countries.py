"""The country of a leader or a public body, by its name or by what stands before it."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Span

from transforms.measures.actor_words import OFFICIAL
from transforms.names.gazetteer import known_names
from transforms.names.leaders import leader_country, leaders
from warehouse.schema import Mention


@lru_cache(maxsize=1 << 12)
def led(name: str, year: int) -> str | None:
    """The state that a head of state or government of that name leads."""
    return next((code for office in leaders() if (code := leader_country(name, office, year, frozenset()))), None)


def of_name(mention: Mention) -> str | None:
    """The country inside the name of a public body: "U.S. House Committee"."""
    if mention.entity_type != "organization" or not OFFICIAL & {word.lower() for word in mention.mention_text.split()}:
        return None
    return next((found.known.country_code for found in known_names(mention.mention_text) if found.known.country_code), None)


def of_neighbour(mention: Mention, tokens: Span) -> str | None:
    """The country that stands right before the name of a public body: "the U.S. House Trade Committee"."""
    if not len(tokens) or not tokens[0].i or mention.entity_type != "organization":
        return None
    before = tokens[0].nbor(-1)
    is_public = OFFICIAL & {word.lower() for word in mention.mention_text.split()} and before.dep_ in ("compound", "nmod", "amod")
    return next((found.known.country_code for found in known_names(before.text)), None) if is_public else None
