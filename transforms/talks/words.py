"""The words of meetings, calls, negotiations and deals, read once (transforms/data/talk_words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

DATA = Path(__file__).parents[1] / "data" / "talk_words.toml"
Kind = Literal["meeting", "call", "negotiation", "agreement"]
KINDS: tuple[Kind, ...] = ("negotiation", "meeting", "call", "agreement")


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def words(table: str, group: str) -> frozenset[str]:
    """One list of the file."""
    return frozenset(_read()[table][group])


def parties_of(agreement: str) -> tuple[str, ...]:
    """The parties of an agreement known by name; empty for others."""
    return tuple(_read()["agreements"].get(agreement, ()))


def lemma(token: Token) -> str:
    """The base form in lower case; "talks" stays apart from "talk" where the parser keeps it."""
    return str(token.lemma_).lower()


def phrasal(verb: Token) -> str:
    """The base form of a verb with its particle: "call off"."""
    return " ".join((lemma(verb), *(child.lower_ for child in verb.children if child.dep_ == "prt")))


def noun_kind(token: Token) -> Kind | None:
    """What a noun names."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    return next((kind for kind in KINDS if lemma(token) in words("nouns", kind) or token.lower_ in words("nouns", kind)), None)


def verb_kind(token: Token) -> Kind | None:
    """What a verb tells, whatever stands with it."""
    if token.pos_ != "VERB":
        return None
    if lemma(token) in words("verbs", "speaking"):
        return "call"
    if lemma(token) in words("verbs", "traveling") | words("verbs", "hosting"):
        return "meeting"
    return next((kind for kind in KINDS if lemma(token) in words("verbs", kind)), None)


@cache
def kind_words() -> frozenset[str]:
    """Every word that can name talks."""
    tables = _read()
    return frozenset(word for table in ("nouns", "verbs") for group in tables[table].values() for word in group)


def is_trade(token: Token) -> bool:
    """Whether the word belongs to trade policy."""
    return lemma(token) in words("trade", "lemmas") or token.lower_ in words("trade", "lemmas")
