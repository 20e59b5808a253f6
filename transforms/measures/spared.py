"""Who is let off by "except": the list of governments behind it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from transforms.measures.actors import Actors
from transforms.text.clauses import sentence_of

SPARED = frozenset({"except", "excluding", "besides", "excepting"})
ALL = frozenset({"all", "every", "any", "each", "everywhere"})
LINKS = frozenset(
    {
        ",", "and", "or", "the", "for", "from", "of", "in", "member", "members", "country", "countries", "nation", "nations", "state",
        "states", "those", "goods", "products", "imports",
    }
)  # fmt: skip
REACH = 8  # words from "all" to "but"


def spared(tokens: Iterable[Token], actors: Actors) -> list[Token]:
    """The names behind "except" up to the end of their list, whatever the parse makes of it: "except Peru and the states of the EU"."""
    found: dict[int, Token] = {}
    for opening in (token for token in tokens if _opens(token, actors)):
        for token in opening.doc[opening.i + 1 : sentence_of(opening).end]:
            if token.i in actors.by_token:
                found[token.i] = token
            elif token.lower_ not in LINKS:
                break
    return [found[i] for i in sorted(found)]


def _opens(word: Token, actors: Actors) -> bool:
    """Whether the word opens a list of exceptions: "except", or "but" in "all countries but Peru"."""
    if word.lower_ in SPARED:
        return True
    if word.lower_ != "but" or word.i + 2 >= len(word.doc):
        return False
    before = word.doc[max(sentence_of(word).start, word.i - REACH) : word.i]
    is_list = any(near.i in actors.by_token for near in word.doc[word.i + 1 : word.i + 3])
    return is_list and any(near.lower_ in ALL for near in before) and not any(near.pos_ == "VERB" for near in before)
