"""A PostgreSQL server on this machine, from the packages of its system."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.served import free_port

PASSWORD = "s3cr:t/@"
NOBODY = "nobody" if os.getuid() == 0 else None  # the server refuses to be root


class Postgres:
    """The server, with an empty database for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._databases = 0

    @contextmanager
    def running(self) -> Iterator[Postgres]:
        password = self.folder / "password"
        password.write_text(PASSWORD)
        if NOBODY:
            shutil.chown(self.folder, NOBODY)
            shutil.chown(password, NOBODY)
        given = ["--auth=scram-sha-256", f"--pwfile={password}", "--username=desk", "--encoding=UTF8", "--no-sync"]
        subprocess.run([_program("initdb"), "-D", self.folder / "data", *given], **self._quiet(), check=True)
        settings = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder), "-c", "fsync=off"]
        server = subprocess.Popen([_program("postgres"), "-D", self.folder / "data", *settings], **self._quiet())
        try:
            while subprocess.run([_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False).returncode:
                assert server.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
            yield self
        finally:
            server.terminate()
            server.wait()

    def database(self) -> str:
        """Makes a database; its address as a warehouse."""
        self._databases += 1
        name = f"tw{self._databases}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return f"ducklake:postgres://desk:s3cr%3At%2F%40@127.0.0.1:{self.port}/{name}"

    def sql(self, database: str, statement: str) -> str:
        """What psql tells."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "desk", "-d", database, "-At", "-c", statement]
        found = subprocess.run(
            [_program("psql"), *place], env=os.environ | {"PGPASSWORD": PASSWORD}, check=True, capture_output=True, text=True
        )
        return found.stdout.strip()

    def _quiet(self) -> dict[str, Any]:
        log = (self.folder / "log").open("a")
        return {"user": NOBODY, "stdout": log, "stderr": log, "cwd": self.folder}


@contextmanager
def postgres() -> Iterator[Postgres]:
    with TemporaryDirectory(prefix="postgres-") as folder, Postgres(Path(folder)).running() as running:
        yield running


def _program(name: str) -> str:
    places = [str(path.parent) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    found = shutil.which(name, path=os.pathsep.join([*places, os.environ["PATH"]]))
    assert found, f"no {name} here: the tests of a cluster need a PostgreSQL server, as by apt-get install postgresql"
    return found
