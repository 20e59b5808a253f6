"""How this run compares with the last ones, as the published warehouse remembers them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from warehouse.home import Home
from warehouse.reading import open_published

LAST = 14  # runs


class Night(NamedTuple):
    """A run that read something."""

    started_at: datetime
    articles: int
    rejected: int
    seconds: float


class Holdings(NamedTuple):
    """Rows of the published warehouse."""

    articles: int
    quotes: int
    measures: int
    talks: int
    entities: int


def last_nights(home: Home) -> list[Night]:
    """The last published runs that read something new, oldest first."""
    with open_published(home) as db:
        rows = db.execute(
            "SELECT started_at, article_count, rejected_count, date_diff('second', started_at, finished_at) FROM runs "
            "WHERE status = 'published' AND run_id NOT IN (SELECT run_id FROM files WHERE outcome = 'reprocessed') "
            "ORDER BY run_id DESC LIMIT ?",
            [LAST],
        ).fetchall()
    return [Night(*row) for row in reversed(rows)]


def holdings(home: Home) -> Holdings:
    """How much there is by now; a measure counts once, whatever its states."""
    with open_published(home) as db:
        (row,) = db.execute("""
            SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes),
                   (SELECT count(DISTINCT measure_id) FROM measures), (SELECT count(*) FROM talks), (SELECT count(*) FROM entities)
        """).fetchall()
    return Holdings(*row)
