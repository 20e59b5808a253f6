"""Which articles are copies of others, as maps for `sql/load`: only those that a load may have changed are compared word by word."""

from __future__ import annotations

import duckdb

from transforms.joined.copies import Candidate, first_copies, linked
from warehouse.joined import leave_map
from warehouse.views import SQL


def find_copies(db: duckdb.DuckDBPyConnection) -> None:
    """Leaves copy_map and recopied for sql/load/01_articles.sql, and fills copy_pairs.

    Compared are the articles that pairs link to one that the load touches, or to a pair that came or went.
    """
    for name in ("copy_pairs", "changed_pairs"):
        db.execute((SQL / "stage" / f"{name}.sql").read_text(encoding="utf8"))
    pairs = db.execute("SELECT one_id, other_id FROM pairs_now UNION SELECT one_id, other_id FROM copy_pairs").fetchall()
    changed = {article_id for (article_id,) in db.execute("SELECT article_id FROM changed_pairs").fetchall()}
    recopied = sorted(linked(pairs, changed))
    leave_map(db, "recopied", dict.fromkeys(recopied, ""))
    candidates = db.execute("""
        SELECT article_id, published_date, published_at, published_source <> 'mtime', title, text
        FROM articles WHERE article_id IN (SELECT source_id FROM recopied)
    """).fetchall()
    likeliest = db.execute("""
        SELECT one_id, other_id FROM pairs_now WHERE one_id IN (SELECT source_id FROM recopied) ORDER BY likeness DESC, one_id, other_id
    """).fetchall()
    leave_map(db, "copy_map", first_copies((Candidate(*row) for row in candidates), likeliest))
    db.execute("DELETE FROM copy_pairs")
    db.execute("INSERT INTO copy_pairs FROM pairs_now")
