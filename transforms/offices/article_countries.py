"""The state that an office without one belongs to by what the article says around it.

The delegation, the scene, the government that acts in the same sentence or paragraph, the dateline, the state that the article is about.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from spacy.tokens import Token

from transforms.articles.dateline import home_country
from transforms.names.gazetteer import STATES, country_of_part, known_names
from transforms.offices.holders import Held
from transforms.offices.named import Names
from transforms.text.word_groups import words as word_group

GROUPS = frozenset(
    {
        "delegation", "team", "side", "government", "cabinet", "administration", "officials", "delegates", "negotiators", "mission",
        "counterpart", "counterparts", "ministers", "parliament",
    }
)  # fmt: skip
NOT_AMERICAN = frozenset({"opposition", "shadow", "premier", "mp", "taoiseach", "backbencher"})
NOT_MINISTERS = frozenset({"USA"})  # states whose cabinets have no ministers
LOOK_BACK = 3  # sentences before an office, for the government they speak of
BODIES = GROUPS | {"ministry", "department", "president", "premier"}
ADDRESS_SECRETARIES = ("USA", "PHL")  # states that call the head of a department "Secretary Doe"
SENATORS = frozenset({"senator", "senators"})
MANY_STATES, HOST_SHARE = 6, 0.15  # an article on a meeting of so many states, and the most that it says of the state that they meet in
DOMINANT = 0.6  # share of an article's country mentions that makes it the article's country


class ArticleCountries:
    """The states that one article names."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def of_text(self, held: Held, codes: list[str | None]) -> str | None:
        """What an office without a country means by convention: that of the government the paragraph has just spoken of, or of the
        dateline, else of the state that the article is about."""
        if SENATORS.intersection(held.phrase.title.office.words):
            named = [code for code, _ in self.mentioned.most_common() if code.lower() in word_group("senates")]
            abroad = [code for code in named if code != "USA"]
            return next(iter(abroad if abroad and self._has_unknown_seat(held) else named), None)
        if held.phrase.title.office.words == ("secretary",) and held.phrase.title.end - held.phrase.title.start == 1:
            addressed = next((code for code in ADDRESS_SECRETARIES if code in self.named), None)  # "Secretary Doe"
            if addressed is not None:
                return addressed
        has_ministry = any(token.lower_ == "ministry" for token in self.names.document.doc[held.phrase.start : held.phrase.end])
        own = {token.lower_ for token in self.names.document.doc[held.phrase.title.start : held.phrase.title.end]}
        is_minister = has_ministry or held.phrase.title.office.words[-1:] == ("minister",) or not own.isdisjoint(NOT_AMERICAN)
        without = NOT_MINISTERS if is_minister else frozenset[str]()
        subject = self._of_scene(held, without) or self._of_subject(held, without)
        if subject or (self.of_dateline and self.of_dateline not in without):
            return subject or self.of_dateline
        sentence = self.names.document.doc[held.phrase.title.head].sent
        near = {name.government for name in self.names.between(sentence.start, sentence.end) if name.government} - without
        if without and len(near) == 1:
            return near.pop()
        offices = Counter(code for code in codes if code)
        for counts in (offices, self.mentioned):
            code, count = counts.most_common(1)[0] if counts else ("", 0)
            if count and count >= DOMINANT * counts.total() and code not in without:
                return code
        title = self.names.document.article.title or ""
        in_title = {found.known.country_code for found in known_names(title) if found.known.kind in STATES}
        topic = in_title - without
        return (near if len(near) == 1 else topic).pop() if 1 in (len(near), len(topic)) else None

    def _has_unknown_seat(self, held: Held) -> bool:
        """Whether a name that nobody knows stands right before a senator's title: states of the United States are known."""
        start = held.phrase.title.start
        if start == 0:
            return False
        token, name = self.names.document.doc[start - 1], self.names.at(start - 1)
        is_seat = token.pos_ == "PROPN" and token.is_title and (name is not None or not token.is_sent_start)
        return is_seat and (name is None or not (name.government or country_of_part(name.entity.entity_key)))

    def _of_scene(self, held: Held, without: frozenset[str]) -> str | None:
        """The government that sits where the sentence begins: "In [Sofia], Prime Minister X said"."""
        sentence = self.names.document.doc[held.phrase.title.head].sent
        if len(sentence) < 4 or sentence[0].lower_ not in {"in", "at"} or sentence.start + 1 >= held.phrase.start:
            return None
        name = self.names.at(sentence.start + 1)
        if name is None or name.end >= len(self.names.document.doc) or self.names.document.doc[name.end].text != ",":
            return None
        seats = [found for found in known_names(name.mention.mention_text) if found.use == "capital"]
        return seats[0].known.country_code if seats and seats[0].known.country_code not in without else None

    def _of_subject(self, held: Held, without: frozenset[str]) -> str | None:
        """The government that acts in what the holder says ("Egypt will wait, Trade Minister X said"), or in the sentences before, in the
        same paragraph: "Canada welcomed it. Trade Minister X said …"."""
        doc = self.names.document.doc
        sentence = doc[held.phrase.title.head].sent
        said = (verb for verb in sentence if verb.i < held.phrase.start and (verb.dep_ == "ccomp" or verb.i == sentence.root.i))
        code = next(filter(None, map(self._subject_code, said)), None)
        if code and code not in without:
            return code
        for _ in range(LOOK_BACK):
            if sentence.start == 0 or any("\n" in token.text for token in doc[max(0, sentence.start - 1) : sentence.start]):
                return None
            sentence = doc[sentence.start - 1].sent
            code = self._subject_code(sentence.root)
            if code and code not in without:
                return code
            if any("\n" in token.text for token in sentence[:1]):
                return None
        return None

    def _subject_code(self, verb: Token) -> str | None:
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                name = self.names.at(child)
                if name is not None:
                    return name.government or (name.entity.country_code if name.mention.entity_type == "organization" else None)
                owners = {self.names.at(word) for word in child.children if child.lower_ in BODIES}
                codes = {owner.government for owner in owners if owner is not None and owner.government}
                return codes.pop() if len(codes) == 1 else None
        return None

    def of_group(self, token: int) -> str | None:
        """The state of the delegation, team or side that the token's clause is about."""
        at = self.names.document.doc[token]
        for _ in range(8):
            for child in at.children:
                if child.dep_ in {"nsubj", "nsubjpass", "agent"} and at.pos_ in {"VERB", "AUX"}:
                    code = self._group_code(child)
                    if code:
                        return code
            if at.i != token and at.lower_ in GROUPS:
                code = self._group_code(at)
                if code:
                    return code
            if at.dep_ == "ROOT" or at.head.i == at.i:
                return None
            at = at.head
        return None

    def _group_code(self, head: Token) -> str | None:
        heads = [head, *(child for child in head.children if child.dep_ == "pobj")]
        for noun in heads:
            if noun.lower_ in GROUPS:
                for child in noun.children:
                    name = self.names.at(child)
                    if name is not None and name.government:
                        return name.government
        return None

    @cached_property
    def mentioned(self) -> Counter[str]:
        return Counter(name.government for name in self.names.all if name.government)

    @cached_property
    def named(self) -> frozenset[str]:
        return frozenset(self.mentioned)

    @cached_property
    def of_dateline(self) -> str | None:
        """The state of the dateline, or of the public body that publishes the text; none where many states meet."""
        code = home_country(self.names.document.article.dateline, self.names.document.article.publisher)
        is_host = len(self.mentioned) >= MANY_STATES and self.mentioned[code or ""] < HOST_SHARE * self.mentioned.total()
        return None if is_host else code
