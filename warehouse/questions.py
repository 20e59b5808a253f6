"""The questions of `sql/questions`: their names, what they ask, their parameters, and their answers.

A question is a query whose first line asks it in words. Lines `--   $name TYPE = default: what it is` declare its parameters; the
default is an SQL expression, and a parameter without one must be given. A type is one of DuckDB's, or COUNTRY or LEGAL_BASIS: texts that
may be codes or names. Values travel as prepared parameters, never as text of a query.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

import sql
from transforms.measures.legal_bases import legal_basis_code, legal_basis_codes
from transforms.names.gazetteer import code_of, country_names

FOLDER = Path(next(iter(sql.__path__))) / "questions"
DECLARED = re.compile(r"^--   \$(?P<name>\w+) (?P<type>[A-Z_]+)(?: = (?P<default>.+?))?: (?P<text>.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"^-- Example: (.+)$", re.MULTILINE)
CODES: dict[str, tuple[Callable[[str], str | None], Callable[[], Sequence[str]]]] = {  # how a text is read, and all that might be meant
    "COUNTRY": (code_of, country_names),
    "LEGAL_BASIS": (legal_basis_code, legal_basis_codes),
}
DEFAULTS = {"news_day()": "the latest day of news", "NULL": "any", "''": "any"}  # in words


class QuestionError(ValueError):
    """There is no such question, or its parameters are not as it declares them; the message says what there is."""


class Parameter(NamedTuple):
    """What a question can be told."""

    name: str
    type: str
    default: str | None  # an SQL expression; None where a value must be given
    text: str

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def usual(self) -> str:
        """What holds where it is not given."""
        return "must be given" if self.default is None else DEFAULTS.get(self.default, self.default)


class Question(NamedTuple):
    """A question as its file has it."""

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    example: tuple[str, ...]  # arguments with which it has an answer in the sample articles
    query: str


@cache
def questions() -> dict[str, Question]:
    """All questions by name, in the order of the alphabet."""
    return {path.stem: _question(path) for path in sorted(FOLDER.glob("*.sql"))}


def _question(path: Path) -> Question:
    query = path.read_text(encoding="utf8")
    parameters = tuple(Parameter(**match.groupdict()) for match in DECLARED.finditer(query))
    example = match[1].split() if (match := EXAMPLE.search(query)) else ()
    return Question(path.stem, query.partition("\n")[0].removeprefix("-- "), parameters, tuple(example), query)


def question(name: str) -> Question:
    """The question of that name. Raises QuestionError, with the most similar ones."""
    if found := questions().get(name):
        return found
    similar = difflib.get_close_matches(name.lower(), questions(), 4, cutoff=0.4)
    told = "".join(f"\n  {near}: {questions()[near].text}" for near in similar)
    hint = f" Did you mean one of these?{told}\n" if similar else " "
    raise QuestionError(f'there is no question "{name}".{hint}`tradewire ask --list` shows all {len(questions())}.')


def given(asked: Question, arguments: Sequence[str]) -> dict[str, str]:
    """The values that `--name value` and `--name=value` give. Raises QuestionError for what the question does not know."""
    flags = {parameter.flag: parameter.name for parameter in asked.parameters}
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        flag, is_joined, value = rest.pop(0).partition("=")
        name = flags.get("--" + flag.removeprefix("--").replace("_", "-")) if flag.startswith("--") else None
        if name is None or not (is_joined or rest):
            known = ", ".join(f"{parameter.flag} ({parameter.text}: {parameter.usual})" for parameter in asked.parameters) or "nothing"
            raise QuestionError(f'{asked.name}: "{flag}" {"has no value" if name else "is unknown"}; it can be told {known}')
        values[name] = value if is_joined else rest.pop(0)
    return values


def ask(db: duckdb.DuckDBPyConnection, asked: Question, values: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """Runs the question; the answer is fetched from what this returns. Raises QuestionError for a missing value or one of another type."""
    return db.execute(asked.query, {parameter.name: _value(db, asked, parameter, values) for parameter in asked.parameters})


def day_taken(db: duckdb.DuckDBPyConnection, asked: Question, values: Mapping[str, str]) -> date | None:
    """The latest day of news, where the question is about it because no other day is given; None also where there is no news."""
    is_taken = any(parameter.default == "news_day()" and parameter.name not in values for parameter in asked.parameters)
    (day,) = db.execute("SELECT CASE WHEN ? THEN news_day() END", [is_taken]).fetchall()[0]
    return day if isinstance(day, date) else None


def _value(db: duckdb.DuckDBPyConnection, asked: Question, parameter: Parameter, values: Mapping[str, str]) -> object:
    if parameter.name not in values:
        if parameter.default is None:
            raise QuestionError(f"{asked.name}: give {parameter.flag} ({parameter.text})")
        (value,) = db.execute(f"SELECT CAST({parameter.default} AS {_sql_type(parameter)})").fetchall()[0]
        return value
    if parameter.type in CODES:
        return _code(asked, parameter, values[parameter.name])
    try:
        (value,) = db.execute(f"SELECT CAST(? AS {parameter.type})", [values[parameter.name]]).fetchall()[0]
    except duckdb.ConversionException:
        told = f'"{values[parameter.name]}" is no {parameter.type}' + (", such as 2026-05-15" if parameter.type == "DATE" else "")
        raise QuestionError(f"{asked.name}: {parameter.flag}: {told}") from None
    return value


def _sql_type(parameter: Parameter) -> str:
    return "VARCHAR" if parameter.type in CODES else parameter.type


def _code(asked: Question, parameter: Parameter, said: str) -> str:
    """The code that is meant by a code or a name. Raises QuestionError, with the most similar ones."""
    read, known = CODES[parameter.type]
    if code := read(said):
        return code
    by_small = {name.lower(): name for name in known()}
    similar = [by_small[near] for near in difflib.get_close_matches(said.lower(), by_small, 3)]
    hint = f" Did you mean {' or '.join(similar)}?" if similar else f" Give a code or a name, such as {known()[0]}."
    raise QuestionError(f'{asked.name}: {parameter.flag}: there is no {parameter.type.lower().replace("_", " ")} "{said}".{hint}')
