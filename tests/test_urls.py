"""One page is one address, however a reader came to it; what may be another page stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.articles.urls import canonical_url

PAGE = "https://post.example/2026/clips"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        f" {PAGE} ",
        "HTTPS://Post.Example:443/2026/clips",
        f"{PAGE}#comments",
        f"{PAGE}?utm_source=rss&utm_medium=feed",
        f"{PAGE}?fbclid=abc&UTM_Campaign=x&gclid=1",
        f"{PAGE}?amp=1",
        f"{PAGE}?outputType=amp",
        f"{PAGE}/amp/",
        "//post.example/2026/clips",
        "https://reader:secret@post.example/2026/clips",
        "https://post-example.cdn.ampproject.org/c/s/post.example/2026/clips",
        "https://www.google.com/amp/s/post.example/2026/clips/amp",
    ],
)
def test_the_same_page(url: str) -> None:
    assert canonical_url(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "http://post.example/2026/clips",
        "https://m.post.example/2026/clips",
        "https://post.example/2026/Clips",
        "https://post.example/story?id=4711",
        "https://post.example/amp",
        "https://post.example/#!/2026/clips",
        "https://post.example/a%20b?q=caf%C3%A9",
        "/2026/clips",
    ],
)
def test_what_may_be_another_page_stays(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", "https://", "https://a b/c", "http://[::1", "ftp://a.example/b"]
)
def test_what_is_no_address_of_a_page(url: str) -> None:
    assert canonical_url(url) is None


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-z.@:]{1,12}/[\w/?=&#%!]{0,30}", fullmatch=True))
def test_the_canonical_form_stays_as_it_is(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once
