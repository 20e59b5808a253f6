"""A folder of files by its path, or what stands for one in an object store by its URL, such as `s3://bucket/lake`.

A file is there whole or not at all: here it is written aside and renamed, and an object store shows an object once all of it came. Keys
and addresses of object stores are found where their own tools find them, in `AWS_…`, `GOOGLE_…` or `AZURE_…` variables.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import fsspec
from fsspec.implementations.local import LocalFileSystem

UNWRITABLE = {
    errno.ENOSPC: ("no space is left on its disk", "Make room there, or move the home to a larger disk"),
    errno.EDQUOT: ("its quota is used up", "Make room there, or have the quota raised"),
    errno.EROFS: ("its disk is mounted read-only", "Mount it for writing (a disk with errors is mounted so), or give another --home"),
}
MANY = 8  # questions that take longer than a listing
FETCHED = ".fetched-"  # folders of copies
PACKAGES = {"s3": "s3fs", "gs": "gcsfs", "az": "adlfs"}  # of each object store; the extras in pyproject.toml are named like them


class StoreError(RuntimeError):
    """The object store does not answer, does not let us in, or has no such bucket; the message says which and what to do."""


class UnwritableError(RuntimeError):
    """A disk is full, or is mounted read-only; the message says which and what to do."""


class Entry(NamedTuple):
    """A file; `version` changes with its content, and is None where nothing but the content tells that."""

    name: str  # relative to the store
    size_bytes: int
    modified_at: datetime
    version: str | None


def is_url(place: str) -> bool:
    return "://" in place


@dataclass(frozen=True, slots=True)
class Store:
    """Names are relative, with slashes."""

    place: str

    def entries(self, under: str = "") -> list[Entry]:
        """All files at any depth, by name; none where there is no such folder. Raises StoreError."""
        root = f"{self._root}/"
        with self._reached() as files:
            found = files.find(root + under, detail=True)
        return [_entry(path.removeprefix(root), told) for path, told in sorted(found.items()) if path.startswith(root)]

    def names(self, under: str = "") -> list[str]:
        return [entry.name for entry in self.entries(under)]

    def entry(self, name: str) -> Entry:
        """The file as it is now. Raises FileNotFoundError, StoreError."""
        with self._reached() as files:
            return _entry(name, files.info(self.path(name)))

    def exists(self, name: str) -> bool:
        with self._reached() as files:
            return bool(files.exists(self.path(name)))

    def existing(self, under: str, names: Sequence[str]) -> list[str]:
        """Those that exist, all of them in one folder: that of an object store is listed where asking for each name takes longer."""
        if is_url(self.place) and len(names) > MANY:
            held = set(self.names(under))
            return [name for name in names if name in held]
        return [name for name in names if self.exists(name)]

    def read(self, name: str) -> bytes:
        """The content. Raises FileNotFoundError, StoreError."""
        with self._reached() as files:
            return bytes(files.cat_file(self.path(name)))

    def read_all(self, names: Sequence[str]) -> Iterator[bytes]:
        """The content of each, in this order; from object stores all at once."""
        if not is_url(self.place):
            return map(self.read, names)
        paths = [self.path(name) for name in names]
        with self._reached() as files:
            return iter(files.cat_ranges(paths, [None] * len(paths), [None] * len(paths), on_error="raise"))

    def write(self, name: str, content: bytes, is_durable: bool = True) -> None:
        """Writes or replaces the file, whole or not at all; what a power cut may take need not be durable."""
        if not is_url(self.place):
            write_durably(Path(self.path(name)), content, is_durable)
            return
        with self._reached() as files:
            files.pipe_file(self.path(name), content)

    def write_all(self, contents: Mapping[str, bytes]) -> None:
        """Writes or replaces the files, each whole or not at all; in object stores all at once."""
        if not is_url(self.place):
            for name, content in contents.items():
                self.write(name, content)
            return
        with self._reached() as files:
            files.pipe({self.path(name): content for name, content in contents.items()})

    def remove(self, names: Sequence[str]) -> int:
        """Removes the files, and the folders that are empty then; returns how many files."""
        paths = [self.path(name) for name in names]
        with self._reached() as files:
            if paths:
                files.rm(paths)
        if not is_url(self.place):
            for folder in {Path(path).parent for path in paths}:
                if not any(folder.iterdir()):
                    folder.rmdir()
        return len(paths)

    def folders(self) -> list[str]:
        """The folders that lie here, by name; none where there is no such place."""
        if not is_url(self.place):
            return sorted(path.name for path in Path(self._root).glob("*") if path.is_dir())
        return sorted({name.partition("/")[0] for name in self.names() if "/" in name})

    def remove_all(self, folder: str) -> None:
        """Removes a folder and all that lies in it."""
        if not is_url(self.place):
            rmtree(self.path(folder), ignore_errors=True)
            return
        self.remove(self.names(folder))

    @contextmanager
    def fetched(self, names: Sequence[str], into: Path) -> Iterator[list[Path]]:
        """Paths of the files on this machine, that end in their names: of an object store they are copies, below `into` for a while."""
        if not is_url(self.place):
            yield [Path(self.path(name)) for name in names]
            return
        with TemporaryDirectory(dir=into, prefix=FETCHED) as folder:
            copies = {self.path(name): Path(folder) / name for name in names}
            with self._reached() as files:
                if copies:
                    files.get(list(copies), [str(copy) for copy in copies.values()])
            yield list(copies.values())

    def path(self, name: str) -> str:
        """The file as its file system calls it."""
        return f"{self._root}/{name}"

    @property
    def _root(self) -> str:
        return self.place.partition("://")[2].strip("/") if is_url(self.place) else str(Path(self.place).absolute())

    @contextmanager
    def _reached(self) -> Iterator[Any]:
        """The file system. What the library of an object store raises is told with its URL: that is a StoreError, but where a file is not
        there or may not be read."""
        if not is_url(self.place):
            yield LocalFileSystem()
            return
        files = _object_store(self.place)
        try:
            yield files
        except (FileNotFoundError, PermissionError) as error:
            raise type(error)(f"{self.place}: {error}") from error
        except Exception as error:  # each library has its own, and they share no base
            raise StoreError(f"{self.place} cannot be reached: {error or type(error).__name__}") from error


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Tells of a disk that cannot be written, as it shows when `place` or what lies below it is written. Raises UnwritableError."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        for number, (problem, remedy) in UNWRITABLE.items():
            if getattr(error, "errno", None) == number or os.strerror(number) in str(error):
                where = getattr(error, "filename2", None) or getattr(error, "filename", None) or place  # of a copy, its target
                raise UnwritableError(
                    f"{where} cannot be written: {problem}. {remedy}, and run again: what was read is kept, and the published warehouse "
                    "stays as it was."
                ) from error
        raise


def write_durably(target: Path, content: bytes, is_durable: bool = True) -> None:
    """Writes aside, syncs and renames: after a crash the file is whole or not there. Where it need not be durable, nothing is synced, and
    only a crash of the machine may leave less."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as file:
                file.write(content)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
        except OSError:  # half of it would fill a full disk
            aside.unlink(missing_ok=True)
            raise
        aside.replace(target)
        if is_durable:
            sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes renames inside the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _object_store(url: str) -> Any:
    kind = url.partition("://")[0]
    if kind not in PACKAGES:
        raise StoreError(f"{url}: no such kind of object store; there are {', '.join(f'{known}://' for known in PACKAGES)}")
    try:
        return fsspec.filesystem(kind, use_listings_cache=False)
    except ImportError as error:
        raise StoreError(f"{url} needs the package {PACKAGES[kind]}: pip install 'tradewire[{kind}]'") from error
    except Exception as error:  # no account is named, or no keys are there
        raise StoreError(f"{url} cannot be opened: {error or type(error).__name__}") from error


def _entry(name: str, told: Mapping[str, Any]) -> Entry:
    """What the libraries tell, each under its own names."""
    moment = next((told[key] for key in ("LastModified", "last_modified", "mtime") if told.get(key)), 0.0)
    modified_at = moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
    return Entry(name, int(told["size"] or 0), modified_at, told.get("ETag") or told.get("etag"))
