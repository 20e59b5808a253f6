"""What verbs and nouns do to a trade measure (transforms/data/measure_verbs.toml)."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from spacy.tokens import Token

from transforms.measures.terms import Term
from warehouse.schema import Action, Instrument

DATA = Path(__file__).parents[1] / "data" / "measure_verbs.toml"
Relation = Literal["object", "subject", "preposition", "noun", "modifier", "verb", "bare"]


class Verbs(NamedTuple):
    """Actions by lemma, for each way a measure can stand to its predicate."""

    object: dict[str, Action]
    subject: dict[str, Action]
    preposition: dict[str, Action]
    noun: dict[str, Action]
    carriers: frozenset[str]
    over: dict[str, str]
    particle: dict[str, Action]
    adjective: dict[str, Action]


class Event(NamedTuple):
    """Something done to a measure. `anchor` is the verb or noun that says so, `phrase` the noun phrase around the term."""

    term: Term
    anchor: Token
    action: Action
    relation: Relation
    phrase: Token
    content: Action | None = None  # what is threatened or proposed, where a noun says so: "plans for tariff cuts"
    nouns: tuple[Token, ...] = ()  # the nouns from the term up to the anchor
    is_second: bool = False  # a participle below a term that has a predicate above as well


@lru_cache(maxsize=1)
def verbs() -> Verbs:
    """The table, read once.

    Raises:
        ValueError: if it names an action that the schema does not know.
    """
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    groups = {name: data[name] for name in ("object", "subject", "preposition", "noun")}
    unknown = {action for group in groups.values() for action in group} - set(get_args(Action))
    if unknown:
        raise ValueError(f"{DATA.name}: unknown actions {sorted(unknown)}")
    objects, subjects, prepositions, nouns = (
        {word: action for action, words in group.items() for word in words} for group in groups.values()
    )
    over = {word: mode for mode, words in data["over"].items() for word in words}
    adjectives = {word: action for action, words in data["adjective"].items() for word in words}
    return Verbs(objects, subjects, prepositions, nouns, frozenset(data["carriers"]["nouns"]), over, data["particle"], adjectives)


def fitting(action: Action, instrument: Instrument) -> Action:
    """The word of the vocabulary for this instrument: a tariff is lowered, a control eased, a quota raised is eased."""
    if instrument in ("tariff", "antidumping"):
        return "lowered" if action == "eased" else action
    if instrument == "quota" and action in ("raised", "lowered"):
        return "eased" if action == "raised" else "imposed"  # a smaller quota bites anew
    if instrument in ("export_control", "import_ban") and action == "lowered":
        return "eased"
    return action
