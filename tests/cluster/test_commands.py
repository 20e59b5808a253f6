"""What compose.yaml and SIZING.md start is there, and takes the options that they give."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache

import pytest

from tests.cluster.nodes import BIN, command_of
from tests.s3 import S3
from tests.test_deploy import PAGE, SERVICES

OURS = sorted(name for name, service in SERVICES.items() if service.get("image") == "tradewire")
TOLD = [words.split() for words in re.findall(r"`[^`\n]*\b((?:ray start|dask \w+|tradewire \w+) --[^`\n]+|dask scheduler)`", PAGE)]
COMMANDS = [[program.rpartition("/")[2], *words] for program, *words in map(command_of, OURS)] + TOLD


@pytest.mark.parametrize("command", [words for words in COMMANDS if words[0] != "python"], ids=" ".join)
def test_the_command_takes_these_options(command: list[str]) -> None:
    program, subcommand, *given = command
    assert {word.partition("=")[0] for word in given if word.startswith("--")} <= options(program, subcommand)


@cache
def options(program: str, subcommand: str) -> set[str]:
    """Those that its help tells."""
    wide = os.environ | {"COLUMNS": "200"}
    told = subprocess.run([BIN / program, subcommand, "--help"], env=wide, capture_output=True, text=True, check=True)
    return set(re.findall(r"--[a-z-]+", told.stdout))


def test_the_bucket_is_made_once_and_again() -> None:
    with S3().running() as s3:
        for _ in range(2):  # as after a restart
            subprocess.run(command_of("bucket"), env=os.environ | s3.environment, check=True)
        assert [bucket["Name"] for bucket in s3.client.list_buckets()["Buckets"]] == ["tradewire"]
