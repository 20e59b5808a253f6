"""Stage 1: one chunk of files is read and cleaned, and its articles are put where stage 2 finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flows.watch import Watch, watched
from transforms.clean import clean
from transforms.read import BadRecord, RawArticle, UnreadableError, read
from warehouse.again import Original
from warehouse.home import Home
from warehouse.schema import Article, FileOutcome, Run
from warehouse.staging import StagedFile, Staging

LANGUAGE = "en"
PART_ARTICLES = 250
PART_CHARACTERS = 2_000_000


class Chunk(NamedTuple):
    """What a worker needs to know to read files: paths and names only, so that nothing large travels between processes."""

    name: str
    names: tuple[str, ...]
    landing: str
    home: str
    run: Run
    seconds: float  # that the reading of one article may take; 0 for no limit
    losses: int = 0  # see transforms/isolation.py
    originals: Mapping[str, Original] | None = None  # by name, where files are read again from raw/

    def path(self, name: str) -> Path:
        """Where the file is read from."""
        return Home(Path(self.home)).original(self.originals[name].content_sha256) if self.originals else Path(self.landing) / name


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
    staging = Staging(Home(Path(chunk.home)), chunk.run.run_id)
    articles = _Articles(staging, chunk.name)
    files = []
    with watched(staging, f"chunk-{chunk.name}", chunk.losses, chunk.seconds) as watch:
        for position, name in enumerate(chunk.names):
            watch.begin([position])
            files.append(_stage_file(chunk, name, staging, watch, articles))
        watch.begin(())
        articles.flush()
        staging.stage_files(chunk.name, files, articles.parts)
    return len(files)


def _stage_file(chunk: Chunk, name: str, staging: Staging, watch: Watch, articles: _Articles) -> StagedFile:
    """Reads one file, adds its articles to the others, and says what was wrong with it."""
    path, original = chunk.path(name), chunk.originals[name] if chunk.originals else None
    try:
        content = path.read_bytes()
        modified_at = original.modified_at if original else datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        return StagedFile(name, None, 0, 0, (("rejected", f"cannot be read: {error.strerror}"),))
    digest = staging.home.keep_original(content)
    if not content.strip():
        return StagedFile(name, digest, len(content), 0, (("empty", "the file is empty"),))
    count = 0
    problems: list[tuple[FileOutcome, str]] = []
    notes: Counter[str] = Counter()
    for record in read(name, content):
        watch.rewind()
        if original and original.source_paths is not None and record.source_path not in original.source_paths | {name}:
            continue
        if isinstance(record, BadRecord):
            problems.append(("rejected", record.reason if record.source_path == name else f"{record.source_path}: {record.reason}"))
            continue
        notes.update(record.notes)
        if article := _cleaned(record, digest, modified_at, chunk.run, problems):
            articles.add(article)
            count += 1
    told = "; ".join(f"{note} (in {count} records)" if count > 1 else note for note, count in sorted(notes.items())) or None
    return StagedFile(name, digest, len(content), count, tuple(problems), told, bool(original and original.is_published))


def _cleaned(record: RawArticle, digest: str, modified_at: datetime, run: Run, problems: list[tuple[FileOutcome, str]]) -> Article | None:
    """The article, or None where there is none of ours, with its problem told."""
    try:
        article = clean(record, digest, modified_at, run.started_at, run.run_id, run.pipeline_version)
    except UnreadableError as error:
        problems.append(("empty" if str(error).startswith("empty") else "rejected", f"{record.source_path}: {error}"))
        return None
    if article.language != LANGUAGE:
        problems.append(("not_english", f"{record.source_path}: language is {article.language}"))
        return None
    return article
