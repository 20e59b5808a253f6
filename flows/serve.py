"""Server, UI and the nightly deployment in one command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from flows.settings import Settings

START_SECONDS = 120  # the first start makes the server's database
PRIVATE = {  # nothing leaves the machine: no telemetry, no promotion, no outside font
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
}


class ServerError(RuntimeError):
    """The Prefect server did not come up."""


@contextmanager
def server(port: int) -> Iterator[str]:
    """A Prefect server on this machine while the block runs; gives the address of its UI."""
    os.environ.update(PRIVATE)
    os.environ["PREFECT_SERVER_API_PORT"] = str(port)  # the UI asks this one, not the --port of the command
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    process = subprocess.Popen([sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"], stdout=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def serve_deployments(settings: Settings) -> None:
    """Registers the deployments and runs what is scheduled or asked for, until stopped."""
    from prefect import serve  # after the server's address is set: Prefect reads it when it is imported

    from flows.deployments import deployments

    serve(*deployments(settings), pause_on_shutdown=False)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {process.returncode}: is port {port} in use? Try --port")
        try:
            with urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    raise ServerError(f"the Prefect server did not answer within {START_SECONDS} s")
