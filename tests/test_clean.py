"""The text of an article, and where its day of publication comes from."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest

from transforms.articles.clean import clean
from transforms.articles.read import RawArticle, UnreadableError
from warehouse.schema import Article

LONG = "Norland raised its duty on paper clips to 12 percent, the ministry of trade said in a long statement to the press."
MODIFIED = datetime(2026, 5, 20, 23, 30, tzinfo=UTC)


def cleaned(raw: RawArticle) -> Article:
    return clean(raw, "0" * 64, MODIFIED, datetime(2026, 5, 21), "run", "0")


@pytest.mark.parametrize(
    ("raw", "day", "source"),
    [
        (RawArticle("a.json", LONG, published_at="2026-05-12"), date(2026, 5, 12), "metadata"),
        (RawArticle("a.json", LONG, published_at="2026-05-12T23:30:00-05:00"), date(2026, 5, 12), "metadata"),
        (RawArticle("a.json", LONG, published_at="Tue, 12 May 2026 08:00:00 GMT"), date(2026, 5, 12), "metadata"),
        (RawArticle("a.json", LONG, published_at="no date"), date(2026, 5, 20), "mtime"),
        (RawArticle("a.json", LONG, published_at="May 12"), date(2026, 5, 12), "metadata"),
        (RawArticle("a.json", LONG, published_at="1778572800000"), date(2026, 5, 12), "metadata"),
        (RawArticle("2026-05-12_a.json", LONG, published_at="0001-01-01T00:00:00Z"), date(2026, 5, 12), "filename"),
        (RawArticle("20260231-a.json", LONG, published_at="9999-12-31"), date(2026, 5, 20), "mtime"),
        (RawArticle("x/2026-05-12_talks.txt", LONG), date(2026, 5, 12), "filename"),
        (RawArticle("x/20260512talks.txt", LONG), date(2026, 5, 12), "filename"),
        (RawArticle("a.txt", f"GENEVA, May 12 (Northwire) - {LONG}"), date(2026, 5, 12), "dateline"),
        (RawArticle("a.txt", f"GENEVA, Dec 12 (Northwire) - {LONG}"), date(2025, 12, 12), "dateline"),
        (RawArticle("a.txt", f"Published on May 12, 2026. {LONG}"), date(2026, 5, 12), "text"),
        (RawArticle("a.txt", LONG), date(2026, 5, 20), "mtime"),
    ],
)
def test_the_day_of_publication_and_where_it_was_found(raw: RawArticle, day: date, source: str) -> None:
    article = cleaned(raw)
    assert (article.published_date, article.published_source) == (day, source)


def test_the_moment_is_in_utc() -> None:
    assert cleaned(RawArticle("a.json", LONG, published_at="2026-05-12T23:30:00-05:00")).published_at == datetime(2026, 5, 13, 4, 30)


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        (RawArticle("a.txt", f"Duty goes up\n\n{LONG}", is_plain=True), "Duty goes up", f"Duty goes up\n\n{LONG}"),
        (RawArticle("a.txt", f"{LONG}\n{LONG}", is_plain=True), None, f"{LONG}\n{LONG}"),
        (RawArticle("a.json", LONG, title="Duty goes up"), "Duty goes up", f"Duty goes up\n\n{LONG}"),
        (RawArticle("a.json", f"Duty goes up\n{LONG}", title="Duty goes up"), "Duty goes up", f"Duty goes up\n\n{LONG}"),
        (RawArticle("a.json", f"A\x00B\r\n{LONG}"), None, f"AB\n{LONG}"),
    ],
)
def test_title_and_text(raw: RawArticle, title: str | None, text: str) -> None:
    article = cleaned(raw)
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize("body", ["", "   \n ", "--- !!! ---"])
def test_no_words_are_no_article(body: str) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        cleaned(RawArticle("a.txt", body))


def test_the_id_follows_the_url_and_the_hash_follows_the_text() -> None:
    one = cleaned(RawArticle("a.json", LONG, url="https://example.org/1"))
    other = cleaned(RawArticle("b.json", LONG + " More.", url="https://example.org/1"))
    assert one.article_id == other.article_id
    assert one.content_sha256 != other.content_sha256
    assert asdict(one) == asdict(cleaned(RawArticle("a.json", LONG, url="https://example.org/1")))


def test_another_language_is_told() -> None:
    german = "Die Regierung hat die Zölle auf Büroklammern erhöht, teilte das Ministerium am Dienstag in einer langen Erklärung mit."
    assert cleaned(RawArticle("a.txt", german)).language == "de"
    assert cleaned(RawArticle("a.txt", LONG)).language == "en"


def test_the_words_tell_the_language_better_than_a_template_does() -> None:
    german = "Die Regierung hat die Zölle auf Büroklammern erhöht, teilte das Ministerium am Dienstag in einer langen Erklärung mit."
    assert cleaned(RawArticle("a.json", german, language="en-US")).language == "de"
    assert cleaned(RawArticle("a.json", LONG, language="German")).language == "en"
    assert cleaned(RawArticle("a.json", "OK — 12 %.", language="fr-CA")).language == "fr"


@pytest.mark.parametrize(
    ("told", "at", "offset"),
    [
        ("2026-05-12T23:30:00-05:00", datetime(2026, 5, 13, 4, 30), -300),
        ("Tue, 12 May 2026 08:00:00 EDT", datetime(2026, 5, 12, 12), -240),
        ("Tue, 12 May 2026 08:00:00 GMT", datetime(2026, 5, 12, 8), 0),
        ("20260512T101500Z", datetime(2026, 5, 12, 10, 15), 0),
        ("2026-05-12 08:00:00", datetime(2026, 5, 12, 8), None),
        ("2026-05-12", None, None),
    ],
)
def test_the_moment_keeps_the_clock_that_it_was_published_by(told: str, at: datetime | None, offset: int | None) -> None:
    article = cleaned(RawArticle("a.json", LONG, published_at=told))
    assert (article.published_at, article.published_offset_minutes, article.published_date) == (at, offset, date(2026, 5, 12))


def test_too_long_a_text_is_turned_away_with_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="TRADEWIRE_MAX_CHARACTERS"):
        cleaned(RawArticle("a.txt", "word " * 100_000))


def test_an_author_line_and_a_notice_may_stand_before_the_dateline() -> None:
    for notice in ("By Ada Exampla and Jan de Vries", "(Corrects the rate in the second paragraph)", ""):
        article = cleaned(RawArticle("a.txt", f"{notice}\n\nBUFFALO, New York, May 14 (Wire) - {LONG}"))
        assert article.dateline == "BUFFALO, New York, May 14 (Wire)"
        assert article.byline == (notice.removeprefix("By ") if notice.startswith("By") else None)
    assert cleaned(RawArticle("a.txt", f"By Monday the duty was gone.\n\n{LONG}")).byline is None


def test_a_colon_ends_a_dateline_behind_a_known_city() -> None:
    assert cleaned(RawArticle("a.txt", f"NEW DELHI: India will wait. {LONG}")).dateline == "NEW DELHI"
    assert cleaned(RawArticle("a.txt", f"EXCLUSIVE: India will wait. {LONG}")).dateline is None
