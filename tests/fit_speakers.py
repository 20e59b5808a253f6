"""Fits the weights of the speaker ranking to annotated news: `python -m tests.fit_speakers GOLD_FOLDER [ROUNDS]`.

The folder holds `train.gold.jsonl` and `train-landing/` in the form that PolNeAR (Newell, Margolin and Ruths 2018) was brought to: one
line per article with `id`, `text` and `quotes`, each with `start`, `end`, `speaker_start`, `speaker_end`, `speaker_kind`
(explicit, pronoun_coref, pronoun_unresolved, none) and `speaker_canonical`. Nothing of the texts goes into the weights' file.

The model is a softmax over the candidates of a quote (`transforms/speaker_ranking.py`); all mentions of the right speaker count as
right. Batch gradient ascent with an L2 penalty: a few thousand quotes with some sixty features, so plain Python does.
A quote before the one at hand is taken as the pipeline resolves it, so a second round on the first one's weights fits better.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from flows.settings import Settings
from transforms.annotate import annotate, load_model
from transforms.clean import clean
from transforms.document import Document
from transforms.entities import Entities, entities
from transforms.quotes import quotes
from transforms.read import BadRecord, read
from transforms.roles import roles
from transforms.speaker_candidates import Speakers
from transforms.speaker_ranking import Candidate, weights
from warehouse.schema import Role, Span

STEPS, RATE, PENALTY = 300, 1.0, 0.002  # the penalty is per example
SAME = 0.75  # of an annotated stretch that a piece must cover
HEADER = """\
# How much each feature of a mention speaks for its being the speaker of a quote without an attribution of its own
# (transforms/speaker_ranking.py): natural logarithms of odds. "nobody" is the score that a speaker must beat.
# Written by tests/fit_speakers.py from {count} such quotes of the training part of PolNeAR (Newell, Margolin and Ruths, An Attribution
# Relations Corpus for Political News, LREC 2018). Do not edit by hand; fit again.

[floating]
"""


class Example(NamedTuple):
    """The candidates of a quote, and which of them are right."""

    candidates: list[frozenset[str]]
    right: list[int]


def examples(document: Document, named: Entities, offices: list[Role], gold: dict[str, Any]) -> Iterator[Example]:
    """What an annotated article tells about the quotes whose speaker must be resolved."""
    if document.text.rstrip() != gold["text"].rstrip():
        return
    found = quotes(document)
    resolver = Speakers(document, named, offices)
    annotated = sorted(gold["quotes"], key=lambda row: int(row["start"]))
    for quote, candidates in zip(found, resolver.all_candidates(found), strict=True):
        row = next((row for row in annotated if any(_holds(piece, Span(row["start"], row["end"])) for piece in quote.spans)), None)
        if row is None or quote.source is not None or quote.cue is not None:
            continue
        right = _right(candidates, row)
        if right:
            yield Example([candidate.features for candidate in candidates], right)


def _holds(piece: Span, other: Span) -> bool:
    """Whether the piece is the annotated stretch, or a sentence with the stretch in it."""
    shared = min(piece.end_char, other.end_char) - max(piece.start_char, other.start_char)
    return shared > 0 and shared >= SAME * (other.end_char - other.start_char)


def _right(candidates: list[Candidate], row: dict[str, Any]) -> list[int]:
    source = (row["speaker_start"], row["speaker_end"]) if row.get("speaker_text") else None
    marked = {
        candidate.candidate_id
        for candidate in candidates
        if candidate.mention and source and candidate.mention.start_char < source[1] and source[0] < candidate.mention.end_char
    }
    last = (row.get("speaker_canonical") or "").replace(",", " ").split()[-1:]
    right = [
        number
        for number, candidate in enumerate(candidates)
        if candidate.mention is not None
        and (
            (source and candidate.mention.start_char < source[1] and source[0] < candidate.mention.end_char)
            or (candidate.candidate_id is not None and candidate.candidate_id in marked and row["speaker_kind"] == "explicit")
            or (last and row["speaker_kind"] == "pronoun_coref" and (candidate.name or "").split()[-1:] == last)
        )
    ]
    nobody = [len(candidates) - 1]
    return right if source else nobody  # who speaks without being a candidate, teaches nothing


def fit(rows: list[Example]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest."""
    names = sorted({name for row in rows for features in row.candidates for name in features})
    index = {name: number for number, name in enumerate(names)}
    coded = [([[index[name] for name in features] for features in row.candidates], frozenset(row.right)) for row in rows]
    values, momentum = [0.0] * len(names), [0.0] * len(names)
    for _ in range(STEPS):
        slope = [-PENALTY * value for value in values]
        for candidates, right in coded:
            powers = [sum(values[i] for i in features) for features in candidates]
            top = max(powers)
            shares = [exp(power - top) for power in powers]
            total, good = sum(shares), sum(shares[number] for number in right)
            for number, features in enumerate(candidates):
                pull = (shares[number] / good if number in right else 0.0) - shares[number] / total
                if pull:
                    for i in features:
                        slope[i] += pull / len(coded)
        momentum = [0.9 * old + RATE * new for old, new in zip(momentum, slope, strict=True)]
        values = [value + change for value, change in zip(values, momentum, strict=True)]
    return dict(zip(names, values, strict=True))


def as_toml(values: dict[str, float], count: int) -> str:
    """The weights' file."""
    rows = sorted(values.items(), key=lambda row: -row[1])
    return HEADER.format(count=count) + "".join(f'"{name}" = {value:.2f}\n' for name, value in rows)


def annotated_articles(folder: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """The parsed training articles with what was annotated."""
    lines = (folder / "train.gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    now = datetime.now(UTC)
    articles = [
        clean(record, "0" * 64, now, now.replace(tzinfo=None), "fit", "0")
        for path in sorted((folder / "train-landing").rglob("*.json"))
        for record in read(path.name, path.read_bytes())
        if not isinstance(record, BadRecord)
    ]
    for document in annotate(articles, load_model(Settings().model)):
        yield document, gold[Path(document.article.source_path).stem]


def fit_all(read_articles: Iterable[tuple[Document, Entities, list[Role], dict[str, Any]]], rounds: int) -> str:
    """The weights' file, fitted in rounds to the articles."""
    articles = list(read_articles)
    for _ in range(rounds):
        rows = [example for article in articles for example in examples(*article)]
        values = fit(rows)
        weights().clear()
        weights().update(values)
    return as_toml(weights(), len(rows))


def main() -> None:
    """Prints the weights' file."""
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    print(fit_all(_annotated(folder), rounds), end="")


def _annotated(folder: Path) -> Iterator[tuple[Document, Entities, list[Role], dict[str, Any]]]:
    for document, gold in annotated_articles(folder):
        named = entities(document)
        yield document, named, roles(document, named), gold


if __name__ == "__main__":
    main()
