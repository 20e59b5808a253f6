"""Makes an article of a raw one: its text, whose offsets never move again, and when and by whom it was published."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil import parser as dates
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from transforms.articles.dateline import MONTHS, dateline, opening
from transforms.articles.dedupe import copy_keys
from transforms.articles.raw import Limits, RawArticle, UnreadableError
from transforms.articles.urls import canonical_url
from transforms.ids import content_id
from warehouse.schema import Article, PublishedSource

TITLE_WORDS = 24  # a first line with more is a paragraph
NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
FULL_DATE = re.compile(
    rf"\b(?:(?:{MONTHS})\s+\d{{1,2}},\s*(?:19|20)\d\d|\d{{1,2}}\s+(?:{MONTHS})\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)\b"
)
SLASHED = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")  # month or day first
EARLIEST = date(1800, 1, 1)  # an older day of publication is a mistake
NAME_WORD = r"(?:[^\W\d_a-z][\w.'’-]*|and|&|al|bin|da|de|del|della|den|der|di|dos|la|le|van|von)"
BYLINE = re.compile(rf"(?:By|BY) ({NAME_WORD}(?:,? {NAME_WORD}){{1,9}})[^\S\n]*(?:\n|\Z)")
SURE = 0.9  # probability from which a language is believed; below it, as in short texts, what is declared is
LONGEST_DATE = 80  # characters of a date with its time and zone
ZONES: dict[str, int | ZoneInfo] = {name: hours * 3600 for name, hours in {  # of RFC 5322, and others that mean one zone only
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "UT": 0,
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11,
}.items()} | {name: ZoneInfo(f"America/{city}") for name, city in {  # with summer time or without, as the day has it
    "ET": "New_York", "CT": "Chicago", "MT": "Denver", "PT": "Los_Angeles",
}.items()}  # fmt: skip


def clean(
    raw: RawArticle,
    raw_sha256: str,
    modified_at: datetime,
    ingested_at: datetime,
    run_id: str,
    version: str,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
) -> Article:
    """The article. `modified_at` dates it where nothing else does. Raises UnreadableError where there is no text, or too much."""
    _check_length(raw.body, 4 * limits.characters)  # before any work is done on it
    title, body = _title_and_body(raw)
    if not re.search(r"\w", body):
        raise UnreadableError("empty: no words in the text")
    text = f"{title}\n\n{body}" if title else body
    _check_length(text, limits.characters)
    lines = list(opening(body))
    line = dateline(body, lines)
    author = next((found.group(1) for start in lines if (found := BYLINE.match(body, start))), None)
    published = _published(raw, line, body, raw.modified_at or modified_at, ingested_at)
    url = canonical_url(raw.url) if raw.url else None
    return Article(
        article_id=content_id("article", url or _global_id(raw) or raw.source_path),
        revision=None,
        source_path=raw.source_path,
        file_path=raw.file_path or raw.source_path,
        url=url,
        publisher=raw.publisher,
        title=title,
        byline=re.sub(r"\A[Bb][Yy]:? +", "", raw.byline or "") or author,
        dateline=" ".join(line.group("line").split()) if line else None,
        published_at=published.at,
        published_offset_minutes=published.offset_minutes,
        published_date=published.day,
        published_source=published.source,
        language=_language(text, raw.language),
        text=text,
        word_count=len(text.split()),
        content_sha256=sha256(text.encode()).hexdigest(),
        copy_keys=copy_keys(text),
        duplicate_of=None,
        story_id=None,
        raw_sha256=raw_sha256,
        ingested_at=ingested_at,
        run_id=run_id,
        pipeline_version=version,
    )


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise UnreadableError(f"{len(text):,} characters are more than the {most:,} of the longest article: raise TRADEWIRE_MAX_CHARACTERS")


def _global_id(raw: RawArticle) -> str | None:
    """The id that an agency or a mail program gives, where it names one article in all the world: it stays through revisions."""
    return raw.id if raw.id and len(raw.id) >= 12 and re.match(r"(?:urn|tag|https?):|[^\s@]+@[^\s@]+$", raw.id) else None


def _title_and_body(raw: RawArticle) -> tuple[str | None, str]:
    body = _printable(raw.body).strip()
    if raw.title:
        title = " ".join(_printable(raw.title).split())
        if body.startswith(title) and body[len(title) : len(title) + 1] == "\n":  # exports often print it twice
            body = body[len(title) :].strip()
        return title or None, body
    first, _, rest = body.partition("\n")
    if raw.is_plain and _looks_like_title(first, rest):
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
    unwanted = {ord(c): None for c in set(text) - {"\n", "\t"} if unicodedata.category(c) in ("Cc", "Cn", "Co")}
    return text.translate(unwanted) if unwanted else text


class Published(NamedTuple):
    """When an article was published; `at` is in UTC, `day` is the day where it was published."""

    at: datetime | None
    offset_minutes: int | None
    day: date
    source: PublishedSource


def _published(raw: RawArticle, line: re.Match[str] | None, body: str, modified_at: datetime, ingested_at: datetime) -> Published:
    """The first of the places that tells a day which can be one: bad metadata must not hide a good file name."""
    latest = ingested_at.date() + timedelta(days=366)
    if raw.published_at and (moment := _moment(raw.published_at, modified_at)) and EARLIEST <= moment.day <= latest:
        return moment
    name = NAME_DATE.search(raw.source_path)
    printed = FULL_DATE.search(body[:600])
    told: tuple[tuple[PublishedSource, str | None], ...] = (
        ("filename", "-".join(name.groups()) if name else None),
        ("dateline", line.group("date") if line else None),
        ("text", printed.group() if printed else None),
    )
    for source, words in told:
        if words and (found := _day(words, modified_at)) and EARLIEST <= found <= latest:
            return Published(None, None, found, source)
    moved = min(modified_at.astimezone(UTC).replace(tzinfo=None), ingested_at)
    return Published(moved, None, moved.date(), "mtime")


def _moment(value: str, modified_at: datetime) -> Published | None:
    """The moment as the source gives it; a bare day has none, and one without a zone is taken for UTC."""
    if not re.search(r"\d", value) or len(value) > LONGEST_DATE:
        return None
    try:
        if epoch := re.fullmatch(r"(\d{9,10})(?:\d{3})?", value):  # seconds or milliseconds
            parsed = datetime.fromtimestamp(int(epoch.group(1)), UTC)
        else:
            parsed = _parsed(value, modified_at)
        moment = parsed.astimezone(UTC).replace(tzinfo=None) if parsed.tzinfo else parsed
        offset = parsed.utcoffset() if parsed.tzinfo else None
    except (ValueError, ArithmeticError, TypeError, AttributeError):  # the library trips over some nonsense
        return None
    has_time = epoch or re.search(r"\d{1,2}:\d\d|T\d\d", value)
    minutes = int(offset.total_seconds() // 60) if offset is not None and has_time else None
    return Published(moment if has_time else None, minutes, parsed.date(), "metadata")


def _parsed(value: str, modified_at: datetime) -> datetime:
    """The date and time; 04/03/2026 in a file of 9 March is a day of March. Raises what the library raises."""

    def parse(is_day_first: bool) -> datetime:
        return dates.parse(value, default=datetime(modified_at.year, 1, 1), tzinfos=_zone, dayfirst=is_day_first)

    latest = (modified_at + timedelta(days=1)).date()
    found = parse(False)
    if found.date() > latest and SLASHED.search(value) and (turned := parse(True)).date() <= latest:
        return turned
    return found


def _zone(name: str | None, offset: int | None) -> int | ZoneInfo | None:
    return ZONES.get(name or "") if offset is None else offset


def _day(words: str, modified_at: datetime) -> date | None:
    """A printed day; where it gives no year, the last such day before the file was made."""
    try:
        day = dates.parse(words, default=datetime(modified_at.year, 1, 1)).date()
        if not re.search(r"\d{4}", words) and day > modified_at.date():
            day = day.replace(year=day.year - 1)
    except (ValueError, ArithmeticError):
        return None
    return day


def _language(text: str, declared: str | None) -> str:
    """What the words are in, where that is sure; else what the source declares, as templates often do wrongly; else English."""
    found, probability = _identifier().classify(text[:5000])
    if probability >= SURE:
        return str(found)
    code = re.match(r"[a-z]{2}(?=[-_]|\Z)", (declared or "").lower())
    return code.group() if code else "en"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
