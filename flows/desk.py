"""The commands of the analyst's desk: `tradewire ask | sql | brief | article`. They read the published warehouse and never write to it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.markup import escape

from flows.console import HomeOption, clear_errors, err, fail, out, print_table, warehouse
from flows.settings import settings
from warehouse.export import Format, export, format_of, to_csv, to_json
from warehouse.questions import Question, day_taken, given, question, questions
from warehouse.questions import ask as answer
from warehouse.store import write_durably

FormatOption = Annotated[Format | None, typer.Option(help="How to write the rows. [default: by the name of --output, else table]")]
OutputOption = Annotated[Path | None, typer.Option(help="Write to this file: .csv, .json, .parquet or .xlsx")]


def ask(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the question; after it what it can be told, such as --as-of 2026-05-15")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="All questions, and what each can be told.")] = False,
    show_help: Annotated[bool, typer.Option("--help", "-h", help="This help; after a name, what that question can be told.")] = False,
    home: HomeOption = None,
    format: FormatOption = None,  # noqa: A002 - the name of the flag
    output: OutputOption = None,
) -> None:
    """Ask one of the questions of sql/questions by its name."""
    if show_help and not name:
        typer.echo(context.get_help())
        return
    if list_all or not name:
        told = [(one.name, one.text, " ".join(parameter.flag for parameter in one.parameters)) for one in questions().values()]
        print_table(["question", "what it asks", "can be told"], told)
        return
    with clear_errors():
        asked = question(name)
        if show_help:
            _explain(asked)
            return
        values = given(asked, context.args)
    with clear_errors(), warehouse(settings(home=home)) as db:
        try:
            day = day_taken(db, asked, values)
            found = answer(db, asked, values)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            fail(f"{error}\nThe warehouse was made by another version of Tradewire: `tradewire run` makes its views anew.")
        if not output and format in (None, Format.table):
            out.print(f"[bold]{escape(asked.text)}[/bold]")
        if day:
            err.print(f"as of {day}, the latest day of news; --as-of takes another one")
        _write(found, format, output)


def sql(
    query: Annotated[str, typer.Argument(help="SQL to run, such as: SELECT speaker, quote FROM quote_index LIMIT 5")],
    home: HomeOption = None,
    format: FormatOption = None,  # noqa: A002 - the name of the flag
    output: OutputOption = None,
) -> None:
    """Ask the published warehouse, read-only; any table, view or query, to the terminal or into a file."""
    with clear_errors(), warehouse(settings(home=home)) as db:
        try:
            found = db.execute(query)
        except duckdb.Error as error:
            fail(str(error))
        _write(found, format, output)


def brief(
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day that it is about. [default: the latest day of news]")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="News of so many days up to it.")] = 1,
    home: HomeOption = None,
) -> None:
    """Write the brief: measures, what comes next, quotes, talks and charts on one HTML page that needs nothing else."""
    from warehouse.pages.brief import write_brief

    with clear_errors():
        written = write_brief(settings(home=home).home_folder, as_of.date() if as_of else None, days)
    out.print(f"Brief: {written}", soft_wrap=True)


def article(
    words: Annotated[str, typer.Argument(help="Id, address or file of an article, or words of its title")],
    home: HomeOption = None,
    output: Annotated[Path | None, typer.Option(help="File to write. [default: HOME/articles/ID.html]")] = None,
) -> None:
    """Write an article as an HTML page in which all that was read is marked, with what it is and why."""
    from warehouse.pages.articles import article_page, find

    given = settings(home=home)
    with clear_errors(), warehouse(given) as db:
        article_id = find(db, words)
        target = output or given.home / "articles" / f"{article_id}.html"
        write_durably(target, article_page(db, article_id).encode("utf8"))
    out.print(f"Article: {target}", soft_wrap=True)


def _explain(asked: Question) -> None:
    """What a question asks and can be told."""
    out.print(f"[bold]{escape(asked.text)}[/bold]")
    out.print(escape(" ".join(("For example: tradewire ask", asked.name, *asked.example))), soft_wrap=True)
    if asked.parameters:
        print_table(["flag", "what it is", "default"], [(one.flag, one.text, one.usual) for one in asked.parameters])
    out.print("With all questions: --home, --format, --output. Countries may be codes (CAN) or names (Canada).")


def _write(found: duckdb.DuckDBPyConnection, chosen: Format | None, output: Path | None) -> None:
    if output:
        export(found, output, chosen or format_of(output))
        out.print(f"Answer: {output}", soft_wrap=True)
        return
    match chosen:
        case Format.csv:
            to_csv(found, sys.stdout)
        case Format.json:
            to_json(found, sys.stdout)
        case Format.parquet | Format.xlsx:
            fail(f"--format {chosen} needs --output FILE.{chosen}")
        case _:
            _show([column[0] for column in found.description or ()], found.fetchall())


def _show(names: list[str], rows: list[Any]) -> None:
    print_table(names, rows)
    if not rows:
        out.print("No rows.")
