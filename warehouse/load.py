"""Loads parts of the lake into a warehouse file: the current version of every article, then all that depends on the set."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from transforms.joined.overrides import Override
from warehouse.checks import NotPublishedError
from warehouse.copies import find_copies
from warehouse.derive import columns, create_table
from warehouse.home import Home
from warehouse.joined import join_entities
from warehouse.lake import Part, file_name
from warehouse.schema import TABLE, TABLES, Table
from warehouse.views import SQL, has_views, is_ducklake, make_views

Connection = duckdb.DuckDBPyConnection


class OldLakeError(NotPublishedError):
    """The lake was written before a column was declared that is never null: its rows cannot be told."""

    def __init__(self, path: str, lacking: list[str]) -> None:
        super().__init__(
            f"{path} was written by an older version of Tradewire, which did not tell {', '.join(lacking)}.",
            "Read the articles again: `tradewire run --home NEW`, with an empty folder and a lake of its own, makes all anew from the"
            " landing folder. The published warehouse stays as it was.",
        )


def create(db: Connection) -> None:
    """Makes the empty tables."""
    is_checked = not is_ducklake(db)
    for table in TABLES:
        db.execute(create_table(table, is_checked))


def has_schema(db: Connection) -> bool:
    """Whether the file's tables are exactly those that this version declares."""
    mine = "NOT internal AND database_name = current_database()"
    found = db.execute(f"SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE {mine}").fetchall()
    views = {name for (name,) in db.execute(f"SELECT view_name FROM duckdb_views() WHERE {mine}").fetchall()}
    declared = {(table.name, c.name, c.sql_type) for table in TABLES for c in columns(table)}
    return {row for row in found if row[0] not in views} == declared


def loaded_parts(db: Connection) -> set[Part]:
    """The parts of the lake that the file holds already."""
    return {Part(run_id, part) for run_id, part in db.execute("SELECT run_id, part FROM lake_parts").fetchall()}


def load_parts(db: Connection, home: Home, parts: list[Part]) -> int:
    """Puts the parts in: for each article the version that was seen last replaces all rows of the one before.

    Returns how many articles went because their record, read again, has another id.
    """
    _run(db, "stage/touched")
    _stage(db, home, TABLE["articles"], parts, "staged_articles")
    _revisions(db, home, parts)
    db.execute("""
        CREATE OR REPLACE TEMP TABLE winners AS
        SELECT article_id, filename, run_id, published_at, published_date, source_path
        FROM (FROM staged_articles QUALIFY row_number() OVER (
            PARTITION BY article_id
            ORDER BY run_id DESC, coalesce(published_at, published_date) DESC, source_path DESC, content_sha256) = 1) AS staged
        WHERE NOT EXISTS (FROM articles AS held WHERE held.article_id = staged.article_id AND held.run_id > staged.run_id)
    """)
    superseded = _supersede(db)
    for table in (t for t in TABLES if t.per_article):
        _stage(db, home, table, parts, "staged")
        db.execute(f"DELETE FROM {table.name} WHERE article_id IN (SELECT article_id FROM winners)")
        db.execute(f"""
            INSERT INTO {table.name} BY NAME
            SELECT staged.* EXCLUDE (filename, file_row_number) FROM staged
            SEMI JOIN winners ON staged.article_id = winners.article_id AND part_of(staged.filename) = part_of(winners.filename)
            ORDER BY staged.article_id, staged.file_row_number  -- of two rows that begin at one word, that of the text's order comes first
        """)
    for name in ("files", "runs"):
        _stage(db, home, TABLE[name], parts, "staged")
        db.execute(f"DELETE FROM {name} WHERE run_id IN (SELECT run_id FROM staged)")
        db.execute(f"INSERT INTO {name} BY NAME SELECT * EXCLUDE (filename, file_row_number) FROM staged")
    runs, numbers = zip(*parts, strict=True)
    db.execute("INSERT INTO lake_parts SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [list(runs), list(numbers)])
    return superseded


def _supersede(db: Connection) -> int:
    """Takes out the articles whose record was read again later and has another id since, as after a change of the rule that makes ids."""
    _run(db, "stage/superseded")
    _run(db, "stage/replaced")
    for table in (*(t.name for t in TABLES if t.per_article), "article_revisions", "winners"):
        db.execute(f"DELETE FROM {table} WHERE article_id IN (FROM superseded)")
    ((count,),) = db.execute("SELECT count(*) FROM superseded").fetchall()
    return int(count)


def derive(db: Connection, overrides: Sequence[Override] = ()) -> None:
    """Computes what depends on all articles together, for those that the load touches; for all where another version did it last.

    What is kept of a view is filled from it, so that the views come first.
    """
    _run(db, "stage/touched")
    if not has_views(db):
        make_views(db)
        _run(db, "stage/everything")
    find_copies(db)
    join_entities(db, overrides)
    for path in sorted((SQL / "load").glob("*.sql")):
        db.execute(path.read_text(encoding="utf8"))


def _stage(db: Connection, home: Home, table: Table, parts: list[Part], name: str) -> None:
    """Makes a temporary table of the parts' rows of a table. Raises OldLakeError."""
    names = ", ".join(c.name for c in columns(table))
    db.execute("CREATE OR REPLACE TEMP MACRO part_of(filename) AS parse_path(filename)[-2:]")
    runs = sorted({Part(part.run_id, "0") for part in parts})
    wanted = home.lake.existing(table.name, [file_name(table, part) for part in (runs if table.name == "runs" else parts)])
    if wanted:
        places = "filename = true, file_row_number = true, hive_partitioning = false, union_by_name = true"
        with home.lake.fetched(wanted, home.path) as paths:
            given = [str(path) for path in paths]
            found = _held(db, table, given)
            told = ", ".join(c.name if c.name in found else f"NULL::{c.sql_type} AS {c.name}" for c in columns(table))
            query = f"SELECT {told}, filename, file_row_number FROM read_parquet(?, {places})"
            db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", [given])
    else:
        nothing = f"{names}, ''::VARCHAR AS filename, 0::BIGINT AS file_row_number FROM {table.name} LIMIT 0"
        db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {nothing}")


def _held(db: Connection, table: Table, paths: list[str]) -> set[str]:
    """The columns that any of the files has. Raises OldLakeError where one lacks a column that is never null."""
    query = "SELECT file_name, list(name) FROM parquet_schema(?) GROUP BY file_name ORDER BY file_name"
    held = {path: set(names) for path, names in db.execute(query, [paths]).fetchall()}
    required = {c.name for c in columns(table) if not c.nullable}
    for path, names in held.items():
        if lacking := sorted(required - names):
            raise OldLakeError(path, lacking)
    return set().union(*held.values())


def _revisions(db: Connection, home: Home, parts: list[Part]) -> None:
    """Adds the staged versions to `article_revisions`; the same text again is no new revision."""
    for table in ("quotes", "tariffs"):
        _stage(db, home, TABLE[table], parts, f"staged_{table}")
    _run(db, "stage/revisions")


def _run(db: Connection, name: str) -> None:
    db.execute((SQL / f"{name}.sql").read_text(encoding="utf8"))
