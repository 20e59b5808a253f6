"""`tradewire serve` as a user has it: a real server, the deployments on their schedules, runs asked for as the UI does."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import httpx
import pytest
from prefect import flow
from prefect.client.schemas.objects import StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events import emit_event
from prefect.states import Running, Scheduled

from flows.deployments import TAG
from flows.set_up import NO_HEARTBEAT, set_up
from flows.settings import Settings
from tests.conftest import SAMPLES
from tests.served import DEPLOYMENTS, SECRET, Served, children, process_of, wait_for
from warehouse.contents import contents
from warehouse.home import Home

PAGE = 200  # entries that the server gives at a time

KILLS = int(os.environ.get("TORTURE_KILLS", "4")) // 2


def held(home: Path) -> dict[str, tuple[int, int]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as db:
        return contents(db)


def alerts(served: Served, run: UUID) -> list[dict[str, str]]:
    return wait_for(lambda: [json.loads(post) for post in served.posts if str(run) in post])


@flow
def stand_in() -> None:
    """Served by nobody: its runs do what a test says."""


@pytest.fixture(scope="session")
def unserved(served: Served) -> UUID:
    """A deployment of ours that nobody runs."""
    assert served
    return UUID(str(RunnerDeployment.from_flow(stand_in, "unserved", tags=[TAG], interval=timedelta(days=1)).apply()))


@pytest.fixture(scope="session")
def silent(served: Served, unserved: UUID) -> UUID:
    """A run that gives one sign of life and no other."""
    run = served.client.create_flow_run_from_deployment(unserved, state=Running()).id
    emit_event("prefect.flow-run.heartbeat", resource={"prefect.resource.id": f"prefect.flow-run.{run}", "prefect.resource.name": "silent"})
    return run


def test_every_deployment_is_served_with_descriptions_for_its_form(served: Served, silent: UUID) -> None:
    found = {one.name: one for one in served.client.read_deployments() if one.name != "unserved"}
    assert set(found) == {"nightly", "reprocess", "retry-rejected", "rebuild", "maintenance"}
    assert len(found) == DEPLOYMENTS
    for one in found.values():
        assert one.description
        assert one.parameter_openapi_schema
        for name, told in one.parameter_openapi_schema["properties"].items():
            assert told.get("description"), f"{one.name}: {name}"
            assert "default" in told, f"{one.name}: {name}"
    (schedule,) = found["nightly"].schedules
    assert (schedule.schedule.model_dump()["timezone"], schedule.active) == ("Europe/Vienna", True)
    assert silent


def test_the_nightly_deployment_gets_scheduled_runs(served: Served) -> None:
    """Some versions of Prefect's own dependencies let its scheduler die in silence: this is what would not work then."""
    nightly = served.client.read_deployment_by_name("nightly/nightly")
    runs = wait_for(lambda: [run for run in served.client.read_flow_runs() if run.deployment_id == nightly.id and run.auto_scheduled])
    assert {run.state.type for run in runs if run.state} == {StateType.SCHEDULED}


def test_a_flow_killed_at_any_moment_is_noticed_told_and_made_good_by_the_next_run(
    served: Served, sample_home: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        run = served.start("nightly", home=str(tmp_path), landing=str(SAMPLES))
        process = process_of(served, run)
        time.sleep(chance.uniform(3, 12))
        if not served.state(run).is_final():
            os.kill(process, signal.SIGKILL)
            state = served.ended(run)
            assert state.type in (StateType.CRASHED, StateType.COMPLETED)
            if state.is_crashed():
                assert alerts(served, run)
    last = served.run("nightly", home=str(tmp_path), landing=str(SAMPLES))
    assert last.is_completed(), last.message
    assert held(tmp_path) == held(sample_home)


def test_a_night_with_nothing_new_publishes_nothing(served: Served, sample_home: Path) -> None:
    before = (sample_home / "warehouse.duckdb").readlink()
    run = served.start("nightly", home=str(sample_home), landing=str(SAMPLES))
    assert served.ended(run).is_completed()
    assert (sample_home / "warehouse.duckdb").readlink() == before
    assert served.artifacts(run)["run-report"].startswith("# Nothing new")


def test_a_second_run_ends_cancelled_and_says_who_writes(served: Served, sample_home: Path) -> None:
    with Home(sample_home).writing():
        state = served.run("nightly", home=str(sample_home), landing=str(SAMPLES))
    assert (state.type, f"is being written by process {os.getpid()}" in (state.message or "")) == (StateType.CANCELLED, True)


def test_a_worker_that_is_killed_costs_no_run(served: Served, sample_home: Path, tmp_path: Path) -> None:
    run = served.start("nightly", home=str(tmp_path), landing=str(SAMPLES), workers=2)
    process = process_of(served, run)
    worker = wait_for(lambda: next((pid for pid in children(process) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()), None))
    time.sleep(1)
    os.kill(worker, signal.SIGKILL)
    state = served.ended(run)
    assert state.is_completed(), state.message
    assert held(tmp_path) == held(sample_home)
    assert "Trade brief, 30 June 2026" in (tmp_path / "briefs" / "brief-2026-06-30.html").read_text()


def logs_of(served: Served, run: UUID) -> str:
    return "\n".join(logged(served, {"flow_run_id": {"any_": [str(run)]}}))


def logged(served: Served, chosen: dict[str, Any]) -> Iterator[str]:
    """What the server holds of the chosen logs, a page at a time; all of them where nothing is chosen."""
    offset = 0
    while page := httpx.post(f"{served.address}/api/logs/filter", json={"logs": chosen, "limit": PAGE, "offset": offset}).json():
        yield from (json.dumps(entry) for entry in page)
        offset += PAGE


def test_a_failed_run_was_tried_again_and_everybody_is_told(served: Served, tmp_path: Path) -> None:
    run = served.start("nightly", home=str(tmp_path), landing=str(tmp_path / "nowhere"))
    state = served.ended(run)
    assert (state.is_failed(), served.client.read_flow_run(run).run_count) == (True, 2)
    (post,) = alerts(served, run)
    assert (post["subject"].split(":")[0], "no landing folder" in post["text"]) == ("nightly failed", True)
    assert [mail for mail in served.mails if str(run) in mail]
    wait_for(lambda: "no landing folder" in logs_of(served, run))  # they come to the server a moment after the run's end
    assert not [entry for entry in logged(served, {}) if SECRET in entry]


@pytest.mark.parametrize("name", ["reprocess", "retry-rejected", "rebuild", "maintenance"])
def test_the_home_is_kept_in_order_from_the_ui(name: str, served: Served, sample_home: Path) -> None:
    before = held(sample_home)
    state = served.run(name, home=str(sample_home))
    assert state.is_completed(), state.message
    assert held(sample_home) == before


def test_the_ui_answers_and_nothing_leaves_the_machine(served: Served) -> None:
    page = httpx.get(served.address, follow_redirects=True)
    assert (page.status_code, "<title>" in page.text) == (200, True)
    settings = httpx.get(f"{served.address}/api/admin/settings").json()
    assert settings["server"]["analytics_enabled"] is False
    assert settings["server"]["ui"]["show_promotional_content"] is False
    assert settings["server"]["api"]["host"] == "127.0.0.1"


def test_a_run_without_a_sign_of_life_is_marked_as_crashed(served: Served, silent: UUID) -> None:
    """After the others, which shorten the wait."""
    state = served.ended(silent)
    assert (state.type, "No sign of life" in (state.message or "")) == (StateType.CRASHED, True)
    (post,) = alerts(served, silent)
    assert ("was lost" in post["subject"], post["text"].endswith(str(silent))) == (True, True)
    assert [one.name for one in served.client.read_automations_by_name(NO_HEARTBEAT)] == [NO_HEARTBEAT]


def test_of_the_runs_missed_while_the_server_was_away_only_the_last_is_made_up_for(served: Served, unserved: UUID) -> None:
    now = datetime.now(UTC)
    days = {"start_time": str(now - timedelta(days=4)), "end_time": str(now - timedelta(hours=1)), "min_runs": 3}
    httpx.post(f"{served.address}/api/deployments/{unserved}/schedule", json=days).raise_for_status()
    asked = served.client.create_flow_run_from_deployment(unserved, state=Scheduled(scheduled_time=now - timedelta(days=2))).id
    lost = served.client.create_flow_run_from_deployment(unserved, state=Running()).id
    set_up(Settings())  # as at every start
    runs = [run for run in served.client.read_flow_runs() if run.deployment_id == unserved and run.auto_scheduled and run.state]
    past = sorted(
        (run for run in runs if run.expected_start_time and run.expected_start_time < now), key=lambda run: str(run.expected_start_time)
    )
    assert len(past) > 2
    assert [run.state.type for run in past if run.state] == [StateType.CANCELLED] * (len(past) - 1) + [StateType.SCHEDULED]
    assert (served.state(asked).type, served.state(lost).type) == (StateType.SCHEDULED, StateType.CRASHED)
