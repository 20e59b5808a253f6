"""Publishes a new version of the warehouse: load what is new in the lake, check, and show it to readers all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from transforms.joined.overrides import Override
from warehouse.checks import ChecksFailedError, TooFewError, failed_checks, lost_articles, unusual_volume
from warehouse.home import Home
from warehouse.joined import are_in_force, unknown
from warehouse.lake import Part, complete_parts
from warehouse.load import create, derive, has_schema, load_parts, loaded_parts
from warehouse.target import Target, target
from warehouse.views import has_views

Connection = duckdb.DuckDBPyConnection


class Notes(NamedTuple):
    """What the user should know of a build that is published."""

    without_effect: tuple[str, ...] = ()  # corrections of entities
    warnings: tuple[str, ...] = ()


class Published(NamedTuple):
    """What a publication did."""

    place: str | None  # of the version, for the user; None where there was nothing to publish
    parts: int
    notes: Notes = Notes()


def publish(
    home: Home, keep_versions: int = 3, overrides: Sequence[Override] = (), anew: bool = False, any_volume: bool = False
) -> Published:
    """Loads every part of the lake that the published version lacks, and follows the overrides as they are now.

    `anew` builds from the whole lake, as is done anyway where the lake was compacted or lost parts since. `any_volume`
    publishes however few articles are new. Raises NotPublishedError and leaves the published version alone.
    """
    goal = target(home)
    current = goal.current()
    if anew and current is not None and not goal.is_readable(current):
        current = None
    todo = complete_parts(home) if anew else _missing_parts(home, goal, current)
    if current is not None and not anew and not todo and _follows(goal, current, overrides):
        return Published(None, 0)
    is_fresh = current is None or (bool(todo) and todo == complete_parts(home))
    with goal.building(None if is_fresh else current) as db:
        if is_fresh:
            create(db)
        superseded = load_parts(db, home, todo) if todo else 0
        derive(db, overrides)
        notes = Notes(tuple(unknown(db, overrides)), _checked(db, goal, current, superseded, any_volume))
    goal.expire(keep_versions)
    published = goal.current()
    return Published(goal.place(published) if published else None, len(todo), notes)


def _follows(goal: Target, current: str, overrides: Sequence[Override]) -> bool:
    """Whether the version has these overrides and the views of this program. One with other tables is built anew once there are parts."""
    with goal.open(current) as db:
        return not has_schema(db) or (are_in_force(db, overrides) and has_views(db))


def _missing_parts(home: Home, goal: Target, current: str | None) -> list[Part]:
    parts = complete_parts(home)
    if current is None:
        return parts
    with goal.open(current) as db:
        if not has_schema(db):
            return parts
        held = loaded_parts(db)
    return [part for part in parts if part not in held] if held <= set(parts) else parts


def _checked(db: Connection, goal: Target, current: str | None, superseded: int, any_volume: bool) -> tuple[str, ...]:
    """What to warn of. Raises ChecksFailedError, TooFewError."""
    failed, volume = failed_checks(db), None
    if current is not None:
        with goal.open(current) as published:
            failed |= lost_articles(db, published, superseded)
            volume = None if any_volume else unusual_volume(db, published)
    if failed:
        raise ChecksFailedError(failed)
    if volume and volume.is_too_few:
        raise TooFewError(volume)
    return (f"{volume}: does something come twice?",) if volume else ()
