"""Whose office it is: the state or union behind a public office, as far as the article leaves no doubt.

The words around the title come first, then the row of titles it stands in ("U.S. Commerce Secretary X, Treasury Secretary Y"), the
delegation it belongs to, the same person elsewhere in the article, the office itself (a Chancellor of the Exchequer is British), and last
the state that the sentence or the whole article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import islice

from spacy.tokens import Token

from transforms.articles.dateline import home_country
from transforms.names.gazetteer import STATES, country_of_part, known_names
from transforms.names.leaders import country_served, leader_country
from transforms.names.titles import vocabulary
from transforms.offices.holders import Held
from transforms.offices.named import Names
from transforms.offices.title_phrases import TitlePhrase
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group

GROUPS = frozenset(
    {
        "delegation", "team", "side", "government", "cabinet", "administration", "officials", "delegates", "negotiators", "mission",
        "counterpart", "counterparts", "ministers", "parliament",
    }
)  # fmt: skip
BARE_PUBLIC = frozenset(
    {
        "president", "vice president", "secretary", "spokesman", "spokeswoman", "spokesperson", "leader", "speaker", "governor",
        "negotiator", "representative", "prince", "princess", "general secretary", "press secretary", "deputy",
    }
)  # fmt: skip
STATE_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom", "island", "union", "bloc", "federation", "province"})
UNION = "EU"
NOT_MINISTERS = frozenset({"USA"})  # states whose cabinets have no ministers
LOOK_BACK = 3  # sentences before an office, for the government they speak of
BODIES = GROUPS | {"ministry", "department", "president", "premier"}
MANY_STATES, HOST_SHARE = 6, 0.15  # an article on a meeting of so many states, and the most that it says of the state that they meet in
PARTY_AND_STATE = re.compile(r"\((?:D|R|I)(?:-|\.?, )[A-Z]")
DOMINANT = 0.6  # share of an article's country mentions that makes it the article's country


class OfficeCountries:
    """Decides over all offices of one article together, since they tell of each other."""

    def __init__(self, document: Document, names: Names, held: list[Held]) -> None:
        self.document, self.names, self.held = document, names, held

    def codes(self) -> list[str | None]:
        """The country of each office, null for offices that are not public or that the text leaves open."""
        public = [self._is_public(one.phrase) or self._is_known_leader(one) for one in self.held]
        codes = [
            self._stated(one.phrase) or self._of_owner(one) or self._of_home(one) if is_public else None
            for one, is_public in zip(self.held, public, strict=True)
        ]
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None and i and public[i - 1] and self._is_next_in_list(self.held[i - 1], one):
                codes[i] = codes[i - 1]
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None:
                codes[i] = self._of_group(self.document.doc[one.person.start]) or self._of_group(self.document.doc[one.phrase.title.head])
        known = self._known_persons(codes)
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None:
                master = one.phrase.master
                codes[i] = (
                    known.get(one.person.mention.candidate_id)
                    or (known.get(master.mention.candidate_id) if master else None)
                    or self._of_leader(one)
                    or country_served(one.person.entity.name, self.document.article.published_date.year)
                    or self._of_master(one)
                    or self._of_union(one.phrase)
                    or self._of_office(one.phrase)
                )
        known = self._known_persons(codes)
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None:
                codes[i] = known.get(one.person.mention.candidate_id) or self._of_text(one, codes)
        return codes

    def _is_public(self, phrase: TitlePhrase) -> bool:
        office = phrase.title.office
        if office.public != "open":
            return office.public == "yes"
        body = phrase.organization
        if body is not None:
            is_known = body.entity.country_code is not None or country_of_part(body.entity.entity_key) is not None
            return is_known or _is_public_body(body.entity.name)
        words = " ".join(office.words)
        if phrase.body_words:
            return _is_public_body(phrase.body_words)
        if phrase.government is not None or phrase.master is not None:
            return True
        return (
            words in BARE_PUBLIC and phrase.end == phrase.title.end and not self._has_unknown_body(phrase) and not self._has_owner(phrase)
        )

    def _is_known_leader(self, held: Held) -> bool:
        """Whether the tables give the person that office: "Reagan was the only president in memory who …"."""
        return held.phrase.organization is None and not held.phrase.body_words and self._of_leader(held) is not None

    def _has_unknown_body(self, phrase: TitlePhrase) -> bool:
        """Whether a name that nobody knows stands right before the title: "Council president"."""
        if phrase.title.start <= phrase.start:
            return False
        token = self.document.doc[phrase.title.start - 1]
        return token.pos_ in {"NOUN", "PROPN"} and token.text[0].isupper() and self.names.at(token) is None

    def _has_owner(self, phrase: TitlePhrase) -> bool:
        """Whether a common noun that is no state owns the office: "the institute's president"."""
        if phrase.title.start < 2 or self.document.doc[phrase.title.start - 1].dep_ != "case":
            return False
        owner = self.document.doc[phrase.title.start - 2]
        return owner.pos_ == "NOUN" and owner.lemma_.lower() not in BODIES | STATE_NOUNS and self.names.at(owner) is None

    def _stated(self, phrase: TitlePhrase) -> str | None:
        """The state in the phrase itself, or that of its agency, or of the province in it."""
        if phrase.government is not None:
            return phrase.government.government
        if phrase.organization is not None:
            body = phrase.organization.entity
            return body.country_code or country_of_part(body.entity_key) or self._of_seat(phrase)
        inside = self.names.between(phrase.title.end, phrase.end) if phrase.body_words else []
        codes = {name.government for name in inside if name.government}  # "spokeswoman for China's foreign ministry"
        return codes.pop() if len(codes) == 1 else self._of_own_words(phrase) or self._of_part(phrase)

    def _of_seat(self, phrase: TitlePhrase) -> str | None:
        """The state whose seat of government follows the body: "spokesman for the Ministry of Commerce in [Beijing]"."""
        inside = self.names.between(phrase.title.end, phrase.end)
        seats = [found for name in inside for found in known_names(name.mention.mention_text) if found.use == "capital"]
        return seats[-1].known.country_code if seats else None

    def _of_part(self, phrase: TitlePhrase) -> str | None:
        """The country of the province or party in the phrase: "[Ontario] premier", "first minister of [Wales]"."""
        names = [*self.names.between(phrase.start, phrase.title.start), *self.names.between(phrase.title.end, phrase.end)]
        codes = {country_of_part(name.entity.entity_key) for name in names} - {None}
        return codes.pop() if len(codes) == 1 else None

    def _of_own_words(self, phrase: TitlePhrase) -> str | None:
        """The state of the body that is part of the title: "[White House] press secretary"."""
        title = self.document.doc[phrase.title.start : phrase.title.end].text
        bodies = [found for found in known_names(title) if found.known.entity_type == "organization" and found.start_char == 0]
        return bodies[0].known.country_code if bodies and " " in title[: bodies[0].end_char] else None

    def _of_owner(self, held: Held) -> str | None:
        """The state whose own the holder is: "[Malaysia]'s Azmin Ali, minister of trade"."""
        before = held.person.start - 1
        if before < 1 or held.person.end > held.phrase.start or self.document.doc[before].tag_ != "POS":
            return None
        owner = self.names.at(before - 1)
        return owner.government if owner is not None else None

    def _of_home(self, held: Held) -> str | None:
        """The country of the province that the holder comes from: "Senator Jane Doe of [Utah]", "Doe (D-WV)"."""
        end = held.person.end
        if PARTY_AND_STATE.match(self.document.doc[end : end + 4].text):
            return "USA"
        if [token.lower_ for token in self.document.doc[end : end + 2]] in ([",", "democrat"], [",", "republican"]):
            end += 2
        home = self.names.at(end + 1) if end + 1 < len(self.document.doc) and self.document.doc[end].lower_ == "of" else None
        return country_of_part(home.entity.entity_key) if home is not None else None

    def _is_next_in_list(self, one: Held, other: Held) -> bool:
        """Whether nothing but commas and "and" stands between one office with its holder and the next."""
        end = max(one.phrase.end, one.person.end)
        start = min(other.phrase.start, other.person.start)
        between = list(islice((token for token in self.document.doc[end:start] if not token.is_space), 4))
        return end <= start and len(between) <= 3 and all(token.lower_ in {",", "and", "&", ";"} for token in between)

    def _of_group(self, token: Token) -> str | None:
        """The state of the delegation, team or side that the token's clause is about."""
        at = token
        for _ in range(8):
            for child in at.children:
                if child.dep_ in {"nsubj", "nsubjpass", "agent"} and at.pos_ in {"VERB", "AUX"}:
                    code = self._group_code(child)
                    if code:
                        return code
            if at.i != token.i and at.lower_ in GROUPS:
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

    def _known_persons(self, codes: list[str | None]) -> dict[str, str]:
        known: dict[str, Counter[str]] = {}
        for one, code in zip(self.held, codes, strict=True):
            if code:
                known.setdefault(one.person.mention.candidate_id, Counter())[code] += 1
        return {person: counts.most_common(1)[0][0] for person, counts in known.items()}

    def _of_union(self, phrase: TitlePhrase) -> str | None:
        """ "The bloc's trade chief": the union of states that the article names."""
        is_bloc = any(token.lower_ == "bloc" for token in self.document.doc[phrase.start : phrase.title.start])
        return UNION if is_bloc and UNION in self._named else None

    def _of_office(self, phrase: TitlePhrase) -> str | None:
        """Whose the office is where the text is silent; not in a report from another state that never names the one the table gives."""
        code = phrase.title.office.country_code
        return code if code in self._named or not self._of_dateline else None

    def _of_leader(self, held: Held) -> str | None:
        year = self.document.article.published_date.year
        return leader_country(held.person.entity.name, " ".join(held.phrase.title.office.words), year, self._named)

    def _of_master(self, held: Held) -> str | None:
        """The state of the well-known official whom the holder serves: "chief of staff to Robert Lighthizer"."""
        master = held.phrase.master
        return country_served(master.entity.name, self.document.article.published_date.year) if master else None

    def _of_text(self, held: Held, codes: list[str | None]) -> str | None:
        """What an office without a country means by convention: that of the government the paragraph has just spoken of, or of the
        dateline, else of the state that the article is about."""
        has_ministry = any(token.lower_ == "ministry" for token in self.document.doc[held.phrase.start : held.phrase.end])
        is_minister = has_ministry or held.phrase.title.office.words[-1:] == ("minister",)
        without = NOT_MINISTERS if is_minister else frozenset[str]()
        subject = self._of_scene(held, without) or self._of_subject(held, without)
        if subject or (self._of_dateline and self._of_dateline not in without):
            return subject or self._of_dateline
        sentence = self.document.doc[held.phrase.title.head].sent
        near = {name.government for name in self.names.between(sentence.start, sentence.end) if name.government} - without
        if without and len(near) == 1:
            return near.pop()
        offices = Counter(code for code in codes if code)
        for counts in (offices, self._mentioned):
            code, count = counts.most_common(1)[0] if counts else ("", 0)
            if count and count >= DOMINANT * counts.total() and code not in without:
                return code
        in_title = {found.known.country_code for found in known_names(self.document.article.title or "") if found.known.kind in STATES}
        topic = in_title - without
        return (near if len(near) == 1 else topic).pop() if 1 in (len(near), len(topic)) else None

    def _of_scene(self, held: Held, without: frozenset[str]) -> str | None:
        """The government that sits where the sentence begins: "In [Sofia], Prime Minister X said"."""
        sentence = self.document.doc[held.phrase.title.head].sent
        if len(sentence) < 4 or sentence[0].lower_ not in {"in", "at"} or sentence.start + 1 >= held.phrase.start:
            return None
        name = self.names.at(sentence.start + 1)
        if name is None or name.end >= len(self.document.doc) or self.document.doc[name.end].text != ",":
            return None
        seats = [found for found in known_names(name.mention.mention_text) if found.use == "capital"]
        return seats[0].known.country_code if seats and seats[0].known.country_code not in without else None

    def _of_subject(self, held: Held, without: frozenset[str]) -> str | None:
        """The government that acts in what the holder says ("Egypt will wait, Trade Minister X said"), or in the sentences before, in the
        same paragraph: "Canada welcomed it. Trade Minister X said …"."""
        doc = self.document.doc
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

    @cached_property
    def _mentioned(self) -> Counter[str]:
        return Counter(name.government for name in self.names.all if name.government)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(self._mentioned)

    @cached_property
    def _of_dateline(self) -> str | None:
        """The state of the dateline, or of the public body that publishes the text; none where many states meet."""
        code = home_country(self.document.article.dateline, self.document.article.publisher)
        is_host = len(self._mentioned) >= MANY_STATES and self._mentioned[code or ""] < HOST_SHARE * self._mentioned.total()
        return None if is_host else code


def _is_public_body(name: str) -> bool:
    """Whether the name says that the body holds public power; a bare "the Council" says nothing."""
    words = name.lower().replace("'", " ").replace("’", " ").split()
    kinds = {vocabulary().bodies[word] for word in words if word in vocabulary().bodies}
    is_association = "council" in words and not word_group("public_councils") & set(words)  # "Metals Council", "Council on Trade"
    return len(words) > 1 and kinds == {True} and not is_association
