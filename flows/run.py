"""One run from the landing folder to the published warehouse: the steps that the CLI and the flows share.

    open_run → stage_chunk for each chunk of files → plan_batches → read_batch for each batch of articles → close_run

What goes from step to step are paths and counts; the articles lie in the home. A chunk or batch whose worker died is read again as
`flows/losses.py` says. A run that was broken off after its batches were planned is continued by the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from secrets import token_hex
from typing import NamedTuple

from flows.batch import Batch, read_batch
from flows.cluster import readers
from flows.losses import batches_again, chunks_again
from flows.report import Report, is_turned_away
from flows.settings import Settings
from flows.stage import Chunk, stage_chunk
from transforms.articles import batching
from transforms.articles.isolation import RUN_LOST
from transforms.joined.overrides import Override
from transforms.text.models import model_version
from warehouse.again import Original
from warehouse.home import Home
from warehouse.intake import PickUp, chunks, pick_up
from warehouse.joined import read_overrides
from warehouse.lake import Known, Part, read_run, write_part, write_run
from warehouse.ledger import file_record, keep_rejects, with_rejected
from warehouse.publish import publish
from warehouse.reading import open_published
from warehouse.schema import FileRecord, Run, RunStatus
from warehouse.staging import CLOSED, Staging, unfinished

UNCHANGED = "unchanged"  # the part that lists the files which are as they were
WORKER_BYTES = 100_000  # of files for which a further worker is started before it is known how many articles they hold

Progress = Callable[[str, int, int], None]  # what is counted, how many are done, of how many
Choice = Callable[[Home, Run], Mapping[str, Original]]  # the files to be read again by this run


class Opened(NamedTuple):
    """A run that knows what it has to do, and the runs broken off that it continues."""

    home: Home
    run: Run
    picked: PickUp
    chunks: tuple[Chunk, ...]
    continued: tuple[Run, ...]
    overrides: tuple[Override, ...]
    is_again: bool  # whether originals are read again, not the landing folder
    is_any_volume: bool  # whether it is published however few articles are new

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs that read something."""
        return (*self.continued, *((self.run,) if self.chunks else ()))


def open_run(settings: Settings, limit: int | None = None, choose: Choice | None = None, retry: bool = False) -> Opened:
    """Looks at the landing folder, at what was broken off, and at the overrides. Writes nothing.

    With `choose`, the files that it chooses are read again from their originals, and the landing folder is left alone.

    Raises LandingMissingError where there is no such folder, OverridesError where they have mistakes, ValueError for an unknown model.
    """
    if settings.overrides and not settings.overrides.is_file():
        raise FileNotFoundError(f"no file at {settings.overrides}, which TRADEWIRE_OVERRIDES names: make it, or unset the variable")
    overrides = read_overrides(settings.overrides_file)
    home, landing, now = settings.home_folder, settings.landing_place, _now()
    run_id = f"{now:%Y%m%dT%H%M%S}-{now.microsecond:06d}-{token_hex(2)}"
    run = Run(run_id, now, None, "running", version("tradewire"), settings.model, model_version(settings.model), 0, 0, 0)
    continued = _broken_off(home, run)
    staged = (file for one in continued for file in Staging(home, one.run_id).files())
    in_hand = {file.name: Known(file.content_sha256, "loaded", None, file.object_version) for file in staged}
    originals = choose(home, run) if choose else None
    if originals is not None:
        picked = PickUp({name: original.size_bytes for name, original in islice(originals.items(), limit)})
    else:
        picked = pick_up(home, landing, run_id, now, limit, in_hand, retry)
    run = replace(run, file_count=len(picked.fresh) + len(picked.unchanged) + len(picked.left_alone))
    todo = tuple(
        Chunk(
            f"{n:05d}",
            names,
            landing,
            home.for_readers,
            run,
            settings.limits,
            _seconds(settings),
            originals=_among(originals, names) if originals is not None else None,
            digests=_among(picked.digests, names),
        )
        for n, names in enumerate(chunks(picked.fresh), 1)
    )
    is_chosen = retry or limit is not None or choose is not None  # few, because that was asked for
    return Opened(home, run, picked, todo, continued, overrides, choose is not None, settings.any_volume or is_chosen)


def begin_run(opened: Opened) -> None:
    """Writes down that the run is under way; what was broken off and cannot be continued is read again by this run."""
    kept = {run.run_id for run in opened.continued}
    for staging in unfinished(opened.home):
        if staging.run_id not in kept:
            staging.remove()
    if opened.chunks:
        write_run(opened.home, opened.run)


def plan_batches(opened: Opened, settings: Settings) -> list[Batch]:
    """Cuts the staged articles into batches, and adds those that were broken off."""
    if opened.chunks:
        staging = Staging(opened.home, opened.run.run_id)
        write_part(opened.home, Part(opened.run.run_id, UNCHANGED), {"files": (*opened.picked.unchanged, *opened.picked.left_alone)})
        cut = batching.batches(staging.staged(), settings.workers, settings.batch_articles)
        staging.plan({f"{n:05d}": [(article.part, article.row) for article in batch] for n, batch in enumerate(cut, 1)})
    return [batch for run in opened.runs for batch in _pending(Staging(opened.home, run.run_id), settings)]


def close_run(opened: Opened, settings: Settings) -> Report:
    """Lists the files and publishes what was read. Raises NotPublishedError, and publishes nothing then."""
    home = opened.home
    rows: Counter[str] = Counter()
    records: list[FileRecord] = []
    ended = []
    for run in opened.runs:
        found, counts = _close(home, run)
        records += found
        rows.update(counts)
        rejected = sum(record.outcome == "rejected" for record in found)
        ended.append(replace(run, finished_at=_now(), article_count=counts["articles"], rejected_count=rejected))
    _tell(home, ended, "published")
    for run in opened.runs:
        Staging(home, run.run_id).remove()
    try:
        published = publish(home, settings.keep_versions, opened.overrides, any_volume=opened.is_any_volume)
    except BaseException:
        _tell(home, ended, "failed")
        raise
    outcomes, current = _counted(opened, records, published.place is not None)
    return Report(
        opened.run.run_id,
        "published" if published.place else "unchanged",
        outcomes,
        rows,
        current,
        tuple(sorted(filter(is_turned_away, (*records, *opened.picked.left_alone)), key=lambda r: r.source_path)),
        (_now() - opened.run.started_at).total_seconds(),
        published.place,
        published.notes.without_effect,
        published.notes.warnings,
        opened.is_again,
    )


def run(
    settings: Settings,
    limit: int | None = None,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
    choose: Choice | None = None,
    retry: bool = False,
) -> Report:
    """The whole run. Raises HomeBusyError at once while another run writes, and what `open_run` raises."""
    with settings.home_folder.writing():
        opened = open_run(settings, limit, choose, retry)
        if dry_run:
            would_read = {"new": len(opened.picked.fresh), "unchanged": len(opened.picked.unchanged)}
            return Report(opened.run.run_id, "running", would_read, is_again=opened.is_again)
        begin_run(opened)
        if opened.runs:
            _read(opened, settings, progress)
        progress("loading the warehouse", 0, 0)
        return close_run(opened, settings)


def _read(opened: Opened, settings: Settings, progress: Progress) -> None:
    """Both stages, in worker processes here or elsewhere."""
    with readers(settings) as workers:
        workers.start(-(-sum(opened.picked.fresh.values()) // WORKER_BYTES))
        files = 0
        progress("reading files", 0, len(opened.picked.fresh))
        for count in workers.run(stage_chunk, opened.chunks, chunks_again):
            files += count
            progress("reading files", files, len(opened.picked.fresh))
        batches = plan_batches(opened, settings)
        articles, total = 0, sum(batch.articles for batch in batches)
        progress("parsing articles", 0, total)
        for count in workers.run(read_batch, batches, batches_again):
            articles += count
            progress("parsing articles", articles, total)


def _among[Value](values: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    return {name: values[name] for name in names if name in values}


def _broken_off(home: Home, today: Run) -> tuple[Run, ...]:
    """The runs that can be continued: planned, not closed, and by the same program and model."""
    found = [read_run(home, staging.run_id) for staging in unfinished(home) if staging.is_planned and not staging.is_closed]
    return tuple(run for run in found if _maker(run) == _maker(today))


def _maker(run: Run) -> tuple[str, str, str]:
    return run.pipeline_version, run.model_name, run.model_version


def _pending(staging: Staging, settings: Settings) -> Iterator[Batch]:
    begun = staging.begun()
    for name, articles in staging.pending().items():
        batch = Batch(name, staging.run_id, articles, staging.home.for_readers, settings.model, _seconds(settings))
        yield from batches_again(batch, RUN_LOST) if name in begun else [batch]


def _seconds(settings: Settings) -> float:
    return settings.article_seconds if settings.workers else 0  # no time limit where it would end this process


def _close(home: Home, run: Run) -> tuple[list[FileRecord], Counter[str]]:
    """Lists the files of the run in the lake; gives them, and the rows read by table."""
    staging = Staging(home, run.run_id)
    results = staging.results()
    rows: Counter[str] = Counter()
    for result in results:
        rows.update(result.rows)
    files = with_rejected(staging.files(), [article for result in results for article in result.rejected])
    keep_rejects(home, files)
    records = [file_record(run, file) for file in files]
    write_part(home, Part(run.run_id, CLOSED), {"files": records})
    return records, rows


def _counted(opened: Opened, records: Sequence[FileRecord], is_published: bool) -> tuple[dict[str, int], int]:
    """How many files came to what, and how many articles of the runs the warehouse holds.

    A file of a run that was continued is unchanged for this one: it counts once.
    """
    if not is_published or not records:
        return ({"unchanged": len(opened.picked.unchanged)} if opened.picked.unchanged else {}), 0
    runs = [[run.run_id for run in opened.runs]]
    with open_published(opened.home) as db:
        outcomes = db.execute(
            """
            SELECT outcome, count(*) FROM (
                FROM files WHERE run_id IN (SELECT unnest(?))
                QUALIFY row_number() OVER (PARTITION BY source_path ORDER BY outcome = 'unchanged', run_id DESC) = 1
            ) GROUP BY ALL""",
            runs,
        ).fetchall()
        ((articles,),) = db.execute("SELECT count(*) FROM articles WHERE run_id IN (SELECT unnest(?))", runs).fetchall()
    return dict(outcomes), articles


def _tell(home: Home, runs: Sequence[Run], status: RunStatus) -> None:
    for run in runs:
        write_run(home, replace(run, status=status))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
