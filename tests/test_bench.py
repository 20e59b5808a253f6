"""`make bench` times what it says, and the README shows what was measured."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.corpus import articles, write_varied
from tests.bench.table import PLACE, written_into
from tests.conftest import DATA, SAMPLES
from tests.readme import README


def test_the_readme_shows_the_figures_measured() -> None:
    text = README.read_text()
    assert PLACE.search(text)
    assert written_into(text, json.loads((DATA / "bench.json").read_text())) == text, 'run `make bench BENCH="--readme"`'


def test_varied_articles_are_the_same_every_time_and_no_copies(tmp_path: Path) -> None:
    sources = list(articles(SAMPLES))
    for name in ("one", "other"):
        write_varied(sources, 12, tmp_path / name)
    one, other = (list(articles(tmp_path / name)) for name in ("one", "other"))
    assert [article.text for article in one] == [article.text for article in other]
    assert len({article.content_sha256 for article in one}) == 12
    assert min(article.word_count for article in one) > 500
