"""Picks up what is new in the landing folder, and cuts it into chunks of files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from warehouse.home import Home
from warehouse.lake import Known, known_files
from warehouse.landing import Found, landing
from warehouse.schema import FileRecord

CHUNK_FILES = 250  # files that one task reads
CHUNK_BYTES = 4 * 2**20


class PickUp(NamedTuple):
    """The files of a landing folder: those to read, those that are as they were, and what is no file or not yet whole."""

    fresh: Mapping[str, int]  # by name their bytes
    unchanged: tuple[FileRecord, ...] = ()
    left_alone: tuple[FileRecord, ...] = ()
    digests: Mapping[str, str] = {}  # by name, of objects that were stored again: what they held when they were read last


def pick_up(
    home: Home,
    place: str,
    run_id: str,
    now: datetime,
    limit: int | None = None,
    in_hand: Mapping[str, Known] | None = None,
    retry: bool = False,
) -> PickUp:
    """Looks at every file of the landing folder, a path or a URL, in the order of names; at most `limit` of the new ones are taken.

    `in_hand` are files that a run which was broken off has read: they are not new. With `retry`, files of which something was turned
    away before are as good as new.
    """
    known = known_files(home) | dict(in_hand or {})
    fresh: dict[str, int] = {}
    digests: dict[str, str] = {}
    unchanged: list[FileRecord] = []
    left_alone: list[FileRecord] = []
    for found in landing(place).files():
        before = known.get(found.name)
        if found.problem:
            outcome, reason = found.problem
            left_alone.append(FileRecord(found.name, None, outcome, reason, None, 0, found.size_bytes, run_id, now))
            continue
        if retry and before is not None and before.reason:
            before = None
        if before is not None and _is_same(found, before):
            told, digest = f"{before.outcome} before: {before.reason}" if before.reason else None, before.content_sha256
            unchanged.append(FileRecord(found.name, digest, "unchanged", told, None, 0, found.size_bytes, run_id, now, found.version))
        elif limit is None or len(fresh) < limit:
            fresh[found.name] = found.size_bytes
            if found.version and before is not None and before.content_sha256:
                digests[found.name] = before.content_sha256
    return PickUp(fresh, tuple(unchanged), tuple(left_alone), digests)


def chunks(fresh: Mapping[str, int]) -> list[tuple[str, ...]]:
    """The files in chunks of like size."""
    found: list[tuple[str, ...]] = []
    current: list[str] = []
    weight = 0
    for name, size in fresh.items():
        current.append(name)
        weight += size
        if len(current) >= CHUNK_FILES or weight >= CHUNK_BYTES:
            found.append(tuple(current))
            current, weight = [], 0
    return [*found, tuple(current)] if current else found


def _is_same(found: Found, before: Known) -> bool:
    return any(
        now is not None and now == then for now, then in ((found.digest, before.content_sha256), (found.version, before.object_version))
    )
