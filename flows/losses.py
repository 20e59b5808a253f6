"""What is read again after a worker process was lost."""

from __future__ import annotations

import os

from flows.batch import Batch
from flows.stage import Chunk
from transforms.articles.isolation import WORKER_LOST, Piece, pieces
from warehouse.schema import FileOutcome
from warehouse.staging import Attempt, StagedFile, Staging


def chunks_again(chunk: Chunk) -> list[Chunk]:
    """What to read in place of the chunk: itself where none of its files is to blame."""
    staging = Staging(chunk.home, chunk.run.run_id)
    unit = f"chunk-{chunk.name}"
    again = _pieces(staging, unit, len(chunk.names), chunk.losses, WORKER_LOST)
    if not again:
        content, _, version = chunk.read(chunk.names[0])
        problem: tuple[FileOutcome, str] = ("rejected", _reason(staging, unit, chunk.seconds))
        digest = staging.home.keep_original(content)
        staging.stage_files(chunk.name, [StagedFile(chunk.names[0], digest, len(content), 0, (problem,), object_version=version)], [])
    named = zip(_names(chunk.name, len(again)), again, strict=True)
    return [chunk._replace(name=name, names=tuple(chunk.names[i] for i in piece.items), losses=piece.losses) for name, piece in named]


def batches_again(batch: Batch, loss: int = WORKER_LOST) -> list[Batch]:
    """What to read in place of the batch: itself where none of its articles is to blame."""
    staging = Staging(batch.home, batch.run_id)
    again = _pieces(staging, batch.name, batch.articles, batch.losses, loss)
    if not again:
        staging.give_up(batch.name, _reason(staging, batch.name, batch.seconds))
    names = _names(batch.name, len(again))
    if len(again) > 1:
        staging.divide(batch.name, {name: piece.items for name, piece in zip(names, again, strict=True)})
    for name, piece in zip(names, again, strict=True):
        staging.begin(name, Attempt(piece.losses, (), os.getpid()))
    return [batch._replace(name=name, articles=len(piece.items), losses=piece.losses) for name, piece in zip(names, again, strict=True)]


def _pieces(staging: Staging, unit: str, count: int, losses: int, loss: int) -> list[Piece]:
    attempt = staging.attempt(unit) or Attempt(losses, (), os.getpid())
    return pieces(count, attempt.losses, attempt.items, loss)


def _names(name: str, count: int) -> list[str]:
    return [name] if count == 1 else [f"{name}-{number}" for number in range(1, count + 1)]


def _reason(staging: Staging, unit: str, seconds: float) -> str:
    if staging.is_remote:
        return f"the process that read it died, or took more than {seconds:g} s (TRADEWIRE_ARTICLE_SECONDS), several times"
    overdue = staging.overdue(unit)
    if overdue.exists() and overdue.read_text().strip():
        return f"reading it took more than {seconds:g} s, several times (TRADEWIRE_ARTICLE_SECONDS)"
    return "the process that read it died, several times: out of memory, or a fault in a library"
