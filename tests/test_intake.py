"""What is picked up from the landing folder, and what is left alone."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.home import Home, HomeBusyError
from warehouse.intake import CHUNK_FILES, chunks, pick_up
from warehouse.lake import Part, write_part
from warehouse.landing import LandingMissingError
from warehouse.schema import FileOutcome, FileRecord

NOW = datetime(2026, 6, 1)


def ledger(home: Home, run_id: str, name: str, content: bytes, outcome: FileOutcome = "loaded", reason: str | None = None) -> None:
    record = FileRecord(name, sha256(content).hexdigest(), outcome, reason, None, 1, len(content), run_id, NOW)
    write_part(home, Part(run_id, "1"), {"files": [record]})


def test_new_and_changed_files_are_fresh(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    (landing / "sub").mkdir(parents=True)
    for name in ("same.txt", "changed.txt", "sub/new.txt", "bad.txt"):
        (landing / name).write_text(f"now {name}")
    ledger(home, "r1", "same.txt", b"now same.txt")
    ledger(home, "r2", "changed.txt", b"then")
    ledger(home, "r3", "bad.txt", b"now bad.txt", "rejected", "not JSON")
    found = pick_up(home, str(landing), "r4", NOW)
    assert found.fresh == {"changed.txt": 15, "sub/new.txt": 15}
    assert [(f.source_path, f.outcome, f.reason) for f in found.unchanged] == [
        ("bad.txt", "unchanged", "rejected before: not JSON"),
        ("same.txt", "unchanged", None),
    ]
    assert list(pick_up(home, str(landing), "r5", NOW, limit=1).fresh) == ["changed.txt"]


def test_hidden_files_links_and_unfinished_uploads_are_left_alone(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    (landing / ".hidden").mkdir(parents=True)
    for name in (".hidden/a.txt", ".b.txt", "c.txt.part", "d.tmp", "e.txt"):
        (landing / name).write_text("x")
    (landing / "link.txt").symlink_to(landing / "e.txt")
    assert list(pick_up(Home(tmp_path / "home"), str(landing), "r", NOW).fresh) == ["e.txt"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(LandingMissingError, match="--landing"):
        pick_up(Home(tmp_path), str(tmp_path / "nowhere"), "r", NOW)


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path) -> None:
    with Home(tmp_path).writing(), pytest.raises(HomeBusyError, match="being written by process"), Home(tmp_path).writing():
        pytest.fail("two writers at once")


@given(st.integers(0, 600))
def test_chunks_hold_every_file_once(count: int) -> None:
    names = [f"{n}.txt" for n in range(count)]
    found = chunks(dict.fromkeys(names, 1))
    assert [name for chunk in found for name in chunk] == names
    assert all(0 < len(chunk) <= CHUNK_FILES for chunk in found)
