"""The warehouse in DuckLake: a catalog in PostgreSQL, the rows as Parquet files in an object store or a folder that all machines share.

A publication is one transaction, and so one snapshot: readers see the one before until it is there, and a killed one leaves nothing but
files that nobody names. DuckLake has no CHECK (`warehouse/checks.py` looks at the vocabularies), and keeps neither comments on macros and
on columns of views nor macros with a parameter that is NULL by default: these are made by each session (`warehouse/views.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse.catalog import LOCK, Catalog, catalog, writer_name
from warehouse.checks import NotPublishedError
from warehouse.derive import quoted
from warehouse.home import Home
from warehouse.load import has_schema
from warehouse.store import StoreError, disk_errors, is_url
from warehouse.versions import OWN_EXTENSIONS
from warehouse.views import drop_views, make_session_macros

Connection = duckdb.DuckDBPyConnection
EXTENSIONS = ("ducklake", "postgres_scanner", "httpfs")  # the packages duckdb_extension_… have the files, so none is downloaded
NAME = "tradewire"
METADATA = f"__ducklake_metadata_{NAME}"
LOST = "The connection to PostgreSQL broke off, and with it the lock: nothing was published."
AGAIN = "Run again: what was read is kept in the lake, and what is published already is not loaded twice."
KEPT_FILES = "1 day"  # that readers of an expired snapshot may still read


class LockLostError(NotPublishedError):
    """The session that had the lock broke off while the warehouse was being loaded."""


class NoDuckLakeError(StoreError):
    """The database holds none yet."""


@dataclass(frozen=True, slots=True)
class DuckLake:
    """A version is the number of its snapshot."""

    home: Home

    def current(self) -> str | None:
        """The published version; None where there is none. Raises StoreError."""
        db = self._open_latest()
        if db is None:
            return None
        with db:
            ((snapshot,),) = db.execute(f"FROM {NAME}.current_snapshot()").fetchall()
        return str(snapshot)

    def published_at(self) -> float:
        """When that was, in seconds since 1970."""
        with self._open("READ_ONLY") as db:
            ((moment,),) = db.execute(f"SELECT epoch(max(snapshot_time)) FROM ducklake_snapshots('{NAME}')").fetchall()
        return float(moment)

    def place(self, version: str) -> str:
        """What is told to the user."""
        return f"{self._catalog}, snapshot {version}"

    def size_bytes(self, version: str) -> int:
        with self.open(version) as db:
            ((size,),) = db.execute(f"SELECT coalesce(sum(file_size_bytes), 0) FROM ducklake_table_info('{NAME}')").fetchall()
        return int(size)

    def is_readable(self, version: str) -> bool:
        """Whether the snapshot has the tables that this version of Tradewire declares."""
        with self.open(version) as db:
            return has_schema(db)

    def open(self, version: str) -> Connection:
        """That version, read-only."""
        return self._open(f"READ_ONLY, SNAPSHOT_VERSION {int(version)}")

    def open_confined(self) -> Connection | None:
        """The published version, for anybody's queries; None where there is none. Raises StoreError.

        They reach no file but those of the warehouse, and write nothing to its catalog; what else they may do on these two servers is as
        the role and the keys say.
        """
        db = self._open_latest()
        if db is None:
            return None
        make_session_macros(db)
        db.execute(f"SET allowed_directories = [{quoted(_data_path(db))}]")
        for setting in ("enable_external_access = false", "python_enable_replacements = false", "lock_configuration = true"):
            db.execute(f"SET {setting}")
        return db

    @contextmanager
    def building(self, base: str | None) -> Iterator[Connection]:
        """A transaction in the published version, or with nothing in it where there is no base: published at its end.

        Where it raises, nothing is published. Only for the process that holds the lock; raises LockLostError at the end where it does not.
        """
        with disk_errors(self.home.path), self._open(f"DATA_PATH {quoted(self._data_place)}, DATA_INLINING_ROW_LIMIT 0") as db:
            db.execute("BEGIN")
            try:
                if base is None:
                    _empty(db)
                yield db
                if not _is_writer(db):
                    raise LockLostError(LOST, AGAIN)
                self._commit(db)
            except BaseException as error:
                with suppress(duckdb.Error):  # a server that is gone has rolled back
                    db.execute("ROLLBACK")  # deletes the files that it wrote
                if isinstance(error, duckdb.Error) and not _is_writer(db):
                    raise LockLostError(LOST, AGAIN) from error
                raise

    def _commit(self, db: Connection) -> None:
        try:
            db.execute("COMMIT")
        except duckdb.Error as error:
            raise StoreError(f"{self._catalog} did not confirm the publication: {error}\n{AGAIN}") from error

    def expire(self, keep_versions: int) -> None:
        """Forgets all but the last snapshots, and a day later deletes the files that only they had."""
        with self._open(f"DATA_PATH {quoted(self._data_place)}") as db:
            found = db.execute(f"SELECT snapshot_id FROM ducklake_snapshots('{NAME}') ORDER BY snapshot_id").fetchall()
            if old := [snapshot for (snapshot,) in found[:-keep_versions]]:
                db.execute(f"CALL ducklake_expire_snapshots('{NAME}', versions => {old})")
            for what in ("cleanup_old_files", "delete_orphaned_files"):  # the second ones are those of killed publications
                db.execute(f"CALL ducklake_{what}('{NAME}', older_than => now() - INTERVAL '{KEPT_FILES}')")

    @property
    def _catalog(self) -> Catalog:
        return catalog(self.home.warehouse_place)

    @property
    def _data_place(self) -> str:
        place = self.home.warehouse_data or f"{self.home.lake.place}/warehouse"
        return place if is_url(place) else str(Path(place).absolute())

    def _open_latest(self) -> Connection | None:
        """None where nothing was published."""
        try:
            db = self._open("READ_ONLY")
        except NoDuckLakeError:
            return None
        if db.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database()").fetchall() != [(0,)]:
            return db
        db.close()  # the first publication was refused or killed
        return None

    def _open(self, options: str) -> Connection:
        db = _connect(self._catalog, self.home)
        _attach(db, self._catalog, options)
        if is_url(_data_path(db)):
            db.execute(_s3_secret(_data_path(db)))
        return db


def _connect(held: Catalog, home: Home) -> Connection:
    """DuckDB in memory, with the extensions and the keys of the catalog."""
    db = duckdb.connect(config=OWN_EXTENSIONS)
    for name in EXTENSIONS:
        db.execute(f"LOAD {quoted(str(extension(name)))}")
    db.execute(f"SET temp_directory = {quoted(str(home.path / 'spill'))}")
    given = {"host": held.host, "port": held.port, "database": held.database, "user": held.user, "password": held.password}
    parts = ", ".join(f"{name} {quoted(str(value))}" for name, value in given.items() if value)
    db.execute(f"CREATE SECRET catalog (TYPE postgres, {parts})")  # in the address of ATTACH, any query could read the password
    return db


def _attach(db: Connection, held: Catalog, options: str) -> None:
    """Makes DuckLake what queries are about. Raises NoDuckLakeError where there is none and none is to be made, StoreError."""
    address = " ".join(f"{name}={value}" for name, value in held.options.items())
    try:
        db.execute(f"ATTACH {quoted(f'ducklake:postgres:{address}')} AS {NAME} (META_SECRET 'catalog', {options})")
    except duckdb.InvalidInputException as error:
        if "creating a new DuckLake is explicitly disabled" in str(error):
            raise NoDuckLakeError(f"{held} holds no warehouse: `tradewire run` makes one") from None
        raise
    except duckdb.Error as error:
        raise StoreError(f"{held} cannot be opened: {error}") from error
    db.execute(f"USE {NAME}")


def extension(name: str) -> Path:
    """The file of an extension. Raises StoreError where its package is not installed."""
    found = find_spec(f"duckdb_extension_{name}")
    if found is None or found.origin is None:
        raise StoreError("a warehouse in DuckLake needs more packages: pip install 'tradewire[ducklake]'")
    return Path(found.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


def _data_path(db: Connection) -> str:
    ((path,),) = db.execute(f"SELECT value FROM {METADATA}.ducklake_metadata WHERE key = 'data_path'").fetchall()
    return str(path)


def _s3_secret(url: str) -> str:
    """The keys and the address that S3's own tools would take."""
    from botocore.session import get_session

    session = get_session()
    keys = session.get_credentials()
    if keys is None:
        raise StoreError(f"{url} cannot be opened: no keys were found, neither in AWS_… variables nor in a profile or role")
    client = session.create_client("s3")
    scheme, _, host = client.meta.endpoint_url.partition("://")
    frozen = keys.get_frozen_credentials()
    given = {"key_id": frozen.access_key, "secret": frozen.secret_key, "session_token": frozen.token, "region": client.meta.region_name}
    if not host.endswith(".amazonaws.com"):
        given |= {"endpoint": host, "use_ssl": str(scheme == "https").lower(), "url_style": "path"}
    return f"CREATE SECRET store (TYPE s3, {', '.join(f'{name} {quoted(value)}' for name, value in given.items() if value)})"


def _empty(db: Connection) -> None:
    drop_views(db)
    for (table,) in db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall():
        db.execute(f'DROP TABLE "{table}"')


def _is_writer(db: Connection) -> bool:
    """Whether this process holds the advisory lock of `warehouse/catalog.py`."""
    query = f"""SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = {LOCK}"""
    try:
        return (writer_name(),) in db.execute(f"FROM postgres_query({quoted(METADATA)}, {quoted(query)})").fetchall()
    except duckdb.Error:  # the server is gone, and with it all its sessions
        return False
