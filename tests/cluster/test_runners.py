"""Reading on the two nodes of a cluster, from and to an object store: the same warehouse as this machine makes alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

from flows.cluster import TRIES, connected
from tests.cluster.nodes import Nodes, dask_nodes, ray_nodes
from tests.conftest import SAMPLES
from tests.s3 import S3
from tests.served import Served, free_port, serving, wait_for
from tests.test_run import STORY, ask
from tests.test_upkeep import held
from warehouse.home import Home

CLUSTERS = {"ray": ray_nodes, "dask": dask_nodes}
MANY = 40
PASSWORD = "desk:hush"


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3().running() as running:
        yield running


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A Prefect server that asks for a password, since other machines reach it."""
    with serving(tmp_path_factory.mktemp("desk"), free_port(), TRADEWIRE_SERVER_AUTH=PASSWORD) as running:
        yield running


@pytest.fixture(scope="module", params=sorted(CLUSTERS))
def nodes(request: pytest.FixtureRequest, s3: S3, desk: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    given = s3.environment | reach(desk)
    with CLUSTERS[request.param](tmp_path_factory.mktemp(request.param), given) as running:
        yield running


def reach(desk: Served) -> dict[str, str]:
    """What a machine of the cluster needs to tell the server how its tasks go."""
    return {"PREFECT_API_URL": f"{desk.address}/api", "PREFECT_API_AUTH_STRING": PASSWORD}


def start(nodes: Nodes, s3: S3, bucket: str, home: Path, module: str = "flows.cli", **environment: str) -> subprocess.Popen[str]:
    """`tradewire run`, or the nightly flow, with landing folder and lake in the bucket."""
    places = {"HOME": str(home), "LANDING": f"s3://{bucket}/landing", "LAKE": f"s3://{bucket}/lake"}
    ours = {f"TRADEWIRE_{name}": place for name, place in places.items()}
    command = [sys.executable, "-m", module, *(["run"] if module == "flows.cli" else [])]
    given = os.environ | s3.environment | nodes.environment | ours | environment
    return subprocess.Popen(command, env=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def upload_samples(s3: S3, bucket: str) -> None:
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        s3.client.upload_file(path, bucket, f"landing/{path.relative_to(SAMPLES).as_posix()}")


def upload_stories(s3: S3, bucket: str, count: int) -> None:
    """Articles that take a second each to parse, so that something is under way for a while."""
    for number in range(count):
        body = "\n\n".join(f"{STORY.replace('Brazil', 'India')}{number} {line}" for line in range(25))
        s3.client.put_object(Bucket=bucket, Key=f"landing/2026-05-12_{number:02d}.txt", Body=body.encode())


def test_the_samples_make_the_same_warehouse(nodes: Nodes, s3: S3, sample_home: Path, tmp_path: Path) -> None:
    bucket = s3.bucket()
    upload_samples(s3, bucket)
    run = start(nodes, s3, bucket, tmp_path / "home")
    told, _ = run.communicate(timeout=300)
    assert run.returncode == 0, told
    assert held(Home(tmp_path / "home")) == held(Home(sample_home))
    assert not [path for path in (tmp_path / "home").iterdir() if path.is_dir()], "nothing that a node needs lies with the driver"


def test_the_nightly_flow_makes_it_as_well_though_a_reader_is_killed(
    nodes: Nodes, s3: S3, desk: Served, sample_home: Path, tmp_path: Path
) -> None:
    bucket = s3.bucket()
    upload_samples(s3, bucket)
    run = start(nodes, s3, bucket, tmp_path / "home", "flows.nightly", **reach(desk), PREFECT_HOME=str(tmp_path / "prefect"))
    os.kill(min(under_way(run, s3, bucket, 1)), signal.SIGKILL)
    told, _ = run.communicate(timeout=400)
    assert run.returncode == 0, told
    assert held(Home(tmp_path / "home")) == held(Home(sample_home))
    assert not [line for line in told.splitlines() if "00001' - Finished" in line], "what nodes log goes to the server alone"
    (flow_run,) = re.findall(r"/runs/flow-run/(\S+)", told)
    states = wait_for(lambda: final_states(desk, UUID(flow_run)))
    assert states == {"Completed": states.total() - 1, "Crashed": 1}


@pytest.mark.parametrize("refusals, is_connected", [(TRIES - 1, True), (TRIES, False)])
def test_a_connection_that_is_aborted_is_tried_again(refusals: int, is_connected: bool) -> None:
    answers = iter([False] * refusals + [True])

    def connect() -> str:
        if not next(answers):
            raise ConnectionAbortedError
        return "connected"

    with nullcontext() if is_connected else pytest.raises(ConnectionAbortedError):
        assert connected(connect) == "connected"


def final_states(desk: Served, flow_run: UUID) -> Counter[str | None] | None:
    """How many tasks of the run the server shows in which state; None before it has heard how all of them ended."""
    chosen = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run]))
    found = desk.client.read_task_runs(flow_run_filter=chosen)
    return Counter(run.state_name for run in found) if all(run.state and run.state.is_final() for run in found) else None


def test_both_nodes_read_and_one_that_is_killed_loses_nothing(nodes: Nodes, s3: S3, tmp_path: Path) -> None:
    """The last test of its cluster: afterwards, one node is gone."""
    bucket = s3.bucket()
    upload_stories(s3, bucket, MANY)
    run = start(nodes, s3, bucket, tmp_path / "home", TRADEWIRE_BATCH_ARTICLES="20")
    under_way(run, s3, bucket, 2)
    nodes.kill(1)
    told, _ = run.communicate(timeout=400)
    assert run.returncode == 0, told
    assert ask(tmp_path / "home", "SELECT count(*), count(DISTINCT source_path) FROM articles") == [(MANY, MANY)]
    assert ask(tmp_path / "home", "SELECT count(*) FROM files WHERE outcome IN ('loaded', 'duplicate')") == [(MANY,)]  # much alike


def under_way(run: subprocess.Popen[str], s3: S3, bucket: str, count: int) -> set[int]:
    """The processes that read, once there are so many."""
    deadline = time.monotonic() + 120
    while len(found := readers(s3, bucket)) < count:
        assert time.monotonic() < deadline
        assert run.poll() is None, run.communicate()[0]
        time.sleep(0.1)
    return found


def readers(s3: S3, bucket: str) -> set[int]:
    """The processes that read batches of articles now."""
    found = s3.client.list_objects_v2(Bucket=bucket, Prefix="lake/staged/").get("Contents", [])
    keys = [one["Key"] for one in found if "/attempts/" in one["Key"] and "chunk" not in one["Key"]]
    return {int(s3.client.get_object(Bucket=bucket, Key=key)["Body"].read().rstrip(b"]").split(b",")[-1]) for key in keys}
