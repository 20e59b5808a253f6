"""Comments on the views and macros, from the headers of their files: what DuckDB itself, the data dictionary and the tests know of them.

A header is the comment that opens the file: the question in its first lines, then `Grain:` and `Example:`, then indented lines
`name: what it is`, for the columns of a view or the parameters of a macro. A column of a view without such a line means what it
means in the first of the tables or views that the file reads and that has a column of this name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb

from warehouse.derive import quoted

HEADER = re.compile(r"(?:--.*\n)+")
CREATED = re.compile(r"^CREATE OR REPLACE (?P<kind>VIEW|MACRO) (?P<call>(?P<name>\w+)(?:\(.*?\))?) AS(?P<table> TABLE)?", re.MULTILINE)
PART = re.compile(r"^-- (?P<part>Grain|Example): (?P<text>.+)$", re.MULTILINE)
NAMED = re.compile(r"^--   (?P<name>\w+): (?P<text>.+)$", re.MULTILINE)
READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


class Described(NamedTuple):
    """A view or macro as its file tells it."""

    name: str
    call: str  # the name; for a macro with its parameters and their defaults
    kind: Literal["view", "macro"]
    is_table: bool  # gives rows; a macro may also give one value
    question: str
    grain: str
    example: str
    named: Mapping[str, str]  # columns of a view or parameters of a macro
    reads: tuple[str, ...]  # names that stand after FROM and JOIN, in order


def described(text: str) -> Described:
    """Raises ValueError where the file does not begin with a header or creates nothing."""
    header, created = HEADER.match(text), CREATED.search(text)
    if header is None or created is None:
        raise ValueError("a file of sql/views and sql/macros begins with a comment and creates one view or macro")
    question = " ".join(line.removeprefix("-- ") for line in header[0].partition("-- Grain:")[0].splitlines())
    parts = {match["part"]: match["text"] for match in PART.finditer(header[0])}
    return Described(
        created["name"],
        created["call"],
        "view" if created["kind"] == "VIEW" else "macro",
        created["kind"] == "VIEW" or bool(created["table"]),
        question,
        parts.get("Grain", ""),
        parts.get("Example", ""),
        {match["name"]: match["text"] for match in NAMED.finditer(header[0])},
        tuple(dict.fromkeys(READ.findall(text[header.end() :]))),
    )


def comment(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Puts what the file's header says on the view or macro, which must be there already, and on a view's columns."""
    for statement in _statements(db, described(path.read_text(encoding="utf8"))):
        db.execute(statement)


def comment_view(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Puts what the file's header says on the view, if it makes one: DuckLake keeps no comments on macros and on columns of views."""
    told = described(path.read_text(encoding="utf8"))
    if told.kind == "view":
        db.execute(next(_statements(db, told)))


def _statements(db: duckdb.DuckDBPyConnection, told: Described) -> Iterator[str]:
    thing = "VIEW" if told.kind == "view" else "MACRO TABLE" if told.is_table else "MACRO"
    yield f"COMMENT ON {thing} {told.name} IS {quoted(f'{told.question} Grain: {told.grain}')}"
    if told.kind == "view":
        for name, text in column_comments(db, told).items():
            yield f"COMMENT ON COLUMN {told.name}.{name} IS {quoted(text)}"


def column_comments(db: duckdb.DuckDBPyConnection, told: Described) -> dict[str, str]:
    """What each column of the view is; those that nobody describes are left out."""
    rows = db.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE table_name IN (SELECT unnest(?)) ORDER BY column_index",
        [[told.name, *told.reads]],
    ).fetchall()
    known = {(table, column): text for table, column, text in rows if text}
    found = {}
    for column in (column for table, column, _ in rows if table == told.name):
        inherited = (known[table, column] for table in told.reads if (table, column) in known)
        if text := told.named.get(column) or next(inherited, None):
            found[column] = text
    return found
