"""What is read again from its original under `raw/`: articles that an older version read, files that were rejected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from warehouse.home import Home
from warehouse.lake import known_files
from warehouse.reading import open_published

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)


class Original(NamedTuple):
    """The bytes of a file as they were accepted, and which of its records are read again."""

    content_sha256: str
    modified_at: datetime  # what an article without a date of its own was dated by
    source_paths: frozenset[str] | None  # None for all
    is_published: bool  # whether its articles replace those that are there


class Selection(NamedTuple):
    """Which articles are read again."""

    since: date = FIRST_DAY
    until: date = LAST_DAY
    publisher: str = ""  # any
    only_older: bool = False  # only those that another version of Tradewire or another model read


def outdated(home: Home, wanted: Selection, version: str, model: tuple[str, str]) -> dict[str, Original]:
    """The files that hold a wanted article in its current revision, by source path. Raises NoWarehouseError."""
    with open_published(home) as db:
        rows = db.execute(
            """
            SELECT file_path, raw_sha256, min(published_date) FILTER (published_source = 'mtime'), list(source_path)
            FROM articles LEFT JOIN runs USING (run_id)
            WHERE published_date BETWEEN $since AND $until
              AND ($publisher = '' OR lower(publisher) = lower($publisher))
              AND NOT ($only_older AND articles.pipeline_version = $version
                       AND (model_name, model_version) IS NOT DISTINCT FROM ($name, $number))
            GROUP BY ALL ORDER BY ALL
            """,
            wanted._asdict() | {"version": version, "name": model[0], "number": model[1]},
        ).fetchall()
    return {name: Original(digest, _noon(day), frozenset(paths), is_published=True) for name, digest, day, paths in rows}


def rejected(home: Home) -> dict[str, Original]:
    """The files that came to nothing when they were last read, and whose bytes are known, by source path."""
    found = {}
    for name, known in known_files(home).items():
        if known.outcome == "rejected" and known.content_sha256:
            kept = home.original(known.content_sha256)
            seen = datetime.fromtimestamp(kept.stat().st_mtime, UTC) if kept.exists() else datetime.now(UTC)
            found[name] = Original(known.content_sha256, seen, None, is_published=False)
    return found


def _noon(day: date | None) -> datetime:
    return datetime.combine(day or FIRST_DAY, datetime.min.time(), UTC).replace(hour=12)
