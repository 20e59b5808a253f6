"""Clusters on this machine, as a user starts them: two nodes that read one task at a time each, of Ray or of Dask."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from tests.served import descendants, free_port
from tests.test_deploy import SERVICES

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
SECONDS = 90  # patience
RAY_RUNS, JOINED = "Ray runtime started", "Registered to"  # what nodes tell once they run


class Nodes(NamedTuple):
    """A cluster: its address, and the process of each node that reads."""

    runner: str
    address: str
    processes: list[subprocess.Popen[bytes]]

    @property
    def environment(self) -> dict[str, str]:
        return {"TRADEWIRE_RUNNER": self.runner, "TRADEWIRE_RUNNER_ADDRESS": self.address}

    def kill(self, node: int) -> None:
        """The machine is gone, with all that ran on it."""
        _end(self.processes[node])


@contextmanager
def ray_nodes(folder: Path, environment: Mapping[str, str]) -> Iterator[Nodes]:
    """The head and two nodes, started as the compose file does, but for what several clusters on one machine need."""
    port, client = free_port(), free_port()
    temporary = f"/tmp/ray-{os.getpid()}"  # of sockets, whose paths must be short
    ours = [f"--port={port}", f"--ray-client-server-port={client}", "--include-dashboard=false", f"--temp-dir={temporary}"]
    shared = ["--node-ip-address=127.0.0.1"]
    head = [*command_of("ray-head"), *ours, *shared]
    node = [*(word.replace("ray-head:6379", f"127.0.0.1:{port}") for word in command_of("ray-node")), "--num-cpus=1", *shared]
    given = {**environment, "RAY_USAGE_STATS_ENABLED": "0"}
    with (
        _started(head, folder / "head.log", given, RAY_RUNS),
        _started(node, folder / "one.log", given, RAY_RUNS) as one,
        _started(node, folder / "two.log", given, RAY_RUNS) as two,
    ):
        yield Nodes("ray", f"ray://127.0.0.1:{client}", [one, two])
    rmtree(temporary, ignore_errors=True)


def command_of(service: str) -> list[str]:
    """What the compose file has the service do."""
    program, *words = SERVICES[service]["command"]
    return [str(BIN / program), *words]


@contextmanager
def dask_nodes(folder: Path, environment: Mapping[str, str]) -> Iterator[Nodes]:
    """A scheduler and two workers."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    given = {**environment, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    dask = str(BIN / "dask")
    worker = [dask, "worker", address, "--nthreads=1", "--no-dashboard", f"--local-directory={folder}"]
    scheduler = [dask, "scheduler", f"--port={port}", "--host=127.0.0.1", "--no-dashboard"]
    with (
        _started(scheduler, folder / "head.log", given, "Scheduler at"),
        _started(worker, folder / "one.log", given, JOINED) as one,
        _started(worker, folder / "two.log", given, JOINED) as two,
    ):
        yield Nodes("dask", address, [one, two])


@contextmanager
def _started(command: list[str], log: Path, environment: Mapping[str, str], sign: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has told that it runs."""
    with log.open("wb") as told:
        given = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, env=given, stdout=told, stderr=subprocess.STDOUT, start_new_session=True, cwd=log.parent)
    try:
        deadline = time.monotonic() + SECONDS
        while sign not in log.read_text(errors="replace"):
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.2)
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for pid in [*descendants(process.pid), process.pid]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
