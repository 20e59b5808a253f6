"""The nightly flow: pick up, read in batches, load, check, publish, write the brief, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from uuid import UUID

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.states import Crashed

from flows.batch import Batch, read_batch
from flows.cluster import lost_errors, read_there
from flows.losses import batches_again, chunks_again
from flows.page import page, rejected_rows
from flows.report import Report, counted
from flows.run import Choice, Opened, begin_run, close_run, open_run, plan_batches
from flows.settings import Settings, settings
from flows.stage import Chunk, stage_chunk
from flows.task_runners import task_runner
from flows.trend import holdings, last_nights
from flows.unattended import alert, in_turn
from flows.workers import MAX_IN_VAIN, ONE_THREAD, WorkersDieError
from warehouse.home import Home
from warehouse.pages.brief import is_due, write_brief
from warehouse.reading import is_published


@task(name="read files", task_run_name="read files {unit.name}")
def read_files(unit: Chunk) -> int:
    """Reads and cleans one chunk of files."""
    return read_there(stage_chunk, unit)


@task(name="parse articles", task_run_name="parse articles {unit.name}")
def parse_articles(unit: Batch) -> int:
    """Takes one batch of articles into the lake."""
    return read_there(read_batch, unit)


@task(name="load, check, publish", task_run_name="load, check, publish")
def publish_run(opened: Opened, given: Settings) -> Report:
    """Publishes what was read, or fails and leaves the published warehouse as it was."""
    return close_run(opened, given)


@task(name="write the brief", task_run_name="write the brief")
def brief_of(home: Home) -> str:
    """Writes the page about the latest day of news; returns where it is."""
    return str(write_brief(home))


@flow(name="nightly", on_failure=[alert], on_crashed=[alert])
@in_turn
def nightly(landing: str = "", home: str = "", workers: int = 0, limit: int = 0, dry_run: bool = False, any_volume: bool = False) -> str:
    """Reads what is new in the landing folder and publishes the warehouse.

    Args:
        landing: folder of the article files; empty for the setting TRADEWIRE_LANDING
        home: folder that everything is written to; empty for the setting TRADEWIRE_HOME
        workers: processes that read; 0 for the setting TRADEWIRE_WORKERS
        limit: read at most so many new files; 0 for all
        dry_run: only say what would be read
        any_volume: publish however few articles are new, against the last runs
    """
    given = settings(landing=landing or None, home=home or None, workers=workers or None, any_volume=any_volume or None)
    return read_and_publish(given, limit, dry_run)


def read_and_publish(given: Settings, limit: int = 0, dry_run: bool = False, choose: Choice | None = None, retry: bool = False) -> str:
    """The steps of a run as tasks; tells the outcome in a sentence."""
    log = get_run_logger()
    home = given.home_folder
    with home.writing():
        opened = open_run(given, limit or None, choose, retry)
        fresh = len(opened.picked.fresh)
        log.info("%d files to read, %d unchanged, %d runs to be continued", fresh, len(opened.picked.unchanged), len(opened.continued))
        if dry_run:
            return f"Dry run: {counted(fresh, 'file')} would be read."
        begin_run(opened)
        _in_workers(read_files, opened.chunks, chunks_again, given, "files-read")
        _in_workers(parse_articles, plan_batches(opened, given), batches_again, given, "articles-parsed")
        report = publish_run(opened, given)
    if is_due(home):
        log.info("brief: %s", brief_of(home))
    for warning in report.warnings:
        log.warning(warning)
    show(report, home)
    log.info(report.headline)
    return report.headline


def show(report: Report, home: Home) -> None:
    """Leaves the report in the UI."""
    held = holdings(home) if is_published(home) else None
    create_markdown_artifact(page(report, last_nights(home) if held else (), held), key="run-report", description=report.headline)
    if report.turned_away:
        told = f"{counted(len(report.turned_away), 'file')} turned away"
        create_table_artifact(rejected_rows(report), key="turned-away", description=told)


def _in_workers[Unit: (Chunk, Batch)](
    work: Task[[Unit], int], units: Sequence[Unit], lost: Callable[[Unit], list[Unit]], given: Settings, progress: str
) -> None:
    """Runs a task for each unit. What a worker that died left is done in another round, in pieces: its pool may be broken."""
    os.environ.update(ONE_THREAD)
    in_vain = 0
    tell = _progress(progress, len(units)) if units else None
    while units:
        with task_runner(given, len(units)) as runner:
            futures = [runner.submit(work, {"unit": unit}) for unit in units]
            undone = []
            for unit, future in zip(units, futures, strict=True):
                if _is_lost(future, given):
                    undone.append(unit)
                elif tell:
                    tell()
        again = [piece for unit in undone for piece in lost(unit)]
        in_vain = in_vain + 1 if again == list(units) else 0
        if in_vain == MAX_IN_VAIN:
            raise WorkersDieError
        units = again


def _progress(key: str, total: int) -> Callable[[], None]:
    """Shows in the UI how many of the units are done; what is given back counts one more."""
    artifact, done = create_progress_artifact(0.0, key=key, description=f"0 of {total}"), count(1)
    assert isinstance(artifact, UUID)  # outside of an event loop

    def tell() -> None:
        now = min(next(done), total)  # a unit whose worker died comes back in pieces
        update_progress_artifact(artifact, 100 * now / total, description=f"{now} of {total}")

    return tell


def _is_lost(future: PrefectFuture[int], given: Settings) -> bool:
    try:
        future.result()
    except lost_errors(given.runner):
        _show_lost(future.task_run_id)
        return True
    return False


def _show_lost(task_run: UUID) -> None:
    """Marks the run of a task as crashed: the process that would have told the server how it ended is gone."""
    state: State[None] = Crashed(message="The process that ran it was lost; what it left is done again.")
    with suppress(ObjectNotFound), get_client(sync_client=True) as client:  # the server does not know one that never began
        client.set_task_run_state(task_run, state, force=True)


if __name__ == "__main__":
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")  # the first start of all takes 35 s
    nightly()
