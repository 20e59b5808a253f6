"""Reading on the two nodes of a cluster, from and to an object store: the same warehouse as this machine makes alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.nodes import Nodes, dask_nodes, ray_nodes
from tests.conftest import SAMPLES
from tests.s3 import S3
from tests.test_run import STORY, ask
from tests.test_upkeep import held
from warehouse.home import Home

CLUSTERS = {"ray": ray_nodes, "dask": dask_nodes}
MANY = 40


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3().running() as running:
        yield running


@pytest.fixture(scope="module", params=sorted(CLUSTERS))
def nodes(request: pytest.FixtureRequest, s3: S3, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with CLUSTERS[request.param](tmp_path_factory.mktemp(request.param), s3.environment) as running:
        yield running


def start(nodes: Nodes, s3: S3, bucket: str, home: Path, *more: str, **environment: str) -> subprocess.Popen[str]:
    """`tradewire run`, with landing folder and lake in the bucket."""
    command = [sys.executable, "-m", "flows.cli", "run", "--home", str(home), "--landing", f"s3://{bucket}/landing", *more]
    given = os.environ | s3.environment | nodes.environment | {"TRADEWIRE_LAKE": f"s3://{bucket}/lake"} | environment
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


def test_both_nodes_read_and_one_that_is_killed_loses_nothing(nodes: Nodes, s3: S3, tmp_path: Path) -> None:
    """The last test of its cluster: afterwards, one node is gone."""
    bucket = s3.bucket()
    upload_stories(s3, bucket, MANY)
    run = start(nodes, s3, bucket, tmp_path / "home", TRADEWIRE_BATCH_ARTICLES="20")
    under_way: set[int] = set()
    deadline = time.monotonic() + 120
    while len(under_way) < 2:  # the processes that tell what they read
        assert time.monotonic() < deadline
        assert run.poll() is None, run.communicate()[0]
        under_way = readers(s3, bucket)
        time.sleep(0.2)
    nodes.kill(1)
    told, _ = run.communicate(timeout=400)
    assert run.returncode == 0, told
    assert ask(tmp_path / "home", "SELECT count(*), count(DISTINCT source_path) FROM articles") == [(MANY, MANY)]
    assert ask(tmp_path / "home", "SELECT count(*) FROM files WHERE outcome IN ('loaded', 'duplicate')") == [(MANY,)]  # much alike


def readers(s3: S3, bucket: str) -> set[int]:
    """The processes that read batches of articles now."""
    found = s3.client.list_objects_v2(Bucket=bucket, Prefix="lake/staged/").get("Contents", [])
    keys = [one["Key"] for one in found if "/attempts/" in one["Key"] and "chunk" not in one["Key"]]
    return {int(s3.client.get_object(Bucket=bucket, Key=key)["Body"].read().rstrip(b"]").split(b",")[-1]) for key in keys}
