"""The home folder: where everything lies that a run writes, and the lock that keeps a second writer out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from socket import gethostname

from filelock import FileLock, Timeout


class HomeBusyError(RuntimeError):
    """Another run writes to this home; the message says which and since when."""


@dataclass(frozen=True, slots=True)
class Home:
    """`landing/ raw/ staged/ lake/ rejects/ warehouse.duckdb` under one folder."""

    path: Path

    @property
    def raw(self) -> Path:
        return self.path / "raw"

    @property
    def staged(self) -> Path:
        """Work in hand, by run: empty when no run is under way (`warehouse/staging.py`)."""
        return self.path / "staged"

    @property
    def lake(self) -> Path:
        return self.path / "lake"

    @property
    def rejects(self) -> Path:
        return self.path / "rejects"

    @property
    def warehouse(self) -> Path:
        """The symbolic link to the published version."""
        return self.path / "warehouse.duckdb"

    def keep_original(self, content: bytes) -> str:
        """Puts the bytes under `raw/`, named by their hash; returns the hash."""
        name = sha256(content).hexdigest()
        if not self.original(name).exists():
            write_durably(self.original(name), content)
        return name

    def original(self, digest: str) -> Path:
        """Where the bytes of that hash are kept."""
        return self.raw / digest[:2] / digest

    def keep_reject(self, source_path: str, content: bytes, reason: str) -> None:
        """Puts a rejected file under `rejects/`, with the reason beside it."""
        digest = sha256(content).hexdigest()
        write_durably(self.rejects / digest, content)
        note = {"source_path": source_path, "content_sha256": digest, "reason": reason}
        write_durably(self.rejects / f"{digest}.json", json.dumps(note, ensure_ascii=False, indent=1).encode("utf-8", "replace"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the home for one writer. Raises HomeBusyError at once where another one has it."""
        self.path.mkdir(parents=True, exist_ok=True)
        holder = self.path / ".writer"
        try:
            with FileLock(self.path / ".lock", timeout=0):
                holder.write_text(f"process {os.getpid()} on {gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
                yield
        except Timeout:
            told = holder.read_text() if holder.exists() else "somebody unknown"
            raise HomeBusyError(f"{self.path} is being written by {told}: wait for it to end, or give another --home") from None


def write_durably(target: Path, content: bytes) -> None:
    """Writes aside, syncs and renames: after a crash the file is whole or not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames inside the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
