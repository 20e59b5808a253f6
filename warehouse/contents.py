"""What a warehouse holds, as one hash a table: whether two files tell the same, whenever and in however many runs they were made."""

from __future__ import annotations

import duckdb

from warehouse.derive import columns
from warehouse.schema import TABLES

MARKS = ("run_id", "ingested_at", "seen_at")  # columns that tell when and by which run, not what
OF_RUNS = ("files", "runs", "lake_parts")  # tables that tell of runs alone


def contents(db: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """By table, how many rows there are and the sum of their hashes, in whatever order they stand."""
    return {table.name: _hashed(db, table.name, [c.name for c in columns(table)]) for table in TABLES if table.name not in OF_RUNS}


def differing(one: duckdb.DuckDBPyConnection, other: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables that do not hold the same in both."""
    mine, theirs = contents(one), contents(other)
    return [table for table in mine if mine[table] != theirs[table]]


def _hashed(db: duckdb.DuckDBPyConnection, table: str, names: list[str]) -> tuple[int, int]:
    kept = ", ".join(name for name in names if name not in MARKS)
    rows = f"(SELECT CAST(row({kept}) AS VARCHAR) AS told FROM {table})"
    (found,) = db.execute(f"SELECT count(*), coalesce(sum(md5_number_lower(told)::HUGEINT), 0) FROM {rows}").fetchall()
    return int(found[0]), int(found[1])
