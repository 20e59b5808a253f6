"""Goods with the rate of each, behind one verb: "raises duties on A from 10% to 25%, on B to 30% and on C to 15%"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from transforms.measures.rates import Rate
from transforms.measures.terms import Term
from transforms.text.clauses import sentence_of
from transforms.text.document import Document

PUTS = frozenset({"on", "for"})
REACH = 14  # tokens from the preposition to the rate: room for "on rubber and on leather shoes from 7.5% to"
OPENS = frozenset({",", "and", ";"})


def gapped(document: Document, found: Sequence[Term], percents: Sequence[Rate]) -> list[Term]:
    """A term for each further item of such a list, pointing back to the measure's noun. `found`: the terms, in order."""
    extra: list[Term] = []
    for rate in percents:
        tokens = document.tokens(rate.start_char, rate.end_char)
        if not len(tokens) or rate.before or rate.kind in ("cut", "specific"):
            continue
        opening = _opening(tokens[0])
        goods = _goods(opening, tokens[0]) if opening is not None else None
        if opening is None or goods is None:
            continue
        start = sentence_of(opening).start_char
        earlier = [term for term in found if start <= term.token.idx < opening.idx and not term.is_verb]
        if earlier and any(earlier[-1].token.idx < other.start_char < opening.idx for other in percents):
            extra.append(Term(tokens[-1], earlier[-1].instrument, back=earlier[-1].token, goods=goods))
    return extra


def _opening(figure: Token) -> Token | None:
    """The preposition that opens the item of the figure, behind a comma or "and"; None where another verb stands between."""
    first = max(sentence_of(figure).start + 1, figure.i - REACH)
    for at in range(figure.i - 1, first - 1, -1):
        token = figure.doc[at]
        if token.pos_ in {"VERB", "AUX"}:
            return None
        if token.lower_ in PUTS and token.nbor(-1).lower_ in OPENS:
            return token
    return None


def _goods(opening: Token, figure: Token) -> Token | None:
    """The head of the goods, right behind the preposition, with "to", "from", "at" or "by" and a rate behind it."""
    nouns = [token for token in opening.doc[opening.i + 1 : figure.i] if token.pos_ in {"NOUN", "PROPN"} and token.dep_ == "pobj"]
    linked = any(token.lower_ in {"to", "at", "by"} for token in figure.doc[figure.i - 2 : figure.i])
    return nouns[0] if nouns and linked and nouns[0].text != "%" else None
