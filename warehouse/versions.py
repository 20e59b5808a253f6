"""The warehouse as a file of the home, a new one for each version: copy, load, swap. Readers keep the version they opened.

Why not in place: with the file open for reading, a load in place fails or locks readers out; a copy under a new name
and a symbolic link that is replaced at the end gave no error in 314 concurrent reads and 50 kills. A new *name* per
version, since a stale write-ahead log beside a replaced file would be replayed into it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.checks import NotPublishedError
from warehouse.home import Home
from warehouse.load import has_schema
from warehouse.store import disk_errors, sync_folder

VERSION = re.compile(r"warehouse-(\d+)\.duckdb")
OWN_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
CONFINED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",  # else a query could name the variables of this program
    "lock_configuration": "true",
}


@dataclass(frozen=True, slots=True)
class WarehouseFiles:
    """A version is the name of its file; the symbolic link `warehouse.duckdb` leads to the published one."""

    home: Home

    def current(self) -> str | None:
        """The published version; None where there is none."""
        return self.home.warehouse.resolve().name if self.home.warehouse.exists() else None

    def published_at(self) -> float:
        """When that was, in seconds since 1970."""
        return self.home.warehouse.stat().st_mtime

    def place(self, version: str) -> str:
        """What is told to the user."""
        return str(self.home.path / version)

    def size_bytes(self, version: str) -> int:
        return (self.home.path / version).stat().st_size

    def is_readable(self, version: str) -> bool:
        """Whether the file is a whole warehouse with the tables that this version of Tradewire declares."""
        try:
            with self.open(version) as db:
                return has_schema(db)
        except duckdb.Error:
            return False

    def open(self, version: str) -> duckdb.DuckDBPyConnection:
        """That version, read-only."""
        return duckdb.connect(self.place(version), read_only=True)

    def open_confined(self) -> duckdb.DuckDBPyConnection | None:
        """The published version, for anybody's queries; None where there is none. Raises duckdb.IOException where the file is broken."""
        if not self.home.warehouse.exists():
            return None
        return duckdb.connect(str(self.home.warehouse), read_only=True, config=CONFINED)

    @contextmanager
    def building(self, base: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction in a copy of a version, else in an empty file: published at its end.

        Where it raises, nothing is published; with NotPublishedError the file is kept for a look.
        """
        build = self.home.path / f"warehouse-{self._last() + 1}.duckdb"
        _remove(build)  # that of a run that was killed
        refused: NotPublishedError | None = None
        try:
            with disk_errors(build):
                if base is not None:
                    shutil.copyfile(self.home.path / base, build)
                with duckdb.connect(str(build), config=OWN_EXTENSIONS) as db:
                    db.execute("BEGIN")
                    try:
                        yield db
                    except NotPublishedError as error:
                        refused = error
                    db.execute("COMMIT")
                    db.execute("CHECKPOINT")
        except BaseException:
            _remove(build)  # half of it would fill a full disk
            raise
        if refused:
            refused.build = build.replace(build.with_name("failed-build.duckdb"))  # until the next one that is not published
            raise refused
        self._swap(build)

    def expire(self, keep_versions: int) -> None:
        """Deletes all but the last versions; who has one of them open keeps it."""
        found = ((VERSION.fullmatch(path.name), path) for path in self.home.path.glob("warehouse-*.duckdb"))
        for _, path in sorted((int(match[1]), path) for match, path in found if match)[:-keep_versions]:
            path.unlink()

    def _swap(self, build: Path) -> None:
        if build.with_name(build.name + ".wal").exists():
            raise RuntimeError(f"{build} has a write-ahead log after its checkpoint: it is not whole, and was not published")
        with build.open("rb") as file:
            os.fsync(file.fileno())
        aside = self.home.path / ".warehouse.duckdb.link"
        aside.unlink(missing_ok=True)
        aside.symlink_to(build.name)
        aside.replace(self.home.warehouse)
        sync_folder(self.home.path)

    def _last(self) -> int:
        """The number of the published version; what a killed build left behind it is written over."""
        if not self.home.warehouse.is_symlink():
            return 0
        match = VERSION.fullmatch(self.home.warehouse.readlink().name)
        return int(match[1]) if match else 0


def _remove(build: Path) -> None:
    for path in (build, build.with_name(build.name + ".wal")):
        path.unlink(missing_ok=True)
