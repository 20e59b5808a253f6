"""One run from the landing folder to the published warehouse: the steps that the CLI and the flows share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from secrets import token_hex
from typing import NamedTuple

import duckdb

from flows.ingest import Batch, BatchResult, ingest_batch
from flows.report import TURNED_AWAY, Report
from flows.settings import Settings
from transforms.annotate import model_version
from transforms.overrides import Override
from warehouse.home import Home
from warehouse.intake import PickUp, batches, pick_up
from warehouse.joined import read_overrides
from warehouse.lake import Part, write_part, write_run
from warehouse.publish import publish
from warehouse.schema import Run

UNCHANGED = "unchanged"  # the part that lists the files which are as they were


class WorkerLostError(RuntimeError):
    """A worker process died; what was read before is in the lake."""


class Opened(NamedTuple):
    """A run that knows what it has to do."""

    home: Home
    run: Run
    picked: PickUp
    batches: tuple[Batch, ...]
    overrides: tuple[Override, ...]


def open_run(settings: Settings, limit: int | None = None) -> Opened:
    """Looks at the landing folder and the overrides.

    Raises LandingMissingError where there is no such folder, OverridesError where they have mistakes, ValueError for an unknown model.
    """
    if settings.overrides and not settings.overrides.is_file():
        raise FileNotFoundError(f"no file at {settings.overrides}, which TRADEWIRE_OVERRIDES names: make it, or unset the variable")
    overrides = read_overrides(settings.overrides_file)
    home, landing, now = Home(settings.home), settings.landing_folder, datetime.now(UTC).replace(tzinfo=None)
    run_id = f"{now:%Y%m%dT%H%M%S}-{now.microsecond:06d}-{token_hex(2)}"
    picked = pick_up(home, landing, run_id, now, limit)
    files = len(picked.fresh) + len(picked.unchanged)
    run = Run(run_id, now, None, "running", version("tradewire"), settings.model, model_version(settings.model), files, 0, 0)
    todo = tuple(
        Batch(Part(run_id, f"{n:05d}"), names, str(landing), str(home.path), settings.model, run.pipeline_version, now)
        for n, names in enumerate(batches(landing, picked.fresh, settings.workers, settings.batch_articles), 1)
    )
    return Opened(home, run, picked, todo, overrides)


def ingest(opened: Opened, workers: int) -> Iterator[BatchResult]:
    """Reads the batches, in this process where there is one only, else in `workers` processes; results as they come."""
    write_run(opened.home, opened.run)
    if workers == 1 or len(opened.batches) == 1:
        yield from map(ingest_batch, opened.batches)
        return
    with ProcessPoolExecutor(min(workers, len(opened.batches)), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(ingest_batch, batch) for batch in opened.batches]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            pool.shutdown(cancel_futures=True)
            raise WorkerLostError(
                "a worker process died (killed, or out of memory). Run again: what was read is kept, the rest is read then."
            ) from error


def close_run(opened: Opened, results: list[BatchResult], settings: Settings) -> Report:
    """Publishes what was read, by this run or by one that was killed. Raises ChecksFailedError, and publishes nothing then."""
    home, run = opened.home, opened.run
    records = [record for result in results for record in result.files]
    rows: Counter[str] = Counter()
    for result in results:
        rows.update(result.rows)
    if records:
        write_part(home, Part(run.run_id, UNCHANGED), {"files": opened.picked.unchanged})
        rejected = sum(record.outcome == "rejected" for record in records)
        ended = replace(run, finished_at=_now(), article_count=rows["articles"], rejected_count=rejected)
        write_run(home, replace(ended, status="published"))
    try:
        published = publish(home, settings.keep_versions, opened.overrides)
    except BaseException:
        if records:
            write_run(home, replace(ended, status="failed"))
        raise
    outcomes, current = {"unchanged": len(opened.picked.unchanged)} if opened.picked.unchanged else {}, 0
    if published.path and records:
        with duckdb.connect(str(published.path), read_only=True) as db:
            outcomes = dict(db.execute("SELECT outcome, count(*) FROM files WHERE run_id = ? GROUP BY ALL", [run.run_id]).fetchall())
            ((current,),) = db.execute("SELECT count(*) FROM articles WHERE run_id = ?", [run.run_id]).fetchall()
    return Report(
        run.run_id,
        "published" if published.path else "unchanged",
        outcomes,
        rows,
        current,
        tuple(sorted((r for r in records if r.outcome in TURNED_AWAY), key=lambda r: r.source_path)),
        (_now() - run.started_at).total_seconds(),
        published.path,
        published.notes,
    )


def run(
    settings: Settings, limit: int | None = None, dry_run: bool = False, progress: Callable[[int, int], None] = lambda *_: None
) -> Report:
    """The whole run. `progress` is told how many files are read, of how many. Raises HomeBusyError at once while another run writes."""
    home = Home(settings.home)
    with home.writing():
        opened = open_run(settings, limit)
        total = len(opened.picked.fresh)
        if dry_run:
            return Report(opened.run.run_id, "running", {"new": total, "unchanged": len(opened.picked.unchanged)})
        results: list[BatchResult] = []
        progress(0, total)
        for result in ingest(opened, settings.workers) if total else ():
            results.append(result)
            progress(sum(len(done.files) for done in results), total)
        return close_run(opened, results, settings)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
