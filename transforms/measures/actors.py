"""Who imposes a measure and whom it hits: governments behind countries, capitals, agencies, persons and pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Token

from transforms.measures.actor_countries import led, of_name, of_neighbour
from transforms.measures.actor_phrases import acts, are_many, counted, is_negated
from transforms.measures.actor_words import (
    BOTH,
    COMMUNITY,
    EUROPE,
    FIRST,
    HEAD,
    INNER,
    OFFICIAL,
    PAIRS,
    PRIVATE,
    PRONOUNS,
)
from transforms.measures.bynames import bynames
from transforms.measures.company_seats import seats
from transforms.measures.legal_bases import legal_bases
from transforms.measures.phrases import lemma
from transforms.names.blocs import charged_by
from transforms.names.entities import Entities
from transforms.text.clauses import coordinated, sentence_of
from transforms.text.document import Document
from warehouse.schema import Role

DEAL = re.compile(r"\b(?:deal|agreement|pact|accord|treaty|framework|truce)\b", re.IGNORECASE)
LEAD = 600  # characters in which an article says what it is about


class Party(NamedTuple):
    """Governments that a phrase stands for. `is_private` marks phrases that name somebody who is none."""

    codes: tuple[str, ...]
    is_pair: bool = False
    is_private: bool = False


NOBODY = Party(())


class Actors:
    """The governments of one article, by token."""

    def __init__(self, document: Document, entities: Entities, roles: Sequence[Role]) -> None:
        offices = {role.person_candidate_id: role.country_code for role in roles if role.country_code}
        codes = {entity.candidate_id: entity.country_code or offices.get(entity.candidate_id) for entity in entities.entities}
        year = document.article.published_date.year
        for entity in entities.entities:
            if entity.entity_type == "person" and codes[entity.candidate_id] is None:
                codes[entity.candidate_id] = led(entity.name, year)
        has_union = any(entity.country_code == "EU" for entity in entities.entities)
        countries = {entity.candidate_id for entity in entities.entities if entity.entity_type == "country" or entity.country_code == "EU"}
        self.by_token: dict[int, str] = {}
        self.countries: set[int] = set()
        self.private: set[int] = set()
        self.named: set[int] = set()
        acting: Counter[str] = Counter()
        self.order: list[tuple[int, str]] = []
        named: Counter[str] = Counter()
        self.mentioned = named
        self.elects = {role.country_code for role in roles if role.role_status == "nominee" and HEAD & set(role.title.lower().split())}
        self.offices: dict[str, Counter[str]] = {}
        for role in roles:
            if role.country_code and role.role_status == "current":
                for word in role.title.lower().split():
                    self.offices.setdefault(word, Counter())[role.country_code] += 1
        self.acting_order: list[tuple[int, str]] = []
        for mention in entities.mentions:
            is_europe = mention.mention_text in EUROPE or (has_union and mention.mention_text in COMMUNITY)
            code = "EU" if is_europe else codes.get(mention.candidate_id) or of_name(mention)
            tokens = document.tokens(mention.start_char, mention.end_char)
            code = code or of_neighbour(mention, tokens)
            for token in tokens:
                if code and is_negated(token):
                    continue
                if code:
                    self.by_token[token.i] = code
                    if mention.candidate_id in countries or is_europe:
                        self.countries.add(token.i)
                elif mention.entity_type in ("organization", "person"):
                    self.private.add(token.i)
            if code and len(tokens):
                named[code] += 1
                self.order.append((tokens.root.i, code))
                if acts(tokens.root):
                    acting[code] += 1
                    self.acting_order.append((tokens.root.i, code))
        for byname in bynames(document, entities, codes, frozenset(self.by_token), self.private):
            self.by_token[byname.place] = byname.code
            if byname.is_country:
                self.countries.add(byname.place)
        self.unions = {place: members for place, word in enumerate(document.words_as_written) if (members := charged_by(word))}
        self.private -= self.unions.keys()
        self.author = self._author(document)
        statutes = {basis.country_code for basis in legal_bases(document.text) if basis.country_code}
        self.home: tuple[str, ...] = tuple(statutes) if len(statutes) == 1 and not statutes & acting.keys() else ()  # of an office unnamed
        self.is_on_deal = DEAL.search(document.text[:LEAD]) is not None
        self.seats = seats(document, entities, self.by_token, self.countries)
        ranked = Counter({code: 3 * acting[code] + count for code, count in named.items()})
        self.main: tuple[str, ...] = tuple(code for code, _ in ranked.most_common())  # of two named as often, who is named first

    def _author(self, document: Document) -> tuple[str, ...]:
        """The government of one who speaks by "the authority vested in me": the country of that formula."""
        at = document.reading_text.find("vested in me")
        if at < 0:
            return ()
        formula = document.tokens(at, min(len(document.reading_text), at + 150))
        return self.codes(formula)[:1]

    def counterpart(self, codes: tuple[str, ...]) -> str | None:
        """The other side of an article on two governments: the one named most besides these, if it has most of the mentions."""
        others = {code: count for code, count in self.mentioned.items() if code not in codes}
        if not others:
            return None
        best = max(others, key=lambda code: (others[code], code))
        return best if others[best] >= 3 and others[best] * 2 > sum(others.values()) else None

    def is_country(self, token: Token) -> bool:
        """Whether the token belongs to the name of a country or its adjective."""
        return token.i in self.countries

    def codes(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The governments named among the tokens, in order, each once; of a customs union, its members."""
        return tuple(dict.fromkeys(code for token in tokens for code in self.at(token)))

    def at(self, token: Token) -> tuple[str, ...]:
        """The government that a token names, or the members of a customs union."""
        code = self.by_token.get(token.i)
        return (code,) if code else self.unions.get(token.i, ())

    def party(self, head: Token) -> Party:
        """Whom a noun phrase stands for, by its head; coordinated heads together."""
        found: list[str] = []
        private = False
        for noun in (head, *coordinated(head)):
            inner = self.inner(noun)
            words = {token.lower_ for token in inner}
            if lemma(noun) in PAIRS and words & BOTH and len(named := self._listed(noun)) == 2:
                return Party(named)
            if (lemma(noun) in PAIRS and words & BOTH) or (noun.lower_ in ("both", "each") and not self.codes(inner)):
                return Party(self._pair(noun), is_pair=len(self.main) > 1)
            codes = self.codes(inner)
            if not codes and noun.lower_ in FIRST:
                codes = self.author or self.office(noun)
            if not codes and noun.lower_ in PRONOUNS:
                codes = self.antecedent(noun)
            if codes and noun.i in self.private and noun.i not in self.by_token:
                private = True
                continue
            if (
                not codes
                and (counted(noun) or noun).tag_ == "NNS"
                and lemma(counted(noun) or noun) in PAIRS | {"state", "member", "partner"}
            ):
                private = True  # some countries, we do not know which
                continue
            if not codes and lemma(noun) in OFFICIAL:
                codes = self.office(noun)
            if not codes and (noun.i in self.private or (noun.pos_ == "NOUN" and lemma(noun) in PRIVATE) or are_many(noun)):
                private = True
            found += codes
        return Party(tuple(dict.fromkeys(found)), is_private=private and not found)

    def _pair(self, noun: Token) -> tuple[str, ...]:
        """The two of "both sides": those that the sentence names before, if it names two, else the article's main ones."""
        named = self.codes(noun.doc[sentence_of(noun).start : noun.left_edge.i])
        return named if len(named) == 2 else self.main[:2]

    def _listed(self, noun: Token) -> tuple[str, ...]:
        """The governments behind a colon that end the sentence of a noun: "only two countries have hit back: Peru and Chile"."""
        colon = next((token.i for token in noun.doc[noun.i : sentence_of(noun).end] if token.text == ":"), None)
        return self.codes(noun.doc[colon : sentence_of(noun).end]) if colon is not None else ()

    def office(self, noun: Token) -> tuple[str, ...]:
        """The government of an office without its country: that of the article's holder of such an office, else the last that acted.

        "The country" is the one that its sentence names last.
        """
        if lemma(noun) in ("country", "nation") and (near := self.codes(noun.doc[sentence_of(noun).start : noun.left_edge.i])):
            return near[-1:]
        word = (
            "president" if noun.lower_ in FIRST or lemma(noun) in ("administration", "order", "proclamation", "congress") else lemma(noun)
        )
        codes = self.offices.get(word)
        return (codes.most_common(1)[0][0],) if codes else self.home or self.before(noun)

    def inner(self, noun: Token) -> list[Token]:
        """The words of a noun phrase that say whose it is: modifiers, appositions and of-phrases, not its clauses."""
        found = [noun]
        queue = [noun]
        while queue:
            for child in queue.pop().children:
                is_of = child.dep_ == "prep" and child.lower_ in ("of", "for")
                if child.dep_ in INNER or is_of or (child.dep_ == "pobj" and child.head.lower_ in ("of", "for")):
                    found.append(child)
                    queue.append(child)
            if len(found) > 40:
                break
        return sorted(found, key=lambda token: token.i)

    def antecedent(self, pronoun: Token) -> tuple[str, ...]:
        """The government that a pronoun stands for: the last one that acted before it, in this sentence or the two before."""
        if pronoun.i in self.by_token:
            return (self.by_token[pronoun.i],)
        if pronoun.lower_ in ("which", "that", "who"):
            clause = pronoun.head
            while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
                clause = clause.head
            return self.codes(self.inner(clause.head)) if clause.dep_ == "relcl" else ()
        if pronoun.lower_ in ("they", "their"):
            for token in reversed(pronoun.doc[sentence_of(pronoun).start : pronoun.i]):
                nouns = (token, *coordinated(token)) if token.dep_ == "nsubj" else ()
                pair = self.codes(part for noun in nouns for part in self.inner(noun))
                if len(pair) > 1:
                    return pair
        unions = [place for place in self.unions if sentence_of(pronoun).start <= place < pronoun.i]
        acting = bisect_left(self.acting_order, (pronoun.i, ""))
        if unions and not (acting and self.acting_order[acting - 1][0] > unions[-1]):
            return self.unions[unions[-1]]  # "Mercosur will cut its tariff"
        return self.before(pronoun)

    def recent(self, token: Token, count: int) -> tuple[str, ...]:
        """The last governments named before a token, the last first."""
        found: dict[str, None] = {}
        for _, code in reversed(self.order[: bisect_left(self.order, (token.i, ""))][-40:]):
            found.setdefault(code)
            if len(found) == count:
                break
        return tuple(found)

    def before(self, token: Token) -> tuple[str, ...]:
        """The last government that acted before a token, or the article's main one."""
        at = bisect_left(self.acting_order, (token.i, ""))
        if at and token.i - self.acting_order[at - 1][0] < 90:
            return (self.acting_order[at - 1][1],)
        return self.main[:1]
