"""Server, UI and all deployments in one command, on this machine alone unless it is opened with a password."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from flows.settings import Settings

START_SECONDS = 120  # the first start makes the server's database
STOP_SECONDS = 30
PRIVATE = {  # nothing leaves the machine: no telemetry, no promotion, no outside font
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
}
DEFAULTS = {  # the user may set them otherwise: a run that fails is tried again and skips what is done; it shows that it lives
    "PREFECT_FLOWS_DEFAULT_RETRIES": "2",
    "PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS": "60",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_RUNNER_POLL_FREQUENCY": "3",  # seconds that a click on Run may take
}
# The server ends with this process, however that one ends.
SERVER = """
import sys
from flows.lifeline import end_with_parent
end_with_parent(int(sys.argv.pop(1)))
from prefect.cli import app
app()
"""


class ServerError(RuntimeError):
    """The Prefect server did not come up, or must not."""


def set_environment(settings: Settings, host: str, port: int) -> str:
    """Tells Prefect, in this process and those that it starts, where its server is; returns the address. Raises ServerError.

    Before anything of Prefect is imported, since that reads it.
    """
    if not _is_loopback(host) and settings.server_auth is None:
        raise ServerError(
            f"--host {host} opens the server to other machines: set TRADEWIRE_SERVER_AUTH to name:password first, so that not everybody"
            " can start runs, and put a proxy with TLS before it where others could listen"
        )
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"
    os.environ |= PRIVATE | {
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),  # the UI asks this one, not the --port of the command
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_SERVER_UI_API_URL": f"{address}/api" if _is_loopback(host) else "/api",  # where the browser that shows it finds it
    }
    if settings.server_auth is not None:
        for name in ("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"):
            os.environ[name] = settings.server_auth.get_secret_value()
    return address


@contextmanager
def server(address: str) -> Iterator[None]:
    """The Prefect server while the block runs."""
    command = [sys.executable, "-c", SERVER, str(os.getpid()), "server", "start"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def serve_everything(settings: Settings, host: str, port: int, started: Callable[[str], None]) -> None:
    """Server and deployments, whose runs go one after another, until stopped. `started` is told the address of the UI.

    Raises ServerError, and ValueError for a schedule that there is not, before anything is started.
    """
    address = set_environment(settings, host, port)
    from prefect import serve

    from flows.deployments import deployments
    from flows.set_up import set_up

    served = deployments(settings)
    with server(address):
        started(address)
        set_up(settings)
        serve(*served, pause_on_shutdown=False, limit=1)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {process.returncode}: is the port of {address} in use? Try --port")
        try:
            with urlopen(f"{address}/api/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except HTTPError as error:
            if error.code == 401:  # it is up, and asks for the password
                return
        except (URLError, TimeoutError, ConnectionError):
            pass
        time.sleep(0.5)
    raise ServerError(f"the Prefect server did not answer within {START_SECONDS} s")
