"""Mends UTF-8 that was read as another encoding somewhere on its way (â€œ for a quotation mark), only where that is certain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ftfy import fix_encoding
from ftfy.badness import badness, is_bad

from transforms.articles.raw import RawArticle

NOTE = "mojibake mended"
LONGEST = 100_000  # characters of a line that are looked at: ftfy's time grows with them


def mended(article: RawArticle) -> RawArticle:
    """The article with its words mended, and a note where anything was."""
    told = {name: value for name in ("body", "title", "byline", "publisher") if (value := getattr(article, name))}
    found: dict[str, Any] = {name: "\n".join(map(_line, value.split("\n"))) for name, value in told.items()}
    if found == told:
        return article
    return replace(article, **found, notes=(*article.notes, NOTE))


def _line(line: str) -> str:
    """The line as it was written; as it is where the mended one would not be wholly sound."""
    if len(line) > LONGEST or line.isascii() or not is_bad(line):
        return line
    found = fix_encoding(line)
    return found if badness(found) == 0 else line
