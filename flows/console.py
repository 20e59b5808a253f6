"""What the commands share: the terminal, the warehouse opened for reading, and errors told in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.settings import Settings
from warehouse.home import HomeBusyError
from warehouse.reading import open_published

PIPED_WIDTH = 160  # columns of a table where no terminal gives them
out = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, width=None if sys.stderr.isatty() else PIPED_WIDTH)

HomeOption = Annotated[Path | None, typer.Option(help="Folder of lake and warehouse. [default: TRADEWIRE_HOME, else ./data]")]


@contextmanager
def warehouse(given: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse, for reading."""
    with open_published(given.home_folder) as db:
        yield db


@contextmanager
def clear_errors() -> Iterator[None]:
    """Errors that the user can mend, told in a sentence and with exit code 1; all others keep their traceback."""
    from flows.cluster import ClusterError
    from flows.workers import WorkersDieError
    from warehouse.checks import NotPublishedError
    from warehouse.store import StoreError, UnwritableError

    try:
        yield
    except (HomeBusyError, FileNotFoundError, PermissionError, ValueError, NotPublishedError, WorkersDieError) as error:
        fail(str(error))
    except (StoreError, UnwritableError, ClusterError) as error:
        fail(str(error))
    except duckdb.IOException as error:
        if isinstance(error, duckdb.HTTPException) or "Could not connect to server" in str(error):
            fail(f"the rows of the warehouse cannot be reached: {error}")
        if "not a valid DuckDB database" not in str(error):
            raise
        fail(f"{error}\nThe warehouse file is broken: `tradewire rebuild` builds it anew from the lake.")


def fail(message: str) -> NoReturn:
    err.print(f"[red]error:[/red] {escape(message)}")
    raise typer.Exit(1)


def print_table(names: list[str], rows: list[Any]) -> None:
    table = Table(*names)
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    out.print(table)
