"""Landing folder and lake in an object store: the same warehouse as from folders, by a real S3 server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from s3fs import S3FileSystem
from typer.testing import CliRunner

from flows.cli import app
from flows.run import run
from flows.settings import Settings
from flows.upkeep import rebuild
from tests.conftest import SAMPLES
from tests.s3 import S3
from tests.test_run import ask
from tests.test_upkeep import JULY, held, nights_of_two_months
from warehouse.compact import compact_lake, expire_raw
from warehouse.home import Home
from warehouse.intake import pick_up
from warehouse.lake import known_files
from warehouse.publish import publish
from warehouse.store import Store, StoreError

NOW = datetime(2026, 6, 1)
STORY = "The steel duty will stay at {} percent, Trade Minister Ada Exampla said on Monday. It took effect on 1 May, her office said."


@pytest.fixture(scope="module")
def server() -> Iterator[S3]:
    with S3().running() as running:
        yield running


@pytest.fixture
def s3(server: S3, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    yield server
    server.refuses = lambda _method, _path: False


def story(rate: int) -> bytes:
    return json.dumps(
        {"title": f"Duty of {rate}", "body": STORY.format(rate), "date": "2026-05-12", "url": f"https://e.org/{rate}"}
    ).encode()


def settings(bucket: str, home: Path) -> Settings:
    return Settings(home=home, landing=f"s3://{bucket}/landing", lake=f"s3://{bucket}/lake", workers=0)


def test_the_samples_in_a_bucket_make_the_same_warehouse(s3: S3, sample_home: Path, tmp_path: Path) -> None:
    bucket, local = s3.bucket(), held(Home(sample_home))
    given = settings(bucket, tmp_path / "one")
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        s3.client.upload_file(path, bucket, f"landing/{path.relative_to(SAMPLES).as_posix()}")
    assert run(given).status == "published"
    assert held(Home(tmp_path / "one")) == local
    assert not [path for path in (tmp_path / "one").iterdir() if path.is_dir()], "lake, originals and work in hand lie in the bucket"
    s3.downloads(bucket)
    assert run(given).status == "unchanged"
    assert not [path for path in s3.downloads(bucket) if path.startswith(f"/{bucket}/landing/")], "what is unchanged is not downloaded"
    assert rebuild(settings(bucket, tmp_path / "two")).bytes_before is None
    assert held(Home(tmp_path / "two")) == local, "another machine has it all from the lake"


def test_a_changed_object_is_read_and_one_stored_again_is_not_parsed(s3: S3, tmp_path: Path) -> None:
    bucket = s3.bucket()
    for name in ("a", "b"):
        s3.client.put_object(Bucket=bucket, Key=f"landing/{name}.json", Body=story(ord(name)))
    assert run(settings(bucket, tmp_path)).files == {"loaded": 2}
    upload = {"Bucket": bucket, "Key": "landing/a.json"}
    part = {"UploadId": s3.client.create_multipart_upload(**upload)["UploadId"]}
    tag = s3.client.upload_part(**upload, **part, PartNumber=1, Body=story(ord("a")))["ETag"]
    s3.client.complete_multipart_upload(**upload, **part, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": tag}]})
    s3.client.put_object(Bucket=bucket, Key="landing/b.json", Body=story(30))
    assert run(settings(bucket, tmp_path)).files == {"loaded": 1, "unchanged": 1}
    assert ask(tmp_path, "SELECT count(*) FROM article_revisions") == [(3,)]
    s3.downloads(bucket)
    assert run(settings(bucket, tmp_path)).status == "unchanged"
    assert not [path for path in s3.downloads(bucket) if path.startswith(f"/{bucket}/landing/")]


def test_keys_that_are_no_paths_are_told_and_nothing_is_written_by_them(s3: S3, tmp_path: Path) -> None:
    bucket = s3.bucket()
    read = ["a.txt", "q?x#1.txt", "sp ace+ü.txt", "sub/deep/b.txt"]
    misnamed = ["../out.txt", "./here.txt", "sub//empty.txt", "sub/../../../etc/passwd", ".."]
    ignored = ["", "folder/", ".hidden", "sub/.hidden.txt"]
    for name in read + misnamed + ignored + ["upload.txt.part"]:
        s3.client.put_object(Bucket=bucket, Key=f"landing/{name}", Body=b"" if name in ("", "folder/") else story(5))
    s3.client.put_object(Bucket=bucket, Key="landing-of-others/c.txt", Body=story(6))
    found = pick_up(Home(tmp_path / "home"), f"s3://{bucket}/landing/", "run", NOW)
    assert list(found.fresh) == sorted(read)
    assert {file.source_path: file.outcome for file in found.left_alone} == dict.fromkeys(misnamed, "rejected") | {
        "upload.txt.part": "waiting"
    }
    report = run(settings(bucket, tmp_path / "home"))
    assert report.files == {"loaded": 4, "rejected": 5, "waiting": 1}
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_an_object_that_is_too_large_is_not_downloaded(s3: S3, tmp_path: Path) -> None:
    bucket = s3.bucket()
    s3.client.put_object(Bucket=bucket, Key="landing/large.txt", Body=story(5) * 10)
    report = run(settings(bucket, tmp_path).model_copy(update={"max_file_bytes": 1000}))
    assert (report.files, "larger than 1,000 bytes" in str(report.turned_away[0].reason)) == ({"rejected": 1}, True)
    assert f"/{bucket}/landing/large.txt" not in s3.downloads(bucket)


def test_a_run_that_the_store_cuts_off_loses_nothing(s3: S3, tmp_path: Path) -> None:
    bucket = s3.bucket()
    given = settings(bucket, tmp_path)
    s3.client.put_object(Bucket=bucket, Key="landing/a.json", Body=story(5))
    assert run(given).status == "published"
    before = held(Home(tmp_path))
    s3.client.put_object(Bucket=bucket, Key="landing/b.json", Body=story(6))
    s3.refuses = lambda method, path: method == "PUT" and "/lake/quotes/" in path
    with pytest.raises(PermissionError, match=f"s3://{bucket}/lake: "):
        run(given)
    assert held(Home(tmp_path)) == before
    s3.refuses = lambda _method, _path: False
    assert run(given).status == "published"
    assert ask(tmp_path, "SELECT count(*) FROM articles") == [(2,)]
    assert rebuild(given).differing == ()


def test_the_lake_in_a_bucket_is_compacted_and_what_is_old_expires(s3: S3, tmp_path: Path) -> None:
    local, home = nights_of_two_months(Home(tmp_path / "local")), Home(tmp_path / "home", f"s3://{s3.bucket()}/lake")
    home.path.mkdir()
    before, known = held(local), known_files(local)
    for name in local.lake.names():
        home.lake.write(name, local.lake.read(name))
    assert compact_lake(home, JULY) == (5, 4)
    assert not [name for name in home.lake.names() if "/run=202606" in name and "/run=202606/" not in name]
    publish(home)
    assert (held(home), known_files(home)) == (before, known)
    home.keep_original(b"old")
    assert [expire_raw(home, 1, datetime.now().astimezone()), expire_raw(home, -1, datetime.now().astimezone())] == [0, 1]


@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize(
    "landing, lake, told",
    [
        ("s3://no-such-bucket/in", "", "no landing folder: s3://no-such-bucket/in: The specified bucket does not exist"),
        ("", "s3://no-such-bucket/lake", "s3://no-such-bucket/lake/staged: The specified bucket does not exist"),
        ("sftp://host/in", "", "no such kind of object store; there are s3://, gs://, az://"),
        ("gs://bucket/in", "", "pip install 'tradewire[gs]'"),
        ("", "az://bucket/in", "pip install 'tradewire[az]'"),
    ],
)
def test_a_store_that_is_not_there_is_told(landing: str, lake: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "a.json").write_bytes(story(5))
    monkeypatch.setenv("TRADEWIRE_LAKE", lake)
    arguments = ["run", "--home", str(tmp_path), "--workers", "0", *(["--landing", landing] if landing else [])]
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "300"})
    assert (result.exit_code, told in " ".join(result.output.split())) == (1, True), result.output
    assert not list(tmp_path.glob("warehouse*"))


@pytest.mark.usefixtures("s3")
def test_a_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    S3FileSystem.clear_instance_cache()  # which knows the server that does
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(StoreError, match="s3://bucket/in cannot be reached: Could not connect to the endpoint"):
        Store("s3://bucket/in").names()
