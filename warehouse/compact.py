"""Keeps the home small: finished months of the lake in one part each, and no originals that are older than the user keeps.

Many small files make every look at the lake slower: one month of nightly runs is 30 files a table, and a large first run hundreds.
The parts of a month become part `run=<yyyymm>/part-1`; its `lake_parts` lists those that it replaces, so that after a crash in
between, none counts twice. Versions of an article that came later in the month stand in `part-1`, those before in `part-1.1` ….
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

import pyarrow as pa

from warehouse.derive import arrow_schema, arrow_table
from warehouse.home import Home
from warehouse.lake import Part, complete_parts, part_of, read_tables, write_table
from warehouse.schema import TABLE, TABLES, LakePart, Table
from warehouse.staging import unfinished
from warehouse.store import FETCHED, is_url

MONTH = 6  # characters of a run's id that tell its month: yyyymm
FILES = TABLE["files"]
Places = dict[Part, dict[str, int]]  # of every article of a part: which of the new parts it goes to, 0 for the last version


class Compacted(NamedTuple):
    """What was made smaller."""

    parts_before: int
    parts_after: int


def compact_lake(home: Home, today: datetime) -> Compacted:
    """Puts the parts of every month before this one together, but for one in which a run was broken off that is to be continued.

    Only under the writer's lock, and the warehouse is to be built anew.
    """
    before = complete_parts(home)
    in_hand = {staging.run_id[:MONTH] for staging in unfinished(home)}
    months = sorted({part.run_id[:MONTH] for part in before} - {f"{today:%Y%m}"} - in_hand)
    for month in months:
        _compact_month(home, month, [part for part in before if part.run_id[:MONTH] == month])
    return Compacted(len(before), len(complete_parts(home)))


def expire_raw(home: Home, days: int, now: datetime) -> int:
    """Deletes the originals that were taken in more than so many days ago; returns how many. They cannot be reprocessed any more."""
    return home.raw.remove([entry.name for entry in home.raw.entries() if now - entry.modified_at > timedelta(days=days)])


def sweep(home: Home) -> int:
    """Deletes what writers that were killed left half-written; returns how many files. Only under the writer's lock."""
    for folder in home.path.glob(f"{FETCHED}*"):
        rmtree(folder)
    kept = [Path(store.place) for store in (home.raw, home.lake) if not is_url(store.place)]
    doomed = [path for folder in (*kept, home.rejects) for path in folder.rglob(".*.tmp")]
    for path in doomed:
        path.unlink()
    return len(doomed)


def _compact_month(home: Home, month: str, parts: list[Part]) -> None:
    if any(part.run_id == month for part in parts):  # done before; a crash may have left what it replaced
        _drop_runs(home, month)
        return
    places = _places(home, parts)
    last = max((place for found in places.values() for place in found.values()), default=0)
    for number in range(last, -1, -1):
        for table in (table for table in TABLES if table.per_article):
            write_table(home, table, _part(month, number), _rows(home, table, parts, places, number))
        if number > 0:
            write_table(home, FILES, _part(month, number), arrow_table(FILES, []))
    runs = [Part(run_id, "0") for run_id in sorted({part.run_id for part in parts})]
    write_table(home, TABLE["runs"], Part(month, "0"), _joined(home, TABLE["runs"], runs))
    replaced = arrow_table(TABLE["lake_parts"], [LakePart(*part) for part in parts])
    write_table(home, TABLE["lake_parts"], Part(month, "1"), replaced)
    write_table(home, FILES, Part(month, "1"), _joined(home, FILES, parts))  # last: now it counts
    _drop_runs(home, month)


def _part(month: str, number: int) -> Part:
    return Part(month, f"1.{number}" if number else "1")


def _places(home: Home, parts: list[Part]) -> Places:
    """The last version of an article goes to place 0, the one before to 1, and so on: a part holds an article at most once."""
    seen: Counter[str] = Counter()
    places: Places = {}
    for part in reversed(parts):
        ids = [i for found in read_tables(home, TABLE["articles"], [part], ["article_id"]) for i in found["article_id"].to_pylist()]
        places[part] = {article_id: seen[article_id] for article_id in ids}
        seen.update(ids)
    return places


def _rows(home: Home, table: Table, parts: list[Part], places: Places, number: int) -> pa.Table:
    found = [arrow_schema(table).empty_table()]
    for part in parts:
        for held in read_tables(home, table, [part]):
            mine = [places[part].get(article_id) == number for article_id in held["article_id"].to_pylist()]
            found.append(held.filter(pa.array(mine, pa.bool_())))
    return pa.concat_tables(found)


def _joined(home: Home, table: Table, parts: list[Part]) -> pa.Table:
    return pa.concat_tables([arrow_schema(table).empty_table(), *read_tables(home, table, parts)])


def _drop_runs(home: Home, month: str) -> None:
    """Deletes the files of the month's runs, those of `files` first: a part without it does not count."""
    for table in sorted(TABLES, key=lambda table: table is not FILES):
        parts = ((name, part_of(name)) for name in home.lake.names(table.name))
        home.lake.remove([name for name, part in parts if part and month == part.run_id[:MONTH] != part.run_id])
