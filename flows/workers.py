"""Worker processes that may die: what they were at is read again as `flows/losses.py` says, by another one in their place."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from flows.lifeline import end_with_parent

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # of matrix products in each process
MAX_IN_VAIN = 5  # processes in a row that die before they read anything


class WorkersDieError(RuntimeError):
    """Worker processes die, and not by anything that they read."""

    def __init__(self) -> None:
        super().__init__(
            f"{MAX_IN_VAIN} worker processes in a row died before they read anything: out of memory? Fewer --workers need less. "
            "What was read is kept; run again, and the rest is read then."
        )


class Workers:
    """At most `count` processes, each a pool of its own, so that a death breaks that one alone; this process where `count` is 0."""

    def __init__(self, count: int, warm_up: Callable[..., Any], *arguments: Any) -> None:
        self._count, self._warm_up, self._arguments = count, warm_up, arguments
        self._idle: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Any], tuple[ProcessPoolExecutor, Any]] = {}
        self._in_vain = 0
        os.environ.update(ONE_THREAD)  # read when a process imports numpy

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for pool in [*self._idle, *(pool for pool, _ in self._busy.values())]:
            pool.shutdown(wait=False, cancel_futures=True)  # what follows need not wait until they have given their memory back

    def start(self, count: int) -> None:
        """Starts processes until there are so many, or as many as there may be; others start when there is work for them."""
        while len(self._idle) + len(self._busy) < min(count, self._count):
            pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent, initargs=(os.getpid(),))
            pool.submit(self._warm_up, *self._arguments)
            self._idle.append(pool)

    def run[Task, Result](
        self, work: Callable[[Task], Result], tasks: Iterable[Task], lost: Callable[[Task], list[Task]]
    ) -> Iterator[Result]:
        """The results as they come. `lost` tells what is to be done in place of a task whose process died."""
        if not self._count:
            yield from map(work, tasks)
            return
        waiting = deque(tasks)
        while waiting or self._busy:
            self.start(len(self._busy) + len(waiting))
            while waiting and self._idle:
                pool, task = self._idle.pop(), waiting.popleft()
                self._busy[pool.submit(work, task)] = (pool, task)
            for future in wait(self._busy, return_when=FIRST_COMPLETED).done:
                pool, task = self._busy.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    pool.shutdown()
                    waiting.extend(self._again(task, lost))
                else:
                    self._idle.append(pool)
                    self._in_vain = 0
                    yield result

    def _again[Task](self, task: Task, lost: Callable[[Task], list[Task]]) -> list[Task]:
        again = lost(task)
        self._in_vain = self._in_vain + 1 if again == [task] else 0
        if self._in_vain == MAX_IN_VAIN:
            raise WorkersDieError
        return again
