"""The warehouse in DuckLake, by a real PostgreSQL server and a real S3 server: what holds of a file holds there as well."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from s3fs import S3FileSystem
from typer.testing import CliRunner

from flows.cli import app
from flows.run import run
from flows.settings import Settings
from flows.upkeep import rebuild
from tests.cluster.postgres import PASSWORD, Postgres, postgres
from tests.conftest import SAMPLES
from tests.s3 import S3
from tests.test_publish import article, older, rows
from warehouse import publish as publishing
from warehouse.catalog import LOCK, catalog
from warehouse.checks import ChecksFailedError
from warehouse.contents import contents
from warehouse.describe import described
from warehouse.ducklake import EXTENSIONS, DuckLake, LockLostError, extension
from warehouse.home import Home, HomeBusyError
from warehouse.lake import Part, write_part
from warehouse.publish import publish
from warehouse.reading import NoWarehouseError, open_published
from warehouse.views import views_and_macros


@pytest.fixture(scope="module")
def catalogs() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3().running() as running, pytest.MonkeyPatch.context() as patch:
        for name, value in running.environment.items():
            patch.setenv(name, value)
        S3FileSystem.clear_instance_cache()
        yield running


@pytest.fixture(scope="module")
def samples(catalogs: Postgres, s3: S3, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples read into DuckLake, with lake and rows in S3."""
    place: dict[str, Any] = {"lake": f"s3://{s3.bucket()}/lake", "warehouse": catalogs.database()}
    given = Settings(home=tmp_path_factory.mktemp("cluster"), landing=SAMPLES, **place)
    assert run(given).status == "published"
    return given


@pytest.fixture
def home(catalogs: Postgres, tmp_path: Path) -> Home:
    """An empty home; the rows go to a folder."""
    return Home(tmp_path, warehouse_place=catalogs.database())


def night(number: int) -> dict[str, list[Any]]:
    """The rows of the n-th night: a new article, and a revision of the first one."""
    run_id, day = f"r{number}", f"2026-05-{number:02}"
    new = article(f"b{number}", f"Bo Sampleton {number}", run_id, day, f"u/{number}")
    return rows([article(f"a{number}", "Ada Exampla", run_id, day, "u/a"), new])


def load(home: Home, number: int) -> None:
    write_part(home, Part(f"r{number}", "1"), night(number))
    with home.writing():
        publish(home)


def publish_and_hang(home: Home, loaded: Path) -> None:
    """For a process of its own: all is loaded, nothing is committed."""

    def hang(*_: object) -> tuple[str, ...]:
        loaded.touch()
        time.sleep(600)
        return ()

    vars(publishing)["_checked"] = hang
    with home.writing():
        publish(home)


def ask(home: Home, query: str) -> list[Any]:
    with open_published(home) as db:
        return db.execute(query).fetchall()


def held(home: Home) -> dict[str, tuple[int, int]]:
    with open_published(home) as db:
        return contents(db)


def test_the_samples_make_the_same_warehouse(samples: Settings, sample_home: Path) -> None:
    assert held(samples.home_folder) == held(Home(sample_home))
    before = DuckLake(samples.home_folder).current()
    assert run(samples).status == "unchanged"
    assert DuckLake(samples.home_folder).current() == before
    told = rebuild(samples).headline
    assert told.endswith("the same content."), told
    assert not list(samples.home.glob("*.duckdb")), "no file in the home"


def test_every_view_and_macro_answers_as_from_a_file(home: Home, sample_home: Path) -> None:
    same_lake = replace(home, lake_place=str(sample_home / "lake"), warehouse_data=str(home.path / "rows"))
    with same_lake.writing():
        publish(same_lake)
    with open_published(same_lake) as cluster, open_published(Home(sample_home)) as file:
        for told in (described(path.read_text(encoding="utf8")) for path in views_and_macros()):
            query = f"FROM {told.name}" if told.kind == "view" else told.example
            answers = [sorted(map(repr, db.execute(query).fetchall())) for db in (cluster, file)]
            assert answers[0] == answers[1], told.name


def test_the_commands_work_on_it(samples: Settings, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    assert samples.warehouse
    monkeypatch.setenv("TRADEWIRE_WAREHOUSE", samples.warehouse.get_secret_value())
    monkeypatch.setenv("TRADEWIRE_LAKE", str(samples.lake))
    monkeypatch.setenv("TRADEWIRE_HOME", str(samples.home))
    for command in ("run", "status", "check", "brief", "ask in_force", "ask measures_now", "reprocess --dry-run", "maintenance"):
        words = [*command.split(), *(["--landing", str(SAMPLES)] if command == "run" else [])]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (command, result.output)
        assert PASSWORD not in result.output
    result = CliRunner().invoke(app, ["sql", "DELETE FROM articles"])
    assert (result.exit_code, "read-only" in result.output) == (1, True), result.output
    s3.refuses = lambda _method, path: "/warehouse/" in path
    for words in (["status"], ["ask", "in_force"]):
        result = CliRunner().invoke(app, words)
        assert (result.exit_code, "rows of the warehouse cannot be reached" in " ".join(result.output.split())) == (1, True), result.output
    s3.refuses = lambda _method, _path: False


def test_nights_come_to_the_same_as_in_a_file_and_the_last_snapshots_are_kept(home: Home, tmp_path: Path) -> None:
    file = Home(tmp_path / "file")
    file.path.mkdir()
    for number in range(1, 5):
        load(home, number)
        load(file, number)
        assert held(home) == held(file)
    assert ask(home, "SELECT count(*) FROM ducklake_snapshots('tradewire')") == [(3,)]


def test_a_warehouse_of_a_version_with_fewer_columns_is_taken_over(home: Home) -> None:
    load(home, 1)
    with home.writing(), DuckLake(home).building(DuckLake(home).current()) as db:
        db.execute("ALTER TABLE articles DROP COLUMN byline")
    older(home, "articles", "byline")
    load(home, 2)
    assert ask(home, "SELECT count(*), count(byline) FROM articles") == [(3, 0)]


def test_a_failed_check_publishes_nothing_and_says_why(home: Home) -> None:
    load(home, 1)
    before, snapshot = held(home), DuckLake(home).current()
    found = night(2)
    found["mentions"] = [replace(mention, mention_type="nickname") for mention in found["mentions"]]
    write_part(home, Part("r2", "1"), found)
    with home.writing(), pytest.raises(ChecksFailedError) as error:
        publish(home)
    told = str(error.value)
    assert "mentions_keeps_to_its_words: a column of mentions holds what its vocabulary does not have.\n    first row: (" in told
    assert told.endswith("\nMend the cause, and run again: `tradewire run` loads and checks what waits in the lake.")
    assert (held(home), DuckLake(home).current()) == (before, snapshot)
    write_part(home, Part("r2", "1"), night(2))
    with home.writing():
        assert publish(home).place


def test_a_killed_publication_leaves_the_old_snapshot(home: Home) -> None:
    load(home, 1)
    before, snapshot = held(home), DuckLake(home).current()
    write_part(home, Part("r2", "1"), night(2))
    loaded = home.path / "loaded"
    process = multiprocessing.get_context("spawn").Process(target=publish_and_hang, args=(home, loaded))
    process.start()
    while not loaded.exists():
        assert process.is_alive()
        time.sleep(0.1)
    assert (held(home), DuckLake(home).current()) == (before, snapshot), "while it loads"
    with pytest.raises(HomeBusyError, match=rf"ducklake:.+/tw\d+ is being written by process {process.pid} on .+ since"):
        load(replace(home, path=home.path / "another"), 3)
    process.kill()
    process.join()
    assert (held(home), DuckLake(home).current()) == (before, snapshot)
    while not writes(home):  # PostgreSQL notices in a moment
        time.sleep(0.1)
    with home.writing():
        assert publish(home).parts == 1
    assert ask(home, "SELECT count(*) FROM articles") == [(3,)]


def writes(home: Home) -> bool:
    try:
        with home.writing():
            return True
    except HomeBusyError:
        return False


def test_a_reader_in_a_transaction_sees_one_snapshot(home: Home) -> None:
    load(home, 1)
    with open_published(home) as reader:
        reader.execute("BEGIN")
        before = contents(reader)
        load(home, 2)
        assert contents(reader) == before
        reader.execute("COMMIT")
        assert contents(reader) == held(home) != before


@pytest.mark.parametrize(
    "lost", [f"pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {LOCK})", "datname LIKE 'tw%'"], ids=["lock", "all"]
)
def test_a_writer_that_lost_the_server_publishes_nothing(
    lost: str, home: Home, catalogs: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(home, 1)
    before = held(home)
    write_part(home, Part("r2", "1"), night(2))
    checked = vars(publishing)["_checked"]

    def lose(*given: Any) -> Any:
        catalogs.sql("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {lost}")
        return checked(*given)

    monkeypatch.setattr(publishing, "_checked", lose)
    with home.writing(), pytest.raises(LockLostError, match="broke off"):
        publish(home)
    assert held(home) == before


def test_a_query_writes_nothing_and_reaches_no_file(home: Home) -> None:
    load(home, 1)
    before = held(home)
    address = catalog(home.warehouse_place)
    with open_published(home) as db:
        for query in (
            "DELETE FROM articles",
            "DROP VIEW quote_index",
            "CREATE TABLE tradewire.more AS SELECT 1",
            "DELETE FROM __ducklake_metadata_tradewire.ducklake_snapshot",
            "CALL postgres_execute('__ducklake_metadata_tradewire', 'DELETE FROM ducklake_snapshot')",
            "FROM read_text('/etc/passwd')",
            "COPY tradewire.articles TO '/tmp/articles.csv'",
            "ATTACH '/tmp/other.duckdb'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                db.execute(query)
        told = repr(db.execute("SELECT * FROM duckdb_databases(), duckdb_secrets(), duckdb_settings()").fetchall())
    assert (held(home), address.password, PASSWORD in told) == (before, PASSWORD, False)


def test_any_duckdb_sees_the_tables_and_the_views_with_a_role_that_may_only_select(home: Home, catalogs: Postgres) -> None:
    load(home, 1)
    catalogs.sql("postgres", "CREATE ROLE reader LOGIN PASSWORD 'reads' IN ROLE pg_read_all_data")
    held_by = catalog(home.warehouse_place)
    where = f"host={held_by.host} port={held_by.port} dbname={held_by.database} user=reader password=reads"
    with duckdb.connect() as db:
        for name in EXTENSIONS:
            db.execute(f"LOAD '{extension(name)}'")
        db.execute(f"ATTACH 'ducklake:postgres:{where}' AS news (READ_ONLY)")
        db.execute("USE news")
        views = [told.name for path in views_and_macros() if (told := described(path.read_text(encoding="utf8"))).kind == "view"]
        assert {view: len(db.execute(f"FROM {view}").fetchall()) for view in views}["quote_index"] == 2


@pytest.mark.parametrize("command", ["run", "sql FROM articles", "status", "rebuild"])
def test_a_catalog_that_does_not_answer_is_told(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEWIRE_WAREHOUSE", "ducklake:postgres://desk:hush@127.0.0.1:1/tw")
    (tmp_path / "landing").mkdir()
    write_part(Home(tmp_path), Part("r1", "1"), night(1))
    result = CliRunner().invoke(app, [*command.split(" ", 1), "--home", str(tmp_path)], env={"COLUMNS": "300"})
    assert (result.exit_code, "hush" in result.output) == (1, False), result.output
    assert "ducklake:postgres://127.0.0.1:1/tw cannot be" in " ".join(result.output.split())


def test_a_database_without_a_warehouse_is_told(home: Home) -> None:
    with pytest.raises(NoWarehouseError, match="no warehouse at ducklake:postgres://127"):
        open_published(home)


@pytest.mark.parametrize(
    "setting, told",
    [
        ({"warehouse": "postgres://host/db"}, "write it as ducklake:postgres://user:password@host:5432/database"),
        ({"warehouse": "ducklake:mysql://host/db"}, "write it as ducklake:postgres://user:password@host:5432/database"),
        ({"warehouse_data": "gs://bucket/rows"}, "DuckLake reads and writes folders and s3:// URLs"),
    ],
)
def test_a_wrong_setting_is_told(setting: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Settings(**setting)
