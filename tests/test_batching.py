"""Batches and pieces: nothing is lost, nothing is read twice, and what kills is found."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from transforms.articles.batching import MAX_CHARACTERS, SMALL_BATCH, Staged, batches
from transforms.articles.isolation import TOO_MANY, WORKER_LOST, Piece, pieces


def staged(row: int, article: int, text: int, day: int, characters: int) -> Staged:
    return Staged("part", row, f"a{article}", f"t{text}", (date(2026, 5, day), None), f"{row}.json", characters)


ARTICLES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(1, 3), st.integers(1, 400_000)), max_size=200).map(
    lambda told: [staged(row, *fields) for row, fields in enumerate(told)]
)


@given(ARTICLES, st.integers(0, 4), st.integers(1, 60))
def test_every_version_of_an_article_is_in_one_batch_once(articles: list[Staged], workers: int, size: int) -> None:
    found = batches(articles, workers, size)
    read = Counter((a.article_id, a.content_sha256, a.published) for batch in found for a in batch)
    assert read == Counter({(a.article_id, a.content_sha256, a.published) for a in articles})
    for batch in found:
        assert 0 < len(batch) <= size
        assert len({a.article_id for a in batch}) == len(batch)
        assert len(batch) == 1 or sum({a.content_sha256: a.characters for a in batch}.values()) <= 2 * MAX_CHARACTERS


def test_copies_of_a_text_are_parsed_together_however_far_apart_they_stand() -> None:
    articles = [staged(row, row, row % 100, 1, 3000) for row in range(1000)]
    for batch in batches(articles, 2, 250):
        assert all(count == 10 for count in Counter(a.content_sha256 for a in batch).values())


@given(st.integers(1, 8), st.integers(1, 2000), st.integers(100, 20_000))
def test_no_worker_is_left_with_much_to_read_when_the_others_are_done(workers: int, count: int, characters: int) -> None:
    waiting = batches([staged(row, row, row, 1, characters) for row in range(count)], workers, 250)
    read = [0] * workers
    for batch in waiting:
        read[read.index(min(read))] += len(batch) * characters
    assert max(read) - min(read) <= SMALL_BATCH + characters


def test_a_handful_is_one_batch() -> None:
    assert len(batches([staged(row, row, row, 1, 3000) for row in range(16)], 2, 250)) == 1


@given(st.integers(1, 300), st.data())
def test_what_kills_is_given_up_and_all_others_are_read(count: int, data: st.DataObject) -> None:
    deadly = data.draw(st.sets(st.integers(0, count - 1), max_size=4))
    waiting = [(tuple(range(count)), 0)]
    read: list[int] = []
    given_up: list[int] = []
    lost = 0
    while waiting:
        items, losses = waiting.pop(0)
        step = 1 if losses else 32
        handfuls = [items[start : start + step] for start in range(0, len(items), step)]
        at = next((handful for handful in handfuls if deadly & set(handful)), None)
        if at is None:
            read += items
            continue
        lost += 1
        again = pieces(len(items), losses, [items.index(item) for item in at], WORKER_LOST)
        given_up += items if not again else ()
        waiting += [(tuple(items[i] for i in piece.items), piece.losses) for piece in again]
    assert sorted(read) == sorted(set(range(count)) - deadly)
    assert sorted(given_up) == sorted(deadly)
    assert lost <= len(deadly) * TOO_MANY


def test_a_death_before_the_first_item_is_no_items_fault() -> None:
    assert pieces(3, 2, [], WORKER_LOST) == [Piece((0, 1, 2), 2)]
