"""A document on its way through the readers: a file, or a member of one, as a stream that is bounded by the limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BufferedIOBase, BufferedReader, BytesIO

from transforms.articles.raw import BadRecord, FileLimitError, Limits, RawArticle, UnreadableError

HEAD_BYTES = 4096  # what tells the kind of a document; a tar file says it at byte 257


@dataclass(slots=True)
class Budget:
    """What one file may still take, all its members together."""

    limits: Limits
    unpacked_bytes: int = 0
    members: int = 0

    def unpack(self, count: int) -> None:
        """Counts unpacked bytes. Raises FileLimitError beyond the limit."""
        self.unpacked_bytes += count
        if self.unpacked_bytes > self.limits.unpacked_bytes:
            raise FileLimitError(
                f"unpacks to more than {self.limits.unpacked_bytes:,} bytes: split it, or raise TRADEWIRE_MAX_UNPACKED_BYTES"
            )

    def add_member(self) -> None:
        """Counts a record or a member. Raises FileLimitError beyond the limit."""
        self.members += 1
        if self.members > self.limits.members:
            raise FileLimitError(f"more than {self.limits.members:,} records: split it, or raise TRADEWIRE_MAX_MEMBERS")


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is not read yet. `path` is its source_path, `name` what it is called where it lies."""

    path: str
    name: str
    stream: BufferedReader | BytesIO | BufferedIOBase
    budget: Budget
    modified_at: datetime | None = None
    url: str | None = None  # where the container says that it came from
    charset: str | None = None  # what the container says of its encoding
    depth: int = 0
    taken: bytearray = field(default_factory=bytearray)  # read ahead to tell the kind

    @property
    def limits(self) -> Limits:
        return self.budget.limits

    def head(self) -> bytes:
        """The first bytes, which stay to be read."""
        if not self.taken:
            self.taken.extend(self.stream.read(HEAD_BYTES))
        return bytes(self.taken)

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer than asked for at the end only."""
        ahead = bytes(self.taken if size < 0 else self.taken[:size])
        del self.taken[: len(ahead)]
        if len(ahead) == size:
            return ahead
        return ahead + self.stream.read(-1 if size < 0 else size - len(ahead))

    def content(self) -> bytes:
        """Everything. Raises UnreadableError where that is more than a document may be."""
        content = self.read(self.limits.document_bytes + 1)
        if len(content) > self.limits.document_bytes:
            raise UnreadableError(
                f"larger than {self.limits.document_bytes:,} bytes: split it into smaller files, or raise TRADEWIRE_MAX_DOCUMENT_BYTES"
            )
        return content

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends, each no longer than a document may be."""
        buffer = b""
        while chunk := self.read(65_536):
            *whole, buffer = (buffer + chunk).split(b"\n")
            yield from (line + b"\n" for line in whole)
            if len(buffer) > self.limits.document_bytes:
                raise FileLimitError(f"a line of more than {self.limits.document_bytes:,} bytes")
        if buffer:
            yield buffer

    def member(self, mark: str, name: str, content: bytes | BufferedReader, **fields: object) -> Source:
        """A document inside this one. `mark` is what its path has more. Raises FileLimitError where there are too many."""
        self.budget.add_member()
        stream = BytesIO(content) if isinstance(content, bytes) else content
        return replace(
            self,
            path=self.path + mark,
            name=name,
            stream=stream,
            depth=self.depth + 1,
            taken=bytearray(),
            **fields,  # type: ignore[arg-type]
        )


Record = RawArticle | BadRecord | Source
