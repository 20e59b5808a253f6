"""The home folder: where everything lies that a run writes, and the lock that keeps a second writer out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from socket import gethostname

from filelock import FileLock, Timeout

from warehouse.catalog import CatalogBusyError, catalog, one_writer
from warehouse.store import Store, disk_errors, write_durably

KEPT_AT_ONCE = 8  # originals that are written at a time


class HomeBusyError(RuntimeError):
    """Another run writes to this home or its warehouse; the message says which and since when."""


@dataclass(frozen=True, slots=True)
class Home:
    """`landing/ raw/ staged/ lake/ rejects/ warehouse.duckdb` under one folder; what other machines read and write may lie elsewhere."""

    path: Path
    lake_place: str = ""  # folder or URL of the lake, with `raw/` and `staged/` in it; empty where all lie here
    warehouse_place: str = field(default="", repr=False)  # address of DuckLake, with a password perhaps; empty where it is a file here
    warehouse_data: str = ""  # folder or URL of what lies in DuckLake; LAKE/warehouse where empty

    @property
    def for_readers(self) -> Home:
        """What those who read need to know, who may be elsewhere: not how to write the warehouse."""
        return replace(self, warehouse_place="")

    @property
    def raw(self) -> Store:
        return Store(f"{self.lake_place or self.path}/raw")

    @property
    def staged(self) -> Store:
        """Work in hand, by run: empty when no run is under way (`warehouse/staging.py`)."""
        return Store(f"{self.lake_place or self.path}/staged")

    @property
    def lake(self) -> Store:
        return Store(self.lake_place or f"{self.path}/lake")

    @property
    def rejects(self) -> Path:
        return self.path / "rejects"

    @property
    def warehouse(self) -> Path:
        """The symbolic link to the published version."""
        return self.path / "warehouse.duckdb"

    @property
    def warehouse_shown(self) -> str:
        """Where the warehouse is, for the user."""
        return str(catalog(self.warehouse_place)) if self.warehouse_place else str(self.warehouse)

    def keep_original(self, content: bytes) -> str:
        """Puts the bytes under `raw/`, named by their hash; returns the hash."""
        with self.keeping() as keep:
            return keep(content)

    @contextmanager
    def keeping(self) -> Iterator[Callable[[bytes], str]]:
        """Gives what keeps an original and tells its hash at once: all of them are written when the context ends.

        Each write waits for the disk or for an object store, so that several are under way while the caller goes on.
        """
        with ThreadPoolExecutor(KEPT_AT_ONCE) as threads:
            writes: dict[str, Future[None]] = {}

            def keep(content: bytes) -> str:
                digest = sha256(content).hexdigest()
                if digest not in writes:
                    writes[digest] = threads.submit(self._keep, _original(digest), content)
                return digest

            yield keep
            for write in writes.values():
                write.result()

    def _keep(self, name: str, content: bytes) -> None:
        if not self.raw.exists(name):
            self.raw.write(name, content)

    def original(self, digest: str) -> bytes:
        """The bytes of that hash. Raises FileNotFoundError where they were expired."""
        return self.raw.read(_original(digest))

    def keep_reject(self, source_path: str, content: bytes, reason: str) -> None:
        """Puts a rejected file under `rejects/`, with the reason beside it."""
        digest = sha256(content).hexdigest()
        write_durably(self.rejects / digest, content)
        note = {"source_path": source_path, "content_sha256": digest, "reason": reason}
        write_durably(self.rejects / f"{digest}.json", json.dumps(note, ensure_ascii=False, indent=1).encode("utf-8", "replace"))

    def forget_rejects(self, source_paths: Collection[str]) -> None:
        """Takes what is kept of these files out of `rejects/`: they were mended, or accepted by another version."""
        for note in sorted(self.rejects.glob("*.json")):
            if json.loads(note.read_text(encoding="utf8"))["source_path"] in source_paths:
                note.with_suffix("").unlink(missing_ok=True)
                note.unlink()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the home for one writer. Raises HomeBusyError at once where another one has it, UnwritableError for its disk."""
        holder = self.path / ".writer"
        try:
            with disk_errors(self.path):
                self.path.mkdir(parents=True, exist_ok=True)
                with FileLock(self.path / ".lock", timeout=0):
                    holder.write_text(f"process {os.getpid()} on {gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
                    with one_writer(self.warehouse_place) if self.warehouse_place else nullcontext():
                        yield
        except CatalogBusyError as error:
            raise HomeBusyError(str(error)) from None
        except Timeout:
            told = holder.read_text() if holder.exists() else "somebody unknown"
            raise HomeBusyError(f"{self.path} is being written by {told}: wait for it to end, or give another --home") from None


def _original(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
