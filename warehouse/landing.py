"""What lies in a landing folder, here or in an object store: the files to read, and what is left alone, with the reason."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple, Protocol

from transforms.readers.kinds import BY_NAME
from warehouse.schema import FileOutcome
from warehouse.store import Store, is_url

UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".filepart")
SETTLE_SECONDS = 0.3  # a file that changed within them may still be written: it is looked at again after them

Problem = tuple[FileOutcome, str]


class Found(NamedTuple):
    """A file; what does not change while its content does not is the `digest` in a folder, and in an object store the `version`."""

    name: str
    size_bytes: int
    digest: str | None = None
    version: str | None = None
    problem: Problem | None = None  # why it is left alone


class LandingMissingError(FileNotFoundError):
    """There is no landing folder."""


class Content(NamedTuple):
    """A file as it was read."""

    content: bytes
    modified_at: datetime
    version: str | None = None  # of an object, see Found


class Landing(Protocol):
    """Where articles are put: a folder or an object store."""

    def files(self) -> Iterator[Found]:
        """What lies there, in the order of names; hidden files are not looked at. Raises LandingMissingError, StoreError."""

    def read(self, name: str, most: int) -> Content:
        """The content of a file of at most `most` bytes. Raises OSError where it cannot be read, BlockingIOError where it just changed."""


def landing(place: str) -> Landing:
    """What a path or a URL names."""
    return Bucket(Store(place)) if is_url(place) else Folder(Path(place))


class Bucket(NamedTuple):
    """Objects whose keys begin with the prefix. What is there is whole, and the store tells when it changed."""

    store: Store

    def files(self) -> Iterator[Found]:
        try:
            entries = self.store.entries()
        except FileNotFoundError as error:
            raise LandingMissingError(f"no landing folder: {error}") from error
        for entry in entries:
            if problem := _misnamed(entry.name):
                yield Found(entry.name, entry.size_bytes, problem=problem)
            elif entry.name and not entry.name.endswith("/") and not _is_hidden(entry.name):  # a key with / at its end stands for a folder
                yield Found(entry.name, entry.size_bytes, version=entry.version, problem=_unfinished(entry.name))

    def read(self, name: str, most: int) -> Content:
        entry = self.store.entry(name)
        _check_size(entry.size_bytes, most)
        content = self.store.read(name)
        if len(content) != entry.size_bytes:
            raise BlockingIOError("it was replaced while it was read")
        return Content(content, entry.modified_at, entry.version)


class Folder(NamedTuple):
    """A folder on this machine. No link is followed, no device opened."""

    path: Path

    def files(self) -> Iterator[Found]:
        if not self.path.is_dir():
            raise LandingMissingError(f"no landing folder {self.path}: make it and put article files there, or give --landing")
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path).as_posix()
            shown = os.fsencode(name).decode(errors="backslashreplace")
            if shown != name:
                yield Found(shown, 0, problem=("rejected", "its name is not UTF-8: rename it"))
            elif not _is_hidden(name) and (found := _look(path, name)):
                yield found

    def read(self, name: str, most: int) -> Content:
        descriptor = os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise OSError("not a regular file")
            _check_size(before.st_size, most)
            content = file.read(before.st_size + 1)
            if _state(os.fstat(descriptor)) != _state(before) or len(content) != before.st_size:
                raise BlockingIOError("it is still being written")
        return Content(content, datetime.fromtimestamp(before.st_mtime, UTC))


def _check_size(size_bytes: int, most: int) -> None:
    if size_bytes > most:
        raise OSError(f"larger than {most:,} bytes: split it, or raise TRADEWIRE_MAX_FILE_BYTES")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _unfinished(name: str) -> Problem | None:
    return ("waiting", "an unfinished upload: it is read under its final name") if Path(name).suffix.lower() in UNFINISHED else None


def _misnamed(key: str) -> Problem | None:
    """Keys that would be no paths, or would lead out of the folder, if anybody took them for paths."""
    parts = key.removesuffix("/").split("/")
    return ("rejected", "its key is no path: name it without empty parts, . and ..") if {".", ".."} & {*parts} or "" in parts[:-1] else None


def _look(path: Path, name: str) -> Found | None:
    try:
        state = path.lstat()
    except OSError as error:
        return Found(name, 0, problem=("rejected", f"cannot be looked at: {error.strerror}"))
    if stat.S_ISLNK(state.st_mode):
        return Found(name, 0, problem=("rejected", "a symbolic link, which is not followed: put the file itself there"))
    if stat.S_ISDIR(state.st_mode):
        named = path.suffix.lower() in BY_NAME and path.suffix
        return Found(name, 0, problem=("rejected", "a folder, named like a file: what is in it is read by itself")) if named else None
    if not stat.S_ISREG(state.st_mode):
        return Found(name, 0, problem=("rejected", "a pipe, socket or device, not a file"))
    if problem := _unfinished(name):
        return Found(name, state.st_size, problem=problem)
    return _settled(path, name, state)


def _settled(path: Path, name: str, state: os.stat_result) -> Found:
    try:
        if 0 <= time.time() - state.st_mtime < SETTLE_SECONDS:
            time.sleep(SETTLE_SECONDS)
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        if _state(path.stat()) != _state(state):
            return Found(name, state.st_size, problem=("waiting", "it is still being written"))
    except OSError:
        return Found(name, state.st_size)  # it is read again in its chunk, which rejects it with the reason
    return Found(name, state.st_size, digest)


def _state(state: os.stat_result) -> tuple[int, int]:
    return state.st_size, state.st_mtime_ns
