"""The memory of a run over many articles: flat, whatever the corpus."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from tests.bench.race import Lap, Memory, lap

MARKS = 10  # lines that are printed


def memory_over(landing: Path, home: Path, count: int) -> Lap:
    """Runs two workers over the folder and prints what they hold at each tenth of the articles."""
    printed = 0
    counted: dict[Path, int] = {}

    def look(memory: Memory) -> None:
        nonlocal printed
        for path in home.glob("lake/articles/run=*/part-*.parquet"):
            counted.setdefault(path, pq.ParquetFile(path).metadata.num_rows)
        done = sum(counted.values())
        if done * MARKS // count > printed:
            printed = done * MARKS // count
            print(f"{done:8,} articles  {memory.parent:6,} MB, workers {', '.join(f'{mb:,} MB' for mb in memory.workers[:2])}", flush=True)

    found = lap(["flows.cli", "run", "--landing", str(landing), "--home", str(home), "--workers", "2"], look)
    print(f"  at most         {found.parent_mb:6,} MB, a worker {found.worker_mb:,} MB; {count / found.seconds:.1f} articles/s")
    return found
