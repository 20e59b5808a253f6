"""The articles that are timed: those of a landing folder, or as many as wanted, made from its texts by varying them.

A varied article is paragraphs that follow each other in one text, then in others, until it is long enough, with other figures: so that none
is a copy of another, and each is read as if it were new.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from transforms.articles.clean import clean
from transforms.articles.raw import UnreadableError
from transforms.articles.read import BadRecord, read
from warehouse.schema import Article

WORDS = 525  # of a varied article: the mean of news
FIRST_DAY, DAYS = date(2026, 1, 1), 180
DIGIT = re.compile(r"(?<![\d.,])[2-9](?=[\d.]*(?:%| percent))")  # the first one of a rate


def articles(landing: Path) -> Iterator[Article]:
    """The English articles of a folder, as the pipeline reads them."""
    now = datetime.now(UTC)
    for path in sorted(path for path in landing.rglob("*") if path.is_file()):
        for record in read(str(path.relative_to(landing)), path.read_bytes()):
            if isinstance(record, BadRecord):
                continue
            try:
                article = clean(record, "0" * 64, now, now.replace(tzinfo=None), "bench", "0")
            except UnreadableError:
                continue
            if article.language == "en":
                yield article


def write_varied(sources: list[Article], count: int, folder: Path) -> None:
    """Writes so many articles, one a file; the same ones every time."""
    folder.mkdir()
    chance = random.Random(0)
    texts = [paragraphs for article in sources if len(paragraphs := article.text.split("\n\n")) > 1]
    for number in range(count):
        title, *body = _varied(texts, chance)
        told = {
            "title": title,
            "body": "\n\n".join(body),
            "url": f"https://news.example/{number}",
            "date": str(FIRST_DAY + timedelta(days=number % DAYS)),
            "publisher": f"Gazette {number % 40}",
        }
        (folder / f"{number:06d}.json").write_text(json.dumps(told))


def _varied(texts: list[list[str]], chance: random.Random) -> list[str]:
    found = [chance.choice(texts)[0]]
    while sum(len(paragraph.split()) for paragraph in found) < WORDS:
        text = chance.choice(texts)
        start = chance.randrange(1, len(text))
        for paragraph in text[start : start + chance.randint(3, 9)]:
            found.append(DIGIT.sub(lambda _: str(chance.randint(2, 9)), paragraph))
    return found
