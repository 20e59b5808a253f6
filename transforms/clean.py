"""Makes an article of a raw one: its text, whose offsets never move again, and when and by whom it was published."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256

from dateutil import parser as dates
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from transforms.dateline import MONTHS, dateline, opening
from transforms.dedupe import copy_keys, signature
from transforms.ids import content_id
from transforms.read import RawArticle, UnreadableError
from warehouse.schema import Article, PublishedSource

MAX_CHARACTERS = 400_000  # longer than any article; spaCy needs about 1 GB for 1,000,000
TITLE_WORDS = 24  # a first line with more is a paragraph
NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
FULL_DATE = re.compile(
    rf"\b(?:(?:{MONTHS})\s+\d{{1,2}},\s*(?:19|20)\d\d|\d{{1,2}}\s+(?:{MONTHS})\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b"
)
EARLIEST = date(1800, 1, 1)  # an older day of publication is a mistake
NAME_WORD = r"(?:[^\W\d_a-z][\w.'’-]*|and|&|al|bin|da|de|del|della|den|der|di|dos|la|le|van|von)"
BYLINE = re.compile(rf"(?:By|BY) ({NAME_WORD}(?:,? {NAME_WORD}){{1,9}})[^\S\n]*(?:\n|\Z)")
SURE = 0.9  # probability from which a language is believed; below it, and in short texts, English is assumed


def clean(raw: RawArticle, raw_sha256: str, modified_at: datetime, ingested_at: datetime, run_id: str, version: str) -> Article:
    """The article. `modified_at` dates it where nothing else does. Raises UnreadableError where there is no text."""
    title, body = _title_and_body(raw)
    if not re.search(r"\w", body):
        raise UnreadableError("empty: no words in the text")
    text = f"{title}\n\n{body}" if title else body
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(f"{len(text):,} characters are more than the {MAX_CHARACTERS:,} of the longest article")
    lines = list(opening(body))
    line = dateline(body, lines)
    author = next((found.group(1) for start in lines if (found := BYLINE.match(body, start))), None)
    published_at, published_date, published_source = _published(raw, line, body, modified_at, ingested_at)
    minhash = signature(text)
    return Article(
        article_id=content_id("article", raw.url or raw.source_path),
        revision=None,
        source_path=raw.source_path,
        url=raw.url,
        publisher=raw.publisher,
        title=title,
        byline=raw.byline or author,
        dateline=" ".join(line.group("line").split()) if line else None,
        published_at=published_at,
        published_date=published_date,
        published_source=published_source,
        language=(raw.language or _language(text)).lower()[:2],
        text=text,
        word_count=len(text.split()),
        content_sha256=sha256(text.encode()).hexdigest(),
        copy_keys=copy_keys(minhash),
        minhash=minhash,
        duplicate_of=None,
        story_id=None,
        raw_sha256=raw_sha256,
        ingested_at=ingested_at,
        run_id=run_id,
        pipeline_version=version,
    )


def _title_and_body(raw: RawArticle) -> tuple[str | None, str]:
    body = _printable(raw.body).strip()
    if raw.title:
        title = " ".join(_printable(raw.title).split())
        if body.startswith(title) and body[len(title) : len(title) + 1] == "\n":  # exports often print it twice
            body = body[len(title) :].strip()
        return title or None, body
    first, _, rest = body.partition("\n")
    if raw.source_path.lower().endswith((".txt", ".md", ".gz")) and _looks_like_title(first, rest):
        return " ".join(first.lstrip("# ").split()), rest.strip()
    return None, body


def _looks_like_title(line: str, rest: str) -> bool:
    words = line.split()
    if not rest.strip() or not 2 <= len(words) <= TITLE_WORDS or line.rstrip()[-1:] in ".,;:":
        return False
    if dateline(line, [0]) or BYLINE.fullmatch(line.strip()):
        return False
    return line.startswith("# ") or rest.startswith("\n") or len(rest.lstrip().partition("\n")[0]) > 2 * len(line)


def _printable(text: str) -> str:
    """The text without control characters and with `\\n` as its only line end; every other character stays."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.encode("utf-8", "replace").decode()  # lone surrogates of broken JSON escapes
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cn", "Co"))


def _published(
    raw: RawArticle, line: re.Match[str] | None, body: str, modified_at: datetime, ingested_at: datetime
) -> tuple[datetime | None, date, PublishedSource]:
    """The first of the places that tells a day which can be one: bad metadata must not hide a good file name."""
    latest = ingested_at.date() + timedelta(days=366)
    if raw.published_at and (moment := _moment(raw.published_at, modified_at)) and EARLIEST <= moment[1] <= latest:
        return moment
    name = NAME_DATE.search(raw.source_path.split("#")[0])
    printed = FULL_DATE.search(body[:600])
    told: tuple[tuple[PublishedSource, str | None], ...] = (
        ("filename", "-".join(name.groups()) if name else None),
        ("dateline", line.group("date") if line else None),
        ("text", printed.group() if printed else None),
    )
    for source, words in told:
        if words and (found := _day(words, modified_at)) and EARLIEST <= found <= latest:
            return None, found, source
    moved = min(modified_at.astimezone(UTC).replace(tzinfo=None), ingested_at)
    return moved, moved.date(), "mtime"


def _moment(value: str, modified_at: datetime) -> tuple[datetime | None, date, PublishedSource] | None:
    """The moment in UTC and the day where it was published; a bare day has no moment."""
    try:
        if epoch := re.fullmatch(r"(\d{9,10})(?:\d{3})?", value):  # seconds or milliseconds
            parsed = datetime.fromtimestamp(int(epoch.group(1)), UTC)
        else:
            parsed = dates.parse(value, default=datetime(modified_at.year, 1, 1))
        moment = parsed.astimezone(UTC).replace(tzinfo=None) if parsed.tzinfo else parsed
    except (ValueError, OverflowError):
        return None
    has_time = epoch or re.search(r"\d{1,2}:\d\d|T\d\d", value)
    return moment if has_time else None, parsed.date(), "metadata"


def _day(words: str, modified_at: datetime) -> date | None:
    """A printed day; where it gives no year, the last such day before the file was made."""
    try:
        day = dates.parse(words, default=datetime(modified_at.year, 1, 1)).date()
        if not re.search(r"\d{4}", words) and day > modified_at.date():
            day = day.replace(year=day.year - 1)
    except (ValueError, OverflowError):
        return None
    return day


def _language(text: str) -> str:
    language, probability = _identifier().classify(text[:5000])
    return str(language) if probability >= SURE else "en"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
