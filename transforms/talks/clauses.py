"""A mention of talks and its clause: the noun or verb, the verb over it, and the words that are its own."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from transforms.names.gazetteer import known_names
from transforms.talks.words import Kind, lemma, words

INNER = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "case", "punct"})
SUBCLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj"})
CLIMB = 8
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "would"})


class Frame(NamedTuple):
    """A mention of talks. `known` are the parties of an agreement known by name."""

    token: Token
    kind: Kind
    verb: Token | None
    own: frozenset[int]  # tokens of the clause, its subordinate clauses left out
    known: tuple[str, ...]

    @property
    def anchors(self) -> tuple[Token, ...]:
        """What place and days are told of: the noun, its verb, and the verb of those who go there: "flew to Geneva on Friday to meet A"."""
        held = words("outcome", "scheduled") | words("outcome", "made") | {"hold"}
        is_reopened = self.verb is not None and lemma(self.verb) in words("outcome", "reopening")
        acts = () if is_reopened else self.token.children  # "renegotiate an accord signed last year" tells no days of the talks
        said = [child for child in acts if child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in held]
        is_ground = self.kind == "agreement" and (hangs_on(self.token) in words("outcome", "ground") or not _makes(self.verb))
        above = () if is_ground or self.verb is None else (self.verb, *movers(self.verb))
        return (self.token, *above, *said)

    @property
    def clause(self) -> tuple[Token, ...]:
        """The clause from its first to its last word, without conjunctions at its ends."""
        start, end = min(self.own), max(self.own)
        doc = self.token.doc
        while start < end and (doc[end].is_punct or doc[end].is_space or doc[end].pos_ in ("CCONJ", "SCONJ", "ADP")):
            end -= 1
        while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].pos_ == "CCONJ"):
            start += 1
        return tuple(token for token in doc[start : end + 1] if not token.is_space)


def _makes(verb: Token | None) -> bool:
    """Whether a verb tells of the making of a deal, so that its day is the deal's: not "discussed the deal on Monday"."""
    acts = (
        words("met", "mediating")
        | words("outcome", "made")
        | words("outcome", "agreement")
        | words("outcome", "no_deal")
        | words("outcome", "scheduled")
    )
    return verb is not None and (lemma(verb) in acts | {"come", "make", "bring", "deliver"} or verb.pos_ == "AUX")


def hangs_on(token: Token) -> str:
    """The preposition that ties a noun to its clause: "after" for "after two days of talks"; "after" for what follows talks as well."""
    node = token
    for _ in range(CLIMB):
        if node.dep_ == "conj":
            node = node.head
        elif node.dep_ == "dobj":
            return "after" if lemma(node.head) == "follow" else ""
        elif node.dep_ == "pobj" and node.head.lower_ == "of":
            if node.head.head.lower_ == "ahead":
                return "ahead"
            node = node.head.head
        else:
            return node.head.lower_ if node.dep_ == "pobj" else ""
    return ""


def movers(verb: Token | None) -> list[Token]:
    """The verb over a verb that shares its place and days: of those who go there to meet, or of who announces what was agreed."""
    if verb is None or verb.head == verb:
        return []
    is_aim = verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB" and lemma(verb.head) in words("verbs", "traveling")
    is_news = verb.dep_ == "ccomp" and lemma(verb.head) == "announce" and not any(c.lower_ in FUTURE for c in verb.children)
    return [verb.head] if is_aim or is_news else []


def destination_codes(verb: Token) -> tuple[str, ...]:
    """Where those go who meet there: a capital, or a country if they go to talk: "will go to China to discuss duties"."""
    is_to_talk = any(child.dep_ in ("xcomp", "advcl") and lemma(child) in words("verbs", "talking") for child in verb.children)
    places = [noun for child in verb.children if child.dep_ == "prep" and child.lower_ in ("to", "for") for noun in child.children]
    states = (found.known for noun in places if is_to_talk for found in known_names(noun.text) if found.use == "name")
    return tuple(code for noun in places for code in capital_codes(noun)) or tuple(
        known.country_code for known in states if known.country_code
    )


def capital_codes(noun: Token) -> tuple[str, ...]:
    """The government whose seat the word names."""
    return tuple(found.known.country_code for found in known_names(noun.text) if found.use == "capital" and found.known.country_code)
