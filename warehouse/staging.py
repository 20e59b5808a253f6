"""Work in hand: what a run has read and not yet taken into the lake, in `HOME/staged/<run_id>/`.

    files/<chunk>.json             the files of a chunk with what was wrong in them, and the parts that hold their articles
    articles/<part>.parquet        their articles, cleaned
    planned                        all chunks are there: from now on the run is continued, if it is broken off
    batches/<batch>.json           which articles a batch holds, as [part, row]
    attempts/<unit>.json           which files of a chunk or articles of a batch are being read, written before they are
    attempts/<unit>.overdue        where the process stood when that took too long
    results/<batch>.json           what a batch came to: rows by table, and the articles that were rejected

A batch is done when its part of the lake is complete. The folder goes when the run is closed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.articles.batching import Staged
from warehouse.derive import arrow_table
from warehouse.home import Home
from warehouse.lake import Part, is_complete, parts_of
from warehouse.schema import TABLE, Article, FileOutcome
from warehouse.store import disk_errors, write_durably

CLOSED = "files"  # the part of a run that lists its files: it is written last


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
    def folder(self) -> Path:
        return self.home.staged / self.run_id

    @property
    def is_planned(self) -> bool:
        return (self.folder / "planned").exists()

    @property
    def is_closed(self) -> bool:
        return is_complete(self.home, Part(self.run_id, CLOSED))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def stage_articles(self, part: str, articles: Sequence[Article]) -> None:
        path = self.folder / "articles" / f"{part}.parquet"
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(arrow_table(TABLE["articles"], articles), path, compression="zstd", compression_level=1)

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
        for part in sorted(part for told in self._all("files") for part in told["parts"]):
            table = pq.read_table(self.folder / "articles" / f"{part}.parquet", columns=columns)
            table = table.set_column(5, "text", pa.compute.utf8_length(table["text"]))
            for row, (article_id, digest, day, moment, path, characters) in enumerate(zip(*table.to_pydict().values(), strict=True)):
                found.append(Staged(part, row, article_id, digest, (day, moment), path, characters))
        return found

    def plan(self, batches: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        for name, rows in batches.items():
            self._write(f"batches/{name}", rows)
        write_durably(self.folder / "planned", b"")

    def pending(self) -> list[str]:
        """The batches that are not in the lake, by name."""
        names = sorted(path.stem for path in (self.folder / "batches").glob("*.json"))
        complete = {part.part for part in parts_of(self.home, self.run_id)}
        return [name for name in names if name not in complete]

    def size(self, batch: str) -> int:
        """How many articles the batch holds."""
        return len(self._read(f"batches/{batch}"))

    def articles(self, batch: str) -> list[Article]:
        """The articles of the batch."""
        rows = self._read(f"batches/{batch}")
        tables = {part: pq.read_table(self.folder / "articles" / f"{part}.parquet") for part in {part for part, _ in rows}}
        return [_article(tables[part].slice(row, 1).to_pylist()[0]) for part, row in rows]

    def divide(self, batch: str, pieces: Mapping[str, Sequence[int]]) -> None:
        """Puts smaller batches, given by the positions that each takes, in the place of one."""
        rows = self._read(f"batches/{batch}")
        for name, positions in pieces.items():
            self._write(f"batches/{name}", [rows[position] for position in positions])
        (self.folder / "batches" / f"{batch}.json").unlink()  # killed before this, both are read: the same rows twice, loaded once

    def give_up(self, batch: str, reason: str) -> None:
        """Takes a batch out whose only article cannot be read."""
        (article,) = self.articles(batch)
        self.finish(batch, Result({}, (Rejected(article.file_path, article.source_path, reason),)))
        (self.folder / "batches" / f"{batch}.json").unlink()

    def begin(self, unit: str, attempt: Attempt) -> None:
        """Says what is read next: whole at any moment that the process may die, but not synced, for a power cut is no article's fault."""
        path = self.folder / "attempts" / f"{unit}.json"
        aside = path.with_suffix(".tmp")
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps(attempt))
            aside.replace(path)

    def end(self, unit: str) -> None:
        """Nothing of the unit is being read any more."""
        (self.folder / "attempts" / f"{unit}.json").unlink(missing_ok=True)

    def attempt(self, unit: str) -> Attempt | None:
        """What was being read last; None where the unit was never begun."""
        path = self.folder / "attempts" / f"{unit}.json"
        if not path.exists():
            return None
        losses, items, process = json.loads(path.read_text())
        return Attempt(losses, tuple(items), process)

    def overdue(self, unit: str) -> Path:
        return self.folder / "attempts" / f"{unit}.overdue"

    def finish(self, batch: str, result: Result) -> None:
        self._write(f"results/{batch}", result)

    def results(self) -> list[Result]:
        return [Result(rows, tuple(Rejected(*told) for told in rejected)) for rows, rejected in self._all("results")]

    def _write(self, name: str, value: Any) -> None:
        write_durably(self.folder / f"{name}.json", json.dumps(value).encode())

    def _read(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_text())

    def _all(self, kind: str) -> Iterable[Any]:
        return [self._read(f"{kind}/{path.stem}") for path in sorted((self.folder / kind).glob("*.json"))]


def unfinished(home: Home) -> list[Staging]:
    """The runs that were broken off, in the order of their starts."""
    return [Staging(home, path.name) for path in sorted(home.staged.glob("*")) if path.is_dir()]


def _article(row: dict[str, Any]) -> Article:
    return Article(**row | {"copy_keys": tuple(row["copy_keys"])})
