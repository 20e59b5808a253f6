"""Picks up what is new in the landing folder, and cuts it into chunks of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from warehouse.home import Home
from warehouse.lake import Known, known_files
from warehouse.landing import files
from warehouse.schema import FileRecord

CHUNK_FILES = 250  # files that one task reads
CHUNK_BYTES = 4 * 2**20


class PickUp(NamedTuple):
    """The files of a landing folder: those to read, those that are as they were, and what is no file or not yet whole."""

    fresh: tuple[str, ...]
    unchanged: tuple[FileRecord, ...]
    left_alone: tuple[FileRecord, ...] = ()


class LandingMissingError(FileNotFoundError):
    """There is no landing folder."""


def pick_up(
    home: Home,
    landing: Path,
    run_id: str,
    now: datetime,
    limit: int | None = None,
    in_hand: Mapping[str, Known] | None = None,
    retry: bool = False,
) -> PickUp:
    """Looks at every file of the landing folder, in the order of names; at most `limit` of the new ones are taken.

    `in_hand` are files that a run which was broken off has read: they are not new. With `retry`, files of which something was turned
    away before are as good as new.
    """
    if not landing.is_dir():
        raise LandingMissingError(f"no landing folder {landing}: make it and put article files there, or give --landing")
    known = known_files(home) | dict(in_hand or {})
    fresh: list[str] = []
    unchanged: list[FileRecord] = []
    left_alone: list[FileRecord] = []
    for found in files(landing):
        before = known.get(found.name)
        if found.problem:
            outcome, reason = found.problem
            left_alone.append(FileRecord(found.name, None, outcome, reason, None, 0, found.size_bytes, run_id, now))
        elif before is not None and found.digest is not None and found.digest == before.content_sha256 and not (retry and before.reason):
            told = f"{before.outcome} before: {before.reason}" if before.reason else None
            unchanged.append(FileRecord(found.name, found.digest, "unchanged", told, None, 0, found.size_bytes, run_id, now))
        elif limit is None or len(fresh) < limit:
            fresh.append(found.name)
    return PickUp(tuple(fresh), tuple(unchanged), tuple(left_alone))


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
