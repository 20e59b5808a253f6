"""Names that the model did not tag, or tagged wrongly, shown by what stands around them: titles, honorifics, labels, lines of authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from transforms.names.gazetteer import known_names
from transforms.names.missed_names import COMPANY
from transforms.names.names import first_names, is_family_first, name_parts, name_words
from transforms.names.tagged import Tagged, is_byline, trimmed
from transforms.names.title_words import is_honorific, status_of, vocabulary
from transforms.names.titles import Title
from transforms.text.document import Document
from transforms.text.transcripts import turns
from transforms.text.word_groups import words

BYLINE_LINE = re.compile(r"(?P<by>By )[^\n.;:!?]{4,100}(?=\n|$)")
FULL_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}(?=,| and | & | in |\n|$| for )")
BYLINE_PARAGRAPHS = 4
NICKNAMED = re.compile(r"(?P<first>[A-Z][a-z]+)(?: [A-Z]\.)? [“\"'‘(][A-Z][a-z]+[”\"'’)] [A-Z][\w'’-]+")
HYPHENATED = re.compile(r"[A-Z](?<!\w.)[a-z]{1,6}\s[A-Z][a-z]{1,6}[-‑][a-z]{1,6}\b(?![-‑])")
BEFORE_FAMILY_NAME = re.compile(r"\b(?P<first>[A-Z][a-z]{2,}) (?:[A-Z][a-z]{1,5} )?$")
APOSTROPHE = re.compile(r"^[A-Z]['’](?=[A-Z])")
NAME_AT_MOST = 5  # words of a name after a title


def untagged_names(document: Document, in_title: dict[int, Title]) -> list[Tagged]:
    """Names in no order; they may overlap. `in_title` gives for each token the title that it belongs to."""
    doc = document.doc
    return [
        *_labels(document), *_bylines(document), *_after_titles(document, in_title), *_companies(doc, in_title),
        *_nicknamed(document), *_family_name_he(document), *_given_name_he(document), *_hyphenated(document.reading_text), *_torn(doc),
    ]  # fmt: skip


def _labels(document: Document) -> Iterator[Tagged]:
    """Those who talk in a transcript: "[MARLOW]: We had good talks."."""
    for turn in turns(document).values():
        if turn.name is not None and turn.speaker is not None and not _is_role(turn.speaker):
            yield from trimmed(document.reading_text, *turn.name, "person", False)


def _is_role(token: Token) -> bool:
    """Whether the word names an office or what somebody does, not a person."""
    return (token.lower_,) in vocabulary().offices or token.lower_ in words("human_nouns") | words("not_names")


def _bylines(document: Document) -> Iterator[Tagged]:
    """Who wrote it: "By [Jane Doe] & [John Roe]"."""
    text = document.reading_text
    for span in document.paragraphs[:BYLINE_PARAGRAPHS]:
        line = BYLINE_LINE.match(text, span.start_char, span.end_char)
        for name in FULL_NAME.finditer(text, line.end("by"), line.end()) if line else ():
            is_place = text[max(0, name.start() - 4) : name.start()] == " in "
            if not is_place and not known_names(name.group()) and name.group().split()[-1].lower() not in words("byline_tails"):
                yield Tagged(name.start(), name.end(), "person", True)


def _companies(doc: Doc, in_title: dict[int, Title]) -> Iterator[Tagged]:
    """Capitalised words that nothing tagged, before who runs a company: "[Exampla Gas] CEO Jane Doe", "Jane Doe, [EXA] head"."""
    for title in {title.start: title for title in in_title.values()}.values():
        start = title.start
        while start and _is_untagged_name(doc[start - 1]) and start - 1 not in in_title and title.start - start < 3:
            start -= 1
        is_before_person = title.end < len(doc) and doc[title.end].ent_type_ == "PERSON" and title.office.words[-1] in words("executives")
        is_behind_person = (
            start > 1 and doc[start - 1].text == "," and doc[start - 2].ent_type_ == "PERSON" and title.office.public != "yes"
        )
        if start < title.start and (is_before_person or is_behind_person):
            yield Tagged(doc[start].idx, doc[title.start - 1].idx + len(doc[title.start - 1]), "organization", False)


def _is_untagged_name(token: Token) -> bool:
    is_name = (
        token.text[0].isupper()
        and token.is_alpha
        and (token.pos_ == "PROPN" or (token.is_upper and len(token) > 2) if not token.ent_type_ else token.ent_type_ == "NORP")
    )
    is_name = is_name and not known_names(token.text)
    return is_name and not token.is_stop and not is_honorific(token) and status_of(token) is None


def _torn(doc: Doc) -> Iterator[Tagged]:
    """A person's name that an indent or a double space tore: "Jane    Doe"."""
    usual_names = name_words().male | name_words().female
    for one, other in pairwise(doc.ents):
        if other.start - one.end != 1:
            continue
        gap = doc[one.end]
        is_torn = gap.is_space and "\n\n" not in gap.text and not ("\n" in gap.text and is_byline(doc.text, one.start_char))
        if is_torn and {one.label_, other.label_} <= {"PERSON", "ORG", "GPE"}:
            starts_like_person = one[0].lower_ in usual_names or (one.label_ == "PERSON" == other.label_)
            if starts_like_person and all(token.text[:1].isupper() for token in [*one, *other]) and len(one) + len(other) <= 4:
                yield Tagged(one.start_char, other.end_char, "person", False)


def _after_titles(document: Document, in_title: dict[int, Title]) -> Iterator[Tagged]:
    """Capitalised words right after a title or an honorific: "Vice Premier [He Lifeng]", "Mr. [Cook]", "Senators [Hale] and [Marlow]"."""
    doc, honorifics = document.doc, vocabulary().honorifics
    usual_names = name_words().male | name_words().female
    for title in document.titles:
        if title.is_plural:
            for listed in _listed_names(doc, title.end, in_title):
                yield from trimmed(document.reading_text, listed.start_char, listed.end_char, "person", True)
    starts = [title.end for title in document.titles if not title.is_plural]
    starts += [i + 1 for i, word in enumerate(document.lower_words) if (word,) in honorifics and is_honorific(doc[i])]
    for at in starts:
        if at < len(doc) and doc[at].text == "." and not doc[at - 1].whitespace_:
            at += 1
        while at < len(doc) and is_honorific(doc[at]) and doc[at].lower_ not in usual_names:  # "Minister Datuk Seri …", not "Rep. Don …"
            at += 1
        if (name := _name_from(doc, at, in_title)) and _is_of_person(name):
            yield from trimmed(document.reading_text, name.start_char, name.end_char, "person", True)


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
    if (
        end == at
        or any(token.lower_ in words("body_words") for token in doc[end - 1 : end + 1])
        or doc[end - 1].lower_ in words("event_words")
    ):
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
    is_surname = token.pos_ == "PROPN" and token.ent_type_ == "PERSON"  # "Theresa May"
    return token.is_stop and token.lower_ != "he" and not is_syllable and not is_surname


def _hyphenated(text: str) -> Iterator[Tagged]:
    """ "Han Seo-yun", "John Han Seo-yun", "Ada Wu Han Seo-yun": a family name before a given name of two joined syllables is a person's,
    whatever the model takes it for."""
    for match in HYPHENATED.finditer(text):
        if is_family_first(name_parts(match.group())):
            before = BEFORE_FAMILY_NAME.search(text, max(0, match.start() - 24), match.start())
            is_whole = before is not None and before["first"].lower() in first_names()
            yield Tagged(before.start() if before is not None and is_whole else match.start(), match.end(), "person", True)


def _nicknamed(document: Document) -> Iterator[Tagged]:
    """ "[Robert "Bob" Roe]": a nickname in marks between a first name and a surname."""
    usual_names = name_words().male | name_words().female
    for match in NICKNAMED.finditer(document.reading_text):
        if match["first"].lower() in usual_names:
            yield Tagged(match.start(), match.end(), "person", True)


def _family_name_he(document: Document) -> Iterator[Tagged]:
    """ "with He Lifeng": a capitalised "He" inside a sentence before a proper name is a family name."""
    doc = document.doc
    for token in [doc[i] for i, word in enumerate(document.lower_words) if word == "he" and 0 < i < len(doc) - 1]:
        if token.text == "He" and not token.is_sent_start and token.nbor().pos_ == "PROPN" and token.nbor().text[:1].isupper():
            before = token.nbor(-1)
            if (before.is_alpha and not before.text.isupper()) or before.text == ",":
                yield Tagged(token.idx, token.nbor().idx + len(token.nbor()), "person", True)


def _given_name_he(document: Document) -> Iterator[Tagged]:
    """ "Liu He stood": a capitalised "He" right behind a family name, with nothing between, is no pronoun."""
    doc, family_names = document.doc, name_words().family_first
    for token in [doc[i] for i, word in enumerate(document.lower_words) if word == "he" and i]:
        before = token.nbor(-1)
        if token.text == "He" and before.lower_ in family_names and before.text[0].isupper() and before.whitespace_ == " ":
            yield Tagged(before.idx, token.idx + len(token), "person", True)
