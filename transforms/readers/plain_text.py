"""Reads plain text and Markdown, with the YAML front matter that may stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from transforms.articles.raw import RawArticle, UnreadableError
from transforms.readers.decoding import decode
from transforms.readers.fields import from_fields
from transforms.readers.source import Source

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def read_text(source: Source) -> Iterator[RawArticle]:
    """The one article of a text."""
    text, notes = decode(source.content(), source.charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT_MATTER.match(text)
    fields = _fields(front.group(1)) if front else None
    if front and fields is not None:
        article = from_fields(source, source.path, {**fields, "body": text[front.end() :] or " "})
    else:
        article = RawArticle(source.path, text)
    yield replace(article, is_plain=True, notes=(*notes, *article.notes))


def _fields(front: str) -> dict[str, Any] | None:
    """The fields; None where the lines between two rules are no mapping but part of the text."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(front)):  # a few can stand for billions of words
            raise UnreadableError("front matter with aliases: write the values out")
        loaded = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"front matter is not YAML: {' '.join(str(error).split())[:200]}") from error
    return {str(name): value for name, value in loaded.items()} if isinstance(loaded, dict) else None
