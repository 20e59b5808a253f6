"""The views and macros of `sql/`: made anew with every version of the warehouse, and told apart from those of another one."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

import duckdb

import sql
from warehouse.describe import comment

SQL = Path(next(iter(sql.__path__)))
MADE = """
    SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT if(function_type = 'table_macro', 'MACRO TABLE', 'MACRO'), function_name
    FROM duckdb_functions() WHERE NOT internal AND database_name = current_database()
"""


def views_and_macros() -> list[Path]:
    """The files in an order in which each comes after those whose names it uses."""
    files = {path.stem: path for folder in ("views", "macros") for path in sorted((SQL / folder).glob("*.sql"))}
    code = {name: re.sub("--.*", "", path.read_text(encoding="utf8")) for name, path in files.items()}
    uses = {name: sorted(files.keys() & set(re.findall(r"\w+", text)) - {name}) for name, text in code.items()}
    return [files[name] for name in TopologicalSorter(uses).static_order()]


def make_views(db: duckdb.DuckDBPyConnection) -> None:
    """Makes all views and macros, with their comments, in place of those that are there."""
    for kind, name in db.execute(MADE).fetchall():
        db.execute(f'DROP {kind} "{name}"')
    for path in views_and_macros():
        db.execute(path.read_text(encoding="utf8"))
        comment(db, path)
    db.execute(f"CREATE MACRO views_version() AS '{_version()}'")
    db.execute("COMMENT ON MACRO views_version IS 'hash of the files that these views and macros were made from'")


def has_views(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether the views and macros of the file are those of this version of Tradewire."""
    made = "SELECT macro_definition FROM duckdb_functions() WHERE function_name = 'views_version' AND NOT internal"
    return db.execute(made).fetchall() == [(f"'{_version()}'",)]


def _version() -> str:
    return sha256("".join(path.read_text(encoding="utf8") for path in views_and_macros()).encode()).hexdigest()
