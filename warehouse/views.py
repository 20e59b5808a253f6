"""The views and macros of `sql/`: made anew with every version of the warehouse, and told apart from those of another one."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path

import duckdb

import sql
from warehouse.describe import comment, comment_view

SQL = Path(next(iter(sql.__path__)))
NULL_BY_DEFAULT = re.compile(r"^CREATE OR REPLACE MACRO \w+\([^)]*:= NULL", re.MULTILINE)  # a parameter: DuckLake cannot keep it
MADE = """
    SELECT 'VIEW' AS kind, view_name AS name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
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
    drop_views(db)
    in_ducklake = is_ducklake(db)
    for path in views_and_macros():
        _make(db, path, in_ducklake)
    db.execute(f"CREATE MACRO views_version() AS '{_version()}'")
    if not in_ducklake:
        db.execute("COMMENT ON MACRO views_version IS 'hash of the files that these views and macros were made from'")


def drop_views(db: duckdb.DuckDBPyConnection) -> None:
    for kind, name in db.execute(MADE).fetchall():
        db.execute(f'DROP {kind} "{name}"')


def make_session_macros(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the macros that DuckLake cannot keep, for this session, where the views that they use are those of this version."""
    if has_views(db):
        for path in views_and_macros():
            if _is_of_session(path):
                _make(db, path, in_ducklake=True)


def _make(db: duckdb.DuckDBPyConnection, path: Path, in_ducklake: bool) -> None:
    text = path.read_text(encoding="utf8")
    if in_ducklake and _is_of_session(path):
        db.execute(text.replace("CREATE OR REPLACE MACRO", "CREATE OR REPLACE TEMP MACRO"))
        return
    db.execute(text)
    if in_ducklake:
        comment_view(db, path)
    else:
        comment(db, path)


def _is_of_session(path: Path) -> bool:
    return NULL_BY_DEFAULT.search(path.read_text(encoding="utf8")) is not None


def is_ducklake(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether what the session is about is DuckLake, not a file."""
    return db.execute("SELECT type FROM duckdb_databases() WHERE database_name = current_database()").fetchall() == [("ducklake",)]


def has_views(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether the views and macros of the file are those of this version of Tradewire."""
    made = """
        SELECT macro_definition FROM duckdb_functions()
        WHERE function_name = 'views_version' AND NOT internal AND database_name = current_database()
    """
    return db.execute(made).fetchall() == [(f"'{_version()}'",)]


def _version() -> str:
    return sha256("".join(path.read_text(encoding="utf8") for path in views_and_macros()).encode()).hexdigest()
