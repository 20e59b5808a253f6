"""Times the load of a night's articles into a large warehouse, and every view and macro on it: `make scale`.

The articles are invented at the level of rows and written into a lake; everything from there on is the real load. They are as skewed as
news: entities, sides and goods by Zipf's law (the logarithm of the rank is uniform), 20 mentions, 8 quotes, 1.5 measures and .3 talks an
article, of talks that two sides hold every other week, and one article in twenty a copy, half of these cut short. Seconds are told as
they passed and, in brackets or under `cpu`, as the processor counted them over all threads, since other work on the machine slows the
first alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from unittest.mock import patch

import duckdb

from warehouse import load as loading
from warehouse import publish as publishing
from warehouse.derive import create_table
from warehouse.home import Home
from warehouse.lake import Part, file_name
from warehouse.schema import TABLE, TABLES
from warehouse.views import views_and_macros

ROWS = Path(__file__).with_name("data") / "scale"
PART = 50_000  # articles
STEPS = ("load_parts", "derive", "failed_checks")
EXAMPLE = "-- Example: "
# What the examples ask about is in the samples: asked is about some of what is much in the news here.
STAND_INS = {"USA": "AAX", "CAN": "GAX", "CHN": "AAX", "'EU'": "'AAX'", "Marchand": "Licamen Votula", "marchand": "licamen votula",
             "brandt": "licamen votula", "aluminium": "semerola", "alumin": "semerola", "steel": "semerola"}  # fmt: skip
PATIENCE = 60.0  # seconds after which a question is broken off
Seconds = dict[str, float]


@contextmanager
def timed(seconds: Seconds, name: str) -> Iterator[None]:
    start, cpu_start = time.perf_counter(), time.process_time()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start
    seconds[f"{name} cpu"] = seconds.get(f"{name} cpu", 0.0) + time.process_time() - cpu_start


def peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def invent(home: Home, run_id: str, first: int, count: int) -> None:
    """Writes articles number `first` to `first + count` into the lake, as one run of several parts."""
    with duckdb.connect() as db:
        db.execute((ROWS / "names.sql").read_text(encoding="utf8"))
        for number, start in enumerate(range(first, first + count, PART)):
            for table in TABLES:
                db.execute(f"DROP TABLE IF EXISTS {table.name}; {create_table(table)}")
            db.execute(f"SET VARIABLE run_id = '{run_id}'; SET VARIABLE first = {start}")
            db.execute(f"SET VARIABLE last = {min(start + PART, first + count) - 1}")
            db.execute((ROWS / "rows.sql").read_text(encoding="utf8"))
            for table in (table for table in TABLES if table.in_lake and (table.name != "runs" or not number)):
                path = home.path / "lake" / file_name(table, Part(run_id, str(number)))
                path.parent.mkdir(parents=True, exist_ok=True)
                db.execute(f"COPY {table.name} TO '{path}' (COMPRESSION zstd)")


def publish(home: Home) -> Seconds:
    """Publishes what the lake holds; seconds of each step, and of the whole."""
    seconds: Seconds = {}

    def stopped[**P, T](name: str, step: Callable[P, T]) -> Callable[P, T]:
        def step_and_stop(*args: P.args, **kwargs: P.kwargs) -> T:
            with timed(seconds, name):
                return step(*args, **kwargs)

        return step_and_stop

    inside = [(publishing, step) for step in STEPS] + [(loading, step) for step in ("find_copies", "join_entities")]
    patches = [patch.object(module, step, stopped(step, getattr(module, step))) for module, step in inside]
    for one in patches:
        one.start()
    with timed(seconds, "whole"):
        publishing.publish(home)
    for one in patches:
        one.stop()
    return seconds


def examples() -> dict[str, str]:
    """The query that the header of each view and macro gives as its example, about what the invented articles tell."""
    lines = ((path.stem, path.read_text(encoding="utf8").splitlines()) for path in views_and_macros())
    found = {name: next(line for line in text if line.startswith(EXAMPLE)).removeprefix(EXAMPLE) for name, text in lines}
    for theirs, ours in STAND_INS.items():
        found = {name: example.replace(theirs, ours) for name, example in found.items()}
    return found


def ask(home: Home) -> dict[str, Seconds]:
    """Seconds of each view and macro used as its header says, the second of two times; infinite where it was broken off."""
    asked = {}
    with duckdb.connect(str(home.warehouse), read_only=True, config={"threads": 2}) as db:
        for name, example in sorted(examples().items()):
            answer(db, example)
            asked[name] = answer(db, example)
            print(f"  {name:24}{asked[name]['answer']:8.2f} s {asked[name]['answer cpu']:8.2f} s cpu", flush=True)
    return asked


def answer(db: duckdb.DuckDBPyConnection, query: str) -> Seconds:
    seconds: Seconds = {}
    limit = Timer(PATIENCE, db.interrupt)
    limit.start()
    try:
        with timed(seconds, "answer"):
            db.execute(query).fetchmany(1000)
    except duckdb.InterruptException:
        return {"answer": float("inf"), "answer cpu": float("inf")}
    finally:
        limit.cancel()
    return seconds


def content(home: Home) -> dict[str, int]:
    """A hash of all rows of each table, whatever their order."""
    with duckdb.connect(str(home.warehouse), read_only=True) as db:
        return {table.name: db.execute(f"SELECT coalesce(bit_xor(hash(t)), 0) FROM {table.name} AS t").fetchall()[0][0] for table in TABLES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, help="in the warehouse before the night")
    parser.add_argument("--night", type=int, default=50_000, help="articles of the night")
    parser.add_argument("--home", type=Path, help="where to keep what is made; by default it is deleted at the end")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--rebuild", action="store_true", help="also build anew from the lake, and compare the content")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = measure(Home(options.home or Path(folder)), options)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    if options.rebuild and figures["differing_tables"]:
        sys.exit(f"content differs from a build anew: {figures['differing_tables']}")


def measure(home: Home, options: argparse.Namespace) -> dict[str, object]:
    figures: dict[str, object] = {"articles": options.articles, "night": options.night}
    if not home.warehouse.exists():
        invent(home, "20260101T000000-base", 0, options.articles)
        figures["first_load"] = told("first load", publish(home))
    if not (home.path / "lake" / file_name(TABLE["files"], Part("20260102T000000-night", "0"))).exists():
        invent(home, "20260102T000000-night", options.articles, options.night)
    figures["night_load"] = told("night", publish(home))
    figures["peak_gigabytes"] = round(peak_gigabytes(), 2)
    print(f"peak memory {peak_gigabytes():.1f} GB, of the first load too", flush=True)
    figures["questions"] = ask(home)
    if options.rebuild:
        before = content(home)
        publishing.publish(home, anew=True)
        figures["differing_tables"] = [name for name, found in content(home).items() if found != before[name]]
    return figures


def told(name: str, seconds: Seconds) -> Seconds:
    steps = [step for step in seconds if not step.endswith(" cpu")]
    print(f"{name}: " + ", ".join(f"{step} {seconds[step]:.1f} s ({seconds[f'{step} cpu']:.1f})" for step in steps), flush=True)
    return seconds


if __name__ == "__main__":
    main()
