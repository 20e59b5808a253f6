"""Whether an office is a public one, and the state that the words of its phrase, or those of its holder, give it."""

from __future__ import annotations

import re

from transforms.names.gazetteer import country_of_part, known_names
from transforms.names.title_words import vocabulary
from transforms.offices.article_countries import BODIES
from transforms.offices.holders import Held
from transforms.offices.named import Names
from transforms.offices.title_phrases import TitlePhrase
from transforms.text.word_groups import words as word_group

BARE_PUBLIC = frozenset(
    {
        "president", "vice president", "secretary", "spokesman", "spokeswoman", "spokesperson", "leader", "speaker", "governor",
        "negotiator", "representative", "prince", "princess", "general secretary", "press secretary", "deputy",
    }
)  # fmt: skip
STATE_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom", "island", "union", "bloc", "federation", "province"})
PARTY_AND_STATE = re.compile(r"\((?:D|R|I)(?:-|\.?, )[A-Z]")


def is_public(names: Names, phrase: TitlePhrase) -> bool:
    """Whether the office is one of a state, a party or a public body."""
    office = phrase.title.office
    if office.public != "open":
        return office.public == "yes"
    body = phrase.organization
    if body is not None:
        is_known = body.entity.country_code is not None or country_of_part(body.entity.entity_key) is not None
        return is_known or _is_public_body(body.entity.name) or _leading_body(body.entity.name) is not None
    words = " ".join(office.words)
    if phrase.body_words:
        return _is_public_body(phrase.body_words)
    if _of_own_words(names, phrase) is not None:
        return True
    if phrase.government is not None or phrase.master is not None:
        return True
    return (
        words in BARE_PUBLIC and phrase.end == phrase.title.end and not _has_unknown_body(names, phrase) and not _has_owner(names, phrase)
    )


def _has_unknown_body(names: Names, phrase: TitlePhrase) -> bool:
    """Whether a name that nobody knows stands right before the title: "Council president"."""
    if phrase.title.start <= phrase.start:
        return False
    token = names.document.doc[phrase.title.start - 1]
    return token.pos_ in {"NOUN", "PROPN"} and token.text[0].isupper() and names.at(token) is None


def _has_owner(names: Names, phrase: TitlePhrase) -> bool:
    """Whether a common noun that is no state owns the office: "the institute's president"."""
    if phrase.title.start < 2 or names.document.doc[phrase.title.start - 1].dep_ != "case":
        return False
    owner = names.document.doc[phrase.title.start - 2]
    return owner.pos_ == "NOUN" and owner.lemma_.lower() not in BODIES | STATE_NOUNS and names.at(owner) is None


def stated_code(names: Names, phrase: TitlePhrase) -> str | None:
    """The state in the phrase itself, or that of its agency, or of the province in it."""
    if phrase.government is not None:
        return phrase.government.government
    if phrase.organization is not None:
        body = phrase.organization.entity
        return body.country_code or country_of_part(body.entity_key) or _leading_body(body.name) or _of_seat(names, phrase)
    inside = names.between(phrase.title.end, phrase.end) if phrase.body_words else []
    codes = {name.government for name in inside if name.government}  # "spokeswoman for China's foreign ministry"
    return codes.pop() if len(codes) == 1 else _of_own_words(names, phrase) or _of_part(names, phrase)


def _of_seat(names: Names, phrase: TitlePhrase) -> str | None:
    """The state whose seat of government follows the body: "spokesman for the Ministry of Commerce in [Beijing]"."""
    inside = names.between(phrase.title.end, phrase.end)
    seats = [found for name in inside for found in known_names(name.mention.mention_text) if found.use == "capital"]
    return seats[-1].known.country_code if seats else None


def _of_part(names: Names, phrase: TitlePhrase) -> str | None:
    """The country of the province or party in the phrase: "[Ontario] premier", "first minister of [Wales]"."""
    inside = [*names.between(phrase.start, phrase.title.start), *names.between(phrase.title.end, phrase.end)]
    codes = {country_of_part(name.entity.entity_key) for name in inside} - {None}
    return codes.pop() if len(codes) == 1 else None


def _of_own_words(names: Names, phrase: TitlePhrase) -> str | None:
    """The state of the body that is part of the title: "[White House] press secretary"."""
    return _leading_body(names.document.doc[phrase.title.start : phrase.title.end].text)


def _leading_body(words: str) -> str | None:
    """The state of the public body of two words or more that the words open with: "[White House] Trade Council"."""
    opening = next(iter(known_names(words)), None)
    is_body = opening is not None and opening.known.entity_type == "organization" and opening.start_char == 0
    return opening.known.country_code if opening is not None and is_body and " " in words[: opening.end_char].strip() else None


def code_of_owner(names: Names, held: Held) -> str | None:
    """The state whose own the holder is: "[Malaysia]'s Azmin Ali, minister of trade"."""
    before = held.person.start - 1
    if before < 1 or held.person.end > held.phrase.start or names.document.doc[before].tag_ != "POS":
        return None
    owner = names.at(before - 1)
    return owner.government if owner is not None else None


def code_of_home(names: Names, held: Held) -> str | None:
    """The country of the province that the holder comes from: "Senator Jane Doe of [Utah]", "Doe (D-WV)"."""
    end = held.person.end
    if PARTY_AND_STATE.match(names.document.doc[end : end + 4].text):
        return "USA"
    if [token.lower_ for token in names.document.doc[end : end + 2]] in ([",", "democrat"], [",", "republican"]):
        end += 2
    home = names.at(end + 1) if end + 1 < len(names.document.doc) and names.document.doc[end].lower_ == "of" else None
    return country_of_part(home.entity.entity_key) if home is not None else None


def _is_public_body(name: str) -> bool:
    """Whether the name says that the body holds public power; a bare "the Council" says nothing."""
    words = name.lower().replace("'", " ").replace("’", " ").split()
    kinds = {vocabulary().bodies[word] for word in words if word in vocabulary().bodies}
    is_association = "council" in words and not word_group("public_councils") & set(words)  # "Metals Council", "Council on Trade"
    return len(words) > 1 and kinds == {True} and not is_association
