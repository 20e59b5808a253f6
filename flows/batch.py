"""A batch of articles as it is handed out. What reads it is imported there alone: spaCy takes half a second and 100 MB."""

from __future__ import annotations

from typing import NamedTuple

from warehouse.home import Home


class Batch(NamedTuple):
    """What a worker needs to know to annotate articles: where they stand, and with what."""

    name: str
    run_id: str
    articles: int
    home: Home
    model: str
    seconds: float  # that one article, or a handful parsed together, may take; 0 for no limit
    losses: int = 0  # see transforms/articles/isolation.py


def warm_up(model: str) -> None:
    """Loads what the reading of a batch needs."""
    from transforms.text.annotate import load_model

    load_model(model)


def read_batch(batch: Batch) -> int:
    """Takes the articles into the lake; returns how many."""
    from flows.ingest import ingest_batch

    return ingest_batch(batch)
