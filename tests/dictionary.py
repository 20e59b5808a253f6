"""The data dictionary in `sql/README.md`, from the declarations in `warehouse/schema.py` and the headers of views, macros and questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.describe import Described, described
from warehouse.questions import questions
from warehouse.schema import TABLES
from warehouse.views import views_and_macros

DICTIONARY = Path(__file__).parents[1] / "sql" / "README.md"
GENERATED = "<!-- From here on, `python -m tests.readme` writes it. -->\n"


def current(db: duckdb.DuckDBPyConnection) -> str:
    """The whole file as it should be: what somebody wrote, then what follows from the warehouse."""
    written = DICTIONARY.read_text().partition(GENERATED)[0]
    return written + GENERATED + "\n" + "\n".join(_lines(db))


def _lines(db: duckdb.DuckDBPyConnection) -> Iterator[str]:
    told = sorted((described(path.read_text()) for path in views_and_macros()), key=lambda one: one.name)
    yield "## Tables\n"
    for table in TABLES:
        (comment,) = db.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table.name]).fetchall()[0]
        yield f"### `{table.name}`\n\n{comment} One row per {', '.join(f'`{name}`' for name in table.key)}.\n"
        yield from _columns(db, table.name)
    yield "## Views\n"
    for view in (one for one in told if one.kind == "view"):
        yield from _head(view)
        yield from _columns(db, view.name)
    yield "## Macros\n"
    for macro in (one for one in told if one.kind == "macro"):
        yield from _head(macro)
        if macro.named:
            yield "| parameter | what it is |\n| --- | --- |"
            yield "\n".join(f"| `{name}` | {_cell(text)} |" for name, text in macro.named.items()) + "\n"
    yield "## Questions\n\n`tradewire ask NAME`, and what each can be told:\n\n| name | question | can be told |\n| --- | --- | --- |"
    for one in questions().values():
        yield f"| `{one.name}` | {_cell(one.text)} | {' '.join(f'`{parameter.flag}`' for parameter in one.parameters)} |"
    yield ""


def _head(told: Described) -> Iterator[str]:
    yield f"### `{told.call}`\n\n{told.question} {_capital(told.grain)}\n\n```sql\n{told.example}\n```\n"


def _columns(db: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    query = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    yield "| column | type | what it is |\n| --- | --- | --- |"
    rows = db.execute(query, [name]).fetchall()
    yield "\n".join(f"| `{column}` | {_type(kind)} | {_cell(comment or '')} |" for column, kind, comment in rows) + "\n"


def _type(kind: str) -> str:
    return f"`{kind}`" if len(kind) < 30 else "`STRUCT[]`" if kind.endswith("[]") else "`STRUCT`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
