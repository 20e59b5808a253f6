"""The report of a run: what it read, what it found, what it turned away and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse.schema import FileRecord, RunStatus

FOUND = ("quotes", "tariffs", "talks", "roles", "dates", "mentions", "article_entities")
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
    warehouse: str | None = None  # where it is
    without_effect: tuple[str, ...] = ()  # corrections of entities
    warnings: tuple[str, ...] = ()
    is_again: bool = False  # whether it read originals again, not the landing folder

    @property
    def headline(self) -> str:
        """One sentence for a log or a terminal."""
        fresh = sum(count for outcome, count in self.files.items() if outcome != "unchanged")
        unchanged = self.files.get("unchanged", 0)
        if not fresh and self.is_again:
            return "No file is to be read again."
        if not fresh and not unchanged:
            return "No files in the landing folder: put articles there and run again, or name another folder with --landing."
        match self.status:
            case "unchanged":
                return f"Nothing new: {counted(unchanged, 'file')} unchanged since the last run."
            case "running":
                return f"Dry run: {counted(fresh, 'file')} would be read{'' if self.is_again else f', {unchanged} are unchanged'}."
            case "failed":
                return "Failed: nothing was published."
        if not fresh:
            return f"Published anew, without new files, in {self.seconds:.1f} s."
        kind = "reprocessed file" if "reprocessed" in self.files else "new file"
        older = self.rows.get("articles", 0) - self.current_count
        replaced = f", {counted(older, 'older version')} of them replaced," if older else ""
        return f"Published {counted(self.current_count, 'article')} from {counted(fresh, kind)}{replaced} in {self.seconds:.1f} s."


def is_turned_away(file: FileRecord) -> bool:
    """Whether the file, or a record of it, gave no article: whatever the reason, `tradewire retry` reads it again."""
    return file.reason is not None and file.outcome != "unchanged"


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
