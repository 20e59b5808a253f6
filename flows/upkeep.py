"""What keeps a home in order between the nights: the warehouse built anew, the lake compacted, what is old expired."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from flows.report import counted
from flows.settings import Settings
from warehouse.compact import compact_lake, expire_raw, sweep
from warehouse.contents import differing
from warehouse.home import Home
from warehouse.joined import read_overrides
from warehouse.lake import complete_parts
from warehouse.publish import publish
from warehouse.target import Target, target


class Rebuilt(NamedTuple):
    """A warehouse built anew from the whole lake, and the one before it."""

    parts: int
    bytes_before: int | None  # None where there was none
    bytes_after: int
    differing: tuple[str, ...]  # tables that do not hold what they did

    @property
    def headline(self) -> str:
        size = f"{_megabytes(self.bytes_after)} MB"
        if self.bytes_before is None:
            return f"Built from {counted(self.parts, 'part')} of the lake: {size}."
        told = f"other content in {', '.join(self.differing)}" if self.differing else "the same content"
        return f"Built anew from {counted(self.parts, 'part')} of the lake: {size}, {_megabytes(self.bytes_before)} MB before; {told}."


def rebuild(settings: Settings) -> Rebuilt:
    """Builds the warehouse anew from the whole lake and publishes it. Raises HomeBusyError, OverridesError, NotPublishedError."""
    home = _home(settings)
    with home.writing():
        return _rebuild(home, settings)


def maintain(settings: Settings, raw_days: int | None = None) -> list[str]:
    """Compacts the lake, rebuilds the warehouse from it, and expires what is old; tells what was done, a sentence each.

    Originals under raw/ are expired only where `raw_days` is given. Raises what `rebuild` raises.
    """
    home, now = _home(settings), datetime.now(UTC)
    with home.writing():
        swept = sweep(home)
        compacted = compact_lake(home, now)
        told = [f"The lake has {counted(compacted.parts_after, 'part')}, {compacted.parts_before:,} before."]
        told.append(_rebuild(home, settings).headline)
        if swept:
            told.append(f"{counted(swept, 'file')} left half-written by killed runs deleted.")
        if raw_days is not None:
            told.append(f"{counted(expire_raw(home, raw_days, now), 'original')} older than {counted(raw_days, 'day')} deleted.")
    return told


def _home(settings: Settings) -> Home:
    home = settings.home_folder
    if not complete_parts(home):
        raise FileNotFoundError(f"no lake at {home.lake.place}: run `tradewire run` first, or give --home")
    return home


def _rebuild(home: Home, settings: Settings) -> Rebuilt:
    goal = target(home)
    before = goal.current()
    bytes_before = goal.size_bytes(before) if before else None
    comparable = before is not None and goal.is_readable(before)
    parts = publish(home, max(settings.keep_versions, 2), read_overrides(settings.overrides_file), anew=True).parts
    after = goal.current()
    assert after is not None, "it was just published"
    changed = _differing(goal, before, after) if before and comparable else ()
    goal.expire(settings.keep_versions)
    return Rebuilt(parts, bytes_before, goal.size_bytes(after), changed)


def _differing(goal: Target, before: str, after: str) -> tuple[str, ...]:
    with goal.open(before) as old, goal.open(after) as new:
        return tuple(differing(old, new))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}"
