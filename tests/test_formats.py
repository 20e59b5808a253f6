"""Every format that newsrooms, agencies, news services and crawls use gives the same article: fixtures in `tests/data/formats`."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from transforms.articles.clean import clean
from transforms.articles.read import BadRecord, RawArticle, read
from warehouse.schema import Article

FORMATS = Path(__file__).parent / "data" / "formats"
NOW = datetime(2026, 3, 9, tzinfo=UTC)
POST, ADA, EASTERN = "The Example Post", "Ada Exampla", -300

WHAT_EACH_TELLS = [  # file, path of the record, publisher, byline, offset of the clock
    ("arc.json", "arc.json", None, ADA, 0),
    ("atom.xml", "atom.xml#1", POST, ADA, EASTERN),
    ("crawl.warc", "crawl.warc#3", POST, ADA, EASTERN),
    ("front-matter.md", "front-matter.md", POST, ADA, EASTERN),
    ("gdelt.json", "gdelt.json#1", POST, ADA, 0),
    ("guardian.json", "guardian.json#1", None, ADA, 0),
    ("news-please.jsonl", "news-please.jsonl#1", "post.example", ADA, None),
    ("newsapi.json", "newsapi.json#1", POST, ADA, 0),
    ("newsletter.eml", "newsletter.eml", POST, None, EASTERN),
    ("newsml.xml", "newsml.xml#1", POST, ADA, EASTERN),
    ("nitf.xml", "nitf.xml", POST, ADA, EASTERN),
    ("page.html", "page.html", POST, ADA, EASTERN),
    ("rss.xml", "rss.xml#1", POST, ADA, EASTERN),
    ("schema-org.json", "schema-org.json#1", POST, ADA, EASTERN),
    ("wire.mbox", "wire.mbox#1", POST, None, EASTERN),
    ("wordpress.json", "wordpress.json#1", None, None, None),
]
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda content: bytes(pa.compress(content, codec="zstd", asbytes=True)),
}


def articles(name: str, content: bytes) -> list[Article]:
    found = [record for record in read(name, content) if isinstance(record, RawArticle)]
    return [clean(record, "0" * 64, NOW, NOW.replace(tzinfo=None), "run", "0") for record in found]


def fixture(name: str) -> bytes:
    return (FORMATS / name).read_bytes()


def zipped(**members: bytes) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(**members: bytes) -> bytes:
    with tarfile.open(fileobj=(file := io.BytesIO()), mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


@pytest.mark.parametrize(("name", "source_path", "publisher", "byline", "offset"), WHAT_EACH_TELLS)
def test_the_same_article_from_every_format(
    name: str, source_path: str, publisher: str | None, byline: str | None, offset: int | None
) -> None:
    article = articles(name, fixture(name))[0]
    assert (article.source_path, article.file_path) == (source_path, name)
    assert (article.title, article.publisher, article.byline) == ("Norland raises duty on paper clips", publisher, byline)
    assert "Norland raised its duty on paper clips to 12 percent on Tuesday" in article.text
    assert "“It was time,” the minister of trade said" in article.text
    assert not {"<", "track", "&", "Home", "World", "rights"} & set(article.text.replace(".", " ").split())
    assert (article.published_at, article.published_source) == (datetime(2026, 3, 4, 13), "metadata")
    assert article.published_offset_minutes == offset
    assert article.url == ("https://post.example/2026/clips" if name != "newsml.xml" else None)


def test_every_fixture_is_tested() -> None:
    assert {path.name for path in FORMATS.iterdir()} == {case[0] for case in WHAT_EACH_TELLS}


@pytest.mark.parametrize("name", sorted(path.name for path in FORMATS.iterdir()))
@pytest.mark.parametrize("wrapped_name", ["export", "export.dat", "export.txt"])
def test_the_content_tells_the_kind_whatever_the_name(name: str, wrapped_name: str) -> None:
    told, renamed = articles(name, fixture(name)), articles(wrapped_name, fixture(name))
    if name != "front-matter.md" or wrapped_name != "export.dat":  # plain text needs a name that does not tell otherwise
        assert [(a.title, a.text) for a in renamed] == [(a.title, a.text) for a in told]


@pytest.mark.parametrize("ending", sorted(PACKERS))
@pytest.mark.parametrize("name", ["rss.xml", "news-please.jsonl", "crawl.warc", "page.html"])
def test_packed_files_are_read_as_the_plain_ones(name: str, ending: str) -> None:
    plain, packed = articles(name, fixture(name)), articles(name + ending, PACKERS[ending](fixture(name)))
    assert [(a.title, a.text) for a in packed] == [(a.title, a.text) for a in plain]
    twice = articles(name + ending, PACKERS[ending](fixture(name)[:100]) + PACKERS[ending](fixture(name)[100:]))
    assert [a.text for a in twice] == [a.text for a in plain]


@pytest.mark.parametrize("archive", [zipped, tarred])
def test_archives_nest_and_paths_lead_to_each_record(archive: Callable[..., bytes]) -> None:
    inner = archive(**{"feeds/rss.xml": fixture("rss.xml"), "__MACOSX/._rss.xml": b"\x00", "logo.png": b"\x89PNG"})
    content = archive(**{"day.archive": gzip.compress(inner), "gdelt.json": fixture("gdelt.json")})
    found = {record.source_path: record for record in read("week", content)}
    assert list(found) == [
        "week!day.archive!feeds/rss.xml#1",
        "week!day.archive!feeds/rss.xml#2",
        "week!day.archive!logo.png",
        "week!gdelt.json#1",
    ]
    assert [type(record) for record in found.values()] == [RawArticle, BadRecord, BadRecord, RawArticle]
    assert {record.file_path for record in found.values() if isinstance(record, RawArticle)} == {"week"}


def test_what_has_no_text_says_so_and_costs_the_others_nothing() -> None:
    told = {
        r.source_path: r.reason
        for name in ("newsml.xml", "rss.xml", "newsapi.json")
        for r in read(name, fixture(name))
        if isinstance(r, BadRecord)
    }
    assert {path: reason.partition(":")[0] for path, reason in told.items()} == {
        "newsml.xml#2": "withdrawn by its publisher",
        "newsml.xml#3": "no text in the news item",
        "rss.xml#2": "no text",
        "newsapi.json#2": "no text in body, text, content, html or the other fields that `transforms/data/fields.toml` lists",
    }


def test_what_is_left_over_is_noted() -> None:
    notes = {name: next(iter(read(name, fixture(name)))) for name in ("wordpress.json", "front-matter.md", "newsapi.json", "gdelt.json")}
    assert {name: record.notes for name, record in notes.items() if isinstance(record, RawArticle)} == {
        "wordpress.json": ("byline not read: found a number instead of a text", "fields not read: newsroom_priority"),
        "front-matter.md": ("fields not read: desk",),
        "newsapi.json": ("the source gives the beginning of the text only",),
        "gdelt.json": (),
    }


def test_mails_bring_their_attachments_and_mailboxes_every_mail() -> None:
    assert [(a.source_path, a.title) for a in articles("wire.mbox", fixture("wire.mbox"))] == [
        ("wire.mbox#1", "Norland raises duty on paper clips"),
        ("wire.mbox#1!second.json", "Second"),
        ("wire.mbox#2", "Talks go on"),
    ]
    assert articles("wire.mbox", fixture("wire.mbox"))[2].text.startswith("Talks go on\n\nFrom Norville the delegation")


def test_a_crawl_dates_its_pages_by_their_retrieval_where_they_tell_no_day() -> None:
    text = articles("crawl.warc", fixture("crawl.warc"))[1]
    assert (text.url, text.published_date.isoformat(), text.published_source) == ("https://post.example/text", "2026-03-04", "mtime")


@pytest.mark.parametrize("version", [1, 2])
def test_an_agency_s_id_stays_through_its_versions(version: int) -> None:
    content = fixture("newsml.xml").replace(b'version="2" standard', f'version="{version}" standard'.encode())
    assert articles(f"take-{version}.xml", content)[0].article_id == articles("newsml.xml", fixture("newsml.xml"))[0].article_id
