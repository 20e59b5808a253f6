"""Runs are killed at random moments while analysts ask: nobody sees a half-done thing, and in the end nothing is lost or double.

Five kills by default; `make torture` does 50.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from tests.conftest import SAMPLES
from tests.served import descendants, wait_for
from warehouse.checks import failed_checks
from warehouse.contents import contents
from warehouse.home import Home

KILLS = int(os.environ.get("TORTURE_KILLS", "5"))
SEED = int(os.environ.get("TORTURE_SEED", "1"))
NIGHTS = 3  # in which the samples come
READERS = 2


def test_killed_at_random_moments_with_readers_at_work(sample_home: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    kills = 0
    while kills < KILLS:
        home, landing = Home(tmp_path / f"home-{kills}"), tmp_path / f"landing-{kills}"
        with readers(home) as seen:
            for files in nights():
                for file in files:
                    shutil.copytree(SAMPLES / file.parent, landing / file.parent, dirs_exist_ok=True, ignore=all_but(file.name))
                while not completes(home, landing, chance if kills < KILLS else None):
                    kills += 1
        assert [reader["bad"] for reader in seen] == [[]] * READERS
        assert all(reader["reads"] and reader["versions"] for reader in seen), seen
        same_as(sample_home, home)
        shutil.rmtree(home.path)


def nights() -> list[list[Path]]:
    """The samples in the order in which they were printed, an article's correction after it, in as many parts as there are nights."""
    files = sorted((path.relative_to(SAMPLES) for path in SAMPLES.rglob("*") if path.is_file()), key=lambda path: path.name)
    size = -(-len(files) // NIGHTS)
    return [files[start : start + size] for start in range(0, len(files), size)]


def all_but(name: str) -> Any:
    return lambda _folder, names: [other for other in names if other != name]


def completes(home: Home, landing: Path, chance: random.Random | None) -> bool:
    """Whether the run came to its end before it was killed; without `chance` it is left alone."""
    command = [sys.executable, "-m", "flows.cli", "run", "--landing", str(landing), "--home", str(home.path), "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    was_killed = chance is not None and killed(process, home, chance)
    _, told = process.communicate()
    if was_killed:
        return False
    assert process.returncode == 0, told.decode()
    return True


def killed(process: subprocess.Popen[bytes], home: Home, chance: random.Random) -> bool:
    """Kills the process after some seconds, or while it loads and publishes; not where it ended before."""
    builds = set(home.path.glob("warehouse-*"))
    in_the_build = chance.random() < 0.4
    patience = time.monotonic() + (60 if in_the_build else chance.uniform(0.2, 12))
    while time.monotonic() < patience and not (in_the_build and set(home.path.glob("warehouse-*")) - builds):
        if process.poll() is not None:
            return False
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 1.5) if in_the_build else 0)
    family = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()  # it may have ended before: what it told is still to be read then
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))
    return process.returncode == -signal.SIGKILL


@contextmanager
def readers(home: Home) -> Iterator[list[dict[str, Any]]]:
    """Analysts at work; the list holds what they saw once the block has ended."""
    command = [sys.executable, "-m", "tests.reader", str(home.path)]
    working = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(READERS)]
    seen: list[dict[str, Any]] = []
    try:
        yield seen
    finally:
        seen += [json.loads(reader.communicate(b"")[0]) for reader in working]


def same_as(undisturbed: Path, home: Home) -> None:
    with (
        duckdb.connect(str(undisturbed / "warehouse.duckdb"), read_only=True) as wanted,
        duckdb.connect(str(home.warehouse), read_only=True) as found,
    ):
        assert contents(found) == contents(wanted)
        assert failed_checks(found) == {}
