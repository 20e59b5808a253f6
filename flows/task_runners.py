"""Prefect's task runners: what runs the tasks of a flow, by the settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows.cluster import RAY_OPTIONS, RAY_QUIET, connected, reachable
from flows.lifeline import end_with_parent
from flows.settings import Settings


@contextmanager
def task_runner(given: Settings, tasks: int) -> Iterator[TaskRunner[Any]]:
    """Processes of this machine, no more than there are tasks, or a cluster. Raises ClusterError where that cannot be reached.

    The machines of a cluster tell the Prefect server how their tasks go: PREFECT_API_URL must be an address that they reach.
    """
    if given.runner == "local":
        processes = max(1, min(given.workers, tasks))
        with ProcessPoolTaskRunner(max_workers=processes, initializer=end_with_parent, initargs=(os.getpid(),)) as runner:
            yield runner
    elif given.runner == "ray":
        with reachable(given):
            from prefect_ray import RayTaskRunner  # here and below: extras of the package
            from prefect_ray.context import remote_options

            ray = connected(lambda: RayTaskRunner(given.runner_address, RAY_QUIET).__enter__())
        try:
            with remote_options(**RAY_OPTIONS):
                yield ray
        finally:
            ray.__exit__(None, None, None)
    else:
        with reachable(given):
            from prefect_dask import DaskTaskRunner

            dask = DaskTaskRunner(address=given.runner_address).__enter__()
        try:
            yield dask
        finally:
            dask.__exit__(None, None, None)
