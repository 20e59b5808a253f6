"""A disk that is full at every place that a run writes to, and one that is mounted read-only: told, and nothing is lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.run import run
from flows.settings import Settings
from tests.small_disk import READ_ONLY, Ended
from tests.test_run import STORY, ask
from tests.test_upkeep import held
from warehouse.home import Home
from warehouse.pages.brief import is_due, write_brief

FULL = re.compile(r"error: (\S+) cannot be written: no space is left on its disk\. Make room there, .* run again: what was read is kept")
ONLY_READ = re.compile(r"error: \S+ cannot be written: its disk is mounted read-only\. Mount it for writing .* or give another --home")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The files of two nights, among them one that is broken."""
    first, later = tmp_path_factory.mktemp("landing"), tmp_path_factory.mktemp("later")
    (first / "2026-05-12_a.txt").write_text(STORY)
    (first / "broken.json").write_text('{"body": ' + "x" * 20_000)
    (later / "2026-05-13_b.txt").write_text(STORY.replace("Brazil", "India"))
    return first, later


@pytest.fixture(scope="module")
def undisturbed(nights: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Home:
    home, landing = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("undisturbed")
    for night in nights:
        for file in night.iterdir():
            (landing / file.name).write_bytes(file.read_bytes())
        run(Settings(home=home, landing=landing, workers=0))
    return Home(home)


@pytest.fixture(scope="module")
def small(nights: tuple[Path, Path], undisturbed: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Ended]], Path]:
    """What the commands came to on a small disk, and the home that was left."""
    assert undisturbed.warehouse.exists(), "before the landing folder gets the second night"
    result = tmp_path_factory.mktemp("result") / "home"
    command = [sys.executable, "-m", "tests.small_disk", str(tmp_path_factory.mktemp("disk")), *map(str, (*nights, result))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), result


@pytest.mark.parametrize(
    ("night", "places"),
    [
        ("first night", ("lake/runs", "staged", "raw", "lake/(?!runs)", "rejects", "warehouse-1.duckdb")),
        ("second night", ("lake/runs", "staged", "warehouse-2.duckdb")),
        ("rebuild", ("warehouse-3.duckdb",)),
        ("brief", ("briefs",)),
    ],
)
def test_a_full_disk_is_told_wherever_it_shows(night: str, places: tuple[str, ...], small: tuple[dict[str, list[Ended]], Path]) -> None:
    *failed, (code, _) = small[0][night]
    assert code == 0, "with room enough it gets through"
    found = [FULL.match(told) for _, told in failed]
    assert all(found), failed
    seen = " ".join(match[1] for match in found if match)
    assert [place for place in places if not re.search(f"/home/{place}", seen)] == [], seen
    assert {code for code, _ in failed} == {1}


def test_a_disk_that_is_mounted_read_only_is_told_and_the_warehouse_can_be_asked(small: tuple[dict[str, list[Ended]], Path]) -> None:
    for name, (code, told) in zip(READ_ONLY, small[0]["read-only"], strict=True):
        asks = name in ("sql", "status")
        assert (code, bool(ONLY_READ.match(told))) == ((0, False) if asks else (1, True)), (name, told)


def test_a_brief_that_found_no_room_is_due_until_it_is_written(undisturbed: Home) -> None:
    assert is_due(undisturbed)
    write_brief(undisturbed)
    assert not is_due(undisturbed)


def test_after_a_full_disk_nothing_is_missing_or_twice_or_left_over(
    small: tuple[dict[str, list[Ended]], Path], nights: tuple[Path, Path], undisturbed: Home
) -> None:
    home = Home(small[1])
    assert held(home) == held(undisturbed)
    assert ask(home.path, "SELECT source_path FROM files WHERE outcome = 'rejected'") == [("broken.json",)]
    assert list((home.path / "staged").iterdir()) == []
    assert [path for path in home.path.rglob("*") if path.suffix in (".tmp", ".wal") or path.name == "failed-build.duckdb"] == []
    assert run(Settings(home=home.path, landing=nights[0])).headline.startswith("Nothing new: 3 files unchanged")
