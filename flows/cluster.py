"""Reading on other machines: the same chunks of files and batches of articles, as tasks of a Ray or Dask cluster that runs already.

A task gets paths and gives back a count; what it reads and writes lies in an object store, or in a folder that all machines mount under
the same path. A task whose worker or machine was lost is read again as `flows/losses.py` says, on another one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache, partial
from importlib.metadata import version
from socket import gethostname
from threading import Lock
from typing import Any, NamedTuple, Protocol

from flows.batch import Batch, warm_up
from flows.settings import Runner, Settings
from flows.stage import Chunk
from flows.workers import MAX_IN_VAIN, Workers, WorkersDieError
from transforms.text.models import model_version
from warehouse.home import Home
from warehouse.lake import read_run

Submit = Callable[[Callable[[Any], int], Any], Future[int]]
RAY_OPTIONS: dict[str, Any] = {"num_cpus": 1, "max_retries": 0}  # what is read again, and in which pieces, `flows/losses.py` tells
RAY_QUIET: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}  # what a task logs goes to the run's log
TRIES = 4  # to connect
ONE_AT_A_TIME = Lock()  # the model and the timer of an article are the process's own; workers of Dask may have several threads


class ClusterError(RuntimeError):
    """The cluster is not there, or its machines cannot do the work; the message says why and what to do."""


class Readers(Protocol):
    """Whoever reads chunks and batches: processes here, or those of a cluster."""

    def start(self, count: int) -> None:
        """So many tasks are to be expected."""

    def run[Unit: (Chunk, Batch)](
        self, work: Callable[[Unit], int], units: Iterable[Unit], lost: Callable[[Unit], list[Unit]]
    ) -> Iterator[int]:
        """The counts as they come. `lost` tells what is to be done in place of a unit whose reader was lost."""


class Cluster(NamedTuple):
    """A connection to a cluster: how a task is given to it, and what it raises where the worker of a task was lost."""

    submit: Submit
    lost_errors: tuple[type[BaseException], ...]

    def start(self, count: int) -> None:
        """Its workers run already."""

    def run[Unit: (Chunk, Batch)](
        self, work: Callable[[Unit], int], units: Iterable[Unit], lost: Callable[[Unit], list[Unit]]
    ) -> Iterator[int]:
        busy = {self.submit(work, unit): unit for unit in units}
        in_vain = 0
        while busy:
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                unit = busy.pop(future)
                try:
                    count = future.result()
                except self.lost_errors:
                    again = lost(unit)
                    in_vain = in_vain + 1 if again == [unit] else 0
                    if in_vain == MAX_IN_VAIN:
                        raise WorkersDieError from None
                    busy |= {self.submit(work, piece): piece for piece in again}
                except Exception as error:
                    raise getattr(error, "cause", None) or error from None  # Ray wraps what was raised there
                else:
                    in_vain = 0
                    yield count


def readers(given: Settings) -> AbstractContextManager[Readers]:
    """Those of the settings. Raises ClusterError where the cluster cannot be reached."""
    if given.runner == "local":
        return Workers(given.workers, warm_up, given.model)
    return _connected(given)


def read_there[Unit: (Chunk, Batch)](work: Callable[[Unit], int], unit: Unit) -> int:
    """What a machine of the cluster does. Raises ClusterError where it is not set up for that."""
    run_id = unit.run.run_id if isinstance(unit, Chunk) else unit.run_id
    with ONE_AT_A_TIME:
        _check(unit.home, run_id)
        return work(unit)


@lru_cache(maxsize=8)
def _check(home: Home, run_id: str) -> None:
    """That this machine sees what the run writes, and reads as it would be read there."""
    try:
        run = read_run(home, run_id)
    except ValueError:
        raise ClusterError(
            f"{gethostname()} does not see {home.lake.place} as the machine of the run does: put lake and landing folder into an object "
            "store (TRADEWIRE_LAKE=s3://…), or into a folder that all machines mount under the same path"
        ) from None
    wanted, here = (run.pipeline_version, run.model_version), (version("tradewire"), model_version(run.model_name))
    if wanted != here:
        told = [f"Tradewire {ours} with {run.model_name} {model}" for ours, model in (here, wanted)]
        raise ClusterError(f"{gethostname()} has {told[0]}, the machine of the run {told[1]}: install the same on all of them")


@contextmanager
def _connected(given: Settings) -> Iterator[Cluster]:
    with reachable(given):
        cluster, close = {"ray": _ray, "dask": _dask}[given.runner](given.runner_address)
    try:
        yield cluster
    finally:
        close()


@contextmanager
def reachable(given: Settings) -> Iterator[None]:
    """Where a connection is made. Raises ClusterError where it cannot be."""
    try:
        yield
    except ImportError as error:
        raise ClusterError(f"TRADEWIRE_RUNNER={given.runner} needs packages: pip install 'tradewire[{given.runner}]'") from error
    except (OSError, ValueError) as error:  # of both libraries, a time-out too
        told = str(error).strip() or type(error).__name__
        raise ClusterError(f"no {given.runner} cluster at {given.runner_address} (TRADEWIRE_RUNNER_ADDRESS): {told}") from error


def connected[Connection](connect: Callable[[], Connection]) -> Connection:
    """Connects, again where that was aborted: Ray's server for a client may die as it is forked (ray-project/ray#63202)."""
    for _ in range(TRIES - 1):
        with suppress(ConnectionAbortedError):
            return connect()
    return connect()


def _ray(address: str) -> tuple[Cluster, Callable[[], None]]:
    import ray  # here and below: extras of the package

    connected(lambda: ray.init(address, **RAY_QUIET))

    there = ray.remote(**RAY_OPTIONS)(read_there)

    def submit(work: Callable[[Any], int], unit: Any) -> Future[int]:
        future: Future[int] = there.remote(work, unit).future()
        return future

    return Cluster(submit, lost_errors("ray")), ray.shutdown


def _dask(address: str) -> tuple[Cluster, Callable[[], None]]:
    import distributed

    client = distributed.Client(address, set_as_default=False)
    submit = partial(client.get_executor(pure=False).submit, read_there)
    return Cluster(submit, lost_errors("dask")), client.close


def lost_errors(runner: Runner) -> tuple[type[BaseException], ...]:
    """What tells that the process of a task was lost, not that the task failed."""
    if runner == "ray":
        from ray.exceptions import LocalRayletDiedError, NodeDiedError, OutOfMemoryError, WorkerCrashedError

        return LocalRayletDiedError, NodeDiedError, OutOfMemoryError, WorkerCrashedError
    if runner == "dask":
        from distributed import KilledWorker

        return (KilledWorker,)
    return (BrokenProcessPool,)
