"""The figures as a table of the README."""

from __future__ import annotations

import re
from typing import Any

PLACE = re.compile(r"(?<=<!--bench-->\n).*?(?=<!--/bench-->)", re.DOTALL)


def as_lines(found: dict[str, Any]) -> list[str]:
    """The table in Markdown."""
    articles, ratios, rate = found["articles"], found["times_as_fast"], found["articles_per_second"]
    spacy, one, two = rate
    parent_mb, worker_mb = found["peak_mb"][two]
    seconds, to_insert = found["load"]["seconds"], found["load"]["to_plain_insert"]
    fast = f"**{_times(ratios, 0)}** as fast; by processor time {_times(ratios, 1)}"
    rows = [
        (f"{spacy}, whose documents are thrown away", f"{rate[spacy]} articles/s"),
        (f"{two}: from files to the published warehouse", f"{rate[two]} articles/s, {fast}"),
        (one, f"{rate[one]} articles/s; two are {_times(ratios, 2)} as fast"),
        ("spaCy as it is run here", f"{_share(found['stages_to_bare_spacy']['spaCy as run here'])} of bare spaCy's time"),
        ("everything but spaCy, from reading to talks", f"{_share(found['all_but_spacy']['to_bare_spacy'])} of bare spaCy's time"),
        *((f"… {stage}", _share(share)) for stage, share in _stages(found)),
        *(_textacy(found["quotes_to_textacy"])),
        ("load, checks, derived tables and publication", f"{seconds} s, {to_insert} times a plain `INSERT`"),
        ("memory at its peak", f"{parent_mb} MB, and {worker_mb} MB a worker"),
    ]  # fmt: skip
    head = f"{articles['count']:,} articles of {articles['words'] // articles['count']:,} words ({articles['from']}), start-up included"
    return [f"| {head} | {found['machine']} |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)]


def written_into(text: str, found: dict[str, Any]) -> str:
    """The README with the table in its place."""
    table = "\n".join([*as_lines(found), ""])
    return PLACE.sub(lambda _: table, text)


def _stages(found: dict[str, Any]) -> list[tuple[str, float]]:
    left_out = {"spaCy as run here", "textacy's direct quotations"}
    return [(stage, share) for stage, share in found["stages_to_bare_spacy"].items() if stage not in left_out]


def _textacy(ratio: float | None) -> list[tuple[str, str]]:
    return [("quotes of every kind with their speakers", f"{ratio} times as long as textacy's direct quotations")] if ratio else []


def _times(ratios: dict[str, dict[str, float]], number: int) -> str:
    return f"{list(ratios.values())[number]['median']} ×"


def _share(share: float) -> str:
    return f"{share:.1%}"
