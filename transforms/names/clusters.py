"""Which names of one article are one entity: surnames and full names, acronyms and what they stand for, short forms and long ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from transforms.names.bodies import body_of, is_generic, plain_form, state_beside
from transforms.names.gazetteer import STATES, Known, NameSpan, country, entity_key, known_organization, place
from transforms.names.metonyms import is_metonym
from transforms.names.names import name_parts
from transforms.names.namesakes import forms_of_states, us_state
from transforms.names.people import People
from transforms.text.document import Document
from transforms.text.word_groups import words as word_group

SUFFIX = re.compile(
    r",?\s+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|LLP|PLC|plc|AG|SA|S\.A|NV|N\.V|GmbH|SE|AB|Oyj|Pty|Bhd)\.?$"
)
IN_BRACKETS = re.compile(r"['’]?s?\s*\(\s*(?:the\s+)?[\"“'‘]?([A-Z][A-Za-z&.\-]{1,9})[\"”'’]?\s*\)")
JUNIOR = re.compile(r",?\s+((?:Jr|Sr|JR|SR)\b\.?|I{2,3}\b)")
BETWEEN_LETTERS = re.compile(r"[\W_]+")
ALONE = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "pobj", "conj"})
LONGEST_INITIALS = 3  # "JFK" stays
TRADE_SECTIONS = frozenset(f"section {number}" for number in (122, 201, 232, 301, 337, 338, 604))  # known without their acts


class Cluster(NamedTuple):
    """The entity that a mention names. `is_metonym`: a capital for its government."""

    known: Known
    is_metonym: bool


def clusters(document: Document, spans: list[NameSpan]) -> list[Cluster]:
    """The entity of each span, in their order."""
    texts = [_text(document, span) for span in spans]
    spans = [_looked_up(span, text) for span, text in zip(spans, texts, strict=True)]
    named_by = forms_of_states(spans, texts)
    present = set(named_by)
    people = People([text for span, text in zip(spans, texts, strict=True) if span.entity_type == "person"], document.reading_text)
    acronyms = _acronyms(document, spans, texts)
    names = _Names(texts, spans, acronyms)
    bodies = _Bodies(document, spans, texts, present)
    out: list[Cluster] = []
    for at, (span, text) in enumerate(zip(spans, texts, strict=True)):
        if span.entity_type == "person":
            out.append(Cluster(people.person(text), False))
        elif (state := us_state(document.reading_text, spans, texts, at)) is not None:
            out.append(Cluster(state, False))
        elif span.found is not None and span.found.known.kind in STATES:
            cluster = _country(document, span, text)
            is_only_form = span.found.use == "name" and named_by[span.found.known.country_code] == {text}
            may_be_surname = cluster.is_metonym or is_only_form or (span.found.use == "demonym" and _stands_alone(document, span))
            bears_it = may_be_surname and people.bears(text)  # "Paris claims" where a Jane Paris is named
            out.append(Cluster(people.person(text), False) if bears_it else cluster)
        elif (body := bodies.entity(span, text)) is not None:
            out.append(Cluster(body, False))
        elif span.found is not None and (span.found.use != "plain" or bodies.are_of(span, span.found.known.country_code, present)):
            out.append(Cluster(span.found.known, False))
        else:
            out.append(Cluster(names.entity(span, text), False))
    return _with_full_names(document, spans, texts, out)


def _text(document: Document, span: NameSpan) -> str:
    """The words of the name, in one line; of a person's, the "Jr." behind it as well: father and son are two."""
    text = " ".join(document.words(span.start_char, span.end_char).split())
    behind = JUNIOR.match(document.text, span.end_char) if span.entity_type == "person" and " " in text else None
    return f"{text} {behind.group(1)}" if behind else text


def _stands_alone(document: Document, span: NameSpan) -> bool:
    """Whether the word is a noun without an article: "French said", not "the French said" or "French farmers said"."""
    token = document.tokens(span.start_char, span.end_char).root
    return token.dep_ in ALONE and token.tag_ in {"NNP", "NN"} and not any(child.dep_ == "det" for child in token.lefts)


def _looked_up(span: NameSpan, text: str) -> NameSpan:
    """With the entry of the tables also where the name was found by the model: "Homeland Security" of a spokesman."""
    if span.found is not None or span.entity_type != "organization":
        return span
    hit = known_organization(text)
    return span._replace(found=hit) if hit is not None else span


def _country(document: Document, span: NameSpan, text: str) -> Cluster:
    assert span.found is not None
    if span.found.use != "capital":
        return Cluster(span.found.known, False)
    if is_metonym(document, document.tokens(span.start_char, span.end_char)):
        return Cluster(span.found.known, True)
    name = text.title() if text.isupper() else text
    city = place(text, "city") or Known("place", entity_key("place", text), name, None, "city")
    return Cluster(city._replace(name=name), False)  # "Peking" in the words of the text


class _Bodies:
    """Ministries, courts and parliaments of an article by the countries beside their names, there or elsewhere in the article."""

    def __init__(self, document: Document, spans: list[NameSpan], texts: list[str], present: set[str | None]) -> None:
        self._text = document.reading_text
        self._only = next(iter(present)) if len(present) == 1 else None
        self._states: dict[str, str] = {}
        self._by_head: dict[str, Known] = {}
        for span, text in zip(spans, texts, strict=True):
            if self._is_body(span, text) and (code := state_beside(self._text, span.start_char, span.end_char)):
                self._states.setdefault(plain_form(text), code)
                self._by_head.setdefault(text.lower().split()[-1], body_of(text, code))

    @staticmethod
    def _is_body(span: NameSpan, text: str) -> bool:
        return span.entity_type == "organization" and is_generic(plain_form(text))

    def are_of(self, span: NameSpan, code: str | None, present: set[str | None]) -> bool:
        """Whether a name that several countries have for a body or a law means that country's: "the Senate", "the Constitution"."""
        beside = state_beside(self._text, span.start_char, span.end_char)
        return beside == code if beside else not present or code in present

    def entity(self, span: NameSpan, text: str) -> Known | None:
        """None where the name is no such body's, or where nobody says whose it is."""
        if not self._is_body(span, text):
            return None
        code = state_beside(self._text, span.start_char, span.end_char)
        if code is None and span.found is None:
            if " " not in text:
                return self._by_head.get(text.lower())  # "the Bank"
            code = self._states.get(plain_form(text)) or self._only
        if code is None or (span.found is not None and span.found.known.country_code in {code, None}):
            return None
        return body_of(text, code)


class _Names:
    """Organisations, places, laws and agreements of an article by their forms."""

    def __init__(self, texts: list[str], spans: list[NameSpan], acronyms: dict[str, Known]) -> None:
        self._acronyms = acronyms
        self._forms: dict[str, str] = {}
        organizations = Counter(
            _plain(text) for text, span in zip(texts, spans, strict=True) if span.entity_type == "organization" and span.found is None
        )
        for form in sorted(organizations, key=len):
            short = next((other for other in self._shorter(form) if other in organizations), None)
            self._forms[form] = self._forms.get(short, short) if short else form

        laws = [_legal(text) for text, span in zip(texts, spans, strict=True) if span.entity_type == "law"]
        self._sections = {form.partition(" of ")[0]: form for form in reversed(laws) if form.startswith("section ")}

        self._by_head = {
            form.split()[-1]: self._forms[form] for form in sorted(organizations, key=lambda form: organizations[form]) if " " in form
        }

    @staticmethod
    def _shorter(form: str) -> list[str]:
        words = form.split()
        return [" ".join(words[:-1])] if len(words) > 1 and words[-1] in word_group("company_tails") else []

    def entity(self, span: NameSpan, text: str) -> Known:
        if text.rstrip(".") in self._acronyms:
            return self._acronyms[text.rstrip(".")]
        form = _legal(text) if span.entity_type in {"law", "agreement"} else _plain(text)
        form = self._sections.get(form, form)  # "Section 5" of the act that the article names with it
        if span.entity_type == "organization" and form in self._by_head:
            full = self._by_head[form]
            return Known("organization", entity_key("organization", full), text, None, "")
        return Known(span.entity_type, entity_key(span.entity_type, self._forms.get(form, form)), text.removeprefix("the "), None, "")


def _legal(text: str) -> str:
    """One form for what goes by several: "Geneva accord" and "Geneva agreement", "Section 301" with and without its act."""
    form = text.lower().removeprefix("the ")
    if (section := re.match(r"sections? \d+\w*", form)) and "united states code" not in form:
        number = section.group().replace("sections", "section")
        act = re.search(r" of (?:the )?(.+?)(?: of \d{4})?$", form)
        return number if number in TRADE_SECTIONS or act is None else f"{number} of {act.group(1)}"
    if phase := re.search(r"phase[ -](one|two|three|[123]|i{1,3})\b|(first|second) phase of", form):
        numbers = {"first": "one", "1": "one", "i": "one", "second": "two", "2": "two", "ii": "two", "3": "three", "iii": "three"}
        number = phase.group(1) or phase.group(2)
        return f"phase {numbers.get(number, number)} agreement"
    return re.sub(r" (?:accord|deal|pact|truce|consensus)s?$", " agreement", form)


def _plain(text: str) -> str:
    stripped = SUFFIX.sub("", text)
    return (SUFFIX.sub("", stripped) or text).lower().removeprefix("the ")


def _acronyms(document: Document, spans: list[NameSpan], texts: list[str]) -> dict[str, Known]:
    """What the article's own acronyms stand for: "Asia Society Policy Institute (ASPI)"."""
    found: dict[str, Known] = {}
    for span, text in zip(spans, texts, strict=True):
        if span.entity_type not in {"organization", "law", "agreement"} or " " not in text:
            continue
        match = IN_BRACKETS.match(document.text, span.end_char)
        if match and _abbreviates(match.group(1), text):
            entity_type = span.entity_type
            own = Known(entity_type, entity_key(entity_type, _plain(text)), text, None, "")
            found[match.group(1).rstrip(".")] = span.found.known if span.found is not None else own
    bodies = [text for span, text in zip(spans, texts, strict=True) if span.entity_type == "organization" and " " in text]
    by_initials = {_initials(text): text for text in reversed(bodies)}
    for span, text in zip(spans, texts, strict=True):
        is_short = span.found is None and text.isupper() and len(text) > 1 and " " not in text
        if (span.entity_type == "organization" or (span.entity_type == "place" and len(text) > 2)) and is_short and text not in found:
            full = by_initials.get(text)
            if full is not None:
                found[text] = Known("organization", entity_key("organization", _plain(full)), full, None, "")
    return found


def _abbreviates(acronym: str, name: str) -> bool:
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    rest = iter(name.lower())
    return bool(letters) and letters[0] in {word[0].lower() for word in name.split()} and all(letter in rest for letter in letters)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", SUFFIX.sub("", name)) if word[:1].isupper())


def _with_full_names(document: Document, spans: list[NameSpan], texts: list[str], found: list[Cluster]) -> list[Cluster]:
    """Names every cluster of the article by its fullest form, the commonest among equals."""
    forms: dict[str, Counter[str]] = {}
    for cluster, text in zip(found, texts, strict=True):
        forms.setdefault(cluster.known.entity_key, Counter())[text] += 1
    fullest = {
        key: max(counts, key=lambda text: (_length(key, text), not text.isupper(), counts[text], text))
        for key, counts in forms.items()
    }  # fmt: skip
    out = []
    for span, cluster in zip(spans, found, strict=True):
        known = cluster.known
        own = country(known.country_code) if known.kind in STATES and known.country_code else None
        name = (
            known.name
            if own is not None or (span.found is not None and (known.country_code or known.entity_type == "place"))
            else fullest[known.entity_key]
        )
        spelled = fullest[known.entity_key]
        if (
            known.entity_type == "place"
            and not spelled.isupper()
            and BETWEEN_LETTERS.sub("", spelled).lower() == BETWEEN_LETTERS.sub("", name).lower()
        ):
            name = spelled  # "South-east Asia", as the text spells it
        is_shouted = known.entity_type == "person" or (known.entity_type == "place" and name in (document.article.dateline or ""))
        if name.isupper() and len(name) > LONGEST_INITIALS and is_shouted:
            name = name.title()  # as transcripts, datelines and old wires write it, where the article has no other form
        if known.entity_type == "law":
            name = name[:1].upper() + name[1:]  # "Section 232"
        out.append(Cluster(known._replace(name=name.removeprefix("the ")), cluster.is_metonym))
    return out


def _length(key: str, text: str) -> int:
    """Names of persons count in words, others in characters."""
    return len(name_parts(text)) if key.startswith("person:") else len(text)
