"""The command line: `tradewire run | sql | status | check | rebuild | maintenance | serve`."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.report import FOUND, MAX_LISTED, Report
from flows.settings import Settings, settings
from warehouse.home import Home, HomeBusyError
from warehouse.reading import open_published

app = typer.Typer(
    help="Raw news articles in, a DuckDB warehouse of who said what and who imposed which tariff on whom out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
PIPED_WIDTH = 160  # columns of a table where no terminal gives them
out = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, width=None if sys.stderr.isatty() else PIPED_WIDTH)

HomeOption = Annotated[Path | None, typer.Option(help="Folder of lake and warehouse. [default: TRADEWIRE_HOME, else ./data]")]
LandingOption = Annotated[Path | None, typer.Option(help="Folder of the article files. [default: TRADEWIRE_LANDING, else HOME/landing]")]


class Format(StrEnum):
    """How `tradewire sql` prints."""

    table = "table"
    csv = "csv"
    json = "json"


@app.command()
def run(
    landing: LandingOption = None,
    home: HomeOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read. [default: TRADEWIRE_WORKERS, else 2]")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Read at most so many new files.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")] = False,
) -> None:
    """Read what is new in the landing folder, load it, check it, publish it.

    Needs no server. Exit code 0 only when the warehouse is published, or is as it should be already.
    """
    from flows import run as steps  # here, so that --help and sql need not wait for spaCy

    with _clear_errors():
        given = settings(landing=landing, home=home, workers=workers)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with _clear_errors(), Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("loading the language model", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, description="loading the warehouse" if done == total else "reading files", completed=done, total=total)

        report = steps.run(given, limit, dry_run, progress)
    _print_report(report)


@app.command(context_settings={"ignore_unknown_options": True})  # a query may begin with a comment: -- Who said what?
def sql(
    query: Annotated[str, typer.Argument(help="SQL to run, such as: SELECT speaker, quote FROM quote_index LIMIT 5")],
    home: HomeOption = None,
    format: Annotated[Format, typer.Option(help="How to print the rows.")] = Format.table,  # noqa: A002 - the name of the flag
) -> None:
    """Ask the published warehouse, read-only."""
    with _clear_errors(), _warehouse(settings(home=home)) as db:
        try:
            found = db.execute(query)
            rows = found.fetchall()
        except duckdb.Error as error:
            _fail(str(error))
        names = [column[0] for column in found.description or ()]
    match format:
        case Format.csv:
            writer = csv.writer(sys.stdout)
            writer.writerow(names)
            writer.writerows(rows)
        case Format.json:
            records = [dict(zip(names, row, strict=True)) for row in rows]
            print(json.dumps(records, ensure_ascii=False, default=str, indent=1))
        case Format.table:
            _print_table(names, rows)


@app.command()
def status(home: HomeOption = None) -> None:
    """What the last runs did, and what the warehouse holds."""
    with _clear_errors(), _warehouse(settings(home=home)) as db:
        for title, query in (
            ("Last runs", "SELECT run_id, status, started_at, finished_at, file_count AS files, article_count AS articles, "
                          "rejected_count AS rejected FROM runs ORDER BY run_id DESC LIMIT 10"),
            ("Files by their last outcome", "FROM (FROM files QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY "
                          "outcome = 'unchanged', run_id DESC) = 1) SELECT outcome, count(*) AS files GROUP BY ALL ORDER BY ALL"),
            ("Rows", " UNION ALL ".join(f"SELECT '{table}' AS \"table\", count(*) AS rows FROM {table}"
                          for table in ("articles", "entities", "quotes", "tariffs", "measures", "talks", "roles", "dates", "mentions"))),
        ):  # fmt: skip
            found = db.execute(query)
            out.print(f"\n[bold]{title}[/bold]")
            _print_table([column[0] for column in found.description or ()], found.fetchall())


@app.command()
def check(home: HomeOption = None) -> None:
    """Run the data checks on the published warehouse. Exit code 1 where one finds rows."""
    from warehouse.load import failed_checks

    with _clear_errors(), _warehouse(settings(home=home)) as db:
        failed = failed_checks(db)
    for name, rows in failed.items():
        out.print(f"[red]failed[/red] {name}: {escape(str(rows[0]))}")
    if failed:
        raise typer.Exit(1)
    out.print("All checks pass.")


@app.command()
def rebuild(home: HomeOption = None) -> None:
    """Build the warehouse anew from the lake and publish it, as compact as it can be. Nothing is read again."""
    from flows import upkeep

    with _clear_errors(), err.status("building the warehouse anew"):
        out.print(upkeep.rebuild(settings(home=home)).headline)


@app.command()
def maintenance(
    home: HomeOption = None,
    raw_days: Annotated[int | None, typer.Option(min=1, help="Delete originals that were taken in before so many days.")] = None,
) -> None:
    """Compact the lake, build the warehouse anew from it, expire what is old. Worth doing once a month."""
    from flows import upkeep

    with _clear_errors(), err.status("compacting the lake, building the warehouse anew"):
        for line in upkeep.maintain(settings(home=home), raw_days):
            out.print(line)


@app.command()
def serve(
    home: HomeOption = None, landing: LandingOption = None, port: Annotated[int, typer.Option(help="Port of server and UI.")] = 4200
) -> None:
    """Start the Prefect server, its UI and the nightly deployment. Stop with Ctrl-C."""
    from flows.serve import ServerError, serve_deployments, server

    with _clear_errors():
        given = settings(landing=landing, home=home)
    try:
        with server(port) as address:
            out.print(f"Prefect UI: {address}   nightly at '{given.nightly_cron}' {given.nightly_timezone}")
            serve_deployments(given)
    except ServerError as error:
        _fail(str(error))


@contextmanager
def _warehouse(given: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(Home(given.home)) as db:
        yield db


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Errors that the user can mend, told in a sentence and with exit code 1; all others keep their traceback."""
    from warehouse.publish import ChecksFailedError

    try:
        yield
    except (HomeBusyError, FileNotFoundError, PermissionError, ValueError, ChecksFailedError) as error:
        _fail(str(error))
    except duckdb.IOException as error:
        if "not a valid DuckDB database" not in str(error):
            raise
        _fail(f"{error}\nThe warehouse file is broken: `tradewire rebuild` builds it anew from the lake.")


def _fail(message: str) -> NoReturn:
    err.print(f"[red]error:[/red] {escape(message)}")
    raise typer.Exit(1)


def _print_report(report: Report) -> None:
    out.print(f"[bold]{escape(report.headline)}[/bold]")
    for note in report.notes:
        out.print(f"[yellow]no effect:[/yellow] {escape(note)}")
    if report.status == "unchanged" or not report.files:
        return
    _print_table(["files", ""], sorted(report.files.items()))
    if report.rows:
        _print_table(["rows read", ""], [(name, report.rows.get(name, 0)) for name in ("articles", *FOUND)])
    if report.turned_away:
        out.print(f"\nTurned away ({len(report.turned_away)}):")
        _print_table(["file", "outcome", "reason"], [(f.source_path, f.outcome, f.reason) for f in report.turned_away[:MAX_LISTED]])
    if report.warehouse:
        out.print(f"Warehouse: {report.warehouse}")


def _print_table(names: list[str], rows: list[Any]) -> None:
    table = Table(*names)
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    out.print(table)


if __name__ == "__main__":
    app()
