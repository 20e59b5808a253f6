"""Which candidates of single articles are one entity, as maps for `sql/load`; the user's corrections and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.joined.corrections import Corrected, Move, corrected
from transforms.joined.overrides import Override, OverridesError, overrides
from transforms.joined.resolution import Candidate
from warehouse.derive import arrow_table, columns
from warehouse.schema import TABLE, EntityOverride

Connection = duckdb.DuckDBPyConnection
OVERRIDES = TABLE["entity_overrides"]
CANDIDATES = """
    WITH told AS (
        SELECT candidate_id, entity_key, entity_type, aliases, count(*) AS article_count FROM article_entities GROUP BY ALL
    ), acronyms AS (
        SELECT candidate_id, list(DISTINCT form ORDER BY form) AS forms
        FROM (SELECT candidate_id, unnest(aliases) AS form FROM told WHERE entity_type IN ('organization', 'law', 'agreement'))
        WHERE regexp_full_match(form, '[A-Z]{3,7}') GROUP BY candidate_id
    )
    SELECT candidate_id, any_value(entity_key), any_value(entity_type), sum(article_count)::BIGINT, coalesce(any_value(forms), [])
    FROM told LEFT JOIN acronyms USING (candidate_id) GROUP BY candidate_id ORDER BY candidate_id
"""


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The user's corrections; none where there is no file. Raises OverridesError where it cannot be followed."""
    if not path.exists():
        return ()
    try:
        return overrides(path.read_text(encoding="utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise OverridesError(path.name, [f"not UTF-8 text at byte {error.start}: save it as UTF-8"]) from None


def are_in_force(db: Connection, wanted: Sequence[Override]) -> bool:
    """Whether the file was made with exactly these corrections."""
    held = db.execute("SELECT action, entities, articles, value FROM entity_overrides ORDER BY position").fetchall()
    return held == [(o.action, list(o.entities), list(o.articles), o.value) for o in wanted]


def join_entities(db: Connection, wanted: Sequence[Override]) -> None:
    """Leaves the temporary tables that sql/load/02_entities.sql reads, and fills entity_overrides."""
    candidates = db.execute(CANDIDATES).fetchall()
    named = _named(db, wanted)
    everyone = [Candidate(one, key, kind, count, tuple(acronyms)) for one, key, kind, count, acronyms in candidates]
    found = corrected(everyone, wanted, named)
    _leave(db, found)
    known = named.keys() | {override.moved_to for override in wanted}
    rows = [_row(position, override, known) for position, override in enumerate(wanted, 1)]
    db.register("given", arrow_table(OVERRIDES, rows))
    db.execute("DELETE FROM entity_overrides")
    db.execute(f"INSERT INTO entity_overrides SELECT {', '.join(c.name for c in columns(OVERRIDES))} FROM given")
    db.unregister("given")


def unknown(db: Connection, wanted: Sequence[Override]) -> list[str]:
    """What to tell of the corrections that name what no article names, with the most similar entities that there are."""
    rows = db.execute("""
        SELECT position, ref, (SELECT arg_max(entity_key, jaro_winkler_similarity(lower(entity_key), ref)) FROM article_entities)
        FROM (SELECT position, unnest(unknown_entities) AS ref FROM entity_overrides) ORDER BY position, ref
    """).fetchall()
    nowhere = db.execute("SELECT position, entities[1], unnest(unknown_articles) FROM entity_overrides ORDER BY ALL").fetchall()
    return [
        f'{wanted[position - 1].place}: no article names "{ref}"' + (f'; the most similar is "{similar}"' if similar else "")
        for position, ref, similar in rows
    ] + [f'{wanted[position - 1].place}: no article at "{pattern}" names "{ref}"' for position, ref, pattern in nowhere]


def _named(db: Connection, wanted: Sequence[Override]) -> dict[str, list[str]]:
    """The candidates that each reference names: by id, by key, else by a name that articles use."""
    references = sorted({ref for override in wanted for ref in (*override.entities, override.moved_to) if ref})
    if not references:
        return {}
    rows = db.execute(
        """
        WITH refs AS (SELECT unnest(?::VARCHAR[]) AS ref), hits AS (
            SELECT DISTINCT ref, candidate_id, ref IN (candidate_id, lower(entity_key)) AS is_key
            FROM article_entities JOIN refs ON ref IN (candidate_id, lower(entity_key), entity_type || ':' || lower(name))
        )
        SELECT ref, list(candidate_id ORDER BY candidate_id)
        FROM (FROM hits QUALIFY is_key OR NOT bool_or(is_key) OVER (PARTITION BY ref)) GROUP BY ref
        """,
        [references],
    ).fetchall()
    return dict(rows)


def _row(position: int, override: Override, known: Set[str | None]) -> EntityOverride:
    missing = tuple(ref for ref in override.entities if ref not in known and not override.articles)
    return EntityOverride(position, override.action, override.entities, override.articles, override.value, missing, (), not missing)


def _leave(db: Connection, found: Corrected) -> None:
    local = dict.fromkeys(sorted(found.local), "")
    for name, pairs in (("entity_map", found.into), ("local_entities", local), ("given_names", found.names), ("given_codes", found.codes)):
        leave_map(db, name, pairs)
    columns_of_moves = {name: pa.array([getattr(move, name) for move in found.moves], pa.string()) for name in Move._fields}
    _leave_table(db, "entity_moves", pa.table(columns_of_moves))


def leave_map(db: Connection, name: str, pairs: Mapping[str, str]) -> None:
    """Leaves a temporary table of source_id and target_id."""
    sources, targets = pa.array(list(pairs), pa.string()), pa.array(list(pairs.values()), pa.string())
    _leave_table(db, name, pa.table({"source_id": sources, "target_id": targets}))


def _leave_table(db: Connection, name: str, table: pa.Table) -> None:
    db.register("left_here", table)
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM left_here")
    db.unregister("left_here")
