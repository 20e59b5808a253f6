"""Copies are found whatever an editor did to them; follow-ups, digests and texts on one pattern are none; the order does not matter."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sql
from transforms.articles.dedupe import copy_keys
from transforms.joined.alignment import align
from transforms.joined.copies import Candidate, first_copies
from warehouse.copies import find_copies

PAIRS = (Path(next(iter(sql.__path__))) / "stage" / "copy_pairs.sql").read_text()
WORDS = ["duty", "trade", "ministry", "port", "steel", "grain", "talks", "tariff", "export", "minister", "council", "treaty"]


def story(seed: int, sentences: int = 30) -> str:
    """A text of its own: no five words of it stand in another one but by chance."""
    chance = random.Random(seed)
    return " ".join(f"On day {chance.randrange(999)} the {' '.join(chance.choices(WORDS, k=12))} held." for _ in range(sentences))


def article(article_id: str, text: str, day: str = "2026-05-04", hour: int | None = None, title: str | None = None) -> Candidate:
    printed = date.fromisoformat(day)
    at = datetime(printed.year, printed.month, printed.day, hour) if hour is not None else None
    return Candidate(article_id, printed, at, True, title, f"{title}\n\n{text}" if title else text)


def copies(articles: Sequence[Candidate]) -> dict[str, str]:
    """As a load finds them: pairs by DuckDB, then the words."""
    with duckdb.connect() as db:
        db.execute("CREATE TABLE articles (article_id VARCHAR, copy_keys BIGINT[])")
        db.executemany("INSERT INTO articles VALUES (?, ?)", [(a.article_id, list(copy_keys(a.text))) for a in articles])
        db.execute(PAIRS)
        return first_copies(
            articles, db.execute("SELECT one_id, other_id FROM pairs_now ORDER BY likeness DESC, one_id, other_id").fetchall()
        )


def corrected(text: str, share: float) -> str:
    chance, words = random.Random(3), text.split()
    for n in chance.sample(range(len(words)), int(share * len(words))):
        words[n] = "corrected"
    return " ".join(words)


WIRE = story(1)
NOTE = "Editor's note: this report was changed to add what the chamber of commerce and two unions had said about it."
TREATED = {
    "cut to a half": " ".join(WIRE.split()[: len(WIRE.split()) // 2]),
    "with a note before it": f"{NOTE}\n\n{WIRE}",
    "with a note behind it": f"{WIRE}\n\n{NOTE}",
    "corrected": corrected(WIRE, 0.02),
    "cut, corrected and with a note": f"{NOTE}\n\n{corrected(' '.join(WIRE.split()[:250]), 0.02)}",
    "in capitals and other marks": WIRE.upper().replace(".", " –"),
}


@pytest.mark.parametrize("text", TREATED.values(), ids=TREATED)
@pytest.mark.parametrize("title", [None, "Another headline of another paper"])
def test_a_copy_is_found(text: str, title: str | None) -> None:
    assert copies([article("wire", WIRE, hour=9, title="The first headline"), article("copy", text, hour=11, title=title)]) == {
        "copy": "wire"
    }


PATTERN = "The council on {} approved the request of {} and ordered aid to {} for the time from {} on, said {}, whom {} had named. "
NO_COPIES = {
    "a follow-up with the same background": (WIRE, story(2, 20) + WIRE[-600:]),
    "a digest that quotes it whole": (story(3, 4), story(4, 20) + story(3, 4) + story(5, 20)),
    "texts on one pattern": tuple("".join(PATTERN.format(*(f"{name}{n}{m}" for m in range(6))) for n in range(9)) for name in ("a", "b")),
    "two texts of nothing but a phrase": ("No comment.", "No comment was given."),
}


@pytest.mark.parametrize("texts", NO_COPIES.values(), ids=NO_COPIES)
def test_what_is_no_copy(texts: tuple[str, str]) -> None:
    assert copies([article("one", texts[0]), article("other", texts[1])]) == {}


def test_a_yearly_notice_is_no_copy_of_last_year_s_unless_no_word_differs() -> None:
    assert copies([article("then", WIRE, "2025-05-04"), article("now", corrected(WIRE, 0.01), "2026-05-04")]) == {}
    assert copies([article("then", WIRE, "2025-05-04"), article("now", WIRE, "2026-05-04")]) == {"now": "then"}


def test_a_cut_text_does_not_join_two_that_only_begin_alike() -> None:
    begin, one, other = story(6, 12), story(7, 10), story(8, 10)
    found = copies([article("one", begin + one), article("other", begin + other), article("cut", begin)])
    assert len(set(found.values()) | {"one", "other", "cut"} - found.keys()) == 2


def test_half_of_a_text_keeps_half_of_its_keys() -> None:
    assert set(copy_keys(TREATED["cut to a half"])) <= set(copy_keys(WIRE)) | set(copy_keys(TREATED["cut to a half"][-40:]))


ROWS = [
    article("wire", WIRE, hour=9),
    article("cut", TREATED["cut to a half"], hour=11),
    article("late", WIRE, "2026-05-06"),
    article("next", NO_COPIES["a follow-up with the same background"][1], "2026-05-05"),
    article("short", "Brief note.", "2026-05-03"),
]


@settings(max_examples=20)
@given(st.permutations(ROWS))
def test_the_order_of_articles_does_not_matter(rows: list[Candidate]) -> None:
    assert copies(rows) == {"cut": "wire", "late": "wire"}


NIGHTS = """
    CREATE TABLE articles (article_id VARCHAR, published_date DATE, published_at TIMESTAMP, published_source VARCHAR, title VARCHAR,
                           text VARCHAR, copy_keys BIGINT[], duplicate_of VARCHAR);
    CREATE TABLE copy_pairs (one_id VARCHAR, other_id VARCHAR, likeness DOUBLE);
    CREATE TABLE touched_articles (article_id VARCHAR);
"""
GO = "DELETE FROM articles WHERE article_id IN (FROM touched_articles)"
MARK = """
    UPDATE articles SET duplicate_of = NULL WHERE article_id IN (SELECT source_id FROM recopied);
    UPDATE articles SET duplicate_of = target_id FROM copy_map WHERE source_id = article_id;
    DELETE FROM touched_articles;
"""


@settings(max_examples=20)
@given(st.permutations([*ROWS, article("cut", WIRE.upper(), hour=8)]), st.integers(1, 3))
def test_articles_that_come_by_night_give_the_copies_of_all_at_once(rows: list[Candidate], size: int) -> None:
    """One of them comes twice, the second time with another text and hour: the later one replaces the earlier."""
    with duckdb.connect() as db:
        db.execute(NIGHTS)
        for start in range(0, len(rows), size):
            tonight = {row.article_id: row for row in rows[start : start + size]}
            db.executemany("INSERT INTO touched_articles VALUES (?)", [[article_id] for article_id in tonight])
            db.execute(GO)
            for row in tonight.values():
                values = [*row[:3], "metadata", row.title, row.text, list(copy_keys(row.text)), None]
                db.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
            find_copies(db)
            db.execute(MARK)
        found = dict(db.execute("SELECT article_id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL").fetchall())
    assert found == copies(list({row.article_id: row for row in rows}.values()))


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.lists(st.sampled_from(WORDS), max_size=60))
def test_an_alignment_is_within_both_texts(one: list[str], other: list[str]) -> None:
    shared, stretch = align(one, other)
    assert 0 <= shared <= min(len(one), len(other))
    assert shared <= stretch <= max(len(one), len(other))
    assert align(other, one) == (shared, stretch)
