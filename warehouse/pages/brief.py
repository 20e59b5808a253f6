"""The brief: one page about a day of news, which needs nothing but itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.home import Home
from warehouse.pages import charts, page, rows
from warehouse.pages.articles import articles
from warehouse.reading import is_published, open_published
from warehouse.store import write_durably
from warehouse.target import target

AHEAD_DAYS = 90  # how far the brief looks
LANES_BEFORE, LANES_AFTER = timedelta(120), timedelta(60)
MOST = {"measures": 40, "upcoming": 30, "quotes": 10, "talks": 30, "disputes": 10}  # lines of each section
MARKED = ("tariff", "quote", "talk")


class Brief(NamedTuple):
    """The page and the day that it is about."""

    as_of: date
    html: str


def write_brief(home: Home, as_of: date | None = None, days: int = 1) -> Path:
    """Writes the brief of the published warehouse to `briefs/` in the home folder. Raises NoWarehouseError."""
    with open_published(home) as db:
        made = brief(db, as_of, days)
    target = home.path / "briefs" / f"brief-{made.as_of}{f'-{days}-days' if days > 1 else ''}.html"
    write_durably(target, made.html.encode("utf8"))
    return target


def is_due(home: Home) -> bool:
    """Whether no brief was written since the warehouse was published."""
    if not is_published(home):
        return False
    published_at = target(home).published_at()
    return all(path.stat().st_mtime < published_at for path in (home.path / "briefs").glob("brief-*.html"))


def brief(db: duckdb.DuckDBPyConnection, as_of: date | None = None, days: int = 1) -> Brief:
    """The news of the `days` up to `as_of`, the latest day of news where it is not given, today where there is no news at all."""
    day = as_of or db.execute("SELECT coalesce(news_day(), current_date)").fetchall()[0][0]
    ahead = {"as_of": day, "ahead": AHEAD_DAYS}
    found = {
        "measures": rows(db, "brief_measures", as_of=day, days=days),
        "upcoming": rows(db, "brief_upcoming", **ahead),
        "quotes": rows(db, "brief_quotes", as_of=day, days=days),
        "talks": rows(db, "brief_talks", days=days, **ahead),
        "disputes": rows(db, "brief_disputes", as_of=day),
    }
    shown = {name: facts[: MOST[name]] for name, facts in found.items()}
    cited = {fact["article_id"] for facts in shown.values() for fact in facts if "article_id" in fact}
    html = page(
        "brief.html",
        as_of=day,
        days=days,
        ahead=AHEAD_DAYS,
        counts=rows(db, "brief_counts", as_of=day, days=days)[0],
        left_out={name: len(facts) - len(shown[name]) for name, facts in found.items()},
        cited=articles(db, cited, MARKED),
        **shown,
        **_charts(db, day),
    )
    return Brief(day, html)


def _charts(db: duckdb.DuckDBPyConnection, day: date) -> dict[str, charts.Chart]:
    starts, ends = day - LANES_BEFORE, day + LANES_AFTER
    return {
        "weeks": charts.weeks(rows(db, "brief_weeks", as_of=day)),
        "lanes": charts.lanes(rows(db, "brief_lanes", as_of=day, starts=starts, ends=ends), starts, ends, day),
        "speakers": charts.bars(rows(db, "brief_speakers", as_of=day)),
    }
