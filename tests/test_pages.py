"""The brief and the evidence page: each fact leads to its words, everything is escaped, nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.run import run
from flows.settings import Settings
from warehouse.home import Home
from warehouse.pages import action, counted, countries, rows, web, when, words
from warehouse.pages.articles import NoSuchArticleError, article_page, find
from warehouse.pages.brief import brief, write_brief
from warehouse.reading import open_published

runner = CliRunner()
TRUCE = date(2026, 5, 14)
HOSTILE = {
    "title": "<script>alert('title')</script> Ottawa hits back",
    "publisher": '"><img src=x onerror=alert(1)>',
    "url": "javascript:alert('url')",
    "byline": "</style><script>alert('byline')</script>",
    "date": "2026-05-14",
    "body": 'OTTAWA — Canada on Thursday imposed a 15% tariff on "<b>bourbon</b>" from the United States.\n\n'
    "“The word &lt;script&gt;alert(1)&lt;/script&gt; will not help anybody in this dispute,” Trade Minister <i>Étienne Marchand</i> "
    "said on Thursday.",
}


class Page(HTMLParser):
    """What matters of a page: tags, links, ids, and the text under each mark."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.links += [value] if tag == "a" and (value := given.get("href")) else []
        self.ids += [value] if (value := given.get("id")) else []
        self.loads += [name for name in given if name in ("src", "srcset", "action", "background") or name.startswith("on")]


@pytest.fixture(scope="module")
def db(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(Home(sample_home)) as connection:
        yield connection


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    (home / "landing").mkdir()
    (home / "landing" / "article.json").write_text(json.dumps(HOSTILE))
    assert run(Settings(home=home, workers=1)).status == "published"
    return home


def test_every_fact_of_the_brief_leads_to_marked_words(db: duckdb.DuckDBPyConnection) -> None:
    html = brief(db, TRUCE, 7).html
    page = Page(html)
    inside = [link[1:] for link in page.links if link.startswith("#")]
    facts = [link for link in inside if re.match(r"(tariff|quote|talk)-", link)]
    assert len(facts) > 10
    assert [link for link in inside if link not in page.ids] == []
    for fact in facts:
        assert re.search(rf'id="{fact}"></a>(<a class="begins" id="[\w-]+"></a>)*<mark class="[^"]*{fact.split("-")[0]}', html), fact


def test_ids_are_given_once(db: duckdb.DuckDBPyConnection) -> None:
    for html in (brief(db, TRUCE, 7).html, article_page(db, find(db, "Vienna"))):
        ids = Page(html).ids
        assert len(ids) == len(set(ids))


def test_the_brief_tells_the_day(db: duckdb.DuckDBPyConnection) -> None:
    html = brief(db, TRUCE, 7).html
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for expected in (
        "Trade brief, 14 May 2026",
        "United States → Canada: tariff on aluminium",
        "The U.S. duty of 20% on Canadian aluminium",
        "This is a pause, not a peace",
        "Étienne Marchand, Trade Minister (Canada)",
        "China → all countries: export control on gallium and germanium",
        "negotiation in Vienna (Palais Coburg)",
        "July 2026: Canada, United States, meeting in Toronto",
    ):
        assert expected in text
    assert "agreement agreement" not in text
    facts = html.partition("<main>")[2].partition('id="articles"')[0]
    assert [word for word in ("unknown", "None", ".md", ".txt") if word in re.sub(r"<[^>]+>", "", facts)] == []


def test_the_talks_of_a_brief_are_those_of_its_days_then_what_is_scheduled(db: duckdb.DuckDBPyConnection) -> None:
    found = rows(db, "brief_talks", as_of=date(2026, 5, 14), days=30, ahead=90)
    told = [(talk["talk_date"].isoformat(), talk["date_precision"], talk["is_ahead"]) for talk in found]
    expected = [("2026-05-13", "day", False), ("2026-06-08", "day", True), ("2026-07-01", "month", True)]
    assert [one for one in told if one in expected] == expected
    assert not {"2026-04-14", "2026-05-21"} & {first for first, _, _ in told}, "told before those days, or after them"
    assert "No talks were told of on this day." in brief(db, date(2020, 1, 1)).html


def test_days_are_written_as_far_as_they_are_told() -> None:
    def written(first: str, last: str | None, precision: str | None) -> str:
        days = {"talk_date": date.fromisoformat(first), "end_date": last and date.fromisoformat(last), "date_precision": precision}
        return when(days)

    assert written("2026-07-01", "2026-07-31", "month") == "July 2026"
    assert written("2026-07-01", "2026-09-30", "quarter") == "July to September 2026"
    assert written("2026-01-01", "2026-12-31", "year") == "2026"
    assert written("2026-06-08", None, "day") == written("2026-06-08", "2026-06-08", "day") == "8 June 2026"
    assert written("2026-06-08", "2026-06-10", "day") == "8 June 2026 to 10 June 2026"
    assert written("2026-06-08", None, None) == "Without a day"


def test_a_page_is_self_contained(db: duckdb.DuckDBPyConnection) -> None:
    for html in (brief(db, TRUCE, 7).html, article_page(db, find(db, "Vienna"))):
        page = Page(html)
        assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
        assert page.loads == []
        assert "@import" not in html
        assert "url(" not in html
        assert all(link.startswith(("#", "https://")) for link in page.links)


@pytest.mark.parametrize("kind", ["brief", "article"])
def test_a_hostile_article_stays_text(kind: str, hostile_home: Path) -> None:
    with open_published(Home(hostile_home)) as db:
        html = brief(db).html if kind == "brief" else article_page(db, find(db, "Ottawa"))
    page = Page(html)
    assert not {"script", "img", "b", "i"} & set(page.tags)
    assert page.loads == []
    assert all(link.startswith("#") for link in page.links)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("</style>") == 1


def test_an_article_is_shown_whole_and_every_reading_with_its_reason(db: duckdb.DuckDBPyConnection) -> None:
    html = article_page(db, find(db, "Vienna"))
    body = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<article>") : html.index("</article>")]))
    ((text,),) = db.execute("SELECT one_line(text[length(title) + 1 :]) FROM articles WHERE title ILIKE '%Vienna%'").fetchall()
    unescaped = body.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&").strip()
    assert unescaped == text
    assert 'title="person: Marta Vinterová"' in html
    assert re.search(r"direct quote; speaker: Marta Vinterová; Trade Commissioner; named here as “[^”]+”; marked by “said”", html)
    assert re.search(r"measure: removed; antidumping; CHN → EU; pork;.* rule .*; confidence 0\.\d+", html)


@pytest.mark.parametrize("said", ["capital-observer/2026-06-30_chips.txt", "VIENNA"])
def test_an_article_is_found_by_its_file_or_words_of_its_title(said: str, db: duckdb.DuckDBPyConnection) -> None:
    assert find(db, find(db, said)) == find(db, said)


def test_which_article_is_meant_must_be_clear(db: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(NoSuchArticleError, match=r"several articles; name one by its id:\n  [0-9a-f]{32}  2026-06-23"):
        find(db, "tariff")
    with pytest.raises(NoSuchArticleError, match="no article"):
        find(db, "nothing like it")


def test_a_day_without_news_has_a_brief_too(db: duckdb.DuckDBPyConnection) -> None:
    html = brief(db, date(2020, 1, 1)).html
    assert "No measure was told as news." in html
    assert "Nobody was quoted." in html


def test_a_warehouse_without_articles_has_one_too(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    run(Settings(home=tmp_path))
    assert "no articles from no known publishers" in write_brief(Home(tmp_path)).read_text()


def test_the_commands_write_the_pages_and_say_where(sample_home: Path, tmp_path: Path) -> None:
    home = ["--home", str(sample_home)]
    told = runner.invoke(app, ["brief", "--as-of", "2026-05-14", "--days", "7", *home])
    assert (told.exit_code, told.output.split()[-1]) == (0, str(sample_home / "briefs" / "brief-2026-05-14-7-days.html"))
    told = runner.invoke(app, ["article", "Vienna", "--output", str(tmp_path / "vienna.html"), *home])
    assert told.exit_code == 0
    assert "minimum prices" in (tmp_path / "vienna.html").read_text()
    assert runner.invoke(app, ["article", "nothing like it", *home]).exit_code == 1


def test_values_are_written_for_people() -> None:
    assert countries(["USA", "EU", "WORLD", "XXX"]) == "United States, European Union, all countries, XXX"
    assert [counted(number, "quote") for number in (0, 1, 2)] == ["no quotes", "1 quote", "2 quotes"]
    assert action({"action": "removed", "status": "announced"}) == "to be removed"
    assert action({"action": "removed", "status": "ended"}) == "removed"
    assert [words(name) for name in ("antidumping", "import_ban")] == [
        "trade remedy (anti-dumping, countervailing or safeguard duty)",
        "import ban",
    ]
    assert [web(address) for address in ("https://example.org/a", "javascript:alert(1)", "http://[broken", None, "")] == [
        "https://example.org/a", None, None, None, None,
    ]  # fmt: skip
