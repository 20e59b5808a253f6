"""Which names of one article are one entity: surnames and full names, acronyms and what they stand for, short forms and long ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from transforms.document import Document
from transforms.entity_words import words as entity_words
from transforms.gazetteer import Known, country, country_of, entity_key, known_names
from transforms.metonyms import is_metonym
from transforms.name_spans import STATES, NameSpan
from transforms.names import SUFFIXES, Name, can_be_same, name_parts, surname

SUFFIX = re.compile(
    r",?\s+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|LLP|PLC|plc|AG|SA|S\.A|NV|N\.V|GmbH|SE|AB|Oyj|Pty|Bhd)\.?$"
)
IN_BRACKETS = re.compile(r"['’]?s?\s*\(\s*(?:the\s+)?[\"“'‘]?([A-Z][A-Za-z&.\-]{1,9})[\"”'’]?\s*\)")
BODY_WORDS = re.compile(
    r"\b(?:Ministry|Department|Parliament|Senate|Congress|Central Bank|Customs|Embassy|Treasury|Army|Navy|Air Force|Police|Cabinet|"
    r"Government|Supreme Court|Tariff Commission|Trade Commission|State Department|House of Representatives)\b"
)  # fmt: skip


class Cluster(NamedTuple):
    """The entity that a mention names. `is_metonym`: a capital for its government."""

    known: Known
    is_metonym: bool


def clusters(document: Document, spans: list[NameSpan]) -> list[Cluster]:
    """The entity of each span, in their order."""
    texts = [" ".join(document.words(span.start_char, span.end_char).split()) for span in spans]
    present = {span.found.known.country_code for span in spans if span.found is not None and span.found.known.kind in STATES}
    people = _People([text for span, text in zip(spans, texts, strict=True) if span.entity_type == "person"])
    acronyms = _acronyms(document, spans, texts)
    names = _Names(texts, spans, acronyms)
    out: list[Cluster] = []
    for span, text in zip(spans, texts, strict=True):
        if span.entity_type == "person":
            out.append(Cluster(people.person(text), False))
        elif span.found is not None and span.found.known.kind in STATES:
            cluster = _country(document, span, text)
            bears_it = cluster.is_metonym and people.bears(text)  # "Paris claims" where a Jane Paris is named
            out.append(Cluster(people.person(text), False) if bears_it else cluster)
        elif span.found is not None and (span.found.use != "plain" or span.found.known.country_code in present):
            out.append(Cluster(span.found.known, False))
        else:
            known = names.entity(span, text)
            out.append(Cluster(known._replace(country_code=known.country_code or _body_of(document, span, text)), False))
    return _with_full_names(spans, texts, out)


def _country(document: Document, span: NameSpan, text: str) -> Cluster:
    assert span.found is not None
    if span.found.use != "capital":
        return Cluster(span.found.known, False)
    if is_metonym(document, document.tokens(span.start_char, span.end_char)):
        return Cluster(span.found.known, True)
    return Cluster(Known("place", entity_key("place", text), text, None, "city"), False)


def _body_of(document: Document, span: NameSpan, text: str) -> str | None:
    """Whose body a ministry or a parliament is: by the country in its name or right in front of it."""
    if span.entity_type != "organization" or not BODY_WORDS.search(text):
        return None
    inside = next((found for found in known_names(text) if found.known.kind in STATES and found.use != "capital"), None)
    if inside is not None:
        return inside.known.country_code
    before = document.doc.text[max(0, span.start_char - 40) : span.start_char]
    match = re.search(r"([A-Z][\w. ]{1,30}?)(?:['’]s)?\s+$", before)
    return country_of(match.group(1).split(" the ")[-1]) if match else None


def _suffix(text: str) -> str:
    """ "jr" of "John Smith, Jr.": father and son are two."""
    words = text.lower().replace(".", "").replace(",", "").split()
    return words[-1] if len(words) > 1 and words[-1] in SUFFIXES else ""


class _People:
    """The persons of an article by their names: a bare surname is whoever bears it in full."""

    def __init__(self, texts: list[str]) -> None:
        names = [name_parts(text) for text in texts]
        suffixes = {(name, _suffix(text)) for name, text in zip(names, texts, strict=True)}
        self._juniors = {name: suffix for name, suffix in suffixes if suffix and (name, "") not in suffixes}
        self._full: dict[str, list[Name]] = {}
        self._of: dict[Name, Name] = {}
        counts = Counter(names)
        for name in sorted(counts, key=lambda name: (-len(name), -counts[name], name)):
            if len(name) > 1:
                self._group(name)
        self._by_last = {name[-1]: name for names in self._full.values() for name in reversed(names)}
        firsts = Counter(name[0] for names in self._full.values() for name in names)
        self._by_first = {name[0]: name for names in self._full.values() for name in names if firsts[name[0]] == 1}

    def _group(self, name: Name) -> None:
        group = self._full.setdefault(surname(name), [])
        fullest = next((other for other in group if can_be_same(name, other)), None)
        if fullest is None:
            group.append(name)
        self._of[name] = fullest or name

    def person(self, text: str) -> Known:
        name = name_parts(text)
        full = self._of.get(name) or self._bearer(name)
        suffix = _suffix(text) or self._juniors.get(full, "")
        return Known("person", " ".join(("person:" + " ".join(full), suffix)).rstrip(), text, None, "")

    def bears(self, text: str) -> bool:
        """Whether the word is the surname of a person whom the article names in full."""
        return text.lower() in self._full

    def _bearer(self, name: Name) -> Name:
        """The person of that surname; the last one named so far where several share it is not asked: the first one is the topic."""
        if len(name) != 1:
            return name
        bearers = self._full.get(name[0]) or []
        if bearers:
            return bearers[0]
        return self._by_last.get(name[0]) or self._by_first.get(name[0]) or name


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

        self._by_head = {
            form.split()[-1]: self._forms[form] for form in sorted(organizations, key=lambda form: organizations[form]) if " " in form
        }

    @staticmethod
    def _shorter(form: str) -> list[str]:
        words = form.split()
        return [" ".join(words[:-1])] if len(words) > 1 and words[-1] in entity_words("company_tails") else []

    def entity(self, span: NameSpan, text: str) -> Known:
        if text.rstrip(".") in self._acronyms and span.entity_type != "place":
            return self._acronyms[text.rstrip(".")]
        form = _legal(text) if span.entity_type in {"law", "agreement"} else _plain(text)
        if span.entity_type == "organization" and form in self._by_head:
            full = self._by_head[form]
            return Known("organization", entity_key("organization", full), text, None, "")
        return Known(span.entity_type, entity_key(span.entity_type, self._forms.get(form, form)), text.removeprefix("the "), None, "")


def _legal(text: str) -> str:
    """One form for what goes by several: "Geneva accord" and "Geneva agreement", "Section 301" with and without its act."""
    form = text.lower().removeprefix("the ")
    if (section := re.match(r"sections? \d+\w*", form)) and "united states code" not in form:
        return section.group().replace("sections", "section")
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
        if span.entity_type == "organization" and span.found is None and text.isupper() and text not in found and len(text) > 2:
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


def _with_full_names(spans: list[NameSpan], texts: list[str], found: list[Cluster]) -> list[Cluster]:
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
        out.append(Cluster(known._replace(name=name.removeprefix("the ")), cluster.is_metonym))
    return out


def _length(key: str, text: str) -> int:
    """Names of persons count in words, others in characters."""
    return len(name_parts(text)) if key.startswith("person:") else len(text)
