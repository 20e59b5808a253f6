"""The text of bytes: by byte order mark, as UTF-8, as declared, else in the encoding that fits best."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from transforms.articles.raw import UnreadableError

BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHARSET = re.compile(  # those of texts; Python has others, such as unicode_escape and punycode, that only an attack declares
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:iso-?8859|windows|cp)-?\d{1,4}|latin-?1|us-ascii|koi8-[ru]|mac-?roman|macintosh|"
    r"gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii"}  # means windows-1252 on the web (WHATWG encoding standard)
DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,99}\bencoding|<meta[^>]{0,99}\bcharset)\s*=\s*["']?([\w-]{1,20})""", re.IGNORECASE)
NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x00"))
BINARY = 0.03  # share of control characters from which bytes are no text; zeros may stray into one
FOREIGN = 0.3  # share of bytes outside ASCII below which a text is western: curly quotation marks, currencies, some names
MAC_QUOTES = re.compile(r"Ò\w|[\w.,!?]Ó(?!\w)|\wÕ(?:s|t|re|ve|ll|d|m)\b")  # Mac Roman's, read as windows-1252
STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}  # bytes that surrogateescape let through
SAMPLE_BYTES = 2**18  # enough to tell an encoding


class Decoded(NamedTuple):
    """The text, and what was not certain about it."""

    text: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """The text of the bytes. `charset` is what a container declares. Raises UnreadableError where they are no text."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, errors="replace"))
    head = content[: SAMPLE_BYTES // 4]
    if zeros := _wide(head):
        return Decoded(content.decode(zeros, errors="replace"), (f"read as {zeros}",))
    if (head and len(head) - len(head.translate(None, NO_TEXT)) > BINARY * len(head)) or head.count(0) > BINARY * len(head):
        raise UnreadableError("binary data, not text")
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError:
        return _declared(content, charset) or _nearly_utf8(content) or _western(content) or _detected(content)


def _wide(head: bytes) -> str | None:
    """The UTF-16 of text without a byte order mark: every other byte of English is zero."""
    half = len(head) // 2
    if half < 4:
        return None
    if head[1::2].count(0) > 0.9 * half and head[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.9 * half and head[1::2].count(0) == 0 else None


def _declared(content: bytes, charset: str | None) -> Decoded | None:
    found = DECLARED.search(content[:2048])
    for name in (charset, found.group(1).decode() if found else None):
        if name and CHARSET.fullmatch(name):
            try:
                return Decoded(content.decode("cp1252" if name.lower() in LATIN else name))
            except (UnicodeDecodeError, LookupError):
                continue
    return None


def _nearly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 into which a few bytes of another encoding were put, or that was cut inside of a character."""
    text = content.decode(errors="surrogateescape")
    strays = len(re.findall(r"[\udc80-\udcff]", text))
    if len(re.findall(r"[^\x00-\x7f\udc80-\udcff]", text)) <= strays:
        return None
    return Decoded(text.translate(STRAY), (f"{strays} bytes are not UTF-8: taken for windows-1252",))


def _western(content: bytes) -> Decoded | None:
    """What text without a declaration is on the web (WHATWG encoding standard); detection mistakes a few letters for any encoding."""
    sample = content[:SAMPLE_BYTES]
    if len(sample) - len(sample.translate(None, bytes(range(128, 256)))) > FOREIGN * len(sample):
        return None
    text = content.decode("cp1252", errors="replace")
    encoding = "mac-roman" if MAC_QUOTES.search(text) else "windows-1252"
    return Decoded(text if encoding == "windows-1252" else content.decode(encoding), (f"encoding taken for {encoding}",))


def _detected(content: bytes) -> Decoded:
    best = from_bytes(content[:SAMPLE_BYTES], preemptive_behaviour=False).best()
    if best is None:
        raise UnreadableError("no known text encoding: save it as UTF-8")
    return Decoded(content.decode(best.encoding, errors="replace"), (f"encoding taken for {best.encoding}",))
