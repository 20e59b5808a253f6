"""How fast the pipeline is: `make bench`, with options `make bench BENCH="--landing DIR --rounds 5"`.

Everything is timed by turns in one run, and told as ratios, since machines differ and are noisy. The figures go to data/bench.json as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from flows.settings import Settings
from flows.workers import ONE_THREAD
from tests.bench.corpus import articles, write_varied
from tests.bench.load import load_and_copy
from tests.bench.long import memory_over
from tests.bench.race import Lap, lap, ratio
from tests.bench.stages import ANNOTATE, BARE, TEXTACY
from tests.bench.table import as_lines, written_into
from tests.conftest import SAMPLES
from tests.readme import README
from warehouse.schema import Article

FOUND = Path("data") / "bench.json"
KEPT = Path(__file__).parents[1] / "data" / "bench.json"  # what the README shows
MADE = 600  # articles, where no landing folder is given
STAGE_ARTICLES = 200
SPACY, TWO, ONE = "bare spaCy, 2 processes", "tradewire run, 2 workers", "tradewire run, 1 worker"


def race(landing: Path, texts: Path, folder: Path, rounds: int) -> dict[str, list[Lap]]:
    """The competitors by turns; the home of the last run of two workers stays."""
    home = folder / "home"
    run = ["flows.cli", "run", "--landing", str(landing), "--home", str(home), "--workers"]
    commands = {SPACY: ["tests.bench.bare", str(texts), "2"], ONE: [*run, "1"], TWO: [*run, "2"]}
    laps: dict[str, list[Lap]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            shutil.rmtree(home, ignore_errors=True)
            laps[name].append(lap(command))
            last = laps[name][-1]
            print(f"  round {number + 1}  {name:26} {last.seconds:7.1f} s, {last.processor_seconds:7.1f} s of processors", flush=True)
    return laps


def stages(landing: Path, rounds: int) -> dict[str, float]:
    """Seconds by stage over some of the articles, in a process of one thread."""
    command = [sys.executable, "-m", "tests.bench.stages", str(landing), str(STAGE_ARTICLES), str(rounds)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, env=os.environ | ONE_THREAD).stdout)
    return found


def measured(landing: Path, source: str, read: list[Article], folder: Path, rounds: int) -> dict[str, Any]:
    """All figures, as they go into the JSON."""
    texts = folder / "texts"
    texts.write_text("\n".join(json.dumps(article.text) for article in read))
    laps = race(landing, texts, folder, rounds)
    seconds = {name: [one.seconds for one in some] for name, some in laps.items()}
    worked = {name: [one.processor_seconds for one in some] for name, some in laps.items()}
    by_stage = stages(landing, rounds)
    loads = [load_and_copy(folder / "home", folder / "copy.duckdb") for _ in range(rounds)]
    own = sum(seconds for stage, seconds in by_stage.items() if stage not in {BARE, ANNOTATE, TEXTACY})
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores",
        "model": Settings().model,
        "articles": {"from": source, "count": len(read), "words": sum(article.word_count for article in read)},
        "rounds": rounds,
        "seconds": {name: [round(one, 1) for one in some] for name, some in seconds.items()},
        "processor_seconds": {name: [round(one, 1) for one in some] for name, some in worked.items()},
        "articles_per_second": {name: round(len(read) / median(some), 1) for name, some in seconds.items()},
        "peak_mb": {name: [max(one.parent_mb for one in some), max(one.worker_mb for one in some)] for name, some in laps.items()},
        "times_as_fast": {
            "2 workers as bare spaCy on 2 processes": ratio(seconds[SPACY], seconds[TWO]),
            "the same by processor time": ratio(worked[SPACY], worked[TWO]),
            "2 workers as 1": ratio(seconds[ONE], seconds[TWO]),
        },
        "stages_to_bare_spacy": {stage: round(seconds / by_stage[BARE], 3) for stage, seconds in by_stage.items() if stage != BARE},
        "all_but_spacy": {"to_bare_spacy": round(own / by_stage[BARE], 3), "to_spacy_as_run_here": round(own / by_stage[ANNOTATE], 3)},
        "quotes_to_textacy": round(by_stage["quotes and speakers"] / by_stage[TEXTACY], 2) if TEXTACY in by_stage else None,
        "load": {"seconds": round(min(load for load, _ in loads), 2), "to_plain_insert": round(median(a / b for a, b in loads), 1)},
    }


def _processor() -> str:
    names = [line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Times the pipeline against bare spaCy, as ratios.")
    landing = os.environ.get("BENCH_LANDING")
    parser.add_argument("--landing", type=Path, default=landing, help="your own articles; else made from the samples")
    parser.add_argument("--articles", type=int, default=MADE, help="how many are made from the samples")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=0, metavar="ARTICLES", help="only watch the memory of a run over so many")
    parser.add_argument("--readme", action="store_true", help="put the table into the README")
    return parser.parse_args()


def main() -> None:
    given = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder, landing, source = Path(name), given.landing or SAMPLES, "a landing folder" if given.landing else "the samples, varied"
        made = given.long or (0 if given.landing else given.articles)
        if made:
            write_varied(list(articles(landing)), made, landing := folder / "landing")
        if given.long:
            memory_over(landing, folder / "home", given.long)
            return
        found = measured(landing, source, list(articles(landing)), folder, given.rounds)
    FOUND.parent.mkdir(exist_ok=True)
    FOUND.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    print("", *as_lines(found), sep="\n")
    if given.readme:
        shutil.copyfile(FOUND, KEPT)
        README.write_text(written_into(README.read_text(), found))


if __name__ == "__main__":
    main()
