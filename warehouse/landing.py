"""What lies in a landing folder: the files to read, and what is left alone, with the reason. No link is followed, no device opened."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from transforms.readers.kinds import BY_NAME
from warehouse.schema import FileOutcome

UNFINISHED = (".part", ".tmp", ".partial", ".crdownload", ".filepart")
SETTLE_SECONDS = 0.3  # a file that changed within them may still be written: it is looked at again after them


class Found(NamedTuple):
    """A file of the landing folder; `problem` is why it is left alone."""

    name: str
    size_bytes: int
    digest: str | None = None
    problem: tuple[FileOutcome, str] | None = None


def files(landing: Path) -> Iterator[Found]:
    """What lies below the folder, in the order of names; hidden files are not looked at."""
    for path in sorted(landing.rglob("*")):
        name = path.relative_to(landing).as_posix()
        if not any(part.startswith(".") for part in name.split("/")) and (found := _look(path, name)):
            yield found


def read_file(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """The content of a regular file of at most `most` bytes, and its state. Raises OSError for anything else.

    Raises BlockingIOError where it changed while it was read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise OSError("not a regular file")
        if before.st_size > most:
            raise OSError(f"larger than {most:,} bytes: split it, or raise TRADEWIRE_MAX_FILE_BYTES")
        content = file.read(before.st_size + 1)
        if _state(os.fstat(descriptor)) != _state(before) or len(content) != before.st_size:
            raise BlockingIOError("it is still being written")
    return content, before


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
    if path.suffix.lower() in UNFINISHED:
        return Found(name, state.st_size, problem=("waiting", "an unfinished upload: it is read under its final name"))
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
