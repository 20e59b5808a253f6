"""Between the nights: a warehouse built anew holds the same, a compacted lake gives the same, what is old goes when asked."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.again import reprocessed
from flows.cli import app
from flows.ingest import ingest_batch
from flows.run import begin_run, open_run, plan_batches, run
from flows.settings import Settings
from flows.stage import stage_chunk
from flows.upkeep import maintain, rebuild
from tests.conftest import SAMPLES
from tests.readme import README
from tests.test_publish import article, ask, load
from warehouse.again import Selection
from warehouse.checks import ChecksFailedError
from warehouse.compact import compact_lake, expire_raw, sweep
from warehouse.contents import contents
from warehouse.home import Home
from warehouse.lake import Part, complete_parts, known_files
from warehouse.publish import publish

JULY = datetime(2026, 7, 10)


def held(home: Home) -> dict[str, tuple[int, int]]:
    with duckdb.connect(str(home.warehouse), read_only=True) as db:
        return contents(db)


def nights_of_two_months(home: Home) -> Home:
    """Nights of June, with two later versions of one article, and one of July."""
    load(home, Part("20260601T021500-1", "1"), article("a", "Ada Exampla", "20260601T021500-1", url="u/a"))
    load(home, Part("20260602T021500-2", "1"), article("b", "Bo Sampleton", "20260602T021500-2", "2026-05-13", "u/a"))
    load(home, Part("20260603T021500-3", "1"), article("c", "Cy Exampla", "20260603T021500-3", "2026-05-14", "u/a"))
    load(home, Part("20260603T021500-3", "2"), article("d", "Di Testa", "20260603T021500-3"))
    load(home, Part("20260701T021500-4", "1"), article("e", "Ed Sampleton", "20260701T021500-4"))
    return home


@pytest.fixture
def two_months(tmp_path: Path) -> Home:
    return nights_of_two_months(Home(tmp_path))


def test_a_finished_month_becomes_one_part_and_the_warehouse_stays_as_it_is(two_months: Home) -> None:
    before, known = held(two_months), known_files(two_months)
    assert compact_lake(two_months, JULY) == (5, 4)
    assert [part.run_id for part in complete_parts(two_months)] == ["202606"] * 3 + ["20260701T021500-4"]
    assert not list((two_months.path / "lake").glob("*/run=202606?*"))
    assert known_files(two_months) == known
    publish(two_months)
    assert held(two_months) == before
    assert ask(two_months, "SELECT max(revision) FROM articles") == [(3,)]
    assert compact_lake(two_months, JULY) == (4, 4), "what is compact stays as it is"


@pytest.mark.parametrize("dropped", ["", "files", "articles"])
def test_a_compaction_that_is_killed_loses_and_doubles_nothing(dropped: str, two_months: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = held(two_months)

    def killed(home: Home, month: str) -> None:
        for folder in (home.path / "lake" / dropped).glob(f"run={month}?*") if dropped else ():
            shutil.rmtree(folder)
        raise KeyboardInterrupt

    monkeypatch.setattr("warehouse.compact._drop_runs", killed)
    with pytest.raises(KeyboardInterrupt):
        compact_lake(two_months, JULY)
    monkeypatch.undo()
    publish(two_months)
    assert held(two_months) == before
    compact_lake(two_months, JULY)
    assert not list((two_months.path / "lake").glob("*/run=202606?*"))
    publish(two_months, anew=True)
    assert held(two_months) == before


def test_a_month_with_a_run_to_be_continued_stays_as_it_is(two_months: Home) -> None:
    (two_months.path / "staged" / "20260603T021500-3").mkdir(parents=True)
    assert compact_lake(two_months, JULY) == (5, 5)


def test_the_samples_built_anew_hold_the_same(sample_home: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    for name in ("lake", "raw"):
        shutil.copytree(sample_home / name, tmp_path / name)
    assert rebuild(Settings(home=tmp_path)).bytes_before is None
    assert held(home) == held(Home(sample_home))
    again = rebuild(Settings(home=tmp_path, keep_versions=1))
    assert again.headline.endswith("the same content.")
    assert len(list(tmp_path.glob("warehouse-*"))) == 1


def test_a_lost_machine_is_made_good_by_what_the_readme_says_to_back_up(sample_home: Path, tmp_path: Path) -> None:
    old, new = (tmp_path / name for name in ("old", "new"))
    shutil.copytree(sample_home, old, symlinks=True)
    (old / "overrides.toml").write_text('[[rename]]\nentity = "person:Étienne Marchand"\nname = "Stephen Marchand"\n')
    assert run(Settings(home=old, landing=SAMPLES)).status == "published"
    (told,) = re.findall(r"^Back up (.*?) of the home", README.read_text(), re.MULTILINE)
    for name in re.findall(r"`([\w.]+)/?`", told):
        (shutil.copytree if (old / name).is_dir() else shutil.copy)(old / name, new / name)
    assert CliRunner().invoke(app, ["rebuild", "--home", str(new)]).exit_code == 0
    assert held(Home(new)) == held(Home(old))
    assert ask(Home(new), "SELECT count(*) FROM entities WHERE canonical_name = 'Stephen Marchand'") == [(1,)]
    assert run(Settings(home=new, landing=SAMPLES)).headline.startswith("Nothing new")
    again = run(Settings(home=new, landing=SAMPLES), dry_run=True, choose=reprocessed(Selection()))
    assert "would be read" in again.headline, "the originals are there"


def test_a_part_of_the_lake_that_was_half_written_when_the_power_went_is_read_again(sample_home: Path, tmp_path: Path) -> None:
    """A run that was killed while it wrote its part: some tables are there, the last one, `files`, is not."""
    home = Home(tmp_path / "home")
    settings = Settings(home=home.path, landing=SAMPLES, workers=0)
    opened = open_run(settings)
    begin_run(opened)
    for chunk in opened.chunks:
        stage_chunk(chunk)
    for batch in plan_batches(opened, settings):
        ingest_batch(batch)
    parts = sorted((home.path / "lake").glob("*/run=*/part-0*1.parquet"))
    for path in parts:
        if path.parts[-3] in ("quotes", "files"):
            path.unlink()
    (home.path / "lake" / "quotes" / parts[0].parts[-2] / ".part-00001.parquet.1.tmp").write_bytes(b"half")
    run(settings)
    assert held(home) == held(Home(sample_home))


def test_a_broken_warehouse_file_is_built_anew(two_months: Home) -> None:
    before = held(two_months)
    two_months.warehouse.resolve().write_bytes(b"scratched")
    result = CliRunner().invoke(app, ["rebuild", "--home", str(two_months.path)])
    assert (result.exit_code, held(two_months)) == (0, before), result.output


def test_a_lake_that_lost_a_part_never_shrinks_the_published_warehouse(two_months: Home) -> None:
    before = held(two_months)
    shutil.rmtree(two_months.path / "lake" / "files" / "run=20260701T021500-4")
    for anew in (False, True):
        with pytest.raises(ChecksFailedError, match="2 articles, 3 are published"):
            publish(two_months, anew=anew)
    assert held(two_months) == before


def test_originals_and_leftovers_go_when_they_are_due(tmp_path: Path) -> None:
    home, now = Home(tmp_path), datetime.now(UTC)
    old, new = (tmp_path / "raw" / name[:2] / name for name in (home.keep_original(b"old"), home.keep_original(b"new")))
    long_ago = (now - timedelta(days=40)).timestamp()
    os.utime(old, (long_ago, long_ago))
    (tmp_path / "raw" / ".half.123.tmp").write_bytes(b"ha")
    assert (sweep(home), expire_raw(home, 30, now)) == (1, 1)
    assert (old.exists(), new.exists()) == (False, True)


def test_maintenance_says_what_it_did(two_months: Home) -> None:
    told = maintain(Settings(home=two_months.path), raw_days=30)
    assert told[0].startswith("The lake has")
    assert told[1].endswith("the same content.")
    assert told[-1] == "0 originals older than 30 days deleted."
    result = CliRunner().invoke(app, ["maintenance", "--home", str(two_months.path)])
    assert (result.exit_code, "the same content" in result.output) == (0, True), result.output
