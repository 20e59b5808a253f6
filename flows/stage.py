"""Stage 1: one chunk of files is read and cleaned, and its articles are put where stage 2 finds them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flows.watch import watched
from transforms.clean import clean
from transforms.read import BadRecord, RawArticle, UnreadableError, read
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
            problems: list[tuple[FileOutcome, str]] = []
            digest, size, records = _read(staging.home, Path(chunk.landing), name, problems)
            count = 0
            for record, modified_at in records:
                watch.rewind()
                if article := _cleaned(record, digest or "", modified_at, chunk.run, problems):
                    articles.add(article)
                    count += 1
            files.append(StagedFile(name, digest, size, count, tuple(problems)))
        watch.begin(())
        articles.flush()
        staging.stage_files(chunk.name, files, articles.parts)
    return len(files)


def _read(
    home: Home, landing: Path, name: str, problems: list[tuple[FileOutcome, str]]
) -> tuple[str | None, int, list[tuple[RawArticle, datetime]]]:
    """The hash and size of the file, and the records in it that could be read."""
    try:
        content = (landing / name).read_bytes()
        modified_at = datetime.fromtimestamp((landing / name).stat().st_mtime, UTC)
    except OSError as error:
        problems.append(("rejected", f"cannot be read: {error.strerror}"))
        return None, 0, []
    digest = home.keep_original(content)
    if not content.strip():
        problems.append(("empty", "the file is empty"))
        return digest, len(content), []
    try:
        records = read(name, content)
    except UnreadableError as error:
        problems.append(("rejected", str(error)))
        records = []
    problems += [("rejected", f"{record.source_path}: {record.reason}") for record in records if isinstance(record, BadRecord)]
    return digest, len(content), [(record, modified_at) for record in records if isinstance(record, RawArticle)]


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
