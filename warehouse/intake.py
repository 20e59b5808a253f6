"""Picks up what is new in the landing folder, and cuts it into chunks of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from warehouse.home import Home
from warehouse.lake import Known, known_files
from warehouse.schema import FileRecord

CHUNK_FILES = 250  # files that one task reads
CHUNK_BYTES = 4 * 2**20


class PickUp(NamedTuple):
    """The files of a landing folder: those to read, and those that are as they were."""

    fresh: tuple[str, ...]
    unchanged: tuple[FileRecord, ...]


class LandingMissingError(FileNotFoundError):
    """There is no landing folder."""


def pick_up(
    home: Home, landing: Path, run_id: str, now: datetime, limit: int | None = None, in_hand: Mapping[str, Known] | None = None
) -> PickUp:
    """Looks at every file of the landing folder, in the order of names; at most `limit` of the new ones are taken.

    `in_hand` are files that a run which was broken off has read: they are not new.
    """
    if not landing.is_dir():
        raise LandingMissingError(f"no landing folder {landing}: make it and put article files there, or give --landing")
    known = known_files(home) | dict(in_hand or {})
    fresh: list[str] = []
    unchanged: list[FileRecord] = []
    for path in _files(landing):
        name = path.relative_to(landing).as_posix()
        digest = _digest(path)
        before = known.get(name)
        if before is not None and digest is not None and digest == before.content_sha256:
            reason = f"{before.outcome} before: {before.reason}" if before.reason else None
            unchanged.append(FileRecord(name, digest, "unchanged", reason, None, 0, path.stat().st_size, run_id, now))
        elif limit is None or len(fresh) < limit:
            fresh.append(name)
    return PickUp(tuple(fresh), tuple(unchanged))


def chunks(landing: Path, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The files in chunks of like size."""
    found: list[tuple[str, ...]] = []
    current: list[str] = []
    weight = 0
    for name in names:
        path = landing / name
        current.append(name)
        weight += path.stat().st_size if path.exists() else 0
        if len(current) >= CHUNK_FILES or weight >= CHUNK_BYTES:
            found.append(tuple(current))
            current, weight = [], 0
    return [*found, tuple(current)] if current else found


def size_bytes(landing: Path, names: Iterable[str]) -> int:
    """Size of the files that are still there."""
    return sum(path.stat().st_size for name in names if (path := landing / name).exists())


def _files(landing: Path) -> Iterator[Path]:
    """The files below the folder; hidden ones, links and unfinished uploads are not looked at."""
    for path in sorted(landing.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(landing).parts)
        if not hidden and not path.is_symlink() and path.is_file() and path.suffix not in (".part", ".tmp"):
            yield path


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None  # it is read again in its batch, which rejects it with the reason
