"""The names that the model tags, mended where it is known to err.

Cut at brackets, slashes and blank lines; articles, titles, honorifics and possessives off; pieces of offices ("Commerce" in "Commerce
Secretary") dropped; names after a title are persons, also where the model missed them or began too late ("He Lifeng" read as a pronoun).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from transforms.names.gazetteer import known_names
from transforms.names.missed_names import COMPANY
from transforms.names.names import first_names, name_words
from transforms.names.tagged import Tagged, trimmed
from transforms.names.title_words import is_honorific, vocabulary
from transforms.names.titles import HYPHENS, Title
from transforms.names.untagged_names import untagged_names
from transforms.text.document import Document
from transforms.text.word_groups import words
from warehouse.schema import EntityType

LABELS: dict[str, EntityType] = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
INITIAL = re.compile(r"[A-Z]\.")
CONSONANTS = re.compile(r"(?!JFK|LBJ|FDR|MBS|RFK|MLK)[B-DF-HJ-NP-TV-Z]{3,5}")  # an acronym: "DHS"
COMPANY_BEHIND = re.compile(r",? (?:LLC|LLP|Inc|Ltd|Corp|PLC|plc|GmbH|AG|SE|S\.A|N\.V|Pty|Bhd)\b")
BEFORE_TITLE = 5  # tokens between a comma and the title that explains the name before it


def tagged_names(document: Document) -> list[Tagged]:
    """Names in order of the text; they may overlap."""
    in_title = {i: title for title in document.titles for i in range(title.start, title.end)}
    text = document.reading_text
    found = [*untagged_names(document, in_title), *_long_bodies(document.doc)]
    for ent in document.doc.ents:
        for name in _owner_and_owned(ent):
            if name.label_ in LABELS:
                found += _mended(text, name, in_title)
    return sorted(set(found))


def _long_bodies(doc: Doc) -> Iterator[Tagged]:
    """Bodies that the model cut in two: "[Grain League] for the [Defence of Small Farms]"."""
    for one, other in pairwise(doc.ents):
        is_joined = one.label_ == other.label_ == "ORG" and doc[one.end : other.start].text.lower() in {"for", "for the"}
        is_body = len(one) > 1 and one[-1].lower_ in words("body_words") and one[-1].is_title
        if is_joined and is_body and not known_names(one.text) and not known_names(other.text):
            yield Tagged(one.start_char, other.end_char, "organization", False)


def _owner_and_owned(ent: Span) -> list[Span]:
    """Two names that the model took for one: "[Labour]'s [Jane Doe]", not "[Moody's Investors Service]"."""
    names = name_words()
    for token in ent[1:-2]:
        is_first = (
            token.tag_ == "POS" and token.nbor().is_title and (token.nbor().lower_ in names.male or token.nbor().lower_ in names.female)
        )
        if is_first and ent.end - token.i <= 4:
            return [ent[: token.i + 1 - ent.start], Span(ent.doc, token.i + 1, ent.end, "PERSON")]
    return [ent]


def _mended(text: str, ent: Span, in_title: dict[int, Title]) -> Iterator[Tagged]:
    is_company = COMPANY.search(ent.text.lower()) is not None
    entity_type = "organization" if is_company else LABELS[ent.label_]
    tokens = list(ent)
    if entity_type != "organization" and (tokens[-1].lower_ in words("place_tails") or (tokens[0].text == "County" and len(tokens) == 2)):
        entity_type = "place"
    if entity_type == "person" and len(tokens) == 1 and CONSONANTS.fullmatch(tokens[0].text):
        entity_type = "organization"
    if entity_type != "organization" and _leads_company(ent, in_title):
        entity_type = "organization"
    if entity_type in {"person", "place"} and _is_behind_company_noun(tokens):
        entity_type = "organization"
    if entity_type == "organization" and _is_beside_place(tokens):
        entity_type = "place"
    if entity_type == "person" and (first := _first_name_before(ent, in_title)) is not None:
        tokens.insert(0, first)
    if entity_type == "person" and (behind := _behind_initial(tokens[-1])) is not None:
        tokens.append(behind)
    if entity_type == "person" and (before := _before_initial(tokens[0], in_title)) is not None:
        tokens.insert(0, before)
    while tokens and _leads_only(tokens[0], entity_type, in_title):
        tokens.pop(0)
    speaks_for = entity_type == "organization" and ent.end in in_title and in_title[ent.end].office.words[-1].startswith("spokes")
    while not speaks_for and tokens and tokens[-1].i in in_title and in_title[tokens[-1].i].end > ent.end:
        tokens.pop()  # "United States Trade" of "United States Trade Representative", not "Homeland Security" of its spokesman
    if entity_type == "organization" and not speaks_for and ent.doc[ent.end : ent.end + 1].text.istitle():
        tokens = _before_office(tokens, in_title)
    if not tokens or (all(token.i in in_title for token in tokens) and not speaks_for):
        return
    if entity_type == "organization" and tokens[0].i in in_title and any(token.lower_ in {"for", "of"} for token in tokens):
        return  # "Senior Counselor for Trade and Manufacturing"
    if entity_type == "organization" and tokens[-1].text in {"'s", "’s"}:
        tokens.pop()
    if entity_type == "organization" and _is_president_s(tokens):
        yield from trimmed(text, tokens[0].idx, tokens[-2].idx + len(tokens[-2]), "person", False)
        return
    if (entity_type == "person" and len(tokens) > 1 and tokens[-1].lower_ in words("company_tails")) or COMPANY_BEHIND.match(
        text, ent.end_char
    ):
        entity_type = "organization"
    if entity_type == "person" and len(tokens) > 1 and tokens[-1].lower_ in {"room", "lawn"}:
        entity_type = "place"
    if (
        entity_type == "organization"
        and len(tokens) == 2
        and tokens[-1].lower_ in words("house_words")
        and ent.doc[ent.start - 1 : ent.start].text.lower() in {"at", "in"}
    ):
        entity_type = "place"
    is_apposed = 2 <= len(tokens) <= 5 and (_title_follows(tokens, in_title) or _title_leads(tokens, in_title))
    if is_apposed and entity_type == "place":
        is_apposed = _title_leads(tokens, in_title) and not known_names(ent.text)
    if entity_type == "person":
        tokens = _until_title(tokens, in_title)
    elif is_apposed:
        entity_type = "person"
    if entity_type == "organization" and tokens[0].lower_ in name_words().leaders and tokens[1:2] and tokens[1].text == ",":
        entity_type = "person"  # "Mnuchin, Jared and Ivanka"
    for part in _listed(tokens) if entity_type != "organization" else [tokens]:
        if part:
            yield from trimmed(text, part[0].idx, part[-1].idx + len(part[-1]), entity_type, is_apposed)


def _before_office(tokens: list[Token], in_title: dict[int, Title]) -> list[Token]:
    """The body before the office that the model took for a part of it: "[Norwegian Embassy] attaché Jane Doe"."""
    title = in_title.get(tokens[-1].i) if tokens else None
    is_office = title is not None and title.end == tokens[-1].i + 1 and title.start > tokens[0].i and tokens[-1].text[0].islower()
    return [token for token in tokens if token.i < title.start] if title is not None and is_office else tokens


def _is_behind_company_noun(tokens: list[Token]) -> bool:
    """Whether a noun for a company or paper stands right before the name: "carmaker [Marlow]", "the tabloid [Blick]"."""
    first = tokens[0]
    if first.i == 0 or not first.text[0].isupper() or not first.nbor(-1).is_lower:
        return False
    noun = first.nbor(-1)
    is_maker = noun.lower_.endswith("maker") and noun.lower_ not in words("human_makers")
    if noun.tag_ != "NN" or not (is_maker or noun.lower_ in words("company_nouns")):
        return False
    return first.lower_ not in name_words().male and first.lower_ not in name_words().female and not known_names(first.text)


def _is_beside_place(tokens: list[Token]) -> bool:
    """Whether the name is one of the places where something is: "at Harrow and [Marlow]"."""
    above = tokens[0].head
    is_one_word = len(tokens) == 1 and tokens[0].is_title and tokens[0].dep_ == "conj"
    return is_one_word and above.dep_ == "pobj" and above.ent_type_ in {"GPE", "LOC"} and above.head.lower_ in {"in", "at", "near"}


def _first_name_before(ent: Span, in_title: dict[int, Title]) -> Token | None:
    """The first name that the model left before a surname: "[Penny] Lowell"."""
    if len(ent) > 1 or ent.start == 0 or ent.start - 1 in in_title or not ent[0].is_title:
        return None
    before = ent.doc[ent.start - 1]
    is_name = before.lower_ in first_names() and before.is_title and before.tag_ == "NNP" and before.head == ent[0]
    return before if is_name and not (before.is_stop or before.ent_type_ or is_honorific(before)) else None


def _leads_company(ent: Span, in_title: dict[int, Title]) -> bool:
    """Whether the two names are a company and who runs it: "[Cantor Fitzgerald] CEO Jane Doe"."""
    title = in_title.get(ent.end)
    if title is None or title.start != ent.end or title.end >= len(ent.doc) or ent[-1].text in {"'s", "’s"}:
        return False
    runs_it = title.office.words[-1] in words("executives") and (title.office.public == "no" or ent.label_ != "PERSON")
    is_unknown = ent.label_ == "PERSON" or not known_names(ent.text)
    is_company = is_unknown and (runs_it or (ent.label_ == "GPE" and len(ent) == 1 and ent[0].is_upper))
    return is_company and ent.doc[title.end].ent_type_ == "PERSON"


def _behind_initial(token: Token) -> Token | None:
    """The surname that the model left behind an initial: "JANE Q. [DOE]"."""
    doc, at = token.doc, token.i + 1
    if not INITIAL.fullmatch(token.text) or at >= len(doc):
        return None
    is_name = doc[at].is_alpha and doc[at].text[0].isupper() and len(doc[at]) > 1 and not doc[at].is_stop and not doc[at].ent_type_
    return doc[at] if is_name else None


def _before_initial(token: Token, in_title: dict[int, Title]) -> Token | None:
    """The first name that the model left before an initial: "[Grant] D. Marlow"."""
    if not INITIAL.fullmatch(token.text) or token.i == 0 or token.i - 1 in in_title:
        return None
    before = token.nbor(-1)
    is_name = before.is_alpha and before.is_title and not (before.is_stop or before.ent_type_ or is_honorific(before))
    return before if is_name and len(before) > 2 else None


def _listed(tokens: list[Token]) -> list[list[Token]]:
    """ "Porto Verde, Campo" are two places."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_president_s(tokens: list[Token]) -> bool:
    """ "Trump administration", "Biden-Harris Administration"; the Small Business Administration is an agency."""
    holder = [token for token in tokens[:-1] if token.is_alpha and token.lower_ != "the"]
    if tokens[-1].lower_ != "administration" or not holder or (holder[0].lower_,) in vocabulary().portfolios:
        return False
    is_pair = len(holder) == 2 and holder[0].i + 2 == holder[1].i
    return len(holder) == 1 or is_pair or holder[0].lower_ in name_words().male | name_words().female


def _title_leads(tokens: list[Token], in_title: dict[int, Title]) -> bool:
    """ "Peru's foreign minister, Jane Doe, said": capitalised words between commas, behind one person's title in small letters."""
    doc, at, end = tokens[0].doc, tokens[0].i - 1, tokens[-1].i + 1
    if at < 1 or not _looks_like_person(tokens):
        return False
    if doc[at].lower_ == "counterpart" or (doc[at].text == "," and doc[at - 1].lower_ == "counterpart"):
        return True  # "her Japanese counterpart Jane Doe"
    title = in_title.get(at - 1)
    is_set_off = doc[at].text == "," and doc[end : end + 1].text in {",", "."}
    return is_set_off and title is not None and not title.is_plural and doc[title.head].is_lower


def _looks_like_person(tokens: list[Token]) -> bool:
    named = [token for token in tokens if token.text not in HYPHENS]  # "Jean-Pierre Roe"
    return all(token.text[:1].isupper() and token.lower_ not in words("body_words") | words("company_tails") for token in named)


def _title_follows(tokens: list[Token], in_title: dict[int, Title]) -> bool:
    """ "Jane Doe, director-general of trade": two words or more, capitalised, with a title behind a comma."""
    doc, end = tokens[-1].doc, tokens[-1].i + 1
    if end + 1 >= len(doc) or doc[end].text != "," or not _looks_like_person(tokens):
        return False
    at = end + 1
    while at < len(doc) and at <= end + BEFORE_TITLE and at not in in_title and _modifies_title(doc[at]):
        at += 1
    return at in in_title and (doc[at].text[:1].islower() or tokens[0].lower_ in first_names())


def _modifies_title(token: Token) -> bool:
    """What stands between the comma and the title: "the", "a former", "Japan's", "the bloc's"."""
    if token.lower_ in {"the", "a", "an", "its", "their", "former", "acting"} or token.tag_ == "POS" or token.ent_type_ in {"GPE", "NORP"}:
        return True
    return token.pos_ in {"NOUN", "PROPN"} and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS"


def _leads_only(token: Token, entity_type: EntityType, in_title: dict[int, Title]) -> bool:
    if token.is_space or (token.is_punct and token.text not in {"(", "/"}):
        return True
    return entity_type == "person" and (is_honorific(token) or token.i in in_title)


def _until_title(tokens: list[Token], in_title: dict[int, Title]) -> list[Token]:
    """A person's name ends where a title, a lower-case word that is no particle, or a digit begins."""
    while len(tokens) > 2 and tokens[0].lower_ in words("human_nouns"):
        tokens = tokens[1:]
    for at, token in enumerate(tokens):
        lower = token.text[:1].islower() and token.lower_ not in name_words().particles and "'" not in token.text and "’" not in token.text
        is_title = token.i in in_title and not (token.lower_ in words("title_surnames") and token is tokens[-1])
        if at and (is_title or lower or (token.like_num and not token.text.isalpha()) or token.text in {",", "&"}):
            return tokens[:at]
    return tokens
