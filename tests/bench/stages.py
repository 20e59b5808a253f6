"""The time of each stage beside that of bare spaCy over the same articles, in one process: prints seconds a stage as JSON.

stages.py LANDING ARTICLES ROUNDS    the least of the rounds counts: what is more is noise of the machine
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from flows.settings import Settings
from tests.bench.bare import BATCH
from tests.bench.corpus import articles
from transforms.dates.dates import dates
from transforms.measures.actors import Actors
from transforms.measures.tariffs import tariffs
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers
from transforms.talks.talks import talks
from transforms.text.annotate import annotate, handfuls, load_model
from transforms.text.document import Document
from transforms.text.models import model_path

BARE, ANNOTATE, READ, TEXTACY = "bare spaCy", "spaCy as run here", "read and clean", "textacy's direct quotations"
Quotations = Callable[[Any], Iterable[Any]]
Seconds = dict[str, float]


@contextmanager
def timed(seconds: Seconds, stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - start


def one_round(landing: Path, count: int, nlp: Language, bare: Language, quotations: Quotations | None) -> Seconds:
    """Each stage over the same articles, by turns."""
    seconds: Seconds = {}
    with timed(seconds, READ):
        found = list(articles(landing))
    seconds[READ] *= min(1.0, count / len(found))
    for handful in handfuls(found[:: max(1, len(found) // count)][:count]):
        with timed(seconds, BARE):
            docs = list(bare.pipe([article.text for article in handful], batch_size=BATCH))
        if quotations:
            with timed(seconds, TEXTACY):
                for doc in docs:
                    with suppress(ValueError):  # it gives up on texts whose marks don't match
                        list(quotations(doc))
        with timed(seconds, ANNOTATE):
            documents = list(annotate(handful, nlp))
        for document in documents:
            time_rules(document, seconds)
    return seconds


def time_rules(document: Document, seconds: Seconds) -> None:
    """What follows spaCy, as `transforms/pipeline.py` does it."""
    with timed(seconds, "entities"):
        found = entities(document)
    with timed(seconds, "roles"):
        offices = roles(document, found)
    with timed(seconds, "dates"):
        when = dates(document)
    with timed(seconds, "quotes and speakers"):
        said = speakers(document, quotes(document), found, offices)
    with timed(seconds, "measures"):
        actors = Actors(document, found, offices)
        tariffs(document, actors, when, said)
    with timed(seconds, "talks"):
        talks(document, found, actors, when)


def textacy_quotations() -> Quotations | None:
    """textacy's function, where it is installed, as `make bench` does: no part of Tradewire needs it, so the lock file leaves it out."""
    try:
        found: Quotations = import_module("textacy.extract.triples").direct_quotations
    except ImportError:
        return None
    return found


def main() -> None:
    landing, count, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    nlp, bare, quotations = load_model(Settings().model), spacy.load(model_path(Settings().model)), textacy_quotations()
    one_round(landing, 2, nlp, bare, quotations)  # warms up
    found = [one_round(landing, count, nlp, bare, quotations) for _ in range(rounds)]
    print(json.dumps({stage: min(seconds[stage] for seconds in found) for stage in found[0]}))


if __name__ == "__main__":
    main()
