"""No input makes a reader fall over: every one gives articles and reasons. `make fuzz` tries 20,000 inputs of each kind."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_formats import FORMATS, tarred, zipped
from transforms.articles.clean import clean
from transforms.articles.read import Limits, RawArticle, UnreadableError, read

NOW = datetime(2026, 3, 9, tzinfo=UTC)
LIMITS = Limits(document_bytes=2**20, unpacked_bytes=2**24, members=1000)
SEEDS: Mapping[str, bytes] = {path.name: path.read_bytes() for path in sorted(FORMATS.iterdir())}
PACK: Mapping[str, Callable[[bytes], bytes]] = {
    "a.gz": gzip.compress,
    "a.bz2": bz2.compress,
    "a.xz": lzma.compress,
    "a.zst": lambda content: bytes(pa.compress(content, codec="zstd", asbytes=True)),
    "a.zip": lambda content: zipped(**{"a/one": content, "two": b"A second story of the day."}),
    "a.tar": lambda content: tarred(**{"a/one": content, "two": b"A second story of the day."}),
}
TOKENS = [  # what readers look for, and what trips them
    b"<", b">", b"</p>", b"<![CDATA[", b"]]>", b"&#xD800;", b"&nbsp;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"<?xml version='1.0'?>", b"{", b"}", b"[", b"]", b'"', b"null", b"1e999", b"-1", b'{"@graph": [', b"\\ud800", b"\r\n\r\n",
    b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"=?utf-8?q?", b"=?x?b?", b"charset=idna", b"charset=punycode",
    b"boundary=", b"Content-Length: 999999999", b"Content-Length: -1", b"Transfer-Encoding: chunked",
    b"Content-Transfer-Encoding: uuencode", b"WARC/1.0\r\n", b"HTTP/1.1 200 OK\r\n", b"From ", b"---\n", b"&a", b"*a",
    b"2026-13-45T99:99", b"../", "\u202e\u2028".encode(), b"\x1f\x8b", b"PK\x03\x04", b"ustar", b"9" * 30, b"https://[",
    b"<nitf>", b"<newsItem>", b"<item>", b"lang=",
]  # fmt: skip


PROFILE = settings.get_current_profile_name()
EXAMPLES = settings(
    max_examples=settings.get_profile(PROFILE).max_examples if PROFILE == "fuzz" else 40,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """The seed after up to six changes: cut, doubled, overwritten, or with a token put in."""
    content = bytearray(seed)
    for _ in range(draw(st.integers(0, 6))):
        at, until = sorted(draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        match draw(st.integers(0, 5)):
            case 0:
                del content[at : min(until, at + 40)]
            case 1:
                content[at:at] = content[at : min(until, at + 200)]
            case 2:
                content[at : at + 1] = draw(st.binary(min_size=1, max_size=3))
            case 3:
                del content[at:]
            case _:
                content[at:at] = draw(st.sampled_from(TOKENS))
    return bytes(content)


def takes(name: str, content: bytes) -> None:
    """Reads it as a run does."""
    for record in read(name, content, LIMITS):
        assert record.source_path.startswith(name)
        if isinstance(record, RawArticle):
            try:
                article = clean(record, "0" * 64, NOW, NOW.replace(tzinfo=None), "run", "0")
            except UnreadableError as error:
                assert str(error)
            else:
                article.text.encode()
        else:
            assert record.reason


@pytest.mark.parametrize("name", SEEDS)
@EXAMPLES
@given(data=st.data())
def test_a_damaged_file_is_read_or_told(name: str, data: st.DataObject) -> None:
    takes(data.draw(st.sampled_from([name, "export", "export.txt"])), data.draw(damaged(SEEDS[name])))


@pytest.mark.parametrize("name", PACK)
@EXAMPLES
@given(data=st.data())
def test_a_damaged_archive_is_read_or_told(name: str, data: st.DataObject) -> None:
    takes(name, data.draw(damaged(PACK[name](data.draw(damaged(SEEDS["rss.xml"]))))))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["<p>A</p>", "2026-03-04", "https://a.example/b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "rendered", "articles", "@type", "content"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["id", "url", "title", "body", "text", "html", "published_at", "date", "source", "author", "articles", "@graph", "content", "x"]
)


@EXAMPLES
@given(st.dictionaries(NAMES, VALUES, max_size=6) | VALUES)
def test_fields_of_any_type_are_read_or_told(data: object) -> None:
    takes("a.json", json.dumps(data).encode())


@EXAMPLES
@given(st.binary(max_size=400), st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.xml", "a.eml", "a.mbox", "a.jsonl", "a.warc", "a.tar"]))
def test_any_bytes_are_read_or_told(content: bytes, name: str) -> None:
    takes(name, content)
