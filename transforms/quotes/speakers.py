"""Who speaks: every quote with its source mention, resolved to an entity of the article where the text allows it.

A name is looked up among the article's mentions; a pronoun or a description ("the commissioner", "the official") is
resolved over the sentences before it (`transforms/quotes/speaker_candidates.py`). Where nothing fits, the speaker stays open.
"""

from __future__ import annotations

import re

from transforms.ids import content_id
from transforms.names.entities import Entities
from transforms.quotes.quotes import FoundQuote
from transforms.quotes.speaker_candidates import Speaker, Speakers
from transforms.text.document import Document
from warehouse.schema import Quote, Role

NEAR = 8  # quotes between one and those inside it
JOINT = " … "
WORD = re.compile(r"\w+(?:['’]\w+)*")


def speakers(document: Document, found: list[FoundQuote], entities: Entities, roles: list[Role]) -> list[Quote]:
    """The quotes with their speakers, in the order of the text."""
    resolver = Speakers(document, entities, roles)
    resolved = resolver.resolve(found)
    said = [_row(document, quote, speaker, roles) for quote, speaker in zip(found, resolved, strict=True)]
    return [quote for number, quote in enumerate(said) if not any(_holds(other, quote) for other in said[max(0, number - NEAR) : number])]


def _holds(outer: Quote, inner: Quote) -> bool:
    """Whether a speaker's words hold words that he tells as his own again: "she said she saw what she calls a “trap”" is one quote."""
    same = outer.speaker_candidate_id is not None and outer.speaker_candidate_id == inner.speaker_candidate_id
    return same and any(span.start_char <= inner.start_char and inner.end_char <= span.end_char for span in outer.spans)


def _row(document: Document, quote: FoundQuote, speaker: Speaker, roles: list[Role]) -> Quote:
    article_id = document.article.article_id
    words = JOINT.join(document.words(*span) for span in quote.spans)
    source = speaker.mention
    return Quote(
        quote_id=content_id("quote", article_id, *(edge for span in quote.spans for edge in span)),
        article_id=article_id,
        quote_type=quote.quote_type,
        quote_text=words,
        start_char=quote.spans[0].start_char,
        end_char=quote.spans[-1].end_char,
        spans=quote.spans,
        cue_text=document.words(*quote.cue) if quote.cue else None,
        cue_start_char=quote.cue.start_char if quote.cue else None,
        speaker_text=document.words(*source) if source else None,
        speaker_start_char=source.start_char if source else None,
        speaker_end_char=source.end_char if source else None,
        speaker_kind=speaker.kind,
        speaker_candidate_id=speaker.candidate_id,
        speaker_id=None,
        speaker_name=speaker.name,
        speaker_role=_office(speaker.candidate_id, roles),
        quote_key=content_id("quote", " ".join(WORD.findall(words.lower()))),
        speaker_country_code=None,
        speaker_organization=None,
        quote_group_id=None,
    )


def _office(candidate_id: str | None, roles: list[Role]) -> str | None:
    """The speaker's office in the words of the text; a current one before a former one."""
    held = [role for role in roles if role.person_candidate_id == candidate_id]
    if not held:
        return None
    role = min(held, key=lambda role: (role.role_status == "former", role.start_char))
    title = f"{role.role_status} {role.title}" if role.role_status in {"former", "acting"} else role.title
    title = f"{title} nominee" if role.role_status == "nominee" else title
    organization = role.organization_name
    return f"{title}, {organization}" if organization and organization.lower() not in title.lower() else title
