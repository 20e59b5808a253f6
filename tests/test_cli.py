"""The command line: exit codes, formats, messages that help."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import SAMPLES

runner = CliRunner()


@pytest.mark.parametrize("command", ["run", "sql", "status", "check", "rebuild", "maintenance", "reprocess", "retry", "serve"])
def test_every_command_has_help(command: str) -> None:
    result = runner.invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_run_again_says_nothing_new(sample_home: Path) -> None:
    result = runner.invoke(app, ["run", "--landing", str(SAMPLES), "--home", str(sample_home)])
    assert (result.exit_code, "Nothing new" in result.output) == (0, True)


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = runner.invoke(app, ["run", "--landing", str(SAMPLES), "--home", str(tmp_path), "--dry-run"])
    assert (result.exit_code, "would be read" in result.output) == (0, True)
    assert not (tmp_path / "lake").exists()


def test_sql_in_three_formats(sample_home: Path) -> None:
    query = ["sql", "SELECT count(*) AS n, 'é|x' AS s FROM articles", "--home", str(sample_home), "--format"]
    as_json = json.loads(runner.invoke(app, [*query, "json"]).output)
    as_csv = list(csv.DictReader(io.StringIO(runner.invoke(app, [*query, "csv"]).output)))
    assert as_json[0]["s"] == as_csv[0]["s"] == "é|x"
    assert as_json[0]["n"] == int(as_csv[0]["n"]) > 10
    assert "é|x" in runner.invoke(app, [*query, "table"]).output


def test_a_query_may_begin_with_a_comment(sample_home: Path) -> None:
    result = runner.invoke(
        app, ["sql", "-- How many?\nSELECT count(*) > 10 AS many FROM articles", "--format", "json", "--home", str(sample_home)]
    )
    assert (result.exit_code, json.loads(result.output)) == (0, [{"many": True}])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--landing", "nowhere"], "no landing folder"),
        (["sql", "SELECT 1", "--home", "nowhere"], "no warehouse"),
        (["status", "--home", "nowhere"], "no warehouse"),
        (["check", "--home", "nowhere"], "no warehouse"),
        (["rebuild", "--home", "nowhere"], "no lake"),
        (["maintenance", "--home", "nowhere"], "no lake"),
    ],
)
def test_mistakes_are_told_and_fail(arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, arguments)
    assert (result.exit_code, message in result.output) == (1, True)


def test_an_unknown_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIRE_MODEL", "no_such_model")
    result = runner.invoke(app, ["run", "--landing", str(SAMPLES), "--home", str(tmp_path)])
    assert (result.exit_code, "TRADEWIRE_MODEL" in result.output) == (1, True)


def test_bad_sql_and_writes_are_refused(sample_home: Path) -> None:
    for query in ("SELEC 1", "DROP TABLE quotes"):
        assert runner.invoke(app, ["sql", query, "--home", str(sample_home)]).exit_code == 1


@pytest.mark.parametrize(
    "query",
    [
        "FROM read_csv('{file}')",
        "FROM '{file}'",
        "FROM glob('{file}')",
        "COPY articles TO '{file}.csv'",
        "EXPORT DATABASE '{file}.d'",
        "ATTACH '{file}.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "CREATE PERSISTENT SECRET s (TYPE s3)",
        "FROM given",
    ],
)
def test_no_query_reaches_files_settings_or_the_program(query: str, sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("password\nswordfish\n")
    result = runner.invoke(app, ["sql", query.format(file=file), "--home", str(sample_home)])
    assert (result.exit_code, "swordfish" in result.output) == (1, False), result.output
    assert list(tmp_path.iterdir()) == [file]


def test_status_and_check(sample_home: Path) -> None:
    assert "published" in runner.invoke(app, ["status", "--home", str(sample_home)]).output
    assert "All checks pass" in runner.invoke(app, ["check", "--home", str(sample_home)]).output


@pytest.mark.parametrize("arguments", [["sql", "SELECT 1"], ["status"], ["run", "--landing", str(SAMPLES)]])
def test_a_broken_warehouse_is_told_with_what_to_do(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "warehouse-1.duckdb").write_text("no database")
    (tmp_path / "warehouse.duckdb").symlink_to("warehouse-1.duckdb")
    result = runner.invoke(app, [*arguments, "--home", str(tmp_path)])
    assert (result.exit_code, "tradewire rebuild" in result.output) == (1, True)


def test_a_setting_of_the_wrong_kind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIRE_WORKERS", "many")
    result = runner.invoke(app, ["run", "--landing", str(SAMPLES), "--home", str(tmp_path)])
    assert (result.exit_code, "workers" in result.output) == (1, True)
    assert "Traceback" not in result.output
