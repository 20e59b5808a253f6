"""From files in a landing folder to answers: real files, real model, real DuckDB, real processes that are killed."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.run import run
from flows.settings import Settings
from tests.conftest import SAMPLES
from tests.test_publish import nights
from transforms.pipeline import article_rows
from warehouse.checks import failed_checks
from warehouse.home import Home

TRADEWIRE = [sys.executable, "-m", "flows.cli"]
STORY = (
    "OSLO, May 12 - Norway will impose a tariff of 12 percent on imported steel from Brazil, Trade Minister Ada Exampla said on Tuesday. "
    '"We had no other choice," she said. '
)


def ask(home: Path, query: str) -> list[Any]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as db:
        return db.execute(query).fetchall()


def content(home: Path) -> dict[str, list[Any]]:
    """All rows but the marks of time and run."""
    tables = ("articles", "entities", "mentions", "roles", "dates", "quotes", "tariffs", "measures", "talks", "talk_participants")
    marks = "('ingested_at', 'run_id')"
    return {table: ask(home, f"SELECT COLUMNS(c -> c NOT IN {marks}) FROM {table} ORDER BY ALL") for table in tables}


def test_every_sample_is_taken_in_once(sample_home: Path) -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert ask(sample_home, "SELECT count(*) FROM files") == [(len(files),)]
    assert ask(sample_home, "SELECT count(*) FROM files WHERE outcome = 'duplicate'") == [(1,)]
    assert ask(sample_home, "SELECT max(revision) FROM articles") == [(2,)]


def test_all_checks_pass(sample_home: Path) -> None:
    with duckdb.connect(str(sample_home / "warehouse.duckdb"), read_only=True) as db:
        assert failed_checks(db) == {}


def test_every_table_has_rows(sample_home: Path) -> None:
    assert all(rows for rows in content(sample_home).values())


def test_a_second_run_does_nothing_and_says_so(sample_home: Path) -> None:
    before = (sample_home / "warehouse.duckdb").readlink()
    report = run(Settings(home=sample_home, landing=SAMPLES))
    assert report.status == "unchanged"
    assert report.headline.startswith("Nothing new")
    assert (sample_home / "warehouse.duckdb").readlink() == before


def test_an_empty_landing_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    for _ in range(2):
        assert run(Settings(home=tmp_path)).headline.startswith("No files in the landing folder: put articles there")


def test_the_headline_counts_the_articles_that_the_warehouse_holds(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    for version, day in (("first", "04"), ("second", "05")):
        article = {
            "url": "https://example.org/a",
            "title": "Port closed",
            "body": f"{STORY} It was the {version} time.",
            "date": f"2026-03-{day}",
        }
        (tmp_path / "landing" / f"{version}.json").write_text(json.dumps(article))
    assert run(Settings(home=tmp_path)).headline.startswith("Published 1 article from 2 new files, 1 older version of them replaced, in ")


def test_workers_and_batches_do_not_matter(sample_home: Path, tmp_path: Path) -> None:
    run(Settings(home=tmp_path, landing=SAMPLES, workers=0, batch_articles=3))
    assert content(tmp_path) == content(sample_home)


def test_new_changed_and_bad_files(tmp_path: Path) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    settings = Settings(home=home, landing=landing, workers=0)
    (landing / "2026-05-12_a.txt").write_text(STORY)
    run(settings)
    (landing / "2026-05-12_a.txt").write_text(STORY.replace("12 percent", "15 percent"))
    (landing / "b.json").write_text(json.dumps({"body": STORY.replace("Brazil", "India") * 2, "date": "2026-05-13"}))
    (landing / "broken.json").write_text('{"body": ')
    (landing / "deutsch.txt").write_text(
        "Die Regierung hat die Zölle auf Stahl erhöht, teilte das Ministerium am Dienstag in einer Erklärung mit."
    )
    (landing / "empty.txt").write_text("")
    report = run(settings)
    assert report.files == {"revised": 1, "loaded": 1, "rejected": 1, "not_english": 1, "empty": 1}
    assert {f.source_path: f.outcome for f in report.turned_away} == {
        "broken.json": "rejected",
        "deutsch.txt": "not_english",
        "empty.txt": "empty",
    }
    assert ask(home, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(2, 2)]
    assert [json.loads(path.read_text())["source_path"] for path in (home / "rejects").glob("*.json")] == ["broken.json"]
    assert "not JSON" in ask(home, "SELECT reason FROM files WHERE outcome = 'rejected'")[0][0]
    assert sorted(ask(home, "SELECT DISTINCT rate_pct FROM tariffs")) == [(12.0,), (15.0,)]
    changed = "characters_gained, characters_lost, quotes_gained, quotes_lost, tariffs_gained, tariffs_lost"
    assert ask(home, f"SELECT {changed} FROM article_revisions WHERE revision = 2") == [(2, 2, 1, 1, 1, 1)], (
        "12 percent became 15, in a quote and a measure"
    )


def test_a_night_with_far_too_few_articles_is_told_and_published_when_somebody_says_so(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    nights(home, 100, 100, 100, 100, 100)
    landing.mkdir()
    (landing / "2026-05-12_a.txt").write_text(STORY)
    command = ["run", "--landing", str(landing), "--home", str(home.path), "--workers", "0"]
    refused, again = (CliRunner().invoke(app, command) for _ in range(2))
    assert (refused.exit_code, again.exit_code, "Only 1 new article, 100 are usual" in again.output) == (1, 1, True), again.output
    assert ask(home.path, "SELECT count(*) FROM articles") == [(5,)]
    published = CliRunner().invoke(app, [*command, "--any-volume"])
    assert (published.exit_code, ask(home.path, "SELECT count(*) FROM articles")) == (0, [(6,)]), published.output
    assert run(Settings(home=home.path, landing=landing)).headline.startswith("Nothing new")
    (landing / "2026-05-13_b.txt").write_text(STORY.replace("Brazil", "India"))
    limited = run(Settings(home=home.path, landing=landing, workers=0), limit=1)
    assert limited.status == "published", "few, because that was asked for"


def test_a_killed_run_loses_nothing(sample_home: Path, tmp_path: Path) -> None:
    command = [*TRADEWIRE, "run", "--landing", str(SAMPLES), "--home", str(tmp_path), "--workers", "1"]
    for seconds in (4, 9):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert content(tmp_path) == content(sample_home)
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as db:
        assert failed_checks(db) == {}


def test_an_article_that_a_rule_trips_over_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(document: Any) -> Any:
        if "India" in document.text:
            raise KeyError("a rule's mistake")
        return article_rows(document)

    monkeypatch.setattr("flows.ingest.article_rows", trip)
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "2026-05-12_a.txt").write_text(STORY)
    (landing / "2026-05-12_b.txt").write_text(STORY.replace("Brazil", "India"))
    report = run(Settings(home=tmp_path / "home", landing=landing, workers=0))
    assert report.files == {"loaded": 1, "rejected": 1}
    assert "KeyError" in (report.turned_away[0].reason or "")


def test_the_lake_alone_gives_the_warehouse_back(sample_home: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_home / "lake", tmp_path / "lake")
    run(Settings(home=tmp_path, landing=SAMPLES))
    assert content(tmp_path) == content(sample_home)
