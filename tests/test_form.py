"""A person in the browser: fills the run form of the UI, clicks, sees the run complete, and reads its report."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.conftest import SAMPLES
from tests.served import SECONDS, Served, wait_for
from tests.test_browser import CHROMIUM, QUIET, pytestmark  # noqa: F401 - the mark is for this module too
from warehouse.home import Home

MILLISECONDS = SECONDS * 1000


def field(name: str) -> str:
    """The input below a parameter's name."""
    return f"xpath=//*[starts-with(normalize-space(text()), '{name} (')]/following::*[self::input or self::textarea][1]"


def asked_for(served: Served, home: str) -> UUID | None:
    """The run into that home."""
    return next((run.id for run in served.client.read_flow_runs() if run.parameters.get("home") == home), None)


@pytest.fixture
def outside() -> list[str]:
    """Requests that left the machine."""
    return []


def test_a_run_started_by_the_form_completes_and_its_report_can_be_read(served: Served, tmp_path: Path, outside: list[str]) -> None:
    deployment = served.client.read_deployment_by_name("nightly/nightly")
    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)).new_page(viewport={"width": 1280, "height": 1600})
        page.on("request", lambda request: outside.append(request.url) if "//127.0.0.1" not in request.url else None)
        page.goto(f"{served.address}/deployments/deployment/{deployment.id}/run")
        expect(page.get_by_text("folder that everything is written to")).to_be_visible(timeout=MILLISECONDS)
        for name, value in (("home", str(tmp_path)), ("landing", str(SAMPLES)), ("limit", "3")):
            page.locator(field(name)).fill(value)
        page.get_by_role("button", name="Submit").click()
        page.goto(f"{served.address}/runs/flow-run/{wait_for(lambda: asked_for(served, str(tmp_path)))}")  # its notice is gone in seconds
        expect(page.get_by_text("Completed", exact=True).first).to_be_visible(timeout=MILLISECONDS)
        page.get_by_text("Artifacts", exact=True).first.click()
        page.get_by_role("link", name="run-report").first.click()
        expect(page.get_by_role("heading", name="Published 3 articles from 3 new files")).to_be_visible(timeout=MILLISECONDS)
    assert Home(tmp_path).warehouse.exists()
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []
