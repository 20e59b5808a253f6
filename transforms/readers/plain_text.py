"""Reads plain text and Markdown, with the front matter in YAML or TOML that may stand before it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import yaml
from markdown_it import MarkdownIt

from transforms.articles.raw import RawArticle, UnreadableError
from transforms.readers.decoding import decode
from transforms.readers.fields import from_fields
from transforms.readers.fragments import fragment_text
from transforms.readers.kinds import MARKDOWN
from transforms.readers.source import Source

FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)


def read_text(source: Source) -> Iterator[RawArticle]:
    """The one article of a text."""
    text, notes = decode(source.content(), source.charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT_MATTER.match(text)
    fields = _fields(front) if front else None
    body = text[front.end() :] if front and fields is not None else text
    if source.name.lower().endswith(MARKDOWN):
        body = _without_marks(body) if len(body) <= source.limits.characters else body  # too long to be taken
    article = RawArticle(source.path, body) if fields is None else from_fields(source, source.path, {**fields, "body": body or " "})
    yield replace(article, is_plain=True, notes=(*notes, *article.notes))


def _without_marks(markdown: str) -> str:
    """The words alone, a blank line between paragraphs; line ends stay, and HTML is read as HTML."""
    return fragment_text(_markdown().render(markdown))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])


def _fields(matter: re.Match[str]) -> dict[str, Any] | None:
    """The fields; None where the lines between two rules are no mapping but part of the text."""
    rule, front = matter.groups()
    if rule == "+++":
        try:
            return tomllib.loads(front)
        except ValueError as error:
            raise UnreadableError(f"front matter is not TOML: {' '.join(str(error).split())[:200]}") from error
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(front)):  # a few can stand for billions of words
            raise UnreadableError("front matter with aliases: write the values out")
        loaded = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"front matter is not YAML: {' '.join(str(error).split())[:200]}") from error
    return {str(name): value for name, value in loaded.items()} if isinstance(loaded, dict) else None
