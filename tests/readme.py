"""Puts the real answers of the samples under the questions of the README: `python -m tests.readme`."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from flows.run import run
from flows.settings import Settings
from tests.conftest import SAMPLES

README = Path(__file__).parents[1] / "README.md"
ASKED = re.compile(r"```sql\n(?P<query>.*?)```\n(?:\n```text\n(?P<answer>.*?)```\n)?", re.DOTALL)
WIDTH = 150  # columns: what a code block on a wide screen shows


def questions() -> list[str]:
    """The SQL of the README."""
    return [match["query"] for match in ASKED.finditer(README.read_text())]


def answered(text: str, answer: Callable[[str], str]) -> str:
    """The text, each answer in it made anew."""
    return ASKED.sub(lambda match: f"```sql\n{match['query']}```\n\n```text\n{answer(match['query'])}```\n", text)


def as_table(db: duckdb.DuckDBPyConnection, query: str) -> str:
    found = db.execute(query)
    table = Table(*(column[0] for column in found.description or ()), box=None, pad_edge=False, header_style="")
    for row in found.fetchall():
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console(width=WIDTH, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Settings(home=Path(folder), landing=SAMPLES))
        with duckdb.connect(f"{folder}/warehouse.duckdb", read_only=True) as db:
            README.write_text(answered(README.read_text(), lambda query: as_table(db, query)))


if __name__ == "__main__":
    main()
