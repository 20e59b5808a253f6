"""Known names: countries and what they are called, public bodies, parties, agreements and laws, places (transforms/data/*.csv).

Names are found word by word, so that line breaks, hyphens and dots inside them do not matter ("Guinea\\nBissau", "U.S.", "US-led"), and the
longest name wins ("New Mexico" over "Mexico"). Where two rows share a form, sovereign states win over territories.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple, cast

from warehouse.schema import EntityType

DATA = Path(__file__).parents[1] / "data"
TABLES = {  # type of the rows, where no column tells it; the first table wins where two share a form
    "countries.csv": None,
    "organizations.csv": "organization",
    "parties.csv": "organization",
    "agreements_and_laws.csv": None,
    "places.csv": "place",
}
WORD = re.compile(r"(?:[^\W\d_]\.){1,}[^\W\d_](?![^\W_])\.?|[^\W_]+(?:['’ʻ](?![sS]\b)[^\W_]+)*|&")
JOINT = re.compile(r"\.?[^\S\n]*\n?[^\S\n]*|\s?[-‐‑–]\s?|['’]")
PLURAL_LIKE_SINGULAR = re.compile(r"(?:ese|ish|sh|ch|ss|s|i|lic|pine|lao|thai)$", re.IGNORECASE)
STATUSES = ("sovereign", "union", "former", "territory")  # of countries.csv, in the order in which they win
STATES = frozenset(STATUSES)
REMEMBERED = 1 << 15  # words, some 4 MB: as many as a thousand articles write with a capital
Use = Literal["name", "demonym", "capital", "plain"]


class Known(NamedTuple):
    """A row of the tables: something that has a name of its own."""

    entity_type: EntityType
    entity_key: str
    name: str
    country_code: str | None
    kind: str


class Found(NamedTuple):
    """A known name in a text. `use` says how the form names it: "plain" forms are shared by bodies of other states."""

    start_char: int
    end_char: int
    known: Known
    use: Use


class NameSpan(NamedTuple):
    """A name in the text; `found` is its entry in the tables of known names."""

    start_char: int
    end_char: int
    entity_type: EntityType
    found: Found | None = None
    is_sure: bool = False


class _Form(NamedTuple):
    words: tuple[str, ...]
    is_capital: tuple[bool, ...]  # per word: written with a capital
    is_acronym: bool
    known: Known
    use: Use


def known_names(text: str) -> list[Found]:
    """All known names, in order, none overlapping."""
    words = list(WORD.finditer(text))
    written = [word.group() for word in words]
    small, found, end = _small_openers(), [], 0
    for at in [at for at, word in enumerate(written) if (not word[0].islower() or word in small) and _lengths_of(word)]:
        if at >= end and (hit := _longest(text, words, written, at)):
            form, end = hit[0], at + hit[1]
            found.append(Found(words[at].start(), words[end - 1].end(), form.known, form.use))
    return found


@lru_cache(maxsize=4096)
def place(name: str, kind: str) -> Known | None:
    """The place of that kind that goes by the name, also where another one has it too: the state of Washington, the city of Washington."""
    key = tuple(_plain(word.group()) for word in WORD.finditer(name))
    return next((form.known for form in _index().get(key, ()) if (form.known.entity_type, form.known.kind) == ("place", kind)), None)


def country_of_part(key: str) -> str | None:
    """The code of the country that a province belongs to, or a party stands in, by its key."""
    return _countries_of_parts().get(key)


@lru_cache(maxsize=4096)
def known_organization(name: str) -> Found | None:
    """The organization that goes by exactly that name."""
    found = next(iter(known_names(name)), None)
    is_whole = found is not None and found.known.entity_type == "organization" and (found.start_char, found.end_char) == (0, len(name))
    return found if is_whole else None


@cache
def country(code: str) -> Known | None:
    """The country, territory or union of that code."""
    return next((form.known for form in _table("countries.csv") if form.known.country_code == code), None)


@cache
def country_of(name: str) -> str | None:
    """The code of a country by any of its names or demonyms, whatever the case; capitals do not count."""
    key = tuple(_plain(word.group()) for word in WORD.finditer(name))
    return next((form.known.country_code for form in _index().get(key, ()) if _is_country(form)), None)


def code_of(said: str) -> str | None:
    """The code of a country by its code or any of its names, whatever the case; WORLD stands for all countries."""
    code = said.strip().upper()
    return code if code == "WORLD" or country(code) else country_of(said.strip().lower().removeprefix("the "))


@cache
def country_names() -> tuple[str, ...]:
    """Every country, territory and union by its name and its code."""
    return tuple(told for row in _rows("countries.csv") if row["status"] != "former" for told in (row["name"], row["code"]))


@cache
def organizations_by_form() -> tuple[tuple[str, Known], ...]:
    """The forms of public bodies and companies as the table writes them, in its order."""
    return tuple(
        (form, _known(row, "organization"))
        for row in _rows("organizations.csv")
        for form in (row["name"], *_split(row["forms"]), *_split(row["plain"]))
    )


@cache
def known_keys() -> frozenset[str]:
    """The keys of all rows."""
    return frozenset(form.known.entity_key for table in TABLES for form in _table(table))


def _is_country(form: _Form) -> bool:
    return form.known.kind in STATUSES and form.use != "capital"


def _longest(text: str, words: list[re.Match[str]], written: list[str], at: int) -> tuple[_Form, int] | None:
    """The longest form that begins at the word, and how many words it has."""
    for length in _lengths_of(written[at]):
        stretch = words[at : at + length]
        as_written = written[at : at + length]
        for form in _index().get(tuple(map(_plain, as_written)), ()):
            joints = pairwise(stretch)
            if all(JOINT.fullmatch(text, one.end(), other.start()) for one, other in joints) and _case_fits(form, as_written):
                return form, len(stretch)
    return None


def _case_fits(form: _Form, words: list[str]) -> bool:
    if form.is_acronym:
        return all(word == word.upper() for word in words)
    return all(word[0].isupper() for word, wanted in zip(words, form.is_capital, strict=True) if wanted)


@lru_cache(maxsize=REMEMBERED)
def _lengths_of(word: str) -> Sequence[int]:
    return _lengths().get(_plain(word), ())


@lru_cache(maxsize=REMEMBERED)
def _plain(word: str) -> str:
    return word.replace(".", "").replace("’", "'").lower()


@cache
def _index() -> dict[tuple[str, ...], list[_Form]]:
    """Forms by their words, in the order of the tables."""
    forms: dict[tuple[str, ...], list[_Form]] = {}
    for table in TABLES:
        for form in _table(table):
            forms.setdefault(form.words, []).append(form)
    return forms


@cache
def _lengths() -> dict[str, list[int]]:
    """How many words the forms have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for words in _index():
        found.setdefault(words[0], set()).add(len(words))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


@cache
def _small_openers() -> frozenset[str]:
    """The first words of forms that may be written small; all others begin with a capital or a figure."""
    return frozenset(form.words[0] for forms in _index().values() for form in forms if not form.is_acronym and not form.is_capital[0])


@cache
def _table(file_name: str) -> tuple[_Form, ...]:
    rows = _rows(file_name)
    if file_name == "countries.csv":
        rows.sort(key=lambda row: STATUSES.index(row["status"]))
        names = {row["code"]: row["name"] for row in reversed(rows)}  # a former state goes by its successor's name
        return tuple(form for row in rows for form in _country_forms(row, names[row["code"]]))
    return tuple(form for row in rows for form in _other_forms(row, file_name))


@cache
def _countries_of_parts() -> dict[str, str]:
    provinces = {entity_key("place", row["name"]): row["part_of"] for row in _rows("places.csv")}
    parties = {entity_key("organization", row["name"]): row["party_of"] for row in _rows("parties.csv")}
    return {key: code for key, code in (provinces | parties).items() if code}


def _rows(file_name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(line for line in (DATA / file_name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")))


def _known(row: dict[str, str], entity_type: EntityType) -> Known:
    return Known(entity_type, entity_key(entity_type, row["name"]), row["name"], row.get("country_code") or None, row.get("kind", ""))


def _country_forms(row: dict[str, str], name: str) -> Iterator[_Form]:
    kind: EntityType = "organization" if row["status"] == "union" else "country"
    known = Known(kind, entity_key(kind, name) if kind == "organization" else f"{kind}:{row['code']}", name, row["code"], row["status"])
    yield from _forms([row["name"], *_split(row["forms"])], known, "name")
    yield from _forms([form for word in _split(row["demonyms"]) for form in {word, _plural(word)}], known, "demonym")
    yield from _forms(_split(row["capitals"]), known, "capital")


def _other_forms(row: dict[str, str], file_name: str) -> Iterator[_Form]:
    entity_type = cast(EntityType, TABLES[file_name] or row["entity_type"])
    known = _known(row, entity_type)
    yield from _forms([row["name"], *_split(row["forms"])], known, "name")
    yield from _forms(_split(row.get("plain", "")), known, "plain")


def entity_key(entity_type: EntityType, name: str) -> str:
    """Type and normalised name: what mentions of one entity share. Countries go by their codes instead."""
    return f"{entity_type}:{' '.join(name.lower().replace('’', chr(39)).split()).removeprefix('the ')}"


def _plural(demonym: str) -> str:
    if demonym.endswith(("man", "woman")):
        return demonym[:-2] + "en"
    return demonym if PLURAL_LIKE_SINGULAR.search(demonym) and not demonym.endswith(("i", "ai")) else demonym + "s"


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _forms(names: Iterable[str], known: Known, use: Use) -> Iterator[_Form]:
    for name in names:
        words = [word.group() for word in WORD.finditer(name.removeprefix("The "))]
        letters = "".join(words).replace(".", "")
        is_acronym = letters.isupper() and len(letters) <= 8
        yield _Form(tuple(map(_plain, words)), tuple(word[0].isupper() for word in words), is_acronym, known, use)
