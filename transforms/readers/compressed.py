"""Unpacks gz, zst, bz2 and xz as streams: a bomb is stopped at the limits, before it fills the memory."""

from __future__ import annotations

import gzip
import lzma
import zlib
from bz2 import BZ2Decompressor
from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from tarfile import TarError
from typing import Protocol
from zipfile import BadZipFile

import pyarrow as pa

from transforms.articles.raw import UnreadableError
from transforms.readers.source import Budget, Source

CHUNK = 65_536
FREE_BYTES = 2**20  # so little harms nobody, whatever it was packed from
XZ_MEMORY = 128 * 2**20  # of its dictionary; `xz -9` needs 65 MiB
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, BadZipFile, TarError)


class Readable(Protocol):
    """What gives bytes: at most `size`, none at the end."""

    def read(self, size: int = -1, /) -> bytes: ...


class Counted(RawIOBase):
    """Counts what is read from a source: how much of the packed bytes the unpacked ones came from."""

    def __init__(self, source: Readable) -> None:
        self.source, self.count = source, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found = self.source.read(size)
        self.count += len(found)
        return found


class Unpacked(RawIOBase):
    """Unpacked bytes within the limits. Damage and bombs are told as UnreadableError."""

    def __init__(self, unpacker: Readable, packed: Callable[[], int], budget: Budget) -> None:
        self.unpacker, self.packed, self.budget, self.count = unpacker, packed, budget, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            found = self.unpacker.read(len(buffer))
        except DAMAGE as error:
            raise UnreadableError(f"damaged or cut short ({error}): copy it again") from error
        buffer[: len(found)] = found
        self.count += len(found)
        self.budget.unpack(len(found))
        if self.count > max(FREE_BYTES, self.budget.limits.ratio * self.packed()):
            raise UnreadableError(f"unpacks to more than {self.budget.limits.ratio} times its size, as only a bomb does")
        return len(found)


class Streams:
    """The bytes of the bz2 or xz streams that follow each other in a file."""

    def __init__(self, packed: Readable, new: Callable[[], BZ2Decompressor | lzma.LZMADecompressor]) -> None:
        self.packed, self.new, self.unpacker = packed, new, new()

    def read(self, size: int = CHUNK) -> bytes:
        while True:
            more = b""
            if self.unpacker.eof:
                more = self.unpacker.unused_data or self.packed.read(CHUNK)
                if not more.strip(b"\0"):  # the padding that may follow
                    return b""
                self.unpacker = self.new()
            elif self.unpacker.needs_input and not (more := self.packed.read(CHUNK)):
                raise EOFError("the end is missing")
            if found := self.unpacker.decompress(more, size):
                return found


UNPACKERS: dict[str, Callable[[Counted], Readable]] = {
    "gz": lambda packed: gzip.GzipFile(fileobj=packed, mode="rb"),
    "zst": lambda packed: pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd"),
    "bz2": lambda packed: Streams(packed, BZ2Decompressor),
    "xz": lambda packed: Streams(packed, lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY)),
}


def unpacked(unpacker: Readable, packed: Callable[[], int], budget: Budget) -> BufferedReader:
    """The unpacked bytes as a bounded stream."""
    return BufferedReader(Unpacked(unpacker, packed, budget), CHUNK)


def read_compressed(source: Source, kind: str) -> Iterator[Source]:
    """The one document that is packed: it keeps the path, and its name without the ending."""
    packed = Counted(source)
    stream = unpacked(UNPACKERS[kind](packed), lambda: packed.count, source.budget)
    name = PurePosixPath(source.name)
    inner = name.with_suffix(".tar" if name.suffix.lower() in (".tgz", ".tbz", ".txz") else "") if name.suffix else name
    yield source.member("", str(inner), stream)
