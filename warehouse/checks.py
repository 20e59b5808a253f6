"""What must hold before a build is published: the checks of `sql/checks`, those that follow from the schema, the volume of `sql/bounds`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.derive import columns, in_vocabulary
from warehouse.schema import TABLES, Table
from warehouse.views import SQL

Connection = duckdb.DuckDBPyConnection

MEANING = re.compile(r"\A-- Failing means: (.+)")
MAX_ROWS = 10
PIECE, OVERLAP = 1200, 300  # characters, see `_cut_texts`
HELD = "The published warehouse stays as it was, and what was read is in the lake: nothing is lost."


class Failed(NamedTuple):
    """A check that found rows."""

    meaning: str  # of its failing, as the head of the check says
    rows: list[tuple[object, ...]]  # the first of them

    def __str__(self) -> str:
        return f"{self.meaning}\n    first row: {self.rows[0]}{' …' if len(self.rows) > 1 else ''}"


class Volume(NamedTuple):
    """The articles that wait to be published, where they are not about as many as usual."""

    is_too_few: bool
    articles: int
    usual: float

    def __str__(self) -> str:
        return f"{self.articles:,} new article{'' if self.articles == 1 else 's'}, {self.usual:,.0f} are usual (median of the last runs)"


class NotPublishedError(RuntimeError):
    """The build was not published."""

    build: Path | None = None  # where it is kept for a look: not in DuckLake

    def __init__(self, told: str, remedy: str) -> None:
        super().__init__(told, remedy)
        self._told, self._remedy = told, remedy

    def __str__(self) -> str:
        look = f"Look at {self.build} (`duckdb -readonly`). " if self.build else ""
        return f"{self._told}\n{look}{self._remedy}"


class ChecksFailedError(NotPublishedError):
    """The build broke checks."""

    def __init__(self, failed: Mapping[str, Failed]) -> None:
        self.failed = failed
        told = "\n".join(f"  {name}: {check}" for name, check in failed.items())
        number = f"{len(failed)} data check{'' if len(failed) == 1 else 's'} failed"
        super().__init__(
            f"{number}, so nothing was published. {HELD}\n{told}",
            "Mend the cause, and run again: `tradewire run` loads and checks what waits in the lake.",
        )


class TooFewError(NotPublishedError):
    """The build holds far fewer new articles than is usual."""

    def __init__(self, volume: Volume) -> None:
        super().__init__(
            f"Only {volume}, so nothing was published: has a feed broken? {HELD}",
            "If so few are right, `tradewire run --any-volume` publishes them, or any_volume in the form of the nightly; else mend the "
            "feed, and the next run publishes them together with what it reads.",
        )


def failed_checks(db: Connection, articles: str = "articles") -> dict[str, Failed]:
    """Runs all checks; those that found rows. Words are looked up in the texts of these articles alone: a table with their ids."""
    _cut_texts(db, articles)
    checks = {path.stem: path.read_text(encoding="utf8") for path in sorted((SQL / "checks").glob("*.sql"))} | _schema_checks()
    return {name: Failed(_meaning(query), rows) for name, query in checks.items() if (rows := db.execute(query).fetchmany(MAX_ROWS))}


def _cut_texts(db: Connection, articles: str) -> None:
    """Makes what words are looked up in: the texts as `checked`, and for short ones `checked_pieces`, each with the beginning of the next.

    DuckDB goes through all of a string for some words in it: for each of a hundred mentions, that would be the whole article.
    """
    db.execute(f"""
        CREATE OR REPLACE TEMP VIEW checked AS SELECT a.article_id, a.text FROM articles AS a SEMI JOIN {articles} USING (article_id);
        CREATE OR REPLACE TEMP TABLE checked_pieces AS
        SELECT article_id, number, substring(text, number * {PIECE} + 1, {PIECE + OVERLAP}) AS piece
        FROM (SELECT article_id, text, unnest(range((length(text) + {PIECE - 1}) // {PIECE})) AS number FROM checked)""")


def _words_that_stand_elsewhere(table: Table) -> str:
    """The rows whose words are not what their article has at their offsets, as SQL."""
    return f"""
        SELECT {", ".join(table.key)}, {table.words} FROM {table.name} AS t SEMI JOIN checked USING (article_id)
        LEFT JOIN checked_pieces AS p ON p.article_id = t.article_id AND number = start_char // {PIECE}
        WHERE end_char - start_char <= {OVERLAP} AND (start_char < 0 OR end_char <= start_char
          OR substring(piece, start_char % {PIECE} + 1, end_char - start_char) IS DISTINCT FROM {table.words})
        UNION ALL SELECT {", ".join(table.key)}, {table.words} FROM {table.name} JOIN checked USING (article_id)
        WHERE end_char - start_char > {OVERLAP} AND (start_char < 0
          OR substring(text, start_char + 1, end_char - start_char) <> {table.words})"""


def lost_articles(db: Connection, published: Connection, superseded: int) -> dict[str, Failed]:
    """Fails where the published version holds more articles: only another id takes one away, so a part of the lake must be lost."""
    ((now,),), ((before,),) = (one.execute("SELECT count(*) FROM articles").fetchall() for one in (db, published))
    told = f"{now} articles, {before} are published"
    return (
        {"no_article_is_lost": Failed("parts of the lake are lost: articles would vanish.", [(told,)])} if now + superseded < before else {}
    )


def unusual_volume(db: Connection, published: Connection) -> Volume | None:
    """What `sql/bounds/volume.sql` says of the runs that the published version lacks; None where they read as much as usual."""
    held = [run_id for (run_id,) in published.execute("SELECT DISTINCT run_id FROM files").fetchall()]
    found = db.execute((SQL / "bounds" / "volume.sql").read_text(encoding="utf8"), {"published": held}).fetchone()
    return Volume(found[0] == "too_few", *found[1:]) if found else None


def _meaning(query: str) -> str:
    found = MEANING.match(query)
    assert found, "the head of a check says what failing means"
    return found[1]


def _schema_checks() -> dict[str, str]:
    found = {}
    for table in TABLES:
        key = ", ".join(table.key)
        found[f"{table.name}_key_is_unique"] = f"""-- Failing means: a row stands twice in {table.name}, so it would count twice.
            SELECT {key}, count(*) FROM {table.name} GROUP BY ALL HAVING count(*) > 1"""
        if table.per_article and table.name != "articles":
            found[f"{table.name}_has_its_article"] = f"""-- Failing means: a row of {table.name} has no article that it was read from.
                SELECT {key} FROM {table.name} ANTI JOIN articles USING (article_id)"""
        if spoken := [in_vocabulary(c) for c in columns(table) if c.vocabulary]:  # of files, the DDL refuses others at once
            found[
                f"{table.name}_keeps_to_its_words"
            ] = f"""-- Failing means: a column of {table.name} holds what its vocabulary does not have.
                SELECT {key} FROM {table.name} WHERE NOT ({" AND ".join(spoken)})"""
        if table.words:
            found[f"{table.name}_words_stand_in_the_text"] = f"""-- Failing means: {table.words} is not what stands at the row's offsets.
                {_words_that_stand_elsewhere(table)}"""
    return found
