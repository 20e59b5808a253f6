"""Says in the home what a worker is about to read, and ends the worker when it takes too long."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from warehouse.staging import Attempt, Staging


class Watch:
    """What is told and timed while a chunk of files or a batch of articles is read."""

    def __init__(self, staging: Staging, unit: str, losses: int, seconds: float, told: IO[str]) -> None:
        self._staging, self._unit, self._losses, self._seconds, self._told = staging, unit, losses, seconds, told

    def begin(self, items: Sequence[int]) -> None:
        """These are read next; none: what follows is no item's fault."""
        self._staging.begin(self._unit, Attempt(self._losses, tuple(items), os.getpid()))
        self.rewind()

    def rewind(self) -> None:
        """Gives the full time anew."""
        if self._seconds:  # the timer of faulthandler runs outside of Python: it ends loops of regular expressions and of C code too
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._told)


@contextmanager
def watched(staging: Staging, unit: str, losses: int, seconds: float) -> Iterator[Watch]:
    """A watch over one chunk or batch; `seconds` is the time that an item may take, 0 for no limit."""
    told = staging.overdue(unit)
    told.parent.mkdir(parents=True, exist_ok=True)
    with told.open("w") as file:
        watch = Watch(staging, unit, losses, seconds, file)
        watch.begin(())
        try:
            yield watch
        except BaseException:  # it is alive: a full disk or a key pressed is no item's fault
            staging.end(unit)
            raise
        finally:
            if seconds:
                faulthandler.cancel_dump_traceback_later()
