"""Stage 2: one batch of articles is annotated, and its rows are written to the lake."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from spacy.language import Language

from flows.batch import Batch
from flows.watch import Watch, watched
from transforms.pipeline import TABLES, Rows, article_rows
from transforms.text.annotate import TEXTS_AT_ONCE, annotate, handfuls, load_model, memory
from warehouse.lake import Part, write_part
from warehouse.schema import Article
from warehouse.staging import Rejected, Result, Staging

log = logging.getLogger(__name__)


def ingest_batch(batch: Batch) -> int:
    """Takes the articles into the lake; returns how many. One that a rule trips over is rejected alone."""
    staging = Staging(batch.home, batch.run_id)
    articles = staging.articles(batch.name)
    nlp = load_model(batch.model)
    rows: Rows = {table: [] for table in TABLES} | {"files": []}
    rejected: list[Rejected] = []
    with watched(staging, batch.name, batch.articles, batch.losses, batch.seconds) as watch:
        positions = {article.source_path: position for position, article in enumerate(articles)}
        for handful in handfuls(articles, texts=1 if batch.losses else TEXTS_AT_ONCE):
            with memory(nlp):
                _annotate(handful, nlp, watch, positions, rows, rejected)
        watch.end_all()
        staging.finish(batch.name, Result({table: len(rows[table]) for table in TABLES}, tuple(rejected)))
        write_part(staging.home, Part(batch.run_id, batch.name), rows)
    return batch.articles


def _annotate(
    handful: Sequence[Article], nlp: Language, watch: Watch, positions: dict[str, int], rows: Rows, rejected: list[Rejected]
) -> None:
    """Adds what is found in the articles to the rows, and those that a rule trips over to the rejected, with the reason."""
    watch.begin([positions[article.source_path] for article in handful])
    for document in list(annotate(handful, nlp)):
        path = document.article.source_path
        watch.begin([positions[path]])
        try:
            found = article_rows(document)
        except Exception as error:  # one article that a rule trips over must not cost the night
            log.exception("rejected %s", path)
            rejected.append(Rejected(document.article.file_path, path, f"internal error, {type(error).__name__}: {error}"))
            continue
        for table, part in found.items():
            rows[table] += part
