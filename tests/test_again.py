"""Reading again what was read before: from its original, in place of the old rows, whatever lies in the landing folder by now."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.again import reprocessed, retried
from flows.cli import app
from flows.run import run
from flows.settings import Settings
from tests.test_run import STORY, ask
from tests.test_upkeep import held
from warehouse.again import Selection, outdated
from warehouse.home import Home

NOBODY = ("no model", "0")


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """The samples as they were read, without a landing folder."""
    shutil.copytree(sample_home, tmp_path / "home", symlinks=True)
    return tmp_path / "home"


def chosen(home: Path, **wanted: object) -> set[str]:
    return set(outdated(Home(home), Selection(**wanted), "another", NOBODY))  # type: ignore[arg-type]


def test_a_whole_warehouse_read_again_holds_the_same(home: Path) -> None:
    before = held(Home(home))
    report = run(Settings(home=home, workers=0), choose=reprocessed(Selection()))
    assert set(report.files) == {"reprocessed"}
    assert report.headline.startswith("Published 16 articles from 15 reprocessed files"), report.headline
    assert held(Home(home)) == before
    assert ask(home, "SELECT count(DISTINCT run_id) FROM articles") == [(1,)]
    assert ask(home, f"SELECT count(*) FROM articles WHERE run_id <> '{report.run_id}'") == [(0,)]


def test_days_publisher_and_makers_choose(home: Path) -> None:
    april = chosen(home, since=date(2026, 4, 1), until=date(2026, 4, 30))
    assert april
    assert all("/2026-04-" in name for name in april)
    assert all(name.startswith("meridian-wire/") for name in chosen(home, publisher="MERIDIAN WIRE"))
    assert chosen(home, publisher="nobody") == set()
    assert chosen(home, only_older=True) == chosen(home)
    ((version, *model),) = ask(home, "SELECT pipeline_version, model_name, model_version FROM runs")
    assert outdated(Home(home), Selection(only_older=True), version, (model[0], model[1])) == {}


def test_only_the_current_revision_and_only_the_record_wanted_are_read(tmp_path: Path) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    settings = Settings(home=home, landing=landing, workers=0)
    first, second, third = (
        {"url": f"https://example.org/{name}", "body": STORY.replace("Brazil", country), "date": f"2026-05-1{day}"}
        for name, country, day in (("a", "Brazil", 2), ("b", "India", 3), ("b", "Chile", 4))
    )
    (landing / "both.jsonl").write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n")
    run(settings)
    (landing / "later.json").write_text(json.dumps(third))  # a later version of the second one
    run(settings)
    report = run(settings, choose=reprocessed(Selection(since=date(2026, 5, 12), until=date(2026, 5, 12))))
    assert (report.files, report.rows["articles"]) == ({"reprocessed": 1}, 1)
    run(settings, choose=reprocessed(Selection()))
    assert ask(home, "SELECT source_path, revision FROM articles ORDER BY ALL") == [("both.jsonl#1", 1), ("later.json", 2)]
    assert run(settings).status == "unchanged", "what lies in the landing folder is as it was"


def test_a_file_that_was_rejected_is_read_when_the_reader_has_learnt_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    (landing / "2026-05-12_a.txt").write_text(STORY)
    (landing / "broken.json").write_text('{"body": ')
    settings = Settings(home=home, landing=landing, workers=0)

    def dumb(*_: object) -> None:
        raise KeyError("a rule's mistake")

    monkeypatch.setattr("flows.ingest.article_rows", dumb)
    assert run(settings).files == {"rejected": 2}
    monkeypatch.undo()
    shutil.rmtree(landing)
    report = run(settings, choose=retried())
    assert (report.files, report.rows["articles"]) == ({"loaded": 1, "rejected": 1}, 1)
    assert [f.source_path for f in report.turned_away] == ["broken.json"]


def test_an_original_that_is_gone_is_told_and_the_rows_stay(home: Path) -> None:
    before = held(Home(home))
    shutil.rmtree(home / "raw")
    report = run(Settings(home=home, workers=0), choose=reprocessed(Selection(publisher="Meridian Wire")))
    assert set(report.files) == {"rejected"}
    assert "No such file" in (report.turned_away[0].reason or "")
    assert held(Home(home)) == before


def test_the_commands(home: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    for command, code, told in (
        (["reprocess", "--home", str(home), "--only-older", "--dry-run"], 0, "No file is to be read again"),
        (["reprocess", "--home", str(home), "--since", "2026-05-01", "--until", "2026-04-01"], 1, "no day is both"),
        (["reprocess", "--home", str(tmp_path / "nowhere")], 1, "no warehouse"),
        (["retry", "--home", str(home)], 0, "No file is to be read again"),
    ):
        result = runner.invoke(app, command)
        assert (result.exit_code, told in result.output) == (code, True), result.output
