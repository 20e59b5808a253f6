"""Times the stages on the sample articles, as ratios to bare spaCy measured side by side: `make bench`.

Ratios, since machines differ and are noisy: every round times both, and the median over the rounds is printed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median

import spacy
from spacy.language import Language

from flows.settings import Settings
from tests.conftest import SAMPLES
from transforms.articles.clean import clean
from transforms.articles.read import BadRecord, read
from transforms.dates.dates import dates
from transforms.measures.actors import Actors
from transforms.measures.tariffs import tariffs
from transforms.names.entities import entities
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speakers import speakers
from transforms.talks.talks import talks
from transforms.text.annotate import annotate, load_model, model_path

ROUNDS = 5
Times = dict[str, float]


@contextmanager
def timed(times: Times, stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times[stage] = times.get(stage, 0.0) + time.perf_counter() - start


def one_round(files: list[tuple[str, bytes]], nlp: Language, bare: Language) -> tuple[Times, int]:
    """Seconds per stage over all articles, and how many words they have."""
    times: Times = {}
    now = datetime.now(UTC)
    with timed(times, "read and clean"):
        records = [record for name, content in files for record in read(name, content) if not isinstance(record, BadRecord)]
        articles = [clean(record, "0" * 64, now, now.replace(tzinfo=None), "run", "0") for record in records]
    with timed(times, "bare spaCy"):
        list(bare.pipe(article.text for article in articles))
    with timed(times, "annotate"):
        documents = list(annotate(articles, nlp))
    for document in documents:
        with timed(times, "entities"):
            found = entities(document)
        with timed(times, "roles"):
            offices = roles(document, found)
        with timed(times, "dates"):
            when = dates(document)
        with timed(times, "quotes and speakers"):
            said = speakers(document, quotes(document), found, offices)
        with timed(times, "tariffs"):
            actors = Actors(document, found, offices)
            tariffs(document, actors, when, said)
        with timed(times, "talks"):
            talks(document, found, actors, when)
    return times, sum(article.word_count for article in articles)


def main() -> None:
    nlp = load_model(Settings().model)
    bare = spacy.load(model_path(Settings().model))  # as it comes, without what makes it faster here
    files = [(str(path.relative_to(SAMPLES)), path.read_bytes()) for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    (_, words), *measured = [one_round(files, nlp, bare) for _ in range(ROUNDS + 1)]  # the first warms up
    rounds = [times for times, _ in measured]
    print(f"{len(files)} files, {words:,} words, {ROUNDS} rounds; median of each round's ratio to bare spaCy\n")
    for stage in rounds[0]:
        print(f"  {stage:22} {median(times[stage] / times['bare spaCy'] for times in rounds):6.2f}")
    whole = median((sum(times.values()) - times["bare spaCy"]) / times["bare spaCy"] for times in rounds)
    print(f"  {'all stages':22} {whole:6.2f}   ({words / median(times['bare spaCy'] for times in rounds):,.0f} words/s with bare spaCy)")


if __name__ == "__main__":
    main()
