"""What is read again from its original under `raw/`: articles by their days, their publisher, or what read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from warehouse.home import Home
from warehouse.reading import open_published

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)


class Original(NamedTuple):
    """The bytes of a file as they were accepted, and which of its records are read again."""

    content_sha256: str
    size_bytes: int
    modified_at: datetime  # what an article without a date of its own was dated by
    source_paths: frozenset[str]


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
            SELECT file_path, raw_sha256, coalesce(max(size_bytes), 0),
                   min(published_date) FILTER (published_source = 'mtime'), list(source_path)
            FROM articles LEFT JOIN runs USING (run_id)
            LEFT JOIN (SELECT content_sha256 AS raw_sha256, max(size_bytes) AS size_bytes FROM files GROUP BY ALL) USING (raw_sha256)
            WHERE published_date BETWEEN $since AND $until
              AND ($publisher = '' OR lower(publisher) = lower($publisher))
              AND NOT ($only_older AND articles.pipeline_version = $version
                       AND (model_name, model_version) IS NOT DISTINCT FROM ($name, $number))
            GROUP BY ALL ORDER BY ALL
            """,
            wanted._asdict() | {"version": version, "name": model[0], "number": model[1]},
        ).fetchall()
    return {name: Original(digest, size, _noon(day), frozenset(paths)) for name, digest, size, day, paths in rows}


def _noon(day: date | None) -> datetime:
    return datetime.combine(day or FIRST_DAY, datetime.min.time(), UTC).replace(hour=12)
