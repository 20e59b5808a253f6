"""The governments behind a noun phrase: those it names, the members of a bloc, and the many of "ministers from 107 countries"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from spacy.tokens import Token

from transforms.dates.words import number
from transforms.measures.actors import Actors
from transforms.names.blocs import members_of
from transforms.talks.clauses import SUBCLAUSES
from transforms.talks.words import lemma, words
from transforms.text.clauses import sentence_of

PHRASE = 60  # words of a noun phrase that are looked at
WIDE = 3  # governments that "many" begins with
LISTED = 0.8  # of so many governments are named in a list of them
WORLD = ("WORLD",)
SHARE = 0.6  # of the mentions of countries: the two of an article on two,
AHEAD = 1.5  # and so many times those of the third


def governments(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments that a noun and those joined to it stand for, members for their bloc."""
    if _hosts(noun):
        return ()
    named = actors.party(noun).codes
    hosts = [code for head in noun.conjuncts if _hosts(head) for code in actors.party(head).codes]
    named = tuple(code for code in named if code not in hosts)
    members = [members_of(token.text) for head in (noun, *noun.conjuncts) for token in phrase(head)]
    listed = actors.codes(phrase(noun)) if lemma(noun) in words("met", "people") and noun.tag_ == "NNS" else ()
    return joined(named, listed, *members)


def _hosts(who: Token) -> bool:
    """Whether somebody only hosts or mediates: "the Austrian minister, A, who hosted the talks"."""
    names = (who, *(child for child in who.children if child.dep_ == "appos"))
    clauses = (child for name in names for child in name.children if child.dep_ in ("relcl", "acl"))
    return any(lemma(verb) in words("met", "mediating") for verb in clauses)


def is_private(noun: Token, actors: Actors) -> bool:
    """Whether a noun phrase names somebody who is no government."""
    heads = (noun, *noun.conjuncts)
    if any(lemma(head) in words("multilateral", "companies") and head.pos_ == "NOUN" for head in heads):
        return True
    return any(n.i in actors.private and n.i not in actors.by_token and not members_of(n.text) for n in heads)


def crowd(noun: Token, actors: Actors) -> tuple[str, ...]:
    """All of "fifteen countries" or "ministers from 107 countries": those that the article lists, if so many, else the world."""
    for token in phrase(noun):
        if token.tag_ == "NNS" and lemma(token) in words("multilateral", "members") and not actors.codes(_before(token)):
            if any(child.lower_ in ("the", "these", "those") for child in token.lefts):
                return _told_before(token, actors)
            count = next((_count(child) for child in token.lefts if child.dep_ == "nummod" or lemma(child) == "dozen"), 0)
            if count >= WIDE:
                return _listed(token, count, actors) or WORLD
    return ()


def _told_before(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments of "the three countries": those that the article names, if so many."""
    count = next((_count(child) for child in noun.lefts if child.dep_ == "nummod"), 0)
    return tuple(sorted(actors.mentioned)) if count == len(actors.mentioned) else ()


def _before(noun: Token) -> list[Token]:
    return [child for child in noun.lefts if child.dep_ in ("poss", "amod", "compound")]


def _count(word: Token) -> int:
    return int(word.text) if word.text.isdecimal() else int(number(word.lower_))


def _listed(noun: Token, count: int, actors: Actors) -> tuple[str, ...]:
    """The members that a sentence of the article lists: "the group brings together A, B and C"."""
    for sentence in noun.doc.sents:
        codes = actors.codes(sentence)
        if len(codes) >= LISTED * count and any(lemma(token) in words("multilateral", "listing") for token in sentence):
            return codes
    return ()


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase and of those joined to it, without its clauses: "officials from A and B"."""
    found, queue = [head], [head]
    while queue and len(found) < PHRASE:
        for child in queue.pop().children:
            is_other = child.dep_ in SUBCLAUSES or child.dep_ == "acl" or child.pos_ == "VERB"
            if not is_other and (child.dep_ != "prep" or child.lower_ in ("of", "from", "for")):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda token: token.i)


def relative_heads(who: Token, head: Token) -> list[Token]:
    """Those a relative pronoun behind them stands for: both of "A and B, which signed it", only A of "A, which signed it, and B"."""
    return [noun for noun in (head, *head.conjuncts) if noun.i < who.i]


def antecedent(who: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    relative = next((node for node in (who, *islice(who.ancestors, 8)) if node.dep_ == "relcl"), None)
    return relative.head if relative is not None else None


def named_before(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The governments that the sentence names before a noun."""
    return actors.codes(token for token in sentence_of(noun) if token.i < noun.i)


def main_pair(actors: Actors) -> tuple[str, ...]:
    """The two governments of an article on two; empty for others."""
    total = sum(actors.mentioned.values())
    ranked = sorted(actors.mentioned.items(), key=lambda item: (-item[1], item[0]))
    pair = tuple(code for code, _ in ranked[:2])
    if len(ranked) > 2 and ranked[1][1] < AHEAD * ranked[2][1]:
        return ()
    share = sum(actors.mentioned[code] for code in pair)
    acting = {code for _, code in actors.acting_order}
    enough = len(pair) == 2 and (
        (share == total and bool(acting & set(pair))) or (actors.mentioned[pair[1]] > 1 and share >= SHARE * total)
    )
    return pair if enough else ()


def joined(*parts: Sequence[str]) -> tuple[str, ...]:
    """The codes of all parts in order, each once."""
    return tuple(dict.fromkeys(code for part in parts for code in part))
