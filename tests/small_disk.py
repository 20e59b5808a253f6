"""A program for the tests: Tradewire on a small disk of its own, which is full at first and grows, and in the end is mounted read-only.

    python -m tests.small_disk DISK LANDING LATER RESULT

DISK is where a tmpfs is mounted, which no other process sees and which goes with this one; the files of LATER come to LANDING in a second
night. Prints the exit code and the words of every command as JSON, and leaves a copy of the home at RESULT.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner

from flows.cli import app

PAGE = os.sysconf("SC_PAGE_SIZE")
SIZE = 96 * 2**20  # bytes
ALL = SIZE // PAGE
FIRST = (*range(15), 1024, ALL)  # free pages: one more each time while small files are written one after another
SECOND = (0, 2, 1024, ALL)
READ_ONLY = ("run", "retry", "rebuild", "maintenance", "brief", "sql", "status")  # commands tried on a disk that is mounted so

Ended = tuple[int, str]


def main(disk: Path, landing: Path, later: Path, result: Path) -> None:
    mount(disk)
    os.environ |= {"TRADEWIRE_HOME": str(disk / "home"), "TRADEWIRE_LANDING": str(landing), "TRADEWIRE_WORKERS": "0"}
    told = {"first night": grown(disk, ["run"], FIRST)}
    for file in later.iterdir():
        shutil.copy(file, landing)
    told["second night"] = grown(disk, ["run"], SECOND)
    told["rebuild"] = grown(disk, ["rebuild"], (1, 1024, ALL))
    told["brief"] = grown(disk, ["brief"], (1, 1024))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told["read-only"] = [ended([name, *(["FROM runs"] if name == "sql" else [])]) for name in READ_ONLY]
    shutil.copytree(disk / "home", result, symlinks=True)
    print(json.dumps(told))


def mount(disk: Path) -> None:
    os.unshare(os.CLONE_NEWNS | (os.CLONE_NEWUSER if os.getuid() else 0))
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)


def grown(disk: Path, command: Sequence[str], free: Sequence[int]) -> list[Ended]:
    """What the command comes to at each number of free pages, until it gets through."""
    found: list[Ended] = []
    for number in free:
        fill(disk, number)
        found.append(ended(command))
        if found[-1][0] == 0:
            break
    return found


def fill(disk: Path, free: int) -> None:
    """Puts a file on the disk that leaves so many pages."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    room = shutil.disk_usage(disk).free - free * PAGE
    if room > 0:
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, room)


def ended(command: Sequence[str]) -> Ended:
    result = CliRunner().invoke(app, list(command))
    unexpected = result.exception if not isinstance(result.exception, SystemExit) else None
    return result.exit_code, repr(unexpected) if unexpected else " ".join(result.output.split())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
