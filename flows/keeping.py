"""The flows that keep a home in order: what `tradewire rebuild` and `tradewire maintenance` do, on a schedule or from the UI."""

from __future__ import annotations

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger

from flows import upkeep
from flows.settings import settings
from flows.unattended import alert, in_turn


@flow(name="rebuild", on_failure=[alert], on_crashed=[alert])
@in_turn
def rebuild(home: str = "") -> str:
    """Builds the warehouse anew from the lake and publishes it, as compact as it can be. Nothing is read again.

    Args:
        home: folder of lake and warehouse; empty for the setting TRADEWIRE_HOME
    """
    told = upkeep.rebuild(settings(home=home or None)).headline
    get_run_logger().info(told)
    return told


@flow(name="maintenance", on_failure=[alert], on_crashed=[alert])
@in_turn
def maintenance(home: str = "", raw_days: int = 0) -> str:
    """Compacts the lake, builds the warehouse anew from it, and expires what is old.

    Args:
        home: folder of lake and warehouse; empty for the setting TRADEWIRE_HOME
        raw_days: delete originals that were taken in before so many days; 0 keeps all of them
    """
    told = upkeep.maintain(settings(home=home or None), raw_days or None)
    for line in told:
        get_run_logger().info(line)
    create_markdown_artifact("\n".join(f"- {line}" for line in told), key="maintenance-report", description=told[0])
    return " ".join(told)
