"""The report of a run in the UI: what a person who looks at it in the morning sees."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

from flows.charts import Bar, bar_chart
from flows.page import page, rejected_rows
from flows.report import MAX_LISTED, Report
from flows.trend import Holdings, Night
from warehouse.schema import FileRecord

NOW = datetime(2026, 6, 4, 2, 15)
NIGHTS = [Night(NOW - timedelta(days=n), articles, n, 30.0 + n) for n, articles in ((3, 80), (2, 120), (1, 100), (0, 40))]


def report(turned_away: int = 0) -> Report:
    files = tuple(
        FileRecord(f"{n}.json", None, "rejected", "not JSON | at <line 1>", None, 0, 1, "r", NOW) for n in range(turned_away)
    )  # fmt: skip
    return Report("r", "published", {"loaded": 40, "unchanged": 300}, Counter(articles=40, quotes=120), 40, files, 33.0)


def test_the_numbers_and_how_they_compare_with_the_last_runs() -> None:
    told = page(report(), NIGHTS, Holdings(340, 900, 50, 20, 700))
    assert "| loaded | unchanged |\n| ---: | ---: |\n| 40 | 300 |" in told
    assert "| articles | quotes |\n| ---: | ---: |\n| 40 | 120 |" in told
    assert "40 articles (usually 100), 0 rejected files (usually 2), 30 seconds (usually 32)" in told
    assert "| 340 | 900 | 50 | 20 | 700 |" in told


def test_what_was_turned_away_is_listed_and_cut() -> None:
    told = page(report(MAX_LISTED + 2), NIGHTS, None)
    assert r"| 0.json | rejected | not JSON \| at &lt;line 1> |" in told
    assert "and 2 more" in told
    assert len(rejected_rows(report(MAX_LISTED + 2))) == MAX_LISTED + 2


def test_a_warning_stands_below_the_headline() -> None:
    told = page(replace(report(), warnings=("500 new articles, 100 are usual",)), NIGHTS, None)
    assert told.splitlines()[2] == "**Warning: 500 new articles, 100 are usual**"


def test_a_first_run_compares_with_nothing() -> None:
    assert "Compared" not in page(report(), NIGHTS[-1:], None)


def test_a_chart_is_a_picture_that_loads_nothing() -> None:
    (coded,) = re.findall(r"^!\[articles\]\(data:image/svg\+xml;base64,(\S+)\)$", bar_chart("articles", [Bar("<1>", 0), Bar("2 Jun", 5.0)]))
    drawn = ElementTree.fromstring(b64decode(coded))
    heights = [float(bar.attrib["height"]) for bar in drawn.iter("{http://www.w3.org/2000/svg}rect")]
    assert heights[0] == 0 < heights[1]
    assert [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")] == ["0", "<1>", "5", "2 Jun"]
