"""`tradewire serve` opened to others, killed, started again; and its deployments as a work pool gets them."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from flows.deployments import deployments
from flows.settings import Settings
from tests.conftest import SAMPLES
from tests.served import SECRET, SERVE, children, descendants, free_port, process_of, serving, wait_for
from tests.test_flows import held

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("host", "environment", "message"),
    [
        ("0.0.0.0", {}, "set TRADEWIRE_SERVER_AUTH"),
        ("tradewire.example.org", {}, "set TRADEWIRE_SERVER_AUTH"),
        ("::", {"TRADEWIRE_SERVER_AUTH": SECRET}, "name:password"),
        ("127.0.0.1", {"TRADEWIRE_NIGHTLY_CRON": "at night"}, "at night"),
        ("127.0.0.1", {"TRADEWIRE_NIGHTLY_TIMEZONE": "Middle/Earth"}, "Middle/Earth"),
    ],
)
def test_what_cannot_work_is_told_before_anything_starts(host: str, environment: dict[str, str], message: str, tmp_path: Path) -> None:
    command = [*SERVE, "--host", host, "--port", str(free_port()), "--home", str(tmp_path)]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60)
    told = done.stdout + done.stderr
    assert (done.returncode, message in told, "Prefect UI" in told, SECRET in told) == (1, True, False, False), told


def test_an_open_server_asks_for_the_password_and_one_that_was_killed_recovers(sample_home: Path, tmp_path: Path) -> None:
    port, auth = free_port(), f"desk:{SECRET}"
    environment = {"TRADEWIRE_SERVER_AUTH": auth}
    with serving(tmp_path, port, host="0.0.0.0", **environment) as first:
        everything = httpx.get(f"{first.address}/api/admin/settings")
        assert everything.status_code == 401
        assert httpx.get(f"{first.address}/api/admin/settings", auth=("desk", "guess")).status_code == 401
        known = httpx.get(f"{first.address}/api/admin/settings", auth=("desk", SECRET))
        assert (known.status_code, SECRET in known.text) == (200, False)
        run = first.start("nightly", home=str(tmp_path), landing=str(SAMPLES), workers=2)
        flow = process_of(first, run)
        wait_for(lambda: children(flow))
        family = descendants(first.process.pid)
        assert flow in family
        os.kill(first.process.pid, signal.SIGKILL)
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))
    with serving(tmp_path, port, host="0.0.0.0", **environment) as second:
        assert second.ended(run).is_crashed()
        assert [post for post in second.posts if "was lost" in post]
        state = second.run("nightly", home=str(tmp_path), landing=str(SAMPLES))
        assert state.is_completed(), state.message
    assert held(tmp_path) == held(sample_home)


def test_a_work_pool_gets_the_same_deployments() -> None:
    """They are told in flows/prefect.yaml as well, since `prefect deploy` reads no Python."""

    def told(name: str, entrypoint: str, schedules: list[dict[str, Any]], tags: list[str]) -> tuple[Any, ...]:
        return name, entrypoint, [(one["cron"], one["timezone"]) for one in schedules], tags

    def module(entrypoint: str) -> str:
        return entrypoint.replace(".py:", ".").replace("/", ".")

    pool = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text())["deployments"]
    served = [one.model_dump() for one in deployments(Settings(_env_file=None))]
    assert [told(one["name"], module(one["entrypoint"]), one.get("schedules", []), one["tags"]) for one in pool] == [
        told(one["name"], one["entrypoint"], [plan["schedule"] for plan in one["schedules"] or []], one["tags"]) for one in served
    ]
