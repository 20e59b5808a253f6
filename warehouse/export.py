"""Answers as files: CSV, JSON, Parquet and Excel.

Text from the news must not become a formula in somebody's spreadsheet (https://owasp.org/www-community/attacks/CSV_Injection): in CSV
an apostrophe goes before it, in Excel it is written as a text cell that says so itself.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

import duckdb
import pyarrow.parquet as pq
import xlsxwriter

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FETCHED_ROWS = 10_000  # rows held at once
EXCEL_ROWS, EXCEL_CHARACTERS = 1_048_576, 32_767  # what a sheet and a cell hold
BOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
}

Found = duckdb.DuckDBPyConnection  # after execute()


class Format(StrEnum):
    """How an answer is written; a table is for the terminal only."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"
    xlsx = "xlsx"


class ExportError(ValueError):
    """The answer cannot be written like that; the message says how it can."""


def format_of(output: Path) -> Format:
    """The format that the name of a file says. Raises ExportError where it says none."""
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in FILES:
        raise ExportError(f"{output}: name it .{', .'.join(FILES)}, or give --format")
    return Format(suffix)


def export(found: Found, target: Path, format: Format) -> None:  # noqa: A002 - the name of the flag
    """Writes the answer aside and renames it: the file is whole or not there. Raises ExportError."""
    if format not in FILES:
        raise ExportError(f"--output takes the formats {', '.join(FILES)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.part")
    try:
        FILES[format](found, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def to_csv(found: Found, file: TextIO) -> None:
    """Lists and structs as JSON; text that a spreadsheet would run as a formula after an apostrophe."""
    writer = csv.writer(file)
    writer.writerow(map(_harmless, _names(found)))
    for row in _rows(found):
        writer.writerow([_harmless(_flat(value)) for value in row])


def to_json(found: Found, file: TextIO) -> None:
    """A list of objects, one on each line."""
    names, before = _names(found), "[\n "
    for row in _rows(found):
        file.write(before + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str))
        before = ",\n "
    file.write("[]\n" if before.startswith("[") else "\n]\n")


def _csv_file(found: Found, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel takes a file for UTF-8 only by its first bytes
        to_csv(found, file)


def _json_file(found: Found, path: Path) -> None:
    with path.open("w", encoding="utf8") as file:
        to_json(found, file)


def _parquet_file(found: Found, path: Path) -> None:
    reader = found.to_arrow_reader(FETCHED_ROWS)
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _xlsx_file(found: Found, path: Path) -> None:
    with xlsxwriter.Workbook(path, BOOK) as book:
        sheet, names = book.add_worksheet("answer"), _names(found)
        bold, text, day = (book.add_format(look) for look in ({"bold": True}, {"quote_prefix": True}, {"num_format": "yyyy-mm-dd"}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(names) - 1, 0), 18)
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)
        for number, row in enumerate(_rows(found), 1):
            if number >= EXCEL_ROWS:
                raise ExportError(f"an Excel sheet holds {EXCEL_ROWS - 1:,} rows: ask for fewer, or write .csv or .parquet")
            for column, value in enumerate(map(_flat, row)):
                if isinstance(value, str):
                    _fits(value, names[column])
                    sheet.write_string(number, column, value, text if value.startswith(FORMULA) else None)
                else:
                    sheet.write(number, column, value, day if isinstance(value, date) else None)


def _fits(value: str, name: str) -> None:
    if len(value) > EXCEL_CHARACTERS:
        raise ExportError(f"column {name}: an Excel cell holds {EXCEL_CHARACTERS:,} characters; leave it out, or write .csv or .parquet")


FILES: dict[str, Callable[[Found, Path], None]] = {"csv": _csv_file, "json": _json_file, "parquet": _parquet_file, "xlsx": _xlsx_file}


def _names(found: Found) -> list[str]:
    return [column[0] for column in found.description or ()]


def _rows(found: Found) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(FETCHED_ROWS):
        yield from rows


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | tuple | dict) else value


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
