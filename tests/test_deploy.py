"""The compose file names only what there is, and every machine of the cluster gets what it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.settings import Settings

DEPLOY = Path(__file__).parents[1] / ".deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
IMAGE = (DEPLOY / "Dockerfile").read_text()
PAGE = (DEPLOY / "SIZING.md").read_text()
READS = ("desk", "ray-head", "ray-node")


def settings_of(service: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in service.get("environment", {}).items()}


@pytest.mark.parametrize("text", [IMAGE, PAGE, *(" ".join(settings_of(one)) for one in SERVICES.values())])
def test_every_setting_named_exists(text: str) -> None:
    named = {name.lower() for name in re.findall(r"TRADEWIRE_(\w+)", text)}
    assert named <= set(Settings.model_fields)


def test_the_desk_is_set_up_as_the_settings_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings_of(SERVICES["desk"]).items():
        monkeypatch.setenv(name, re.sub(r"\$\{\w+:\?[^}]*\}", "secret", value))
    given = Settings()
    assert (given.runner, given.runner_address) == ("ray", "ray://ray-head:10001")
    assert f"--ray-client-server-port={given.runner_address.rpartition(':')[2]}" in SERVICES["ray-head"]["command"]


def test_whoever_reads_has_the_same_image_and_the_keys_of_the_store() -> None:
    keys = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "PREFECT_API_URL", "PREFECT_API_AUTH_STRING"}
    assert {SERVICES[name]["image"] for name in READS} == {"tradewire"}
    assert all(keys <= set(settings_of(SERVICES[name])) for name in READS)


def test_services_wait_for_and_mount_only_what_there_is() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        assert {volume.partition(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSE["volumes"])
    for needed, condition in ((name, told["condition"]) for one in SERVICES.values() for name, told in one.get("depends_on", {}).items()):
        assert condition != "service_healthy" or "healthcheck" in SERVICES[needed]


def test_no_secret_stands_in_the_file() -> None:
    for name, value in ((name, value) for one in SERVICES.values() for name, value in settings_of(one).items()):
        if re.search("PASSWORD|SECRET|KEY|AUTH", name):
            assert ":?" in value, name


def test_the_image_installs_what_is_pinned() -> None:
    (copied,) = re.findall(r"^COPY (\S+) \./$", IMAGE, re.MULTILINE)
    pinned = (DEPLOY.parent / copied).read_text()
    names = ("ray", "prefect-ray", "dask", "distributed", "prefect-dask", "s3fs", "duckdb-extension-ducklake")
    assert [name for name in names if f"\n{name}==" not in pinned] == []
    developed = dict(re.findall(r"^([\w.-]+)==(\S+)", (DEPLOY.parent / "requirements.lock").read_text(), re.MULTILINE))
    deployed = dict(re.findall(r"^([\w.-]+)==(\S+)", pinned, re.MULTILINE))
    assert {name: version for name, version in deployed.items() if developed.get(name, version) != version} == {}
