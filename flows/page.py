"""The report of a run as a page of the Prefect UI: numbers, how they compare with the last runs, what was turned away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from flows.charts import Bar, bar_chart
from flows.report import FOUND, MAX_LISTED, Report, counted
from flows.trend import Holdings, Night


def page(report: Report, nights: Sequence[Night], held: Holdings | None) -> str:
    """The page in markdown. `nights` are the last runs with this one at the end; `held` is what is published."""
    parts = [f"# {report.headline}", *(f"**Warning: {_cell(warning)}**" for warning in report.warnings), f"Run `{report.run_id}`"]
    if report.files:
        parts += ["## Files", _numbers(dict(sorted(report.files.items())))]
    if report.rows:
        parts += ["## Found in them", _numbers({name: report.rows[name] for name in ("articles", *FOUND) if name in report.rows})]
    if len(nights) > 1:
        parts += ["## Compared with the last runs", *_trend(nights)]
    if held:
        parts += ["## In the warehouse now", _numbers(held._asdict())]
    if report.without_effect:
        parts += ["## Overrides without effect", "\n".join(f"- {_cell(note)}" for note in report.without_effect)]
    if report.turned_away:
        parts += [f"## Turned away: {counted(len(report.turned_away), 'file')}", _turned_away(report)]
    return "\n\n".join(parts) + "\n"


def rejected_rows(report: Report) -> list[dict[str, str]]:
    """The files that were turned away, for a table that can be searched."""
    return [{"file": f.source_path, "outcome": f.outcome, "reason": f.reason or ""} for f in report.turned_away]


def _trend(nights: Sequence[Night]) -> list[str]:
    now, before = nights[-1], nights[:-1]
    days = [f"{night.started_at:%d %b}" for night in nights]
    figures = (
        ("articles", [night.articles for night in nights]),
        ("rejected files", [night.rejected for night in nights]),
        ("seconds", [night.seconds for night in nights]),
    )
    usual = ", ".join(f"{numbers[-1]:,.0f} {what} (usually {median(numbers[:-1]):,.0f})" for what, numbers in figures)
    told = f"{now.started_at:%d %B %Y, %H:%M} UTC: {usual}; usual is the median of the last {counted(len(before), 'run')}."
    return [told, *(f"{what}\n\n{bar_chart(what, [Bar(*pair) for pair in zip(days, numbers, strict=True)])}" for what, numbers in figures)]


def _turned_away(report: Report) -> str:
    lines = ["| file | outcome | reason |", "| --- | --- | --- |"]
    lines += [f"| {_cell(f.source_path)} | {f.outcome} | {_cell(f.reason or '')} |" for f in report.turned_away[:MAX_LISTED]]
    if len(report.turned_away) > MAX_LISTED:
        lines.append(f"| and {len(report.turned_away) - MAX_LISTED:,} more | | see the artifact turned-away, or table `files` |")
    return "\n".join(lines)


def _numbers(named: Mapping[str, int]) -> str:
    """One row of numbers under their names."""
    rows = (named, ["---:"] * len(named), (f"{number:,}" for number in named.values()))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
