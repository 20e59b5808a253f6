"""The command line: `tradewire run | reprocess | retry | ask | sql | brief | article | status | check | rebuild | maintenance | serve`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.console import HomeOption, clear_errors, err, fail, out, print_table, warehouse
from flows.desk import article, ask, brief, sql
from flows.report import FOUND, MAX_LISTED, Report
from flows.settings import Settings, settings

if TYPE_CHECKING:
    from flows.run import Choice

app = typer.Typer(
    help="Raw news articles in, a DuckDB warehouse of who said what and who imposed which tariff on whom out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
WorkersOption = Annotated[int | None, typer.Option(min=0, help="Processes that read. [default: TRADEWIRE_WORKERS, else 2]")]
LimitOption = Annotated[int | None, typer.Option(min=1, help="Read at most so many files.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")]
LandingOption = Annotated[
    str | None,
    typer.Option(help="Folder of the article files, or URL such as s3://bucket/news. [default: TRADEWIRE_LANDING, else HOME/landing]"),
]


@app.command()
def run(
    landing: LandingOption = None,
    home: HomeOption = None,
    workers: WorkersOption = None,
    limit: LimitOption = None,
    dry_run: DryRunOption = False,
    any_volume: Annotated[bool, typer.Option("--any-volume", help="Publish however few articles are new.")] = False,
) -> None:
    """Read what is new in the landing folder, load it, check it, publish it.

    Needs no server. Exit code 0 only when the warehouse is published, or is as it should be already.
    """
    with clear_errors():
        _run(settings(landing=landing, home=home, workers=workers, any_volume=any_volume or None), limit, dry_run)


@app.command()
def reprocess(
    home: HomeOption = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of publication.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of publication.")] = None,
    publisher: Annotated[str, typer.Option(help="Whose articles, as in column publisher.")] = "",
    only_older: Annotated[bool, typer.Option("--only-older", help="Only what another version of Tradewire or another model read.")] = False,
    workers: WorkersOption = None,
    limit: LimitOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Read published articles again from their originals, with today's version and model, in place of the old rows."""
    from flows.again import reprocessed
    from warehouse.again import FIRST_DAY, LAST_DAY, Selection

    with clear_errors():
        days = since.date() if since else FIRST_DAY, until.date() if until else LAST_DAY
        choice = reprocessed(Selection(*days, publisher, only_older))
        _run(settings(home=home, workers=workers), limit, dry_run, choice)


@app.command()
def retry(landing: LandingOption = None, home: HomeOption = None) -> None:
    """Read again what was turned away, after an upgrade, with another model or with higher limits; new files as well."""
    with clear_errors():
        _run(settings(landing=landing, home=home), retry=True)


def _run(given: Settings, limit: int | None = None, dry_run: bool = False, choose: Choice | None = None, retry: bool = False) -> None:
    from flows import run as steps  # here, so that --help and sql need not wait for spaCy

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("looking for files", total=None)

        def progress(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        report = steps.run(given, limit, dry_run, progress, choose, retry)
    _print_report(report)


@app.command()
def status(home: HomeOption = None) -> None:
    """What the last runs did, and what the warehouse holds."""
    with clear_errors(), warehouse(settings(home=home)) as db:
        for title, query in (
            ("Last runs", "SELECT run_id, status, started_at, finished_at, file_count AS files, article_count AS articles, "
                          "rejected_count AS rejected FROM runs ORDER BY run_id DESC LIMIT 10"),
            ("Files by their last outcome", "FROM (FROM files QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY "
                          "outcome = 'unchanged', run_id DESC) = 1) SELECT outcome, count(*) AS files GROUP BY ALL ORDER BY ALL"),
            ("Turned away or waiting", "FROM (FROM files QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY "
                          "outcome = 'unchanged', run_id DESC) = 1) SELECT source_path, outcome, reason "
                          "WHERE reason IS NOT NULL AND outcome <> 'unchanged' ORDER BY ALL LIMIT 50"),
            ("Rows", " UNION ALL ".join(f"SELECT '{table}' AS \"table\", count(*) AS rows FROM {table}"
                          for table in ("articles", "entities", "quotes", "tariffs", "measures", "talks", "roles", "dates", "mentions"))),
        ):  # fmt: skip
            found = db.execute(query)
            out.print(f"\n[bold]{title}[/bold]")
            print_table([column[0] for column in found.description or ()], found.fetchall())


@app.command()
def check(home: HomeOption = None) -> None:
    """Run the data checks on the published warehouse. Exit code 1 where one finds rows."""
    from warehouse.checks import failed_checks

    with clear_errors(), warehouse(settings(home=home)) as db:
        failed = failed_checks(db)
    for name, check in failed.items():
        out.print(f"[red]failed[/red] {name}: {escape(str(check))}")
    if failed:
        raise typer.Exit(1)
    out.print("All checks pass.")


@app.command()
def rebuild(home: HomeOption = None) -> None:
    """Build the warehouse anew from the lake and publish it, as compact as it can be. Nothing is read again."""
    from flows import upkeep

    with clear_errors(), err.status("building the warehouse anew"):
        out.print(upkeep.rebuild(settings(home=home)).headline)


@app.command()
def maintenance(
    home: HomeOption = None,
    raw_days: Annotated[int | None, typer.Option(min=1, help="Delete originals that were taken in before so many days.")] = None,
) -> None:
    """Compact the lake, build the warehouse anew from it, expire what is old. Worth doing once a month."""
    from flows import upkeep

    with clear_errors(), err.status("compacting the lake, building the warehouse anew"):
        for line in upkeep.maintain(settings(home=home), raw_days):
            out.print(line)


@app.command()
def serve(
    home: HomeOption = None,
    landing: LandingOption = None,
    host: Annotated[
        str, typer.Option(help="Address that the server listens on; others than this machine's need TRADEWIRE_SERVER_AUTH.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of server and UI.")] = 4200,
) -> None:
    """Start the Prefect server, its UI and all deployments. Stop with Ctrl-C."""
    from flows.serve import ServerError, serve_everything

    try:
        with clear_errors():
            given = settings(landing=landing, home=home)
            told = f"nightly at '{given.nightly_cron}' {given.nightly_timezone}"
            serve_everything(given, host, port, lambda address: out.print(f"Prefect UI: {address}   {told}"))
    except ServerError as error:
        fail(str(error))


FLAGS_OF_QUESTIONS = {"ignore_unknown_options": True, "allow_extra_args": True}
app.command(add_help_option=False, context_settings=FLAGS_OF_QUESTIONS)(ask)
app.command()(article)
app.command()(brief)
app.command(context_settings={"ignore_unknown_options": True})(sql)  # a query may begin with a comment: -- Who said what?


def _print_report(report: Report) -> None:
    out.print(f"[bold]{escape(report.headline)}[/bold]")
    for warning in report.warnings:
        out.print(f"[yellow]warning:[/yellow] {escape(warning)}")
    for note in report.without_effect:
        out.print(f"[yellow]no effect:[/yellow] {escape(note)}")
    if report.status == "unchanged" or not report.files:
        return
    print_table(["files", ""], sorted(report.files.items()))
    if report.rows:
        print_table(["rows read", ""], [(name, report.rows.get(name, 0)) for name in ("articles", *FOUND)])
    if report.turned_away:
        out.print(f"\nTurned away ({len(report.turned_away)}):")
        print_table(["file", "outcome", "reason"], [(f.source_path, f.outcome, f.reason) for f in report.turned_away[:MAX_LISTED]])
    if report.warehouse:
        out.print(f"Warehouse: {report.warehouse}")


if __name__ == "__main__":
    app()
