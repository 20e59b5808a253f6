"""The canonical form of an address, so that one page is one article however a reader came to it.

Only what certainly means the same page is changed: host names such as m.example.com may be other sites, and stay.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

TABLE = Path(__file__).parents[1] / "data" / "urls.toml"
AMP_CACHE = re.compile(r"(?:[\w-]+\.cdn\.ampproject\.org|www\.google\.[a-z.]{2,6}/amp)(?:/[cv])?/(s/)?(?P<page>[^/]+\..*)", re.IGNORECASE)
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
LONGEST = 2000  # characters; a longer one is data, not an address


def canonical_url(url: str) -> str | None:
    """The address without what tells nothing about the page; None where it is none that a browser should follow."""
    url = url.strip()
    if len(url) > LONGEST or re.search(r"[\s<>\x00-\x1f]", url):
        return None
    if url.startswith("//"):
        url = f"https:{url}"
    if ":" not in url.partition("/")[0]:  # a path within its site, as some systems export it: it tells articles apart as well
        return url or None
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2].lower().removesuffix(DEFAULT_PORTS.get(parts.scheme.lower(), ":"))
    except ValueError:
        return None
    if parts.scheme.lower() not in DEFAULT_PORTS or not re.fullmatch(r"[^\s/]+\.?[^\s/]*", host):
        return None
    if cached := AMP_CACHE.fullmatch(f"{host}{parts.path}"):
        return canonical_url(f"{'https' if cached[1] else 'http'}://{cached['page']}")
    kept = [pair for pair in parts.query.split("&") if pair and not _says_nothing(pair)]
    path = re.sub(r"/(?:amp|amp\.html)/?\Z", "", parts.path) if parts.path.count("/") > 1 else parts.path
    fragment = parts.fragment if parts.fragment.startswith("!") else ""  # the pages of some old sites differ in it alone
    return urlunsplit((parts.scheme.lower(), host, path or "/", "&".join(kept), fragment))


def _says_nothing(pair: str) -> bool:
    pair = unquote(pair).lower()
    name = pair.partition("=")[0]
    return pair in _table()["variants"] or any(
        name == known or (known.endswith("*") and name.startswith(known[:-1])) for known in _table()["tracking"]
    )


@cache
def _table() -> Mapping[str, list[str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf8"))
