"""The user's corrections of entities: merge, split, rename, code; mistakes told with their place; in force on the next run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.report import Report
from flows.run import run
from flows.settings import Settings
from transforms.joined.corrections import Move, corrected
from transforms.joined.overrides import Override, OverridesError, overrides
from transforms.joined.resolution import Candidate

PEOPLE = [Candidate(name, f"person:{name}", "person", 10) for name in ("ada exampla", "adah exampla", "bo sampleton", "sampleton", "cy")]
NAMED = {f"person:{person.candidate_id}": [person.candidate_id] for person in PEOPLE}

FOLLOWED = [
    pytest.param("", {"sampleton": "bo sampleton"}, {}, {}, id="rules alone"),
    pytest.param(
        '[[merge]]\nentities = ["person:Ada Exampla", "person:Adah  Exampla"]',
        {"sampleton": "bo sampleton", "adah exampla": "ada exampla"}, {}, {}, id="merge: the first one stays",
    ),
    pytest.param(
        '[[merge]]\nentities = ["person:Cy", "person:Sampleton"]\n[[merge]]\nentities = ["person:Ada Exampla", "person:Cy"]',
        {"sampleton": "ada exampla", "bo sampleton": "ada exampla", "cy": "ada exampla"}, {}, {}, id="merges add up and take all",
    ),
    pytest.param(
        '[[merge]]\nentities = ["person:Cy", "person:Ada Exampla"]\n[[merge]]\nentities = ["person:Ada Exampla", "person:Cy"]',
        {"sampleton": "bo sampleton", "ada exampla": "cy"}, {}, {}, id="merges in a circle",
    ),
    pytest.param('[[split]]\nentity = "person:Sampleton"', {}, {}, {}, id="split: the rules leave it alone"),
    pytest.param(
        '[[split]]\nentity = "person:Sampleton"\nname = "Di Sampleton"', {}, {"sampleton": "Di Sampleton"}, {}, id="split and named",
    ),
    pytest.param(
        '[[rename]]\nentity = "person:Sampleton"\nname = "Robert Sampleton"',
        {"sampleton": "bo sampleton"}, {"bo sampleton": "Robert Sampleton"}, {}, id="rename: the entity that it has become",
    ),
    pytest.param(
        '[[code]]\nentity = "person: cy"\ncountry_code = "NOR"', {"sampleton": "bo sampleton"}, {}, {"cy": "NOR"}, id="code",
    ),
    pytest.param('[[merge]]\nentities = ["person:Nobody", "person:Cy"]', {"sampleton": "bo sampleton"}, {}, {}, id="nobody of that name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "into", "names", "codes"), FOLLOWED)
def test_corrections_win(text: str, into: dict[str, str], names: dict[str, str], codes: dict[str, str]) -> None:
    found = corrected(PEOPLE, overrides(text, "overrides.toml"), NAMED)
    assert (found.into, found.names, found.codes, found.moves) == (into, names, codes, [])


def test_a_split_of_some_articles_leads_to_a_known_or_a_new_entity() -> None:
    known = Override("split", ("person:cy",), ("2026-05-*",), "Ada Exampla")
    assert corrected(PEOPLE, [known], NAMED).moves == [Move("person:cy", "2026-05-*", "ada exampla")]
    new = corrected(PEOPLE, [known._replace(value="Cy Testa"), known._replace(articles=("x",), value="cy testa")], NAMED)
    assert new.moves[0].entity_id == new.moves[1].entity_id
    assert new.names == {new.moves[0].entity_id: "Cy Testa"}


MISTAKES = [
    ("[[merge]\n", "not TOML"),
    ("[[join]]\nentities = []", "unknown table [[join]]: use merge, split, rename or code"),
    ('[merge]\nentities = ["person:A", "person:B"]', "two brackets"),
    ('\n\n[[merge]]\nentities = ["person:A"]', "overrides.toml, line 3, [[merge]]: entities must list two or more"),
    ('[[merge]]\nentities = "person:A"', "must be a list"),
    ('[[merge]]\nentities = ["person:A", "person: a"]', "listed twice"),
    ('[[rename]]\nentity = "person:A"', "name is missing"),
    ('[[rename]]\nentity = "person:A"\nname = " "', "must be a text"),
    ('[[rename]]\nentity = "person:A"\nname = "B"\ncolour = "red"', "unknown field colour: rename has entity or name"),
    ('[[split]]\nentity = "Ada"', '"Ada" names no entity: write "type:name"'),
    ('[[split]]\nentity = "company:Ada"', "with a type of person, organization"),
    ('[[split]]\nentity = "person:Ada"\narticles = ["a"]', "needs the name of the entity"),
    (f'[[split]]\nentity = "{"0" * 32}"\narticles = ["a"]\nname = "Bo"', 'takes its entity as "type:name"'),
    ('[[code]]\nentity = "person:A"\ncountry_code = "Norway"', '"Norway" is no country code'),
    ('[[rename]]\nentity = "person:A"\nname = "B"\n[[rename]]\nentity = "person:a"\nname = "C"', 'line 4, [[rename]]: "C" contradicts'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_mistakes_are_told_with_their_place(text: str, told: str) -> None:
    with pytest.raises(OverridesError) as error:
        overrides(text, "overrides.toml")
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(OverridesError, match="3 mistake"):
        overrides("[[split]]\n[[split]]\n[[rename]]\nname = 'A'", "overrides.toml")


STORIES = {
    "2026-05-12_a.txt": "OSLO, May 12 - Norway will tax imported steel, Trade Minister Ada Exampla said on Tuesday. Exampla gave no date.",
    "2026-05-13_b.txt": "OSLO, May 13 - “We had no other choice at all,” Trade Minister Adah Exampla said. The Harbour Council agreed.",
    "1996-05-14_c.txt": "OSLO, May 14 - Mrs. Ada Exampla, who owns ships, sold forty ships to the Harbour Council in a single night.",
}


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Report]:
    """Writes the overrides and runs."""
    landing = tmp_path / "landing"
    landing.mkdir()
    for name, text in STORIES.items():
        (landing / name).write_text(text)

    def publish(text: str) -> Report:
        (tmp_path / "overrides.toml").write_text(text)
        return run(Settings(home=tmp_path, landing=landing, workers=0))

    return publish


def people(home: Path) -> dict[str, int]:
    query = "SELECT canonical_name, article_count FROM entities WHERE entity_type = 'person'"
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as db:
        return dict(db.execute(query).fetchall())


def test_corrections_take_effect_on_the_next_run(published: Callable[..., Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published("")
    assert people(tmp_path) == {"Ada Exampla": 2, "Adah Exampla": 1}
    monkeypatch.setattr("flows.ingest.load_model", lambda _: pytest.fail("an article is read again"))
    merge = '[[merge]]\nentities = ["person:Ada Exampla", "person:Adah Exampla"]\n'
    split = '[[split]]\nentity = "person:Ada Exampla"\narticles = ["1996-*"]\nname = "Ada M. Exampla"\n'
    rename = '[[rename]]\nentity = "person:Ada M. Exampla"\nname = "Ada Marie Exampla"\n'
    code = '[[code]]\nentity = "organization:Harbour Council"\ncountry_code = "NOR"\n[[rename]]\nentity = "person:Adda"\nname = "Ada"\n'
    report = published(merge + split + rename + code)
    assert report.status == "published"
    assert report.headline.startswith("Published anew, without new files")
    assert [note.partition(":")[0] for note in report.without_effect] == ["overrides.toml, line 13, [[rename]]"]
    assert 'no article names "person:adda"; the most similar is "person:ada exampla"' in report.without_effect[0]
    assert people(tmp_path) == {"Ada Exampla": 2, "Ada Marie Exampla": 1}
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as db:
        assert db.execute("SELECT DISTINCT speaker_name FROM quotes WHERE quote_type = 'direct'").fetchall() == [("Ada Exampla",)]
        assert db.execute("SELECT country_code FROM entities WHERE canonical_name = 'Harbour Council'").fetchall() == [("NOR",)]
        assert db.execute("SELECT count(*), count(*) FILTER (unknown_entities <> []) FROM entity_overrides").fetchall() == [(5, 1)]
    assert published(merge + split + rename + code).status == "unchanged"
    alias = '[[split]]\nentity = "person:Exampla"\narticles = ["2026-05-12*", "1850-*"]\nname = "Bo Exampla"\n'
    (note,) = published(alias).without_effect
    assert 'no article at "1850-*" names "person:exampla"' in note
    assert people(tmp_path) == {"Ada Exampla": 1, "Adah Exampla": 1, "Bo Exampla": 1}
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as db:
        assert db.execute("SELECT is_in_force, unknown_articles FROM entity_overrides").fetchall() == [(True, ["1850-*"])]
    assert published(alias.replace("2026-05-12", "1851")).status == "published"
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as db:
        assert db.execute("SELECT is_in_force FROM entity_overrides").fetchall() == [(False,)]
    published("")
    assert people(tmp_path) == {"Ada Exampla": 2, "Adah Exampla": 1}


def test_a_mistake_stops_the_run_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "2026-05-12_a.txt").write_text(json.dumps(STORIES))
    (tmp_path / "overrides.toml").write_text('[[merge]]\nentities = ["person:Ada"]')
    command = [sys.executable, "-m", "flows.cli", "run", "--home", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "overrides.toml, line 1, [[merge]]: entities must list two or more" in " ".join(done.stderr.split())
    assert not (tmp_path / "lake").exists()


def test_a_file_that_a_setting_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="TRADEWIRE_OVERRIDES"):
        run(Settings(home=tmp_path, landing=tmp_path, overrides=tmp_path / "none.toml"))
