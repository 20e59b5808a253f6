"""What reading gives: articles as their files have them, records that hold none, and the limits of what is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class UnreadableError(ValueError):
    """The file, or one record of it, holds no article; the message says why and what to do."""


class FileLimitError(UnreadableError):
    """The file as a whole is more than the limits allow: nothing more of it is read."""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its file gives it: nothing but the title and the body is sure to be there."""

    source_path: str
    body: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None
    file_path: str | None = None  # the file that holds the record, where that is a container
    modified_at: datetime | None = None  # what the container says of its member: dates it where nothing else does
    is_plain: bool = False  # plain text, whose first line may be its title
    notes: tuple[str, ...] = ()  # what was not simply read: fields left over, characters mended


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record of a container, or a whole file, that could not be read; the others can."""

    source_path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken before a file counts as broken or hostile."""

    file_bytes: int = 2 * 2**30  # of a file in the landing folder: a crawl of a day is about one GiB
    document_bytes: int = 32 * 2**20  # of one document, unpacked: what is held in memory at once
    unpacked_bytes: int = 16 * 2**30  # of everything in one file, unpacked
    ratio: int = 200  # of unpacked to packed bytes; gzip packs text about 4:1, a bomb 1,000:1 and more
    members: int = 100_000  # records and members of one file
    nesting: int = 5  # containers in containers
    characters: int = 400_000  # of one article; spaCy needs about 1 GB for 1,000,000


DEFAULT_LIMITS = Limits()
