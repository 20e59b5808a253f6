"""Publishing: incremental loads, revisions, copies, entities across articles; a failed check leaves readers alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from transforms.articles.clean import clean
from transforms.articles.read import RawArticle
from transforms.ids import content_id
from transforms.joined.overrides import Override
from transforms.pipeline import TABLES
from warehouse.checks import ChecksFailedError, TooFewError, failed_checks
from warehouse.home import Home
from warehouse.lake import Part, complete_parts, write_part
from warehouse.load import OldLakeError
from warehouse.publish import Notes, publish
from warehouse.schema import Article, ArticleEntity, FileOutcome, FileRecord, Mention, Quote, Role, Span, Tariff
from warehouse.views import has_views

NOW = datetime(2026, 6, 1)
SPOKE = '{} of Norland raised its duty on paper clips again after a long debate. "We had no other choice at all," {} said. {}'


def article(name: str, person: str, run_id: str, day: str = "2026-05-12", url: str | None = None) -> Article:
    filler = " ".join(f"{name}{n}" for n in range(60))  # so that no article is a near copy of another
    raw = RawArticle(f"{name}.json", SPOKE.format(person, person.split()[-1], filler), published_at=day, url=url)
    return clean(raw, "0" * 64, datetime(2026, 6, 1, tzinfo=UTC), NOW, run_id, "0")


def rows(articles: Iterable[Article]) -> dict[str, list[Any]]:
    """What the stages would find: the person, her quote and the measure."""
    found: dict[str, list[Any]] = {table: [] for table in TABLES} | {"files": []}
    for a in articles:
        person = a.text.split(" of ")[0]
        key = f"person:{person.lower()}"
        who = content_id("entity", key)
        start = a.text.index("We had")
        end = a.text.index(',"')
        found["articles"].append(a)
        found["article_entities"].append(ArticleEntity(a.article_id, who, None, key, "person", person, None, None, (person,), 1))
        found["mentions"].append(
            Mention(content_id(a.article_id, "m"), a.article_id, who, None, "person", 0, len(person), person, "name", False)
        )
        found["quotes"].append(
            Quote(content_id(a.article_id, "q"), a.article_id, "direct", a.text[start:end], start, end, (Span(start, end),), None, None,
                  None, None, None, "none", who, None, person, None, content_id("words"), None)
        )  # fmt: skip
        found["tariffs"].append(tariff(a))
        found["files"].append(FileRecord(a.source_path, a.content_sha256, "loaded", None, None, 1, 1, a.run_id, NOW))
    return found


def tariff(a: Article, **fields: Any) -> Tariff:
    told = Tariff(
        content_id(a.article_id, "t"), a.article_id, 0, 5, a.text[:5], "tariff", None, "raised", None, "in_effect", ("NOR",), ("WORLD",),
        (), "paper clips", "named", (), 12.0, None, "ad_valorem", "12%", None, None, None, date(2026, 5, 1), "month", None, None, None,
        None, None, None, "restrictive", False, False, None, None, 1.0, "test", None,
    )  # fmt: skip
    return replace(told, **fields)


def ask(home: Home, query: str) -> list[Any]:
    with duckdb.connect(str(home.warehouse), read_only=True) as db:
        return db.execute(query).fetchall()


def load(home: Home, part: Part, *articles: Article) -> None:
    write_part(home, part, rows(articles))
    publish(home)


def content(home: Home) -> list[Any]:
    """Every row of every table that does not tell about runs."""
    tables = (
        "articles",
        "entities",
        "article_entities",
        "mentions",
        "quotes",
        "tariffs",
        "measures",
        "tariff_measures",
        "distinct_quotes",
        "quote_topics",
        "article_revisions",
    )
    return [ask(home, f"SELECT '{table}', COLUMNS(c -> c NOT IN ('ingested_at', 'seen_at')) FROM {table} ORDER BY ALL") for table in tables]


def test_a_second_night_adds_and_a_revision_replaces(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1", url="u/a"), article("b", "Bo Sampleton", "r1", url="u/b"))
    assert publish(home).place is None, "a second publication without news does nothing"
    load(home, Part("r2", "1"), article("c", "Cy Exampla", "r2", url="u/a"), article("d", "Di Testa", "r2", url="u/d"))
    assert ask(home, "SELECT canonical_name FROM entities ORDER BY ALL") == [("Bo Sampleton",), ("Cy Exampla",), ("Di Testa",)]
    assert ask(home, "SELECT count(*), count(DISTINCT article_id) FROM quotes") == [(3, 3)]
    assert ask(home, "SELECT source_path, revision FROM articles ORDER BY ALL") == [("b.json", 1), ("c.json", 2), ("d.json", 1)]
    revisions = (
        "SELECT r.revision, r.quotes_gained, r.quotes_lost FROM article_revisions AS r JOIN articles AS a USING (article_id) "
        "WHERE url = 'u/a' ORDER BY 1"
    )
    assert ask(home, revisions) == [(1, 0, 0), (2, 1, 1)]
    assert ask(home, "SELECT source_path, outcome FROM files WHERE run_id = 'r2' ORDER BY ALL") == [
        ("c.json", "revised"),
        ("d.json", "loaded"),
    ]


def test_two_versions_in_one_run_leave_the_later_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    early, late = article("a", "Ada Exampla", "r1", "2026-05-12", "u/a"), article("b", "Bo Sampleton", "r1", "2026-05-13", "u/a")
    write_part(home, Part("r1", "1"), rows([late]))
    write_part(home, Part("r1", "2"), rows([early]))
    publish(home)
    assert ask(home, "SELECT source_path, revision FROM articles") == [("b.json", 2)]
    assert ask(home, "SELECT speaker_name FROM quotes") == [("Bo Sampleton",)]


def test_views_of_another_version_are_made_anew_without_new_articles(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_part(home, Part("r1", "00001"), rows([article("a", "Ada Exampla", "r1")]))
    assert publish(home).place
    assert publish(home).place is None
    with duckdb.connect(str(home.warehouse.resolve())) as db:
        db.execute(
            "CREATE OR REPLACE MACRO views_version() AS 'another'; DROP VIEW talk_index; CREATE VIEW of_another_version AS SELECT 1 AS n"
        )
    assert publish(home).place
    with duckdb.connect(str(home.warehouse), read_only=True) as db:
        assert has_views(db)
        assert db.execute("SELECT view_name FROM duckdb_views() WHERE view_name IN ('talk_index', 'of_another_version')").fetchall() == [
            ("talk_index",)
        ]
    assert publish(home).place is None


@pytest.mark.parametrize("table, column", [("articles", "byline"), ("files", "object_version"), ("tariffs", "programme")])
def test_a_lake_written_before_a_column_was_added_is_loaded_with_it_empty(table: str, column: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"))
    before = content(home)
    older(home, table, column)
    with duckdb.connect(str(home.warehouse.resolve())) as db:
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")  # the warehouse of that version
    assert publish(home).parts == 1
    assert content(home) == before
    load(home, Part("r2", "1"), article("b", "Bo Sampleton", "r2"))
    assert ask(home, f"SELECT count(*), count({column}) FROM {table}") == [(2, 0)]


def test_a_lake_without_a_column_that_is_never_empty_is_told_and_publishes_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"))
    before = content(home)
    older(home, "articles", "file_path")
    write_part(home, Part("r2", "1"), rows([article("b", "Bo Sampleton", "r2")]))
    with pytest.raises(OldLakeError, match=r"r1/part-1\.parquet was written by an older .+ did not tell file_path\.\n.+run --home"):
        publish(home, anew=True)
    assert content(home) == before


def older(home: Home, table: str, column: str) -> None:
    """Makes the lake what a version wrote that did not have the column."""
    for path in (home.path / "lake" / table).rglob("*.parquet"):
        pq.write_table(pq.read_table(path, partitioning=None).drop_columns([column]), path)


def test_people_are_joined_and_parted_as_evidence_comes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"), article("b", "Exampla", "r1"))
    assert ask(home, "SELECT canonical_name, article_count FROM entities") == [("Ada Exampla", 2)]
    assert ask(home, "SELECT DISTINCT speaker_name FROM quotes") == [("Ada Exampla",)]
    load(home, Part("r2", "1"), article("c", "Bo Exampla", "r2"))
    assert ask(home, "SELECT canonical_name FROM entities ORDER BY ALL") == [("Ada Exampla",), ("Bo Exampla",), ("Exampla",)]
    assert ask(home, "SELECT speaker_name FROM quotes ORDER BY ALL") == [("Ada Exampla",), ("Bo Exampla",), ("Exampla",)]


def test_the_same_words_are_one_quote_and_one_measure(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), *(article(name, "Ada Exampla", "r1", f"2026-05-1{i}") for i, name in enumerate("abc")))
    assert ask(home, "SELECT printings, first_printed FROM quote_distinct") == [(3, date(2026, 5, 10))]
    assert ask(home, "SELECT article_count, valid_from, valid_to FROM measures")[0][1:] == (date(2026, 5, 1), None)
    assert ask(home, "SELECT count(*) FROM tariffs_in_force(DATE '2026-05-20', 'NOR', 'SWE')") == [(1,)]


def test_a_failed_check_publishes_nothing_keeps_the_build_and_says_how_to_go_on(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"))
    before = home.warehouse.readlink()
    bad = rows([article("b", "Bo Sampleton", "r2")])
    bad["mentions"] = [replace(bad["mentions"][0], mention_text="other words")]
    write_part(home, Part("r2", "1"), bad)
    before_bytes = home.warehouse.read_bytes()
    with pytest.raises(ChecksFailedError) as error:
        publish(home)
    assert (home.warehouse.readlink(), home.warehouse.read_bytes()) == (before, before_bytes)
    assert error.value.build == tmp_path / "failed-build.duckdb"
    told = str(error.value)
    assert told.startswith("1 data check failed, so nothing was published. The published warehouse stays as it was")
    assert "mentions_words_stand_in_the_text: mention_text is not what stands at the row's offsets.\n    first row: (" in told
    assert told.endswith(f"Look at {error.value.build} (`duckdb -readonly`). Mend the cause, and run again: "
                         "`tradewire run` loads and checks what waits in the lake.")  # fmt: skip
    with duckdb.connect(str(error.value.build), read_only=True) as build:
        assert build.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]
        assert list(failed_checks(build)) == ["mentions_words_stand_in_the_text"]
    write_part(home, Part("r2", "1"), rows([article("b", "Bo Sampleton", "r2")]))  # mended
    publish(home)
    assert ask(home, "SELECT count(*) FROM articles") == [(2,)]


def test_every_check_says_what_its_failing_means(tmp_path: Path) -> None:
    """With tables that break as many checks as they can: a quote is quoted from the head of its file."""
    home = Home(tmp_path)
    bad = rows([article("a", "Ada Exampla", "r1")])
    bad["quotes"] = [replace(bad["quotes"][0], quote_text="other words")]
    bad["tariffs"] = [replace(bad["tariffs"][0], rate_pct=6000.0, target_codes=())]
    write_part(home, Part("r1", "1"), bad)
    with pytest.raises(ChecksFailedError, match="so nobody could find them in the article") as error:
        publish(home)
    assert {"quote_words_stand_in_the_text", "rates_make_sense", "tariffs_have_two_sides"} <= error.value.failed.keys()
    assert all(check.meaning.endswith(".") for check in error.value.failed.values())


def night(home: Home, number: int, articles: int, outcome: FileOutcome = "loaded") -> None:
    """The part of a run that read so many articles, as its list of files says; one of them is there."""
    found = rows([article(f"n{number}", f"Person{number} Number{number}", f"r{number}")])
    write_part(home, Part(f"r{number}", "1"), found | {"files": [replace(found["files"][0], article_count=articles, outcome=outcome)]})


def nights(home: Home, *articles: int) -> None:
    for number, count in enumerate(articles, 1):
        night(home, number, count)
    publish(home)


def test_far_fewer_articles_than_usual_are_not_published_until_more_come_or_somebody_says_so(tmp_path: Path) -> None:
    told, waited = Home(tmp_path / "told"), Home(tmp_path / "waited")
    for home in (told, waited):
        nights(home, 100, 1000, 90, 110, 100)
        before = home.warehouse.read_bytes()
        night(home, 6, 19)
        for _ in range(2):  # Prefect tries a failed run again
            with pytest.raises(TooFewError, match=r"Only 19 new articles, 100 are usual.*\n.*--any-volume") as error:
                publish(home)
        assert error.value.build and error.value.build.exists()
        assert (home.warehouse.read_bytes(), ask(home, "SELECT count(*) FROM articles")) == (before, [(5,)])
    assert publish(told, any_volume=True).notes == Notes()
    assert ask(told, "SELECT count(*) FROM articles") == [(6,)]
    night(waited, 7, 1)  # both together are enough
    publish(waited)
    assert ask(waited, "SELECT count(*) FROM articles") == [(7,)]
    night(told, 7, 1)
    publish(told, any_volume=True)
    assert content(told) == content(waited)


def test_far_more_articles_than_usual_are_published_with_a_warning(tmp_path: Path) -> None:
    home = Home(tmp_path)
    nights(home, 20, 20, 20, 20, 20)
    night(home, 6, 101)
    assert publish(home).notes.warnings == ("101 new articles, 20 are usual (median of the last runs): does something come twice?",)
    assert ask(home, "SELECT count(*) FROM articles") == [(6,)]


@pytest.mark.parametrize(
    ("before", "now", "outcome"),
    [
        ((100, 100, 100, 100), 1, "loaded"),  # too few runs to tell
        ((5, 5, 5, 5, 5), 1, "loaded"),  # too small
        ((5000, 5000, 5000, 100, 100, 100, 100, 100, 100, 100), 20, "loaded"),  # an archive, and then nights
        ((100, 100, 100, 100, 100), 1, "reprocessed"),  # read again
    ],
)
def test_no_false_alarm(before: tuple[int, ...], now: int, outcome: FileOutcome, tmp_path: Path) -> None:
    home = Home(tmp_path)
    nights(home, *before)
    night(home, len(before) + 1, now, outcome)
    published = publish(home)
    assert (published.place is not None, published.notes) == (True, Notes())


def test_a_record_read_again_under_another_id_stands_once(tmp_path: Path) -> None:
    """As after a change of the rule that makes ids; built in steps or at once."""
    home = Home(tmp_path)
    old = [replace(article(name, "Ada Exampla", "r1", url=f"u/{name}"), raw_sha256=name) for name in "ab"]
    load(home, Part("r1", "1"), *old)
    new = [replace(one, article_id=f"new-{one.raw_sha256}", run_id="r2") for one in old]
    load(home, Part("r2", "1"), new[0])
    assert ask(home, "SELECT article_id FROM articles ORDER BY ALL") == sorted([(old[1].article_id,), ("new-a",)])
    write_part(home, Part("r3", "1"), rows([replace(new[1], article_id="new-a", run_id="r3")]))  # two of old are one by now
    publish(home)
    for table in ("articles", "quotes", "tariffs", "mentions", "article_entities"):
        assert ask(home, f"SELECT count(*), min(article_id) FROM {table}") == [(1, "new-a")]
    assert ask(home, "SELECT DISTINCT article_id FROM article_revisions") == [("new-a",)]
    before = content(home)
    publish(home, anew=True)
    assert content(home) == before


def test_readers_keep_what_they_opened_and_old_versions_go(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"))
    with duckdb.connect(str(home.warehouse.resolve()), read_only=True) as reader:
        for n in range(2, 6):
            load(home, Part(f"r{n}", "1"), article(f"x{n}", f"Person{n} Number{n}", f"r{n}"))
        assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert ask(home, "SELECT count(*) FROM articles") == [(5,)]
    assert sorted(path.name for path in tmp_path.glob("warehouse-*")) == [f"warehouse-{n}.duckdb" for n in (3, 4, 5)]


def test_what_a_killed_build_left_behind_does_no_harm(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load(home, Part("r1", "1"), article("a", "Ada Exampla", "r1"))
    (tmp_path / "warehouse-2.duckdb").write_bytes(b"half")
    (tmp_path / "warehouse-2.duckdb.wal").write_bytes(b"half")
    load(home, Part("r2", "1"), article("b", "Bo Sampleton", "r2"))
    assert ask(home, "SELECT count(*) FROM articles") == [(2,)]


POOL = [article(n, p, "r", f"2026-05-{d}", u) for n, p, d, u in (
    ("a", "Ada Exampla", 11, "u/a"), ("b", "Exampla", 12, None), ("c", "Bo Sampleton", 13, "u/c"), ("d", "Bo B Sampleton", 14, None),
    ("e", "Cy Exampla", 15, None), ("f", "Ada Exampla", 16, "u/f"))]  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(POOL), cut=st.integers(1, 5))
def test_neither_order_nor_batches_matter(order: list[Article], cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    homes = [Home(tmp_path_factory.mktemp("home")) for _ in range(3)]
    load(homes[0], Part("r", "1"), *POOL)
    write_part(homes[1], Part("r", "1"), rows(order[:cut]))
    write_part(homes[1], Part("r", "2"), rows(order[cut:]))
    publish(homes[1])
    write_part(homes[2], Part("r", "1"), rows(order[cut:]))
    publish(homes[2])
    write_part(homes[2], Part("r", "2"), rows(order[:cut]))
    publish(homes[2])
    assert content(homes[0]) == content(homes[1]) == content(homes[2])


RENAMED = Override("rename", ("person:ada exampla",), value="Ada Augusta Exampla")
PARTED = Override("split", ("person:exampla",))
PRINTED = st.tuples(
    st.sampled_from("ab"),  # of one text, however the speaker is called and wherever it is printed
    st.sampled_from(["Ada Exampla", "Exampla", "Bo Exampla", "Ada B Exampla"]),
    st.integers(11, 13),
    st.sampled_from(["u/1", "u/2", "u/3"]),
)
NIGHT = st.tuples(
    st.lists(PRINTED, min_size=1, max_size=3, unique_by=lambda printed: printed[3]), st.sampled_from([(), (RENAMED,), (PARTED,)])
)


def told_in_full(articles: list[Article]) -> dict[str, list[Any]]:
    """With the speaker's office and somebody whom the quote names, both of them others in each text."""
    found = rows(articles)
    for a, quote in zip(articles, found["quotes"], strict=True):
        person, word = a.text.split(" of ")[0], a.text[quote.start_char : quote.start_char + 2]
        key = f"organization:{'we' if person.startswith('Ada') else 'us'}"
        found["article_entities"].append(
            ArticleEntity(a.article_id, content_id(key), None, key, "organization", word, None, None, (word, person), 1)
        )
        place = quote.start_char, quote.start_char + 2
        found["mentions"].append(
            Mention(content_id(a.article_id, "w"), a.article_id, content_id(key), None, "organization", *place, word, "name", False)
        )
        state = "NOR" if "a0" in a.text else "SWE"
        found["roles"].append(
            Role(content_id(a.article_id, "r"), a.article_id, quote.speaker_candidate_id, None, "minister", None, None, None, state,
                 "current", 0, len(person), person)
        )  # fmt: skip
    return found


@settings(max_examples=5, phases=(Phase.generate,), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nights=st.lists(NIGHT, min_size=2, max_size=3))
def test_nights_one_by_one_give_what_a_rebuild_gives(
    nights: list[tuple[list[tuple[str, str, int, str]], tuple[Override, ...]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Revisions, copies, people who are joined and parted, corrections of the user: what the load leaves alone is right."""
    home = Home(tmp_path_factory.mktemp("home"))
    for number, (printed, corrections) in enumerate(nights):
        found = [
            replace(article(name, person, f"r{number}", f"2026-05-{day}", url), source_path=url, file_path=url)
            for name, person, day, url in printed
        ]
        write_part(home, Part(f"r{number}", "1"), told_in_full(found))
        publish(home, overrides=corrections)
    before = content(home)
    publish(home, overrides=corrections, anew=True)
    assert content(home) == before


def test_later_versions_of_a_killed_batch_do_not_count_without_the_first(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_part(home, Part("1", "00001.1"), rows([article("a", "Ada Exampla", "1")]))
    assert complete_parts(home) == []
    write_part(home, Part("1", "00001"), rows([article("a", "Ada Exampla", "1")]))
    assert [part.part for part in complete_parts(home)] == ["00001", "00001.1"]


def test_a_measure_keeps_its_state_until_a_decided_change_takes_effect(tmp_path: Path) -> None:
    home = Home(tmp_path)
    told: list[tuple[str, dict[str, Any]]] = [
        ("2026-03-01", {"action": "threatened", "status": "threatened", "effective_date": date(2026, 4, 2), "effective_precision": "day"}),
        ("2026-04-02", {"action": "imposed", "status": "in_effect", "effective_date": date(2026, 4, 2), "effective_precision": "day"}),
        (
            "2026-04-20",
            {
                "action": "in_force",
                "status": "in_effect",
                "effective_date": date(2026, 4, 1),
                "effective_precision": "month",
                "rate_pct": None,
            },
        ),
        (
            "2026-05-10",
            {
                "action": "paused",
                "status": "announced",
                "effective_date": date(2026, 5, 18),
                "effective_precision": "day",
                "rate_pct": None,
            },
        ),
        ("2026-06-20", {"action": "removed", "status": "ended", "effective_date": None, "effective_precision": None, "rate_pct": None}),
    ]
    for number, (day, fields) in enumerate(told):
        found = rows([article(f"a{number}", "Ada Exampla", str(number), day)])
        found["tariffs"] = [replace(row, **fields) for row in found["tariffs"]]
        write_part(home, Part(str(number), "1"), found)
    publish(home)
    assert ask(home, "SELECT status, rate_pct, valid_from, valid_to FROM measures ORDER BY valid_from") == [
        ("threatened", 12.0, date(2026, 3, 1), date(2026, 4, 1)),
        ("in_effect", 12.0, date(2026, 4, 2), date(2026, 5, 17)),
        ("paused", 12.0, date(2026, 5, 18), date(2026, 6, 19)),
        ("ended", 12.0, date(2026, 6, 20), None),
    ]


def _states(tmp_path: Path, told: list[tuple[str, dict[str, Any]]]) -> list[tuple[Any, ...]]:
    """Status, rate and first day of the measures that tellings of the same tariff make, each with the day of its article."""
    home = Home(tmp_path)
    for number, (day, fields) in enumerate(told):
        found = rows([article(f"a{number}", "Ada Exampla", str(number), day)])
        plain = {"action": "imposed", "status": "in_effect", "effective_date": None, "effective_precision": None}
        found["tariffs"] = [replace(row, **plain | fields) for row in found["tariffs"]]
        write_part(home, Part(str(number), "1"), found)
    publish(home)
    return ask(home, "SELECT status, rate_pct, valid_from FROM measures ORDER BY valid_from")


def test_a_threat_leaves_a_measure_in_force(tmp_path: Path) -> None:
    told: list[tuple[str, dict[str, Any]]] = [
        ("2026-03-01", {}),
        ("2026-04-01", {"action": "threatened", "status": "threatened", "rate_pct": 50.0}),
        ("2026-05-01", {"action": "imposed", "status": "announced", "rate_pct": 50.0}),
    ]
    assert _states(tmp_path, told) == [("in_effect", 12.0, date(2026, 3, 1))]


def test_an_exemption_ends_no_measure(tmp_path: Path) -> None:
    told: list[tuple[str, dict[str, Any]]] = [
        ("2026-03-01", {}),
        ("2026-04-01", {"action": "exempted", "status": "ended", "rate_pct": None}),
    ]
    assert _states(tmp_path, told) == [("in_effect", 12.0, date(2026, 3, 1))]


def test_a_pause_ends_on_its_last_day_unless_it_is_prolonged(tmp_path: Path) -> None:
    pause = {"action": "paused", "status": "paused", "rate_pct": None, "rate_from_pct": 12.0, "until_date": date(2026, 6, 30)}
    longer = pause | {"action": "extended", "until_date": date(2026, 9, 30)}
    told: list[tuple[str, dict[str, Any]]] = [("2026-03-01", {}), ("2026-04-01", pause)]
    once = _states(tmp_path / "once", told)
    assert once[1:] == [("paused", 12.0, date(2026, 4, 1)), ("in_effect", 12.0, date(2026, 7, 1))]
    twice = _states(tmp_path / "twice", [*told, ("2026-06-01", longer)])
    assert twice[1:] == [("paused", 12.0, date(2026, 4, 1)), ("in_effect", 12.0, date(2026, 10, 1))]


def test_years_without_a_word_part_two_measures(tmp_path: Path) -> None:
    told: list[tuple[str, dict[str, Any]]] = [("1987-04-01", {"rate_pct": 100.0}), ("2026-04-01", {}), ("2026-05-01", {})]
    assert _states(tmp_path, told) == [("in_effect", 100.0, date(1987, 4, 1)), ("in_effect", 12.0, date(2026, 4, 1))]


def load_tellings(home: Home, *told: tuple[str, dict[str, Any]]) -> None:
    """One article for each telling: its day of publication and what its row says."""
    for number, (day, fields) in enumerate(told):
        found = rows([article(f"t{number}", "Ada Exampla", str(number), day)])
        found["tariffs"] = [replace(row, effective_date=None, effective_precision=None, **fields) for row in found["tariffs"]]
        write_part(home, Part(str(number), "1"), found)
    publish(home)


WHOLE: dict[str, Any] = {"product": None, "product_scope": "all", "target_codes": ("SWE",)}
OPEN: dict[str, Any] = WHOLE | {"product_scope": "not_told"}


def test_measures_on_all_goods_and_on_some_are_two(tmp_path: Path) -> None:
    home = Home(tmp_path)
    steel = WHOLE | {"product": "steel", "product_scope": "named", "hs_codes": ("72",)}
    load_tellings(home, ("2026-03-01", WHOLE), ("2026-03-02", steel | {"rate_pct": 50.0, "legal_basis_code": "US_232"}))
    assert ask(home, "SELECT product_scope, rate_pct, legal_basis_code FROM measure_index ORDER BY ALL") == [
        ("all", 12.0, None),
        ("named", 50.0, "US_232"),
    ]


def test_programmes_under_one_statute_are_two_measures(tmp_path: Path) -> None:
    home = Home(tmp_path)
    emergency = WHOLE | {"legal_basis_code": "US_IEEPA"}
    one, other = emergency | {"programme": "US_RECIPROCAL"}, emergency | {"programme": "US_FENTANYL", "rate_pct": 20.0}
    load_tellings(home, ("2026-03-01", one), ("2026-03-02", other), ("2026-03-03", emergency | {"rate_pct": 20.0}))
    assert ask(home, "SELECT programme, rate_pct, telling_count, legal_basis_code FROM measure_index ORDER BY ALL") == [
        ("US_FENTANYL", 20.0, 2, "US_IEEPA"),
        ("US_RECIPROCAL", 12.0, 1, "US_IEEPA"),
    ]


def test_the_tariff_is_the_only_one_of_those_weeks(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load_tellings(home, ("2026-03-01", WHOLE), ("2026-03-20", OPEN | {"rate_pct": None}), ("2026-08-20", OPEN | {"rate_pct": None}))
    assert ask(home, "SELECT product_scope, telling_count FROM measure_index ORDER BY ALL") == [("all", 2)]
    assert ask(home, "SELECT product_scope, len(article_ids) FROM measures ORDER BY ALL") == [("all", 2)]
    told = "SELECT published_date, measure_id IN (SELECT measure_id FROM measures) FROM tariff_index ORDER BY ALL"
    assert ask(home, told) == [(date(2026, 3, 1), True), (date(2026, 3, 20), True), (date(2026, 8, 20), False)]  # of which one, it says not


def test_a_statute_on_goods_keeps_its_tellings_to_itself(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load_tellings(home, ("2026-03-01", WHOLE), ("2026-03-02", OPEN | {"legal_basis_code": "US_232"}))
    assert ask(home, "SELECT product_scope, legal_basis_code FROM measure_index ORDER BY ALL") == [("all", None), ("not_told", "US_232")]


def test_the_timeline_shows_where_sources_disagree(tmp_path: Path) -> None:
    home = Home(tmp_path)
    load_tellings(home, ("2026-03-01", WHOLE), ("2026-03-01", WHOLE | {"rate_pct": 15.0}), ("2026-03-01", WHOLE))
    assert ask(home, "SELECT rate_pct, is_disputed, told_rates_pct, told_statuses, len(article_ids) FROM tariff_timeline") == [
        (12.0, True, [12.0, 15.0], ["in_effect"], 3)
    ]


def test_an_announced_measure_takes_the_change_before_its_day(tmp_path: Path) -> None:
    home = Home(tmp_path)
    plan = WHOLE | {"action": "imposed", "status": "announced", "rate_pct": 32.0}
    cut = WHOLE | {"action": "lowered", "status": "announced", "rate_pct": 19.0}
    load_tellings(home, ("2026-03-01", plan), ("2026-03-20", cut))
    assert ask(home, "SELECT status, rate_pct, valid_from FROM measures ORDER BY valid_from") == [
        ("announced", 32.0, date(2026, 3, 1)),
        ("announced", 19.0, date(2026, 3, 20)),
    ]


def test_a_plan_takes_the_rate_that_was_decided_last(tmp_path: Path) -> None:
    home = Home(tmp_path)
    plan = WHOLE | {"action": "imposed", "status": "announced", "rate_pct": 25.0}
    dated = rows([article("p", "Ada Exampla", "0", "2026-03-01")])
    dated["tariffs"] = [replace(row, effective_date=date(2026, 4, 1), effective_precision="day", **plan) for row in dated["tariffs"]]
    write_part(home, Part("0", "1"), dated)
    deal = rows([article("q", "Ada Exampla", "1", "2026-03-25")])
    deal["tariffs"] = [
        replace(row, effective_date=None, effective_precision=None, **(plan | {"rate_pct": 15.0})) for row in deal["tariffs"]
    ]
    write_part(home, Part("1", "1"), deal)
    publish(home)
    assert ask(home, "SELECT status, rate_pct FROM measures ORDER BY valid_from DESC LIMIT 1") == [("in_effect", 15.0)]
