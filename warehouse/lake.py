"""The lake: one Parquet file per table, run and part, `lake/<table>/run=<run_id>/part-<part>.parquet`, never changed.

The lake is a folder of the home, or lies in an object store (`warehouse/store.py`).

A part counts once its `files` table is there: that one is written last, so a part that a crash cut short is ignored, and its
articles are read again. Batches of articles have it empty; the last part of a run lists all files of the run. A part that holds several
versions of one article, as compacting makes it, is several (`1`, `1.1` …): `1` is written last and makes the others count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.derive import arrow_schema, arrow_table
from warehouse.home import Home
from warehouse.schema import TABLE, TABLES, FileOutcome, Run, Table

OLD_NEWS: tuple[FileOutcome, ...] = ("unchanged", "reprocessed")  # what is in the landing folder may be newer than what was read again
FILE_NAME = re.compile(r"/run=([^/]+)/part-([^/]+)\.parquet$")
ROW_GROUP_ROWS = 122_880  # DuckDB's own; measured as the best size to read


class Part(NamedTuple):
    """A complete part of the lake."""

    run_id: str
    part: str


def write_part(home: Home, part: Part, rows: Mapping[str, Sequence[Any]]) -> None:
    """Writes the rows of one part, the `files` table last."""
    for table in sorted((t for t in TABLES if t.name in rows), key=lambda t: t.name == "files"):
        write_table(home, table, part, arrow_table(table, rows[table.name]))


def write_run(home: Home, run: Run) -> None:
    """Writes or replaces the run's own row."""
    write_table(home, TABLE["runs"], Part(run.run_id, "0"), arrow_table(TABLE["runs"], [run]))


def read_run(home: Home, run_id: str) -> Run:
    """The run's own row."""
    (table,) = read_tables(home, TABLE["runs"], [Part(run_id, "0")])
    return Run(**table.to_pylist()[0])


def file_name(table: Table, part: Part) -> str:
    """The part's file of that table, relative to the lake."""
    return f"{table.name}/run={part.run_id}/part-{part.part}.parquet"


def part_of(name: str) -> Part | None:
    """The part that the file belongs to; None for what else may lie there."""
    found = FILE_NAME.search(name)
    return Part(*found.groups()) if found else None


def parts_of(home: Home, run_id: str) -> set[Part]:
    """The complete parts of a run."""
    return {part for name in home.lake.names(f"files/run={run_id}") if (part := part_of(name))}


def complete_parts(home: Home) -> list[Part]:
    """All complete parts, in the order of their runs."""
    found = {part for name in home.lake.names("files") if (part := part_of(name))}
    complete = {part for part in found if part._replace(part=part.part.partition(".")[0]) in found}
    return sorted(complete - _replaced(home, complete))


def is_complete(home: Home, part: Part) -> bool:
    return home.lake.exists(file_name(TABLE["files"], part))


def _replaced(home: Home, complete: Set[Part]) -> set[Part]:
    """The parts that stand, put together, in another one (warehouse/compact.py), and were not deleted yet."""
    return {Part(**row) for table in read_tables(home, TABLE["lake_parts"], complete) for row in table.to_pylist()}


class Known(NamedTuple):
    """What became of a file when its content was last new."""

    content_sha256: str | None
    outcome: FileOutcome
    reason: str | None
    object_version: str | None = None


def known_files(home: Home) -> dict[str, Known]:
    """The last news of every file that the complete parts tell, by source path."""
    known: dict[str, Known] = {}
    for table in read_tables(home, TABLE["files"], complete_parts(home), ["source_path", *Known._fields]):
        for name, *told in zip(*table.to_pydict().values(), strict=True):
            news = Known(*told)
            if news.outcome not in OLD_NEWS:
                known[name] = news
            elif news.outcome == "unchanged" and name in known:
                known[name] = known[name]._replace(object_version=news.object_version)
    return known


def read_tables(home: Home, table: Table, parts: Iterable[Part], columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows of each part that has the table."""
    names = home.lake.existing(table.name, [file_name(table, part) for part in parts])
    for content in home.lake.read_all(names):
        yield pq.read_table(pa.BufferReader(content), columns=columns, schema=arrow_schema(table))


def write_table(home: Home, table: Table, part: Part, rows: pa.Table) -> None:
    """Writes one Parquet file, whole or not at all."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", row_group_size=ROW_GROUP_ROWS)
    home.lake.write(file_name(table, part), sink.getvalue().to_pybytes())
