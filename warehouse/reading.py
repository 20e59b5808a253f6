"""Opens the published warehouse for asking: read-only, and without any way to the machine's files."""

from __future__ import annotations

import duckdb

from warehouse.home import Home

CONFINED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",  # else a query could name the variables of this program
    "lock_configuration": "true",
}


class NoWarehouseError(FileNotFoundError):
    """Nothing is published in this home."""


def open_published(home: Home) -> duckdb.DuckDBPyConnection:
    """The published warehouse, for queries by anybody: no query reads or writes a file, loads an extension or changes a setting.

    Raises NoWarehouseError, and duckdb.IOException where the file is broken.
    """
    if not home.warehouse.exists():
        raise NoWarehouseError(f"no warehouse at {home.warehouse}: run `tradewire run` first, or give --home")
    return duckdb.connect(str(home.warehouse), read_only=True, config=CONFINED)
