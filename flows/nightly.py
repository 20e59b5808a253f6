"""The nightly flow: pick up, read in batches, load, check, publish, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.task_runners import ProcessPoolTaskRunner

from flows.ingest import Batch, ingest_batch
from flows.losses import batches_again, chunks_again
from flows.report import Report, markdown
from flows.run import Opened, begin_run, close_run, open_run, plan_batches
from flows.settings import Settings, settings
from flows.stage import Chunk, stage_chunk
from flows.workers import MAX_IN_VAIN, ONE_THREAD, WorkersDieError
from warehouse.home import Home


@task(name="read files", task_run_name="read files {unit.name}")
def read_files(unit: Chunk) -> int:
    """Reads and cleans one chunk of files."""
    return stage_chunk(unit)


@task(name="parse articles", task_run_name="parse articles {unit.name}")
def parse_articles(unit: Batch) -> int:
    """Takes one batch of articles into the lake."""
    return ingest_batch(unit)


@task(name="load, check, publish")
def publish_run(opened: Opened, given: Settings) -> Report:
    """Publishes what was read, or fails and leaves the published warehouse as it was."""
    return close_run(opened, given)


@flow(name="nightly", validate_parameters=True)
def nightly(landing: str = "", home: str = "", workers: int = 0, limit: int = 0, dry_run: bool = False) -> str:
    """Reads what is new in the landing folder and publishes the warehouse.

    Args:
        landing: folder of the article files; empty for the setting TRADEWIRE_LANDING
        home: folder that everything is written to; empty for the setting TRADEWIRE_HOME
        workers: processes that read; 0 for the setting TRADEWIRE_WORKERS
        limit: read at most so many new files; 0 for all
        dry_run: only say what would be read
    """
    log = get_run_logger()
    given = settings(landing=landing or None, home=home or None, workers=workers or None)
    with Home(given.home).writing():
        opened = open_run(given, limit or None)
        fresh = len(opened.picked.fresh)
        log.info("%d new files, %d unchanged, %d runs to be continued", fresh, len(opened.picked.unchanged), len(opened.continued))
        if dry_run:
            return f"Dry run: {fresh} files would be read."
        begin_run(opened)
        _in_workers(read_files, opened.chunks, chunks_again, given.workers)
        _in_workers(parse_articles, plan_batches(opened, given), batches_again, given.workers)
        report = publish_run(opened, given)
    create_markdown_artifact(markdown(report), key="run-report", description=report.headline)
    log.info(report.headline)
    return report.headline


def _in_workers[Unit](work: Task[[Unit], int], units: Sequence[Unit], lost: Callable[[Unit], list[Unit]], workers: int) -> None:
    """Runs a task for each unit. A dead worker breaks the pool: what it left is done in another one, in pieces."""
    os.environ.update(ONE_THREAD)
    in_vain = 0
    while units:
        with ProcessPoolTaskRunner(max_workers=max(1, min(workers, len(units)))) as runner:
            futures = [runner.submit(work, {"unit": unit}) for unit in units]
            undone = [unit for unit, future in zip(units, futures, strict=True) if _is_lost(future)]
        again = [piece for unit in undone for piece in lost(unit)]
        in_vain = in_vain + 1 if again == list(units) else 0
        if in_vain == MAX_IN_VAIN:
            raise WorkersDieError
        units = again


def _is_lost(future: PrefectFuture[int]) -> bool:
    try:
        future.result()
    except BrokenProcessPool:
        return True
    return False


if __name__ == "__main__":
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")  # the first start of all takes 35 s
    nightly()
