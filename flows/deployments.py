"""The deployments: which flow runs when, with which parameters."""

from __future__ import annotations

from pathlib import Path

from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.keeping import maintenance, rebuild
from flows.nightly import nightly
from flows.rereading import reprocess, retry_rejected
from flows.settings import Settings
from warehouse.store import is_url

TAG = "tradewire"


def deployments(settings: Settings) -> list[RunnerDeployment]:
    """All deployments. Raises ValueError for a schedule or time zone that there is not."""
    home = {"home": str(settings.home.absolute())}
    place = settings.landing_place
    landing = {"landing": place if is_url(place) else str(Path(place).absolute())}
    found = (
        (nightly, landing | home, settings.nightly_cron),
        (reprocess, home, None),
        (retry_rejected, landing | home, None),
        (rebuild, home, None),
        (maintenance, home, settings.maintenance_cron),
    )
    return [
        RunnerDeployment.from_flow(
            flow,
            flow.name,
            schedule=Cron(cron, timezone=settings.nightly_timezone) if cron else None,
            parameters=parameters,
            description=(flow.description or "").partition("\n\nArgs:")[0],
            tags=[TAG],
            entrypoint_type=EntrypointType.MODULE_PATH,  # found wherever the package lies, from whatever folder it is served
        )
        for flow, parameters, cron in found
    ]
