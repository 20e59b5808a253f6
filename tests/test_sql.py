"""The views and macros: each is described, its example has an answer, and it counts once what was told twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.describe import described

SQL = Path(__file__).parents[1] / "sql"
SHOWN = sorted([*(SQL / "views").glob("*.sql"), *(SQL / "macros").glob("*.sql")])


@pytest.fixture(scope="module")
def db(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


def rows(db: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return db.execute(query).fetchall()


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_every_view_and_macro_tells_its_question_its_grain_and_an_example_with_an_answer(path: Path, db: duckdb.DuckDBPyConnection) -> None:
    told = described(path.read_text())
    assert told.name == path.stem
    assert told.kind == {"views": "view", "macros": "macro"}[path.parent.name]
    assert told.question.endswith((".", "?"))
    assert told.grain.endswith(".")
    assert told.name in told.example
    assert rows(db, told.example)


def test_no_view_is_empty(db: duckdb.DuckDBPyConnection) -> None:
    views = [name for (name,) in rows(db, "SELECT view_name FROM duckdb_views() WHERE NOT internal")]
    assert [view for view in views if not rows(db, f"FROM {view} LIMIT 1")] == []


def test_every_table_view_column_and_macro_is_described_in_the_warehouse(db: duckdb.DuckDBPyConnection) -> None:
    bare = "SELECT {name} FROM duckdb_{things}() WHERE NOT internal AND coalesce(comment, '') = ''"
    names = {"tables": "table_name", "views": "view_name", "columns": "table_name || '.' || column_name", "functions": "function_name"}
    assert [rows(db, bare.format(name=name, things=things)) for things, name in names.items()] == [[], [], [], []]


def test_a_header_describes_what_there_is_and_every_parameter(db: duckdb.DuckDBPyConnection) -> None:
    columns = {(table, column) for table, column in rows(db, "SELECT table_name, column_name FROM duckdb_columns()")}
    parameters = dict(rows(db, "SELECT function_name, parameters FROM duckdb_functions() WHERE NOT internal"))
    for told in (described(path.read_text()) for path in SHOWN):
        if told.kind == "macro":
            assert list(told.named) == parameters[told.name], told.name
        else:
            assert [name for name in told.named if (told.name, name) not in columns] == [], told.name


def test_names_follow_the_scheme(db: duckdb.DuckDBPyConnection) -> None:
    nouns = {"article", "quote", "speaker", "topic", "tariff", "measure", "threat", "exemption", "legal", "talk", "entity", "publisher"}
    assert {path.stem.split("_")[0] for path in (SQL / "views").glob("*.sql")} <= nouns
    columns = {name for (name,) in rows(db, "SELECT column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'BOOLEAN'")}
    assert {name for name in columns if not name.startswith(("is_", "has_"))} <= {"title_changed"}
    dates = rows(db, "SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal AND data_type = 'DATE'")
    endings = ("_date", "_from", "_to", "_on", "_for", "_start", "_told", "_printed", "_reported", "month", "since")
    assert [name for (name,) in dates if not name.endswith(endings)] == []


def test_questions_count_a_copied_quote_once(db: duckdb.DuckDBPyConnection) -> None:
    (printed, distinct) = rows(db, "SELECT count(*), count(DISTINCT quote_group_id) FROM quotes")[0]
    assert printed > distinct
    assert rows(db, "SELECT count(*) FROM quote_distinct") == [(distinct,)]


def test_measures_never_overlap_in_time(db: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT a.measure_id FROM measures AS a JOIN measures AS b
        ON a.measure_id = b.measure_id AND a.valid_from < b.valid_from AND coalesce(a.valid_to, DATE '9999-12-31') >= b.valid_from
    """
    assert rows(db, query) == []


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2026-07-01", "2026-07-31", "month"),
        ("2026-07-01", "2026-09-30", "quarter"),
        ("2026-07-01", "2026-12-31", "half"),
        ("2024-01-01", "2024-12-31", "year"),
        ("2026-07-01", "2026-07-01", "day"),
        ("2026-07-06", "2026-07-12", "day"),
        ("2026-07-01", None, "day"),
        (None, None, None),
    ],
)
def test_days_tell_how_precise_they_are(first: str | None, last: str | None, precision: str | None, db: duckdb.DuckDBPyConnection) -> None:
    assert db.execute("SELECT date_precision(CAST(? AS DATE), CAST(? AS DATE))", [first, last]).fetchall() == [(precision,)]


def test_a_rate_that_is_no_single_number_is_told_in_its_words(db: duckdb.DuckDBPyConnection) -> None:
    assert rows(db, "SELECT rate_text FROM rates_told() ORDER BY rate_text") == [("12.4% and 31.8%",), ("4% to 16%",)]
    assert rows(db, "FROM rates_told(DATE '2020-01-01')") == []
