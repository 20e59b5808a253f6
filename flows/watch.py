"""Says in the work in hand what a worker is about to read, and ends the worker when it takes too long.

In an object store, where each word is a request, a unit that no worker was lost at is told as a whole; after a loss, item by item.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO

from warehouse.staging import Attempt, Staging


class Watch:
    """What is told and timed while a chunk of files or a batch of articles is read."""

    def __init__(self, staging: Staging, unit: str, losses: int, seconds: float, told: IO[str]) -> None:
        self._staging, self._unit, self._losses, self._seconds, self._told = staging, unit, losses, seconds, told
        self._tells_each = bool(losses) or not staging.is_remote

    def begin_all(self, count: int) -> None:
        """So many items are read from now on."""
        self._tell(() if self._tells_each else range(count))

    def begin(self, items: Sequence[int]) -> None:
        """These are read next."""
        if self._tells_each:
            self._tell(items)
        else:
            self.rewind()

    def end_all(self) -> None:
        """All were read: what follows is no item's fault."""
        self._tell(())

    def _tell(self, items: Sequence[int]) -> None:
        self._staging.begin(self._unit, Attempt(self._losses, tuple(items), os.getpid()))
        self.rewind()

    def rewind(self) -> None:
        """Gives the full time anew."""
        if self._seconds:  # the timer of faulthandler runs outside of Python: it ends loops of regular expressions and of C code too
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._told)


@contextmanager
def watched(staging: Staging, unit: str, count: int, losses: int, seconds: float) -> Iterator[Watch]:
    """A watch over one chunk or batch of `count` items; `seconds` is the time that an item may take, 0 for no limit."""
    with _overdue(staging, unit) as file:
        watch = Watch(staging, unit, losses, seconds, file)
        watch.begin_all(count)
        try:
            yield watch
        except BaseException:  # it is alive: a full disk or a key pressed is no item's fault
            staging.end(unit)
            raise
        finally:
            if seconds:
                faulthandler.cancel_dump_traceback_later()


def _overdue(staging: Staging, unit: str) -> AbstractContextManager[IO[str]]:
    """Where a process tells that it took too long, which must be a file of this machine."""
    if staging.is_remote:
        return nullcontext(sys.__stderr__ or sys.stderr)
    told = staging.overdue(unit)
    told.parent.mkdir(parents=True, exist_ok=True)
    return told.open("w")
