"""The SQL that ships: every question, every example of a view or macro, every column with its comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

SQL = Path(__file__).parents[1] / "sql"
QUESTIONS = sorted((SQL / "questions").glob("*.sql"))
SHOWN = sorted([*(SQL / "views").glob("*.sql"), *(SQL / "macros").glob("*.sql")])


@pytest.fixture(scope="module")
def db(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


def rows(db: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return db.execute(query).fetchall()


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_every_question_has_an_answer_in_the_samples(path: Path, db: duckdb.DuckDBPyConnection) -> None:
    text = path.read_text()
    assert text.startswith("-- "), "the question stands in the first line"
    assert rows(db, text)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_every_view_and_macro_tells_its_grain_and_its_example_runs(path: Path, db: duckdb.DuckDBPyConnection) -> None:
    text = path.read_text()
    assert "-- Grain: " in text
    (example,) = re.findall(r"^-- Example: (.+)$", text, re.MULTILINE)
    rows(db, example)
    assert re.search(rf"CREATE OR REPLACE (VIEW|MACRO) {path.stem}\b", text)


def test_no_view_is_empty(db: duckdb.DuckDBPyConnection) -> None:
    views = [name for (name,) in rows(db, "SELECT view_name FROM duckdb_views() WHERE NOT internal")]
    assert len(views) >= 7
    assert [view for view in views if not rows(db, f"FROM {view} LIMIT 1")] == []


def test_every_table_and_column_has_its_comment(db: duckdb.DuckDBPyConnection) -> None:
    assert rows(db, "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND coalesce(comment, '') = ''") == []
    assert (
        rows(db, "SELECT column_name FROM duckdb_columns() JOIN duckdb_tables() USING (table_oid) WHERE duckdb_columns.comment IS NULL")
        == []
    )


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
