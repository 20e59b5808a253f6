"""Times commands by turns, from the start of the process to its end, and looks at the memory that they take."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import psutil

SAMPLED_SECONDS = 0.25
MB = 1 << 20

Look = Callable[["Memory"], None]


class Memory(NamedTuple):
    """Resident memory in MB."""

    parent: int
    workers: tuple[int, ...]  # each worker process, the largest first


class Lap(NamedTuple):
    """One run of a command: how long it took, and the most memory that its parent and any one of its workers had.

    `processor_seconds` are those of all its processes: on a machine that does other things as well, they are what can be compared.
    """

    seconds: float
    processor_seconds: float
    parent_mb: int
    worker_mb: int


def lap(command: Sequence[str], look: Look = lambda _: None) -> Lap:
    """Runs the command, which must succeed. `look` gets its memory at every sample."""
    start, worked = time.perf_counter(), _worked()
    process = psutil.Popen([sys.executable, "-m", *command], stdout=-3, stderr=-3)  # to /dev/null
    parent_mb = worker_mb = 0
    while True:
        try:
            process.wait(SAMPLED_SECONDS)
            break
        except psutil.TimeoutExpired:
            memory = _memory(process)
            look(memory)
            parent_mb, worker_mb = max(parent_mb, memory.parent), max(worker_mb, *memory.workers, 0)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode} of {' '.join(command)}")
    return Lap(time.perf_counter() - start, _worked() - worked, parent_mb, worker_mb)


def _worked() -> float:
    """Processor seconds of the processes that were started here and have ended, their own children included."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _memory(process: psutil.Popen) -> Memory:
    found = []
    for one in [process, *process.children(recursive=True)]:
        try:
            found.append(one.memory_info().rss // MB)
        except psutil.NoSuchProcess:
            found.append(0)
    return Memory(found[0], tuple(sorted(found[1:], reverse=True)))


def ratio(slow: Sequence[float], fast: Sequence[float]) -> dict[str, float]:
    """How many times as fast, round by round: the least and the median."""
    found = [one / other for one, other in zip(slow, fast, strict=True)]
    return {"min": round(min(found), 2), "median": round(median(found), 2)}
