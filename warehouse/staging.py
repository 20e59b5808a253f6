"""Work in hand: what a run has read and not yet taken into the lake, in `staged/<run_id>/` of the home, or of the lake's place.

Whoever reads and whoever waits for it may be on different machines: all that they tell each other lies here.

    files/<chunk>.json             the files of a chunk with what was wrong in them, and the parts that hold their articles
    articles/<part>.parquet        their articles, cleaned
    planned                        all chunks are there: from now on the run is continued, if it is broken off
    batches/<batch>.json           which articles a batch holds, as [part, row]
    attempts/<unit>.json           which files of a chunk or articles of a batch are being read, written before they are
    attempts/<unit>.overdue        where the process stood when that took too long; in a folder only
    results/<batch>.json           what a batch came to: rows by table, and the articles that were rejected

A batch is done when its part of the lake is complete. The folder goes when the run is closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.articles.batching import Staged
from warehouse.derive import arrow_table
from warehouse.home import Home
from warehouse.lake import Part, is_complete, parts_of
from warehouse.schema import TABLE, Article, FileOutcome
from warehouse.store import Store, is_url

CLOSED = "files"  # the part of a run that lists its files: it is written last
AT_ONCE = 64  # files of articles in memory at a time


class StagedFile(NamedTuple):
    """A file that was read, and what was wrong with it or its records."""

    name: str
    content_sha256: str | None
    size_bytes: int
    article_count: int
    problems: tuple[tuple[FileOutcome, str], ...]
    notes: str | None = None
    is_published: bool = False  # its articles are read again
    object_version: str | None = None  # as in table files


class Attempt(NamedTuple):
    """What a process was reading: `items` are positions in the chunk or batch, none before the first and after the last one."""

    losses: int
    items: tuple[int, ...]
    process: int


class Rejected(NamedTuple):
    """An article that could not be annotated, and why."""

    file_path: str
    source_path: str
    reason: str


class Result(NamedTuple):
    """What a batch came to."""

    rows: Mapping[str, int]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Staging:
    """The work in hand of one run."""

    home: Home
    run_id: str

    @property
    def store(self) -> Store:
        return Store(f"{self.home.staged.place}/{self.run_id}")

    @property
    def is_remote(self) -> bool:
        """Whether each write is a request to an object store, so that items are not told one by one."""
        return is_url(self.store.place)

    @property
    def is_planned(self) -> bool:
        return self.store.exists("planned")

    @property
    def is_closed(self) -> bool:
        return is_complete(self.home, Part(self.run_id, CLOSED))

    def remove(self) -> None:
        self.home.staged.remove_all(self.run_id)

    def stage_articles(self, part: str, articles: Sequence[Article]) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(arrow_table(TABLE["articles"], articles), sink, compression="zstd", compression_level=1)
        self.store.write(_articles(part), sink.getvalue().to_pybytes())

    def stage_files(self, chunk: str, files: Sequence[StagedFile], parts: Sequence[str]) -> None:
        self._write(f"files/{chunk}", {"files": files, "parts": parts})

    def files(self) -> list[StagedFile]:
        """The files of all chunks."""
        rows = (row for told in self._all("files") for row in told["files"])
        return [
            StagedFile(name, digest, size, count, tuple((outcome, reason) for outcome, reason in problems), *others)
            for name, digest, size, count, problems, *others in rows
        ]

    def staged(self) -> list[Staged]:
        """What the cutting into batches needs to know of each article."""
        columns = ["article_id", "content_sha256", "published_date", "published_at", "source_path", "text"]
        found = []
        for part, table in self._tables(sorted(part for told in self._all("files") for part in told["parts"]), columns):
            table = table.set_column(5, "text", pa.compute.utf8_length(table["text"]))
            for row, (article_id, digest, day, moment, path, characters) in enumerate(zip(*table.to_pydict().values(), strict=True)):
                found.append(Staged(part, row, article_id, digest, (day, moment), path, characters))
        return found

    def plan(self, batches: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        self.store.write_all({_json(f"batches/{name}"): _dumped(rows) for name, rows in batches.items()})
        self.store.write("planned", b"")

    def pending(self) -> dict[str, int]:
        """The batches that are not in the lake, by name, and how many articles each holds."""
        complete = {part.part for part in parts_of(self.home, self.run_id)}
        names = [name for name in self._names("batches") if name not in complete]
        return {name: len(rows) for name, rows in zip(names, self._values("batches", names), strict=True)}

    def articles(self, batch: str) -> list[Article]:
        """The articles of the batch."""
        rows = self._read(f"batches/{batch}")
        tables = dict(self._tables(sorted({part for part, _ in rows})))
        return [_article(tables[part].slice(row, 1).to_pylist()[0]) for part, row in rows]

    def divide(self, batch: str, pieces: Mapping[str, Sequence[int]]) -> None:
        """Puts smaller batches, given by the positions that each takes, in the place of one."""
        rows = self._read(f"batches/{batch}")
        for name, positions in pieces.items():
            self._write(f"batches/{name}", [rows[position] for position in positions])
        self.store.remove([_json(f"batches/{batch}")])  # killed before this, both are read: the same rows twice, loaded once

    def give_up(self, batch: str, reason: str) -> None:
        """Takes a batch out whose only article cannot be read."""
        (article,) = self.articles(batch)
        self.finish(batch, Result({}, (Rejected(article.file_path, article.source_path, reason),)))
        self.store.remove([_json(f"batches/{batch}")])

    def begin(self, unit: str, attempt: Attempt) -> None:
        """Says what is read next: whole at any moment that the process may die, but not synced, for a power cut is no article's fault."""
        self.store.write(_attempt(unit), _dumped(attempt), is_durable=False)

    def end(self, unit: str) -> None:
        """Nothing of the unit is being read any more."""
        self.store.remove(self.store.existing("attempts", [_attempt(unit)]))

    def begun(self) -> set[str]:
        """The units that somebody began to read."""
        return set(self._names("attempts"))

    def attempt(self, unit: str) -> Attempt | None:
        """What was being read last; None where the unit was never begun."""
        try:
            losses, items, process = self._read(f"attempts/{unit}")
        except FileNotFoundError:
            return None
        return Attempt(losses, tuple(items), process)

    def overdue(self, unit: str) -> Path:
        """Where a process that takes too long tells where it stands, in a folder only: it could send no request while it does."""
        return Path(self.store.path(f"attempts/{unit}.overdue"))

    def finish(self, batch: str, result: Result) -> None:
        self._write(f"results/{batch}", result)

    def results(self) -> list[Result]:
        return [Result(rows, tuple(Rejected(*told) for told in rejected)) for rows, rejected in self._all("results")]

    def _write(self, name: str, value: Any) -> None:
        self.store.write(_json(name), _dumped(value))

    def _read(self, name: str) -> Any:
        return json.loads(self.store.read(_json(name)))

    def _names(self, kind: str) -> list[str]:
        """The units of which there is a JSON file of that kind."""
        return [path.stem for name in self.store.names(kind) if (path := PurePosixPath(name)).suffix == ".json"]

    def _values(self, kind: str, names: Sequence[str]) -> Iterator[Any]:
        return map(json.loads, self.store.read_all([_json(f"{kind}/{name}") for name in names]))

    def _all(self, kind: str) -> Iterable[Any]:
        return self._values(kind, self._names(kind))

    def _tables(self, parts: Sequence[str], columns: Sequence[str] | None = None) -> Iterator[tuple[str, pa.Table]]:
        """The staged articles of each part."""
        for some in batched(parts, AT_ONCE):
            for part, content in zip(some, self.store.read_all([_articles(part) for part in some]), strict=True):
                yield part, pq.read_table(pa.BufferReader(content), columns=columns)


def unfinished(home: Home) -> list[Staging]:
    """The runs that were broken off, in the order of their starts."""
    return [Staging(home, name) for name in home.staged.folders()]


def _json(name: str) -> str:
    return f"{name}.json"


def _attempt(unit: str) -> str:
    return _json(f"attempts/{unit}")


def _articles(part: str) -> str:
    return f"articles/{part}.parquet"


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def _article(row: dict[str, Any]) -> Article:
    return Article(**row | {"copy_keys": tuple(row["copy_keys"])})
