"""The deployments: which flow runs when, with which parameters."""

from __future__ import annotations

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.nightly import nightly
from flows.settings import Settings


def deployments(settings: Settings) -> list[RunnerDeployment]:
    """All deployments. One run of each at a time; a second one is cancelled, since the first reads everything there is."""
    return [
        RunnerDeployment.from_flow(
            nightly,
            "nightly",
            schedule=Cron(settings.nightly_cron, timezone=settings.nightly_timezone),
            parameters={"landing": str(settings.landing_folder.absolute()), "home": str(settings.home.absolute())},
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            description="Reads what is new in the landing folder and publishes the warehouse.",
            tags=["tradewire"],
        )
    ]
