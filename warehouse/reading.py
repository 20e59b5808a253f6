"""Opens the published warehouse for asking: read-only, and without any way to the machine's files."""

from __future__ import annotations

import duckdb

from warehouse.home import Home
from warehouse.target import target


class NoWarehouseError(FileNotFoundError):
    """Nothing is published in this home."""


def is_published(home: Home) -> bool:
    return target(home).current() is not None


def open_published(home: Home) -> duckdb.DuckDBPyConnection:
    """The published warehouse, for queries by anybody: no query reads or writes a file, loads an extension or changes a setting.

    Raises NoWarehouseError, StoreError, and duckdb.IOException where the file is broken.
    """
    db = target(home).open_confined()
    if db is None:
        raise NoWarehouseError(f"no warehouse at {home.warehouse_shown}: run `tradewire run` first, or give --home")
    return db
