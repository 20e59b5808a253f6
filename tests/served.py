"""A running `tradewire serve` for the tests: started as a user starts it, asked as the UI asks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, PREFECT_UI_URL, temporary_settings

from tests.conftest import SAMPLES
from tests.receivers import mail_receiver, web_receiver

DEPLOYMENTS = 5
SECRET = "swordfish"  # must stand in no log
SECONDS = 240  # patience; the first start of a server takes half a minute
SERVE = [sys.executable, "-m", "flows.cli", "serve", "--landing", str(SAMPLES)]


class Served(NamedTuple):
    """A server with its deployments: a client that asks it, its address, its process, its home, and the alerts that it sent."""

    client: SyncPrefectClient
    address: str
    process: subprocess.Popen[bytes]
    home: Path
    posts: list[str]
    mails: list[str]

    def start(self, deployment: str, **parameters: Any) -> UUID:
        """Asks for a run, as the UI does."""
        found = self.client.read_deployment_by_name(f"{deployment}/{deployment}")
        return self.client.create_flow_run_from_deployment(found.id, parameters=parameters).id

    def state(self, run: UUID) -> State[Any]:
        state = self.client.read_flow_run(run).state
        assert state is not None
        return state

    def ended(self, run: UUID) -> State[Any]:
        """The state in which the run ended."""
        return wait_for(lambda: state if (state := self.state(run)).is_final() else None)

    def run(self, deployment: str, **parameters: Any) -> State[Any]:
        return self.ended(self.start(deployment, **parameters))

    def artifacts(self, run: UUID) -> dict[str, str]:
        """What the run left in the UI, by key."""
        query = {"artifacts": {"flow_run_id": {"any_": [str(run)]}}}
        return {found["key"]: str(found["data"]) for found in httpx.post(f"{self.address}/api/artifacts/filter", json=query).json()}


@contextmanager
def serving(home: Path, port: int, host: str = "127.0.0.1", **environment: str) -> Iterator[Served]:
    """`tradewire serve` in a process of its own, until the block ends; who gets its alerts listens as well."""
    address = f"http://127.0.0.1:{port}"
    ours = {PREFECT_API_URL: f"{address}/api", PREFECT_UI_URL: address}
    if "TRADEWIRE_SERVER_AUTH" in environment:
        ours[PREFECT_API_AUTH_STRING] = environment["TRADEWIRE_SERVER_AUTH"]
    with web_receiver() as (web, posts), mail_receiver() as (mail, mails):
        alerts = {
            "TRADEWIRE_ALERT_WEBHOOK": f"http://127.0.0.1:{web}/{SECRET}",
            "TRADEWIRE_ALERT_MAIL_SERVER": f"smtp://desk:{SECRET}@127.0.0.1:{mail}",
            "TRADEWIRE_ALERT_MAIL_TO": "desk@example.org",
        }
        given = os.environ | alerts | {"PREFECT_HOME": str(home / "prefect"), "TRADEWIRE_WORKERS": "1"} | environment
        process = subprocess.Popen([*SERVE, "--host", host, "--port", str(port), "--home", str(home)], env=given, start_new_session=True)
        try:
            with temporary_settings(ours), get_client(sync_client=True) as client:
                wait_for(lambda: len(client.read_deployments()) >= DEPLOYMENTS)
                yield Served(client, address, process, home, posts, mails)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for[Found](found: Callable[[], Found | None]) -> Found:
    """The first answer that is not empty."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            if answer := found():
                return answer
        except (httpx.TransportError, PrefectHTTPStatusError):  # the server is still coming up
            pass
        time.sleep(0.5)
    raise TimeoutError(f"nothing within {SECONDS} s")


def process_of(served: Served, run: UUID) -> int:
    """The process in which the run is under way."""
    return wait_for(lambda: next((pid for pid in children(served.process.pid) if _runs(pid, run)), None))


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def descendants(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *descendants(child))]


def _runs(pid: int, run: UUID) -> bool:
    try:
        return str(run).encode() in Path(f"/proc/{pid}/environ").read_bytes()
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return False
