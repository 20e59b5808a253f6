"""Stage 1: one chunk of files is read and cleaned, and its articles are put where stage 2 finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

from flows.watch import Watch, watched
from transforms.articles.clean import clean
from transforms.articles.raw import Limits
from transforms.articles.read import BadRecord, RawArticle, UnreadableError, read
from transforms.text.models import model_language
from warehouse.again import Original
from warehouse.home import Home
from warehouse.landing import Content, landing
from warehouse.schema import Article, FileOutcome, Run
from warehouse.staging import StagedFile, Staging

PART_ARTICLES = 250
PART_CHARACTERS = 2_000_000


class Chunk(NamedTuple):
    """What a worker needs to know to read files: paths and names only, so that nothing large travels between processes."""

    name: str
    names: tuple[str, ...]
    landing: str
    home: Home
    run: Run
    limits: Limits
    seconds: float  # that the reading of one article may take; 0 for no limit
    losses: int = 0  # see transforms/articles/isolation.py
    originals: Mapping[str, Original] | None = None  # by name, where files are read again from raw/
    digests: Mapping[str, str] = {}  # by name, of what is left alone if it still holds that

    def read(self, name: str) -> Content:
        """The file, from wherever it is read. Raises OSError where it cannot be."""
        if self.originals:
            original = self.originals[name]
            return Content(self.home.original(original.content_sha256), original.modified_at)
        return landing(self.landing).read(name, self.limits.file_bytes)


class _Articles:
    """The articles of a chunk on their way into parts of bounded size, so that memory is bounded whatever a file holds."""

    def __init__(self, staging: Staging, chunk: str) -> None:
        self._staging, self._chunk = staging, chunk
        self._waiting: list[Article] = []
        self._characters = 0
        self.parts: list[str] = []

    def add(self, article: Article) -> None:
        self._waiting.append(article)
        self._characters += len(article.text)
        if len(self._waiting) >= PART_ARTICLES or self._characters >= PART_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            self.parts.append(f"{self._chunk}-{len(self.parts) + 1:04d}")
            self._staging.stage_articles(self.parts[-1], self._waiting)
            self._waiting, self._characters = [], 0


def stage_chunk(chunk: Chunk) -> int:
    """Reads the files; returns how many they are. A bad file or record is listed with its reason and stops nothing."""
    staging = Staging(chunk.home, chunk.run.run_id)
    articles = _Articles(staging, chunk.name)
    files = []
    with watched(staging, f"chunk-{chunk.name}", len(chunk.names), chunk.losses, chunk.seconds) as watch:
        with staging.home.keeping() as keep:
            for position, name in enumerate(chunk.names):
                watch.begin([position])
                files.append(_stage_file(chunk, name, keep, watch, articles))
            watch.end_all()
        articles.flush()
        staging.stage_files(chunk.name, files, articles.parts)
    return len(files)


def _stage_file(chunk: Chunk, name: str, keep: Callable[[bytes], str], watch: Watch, articles: _Articles) -> StagedFile:
    """Reads one file, adds its articles to the others, and says what was wrong with it."""
    original = chunk.originals[name] if chunk.originals else None
    try:
        content, modified_at, object_version = chunk.read(name)
    except BlockingIOError as error:
        return StagedFile(name, None, 0, 0, (("waiting", str(error)),))
    except OSError as error:
        return StagedFile(name, None, 0, 0, (("rejected", f"cannot be read: {error.strerror or error}"),))
    digest = keep(content)
    staged = StagedFile(name, digest, len(content), 0, (), None, original is not None, object_version)
    if digest == chunk.digests.get(name):
        return staged._replace(problems=(("unchanged", ""),))
    if not content.strip():
        return staged._replace(problems=(("empty", "the file is empty"),))
    count = 0
    problems: list[tuple[FileOutcome, str]] = []
    notes: Counter[str] = Counter()
    for record in read(name, content, chunk.limits):
        watch.rewind()
        if original and record.source_path not in original.source_paths | {name}:
            continue
        if isinstance(record, BadRecord):
            problems.append(("rejected", record.reason if record.source_path == name else f"{record.source_path}: {record.reason}"))
            continue
        notes.update(record.notes)
        if article := _cleaned(record, digest, modified_at, chunk, problems):
            articles.add(article)
            count += 1
    told = "; ".join(f"{note} (in {count} records)" if count > 1 else note for note, count in sorted(notes.items())) or None
    return staged._replace(article_count=count, problems=tuple(problems), notes=told)


@cache
def _language(model: str) -> str:
    return model_language(model)


def _cleaned(
    record: RawArticle, digest: str, modified_at: datetime, chunk: Chunk, problems: list[tuple[FileOutcome, str]]
) -> Article | None:
    """The article, or None where there is none of ours, with its problem told."""
    run = chunk.run
    try:
        article = clean(record, digest, modified_at, run.started_at, run.run_id, run.pipeline_version, chunk.limits)
    except UnreadableError as error:
        problems.append(("empty" if str(error).startswith("empty") else "rejected", f"{record.source_path}: {error}"))
        return None
    if article.language != _language(run.model_name):
        problems.append(("not_english", f"{record.source_path}: language is {article.language}"))
        return None
    return article
