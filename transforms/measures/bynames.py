"""Words that stand for a government without being its name: family names of officials, parts of states, "the bloc", "the island"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from transforms.measures.actor_words import NAMES_OF_GOODS, NICKNAMES, PRODUCTS_OF
from transforms.names.entities import Entities
from transforms.text.document import Document


class Byname(NamedTuple):
    """A token that stands for a government. `is_country`: it can be the origin of goods."""

    place: int
    code: str
    is_country: bool


def bynames(
    document: Document, entities: Entities, codes: Mapping[str, str | None], named: AbstractSet[int], private: AbstractSet[int]
) -> Iterator[Byname]:
    """The tokens that stand for a government, beyond those `named` after one and those in the names of others, which are `private`.

    `codes`: the government of each entity.
    """
    families = _families(entities, codes)
    known = {code for code in codes.values() if code}
    telling = families.keys() | PRODUCTS_OF.keys() | NICKNAMES.keys()
    words = document.words_as_written
    for place, word in enumerate(words):
        if word not in telling or place in named:
            continue
        code = NICKNAMES.get(word)
        if place not in private and len(families.get(word, ())) == 1 and word[:1].isupper():
            yield Byname(place, next(iter(families[word])), False)
        elif word in PRODUCTS_OF:
            yield Byname(place, PRODUCTS_OF[word], word not in NAMES_OF_GOODS)
        elif code in known and place and words[place - 1] in ("the", "The"):
            yield Byname(place, str(code), True)


def _families(entities: Entities, codes: Mapping[str, str | None]) -> dict[str, set[str]]:
    """The governments of officials by their family names, which the tagger can take for no names later in a text."""
    families: dict[str, set[str]] = {}
    for entity in entities.entities:
        code = codes[entity.candidate_id]
        if entity.entity_type == "person" and code:
            families.setdefault(entity.name.split()[-1], set()).add(code)
    return families
