"""The names in a text, each once and none overlapping: known ones, laws and agreements, what the model tags, what the article teaches.

Three passes: candidates of all sources compete by how sure their source is; each form then takes the type that most of its mentions have
(a surname that a full name or a title shows to be a person's is one everywhere); at last, mentions that the model missed are filled in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Token

from transforms.articles.dateline import dateline, opening
from transforms.names.checks import plausible
from transforms.names.gazetteer import STATES, Found, NameSpan, known_names
from transforms.names.legal_names import legal_names
from transforms.names.mention_repair import tagged_names
from transforms.names.missed_names import COMPANY, form_of, with_missed_names
from transforms.names.names import given_names, name_parts, name_words, surname
from transforms.names.tagged import Tagged
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group
from warehouse.schema import EntityType

LEGAL, SURE_PERSON, LONGER_NAME, KNOWN_WORDS, PERSON, KNOWN_WORD, TAGGED = range(7, 0, -1)  # who wins where names overlap
LOCATED = re.compile(r"\b(?:in|at|from|near|to|of|for|outside|around|through|into)\s+$")
IN = re.compile(r"\b(?:in|near|at)\s+$")
ARABIC = re.compile(r"\b[ae]l[-‑]")  # "Bashar al-Assad" is one name, "Trump-Modi" are two
CITY = re.compile(r"[A-Z][A-Z.'’ -]*[A-Z](?=,| \()")
FROM = re.compile(r"\b(?:from|of)\s+$")
BESIDE_NAME = re.compile(r"\|\s[A-Z][a-z]|[A-Z][a-z’'\-]+,\s+(?:the\s+)?\|")  # "| Doe", "Doe, the |"


def name_spans(document: Document) -> list[NameSpan]:
    """All names of the article in order, none overlapping."""
    text = document.reading_text
    chosen = _with_article_types(text, _chosen(text, _candidates(document)))
    return with_missed_names(document, chosen)


def _candidates(document: Document) -> Iterator[tuple[int, NameSpan]]:
    text = document.reading_text
    known = list(_without_titles(document, known_names(text)))
    starts = {found.start_char: found for found in known}
    inside: dict[Tagged, list[Found]] = {}
    tagged = sorted(plausible(document, tagged_names(document)))
    at = 0
    for name in tagged:
        while at < len(known) and known[at].end_char <= name.start_char:
            at += 1
        inside[name] = [found for found in known[at : at + 6] if found.start_char < name.end_char and name.start_char < found.end_char]
    if (city := _city_of_dateline(text)) is not None and not any(
        found.start_char <= city.start_char and city.end_char <= found.end_char for found in known
    ):
        yield LEGAL, city
    for legal in legal_names(text, known):
        yield LEGAL, NameSpan(*legal, starts.get(legal.start_char) if _same_end(starts, legal) else None)
    for found in known:
        is_long = len(text[found.start_char : found.end_char].split()) > 1
        yield (KNOWN_WORDS if is_long else KNOWN_WORD), NameSpan(found.start_char, found.end_char, found.known.entity_type, found)
    for name in tagged:
        yield from _ranked(text, name, inside[name])


def _city_of_dateline(text: str) -> NameSpan | None:
    """Harrow, in "HARROW (AP) - " and "HARROW, June 9 - "."""
    line = dateline(text, opening(text))
    city = CITY.match(line["line"]) if line else None
    return NameSpan(line.start("line"), line.start("line") + city.end(), "place", None, True) if line and city else None


def _same_end(starts: dict[int, Found], legal: tuple[int, int, EntityType]) -> bool:
    return legal[0] in starts and starts[legal[0]].end_char == legal[1]


def _without_titles(document: Document, known: list[Found]) -> Iterator[Found]:
    """Leaves out bodies that are pieces of offices ("Treasury Secretary"), or offices of somebody named ("U.S. Trade Representative Doe").

    The country in front of them stays.
    """
    doc, text = document.doc, document.reading_text
    offices = document.titles
    reach = {doc[i].idx: (doc[title.start].idx, _end(doc[title.end - 1])) for title in offices for i in range(title.start, title.end)}
    for found in known:
        words = text[found.start_char : found.end_char]
        last_word = found.start_char + max(words.rfind(" "), words.rfind("\n")) + 1
        title_start, title_end = reach.get(last_word, (0, -1))
        is_piece = title_end > found.end_char or (title_end == found.end_char and BESIDE_NAME.search(_around(text, found)) is not None)
        if found.known.entity_type != "organization" or found.known.kind in STATES or not is_piece:
            yield found
            continue
        for country in known_names(text[found.start_char : max(found.start_char, title_start)]):
            yield country._replace(start_char=found.start_char + country.start_char, end_char=found.start_char + country.end_char)


def _end(token: Token) -> int:
    return int(token.idx + len(token))


def _around(text: str, found: Found) -> str:
    return text[max(0, found.start_char - 30) : found.start_char] + "|" + text[found.end_char : found.end_char + 3]


def _ranked(text: str, name: Tagged, known: list[Found]) -> Iterator[tuple[int, NameSpan]]:
    """The tagged name with its rank, cut where a country stands in front of it or all of it is known names."""
    start, end, entity_type, is_sure = name
    covered = sum(min(found.end_char, end) - max(found.start_char, start) for found in known)
    rest = "".join(_uncovered(text, start, end, known))
    if known and not any(character.isupper() for character in rest):
        return  # "U.S.-China": known names and joints alone
    leading = next((found for found in known if found.start_char == start and found.known.kind in STATES), None)
    if leading is not None and entity_type == "organization" and _is_glued(text[start : leading.end_char], text[leading.end_char : end]):
        return
    is_before_person = (
        entity_type == "person"
        and leading is not None
        and leading.use != "capital"  # "Paris Hilton" is a whole name
        and text[leading.start_char : leading.end_char].lower() not in given_names()["male"] | given_names()["female"]  # so is "Chad Doe"
    )
    if entity_type == "person" and leading is None and FROM.search(text, max(0, start - 6), start):  # "the senator from Vermont Ann Lowell"
        leading = next((found for found in known if found.start_char == start and found.known.kind == "state"), None)
        is_before_person = leading is not None
    if leading is not None and (
        is_before_person or text[leading.end_char : leading.end_char + 2] in {"'s", "’s"} or text[leading.end_char] == "-"
    ):
        cut = leading.end_char
        while cut < end and not text[cut].isupper():
            cut += 1
        yield from _ranked(text, Tagged(cut, end, entity_type, is_sure), [found for found in known if found.start_char >= cut])
        return
    if entity_type == "organization" and (
        rest.lower().startswith("government of") or (known and _is_two_bodies(rest) and " of " not in rest)
    ):
        return  # "Government of Brazil", "US Government and Department of Commerce"
    if known and not is_sure and _is_called_after(entity_type, known, re.findall(r"[^\W\d_]+", rest.lower())):
        return
    span = NameSpan(start, end, entity_type, None, is_sure)
    is_long = len(text[start:end].split()) > 1
    if entity_type == "person":
        yield (SURE_PERSON if is_sure else PERSON if is_long else TAGGED), span
    elif covered and len([found for found in known if found.known.entity_type == "organization"]) > 1:
        return  # two bodies taken for one
    elif is_long and covered:
        yield (LONGER_NAME if entity_type == "organization" else PERSON), span
    else:
        yield TAGGED, span


def _is_called_after(entity_type: EntityType, known: list[Found], rest: list[str]) -> bool:
    """Whether the words beside known names make no name of a body or place: "NATO Summit", "Iranian Government", "Buy America"."""
    holds_state = any(found.known.kind in STATES and found.use != "capital" for found in known)
    is_no_place = entity_type == "place" and holds_state and any(word not in word_group("place_words") for word in rest)
    return bool(rest) and (is_no_place or all(word in word_group("called_after") for word in rest))


def _is_glued(country: str, rest: str) -> bool:
    """ "U.S. Products", "U.S.\nCalls": an abbreviated country and one more word that is no body."""
    words = rest.split()
    return (
        country.replace(".", "").isupper()
        and len(words) == 1
        and words[0].lower() not in word_group("body_words")
        and not words[0].isupper()
    )


def _is_two_bodies(rest: str) -> bool:
    """ "Government and Department of Commerce"; an institute for economics and trade is one."""
    first, joint, second = f"{rest.lower()} ".rpartition(" and ")
    bodies = word_group("body_words")
    return bool(joint) and (not second.strip() or any(word in bodies for word in second.split()) or not first.strip())


def _uncovered(text: str, start: int, end: int, known: list[Found]) -> Iterator[str]:
    at = start
    for found in known:
        yield text[at : max(at, found.start_char)]
        at = max(at, found.end_char)
    yield text[at:end]


def _chosen(text: str, candidates: Iterable[tuple[int, NameSpan]]) -> list[NameSpan]:
    """The best of the candidates that overlap: by rank, then by length."""
    taken = bytearray(len(text) + 1)
    chosen = []
    for _, span in sorted(candidates, key=lambda c: (-c[0], c[1].start_char - c[1].end_char, c[1].start_char)):
        if span.start_char < span.end_char and not any(taken[span.start_char : span.end_char]):
            taken[span.start_char : span.end_char] = b"\1" * (span.end_char - span.start_char)
            chosen.append(span)
    return sorted(chosen)


def _with_article_types(text: str, chosen: list[NameSpan]) -> list[NameSpan]:
    """Every form gets one type in the whole article: persons by full names and titles, the rest by majority."""
    surnames, votes = _surnames(text, chosen)
    people = surnames | name_words().leaders
    first_names = name_words().male | name_words().female
    companies = {form[: cut.start()] for form in votes if (cut := COMPANY.search(form))}
    in_states = {one.start_char for one, other in pairwise(chosen) if _is_city_of(text, one, other)}
    located = {form_of(text, span) for span in chosen if LOCATED.search(text, max(0, span.start_char - 10), span.start_char)}
    out = []
    for span in chosen:
        form = form_of(text, span)
        if span.found is not None:
            is_company = span.entity_type == "organization" and span.found.known.country_code is None
            if is_company and form in surnames:
                span = NameSpan(span.start_char, span.end_char, "person")
        elif span.entity_type in {"person", "organization", "place"} and not span.is_sure:
            parts = form.split()
            if (
                len(parts) < 3
                and not ARABIC.search(form)
                and any(part in people for part in re.split(r"[-‑–/]", form)[: 9 if "-" in form or "–" in form else 0])
            ):
                out += _both(text, span)  # "Trump-Modi"
                continue
            if len(parts) == 2 and parts[0] in people and parts[1][0].isdigit():
                continue
            is_full = len(parts) == 2 and parts[1] in people and parts[0] in first_names
            if span.start_char in in_states:
                out.append(NameSpan(span.start_char, span.end_char, "place"))
                continue
            entity_type: EntityType = "person" if form in people or is_full else votes[form].most_common(1)[0][0]
            if form in companies and form not in people:
                entity_type = "organization"
            elif entity_type == "place" and form in first_names and form not in located:
                entity_type = "person"
            span = NameSpan(span.start_char, span.end_char, entity_type)
        out.append(span)
    return out


def _is_city_of(text: str, one: NameSpan, other: NameSpan) -> bool:
    """Whether the names read "in Harrow, Ohio": a city and where it lies."""
    is_region = other.entity_type in {"place", "country"} and (other.found is None or other.found.use == "name")
    joined = text[one.end_char : other.start_char] == ", "
    return is_region and joined and IN.search(text, max(0, one.start_char - 6), one.start_char) is not None


def _both(text: str, span: NameSpan) -> list[NameSpan]:
    """The two persons of a joined name; none where one part is no name."""
    parts = list(re.finditer(r"[^\s\-‑–/]+", text[span.start_char : span.end_char]))
    if len(parts) < 2 or not all(part.group()[0].isupper() and part.group()[1:2].islower() for part in parts[:2]):
        return []
    return [NameSpan(span.start_char + part.start(), span.start_char + part.end(), "person") for part in parts[:2]]


def _surnames(text: str, chosen: list[NameSpan]) -> tuple[set[str], dict[str, Counter[EntityType]]]:
    """Words that are persons' names in this article, and how often each form is tagged as what."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    surnames = set()
    for span in chosen:
        if span.found is None:
            votes[form_of(text, span)][span.entity_type] += 3 if span.is_sure else 1
    for span in chosen:
        if span.found is None and span.entity_type == "person":
            form = form_of(text, span)
            parts = name_parts(form)
            is_person = span.is_sure or votes[form].most_common(1)[0][0] == "person"
            if is_person and (len(parts) > 1 or span.is_sure):
                surnames.add(surname(parts))
    return surnames - {""}, votes
