"""Text of every encoding is read as it was written; what cannot be read says why."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles.read import BadRecord, Limits, RawArticle, read

BODY = "Norland raised its duty on paper clips to 12 percent.\nThe minister said it was “time” — at a café in Zürich."
PLAIN = "Norland raised its duty on paper clips to 12 percent.\nThe minister said it was time."


def one(path: str, content: bytes, limits: Limits = Limits()) -> RawArticle:  # noqa: B008
    (article,) = read(path, content, limits)
    assert isinstance(article, RawArticle)
    return article


def reason(path: str, content: bytes, limits: Limits = Limits()) -> str:  # noqa: B008
    (record,) = read(path, content, limits)
    assert isinstance(record, BadRecord)
    return record.reason


@pytest.mark.parametrize(
    "content",
    [
        BODY.encode(),
        BODY.encode("utf-8-sig"),
        BODY.encode("utf-16"),
        b"\xfe\xff" + BODY.encode("utf-16-be"),
        BODY.encode("utf-32"),
        BODY.encode("cp1252"),
        BODY.replace("\n", "\r\n").encode(),
    ],
)
def test_the_same_words_in_every_encoding(content: bytes) -> None:
    assert one("a.txt", content).body == BODY


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "mac-roman"])
def test_a_declared_encoding_is_followed(charset: str) -> None:
    python = {"iso-8859-1": "cp1252"}.get(charset, charset)
    feed = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><item><description>{BODY}</description></item></channel></rss>'
    page = f'<html><head><meta charset="{charset}"></head><body><article><p>{BODY * 5}</p></article></body></html>'
    assert one("a.xml", feed.encode(python)).body == BODY
    assert "“time” — at a café in Zürich" in one("a.html", page.encode(python)).body


@pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "zlib", "no-such"])
def test_a_declared_encoding_that_no_text_has_is_not_followed(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><article><p>{BODY * 5}</p></article></body></html>'
    assert "12 percent" in one("a.html", page.encode("cp1252")).body


def test_utf_8_is_seen_whatever_is_declared() -> None:
    feed = f'<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><description>{BODY}</description></item></channel></rss>'
    assert one("a.xml", feed.encode()).body == BODY


def test_mojibake_is_mended_and_noted_only_where_it_is_certain() -> None:
    broken = BODY.encode().decode("cp1252", errors="replace")
    article = one("a.txt", BODY.encode().decode("latin-1").encode())
    assert (article.body, article.notes) == (BODY, ("mojibake mended",))
    assert "�" in broken  # what was lost on the way cannot be mended, and stays as it came
    assert one("a.txt", broken.encode()).body.count("�") == broken.count("�")
    assert one("a.txt", "Ça va à São Paulo, naïve façade — “déjà vu” ½ Ã".encode()).notes == ()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.txt", PLAIN.encode()),
        ("a.md", f"---\npublisher: The Example Post\n---\n{PLAIN}".encode()),
        ("a.json", json.dumps({"body": PLAIN}).encode()),
        ("a.json", json.dumps({"articles": [{"text": PLAIN}]}).encode()),
        ("a.jsonl", json.dumps({"articleBody": PLAIN}).encode() + b"\n\n"),
        ("a.jsonl", json.dumps({"articleBody": PLAIN}).encode("utf-16")),
        ("a.json.gz", gzip.compress(json.dumps({"body": PLAIN}).encode())),
        ("a.txt", gzip.compress(PLAIN.encode())),
    ],
)
def test_the_same_words_from_every_shape(path: str, content: bytes) -> None:
    assert one(path, content).body == PLAIN


def test_json_fields_under_their_usual_names() -> None:
    record = {
        "headline": "T", "content": "B", "link": "https://example.org/1", "datePublished": "2026-03-04",
        "source": {"name": "The Example Post"}, "authors": ["Ann One", {"name": "Bo Two"}], "inLanguage": "en-GB",
    }  # fmt: skip
    article = one("a.json", json.dumps(record).encode())
    assert (article.title, article.body, article.url, article.published_at) == ("T", "B", "https://example.org/1", "2026-03-04")
    assert (article.publisher, article.byline, article.language) == ("The Example Post", "Ann One, Bo Two", "en-GB")


def test_a_bad_record_does_not_cost_the_others() -> None:
    found = list(read("a.jsonl", b'{"body": "good"}\nnot json\n[1]\n{"body": "also good"}\n'))
    assert [type(record) for record in found] == [RawArticle, BadRecord, BadRecord, RawArticle]
    assert [record.source_path for record in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]


def test_what_comes_before_a_cut_is_kept() -> None:
    lines = b"".join(json.dumps({"body": f"Story {n} of the day {n * 7919}."}).encode() + b"\n" for n in range(20_000))
    *found, last = read("a.jsonl.gz", gzip.compress(lines)[:-2000])
    assert len(found) > 10_000
    assert isinstance(last, BadRecord)
    assert (last.source_path, last.reason.partition("(")[0]) == ("a.jsonl.gz", "damaged or cut short ")


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("a.pdf", b"%PDF-1.7", "a PDF file"),
        ("a.csv", b"title,body\n", "unknown file type .csv"),
        ("a.txt", b"\x01\x02\x03\x80" * 9, "binary data"),
        ("a.txt", b"\x00\x00\x00\x00", "binary data"),
        ("a.gz", b"no gzip at all", "not a gz file"),
        ("a.json", b'{"body": ', "not JSON"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.json", b'"only a string"', "expected an object"),
        ("a.json", b'{"body": 7}', "found a number instead of a text"),
        ("a.json", b'{"title": "T", "body": {"a": 1}}', "found an object instead of a text"),
        ("a.json.gz", gzip.compress(BODY.encode())[:40], "cut short"),
        ("a.md", b"---\n: : :\n  - [\n---\nbody", "front matter"),
        ("a.md", b"---\na: &a [x]\nb: [*a, *a]\n---\nbody", "aliases"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.xml", b"<urlset><url/></urlset>", "unknown kind, <urlset>"),
        ("a.xml", b"<rss><channel>", "not well-formed"),
        ("a.eml", b"From: a@b.example\nTo: c@d.example\nSubject: none\n\n", "no text in the e-mail"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, content: bytes, told: str) -> None:
    assert told in reason(path, content)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.html", "a.md", "a.xml", "a.eml", "a.zip", "a.json.gz"]))
def test_no_bytes_make_it_fall_over(content: bytes, path: str) -> None:
    assert all(record.source_path.startswith(path) for record in read(path, content))
