"""The lake: one Parquet file per table, run and part, `lake/<table>/run=<run_id>/part-<part>.parquet`, never changed.

A part counts once its `files` table is there: that one is written last, so a part that a crash cut short is ignored, and its
articles are read again. Batches of articles have it empty; the last part of a run lists all files of the run. A part that holds several
versions of one article, as compacting makes it, is several (`1`, `1.1` …): `1` is written last and makes the others count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.derive import arrow_table
from warehouse.home import Home, write_durably
from warehouse.schema import TABLE, TABLES, FileOutcome, Run, Table

OLD_NEWS: tuple[FileOutcome, ...] = ("unchanged", "reprocessed")  # what is in the landing folder may be newer than what was read again
ROW_GROUP_ROWS = 122_880  # DuckDB's own; measured as the best size to read


class Part(NamedTuple):
    """A complete part of the lake."""

    run_id: str
    part: str


def write_part(home: Home, part: Part, rows: Mapping[str, Sequence[Any]]) -> None:
    """Writes the rows of one part, the `files` table last."""
    for table in sorted((t for t in TABLES if t.name in rows), key=lambda t: t.name == "files"):
        write_table(part_path(home, table, part), arrow_table(table, rows[table.name]))


def write_run(home: Home, run: Run) -> None:
    """Writes or replaces the run's own row."""
    write_table(part_path(home, TABLE["runs"], Part(run.run_id, "0")), arrow_table(TABLE["runs"], [run]))


def read_run(home: Home, run_id: str) -> Run:
    """The run's own row."""
    (row,) = pq.read_table(part_path(home, TABLE["runs"], Part(run_id, "0")), partitioning=None).to_pylist()
    return Run(**row)


def part_path(home: Home, table: Table, part: Part) -> Path:
    return home.lake / table.name / f"run={part.run_id}" / f"part-{part.part}.parquet"


def complete_parts(home: Home) -> list[Part]:
    """All complete parts, in the order of their runs."""
    paths = (home.lake / "files").glob("run=*/part-*.parquet")
    found = {Part(path.parent.name.removeprefix("run="), path.stem.removeprefix("part-")) for path in paths}
    complete = {part for part in found if part._replace(part=part.part.partition(".")[0]) in found}
    return sorted(complete - _replaced(home, complete))


def is_complete(home: Home, part: Part) -> bool:
    return part_path(home, TABLE["files"], part).exists()


def _replaced(home: Home, complete: Set[Part]) -> set[Part]:
    """The parts that stand, put together, in another one (warehouse/compact.py), and were not deleted yet."""
    paths = [part_path(home, TABLE["lake_parts"], part) for part in complete]
    tables = [pq.read_table(path, partitioning=None) for path in paths if path.exists()]
    return {Part(**row) for table in tables for row in table.to_pylist()}


class Known(NamedTuple):
    """What became of a file when its content was last new."""

    content_sha256: str | None
    outcome: FileOutcome
    reason: str | None


def known_files(home: Home) -> dict[str, Known]:
    """The last news of every file that the complete parts tell, by source path."""
    known: dict[str, Known] = {}
    columns = ["source_path", "content_sha256", "outcome", "reason"]
    for part in complete_parts(home):
        table = pq.read_table(part_path(home, TABLE["files"], part), columns=columns, partitioning=None)
        for row in table.to_pylist():
            if row["outcome"] not in OLD_NEWS:
                known[row["source_path"]] = Known(row["content_sha256"], row["outcome"], row["reason"])
    return known


def write_table(path: Path, table: pa.Table) -> None:
    """Writes one Parquet file, whole or not at all."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=ROW_GROUP_ROWS)
    write_durably(path, sink.getvalue().to_pybytes())
