"""The nightly flow: pick up, read in batches, load, check, publish, report."""

from __future__ import annotations

import os

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.logging import get_run_logger
from prefect.task_runners import ProcessPoolTaskRunner

from flows.ingest import Batch, BatchResult, ingest_batch
from flows.lifeline import end_with_parent
from flows.page import page, rejected_rows
from flows.report import Report, counted
from flows.run import Opened, close_run, open_run
from flows.settings import Settings, settings
from flows.trend import holdings, last_nights
from flows.unattended import alert, in_turn
from warehouse.home import Home
from warehouse.lake import write_run


@task(name="read batch", task_run_name="read batch {batch.part.part}")
def read_batch(batch: Batch) -> BatchResult:
    """Takes one batch of files into the lake."""
    return ingest_batch(batch)


@task(name="load, check, publish")
def publish_run(opened: Opened, results: list[BatchResult], given: Settings) -> Report:
    """Publishes what was read, or fails and leaves the published warehouse as it was."""
    return close_run(opened, results, given)


@flow(name="nightly", on_failure=[alert], on_crashed=[alert])
@in_turn
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
        log.info("%d new files in %d batches, %d unchanged", fresh, len(opened.batches), len(opened.picked.unchanged))
        if dry_run:
            return f"Dry run: {fresh} files would be read."
        results = []
        if opened.batches:
            write_run(opened.home, opened.run)
            workers = min(given.workers, len(opened.batches))
            with ProcessPoolTaskRunner(max_workers=workers, initializer=end_with_parent, initargs=(os.getpid(),)) as runner:
                futures = [runner.submit(read_batch, {"batch": batch}) for batch in opened.batches]
                results = [future.result() for future in futures]
        report = publish_run(opened, results, given)
    show(report, Home(given.home))
    log.info(report.headline)
    return report.headline


def show(report: Report, home: Home) -> None:
    """Leaves the report in the UI."""
    held = holdings(home) if home.warehouse.exists() else None
    create_markdown_artifact(page(report, last_nights(home) if held else (), held), key="run-report", description=report.headline)
    if report.turned_away:
        told = f"{counted(len(report.turned_away), 'file')} turned away"
        create_table_artifact(rejected_rows(report), key="turned-away", description=told)


if __name__ == "__main__":
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")  # the first start of all takes 35 s
    nightly()
