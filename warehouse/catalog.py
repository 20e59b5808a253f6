"""The PostgreSQL database that is DuckLake's catalog: its address, and the advisory lock that lets one writer in at a time.

Rows of one table cannot be merged where two writers commit at once, and DuckLake's own check of that has gaps with PostgreSQL
(github.com/duckdb/ducklake/issues/1094). The lock belongs to a session: it goes with its process, whatever ends that.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from socket import gethostname
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from warehouse.store import StoreError

PREFIX = "ducklake:"
SCHEMES = ("postgres", "postgresql")
LOCK = 1_952_541_044  # any number below 2**31: the same for all writers of a database
SECONDS = 10  # to wait for the server
HOLDERS = f"""
    SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = {LOCK}
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class CatalogBusyError(RuntimeError):
    """Another process writes to this warehouse; the message says which and since when."""


class Catalog(NamedTuple):
    """The address in parts; what is not given is found where PostgreSQL's own tools find it: `PG…` variables, `~/.pgpass`."""

    host: str
    port: int | None
    database: str
    user: str
    password: str
    options: Mapping[str, str]  # such as sslmode

    def __str__(self) -> str:
        """Without the password."""
        return f"{PREFIX}postgres://{self.host}{f':{self.port}' if self.port else ''}/{self.database}"


def catalog(place: str) -> Catalog:
    """Raises ValueError where the address is none."""
    parts = urlsplit(place.removeprefix(PREFIX))
    if not place.startswith(PREFIX) or parts.scheme not in SCHEMES or not parts.hostname or not parts.path.strip("/"):
        raise ValueError("write it as ducklake:postgres://user:password@host:5432/database")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Catalog(parts.hostname, parts.port, unquote(parts.path.strip("/")), user, password, dict(parse_qsl(parts.query)))


def writer_name() -> str:
    """What PostgreSQL calls this process."""
    return f"process {os.getpid()} on {gethostname()}"[:63]


@contextmanager
def one_writer(place: str) -> Iterator[None]:
    """Holds the warehouse for this process. Raises CatalogBusyError at once where another one has it, StoreError."""
    with asyncio.Runner() as runner:
        session = runner.run(_session(place))
        try:
            holder = runner.run(_lock(session))
            if holder is not None:
                raise CatalogBusyError(f"{catalog(place)} is being written by {holder}: wait for it to end")
            yield
        finally:
            runner.run(_leave(session))


async def _session(place: str) -> Any:
    import asyncpg

    names = {"application_name": writer_name(), "tcp_keepalives_idle": "60"}  # else a firewall may forget a session that is silent for long
    try:
        return await asyncpg.connect(place.removeprefix(PREFIX), timeout=SECONDS, server_settings=names)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise StoreError(f"{catalog(place)} cannot be reached: {error or type(error).__name__}") from error


async def _lock(session: Any) -> str | None:
    """Who has the lock; None where this process has it now."""
    if await session.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
        return None
    holder = await session.fetchrow(HOLDERS)
    return f"{holder[0]} since {holder[1]:%Y-%m-%d %H:%M:%S} UTC" if holder else "somebody who has just ended"


async def _leave(session: Any) -> None:
    """Gives the lock back at once; where the server is gone, it went with the session."""
    import asyncpg

    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await session.fetchval("SELECT pg_advisory_unlock($1)", LOCK)
    session.terminate()
