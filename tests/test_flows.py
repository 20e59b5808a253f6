"""`tradewire serve` as a user has it: a real server, the nightly deployment on its schedule, a run asked for in the UI."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import httpx
import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import Deployment, StateType
from prefect.settings import PREFECT_API_URL, temporary_settings

from tests.conftest import SAMPLES

SECONDS = 240  # patience; the first start of a server takes half a minute


class Served(NamedTuple):
    """A running `tradewire serve`: its home, and a client that asks its server."""

    home: Path
    client: SyncPrefectClient
    address: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PREFECT_HOME": str(home / "prefect"), "TRADEWIRE_NIGHTLY_CRON": "*/30 * * * *", "TRADEWIRE_WORKERS": "1"}
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", str(port), "--home", str(home), "--landing", str(SAMPLES)]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}), get_client(sync_client=True) as client:
            yield Served(home, client, f"http://127.0.0.1:{port}")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def wait_for[Found](found: Callable[[], Found]) -> Found:
    """The first answer that is not empty."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            if answer := found():
                return answer
        except httpx.TransportError:  # the server is still coming up
            pass
        time.sleep(1)
    return found()


def nightly(served: Served) -> Deployment:
    (deployment,) = wait_for(served.client.read_deployments)
    return deployment  # type: ignore[return-value]


def test_the_nightly_deployment_gets_scheduled_runs(served: Served) -> None:
    """Some versions of Prefect's own dependencies let its scheduler die in silence: this is what would not work then."""
    deployment = nightly(served)
    assert (deployment.name, deployment.parameters["landing"]) == ("nightly", str(SAMPLES))
    mine = DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id]))
    runs = wait_for(lambda: served.client.read_flow_runs(deployment_filter=mine))
    assert runs
    assert {run.state.type for run in runs if run.state} == {StateType.SCHEDULED}


def test_a_run_asked_for_in_the_ui_publishes_and_leaves_its_report(served: Served) -> None:
    run = served.client.create_flow_run_from_deployment(nightly(served).id, parameters={"workers": 1})
    state = wait_for(lambda: state if (state := served.client.read_flow_run(run.id).state) and state.is_final() else None)
    assert state is not None
    assert state.is_completed(), state.message
    with duckdb.connect(str(served.home / "warehouse.duckdb"), read_only=True) as db:
        assert db.execute("SELECT count(*) > 10 FROM articles").fetchall() == [(True,)]
    artifacts = httpx.post(f"{served.address}/api/artifacts/filter", json={}).json()
    assert any(artifact["key"] == "run-report" and "| loaded |" in artifact["data"] for artifact in artifacts)


def test_the_ui_answers(served: Served) -> None:
    page = httpx.get(served.address, follow_redirects=True)
    assert (page.status_code, "<title>" in page.text) == (200, True)
