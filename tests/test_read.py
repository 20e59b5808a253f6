"""Every format gives the same article; what cannot be read says why."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.read import BadRecord, RawArticle, UnreadableError, read

BODY = "Norland raised its duty on paper clips to 12 percent.\nThe minister said it was time."
PAGE = """<!doctype html><html lang="en"><head><title>Duty goes up</title>
<meta property="og:site_name" content="The Example Post"><meta property="og:title" content="Duty goes up">
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head><body><nav>Home | World</nav>
<article><h1>Duty goes up</h1><p>Norland raised its duty on paper clips to 12 percent on Tuesday, the ministry of trade said.</p>
<p>"It was time," the minister told reporters in the capital after a long meeting of the cabinet.</p></article>
<footer>All rights reserved</footer></body></html>"""


def one(path: str, content: bytes) -> RawArticle:
    (article,) = read(path, content)
    assert isinstance(article, RawArticle)
    return article


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.txt", BODY.encode()),
        ("a.txt", BODY.encode("utf-16")),
        ("a.txt", b"\xef\xbb\xbf" + BODY.encode()),
        ("a.txt", BODY.replace("\n", "\r\n").encode()),
        ("a.md", f"---\npublisher: The Example Post\n---\n{BODY}".encode()),
        ("a.json", json.dumps({"body": BODY}).encode()),
        ("a.json", json.dumps({"articles": [{"text": BODY}]}).encode()),
        ("a.jsonl", json.dumps({"articleBody": BODY}).encode() + b"\n\n"),
        ("a.json.gz", gzip.compress(json.dumps({"body": BODY}).encode())),
        ("a.txt", gzip.compress(BODY.encode())),
    ],
)
def test_the_same_words_from_every_format(path: str, content: bytes) -> None:
    assert one(path, content).body == BODY


def test_json_fields_under_their_usual_names() -> None:
    record = {
        "headline": "T", "content": "B", "link": "https://example.org/1", "datePublished": "2026-03-04",
        "source": {"name": "The Example Post"}, "authors": ["Ann One", {"name": "Bo Two"}], "inLanguage": "en-GB",
    }  # fmt: skip
    article = one("a.json", json.dumps(record).encode())
    assert (article.title, article.body, article.url, article.published_at) == ("T", "B", "https://example.org/1", "2026-03-04")
    assert (article.publisher, article.byline, article.language) == ("The Example Post", "Ann One, Bo Two", "en-GB")


def test_a_page_gives_its_text_and_metadata_without_navigation() -> None:
    article = one("a.html", PAGE.encode())
    assert "raised its duty on paper clips" in article.body
    assert "All rights reserved" not in article.body
    assert (article.title, article.publisher) == ("Duty goes up", "The Example Post")
    assert article.published_at is not None
    assert article.published_at.startswith("2026-03-04")


def test_a_bad_record_does_not_cost_the_others() -> None:
    found = read("a.jsonl", b'{"body": "good"}\nnot json\n[1]\n{"body": "also good"}\n')
    assert [type(record) for record in found] == [RawArticle, BadRecord, BadRecord, RawArticle]
    assert [record.source_path for record in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("a.pdf", b"%PDF-1.7", "unknown file type"),
        ("a.txt", b"\x00\x01\x02", "binary data"),
        ("a.json", b'{"body": ', "not JSON"),
        ("a.json", b"[" * 200_000, "JSON"),
        ("a.json", b'"only a string"', "expected an object"),
        ("a.json.gz", gzip.compress(BODY.encode())[:40], "gzip"),
        ("a.md", b"---\n: : :\n  - [\n---\nbody", "front matter"),
        ("a.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(path, content)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.html", "a.md", "a.json.gz"]))
def test_no_bytes_make_it_fall_over(content: bytes, path: str) -> None:
    try:
        read(path, content)
    except UnreadableError as error:
        assert str(error)
