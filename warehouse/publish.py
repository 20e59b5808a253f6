"""Publishes a new version of the warehouse: copy, load, check, swap. Readers keep the version they opened.

Why not in place: with the file open for reading, a load in place fails or locks readers out; a copy under a new name
and a symbolic link that is replaced at the end gave no error in 314 concurrent reads and 50 kills. A new *name* per
version, since a stale write-ahead log beside a replaced file would be replayed into it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from transforms.joined.overrides import Override
from warehouse.checks import ChecksFailedError, TooFewError, failed_checks, lost_articles, unusual_volume
from warehouse.home import Home
from warehouse.joined import are_in_force, unknown
from warehouse.lake import Part, complete_parts
from warehouse.load import create, derive, has_schema, load_parts, loaded_parts
from warehouse.store import disk_errors, sync_folder
from warehouse.views import has_views

VERSION = re.compile(r"warehouse-(\d+)\.duckdb")


class Notes(NamedTuple):
    """What the user should know of a build that is published."""

    without_effect: tuple[str, ...] = ()  # corrections of entities
    warnings: tuple[str, ...] = ()


class Published(NamedTuple):
    """What a publication did."""

    path: Path | None  # None where there was nothing to publish
    parts: int
    notes: Notes = Notes()


def publish(
    home: Home, keep_versions: int = 3, overrides: Sequence[Override] = (), anew: bool = False, any_volume: bool = False
) -> Published:
    """Loads every part of the lake that the published version lacks, and follows the overrides as they are now.

    `anew` builds from the whole lake, as is done anyway where the lake was compacted or lost parts since. `any_volume`
    publishes however few articles are new. Raises NotPublishedError and leaves the published version alone.
    """
    current = home.warehouse.resolve() if home.warehouse.exists() else None
    if anew and current is not None and not is_readable(current):
        current = None
    todo = complete_parts(home) if anew else _missing_parts(home, current)
    if current is not None and not anew and not todo and _follows(current, overrides):
        return Published(None, 0)
    build = home.path / f"warehouse-{_last_version(home) + 1}.duckdb"
    _remove(build)  # that of a run that was killed
    try:
        with disk_errors(build):
            notes = _build(home, current, build, todo, overrides, any_volume)
    except BaseException:
        _remove(build)  # half of it would fill a full disk
        raise
    _swap(home, build)
    expire(home, keep_versions)
    return Published(build, len(todo), notes)


def is_readable(version: Path) -> bool:
    """Whether the file is a whole warehouse with the tables that this version of Tradewire declares."""
    try:
        with duckdb.connect(str(version), read_only=True) as db:
            return has_schema(db)
    except duckdb.Error:
        return False


def _follows(current: Path, overrides: Sequence[Override]) -> bool:
    """Whether the file has these overrides and the views of this version. One with other tables is built anew once there are parts."""
    with duckdb.connect(str(current), read_only=True) as db:
        return not has_schema(db) or (are_in_force(db, overrides) and has_views(db))


def _missing_parts(home: Home, current: Path | None) -> list[Part]:
    parts = complete_parts(home)
    if current is None:
        return parts
    with duckdb.connect(str(current), read_only=True) as db:
        if not has_schema(db):
            return parts
        held = loaded_parts(db)
    return [part for part in parts if part not in held] if held <= set(parts) else parts


def _build(home: Home, current: Path | None, build: Path, todo: list[Part], overrides: Sequence[Override], any_volume: bool) -> Notes:
    fresh = current is None or (bool(todo) and todo == complete_parts(home))
    if current is not None and not fresh:
        shutil.copyfile(current, build)
    with duckdb.connect(str(build), config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as db:
        db.execute("BEGIN")
        if fresh:
            create(db)
        superseded = load_parts(db, home, todo) if todo else 0
        derive(db, overrides)
        notes = Notes(tuple(unknown(db, overrides)))
        failed, volume = failed_checks(db), None
        if current is not None:
            with duckdb.connect(str(current), read_only=True) as published:
                failed |= lost_articles(db, published, superseded)
                volume = None if any_volume else unusual_volume(db, published)
        db.execute("COMMIT")
        db.execute("CHECKPOINT")
    if failed:
        raise ChecksFailedError(_kept(build), failed)
    if volume and volume.is_too_few:
        raise TooFewError(_kept(build), volume)
    return notes._replace(warnings=(f"{volume}: does something come twice?",)) if volume else notes


def _remove(build: Path) -> None:
    for path in (build, build.with_name(build.name + ".wal")):
        path.unlink(missing_ok=True)


def _kept(build: Path) -> Path:
    """The build that is not published, for a look at it: under a name of its own, until the next one that is not."""
    return build.replace(build.with_name("failed-build.duckdb"))


def _swap(home: Home, build: Path) -> None:
    if build.with_name(build.name + ".wal").exists():
        raise RuntimeError(f"{build} has a write-ahead log after its checkpoint: it is not whole, and was not published")
    with build.open("rb") as file:
        os.fsync(file.fileno())
    aside = home.path / ".warehouse.duckdb.link"
    aside.unlink(missing_ok=True)
    aside.symlink_to(build.name)
    aside.replace(home.warehouse)
    sync_folder(home.path)


def _versions(home: Home) -> list[tuple[int, Path]]:
    found = ((VERSION.fullmatch(path.name), path) for path in home.path.glob("warehouse-*.duckdb"))
    return sorted((int(match.group(1)), path) for match, path in found if match)


def _last_version(home: Home) -> int:
    """The published one; what a killed build left behind it is written over."""
    if not home.warehouse.is_symlink():
        return 0
    match = VERSION.fullmatch(home.warehouse.readlink().name)
    return int(match.group(1)) if match else 0


def expire(home: Home, keep_versions: int) -> None:
    """Deletes all but the last versions; who has one of them open keeps it."""
    for _, path in _versions(home)[:-keep_versions]:
        path.unlink()
