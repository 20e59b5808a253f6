"""What all flows have in common: they wait for nobody, and somebody is told when one fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.runtime import deployment
from prefect.states import Cancelled
from prefect.utilities.urls import url_for

from flows.lifeline import end_with_parent
from flows.notify import Alert, send
from flows.settings import settings
from warehouse.home import HomeBusyError


def in_turn[**P, R](work: Callable[P, R]) -> Callable[P, R | State[Any]]:
    """A flow's function that ends as cancelled, not as failed, where another run writes to the home: that one does the work.

    A concurrency limit of Prefect would do the same, but a lost server leaves its slot taken for ever; the lock of the home goes with its
    process, and keeps out the command line as well.
    """

    @wraps(work)
    def one(*given: P.args, **named: P.kwargs) -> R | State[Any]:
        if deployment.id:
            end_with_parent()  # the process that serves or works; else a run that nobody sees any more would keep the lock
        try:
            return work(*given, **named)
        except HomeBusyError as error:
            return Cancelled(message=str(error))

    vars(one)["__signature__"] = signature(work, eval_str=True)  # Prefect would look for the types of the parameters in this module
    return one


def alert(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Hook of a failed or crashed run; Prefect calls it by these names."""
    subject = f"{flow.name} {state.name.lower() if state.name else 'failed'}: {flow_run.name}"
    send(Alert(subject, state.message or "no message", url_for(flow_run) or ""), settings())
