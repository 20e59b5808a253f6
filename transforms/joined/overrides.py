"""What a user knows better: entities to join, to part, to rename, or to give to a country (a TOML file; the README shows one).

An entity is referred to as "type:name", such as "person:Ada Exampla", or by its id.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, get_args

from transforms.names.gazetteer import country
from warehouse.schema import EntityType, OverrideAction

FIELDS: dict[OverrideAction, tuple[frozenset[str], frozenset[str]]] = {  # in the order in which they apply: what each must and may have
    "merge": (frozenset({"entities"}), frozenset()),
    "split": (frozenset({"entity"}), frozenset({"articles", "name"})),
    "rename": (frozenset({"entity", "name"}), frozenset()),
    "code": (frozenset({"entity", "country_code"}), frozenset()),
}
LISTS = frozenset({"entities", "articles"})
ENTITY_ID = re.compile(r"[0-9a-f]{32}")


class Override(NamedTuple):
    """One correction. `place` says where it stands in the file."""

    action: OverrideAction
    entities: tuple[str, ...]  # references in one form: "type:name in lower case", or an id
    articles: tuple[str, ...] = ()  # split: only in these; source paths, with * and ?, or article ids
    value: str | None = None  # the new name, or the country's code
    place: str = ""

    @property
    def moved_to(self) -> str | None:
        """The entity that a split of some articles leads to."""
        return reference(f"{self.entities[0].partition(':')[0]}:{self.value}") if self.articles else None


class OverridesError(ValueError):
    """The file cannot be followed; the message lists every mistake with its line and what to do."""

    def __init__(self, file_name: str, mistakes: list[str]) -> None:
        told = "\n".join(f"  {mistake}" for mistake in mistakes)
        super().__init__(f"{file_name} has {len(mistakes)} mistake(s), so nothing was read or published. Mend and run again:\n{told}")


def overrides(text: str, file_name: str) -> tuple[Override, ...]:
    """The corrections of a file, in the order of their actions. Raises OverridesError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OverridesError(file_name, [f'not TOML: {error}. Names need quotation marks: entity = "person:Ada Exampla"']) from None
    mistakes = [f"unknown table [[{name}]]: use {_either(FIELDS)}" for name in tables if name not in FIELDS]
    found = []
    for action in FIELDS:
        rows = tables.get(action, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            mistakes.append(f"[{action}] must be written [[{action}]], with two brackets on each side")
            continue
        for row, line in zip(rows, _lines(text, action, len(rows)), strict=True):
            place = f"{file_name}, line {line}, [[{action}]]"
            wrong = list(_mistakes(action, row))
            mistakes += [f"{place}: {mistake}" for mistake in wrong]
            if not wrong:
                found.append(_override(action, row, place))
    mistakes += _contradictions(found)
    if mistakes:
        raise OverridesError(file_name, mistakes)
    return tuple(found)


def _lines(text: str, action: str, count: int) -> list[int]:
    heads = re.finditer(rf"^[ \t]*\[\[\s*[\"']?{action}[\"']?\s*\]\]", text, re.MULTILINE)
    lines = [text.count("\n", 0, head.start()) + 1 for head in heads]
    return (lines + [1] * count)[:count]  # written inline, as in merge = [{…}]


def _override(action: OverrideAction, row: dict[str, Any], place: str) -> Override:
    references = tuple(reference(entity) for entity in row.get("entities") or [row["entity"]])
    return Override(action, references, tuple(row.get("articles", ())), row.get("name") or row.get("country_code"), place)


def reference(text: str) -> str:
    """One form for a reference, whatever its capitals and spaces."""
    kind, colon, name = " ".join(text.lower().split()).partition(":")
    return f"{kind.strip()}:{name.strip().removeprefix('the ')}" if colon else kind


def _mistakes(action: OverrideAction, row: dict[str, Any]) -> Iterator[str]:
    must, may = FIELDS[action]
    for name in sorted(must - row.keys()):
        yield f"{name} is missing"
    for name in sorted(row.keys() - must - may):
        yield f"unknown field {name}: {action} has {_either(sorted(must | may))}"
    for name in sorted(row.keys() & (must | may)):
        value = row[name]
        if name in LISTS and not (isinstance(value, list) and value and all(isinstance(part, str) and part.strip() for part in value)):
            yield f"{name} must be a list of texts in brackets, not {value!r}"
        elif name not in LISTS and not (isinstance(value, str) and value.strip()):
            yield f"{name} must be a text in quotation marks, not {value!r}"
        elif check := CHECKS.get(name):
            yield from check(value)
    if "articles" in row and "name" not in row:
        yield "a split of some articles needs the name of the entity that they mean"
    if "articles" in row and ":" not in str(row.get("entity")):
        yield 'a split of some articles takes its entity as "type:name"'


def _references(value: str | list[str]) -> Iterator[str]:
    listed = [value] if isinstance(value, str) else value
    for text in listed:
        kind, colon, name = text.partition(":")
        known = kind.strip().lower() in get_args(EntityType) and name.strip()
        if not (known if colon else ENTITY_ID.fullmatch(text.strip().lower())):
            yield f'"{text}" names no entity: write "type:name" with a type of {_either(get_args(EntityType))}, or an entity_id'
    if len(listed) > 1 and len(set(map(reference, listed))) < len(listed):
        yield "the same entity is listed twice"
    if isinstance(value, list) and len(listed) < 2:
        yield "entities must list two or more to join, the one to keep first"


def _code(value: str) -> Iterator[str]:
    if country(value) is None:
        yield f'"{value}" is no country code: use ISO 3166 alpha-3, such as "CHN", or "EU"'


CHECKS: dict[str, Callable[[Any], Iterator[str]]] = {"entity": _references, "entities": _references, "country_code": _code}


def _contradictions(found: list[Override]) -> list[str]:
    """Two names, or two codes, for one entity."""
    first: dict[tuple[str, str], Override] = {}
    mistakes = []
    for override in found:
        if override.action in {"rename", "code"}:
            other = first.setdefault((override.action, override.entities[0]), override)
            if other.value != override.value:
                mistakes.append(f'{override.place}: "{override.value}" contradicts "{other.value}" of {other.place}: keep one')
    return mistakes


def _either(names: Any) -> str:
    *most, last = map(str, names)
    return f"{', '.join(most)} or {last}" if most else last
