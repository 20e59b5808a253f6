"""The report of a run: what it read, what it found, what it turned away and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.schema import FileRecord, RunStatus

FOUND = ("quotes", "tariffs", "talks", "roles", "dates", "mentions", "article_entities")
TURNED_AWAY = ("rejected", "not_english", "empty")
MAX_LISTED = 50


@dataclass(frozen=True)
class Report:
    """What a run did; `rows` counts what was read in this run, by table; `current_count` the articles of it that are the current ones."""

    run_id: str
    status: RunStatus
    files: Mapping[str, int]
    rows: Mapping[str, int] = field(default_factory=Counter)
    current_count: int = 0
    turned_away: tuple[FileRecord, ...] = ()
    seconds: float = 0.0
    warehouse: Path | None = None
    notes: tuple[str, ...] = ()  # what the user may want to mend

    @property
    def headline(self) -> str:
        """One sentence for a log or a terminal."""
        fresh = sum(count for outcome, count in self.files.items() if outcome != "unchanged")
        unchanged = self.files.get("unchanged", 0)
        if not fresh and not unchanged:
            return "No files in the landing folder: put articles there and run again, or name another folder with --landing."
        match self.status:
            case "unchanged":
                return f"Nothing new: {counted(unchanged, 'file')} unchanged since the last run."
            case "running":
                return f"Dry run: {counted(fresh, 'file')} would be read, {unchanged} are unchanged."
            case "failed":
                return "Failed: nothing was published."
        if not fresh:
            return f"Published anew, without new files, in {self.seconds:.1f} s."
        older = self.rows.get("articles", 0) - self.current_count
        replaced = f", {counted(older, 'older version')} of them replaced," if older else ""
        return f"Published {counted(self.current_count, 'article')} from {counted(fresh, 'new file')}{replaced} in {self.seconds:.1f} s."


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def markdown(report: Report) -> str:
    """The report as it stands in the Prefect UI."""
    lines = [f"# {report.headline}", "", f"Run `{report.run_id}`", "", "| files | |", "| --- | ---: |"]
    lines += [f"| {outcome} | {count:,} |" for outcome, count in sorted(report.files.items())]
    if report.rows:
        lines += ["", "| rows read | |", "| --- | ---: |"]
        lines += [f"| {table} | {report.rows[table]:,} |" for table in ("articles", *FOUND) if table in report.rows]
    if report.notes:
        lines += ["", "## Overrides without effect", "", *(f"- {_cell(note)}" for note in report.notes)]
    if report.turned_away:
        lines += ["", "## Turned away", "", "| file | outcome | reason |", "| --- | --- | --- |"]
        lines += [f"| {_cell(f.source_path)} | {f.outcome} | {_cell(f.reason or '')} |" for f in report.turned_away[:MAX_LISTED]]
        if len(report.turned_away) > MAX_LISTED:
            lines.append(f"| and {len(report.turned_away) - MAX_LISTED:,} more | | see table `files` |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
