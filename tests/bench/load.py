"""The load of a warehouse, checks and derived tables included, beside plain copies of the same Parquet files."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from warehouse.home import Home
from warehouse.publish import publish


def load_and_copy(home: Path, copy: Path) -> tuple[float, float]:
    """Seconds for building and publishing the whole warehouse, and for `INSERT … SELECT` of the same tables into the file `copy`."""
    start = time.perf_counter()
    publish(Home(home), anew=True)
    loaded = time.perf_counter()
    copy.unlink(missing_ok=True)
    with duckdb.connect(str(copy)) as db:
        for folder in sorted(path for path in (home / "lake").iterdir() if any(path.rglob("*.parquet"))):
            source = f"read_parquet('{folder}/*/*.parquet', hive_partitioning = false)"
            db.execute(f"CREATE TABLE {folder.name} AS FROM {source} LIMIT 0")
            db.execute(f"INSERT INTO {folder.name} SELECT * FROM {source}")
    return loaded - start, time.perf_counter() - loaded
