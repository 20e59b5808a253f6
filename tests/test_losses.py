"""Processes that die or never come to an end, and runs that are broken off: real kills, real time limits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread

import pytest

from flows.ingest import ingest_batch
from flows.losses import chunks_again
from flows.run import begin_run, open_run, plan_batches, run
from flows.settings import Settings
from flows.stage import stage_chunk
from flows.workers import Workers, WorkersDieError
from tests.conftest import SAMPLES
from tests.test_run import STORY, ask, content
from warehouse.home import Home
from warehouse.lake import Part, file_name, is_complete
from warehouse.schema import TABLE
from warehouse.staging import Attempt, Staging, unfinished

LONG = "2026-05-12_long.txt"


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """Four short articles, and one that takes several seconds to parse."""
    folder = tmp_path / "landing"
    folder.mkdir()
    for number, country in enumerate(("Brazil", "India", "Japan", "Chile")):
        (folder / f"2026-05-12_{number}.txt").write_text(STORY.replace("Brazil", country))
    (folder / LONG).write_text("\n\n".join(f"{STORY}{number}" for number in range(1600)))
    return folder


def kill_at_the_long_article(home: Home, done: Event) -> None:
    """Kills every process that begins with it."""
    killed: set[int] = set()
    while not done.wait(0.02):
        for staging in unfinished(home):
            for path in (home.path / "staged" / staging.run_id / "batches").glob("*.json"):
                attempt = staging.attempt(path.stem)
                if attempt is None or attempt.process in {*killed, os.getpid()} or not path.exists():
                    continue
                if any(article.source_path == LONG for i, article in enumerate(staging.articles(path.stem)) if i in attempt.items):
                    os.kill(attempt.process, signal.SIGKILL)
                    killed.add(attempt.process)


@pytest.fixture
def _killer(tmp_path: Path) -> Iterator[None]:
    done = Event()
    thread = Thread(target=kill_at_the_long_article, args=(Home(tmp_path / "home"), done))
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.mark.usefixtures("_killer")
def test_the_article_that_kills_its_reader_is_rejected_alone_and_the_rest_is_read(landing: Path, tmp_path: Path) -> None:
    report = run(Settings(home=tmp_path / "home", landing=landing, workers=1))
    assert [file.source_path for file in report.turned_away] == [LONG]
    assert "process that read it died" in (report.turned_away[0].reason or "")
    assert ask(tmp_path / "home", "SELECT count(DISTINCT article_id) FROM tariffs") == [(4,)]


def test_the_article_that_takes_too_long_is_rejected_alone_and_the_rest_is_read(landing: Path, tmp_path: Path) -> None:
    report = run(Settings(home=tmp_path / "home", landing=landing, workers=1, article_seconds=3))
    assert ask(tmp_path / "home", "SELECT count(*) FROM articles") == [(4,)]
    assert [file.source_path for file in report.turned_away] == [LONG]
    assert "took more than 3 s" in (report.turned_away[0].reason or "")
    assert not list((tmp_path / "home" / "staged").iterdir())


def test_a_file_that_kills_its_reader_is_rejected_alone(landing: Path, tmp_path: Path) -> None:
    opened = open_run(Settings(home=tmp_path / "home", landing=landing))
    staging = Staging(opened.home, opened.run.run_id)
    waiting, kills = list(opened.chunks), 0
    while waiting:
        chunk = waiting.pop()
        if LONG not in chunk.names:
            stage_chunk(chunk._replace(seconds=0))
            continue
        staging.begin(f"chunk-{chunk.name}", Attempt(chunk.losses, (chunk.names.index(LONG),), 0))
        waiting += chunks_again(chunk)
        kills += 1
    assert kills == 3
    assert sorted((file.name, file.article_count) for file in staging.files()) == [
        *((f"2026-05-12_{n}.txt", 1) for n in range(4)),
        (LONG, 0),
    ]


def test_a_run_that_was_broken_off_is_continued_where_it_was(sample_home: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, landing=SAMPLES, workers=0, batch_articles=6)
    opened = open_run(settings)
    begin_run(opened)
    for chunk in opened.chunks:
        stage_chunk(chunk)
    first, *others = plan_batches(opened, settings)
    ingest_batch(first)
    part = opened.home.path / "lake" / file_name(TABLE["articles"], Part(first.run_id, first.name))
    written_at = part.stat().st_mtime_ns
    assert others
    report = run(settings)
    assert part.stat().st_mtime_ns == written_at
    assert sum(report.files.values()) == len([path for path in SAMPLES.rglob("*") if path.is_file()])
    assert "unchanged" not in report.files
    assert ask(tmp_path, "SELECT DISTINCT run_id FROM articles") == [(opened.run.run_id,)]
    assert content(tmp_path) == content(sample_home)
    assert run(settings).status == "unchanged"


def test_what_another_version_left_behind_is_read_anew(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path, landing=SAMPLES, workers=0)
    with monkeypatch.context() as patch:
        patch.setattr("flows.run.version", lambda _: "0.0.1")
        opened = open_run(settings)
        begin_run(opened)
        for chunk in opened.chunks:
            stage_chunk(chunk)
        plan_batches(opened, settings)
    run(settings)
    assert not is_complete(opened.home, Part(opened.run.run_id, "00001"))
    assert content(tmp_path) == content(sample_home)


def test_workers_that_die_before_they_read_anything_end_the_run_with_a_word() -> None:
    with Workers(1, time.sleep, 0) as workers, pytest.raises(WorkersDieError, match="out of memory"):
        list(workers.run(os._exit, [1], lambda task: [task]))


def _starts_a_worker_and_waits(pipe: Connection) -> None:
    workers = Workers(1, os.getpid)
    pipe.send(next(workers.run(worker_number, [0], lambda task: [task])))
    time.sleep(600)


def worker_number(_: int) -> int:
    return os.getpid()


def test_workers_end_with_the_run_that_started_them() -> None:
    here, there = get_context("spawn").Pipe()
    run = get_context("spawn").Process(target=_starts_a_worker_and_waits, args=(there,))
    run.start()
    worker = here.recv()
    os.kill(run.pid or 0, signal.SIGKILL)
    run.join()
    until = time.monotonic() + 60
    while _is_alive(worker):
        assert time.monotonic() < until, "the worker outlived its run"
        time.sleep(0.1)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
