"""Copies are found, follow-ups are not, and the order of articles does not matter."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from transforms.copies import Row, first_copies
from transforms.dedupe import copy_keys, signature

WIRE = " ".join(f"Sentence {n} tells what the ministry of trade of Norland did about the duty on item {n * 7}." for n in range(25))
CUT = "Another headline\n\n" + WIRE.rsplit("Sentence", 3)[0]
FOLLOW_UP = WIRE.split("Sentence 6")[0] + " ".join(
    f"Later it became known that group {n} had objected on ground {n * 3}." for n in range(25)
)


def row(article_id: str, text: str, day: int, hour: int | None = None) -> Row:
    minhash = signature(text)
    return (
        article_id,
        date(2026, 5, day),
        datetime(2026, 5, day, hour) if hour is not None else None,
        list(copy_keys(minhash)),
        list(minhash),
    )


ROWS = [row("wire", WIRE, 4, 9), row("cut", CUT, 4, 11), row("late", WIRE, 6), row("next", FOLLOW_UP, 5), row("short", "Brief note.", 3)]


def test_every_copy_points_to_the_first_printing() -> None:
    assert first_copies(ROWS) == {"cut": "wire", "late": "wire"}


@given(st.permutations(ROWS))
def test_the_order_of_articles_does_not_matter(rows: list[Row]) -> None:
    assert first_copies(rows) == first_copies(ROWS)
