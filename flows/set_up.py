"""What a Prefect server is told before the deployments are served: how dead runs are noticed, and which ones died while it was away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.actions import CallWebhook, ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.states import Cancelled, Crashed

from flows.deployments import TAG
from flows.notify import Alert, send
from flows.settings import Settings

NO_HEARTBEAT = "Tradewire: runs without a heartbeat have crashed"
ENDED = ("Completed", "Failed", "Cancelled", "Crashed")
WEBHOOK = "tradewire-alerts"  # the server's block that holds the address
LOST = Alert(
    "{{ flow_run.name }} was lost",
    "No sign of life: its process or its machine is gone. The next run reads what it left.",
    "{{ flow_run|ui_url }}",
)
SILENCE = timedelta(seconds=75)  # two heartbeats, of 30 s each, are missing


def set_up(settings: Settings) -> None:
    """Makes the automation, and ends the runs that a lost server left behind."""
    with get_client(sync_client=True) as client:
        watch_heartbeats(client, settings)
        for run in left_running(client):
            client.set_flow_run_state(run.id, Crashed(message="Its process was gone when tradewire serve started."), force=True)
            send(Alert(f"{run.name} was lost", "The run died with its server; the next one reads what it left.", ""), settings)
        for run in missed(client, datetime.now(UTC)):
            client.set_flow_run_state(run.id, Cancelled(message="Missed while nothing was served; one run catches up for all."), force=True)


def watch_heartbeats(client: SyncPrefectClient, settings: Settings) -> None:
    """Makes or renews the automation that marks a run as crashed when it is silent for too long, and tells the webhook.

    The server itself tells it, since where the machine of a worker is gone no hook of the flow can.
    """
    name = ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]})
    heartbeat = "prefect.flow-run.heartbeat"
    trigger = EventTrigger(
        after={heartbeat},
        expect={heartbeat, *(f"prefect.flow-run.{state}" for state in ENDED)},
        match=name,
        for_each={"prefect.resource.id"},
        posture=Posture.Proactive,
        threshold=1,
        within=SILENCE,
    )
    died = ChangeFlowRunState(state=StateType.CRASHED, message=f"No sign of life for {SILENCE.seconds} s: its process is gone.")
    for held in client.read_automations_by_name(NO_HEARTBEAT):
        client.delete_automation(held.id)
    client.create_automation(AutomationCore(name=NO_HEARTBEAT, trigger=trigger, actions=[died, *_told(settings)]))


def _told(settings: Settings) -> list[CallWebhook]:
    if settings.alert_webhook is None:
        return []
    block = Webhook(method="POST", url=settings.alert_webhook, headers={"Content-Type": "application/json"})
    held = block.save(WEBHOOK, overwrite=True)
    assert isinstance(held, UUID)  # outside of an event loop
    return [CallWebhook(block_document_id=held, payload=json.dumps(LOST.told))]


def left_running(client: SyncPrefectClient) -> list[FlowRun]:
    """The runs that the server takes for running, when nothing that could run them is there yet; those of work pools have their worker."""
    return [run for run in _runs(client, StateType.RUNNING, StateType.PENDING, StateType.CANCELLING) if run.work_pool_name is None]


def missed(client: SyncPrefectClient, now: datetime) -> list[FlowRun]:
    """The scheduled runs whose time has passed, but for the last one of each deployment."""
    late = [run for run in _runs(client, StateType.SCHEDULED) if run.auto_scheduled and _due(run) < now]
    last: dict[UUID | None, FlowRun] = {run.deployment_id: run for run in sorted(late, key=_due)}
    return [run for run in late if run.id != last[run.deployment_id].id]


def _due(run: FlowRun) -> datetime:
    return run.expected_start_time or datetime.max.replace(tzinfo=UTC)


def _runs(client: SyncPrefectClient, *types: StateType) -> Sequence[FlowRun]:
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))),
        deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
    )
