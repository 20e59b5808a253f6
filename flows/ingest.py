"""One batch of files: read, cleaned, annotated, and written to the lake. What a worker process runs."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from transforms.annotate import annotate, load_model
from transforms.clean import clean
from transforms.pipeline import TABLES, Rows, article_rows
from transforms.read import BadRecord, UnreadableError, read
from warehouse.home import Home
from warehouse.lake import Part, write_part
from warehouse.schema import Article, FileOutcome, FileRecord

LANGUAGE = "en"
MAX_REASONS = 5  # records of one file whose reasons are told one by one

log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """What a worker needs to know: paths and names only, so that nothing large travels between processes."""

    part: Part
    names: tuple[str, ...]
    landing: str
    home: str
    model: str
    version: str
    started_at: datetime


class BatchResult(NamedTuple):
    """What a worker tells back."""

    files: tuple[FileRecord, ...]
    rows: dict[str, int]


@dataclass
class _File:
    """A file on its way: the articles still in it, and what was wrong with the others."""

    name: str
    digest: str | None
    size: int
    articles: list[Article] = field(default_factory=list)
    problems: list[tuple[FileOutcome, str]] = field(default_factory=list)
    notes: str | None = None


def ingest_batch(batch: Batch) -> BatchResult:
    """Takes the files into the lake. A bad file, record or article is listed with its reason and stops nothing."""
    home = Home(Path(batch.home))
    files = {name: _read(home, batch, name) for name in batch.names}
    nlp = load_model(batch.model)
    counts: Counter[str] = Counter()
    generations = _generations(article for file in files.values() for article in file.articles)
    for number, articles in reversed(list(enumerate(generations))):
        rows: Rows = {table: [] for table in TABLES}
        for document in annotate(articles, nlp):
            try:
                found = article_rows(document)
            except Exception as error:  # one article that a rule trips over must not cost the night
                log.exception("rejected %s", document.article.source_path)
                _reject(home, batch, files[_file_name(document.article)], document.article, error)
                continue
            for table, part_rows in found.items():
                rows[table] += part_rows
                counts[table] += len(part_rows)
        rows["files"] = [_record(file, batch) for file in files.values()] if number == 0 else []
        part = batch.part if number == 0 else batch.part._replace(part=f"{batch.part.part}.{number}")
        write_part(home, part, rows)
    return BatchResult(tuple(_record(file, batch) for file in files.values()), dict(counts))


def _read(home: Home, batch: Batch, name: str) -> _File:
    path = Path(batch.landing) / name
    try:
        content = path.read_bytes()
        modified_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        return _File(name, None, 0, problems=[("rejected", f"cannot be read: {error.strerror}")])
    file = _File(name, home.keep_original(content), len(content))
    if not content.strip():
        file.problems = [("empty", "the file is empty")]
        return file
    notes: Counter[str] = Counter()
    for record in read(name, content):
        if isinstance(record, BadRecord):
            told = record.reason if record.source_path == name else f"{record.source_path}: {record.reason}"
            file.problems.append(("rejected", told))
            continue
        notes.update(record.notes)
        try:
            article = clean(record, file.digest or "", modified_at, batch.started_at, batch.part.run_id, batch.version)
        except UnreadableError as error:
            file.problems.append(("empty" if str(error).startswith("empty") else "rejected", f"{record.source_path}: {error}"))
            continue
        if article.language == LANGUAGE:
            file.articles.append(article)
        else:
            file.problems.append(("not_english", f"{record.source_path}: language is {article.language}"))
    file.notes = "; ".join(f"{note} (in {count} records)" if count > 1 else note for note, count in sorted(notes.items())) or None
    if any(outcome == "rejected" for outcome, _ in file.problems):
        home.keep_reject(name, content, _reasons(file))
    return file


def _generations(articles: Iterable[Article]) -> list[list[Article]]:
    """The articles in lists that hold each one at most once: further versions of it come in further lists."""
    found: list[list[Article]] = [[]]
    seen: Counter[str] = Counter()
    for article in sorted(articles, key=lambda a: (a.published_date, a.source_path)):
        if seen[article.article_id] == len(found):
            found.append([])
        found[seen[article.article_id]].append(article)
        seen[article.article_id] += 1
    return found


def _file_name(article: Article) -> str:
    return article.file_path


def _reject(home: Home, batch: Batch, file: _File, article: Article, error: Exception) -> None:
    file.articles = [other for other in file.articles if other is not article]
    file.problems.append(("rejected", f"{article.source_path}: internal error, {type(error).__name__}: {error}"))
    home.keep_reject(file.name, (Path(batch.landing) / file.name).read_bytes(), _reasons(file))


def _record(file: _File, batch: Batch) -> FileRecord:
    outcome: FileOutcome = "loaded" if file.articles else _worst(file)
    return FileRecord(
        source_path=file.name,
        content_sha256=file.digest,
        outcome=outcome,
        reason=_reasons(file) or None,
        notes=file.notes,
        article_count=len(file.articles),
        size_bytes=file.size,
        run_id=batch.part.run_id,
        seen_at=batch.started_at,
    )


def _worst(file: _File) -> FileOutcome:
    order: tuple[FileOutcome, ...] = ("rejected", "not_english", "empty")
    outcomes = {outcome for outcome, _ in file.problems}
    return next((outcome for outcome in order if outcome in outcomes), "empty")


def _reasons(file: _File) -> str:
    told = [reason for _, reason in file.problems[:MAX_REASONS]]
    more = len(file.problems) - len(told)
    return "; ".join([*told, f"and {more} more"] if more > 0 else told)
