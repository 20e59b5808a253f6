"""The names that the model tags, mended where it is known to err.

Cut at brackets, slashes and blank lines; articles, titles, honorifics and possessives off; pieces of offices ("Commerce" in "Commerce
Secretary") dropped; names after a title are persons, also where the model missed them or began too late ("He Lifeng" read as a pronoun).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from transforms.names.gazetteer import known_names
from transforms.names.missed_names import COMPANY
from transforms.names.names import is_family_first, name_parts, name_words
from transforms.names.titles import Title, is_honorific, vocabulary
from transforms.text.document import Document
from transforms.text.transcripts import turns
from transforms.text.word_groups import words
from warehouse.schema import EntityType

LABELS: dict[str, EntityType] = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place"}
CUT = re.compile(r"[(/;:\[\]|•*]|\n\s*\n|\s[-–—]+\s|--|—|\s{8,}|[\"“”]")
BREAK = re.compile(rf"\n|{CUT.pattern}")
BYLINE = re.compile(r"By\s")
LEAD = re.compile(
    r"(?:the|a|an|every|each|several|many|some|all|these|those|our|my|his|her|its|their|this|that)\s+"
    r"|(?-i:Q\s+(?=[A-Z]))|[\s'‘’,.\-–&#@]+",  # "Q Jane": a question in a transcript
    re.IGNORECASE,
)
PARTY = re.compile(r"[DRI]-(?=[A-Z])")  # "D-Wis."
FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|pdf|com|org|html?)\b|[_@<>={}|]|https?:")
TRAIL = re.compile(r"(?:['’]s|['’]|\s|[,.:;!?\-–&\\]+|\s+(?:and|of|the|for|in|on))$")
INITIAL = re.compile(r"[A-Z]\.")
ABBREVIATION = re.compile(r"\b(?:[A-Z]\.|Inc\.|Corp\.|Co\.|Ltd\.|Jr\.|Sr\.|St\.|Bros\.|No\.|Dept\.)$")
HYPHENATED = re.compile(r"[A-Z](?<!\w.)[a-z]{1,6}\s[A-Z][a-z]{1,6}[-‑][a-z]{1,6}\b(?![-‑])")
APOSTROPHE = re.compile(r"^[A-Z]['’](?=[A-Z])")
COMPANY_BEHIND = re.compile(r",? (?:LLC|LLP|Inc|Ltd|Corp|PLC|plc|GmbH|AG|SE|S\.A|N\.V|Pty|Bhd)\b")
NAME_AT_MOST = 5  # words of a name after a title
BEFORE_TITLE = 5  # tokens between a comma and the title that explains the name before it


class Tagged(NamedTuple):
    """A name as the model or a title gives it. `is_sure`: a title or the form of the name says so, not only the model."""

    start_char: int
    end_char: int
    entity_type: EntityType
    is_sure: bool


def tagged_names(document: Document) -> list[Tagged]:
    """Names in order of the text; they may overlap."""
    in_title = {i: title for title in document.titles for i in range(title.start, title.end)}
    text = document.reading_text
    found = [*_labels(document), *_after_titles(document, in_title), *_family_name_he(document), *_hyphenated(text), *_torn(document.doc)]
    for ent in document.doc.ents:
        for name in _owner_and_owned(ent):
            if name.label_ in LABELS:
                found += _mended(text, name, in_title)
    return sorted(set(found))


def _owner_and_owned(ent: Span) -> list[Span]:
    """Two names that the model took for one: "[Labour]'s [Jane Doe]", not "[Moody's Investors Service]"."""
    first_names = name_words().male | name_words().female
    for token in ent[1:-2]:
        if token.tag_ == "POS" and token.nbor().is_title and token.nbor().lower_ in first_names and ent.end - token.i <= 4:
            return [ent[: token.i + 1 - ent.start], Span(ent.doc, token.i + 1, ent.end, "PERSON")]
    return [ent]


def _labels(document: Document) -> Iterator[Tagged]:
    """Those who talk in a transcript: "[MARLOW]: We had good talks."."""
    for turn in turns(document).values():
        if turn.name is not None and turn.speaker is not None and not _is_role(turn.speaker):
            yield from _trimmed(document.reading_text, *turn.name, "person", False)


def _is_role(token: Token) -> bool:
    """Whether the word names an office or what somebody does, not a person."""
    return (token.lower_,) in vocabulary().offices or token.lower_ in words("human_nouns") | words("not_names")


def _torn(doc: Doc) -> Iterator[Tagged]:
    """A person's name that an indent or a double space tore: "Jane    Doe"."""
    first_names = name_words().male | name_words().female
    for one, other in pairwise(doc.ents):
        if other.start - one.end != 1:
            continue
        gap = doc[one.end]
        is_torn = gap.is_space and "\n\n" not in gap.text and not ("\n" in gap.text and _is_byline(doc.text, one.start_char))
        if is_torn and {one.label_, other.label_} <= {"PERSON", "ORG", "GPE"}:
            starts_like_person = one[0].lower_ in first_names or (one.label_ == "PERSON" == other.label_)
            if starts_like_person and all(token.text[:1].isupper() for token in [*one, *other]) and len(one) + len(other) <= 4:
                yield Tagged(one.start_char, other.end_char, "person", False)


def _mended(text: str, ent: Span, in_title: dict[int, Title]) -> Iterator[Tagged]:
    is_company = COMPANY.search(ent.text.lower()) is not None
    entity_type = "organization" if is_company else LABELS[ent.label_]
    tokens = list(ent)
    if entity_type != "organization" and tokens[-1].lower_ in words("place_tails"):
        entity_type = "place"
    if entity_type == "person" and _leads_company(ent, in_title):
        entity_type = "organization"
    if entity_type == "person" and (behind := _behind_initial(tokens[-1])) is not None:
        tokens.append(behind)
    if entity_type == "person" and (before := _before_initial(tokens[0], in_title)) is not None:
        tokens.insert(0, before)
    while tokens and _leads_only(tokens[0], entity_type, in_title):
        tokens.pop(0)
    speaks_for = entity_type == "organization" and ent.end in in_title and in_title[ent.end].office.words[-1].startswith("spokes")
    while not speaks_for and tokens and tokens[-1].i in in_title and in_title[tokens[-1].i].end > ent.end:
        tokens.pop()  # "United States Trade" of "United States Trade Representative", not "Homeland Security" of its spokesman
    if not tokens or (all(token.i in in_title for token in tokens) and not speaks_for):
        return
    if entity_type == "organization" and tokens[0].i in in_title and any(token.lower_ in {"for", "of"} for token in tokens):
        return  # "Senior Counselor for Trade and Manufacturing"
    if entity_type == "organization" and tokens[-1].text in {"'s", "’s"}:
        tokens.pop()
    if entity_type == "organization" and _is_president_s(tokens):
        yield from _trimmed(text, tokens[0].idx, tokens[-2].idx + len(tokens[-2]), "person", False)
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
    is_apposed = entity_type != "place" and 2 <= len(tokens) <= 4 and (_title_follows(tokens, in_title) or _title_leads(tokens, in_title))
    if entity_type == "person":
        tokens = _until_title(tokens, in_title)
    elif is_apposed:
        entity_type = "person"
    for part in _listed(tokens) if entity_type == "place" else [tokens]:
        if part:
            yield from _trimmed(text, part[0].idx, part[-1].idx + len(part[-1]), entity_type, is_apposed)


def _leads_company(ent: Span, in_title: dict[int, Title]) -> bool:
    """Whether the two names are a company and who runs it: "[Cantor Fitzgerald] CEO Jane Doe"."""
    title = in_title.get(ent.end)
    if title is None or title.start != ent.end or title.end >= len(ent.doc) or ent[-1].text in {"'s", "’s"}:
        return False
    runs_it = title.office.public == "no" and (title.office.words[-1] in words("executives"))
    return runs_it and ent.doc[title.end].ent_type_ == "PERSON"


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
    title = in_title.get(at - 1)
    is_set_off = at > 0 and doc[at].text == "," and doc[end : end + 1].text in {",", "."}
    return is_set_off and title is not None and not title.is_plural and doc[title.head].is_lower and _looks_like_person(tokens)


def _looks_like_person(tokens: list[Token]) -> bool:
    return all(token.text[:1].isupper() and token.lower_ not in words("body_words") | words("company_tails") for token in tokens)


def _title_follows(tokens: list[Token], in_title: dict[int, Title]) -> bool:
    """ "Jane Doe, director-general of trade": two words or more, capitalised, with a title behind a comma."""
    doc, end = tokens[-1].doc, tokens[-1].i + 1
    if end + 1 >= len(doc) or doc[end].text != "," or not _looks_like_person(tokens):
        return False
    at = end + 1
    while at < len(doc) and at <= end + BEFORE_TITLE and at not in in_title and _modifies_title(doc[at]):
        at += 1
    return at in in_title and doc[at].text[:1].islower()


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


def _trimmed(whole: str, start: int, end: int, entity_type: EntityType, is_sure: bool) -> Iterator[Tagged]:
    text = whole[start:end]
    if match := PARTY.match(text):
        start, text, entity_type = start + match.end(), text[match.end() :], "place"
    while match := LEAD.match(text):
        start, text = start + match.end(), text[match.end() :]
    cut = BREAK.search(text) if _is_byline(whole, start) else CUT.search(text)
    text = text[: cut.start()] if cut else text
    while (match := TRAIL.search(text)) and not (match.group() == "." and ABBREVIATION.search(text)):
        text = text[: match.start()]
    if FILE_NAME.search(text):
        return
    if len(text) > 1 and any(character.isupper() for character in text) and not text.isdigit():
        yield Tagged(start, start + len(text), entity_type, is_sure)


def _is_byline(text: str, at: int) -> bool:
    """Whether the line of the character begins with "By"."""
    return BYLINE.match(text, text.rfind("\n", 0, at) + 1, at) is not None


def _after_titles(document: Document, in_title: dict[int, Title]) -> Iterator[Tagged]:
    """Capitalised words right after a title or an honorific: "Vice Premier [He Lifeng]", "Mr. [Cook]", "Senators [Hale] and [Marlow]"."""
    doc, honorifics = document.doc, vocabulary().honorifics
    first_names = name_words().male | name_words().female
    for title in document.titles:
        if title.is_plural:
            for listed in _listed_names(doc, title.end, in_title):
                yield from _trimmed(document.reading_text, listed.start_char, listed.end_char, "person", True)
    starts = [title.end for title in document.titles if not title.is_plural]
    starts += [i + 1 for i, word in enumerate(document.lower_words) if (word,) in honorifics and is_honorific(doc[i])]
    for at in starts:
        if at < len(doc) and doc[at].text == "." and not doc[at - 1].whitespace_:
            at += 1
        while at < len(doc) and is_honorific(doc[at]) and doc[at].lower_ not in first_names:  # "Minister Datuk Seri …", not "Rep. Don …"
            at += 1
        if (name := _name_from(doc, at, in_title)) and _is_of_person(name):
            yield from _trimmed(document.reading_text, name.start_char, name.end_char, "person", True)


def _listed_names(doc: Doc, at: int, in_title: dict[int, Title]) -> Iterator[Span]:
    """The names after a plural title, whatever the model takes them for, if it takes the first one for a person."""
    name = _name_from(doc, at, in_title)
    if name is None or not any(token.ent_type_ == "PERSON" for token in name):
        return
    while name is not None and not known_names(name.text):
        yield name
        at = name.end
        while at < len(doc) and at < name.end + 2 and doc[at].lower_ in {",", "and", "&"}:
            at += 1
        name = _name_from(doc, at, in_title) if at > name.end else None


def _name_from(doc: Doc, at: int, in_title: dict[int, Title]) -> Span | None:
    """The name that begins at the token, or behind another title there: "Trade Representative Ambassador [Doe]"."""
    end = at
    while end < len(doc) and end - at < NAME_AT_MOST and _continues_name(doc, at, end):
        end += 1
    while end > at and doc[end - 1].lower_ in name_words().particles:
        end -= 1
    if end == at or any(token.lower_ in words("body_words") for token in doc[end - 1 : end + 1]):
        return None
    if doc[end - 1].lower_ in words("place_tails") or COMPANY.search(doc[at:end].text.lower()):  # "Hon Hai Industry Co."
        return None
    titled = [i for i in range(at, end) if i in in_title and doc[i].lower_ not in words("title_surnames")]
    start = titled[-1] + 1 if titled else at
    return doc[start:end] if start < end else None


def _is_of_person(name: Span) -> bool:
    """Whether the model takes the words behind a title for a person's name, or for nothing else for certain."""
    labels = [token.ent_type_ for token in name]
    if not (any(token.ent_type_ in {"PERSON", ""} or token.pos_ == "PRON" for token in name) or set(labels) <= {"ORG", "GPE"}):
        return False
    is_sure = "PERSON" in labels or name.doc[name.start - 1].text[0].isupper()
    return is_sure and labels not in (["NORP"], ["DATE"])


def _continues_name(doc: Doc, at: int, i: int) -> bool:
    token = doc[i]
    if i > at and (doc[i - 1].text[-1:] in {",", ";"} or "\n\n" in doc[i - 1].text):
        return False
    if token.lower_ in name_words().particles and i > at:
        behind = i + 2 if doc[i + 1 : i + 2].text in {"-", "‑"} else i + 1  # "Bashar al-Assad"
        following = next((word for word in doc[behind : behind + 3] if word.lower_ not in name_words().particles), None)  # "von der Leyen"
        return following is not None and following.text[:1].isupper()
    if token.text[:1].isupper() and token.text[1:2] in {"", "."}:  # initials
        return i + 1 < len(doc) and doc[i + 1].text[:1].isupper()
    if token.text in {"-", "‑"} and i > at and not doc[i - 1].whitespace_ and not token.whitespace_:
        return True
    if i > at + 1 and doc[i - 1].text in {"-", "‑"} and not doc[i - 1].whitespace_ and doc[i - 2].text[:1].isupper():
        return token.is_alpha  # "In-kyo"
    inner = APOSTROPHE.sub("", token.text)  # "O'Neill", "K'Ombudo"
    is_word = (inner[:1].isupper() and inner[1:2].islower()) or (token.text.isupper() and len(token) > 2 and token.is_alpha)
    if not is_word or token.ent_type_ in {"DATE", "NORP", "MONEY"} or _is_stop_word(token):
        return False
    if token.pos_ in {"PROPN", "NOUN", "ADJ"} or token.ent_type_ == "PERSON":
        return True
    return token.lower_ == "he" and i == at and i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN" and doc[i + 1].text[:1].isupper()


def _is_stop_word(token: Token) -> bool:
    """He and In can be names: "He Lifeng", "In-kyo"."""
    is_syllable = token.i + 1 < len(token.doc) and token.nbor().text in {"-", "‑"} and not token.whitespace_
    return token.is_stop and token.lower_ != "he" and not is_syllable


def _hyphenated(text: str) -> Iterator[Tagged]:
    """ "Han Seo-yun": a family name before a given name of two joined syllables is a person's, whatever the model takes it for."""
    for match in HYPHENATED.finditer(text):
        if is_family_first(name_parts(match.group())):
            yield Tagged(match.start(), match.end(), "person", True)


def _family_name_he(document: Document) -> Iterator[Tagged]:
    """ "with He Lifeng": a capitalised "He" inside a sentence before a proper name is a family name."""
    doc = document.doc
    for token in [doc[i] for i, word in enumerate(document.lower_words) if word == "he" and 0 < i < len(doc) - 1]:
        if token.text == "He" and not token.is_sent_start and token.nbor().pos_ == "PROPN" and token.nbor().text[:1].isupper():
            before = token.nbor(-1)
            if (before.is_alpha and not before.text.isupper()) or before.text == ",":
                yield Tagged(token.idx, token.nbor().idx + len(token.nbor()), "person", True)
