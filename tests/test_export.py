"""Answers as files: what was asked stands in them, whole and typed, and no text of the news becomes a formula."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from flows.cli import app
from warehouse.export import ExportError, Format, export

runner = CliRunner()
HARMFUL = ["=1+2", "+49 30 1", "-5%", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+2", '=HYPERLINK("http://example.org","x")']
TYPED = (
    "SELECT DATE '2026-05-15' AS day, TIMESTAMP '2026-05-15 12:30:00' AS moment, -2.5 AS rate_pct, NULL AS nothing, ['CAN', 'USA'] AS codes"
)


def exported(query: str, path: Path, format: Format, parameters: list[object] | None = None) -> Path:  # noqa: A002
    export(duckdb.connect().execute(query, parameters or []), path, format)
    return path


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_any_view_becomes_a_file(suffix: str, sample_home: Path, tmp_path: Path) -> None:
    target = tmp_path / f"quotes.{suffix}"
    query = "SELECT * FROM quote_distinct ORDER BY quote_group_id"
    result = runner.invoke(app, ["sql", query, "--output", str(target), "--home", str(sample_home)])
    assert result.exit_code == 0, result.output
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as db:
        expected = [row[0] for row in db.execute(f"SELECT quote FROM ({query})").fetchall()]
    assert read_column(target, "quote") == expected
    assert list(tmp_path.iterdir()) == [target]


def read_column(path: Path, name: str) -> list[str]:
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return [row[name] for row in csv.DictReader(file)]
        case ".json":
            return [row[name] for row in json.loads(path.read_text())]
        case ".parquet":
            return list(pq.read_table(path)[name].to_pylist())
        case _:
            head, *rows = load_workbook(path).active.iter_rows(values_only=True)
            return [str(row[head.index(name)]) for row in rows]


def test_csv_puts_an_apostrophe_before_what_a_spreadsheet_would_run(tmp_path: Path) -> None:
    path = exported('SELECT unnest(?) AS "=head"', tmp_path / "a.csv", Format.csv, [HARMFUL])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == [f"'{text}" for text in ["=head", *HARMFUL]]


def test_excel_holds_it_as_text_that_stays_text(tmp_path: Path) -> None:
    path = exported("SELECT unnest(?) AS said", tmp_path / "a.xlsx", Format.xlsx, [HARMFUL])
    cells = list(load_workbook(path).active["A"])[1:]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert [cell.value for cell in cells] == [text.replace("\r", "_x000D_") for text in HARMFUL]


def test_numbers_dates_and_lists_keep_their_kind(tmp_path: Path) -> None:
    _, row = load_workbook(exported(TYPED, tmp_path / "a.xlsx", Format.xlsx)).active.iter_rows(values_only=True)
    assert row == (datetime(2026, 5, 15), datetime(2026, 5, 15, 12, 30), -2.5, None, '["CAN", "USA"]')
    (record,) = pq.read_table(exported(TYPED, tmp_path / "a.parquet", Format.parquet)).to_pylist()
    assert (record["day"], record["codes"]) == (date(2026, 5, 15), ["CAN", "USA"])
    (record,) = json.loads(exported(TYPED, tmp_path / "a.json", Format.json).read_text())
    assert (record["day"], record["nothing"], record["codes"]) == ("2026-05-15", None, ["CAN", "USA"])
    with exported(TYPED, tmp_path / "a.csv", Format.csv).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["2026-05-15", "2026-05-15 12:30:00", "-2.5", "", '["CAN", "USA"]']


@pytest.mark.parametrize("format", [Format.csv, Format.json, Format.parquet, Format.xlsx])
def test_an_answer_without_rows_is_a_file_too(format: Format, tmp_path: Path) -> None:  # noqa: A002
    path = exported("SELECT 1 AS n WHERE false", tmp_path / f"a.{format}", format)
    assert path.stat().st_size > 0
    assert format != Format.json or json.loads(path.read_text()) == []


def test_what_excel_cannot_hold_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="column said: an Excel cell holds 32,767 characters"):
        exported("SELECT repeat('x', 40000) AS said", tmp_path / "a.xlsx", Format.xlsx)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "quotes.doc"], "name it .csv, .json, .parquet, .xlsx"),
        (["--format", "parquet"], "--format parquet needs --output FILE.parquet"),
        (["--output", "quotes.csv", "--format", "table"], "--output takes the formats csv, json, parquet, xlsx"),
    ],
)
def test_mistakes_are_told(arguments: list[str], message: str, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, ["sql", "FROM quote_index", *arguments, "--home", str(sample_home)])
    assert (result.exit_code, message in " ".join(result.output.split())) == (1, True)
    assert list(tmp_path.iterdir()) == []
