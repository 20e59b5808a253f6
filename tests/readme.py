"""The answers of the sample articles and the data dictionary, as files: `python -m tests.readme` writes all of them anew."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.run import run
from flows.settings import Settings
from tests.conftest import SAMPLES
from tests.dictionary import DICTIONARY, current
from warehouse.questions import Question, ask, given
from warehouse.questions import questions as asked_by_name

README = Path(__file__).parents[1] / "README.md"
GOLDEN = Path(__file__).parent / "data" / "answers"
ASKED = re.compile(r"```sql\n(?P<query>.*?)```\n(?:\n```text\n(?P<answer>.*?)```\n)?", re.DOTALL)
FIGURE = re.compile(r"(?P<mark><!--(?P<corpus>\w+)\.(?P<name>[\w()+]+)-->)[\d.]+")
FLOORS = README.parent / ".ci" / "floors.json"
WIDTH = 150  # columns: what a code block on a wide screen shows


def questions() -> list[str]:
    """The SQL of the README."""
    return [match["query"] for match in ASKED.finditer(README.read_text())]


def answered(text: str, answer: Callable[[str], str]) -> str:
    """The text, each answer in it made anew."""
    return ASKED.sub(lambda match: f"```sql\n{match['query']}```\n\n```text\n{answer(match['query'])}```\n", text)


def measured(text: str) -> str:
    """The text, each figure of accuracy in it as it was measured last."""
    floors = json.loads(FLOORS.read_text())
    return FIGURE.sub(lambda match: match["mark"] + _short(floors[match["corpus"]][match["name"]]), text)


def _short(figure: float) -> str:
    return "1.0" if figure >= 0.995 else f"{figure:.2f}".removeprefix("0")


def as_table(found: duckdb.DuckDBPyConnection, width: int = WIDTH) -> str:
    """An answer as lines of text."""
    table = Table(*(column[0] for column in found.description or ()), box=None, pad_edge=False, header_style="")
    for row in found.fetchall():
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def golden(db: duckdb.DuckDBPyConnection, asked: Question) -> str:
    """The question with its example and its answer, as its file under tests/data/answers has it."""
    command = " ".join(("tradewire ask", asked.name, *asked.example))
    return f"{asked.text}\n$ {command}\n\n{as_table(ask(db, asked, given(asked, asked.example)), 240)}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(Settings(home=Path(folder), landing=SAMPLES))
        with duckdb.connect(f"{folder}/warehouse.duckdb", read_only=True) as db:
            README.write_text(measured(answered(README.read_text(), lambda query: as_table(db.execute(query)))))
            DICTIONARY.write_text(current(db))
            for path in GOLDEN.glob("*.txt"):
                path.unlink()
            for name, asked in asked_by_name().items():
                (GOLDEN / f"{name}.txt").write_text(golden(db, asked))


if __name__ == "__main__":
    main()
