"""Ends a child process when its parent is gone, however that ended: no orphan holds the memory, the port or the lock of a killed run."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK_SECONDS = 1.0


def end_with_parent(parent: int | None = None) -> None:
    """Kills this process soon after the parent ended. Give the parent's id where it might have ended before this call."""
    threading.Thread(target=_watch, args=(parent or os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)  # what a run writes survives that at any point
