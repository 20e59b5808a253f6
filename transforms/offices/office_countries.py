"""Whose office it is: the state or union behind a public office, as far as the article leaves no doubt.

The words around the title come first, then the row of titles it stands in ("U.S. Commerce Secretary X, Treasury Secretary Y"), the
delegation it belongs to, the same person elsewhere in the article, the office itself (a Chancellor of the Exchequer is British), and last
the state that the sentence or the whole article is about.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from transforms.names.leaders import country_served, leader_country
from transforms.offices.article_countries import ArticleCountries
from transforms.offices.holders import Held
from transforms.offices.named import Names
from transforms.offices.stated_countries import code_of_home, code_of_owner, is_public, stated_code
from transforms.offices.title_phrases import TitlePhrase
from transforms.text.document import Document

UNION = "EU"


class OfficeCountries:
    """Decides over all offices of one article together, since they tell of each other."""

    def __init__(self, document: Document, names: Names, held: list[Held]) -> None:
        self.document, self.names, self.held = document, names, held
        self.around = ArticleCountries(names)

    def codes(self) -> list[str | None]:
        """The country of each office, null for offices that are not public or that the text leaves open."""
        public = [is_public(self.names, one.phrase) or self._is_known_leader(one) for one in self.held]
        codes = [
            stated_code(self.names, one.phrase)
            or code_of_owner(self.names, one)
            or code_of_home(self.names, one)
            or (self._of_leader(one) if not one.phrase.organization else None)
            if is_public
            else None
            for one, is_public in zip(self.held, public, strict=True)
        ]
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None and i and public[i - 1] and self._is_next_in_list(self.held[i - 1], one):
                codes[i] = codes[i - 1]
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None:
                codes[i] = self.around.of_group(one.person.start) or self.around.of_group(one.phrase.title.head)
        known = self._known_persons(codes)
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None:
                master = one.phrase.master
                codes[i] = (
                    known.get(one.person.mention.candidate_id)
                    or (known.get(master.mention.candidate_id) if master else None)
                    or country_served(one.person.entity.name, self.document.article.published_date.year)
                    or self._of_master(one)
                    or self._of_union(one.phrase)
                    or self._of_office(one.phrase)
                )
        known = self._known_persons(codes)
        for i, one in enumerate(self.held):
            if public[i] and codes[i] is None and not self._serves_a_body(one, known):
                codes[i] = known.get(one.person.mention.candidate_id) or self.around.of_text(one, codes)
        return codes

    def _serves_a_body(self, held: Held, known: dict[str, str]) -> bool:
        """Whether whom the holder serves has an office that is no state's: a spokesman of the head of the WTO."""
        master = held.phrase.master
        if master is None or master.mention.candidate_id in known:
            return False
        return any(one.person.mention.candidate_id == master.mention.candidate_id and one.phrase.organization for one in self.held)

    def _is_known_leader(self, held: Held) -> bool:
        """Whether the tables give the person that office: "Reagan was the only president in memory who …"."""
        return held.phrase.organization is None and not held.phrase.body_words and self._of_leader(held) is not None

    def _is_next_in_list(self, one: Held, other: Held) -> bool:
        """Whether nothing but commas and "and" stands between one office with its holder and the next."""
        end = max(one.phrase.end, one.person.end)
        start = min(other.phrase.start, other.person.start)
        between = list(islice((token for token in self.document.doc[end:start] if not token.is_space), 4))
        return end <= start and len(between) <= 3 and all(token.lower_ in {",", "and", "&", ";"} for token in between)

    def _known_persons(self, codes: list[str | None]) -> dict[str, str]:
        known: dict[str, Counter[str]] = {}
        for one, code in zip(self.held, codes, strict=True):
            if code:
                known.setdefault(one.person.mention.candidate_id, Counter())[code] += 1
        return {person: counts.most_common(1)[0][0] for person, counts in known.items()}

    def _of_union(self, phrase: TitlePhrase) -> str | None:
        """ "The bloc's trade chief": the union of states that the article names."""
        is_bloc = any(token.lower_ == "bloc" for token in self.document.doc[phrase.start : phrase.title.start])
        return UNION if is_bloc and UNION in self.around.named else None

    def _of_office(self, phrase: TitlePhrase) -> str | None:
        """Whose the office is where the text is silent; not in a report from another state that never names the one the table gives."""
        code = phrase.title.office.country_code
        return code if code in self.around.named or not self.around.of_dateline else None

    def _of_leader(self, held: Held) -> str | None:
        year = self.document.article.published_date.year
        return leader_country(held.person.entity.name, " ".join(held.phrase.title.office.words), year, self.around.named)

    def _of_master(self, held: Held) -> str | None:
        """The state of the well-known official whom the holder serves: "chief of staff to Robert Lighthizer"."""
        master = held.phrase.master
        return country_served(master.entity.name, self.document.article.published_date.year) if master else None
