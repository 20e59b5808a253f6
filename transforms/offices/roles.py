"""The offices that an article gives its persons: one row per person and title.

Who holds an office is found in `transforms/offices/holders.py`, whose office it is in `transforms/offices/office_countries.py`.
"""

from __future__ import annotations

from transforms.ids import content_id
from transforms.names.entities import Entities
from transforms.names.title_words import singular
from transforms.offices.holders import Held, holders
from transforms.offices.named import Names
from transforms.offices.office_countries import OfficeCountries
from transforms.text.document import Document
from warehouse.schema import Role


def roles(document: Document, entities: Entities) -> list[Role]:
    """The offices, in the order of the text."""
    names = Names(document, entities)
    held = holders(document.doc, names)
    countries = OfficeCountries(document, names, held)
    rows: dict[tuple[str, str], Role] = {}
    explicit: set[tuple[str, str]] = set()
    for one, country_code in zip(held, countries.codes(), strict=True):
        row = _row(document, one, country_code)
        key = (row.person_candidate_id, " ".join(row.title.lower().split()))
        earlier = rows.get(key)
        says_more = one.is_explicit or (earlier is not None and not earlier.country_code and country_code is not None)
        if earlier is None or (says_more and key not in explicit):
            rows[key] = row
        if one.is_explicit:
            explicit.add(key)
    return sorted(rows.values(), key=lambda row: (row.start_char, row.end_char, row.title))


def _row(document: Document, held: Held, country_code: str | None) -> Role:
    doc, phrase, person = document.doc, held.phrase, held.person
    first, last = doc[phrase.words_start], doc[phrase.words_end - 1]
    title = " ".join(document.words(first.idx, last.idx + len(last)).split())
    if doc[phrase.title.head].pos_ == "VERB":
        title = doc[phrase.title.head].lemma_  # "chairs": the chair
    if phrase.government is not None and phrase.words_start <= phrase.government.start < phrase.words_end:
        government = phrase.government.mention
        rest = document.words(first.idx, government.start_char) + document.words(government.end_char, last.idx + len(last))
        title = " ".join(rest.split())
    if phrase.title.is_plural:
        plural = doc[phrase.title.head].text
        title = title.replace(plural, singular(plural), 1)
    start = min(doc[phrase.start].idx, person.mention.start_char)
    end = max(doc[phrase.end - 1].idx + len(doc[phrase.end - 1]), person.mention.end_char)
    body = phrase.organization
    article_id = document.article.article_id
    return Role(
        role_id=content_id("role", article_id, person.mention.candidate_id, title.lower()),
        article_id=article_id,
        person_candidate_id=person.mention.candidate_id,
        person_id=None,
        title=title,
        organization_candidate_id=body.mention.candidate_id if body else None,
        organization_id=None,
        organization_name=_body_name(document, held),
        country_code=country_code,
        role_status=held.status,
        start_char=start,
        end_char=end,
        evidence=document.words(start, end),
    )


def _body_name(document: Document, held: Held) -> str | None:
    """The organization in the words of the text."""
    phrase = held.phrase
    if phrase.organization is not None:
        return " ".join(phrase.organization.mention.mention_text.split()).removeprefix("the ")
    if phrase.body_words and phrase.words_end == phrase.title.end:
        words = [token for token in document.doc[phrase.title.end + 1 : phrase.end] if not token.is_space and token.pos_ != "DET"]
        return " ".join(document.words(words[0].idx, words[-1].idx + len(words[-1])).split()) if words else None
    return None
