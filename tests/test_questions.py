"""The questions: each has the answer in the samples that its file under tests/data/answers shows, and takes values only as values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.readme import GOLDEN, golden
from warehouse.home import Home
from warehouse.questions import Question, QuestionError, ask, given, question, questions
from warehouse.reading import open_published

runner = CliRunner()


@pytest.fixture(scope="module")
def db(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(Home(sample_home)) as connection:
        yield connection


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
def test_every_question_has_the_answer_shown(asked: Question, db: duckdb.DuckDBPyConnection) -> None:
    answer = golden(db, asked)
    assert len(answer.splitlines()) > 4, "it has no answer in the samples: give it another example"
    assert (GOLDEN / f"{asked.name}.txt").read_text() == answer, "run `python -m tests.readme` and read the difference"


def test_there_are_enough_questions_and_no_answers_without_one() -> None:
    assert len(questions()) >= 30
    assert {path.stem for path in GOLDEN.glob("*.txt")} == questions().keys()


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
def test_every_question_declares_its_parameters_and_needs_no_more_than_those_without_default(
    asked: Question, db: duckdb.DuckDBPyConnection
) -> None:
    used = set(db.extract_statements(asked.query)[0].named_parameters)
    assert used == {parameter.name for parameter in asked.parameters}
    assert asked.text.endswith((".", "?"))
    assert "as_of" not in used or "--as-of" in asked.example, "an answer that depends on today cannot be tested"
    needed = {parameter.name for parameter in asked.parameters if parameter.default is None}
    ask(db, asked, {name: value for name, value in given(asked, asked.example).items() if name in needed}).fetchall()


@pytest.mark.parametrize("arguments", [["--as-of", "2026-05-15"], ["--as_of=2026-05-15"], ["--as-of=2026-05-15", "--days", "30"]])
def test_values_are_given_like_flags(arguments: list[str], db: duckdb.DuckDBPyConnection) -> None:
    asked = question("takes_effect_next")
    assert ask(db, asked, given(asked, arguments)).fetchall() == ask(db, asked, {"as_of": "2026-05-15"}).fetchall() != []


@pytest.mark.parametrize("value", ["x'; DROP TABLE quotes; --", "' OR '1' = '1", "$name", "%"])
def test_a_value_is_never_read_as_sql(value: str, db: duckdb.DuckDBPyConnection) -> None:
    assert ask(db, question("said_by"), {"name": value}).fetchall() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["takes_efect_next"], "takes_effect_next: What takes effect"),
        (["tariffs"], "Did you mean one of these?"),
        (["who_said_what", "--country", "Canadia"], 'there is no country "Canadia". Did you mean Canada'),
        (["falls_with", "--legal-basis", "US_233"], "US_232"),
        (["falls_with"], "give --legal-basis"),
        (["takes_effect_next", "--as-of", "soon"], '"soon" is no DATE'),
        (["takes_effect_next", "--days", "many"], '"many" is no INTEGER'),
        (["takes_effect_next", "--until", "2026-05-15"], '"--until" is unknown'),
        (["takes_effect_next", "--as-of"], '"--as-of" has no value'),
        (["copies", "yesterday"], "it can be told nothing"),
    ],
)
def test_mistakes_are_told(arguments: list[str], message: str, sample_home: Path) -> None:
    result = runner.invoke(app, ["ask", *arguments, "--home", str(sample_home)])
    assert (result.exit_code, message in " ".join(result.output.split())) == (1, True)


@pytest.mark.parametrize(
    ("name", "flag", "values"),
    [
        ("who_said_what", "country", ["CAN", "Canada", "canada", "can"]),
        ("in_force", "imposer", ["USA", "usa", "United States", "the U.S."]),
        ("evidence", "target", ["EU", "eu", "European Union"]),
        ("by_product", "goods", ["steel", "Steel"]),
        ("falls_with", "legal_basis", ["US_232", "us_232", "232", "Section 232", "section 232"]),
    ],
)
def test_countries_and_legal_bases_may_be_named(name: str, flag: str, values: list[str], db: duckdb.DuckDBPyConnection) -> None:
    first, *others = [ask(db, question(name), {flag: value}).fetchall() for value in values]
    assert first
    assert [other for other in others if other != first] == []


def test_an_answer_without_rows_and_the_day_that_is_taken_are_told(sample_home: Path) -> None:
    empty = runner.invoke(app, ["ask", "in_force", "--target", "Iceland", "--imposer", "Iceland", "--home", str(sample_home)])
    assert (empty.exit_code, empty.stdout.split()[-2:]) == (0, ["No", "rows."])
    assert "as of 2026-06-30, the latest day of news" in empty.stderr
    plain = runner.invoke(app, ["ask", "in_force", "--format", "csv", "--home", str(sample_home)])
    assert plain.stdout.startswith("imposer,target,")
    assert "as of" not in runner.invoke(app, ["ask", "in_force", "--as-of", "2026-05-10", "--home", str(sample_home)]).output


@pytest.mark.parametrize("macro", ["measures_upcoming", "measures_changed", "speakers_most_quoted", "tariffs_in_force"])
def test_a_macro_without_a_day_is_about_the_day_that_a_question_takes(macro: str, db: duckdb.DuckDBPyConnection) -> None:
    without, with_day = (db.execute(f"FROM {macro}({given}) ORDER BY ALL").fetchall() for given in ("", "as_of := DATE '2026-06-30'"))
    assert without == with_day != []


def test_a_question_explains_itself() -> None:
    told = runner.invoke(app, ["ask", "in_force", "--help"]).stdout
    for expected in (
        "What is in force between two sides",
        "--as-of 2026-05-10 --imposer USA",
        "whom it hits",
        "the latest day of news",
    ):
        assert expected in told
    assert "Usage" in runner.invoke(app, ["ask", "--help"]).stdout


def test_a_question_without_that_name_is_an_error() -> None:
    with pytest.raises(QuestionError):
        question("../views/quote_index")


def test_the_command_asks_by_name_in_every_format(sample_home: Path) -> None:
    command = ["ask", "in_force", "--as-of", "2026-05-10", "--imposer", "USA", "--home", str(sample_home), "--format"]
    as_json = json.loads(runner.invoke(app, [*command, "json"]).output)
    as_csv = list(csv.DictReader(io.StringIO(runner.invoke(app, [*command, "csv"]).output)))
    as_table = runner.invoke(app, [*command, "table"]).output
    assert [row["target"] for row in as_json] == [row["target"] for row in as_csv]
    assert "What is in force" in as_table
    assert "aluminium" in as_table


def test_a_warehouse_of_another_version_is_told(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).execute("CREATE TABLE articles (article_id VARCHAR)").close()
    result = runner.invoke(app, ["ask", "copies", "--home", str(tmp_path)])
    assert (result.exit_code, "`tradewire run`" in result.output) == (1, True)


def test_the_list_shows_every_question_and_what_it_can_be_told() -> None:
    shown = runner.invoke(app, ["ask", "--list"]).output
    assert [name for name in questions() if name not in shown] == []
    assert "--legal-basis" in shown
