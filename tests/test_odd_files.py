"""Files as newsrooms really drop them: odd exports, old encodings, mails in mails, Markdown with HTML in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tests.test_formats import articles
from transforms.articles.clean import clean
from transforms.articles.read import BadRecord, RawArticle, read

ONE = "Norland raised its duty on paper clips to 12 percent. “It was time,” Trade Minister Ada Exampla said at a café in Zürich."
TWO = "Exporters in Sudland said that they could not pay 5 € a clip, and Søren Muñoz of their union asked for help."
TITLE = "Clips dearer"
BOTH = f"{ONE}\n\n{TWO}"
HTML = f"<p>{ONE}</p><p>{TWO}</p>"
NODE = {"nodeType": "text", "value": ONE}
JSON: Mapping[str, object] = {
    "strapi": {"data": [{"id": 7, "attributes": {"title": TITLE, "body": BOTH}}], "meta": {}},
    "contentful": {"items": [
        {"fields": {"title": {"en-US": TITLE}, "body": {"en-US": {"content": [{"content": [NODE]}, {"text": TWO}]}}}}
    ]},
    "portable text": {"title": TITLE, "body": [{"_type": "block", "children": [{"_type": "span", "text": t}]} for t in (ONE, TWO)]},
    "editor.js": {"title": TITLE, "content": {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": t}} for t in (ONE, TWO)]}},
    "prosemirror": {"title": TITLE, "body": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": ONE[:40]}, {"type": "text", "marks": [{}], "text": ONE[40:]}]},
        {"type": "paragraph", "content": [{"type": "text", "text": TWO}]},
    ]}},
    "answer in an answer": {"response": {"status": "ok", "content": {"webTitle": TITLE, "fields": {"body": HTML}}}},
    "media cloud": [{"stories_id": 1, "title": TITLE, "story_text": BOTH, "media_name": "The Example Post"}],
    "paragraphs": {"headline": TITLE, "paragraphs": [ONE, TWO]},
    "classic wordpress": {"title": {"rendered": "Clips&nbsp;dearer"}, "content": {"rendered":
        f'[caption id="a"]{ONE.replace("Ada", "<b>Ada</b>")}[/caption]\n\n{TWO}'
    }},
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_articles_of_many_systems(name: str) -> None:
    (article,) = articles("export.json", json.dumps(JSON[name]).encode())
    assert (article.title, article.text) == (TITLE, f"{TITLE}\n\n{BOTH}")


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be"])
def test_text_whose_encoding_nothing_tells(encoding: str) -> None:
    assert [a.text for a in articles("a.txt", BOTH.encode(encoding))] == [BOTH]


def test_a_stray_byte_does_not_cost_the_rest_its_letters() -> None:
    (article,) = articles("a.txt", BOTH.encode() + b" It\x92s five.")
    assert article.text == f"{BOTH} It’s five."


@pytest.mark.parametrize("text", ["She said it cost £5.", "€5 for it, she said.", "Señor Muñoz said “no”.", "It’s five, said João Peña."])
def test_a_few_letters_are_enough(text: str) -> None:
    assert [a.text for a in articles("a.txt", text.encode("cp1252"))] == [text]


MARKDOWN = f"""# {TITLE}

*By Ada Exampla*

![A clip](a.jpg "He said “no”")

<figure><img src="a.jpg" alt="She said “yes”"></figure>

{ONE.replace("duty", "[duty](https://post.example/d)").replace("Ada", "**Ada**")}

> {TWO}

<script>alert("he said")</script>
"""


@pytest.mark.parametrize("before", ["", '<figure><img alt="“No”"></figure>\n\n', '<p align="center"></p>\n\n'])
def test_markdown_is_read_as_it_is_shown(before: str) -> None:
    (article,) = articles("a.md", (before + MARKDOWN).encode())
    assert (article.title, article.byline, article.text) == (TITLE, "Ada Exampla", f"{TITLE}\n\nBy Ada Exampla\n\n{BOTH}")


def test_front_matter_may_be_toml() -> None:
    (article,) = articles("a.md", f'+++\ntitle = "{TITLE}"\ndate = 2026-03-04T08:00:00-05:00\n+++\n{BOTH}'.encode())
    assert (article.text, article.published_at) == (f"{TITLE}\n\n{BOTH}", datetime(2026, 3, 4, 13))
    (bad,) = read("a.md", b"+++\ntitle = \n+++\nx")
    assert isinstance(bad, BadRecord)
    assert "front matter is not TOML" in bad.reason


@pytest.mark.parametrize("gap", ["", "\n", ",\n", "\x1e"])
def test_json_values_one_behind_another(gap: str) -> None:
    written = gap.join(json.dumps({"title": title, "body": body}, indent=1) for title, body in (("One", ONE), ("Two", TWO)))
    for name in ("a.json", "a.jsonl"):
        assert [a.source_path for a in articles(name, written.encode())] == [f"{name}#1", f"{name}#2"]


def test_line_ends_inside_of_json_texts() -> None:
    assert [a.text for a in articles("a.json", f'{{"body": "{BOTH}"}}'.encode())] == [BOTH]


def test_a_mail_in_a_mail_is_read_as_well() -> None:
    inner = f"From: wire <w@post.example>\nTo: d@post.example\nSubject: {TITLE}\nDate: Tue, 3 Mar 2026 08:00:00 -0500\n\n{BOTH}"
    outer = "From: desk <d@post.example>\nTo: x@post.example\nSubject: Fwd: Clips\nDate: Wed, 4 Mar 2026 08:00:00 -0500\n"
    parts = f"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    found = articles("a.eml", f"{outer}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{parts}".encode())
    assert [(a.source_path, a.title, a.publisher) for a in found] == [
        ("a.eml", "Fwd: Clips", "desk"),
        ("a.eml!forwarded.eml", TITLE, "wire"),
    ]


def test_wordpress_exports_hold_what_was_never_published() -> None:
    items = "".join(
        f"<item><title>{status}</title><wp:post_date_gmt>2026-03-04 13:00:00</wp:post_date_gmt><wp:status>{status}</wp:status>"
        f"<content:encoded><![CDATA[{HTML}]]></content:encoded></item>"
        for status in ("publish", "draft", "private")
    )
    spaces = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    first, *others = read("site.xml", f"<rss {spaces}><channel>{items}</channel></rss>".encode())
    assert isinstance(first, RawArticle)
    assert (first.body, first.published_at) == (BOTH, "2026-03-04 13:00:00")
    assert [o.reason for o in others if isinstance(o, BadRecord)] == [f"not published: its status is {s}" for s in ("draft", "private")]


def page(linked: object, body: str) -> bytes:
    return f'<html><head><script type="application/ld+json">{json.dumps(linked)}</script></head><body>{body}</body></html>'.encode()


def test_every_entry_of_a_live_blog_is_read() -> None:
    entries = [{"@type": "BlogPosting", "headline": f"Entry {n}", "articleBody": text} for n, text in enumerate((ONE, TWO))]
    shown = "".join(f"<article><h2>{entry['headline']}</h2><p>{entry['articleBody']}</p></article>" for entry in entries)
    linked = {"@type": "LiveBlogPosting", "headline": "Clips &amp; wire", "liveBlogUpdate": entries}
    (article,) = articles("a.html", page(linked, f"<main>{shown}</main>"))
    assert article.text == f"Clips & wire\n\nEntry 0\n\n{ONE}\n\nEntry 1\n\n{TWO}"


def test_a_page_that_is_not_free_is_noted() -> None:
    (record,) = read("a.html", page({"@type": "NewsArticle", "isAccessibleForFree": False}, f"<article>{HTML}</article>"))
    assert isinstance(record, RawArticle)
    assert record.notes == ("the page says that not all of its text is free",)


@pytest.mark.parametrize(
    ("written", "moment", "day"),
    [
        ("Wednesday, March 4, 2026 at 8:00 a.m. ET", "13:00", "2026-03-04"),
        ("July 1, 2025 8:00 AM PT", "15:00", "2025-07-01"),
        ("2026-03-04 08:00:00 CET", "07:00", "2026-03-04"),
        ("Wed, 4 Mar 2026 08:00:00 -0500 (EST)", "13:00", "2026-03-04"),
        ("04/03/2026", None, "2026-03-04"),
        ("03/04/2025", None, "2025-03-04"),
        ("2026-12-24T08:00:00Z", "08:00", "2026-12-24"),
        ("2026-03-04T13:99999999999999999999999999999900:00Z", "00:00", "2026-03-09"),  # none: the day of the file
    ],
)
def test_dates_as_they_are_written(written: str, moment: str | None, day: str) -> None:
    now = datetime(2026, 3, 9, tzinfo=UTC)
    article = clean(RawArticle("a", ONE, published_at=written), "0" * 64, now, now.replace(tzinfo=None), "run", "0")
    assert (article.published_at and f"{article.published_at:%H:%M}", str(article.published_date)) == (moment, day)
