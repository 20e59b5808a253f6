"""The README tells the truth: its SQL has answers, and it names every command, target, setting, table and view there is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.settings import Settings
from tests.conftest import SAMPLES
from tests.dictionary import DICTIONARY, GENERATED, current
from tests.readme import ASKED, FIGURE, README, as_table, measured, questions
from transforms.joined.overrides import overrides
from warehouse.describe import described
from warehouse.schema import TABLES

TEXT = README.read_text()
ROOT = README.parent


@pytest.mark.parametrize("query", questions())
def test_every_question_has_the_answer_shown(query: str, sample_home: Path) -> None:
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as db:
        answer = as_table(db.execute(query))
    assert len(answer.splitlines()) > 1
    shown = next(match["answer"] for match in ASKED.finditer(TEXT) if match["query"] == query)
    assert shown == answer, "run `python -m tests.readme`"


@pytest.fixture
def told_home(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory whose `data` is the home of the samples, as after `make run`."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(sample_home, tmp_path / "data", symlinks=True)


@pytest.mark.parametrize("line", re.findall(r"^\.venv/bin/tradewire ((?:ask|brief|article|sql|run) .*?)(?: +#.*)?$", TEXT, re.MULTILINE))
def test_every_command_line_works_as_written(line: str, told_home: Path) -> None:
    words = [{"/news/incoming": str(SAMPLES)}.get(word, word) for word in shlex.split(line)]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, bool(result.output.strip())) == (0, True), result.output
    assert [word for word in words if word.startswith("data/") and not (told_home.parent / word).exists()] == []


def test_the_other_ways_to_ask_work_as_written(told_home: Path) -> None:
    (shell,) = re.findall(r"^\| DuckDB's shell \| `\.venv/bin/(.*?)`", TEXT, re.MULTILINE)
    query = "SELECT count(*) AS n FROM quote_distinct"
    words = [str(Path(sys.prefix) / "bin" / shlex.split(shell)[0]), *shlex.split(shell)[1:], "-csv", "-c", query]
    printed = subprocess.run(words, capture_output=True, text=True, check=True, cwd=told_home.parent).stdout
    (python,) = re.findall(r"^\| Python \| `(.*?)\.fetchall\(\)`", TEXT, re.MULTILINE)
    answer = eval(python, {"duckdb": duckdb})
    assert len(answer.fetchall()) == len(answer.df()) == len(answer.pl()) == answer.arrow().read_all().num_rows == int(printed.split()[1])


def test_the_corrections_shown_are_taken_as_written(told_home: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert [one.action for one in overrides(shown, "overrides.toml")] == re.findall(r"^\[\[(\w+)\]\]", shown, re.MULTILINE)
    (told_home / "overrides.toml").write_text(shown)
    result = CliRunner().invoke(app, ["run", "--landing", str(SAMPLES), "--home", str(told_home)])
    assert (result.exit_code, "cristina kirchner" in result.output) == (0, True), result.output  # no sample needs it, and that is told


def test_every_command_is_told() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in names if f"`tradewire {name}" not in TEXT] == []


def _told(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default or "none")


def test_every_setting_is_told_with_its_default() -> None:
    told = dict(re.findall(r"^\| `TRADEWIRE_(\w+)` \| `([^`]*)` \|", TEXT, re.MULTILINE))
    inside_home = {"landing": "HOME/landing", "lake": "HOME/lake", "warehouse_data": "LAKE/warehouse", "overrides": "HOME/overrides.toml"}
    defaults = {name.upper(): inside_home.get(name, _told(field.default)) for name, field in Settings.model_fields.items()}
    assert told == defaults


def test_every_table_and_folder_is_told() -> None:
    assert [table.name for table in TABLES if f"`{table.name}`" not in TEXT] == []
    assert [name for name in re.findall(r"`((?:sql|tests|transforms|warehouse|flows)/[\w/.]+)`", TEXT) if not (ROOT / name).exists()] == []


def test_the_figures_are_those_measured() -> None:
    assert len(FIGURE.findall(TEXT)) >= 14
    assert measured(TEXT) == TEXT, "run `python -m tests.readme`"


def test_the_data_dictionary_is_current(sample_home: Path) -> None:
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as db:
        assert DICTIONARY.read_text() == current(db), "run `python -m tests.readme`"


def test_the_view_that_shows_how_to_write_one_works(sample_home: Path) -> None:
    (written,) = re.findall(r"```sql\n(.*?)```", DICTIONARY.read_text().partition(GENERATED)[0], re.DOTALL)
    told = described(written)
    with duckdb.connect() as db:
        db.execute(f"ATTACH '{sample_home / 'warehouse.duckdb'}' AS held (READ_ONLY); CREATE TABLE articles AS FROM held.articles")
        db.execute("CREATE TABLE tariffs AS FROM held.tariffs")
        db.execute(written)
        assert db.execute(told.example).fetchall()
        assert told.question
        assert told.grain


def test_no_answer_is_a_placeholder() -> None:
    assert "FIGURES" not in TEXT
    assert all(match["answer"] for match in ASKED.finditer(TEXT))
