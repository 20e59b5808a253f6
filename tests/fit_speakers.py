"""Fits the weights that tell who speaks to annotated news: `python -m tests.fit_speakers GOLD_FOLDER [ROUNDS]`.

The folder holds `train.gold.jsonl` and `train-landing/` in the form that PolNeAR (Newell, Margolin and Ruths 2018) was brought to: one
line per article with `id`, `text` and `quotes`, each with `start`, `end`, `speaker_start`, `speaker_end`, `speaker_kind`
(explicit, pronoun_coref, pronoun_unresolved, none) and `speaker_canonical`. Nothing of the texts goes into the weights' file.

The model is a softmax over the candidates of a quote (`transforms/quotes/speaker_ranking.py`) or a pronoun
(`transforms/names/pronouns.py`); all mentions of the right speaker count as right. Batch gradient ascent with an L2
penalty: a thousand examples with some eighty features, so plain Python does. What stands before is taken as the
pipeline resolves it, so a second round on the first one's weights fits better.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from flows.settings import Settings
from transforms.articles.clean import clean
from transforms.articles.read import BadRecord, read
from transforms.names.entities import Entities, entities
from transforms.names.pronouns import readings, table_of
from transforms.names.referents import Person
from transforms.offices.roles import roles
from transforms.quotes.quotes import quotes
from transforms.quotes.speaker_candidates import Speakers
from transforms.quotes.speaker_ranking import Candidate, kind_of_quote
from transforms.text.annotate import annotate, load_model
from transforms.text.document import Document
from transforms.text.weights import weights
from warehouse.schema import Role, Span

STEPS, RATE, PENALTY = 300, 1.0, 0.002  # the penalty is per example
OPEN_WEIGHT = 3.0  # of a quote without an attribution, beside one that its attribution tells the speaker of
MOST_EXAMPLES = 1500  # for one table
SAME = 0.75  # of an annotated stretch that a piece must cover
TABLES = {
    "floating": "direct speech without an attribution",
    "fragment": "words in marks in the writer's own sentence",
    "speaking pronoun": "he and she where they tell who speaks",
}
HEADER = """\
# How much each feature of a mention speaks for its being the speaker (transforms/quotes/speaker_ranking.py), or the person that a pronoun
# means (transforms/names/pronouns.py): natural logarithms of odds. "nobody" is the score that a speaker must beat. Written by
# tests/fit_speakers.py from the training part of PolNeAR
# (Newell, Margolin and Ruths, An Attribution Relations Corpus for Political News, LREC 2018).
# Do not edit by hand; fit again.
"""


class Annotated(NamedTuple):
    """A training article, what the pipeline finds in it, and what was annotated."""

    document: Document
    named: Entities
    offices: list[Role]
    gold: dict[str, Any]


class Example(NamedTuple):
    """The candidates of a quote or pronoun, and which of them are right."""

    table: str
    candidates: list[frozenset[str]]
    right: list[int]
    weight: float = 1.0


def quote_examples(article: Annotated) -> Iterator[Example]:
    """The quotes, those whose speaker must be found around them with more weight: the others are many, and teach much the same."""
    found = quotes(article.document)
    resolver = Speakers(article.document, article.named, article.offices)
    annotated = sorted(article.gold["quotes"], key=lambda row: int(row["start"]))
    for quote, candidates in zip(found, resolver.all_candidates(found), strict=True):
        row = next((row for row in annotated if any(_holds(piece, Span(row["start"], row["end"])) for piece in quote.spans)), None)
        right = _right(candidates, row) if row is not None else []
        if right:
            weight = OPEN_WEIGHT if quote.source is None and quote.cue is None else 1.0
            yield Example(kind_of_quote(quote), [candidate.features for candidate in candidates], right, weight)


def _holds(piece: Span, other: Span) -> bool:
    """Whether the piece is the annotated stretch, or a sentence with the stretch in it."""
    shared = min(piece.end_char, other.end_char) - max(piece.start_char, other.start_char)
    return shared > 0 and shared >= SAME * (other.end_char - other.start_char)


def _right(candidates: list[Candidate], row: dict[str, Any]) -> list[int]:
    """The candidates that are the annotated source or other mentions of the same; who speaks without being one, teaches nothing."""
    if not row.get("speaker_text"):
        return [len(candidates) - 1]
    source = Span(row["speaker_start"], row["speaker_end"])
    at_source = [number for number, one in enumerate(candidates) if one.mention is not None and _overlap(one.mention, source)]
    marked = {candidates[number].candidate_id for number in at_source} - {None} if row["speaker_kind"] == "explicit" else set()
    last = _surname(row) if row["speaker_kind"] == "pronoun_coref" else []
    same = [
        number
        for number, one in enumerate(candidates)
        if one.mention is not None and (one.candidate_id in marked or (last and (one.name or "").split()[-1:] == last))
    ]
    return sorted({*at_source, *same})


def _surname(row: dict[str, Any]) -> list[str]:
    return (row.get("speaker_canonical") or "").replace(",", " ").replace("’s", "").replace("'s", "").split()[-1:]


def _overlap(one: Span, other: Span) -> bool:
    return one.start_char < other.end_char and other.start_char < one.end_char


def pronoun_examples(article: Annotated) -> Iterator[Example]:
    """The pronouns that are annotated as sources of quotes."""
    wanted = {row["speaker_start"]: _surname(row) for row in article.gold["quotes"] if row.get("speaker_kind") == "pronoun_coref"}
    people = [m for m in article.named.mentions if m.entity_type == "person" and m.mention_type == "name"]
    ids = list(dict.fromkeys(mention.candidate_id for mention in people))
    names = [{m.mention_text.split()[-1] for m in people if m.candidate_id == key} for key in ids]
    persons = [Person(m.start_char, m.end_char, ids.index(m.candidate_id)) for m in people]
    for token, antecedents, _ in readings(article.document, persons) if wanted and persons else ():
        last = wanted.get(token.idx)
        right = [number for number, one in enumerate(antecedents) if last and one.who >= 0 and last[0] in names[one.who]]
        if right:
            yield Example(table_of(token), [one.features for one in antecedents], right)


def chosen(rows: list[Example], table: str) -> list[Example]:
    """The examples of a table, evenly thinned to what can be fitted in a minute, those of more weight kept."""
    heavy = [row for row in rows if row.table == table and row.weight > 1]
    light = [row for row in rows if row.table == table and row.weight <= 1]
    return [*heavy, *light[:: 1 + len(light) // MOST_EXAMPLES]]


def fit(rows: list[Example]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest."""
    names = sorted({name for row in rows for features in row.candidates for name in features})
    index = {name: number for number, name in enumerate(names)}
    coded = [([[index[name] for name in features] for features in row.candidates], frozenset(row.right), row.weight) for row in rows]
    whole = sum(row.weight for row in rows)
    values, momentum = [0.0] * len(names), [0.0] * len(names)
    for _ in range(STEPS):
        slope = [-PENALTY * value for value in values]
        for candidates, right, weight in coded:
            powers = [sum(values[i] for i in features) for features in candidates]
            top = max(powers)
            shares = [exp(power - top) for power in powers]
            total, good = sum(shares), sum(shares[number] for number in right)
            for number, features in enumerate(candidates):
                pull = (shares[number] / good if number in right else 0.0) - shares[number] / total
                if pull:
                    for i in features:
                        slope[i] += pull * weight / whole
        momentum = [0.9 * old + RATE * new for old, new in zip(momentum, slope, strict=True)]
        values = [value + change for value, change in zip(values, momentum, strict=True)]
    return dict(zip(names, values, strict=True))


def as_toml(tables: dict[str, dict[str, float]], counts: Counter[str]) -> str:
    """The weights' file."""
    rows = [HEADER]
    for kind, meaning in TABLES.items():
        rows.append(f'\n["{kind}"] # {meaning}: {counts[kind]} examples\n')
        rows += [f'"{name}" = {value:.2f}\n' for name, value in sorted(tables[kind].items(), key=lambda row: -row[1])]
    return "".join(rows)


def annotated_documents(folder: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
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


def fit_all(documents: list[tuple[Document, dict[str, Any]]], rounds: int) -> str:
    """The weights' file, fitted in rounds to the articles."""
    rows: list[Example] = []
    for _ in range(rounds):
        rows = []
        for document, gold in documents:
            if document.text.rstrip() == gold["text"].rstrip():
                named = entities(document)
                article = Annotated(document, named, roles(document, named), gold)
                rows += [*quote_examples(article), *pronoun_examples(article)]
        weights().update({table: fit(chosen(rows, table)) for table in TABLES})
    return as_toml(weights(), Counter(row.table for table in TABLES for row in chosen(rows, table)))


def main() -> None:
    """Prints the weights' file."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    print(fit_all(list(annotated_documents(Path(sys.argv[1]))), rounds), end="")


if __name__ == "__main__":
    main()
