"""A folder full of what breaks readers, taken in one run: each file is accounted for with its reason, and the good ones are loaded."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import resource
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from typer.testing import CliRunner

from flows.cli import app
from flows.run import run
from flows.settings import Settings
from tests.test_formats import FORMATS, tarred, zipped
from tests.test_run import ask
from warehouse.home import Home
from warehouse.intake import pick_up

STORY = (
    "OSLO, May {day} - Norway will impose a tariff of {rate} percent on imported steel, Trade Minister Ada Exampla said on Tuesday. {more}"
)
NOW = datetime(2026, 6, 1)
BIG = 64 * 2**20


def story(n: int, more: str = "") -> str:
    return STORY.format(day=n % 28 + 1, rate=n, more=more + f" It was the {n}th time in {n * 37} days, by file {n * 7919}.")


def quine_zip() -> bytes:
    """A zip in a zip in a zip …, deeper than anybody packs."""
    content = story(1).encode()
    for n in range(12):
        content = zipped(**{f"{n}.zip": content})
    return content


def zip_bomb() -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb.txt", "w") as member:
        for _ in range(64):
            member.write(b"a" * 2**20)
    return file.getvalue()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BAD: dict[str, tuple[bytes, str, str]] = {  # name: content, outcome, what the reason says
    "empty.txt": (b"", "empty", "empty"),
    "blank.txt": (b" \n\t \n", "empty", "empty"),
    "marks.txt": (b"--- !!! ---", "empty", "no words"),
    "noise.txt": (bytes(range(256)) * 40, "rejected", "binary"),
    "zeros.txt": (bytes(5000), "rejected", "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "rejected", "image"),
    "report.pdf": (b"%PDF-1.7", "rejected", "PDF"),
    "table.csv": (b"title,body\nA,B\n", "rejected", "unknown file type"),
    "office.docx": (zipped(**{"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "rejected", "office"),
    "cut.txt.gz": (gzip.compress(os.urandom(3000))[:900], "rejected", "cut short"),
    "cut.bz2": (bz2.compress(story(2).encode())[:60], "rejected", "cut short"),
    "cut.xz": (lzma.compress(story(2).encode())[:60], "rejected", "cut short"),
    "cut.zip": (zipped(a=story(2).encode())[:-30], "rejected", "cut short"),
    "not.gz": (story(2).encode(), "rejected", "not a gz file"),
    "number.json": (b'{"title": "T", "body": 12}', "rejected", "number"),
    "null.json": (b"null", "rejected", "null"),
    "string.json": (b'"a"', "rejected", "expected an object"),
    "half.json": (b'{"body": "The minister', "rejected", "not JSON"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "rejected", "nested too deeply"),
    "deep-object.json": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "rejected", "nested too deeply"),
    "many.json": (b"[" + b"[]," * 1_100_000 + b"[]]", "rejected", "objects and lists"),
    "bomb.gz": (gzip.compress(b"a" * BIG), "rejected", "bomb"),
    "bomb.bz2": (bz2.compress(b"a" * BIG), "rejected", "bomb"),
    "bomb.xz": (lzma.compress(b"a" * BIG), "rejected", "bomb"),
    "bomb.zst": (bytes(pa.compress(b"a" * BIG, codec="zstd", asbytes=True)), "rejected", "bomb"),
    "bomb.zip": (zip_bomb(), "rejected", "bomb"),
    "nested.zip": (quine_zip(), "rejected", "containers in each other"),
    "out.zip": (zipped(**{"../../escaped.txt": story(3).encode()}), "rejected", "leads out"),
    "out.tar": (tarred(**{"/tmp/escaped.txt": story(3).encode()}), "rejected", "leads out"),
    "laughs.xml": (f"<!DOCTYPE a [<!ENTITY a0 'ha'>{LAUGHS}]><rss><item>&a9;</item></rss>".encode(), "rejected", "entities of its own"),
    "outside.xml": (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item>&x;</item></rss>", "rejected", "entities"),
    "deep.xml": (b"<rss>" * 100_000, "rejected", "not well-formed"),
    "tags.html": (b"<p>" * 500_000, "rejected", "tags"),
    "page.html": (b"<html><body></body></html>", "rejected", "no article text"),
    "aliases.md": (b"---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\nThe minister said so.", "rejected", "aliases"),
    "long-line.txt": (b"tariff " * 3_000_000, "rejected", "characters"),
    "huge.txt": (b"Tariffs rose.\n" * 2_500_000, "rejected", "bytes"),
    "headers.eml": (b"From: a@b.example\nTo: c@d.example\nSubject: x\n\n", "rejected", "no text"),
    "short.warc": (b"WARC/1.0\r\nContent-Length: 99999\r\n\r\n" + b"x" * 40, "rejected", "cut short"),
    "deutsch.txt": (
        ("Die Regierung hat die Zölle auf Stahl erhöht, teilte das Ministerium am Dienstag mit. " * 3).encode(),
        "not_english",
        "de",
    ),
    "upload.txt.part": (story(4).encode(), "waiting", "unfinished"),
}
GOOD: dict[str, bytes] = {
    "plain.txt": story(11).encode(),
    "wide.txt": story(12).encode("utf-16"),
    "west.txt": story(13, "A café in Zürich closed — “for good”.").encode("cp1252"),
    "nul.txt": story(14, "A \x00 stood \x00 here.").encode(),
    "right-to-left.txt": story(15, "The word \u202etariff\u202c was turned.").encode(),
    "sql.json": json.dumps(
        {"title": "'); DROP TABLE articles; --", "body": story(16), "author": "Robert'); DROP TABLE quotes;--"}
    ).encode(),
    "'; DROP TABLE files; --.txt": story(17).encode(),
    "hash #1 & 100% wow!.txt": story(18).encode(),
    "brackets.txt": (story(19) + "\n\n" + "(" * 40_000).encode(),
    "marks-of-quotes.txt": (story(20) + "\n\n" + '"' * 4_000).encode(),
    "export.jsonl": b"".join(json.dumps({"body": story(n)}).encode() + b"\nnot json\n" for n in (21, 22)),
    "packed.tar": tarred(**{"a/one.txt": story(23).encode(), "../out.txt": story(24).encode()}),
    "no-name": gzip.compress(zipped(**{"one.txt": story(25).encode()})),
    "feed.xml": (FORMATS / "rss.xml").read_bytes(),
}


def test_each_is_accounted_for_and_every_good_one_is_loaded(tmp_path: Path) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    (tmp_path / "secret.txt").write_text(story(99))
    for name, content in GOOD.items():
        (landing / name).write_bytes(content)
    for name, (content, _, _) in BAD.items():
        (landing / name).write_bytes(content)
    (landing / "link.txt").symlink_to(tmp_path / "secret.txt")
    (landing / "folder-link").symlink_to(tmp_path)
    (landing / "folder.json").mkdir()
    (landing / "folder.json" / "inside.txt").write_text(story(31))
    os.mkfifo(landing / "pipe.txt")
    (landing / os.fsdecode(b"caf\xe9.txt")).write_text(story(32))
    command = [sys.executable, "-m", "flows.cli", "run", "--landing", str(landing), "--home", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 3 * 2**20  # kilobytes
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as db:
        told = {
            name: (outcome, reason) for name, outcome, reason in db.execute("SELECT source_path, outcome, reason FROM files").fetchall()
        }
        texts = [text for (text,) in db.execute("SELECT text FROM articles").fetchall()]
    assert {name: told[name][0] for name in (*GOOD, "folder.json/inside.txt")} == dict.fromkeys((*GOOD, "folder.json/inside.txt"), "loaded")
    assert {name: told[name][0] for name in BAD} == {name: outcome for name, (_, outcome, _) in BAD.items()}
    assert {name: told[name][1] for name, (_, _, reason) in BAD.items() if reason not in (told[name][1] or "")} == {}
    assert {told[name][0] for name in ("link.txt", "folder-link", "folder.json", "pipe.txt", r"caf\xe9.txt")} == {"rejected"}
    assert len(told) == len(GOOD) + len(BAD) + 6
    assert all(sum(f"It was the {n}th time" in text for text in texts) == 1 for n in (*range(11, 24), 25, 31))
    assert not any(f"It was the {n}th time" in text for text in texts for n in (3, 4, 24, 99))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "landing", "secret.txt"]


def test_a_file_that_grows_waits_and_is_read_when_it_is_whole(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / "growing.txt").write_text(story(1))
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import time\nwhile True:\n open({str(landing / 'growing.txt')!r}, 'a').write('more ')\n time.sleep(0.02)"]
    )
    try:
        while (landing / "growing.txt").stat().st_size < len(story(1)) + 20:
            pass
        found = pick_up(Home(tmp_path / "home"), str(landing), "run", NOW)
    finally:
        writer.kill()
        writer.wait()
    assert [(f.source_path, f.outcome) for f in found.left_alone] == [("growing.txt", "waiting")]
    assert list(pick_up(Home(tmp_path / "home"), str(landing), "run", NOW).fresh) == ["growing.txt"]


def test_what_was_turned_away_is_read_again_when_a_limit_is_raised(tmp_path: Path) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    (landing / "long.txt").write_text(story(1, "Word " * 400))
    (landing / "fine.txt").write_text(story(2))
    bodies = [story(3), story(4, "Word " * 600)]
    (landing / "partly.jsonl").write_text("".join(json.dumps({"body": body}) + "\n" for body in bodies))
    strict = Settings(home=home, landing=landing, workers=0, max_characters=500)
    first = run(strict)
    assert first.files == {"loaded": 2, "rejected": 1}
    assert [file.source_path for file in first.turned_away] == ["long.txt", "partly.jsonl"]
    assert "partly.jsonl#2: " in CliRunner().invoke(app, ["status", "--home", str(home)]).output
    assert len(list((home / "rejects").iterdir())) == 4
    assert run(strict).status == "unchanged"
    again = run(Settings(home=home, landing=landing, workers=0), retry=True)
    assert (again.files, again.turned_away) == ({"loaded": 2, "unchanged": 1}, ())
    assert list((home / "rejects").iterdir()) == []
    assert [n for (n,) in ask(home, "SELECT count(*) FROM articles")] == [4]
