"""What became of the files of a run: every file is listed once, under one outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from warehouse.home import Home
from warehouse.schema import FileOutcome, FileRecord, Run
from warehouse.staging import Rejected, StagedFile

MAX_REASONS = 5  # records of one file whose reasons are told one by one
WORST_FIRST: tuple[FileOutcome, ...] = ("rejected", "waiting", "not_english", "empty", "unchanged")


def with_rejected(files: Iterable[StagedFile], rejected: Iterable[Rejected]) -> list[StagedFile]:
    """The files without the articles that were rejected later."""
    later: dict[str, list[tuple[FileOutcome, str]]] = defaultdict(list)
    for article in sorted(rejected):
        later[article.file_path].append(("rejected", f"{article.source_path}: {article.reason}"))
    return [
        file._replace(article_count=file.article_count - len(later[file.name]), problems=(*file.problems, *later[file.name]))
        for file in files
    ]


def file_record(run: Run, file: StagedFile) -> FileRecord:
    """The file's row."""
    return FileRecord(
        source_path=file.name,
        content_sha256=file.content_sha256,
        outcome=("reprocessed" if file.is_published else "loaded") if file.article_count else _worst(file),
        reason=_reasons(file) or None,
        notes=file.notes,
        article_count=file.article_count,
        size_bytes=file.size_bytes,
        run_id=run.run_id,
        seen_at=run.started_at,
        object_version=file.object_version,
    )


def keep_rejects(home: Home, files: Iterable[StagedFile]) -> None:
    """Keeps every file of which something was rejected, with the reasons; what is kept of a file from before goes."""
    files = list(files)
    home.forget_rejects({file.name for file in files})
    for file in files:
        if file.content_sha256 and any(outcome == "rejected" for outcome, _ in file.problems):
            home.keep_reject(file.name, home.original(file.content_sha256), _reasons(file))


def _worst(file: StagedFile) -> FileOutcome:
    outcomes = {outcome for outcome, _ in file.problems}
    return next((outcome for outcome in WORST_FIRST if outcome in outcomes), "empty")


def _reasons(file: StagedFile) -> str:
    told = [reason for _, reason in file.problems[:MAX_REASONS]]
    more = len(file.problems) - len(told)
    return "; ".join([*told, f"and {more} more"] if more > 0 else told)
