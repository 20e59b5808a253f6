"""Reads zip and tar archives member by member. Nothing is ever unpacked to a disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePosixPath
from struct import error as StructError  # noqa: N812
from zipfile import BadZipFile, ZipFile, ZipInfo

from transforms.articles.raw import BadRecord, UnreadableError
from transforms.readers.compressed import DAMAGE, unpacked
from transforms.readers.source import Record, Source

ENCRYPTED = 0x1
OFFICE = {"[Content_Types].xml", "mimetype"}  # the first members of .docx, .odt, .epub
MAX_HEADER = 2**20  # of a tar member's own header; only an attack needs more


def read_zip(source: Source) -> Iterator[Record]:
    """The members of a zip archive."""
    try:
        archive = ZipFile(BytesIO(source.content()))
        members = archive.infolist()
    except (*DAMAGE, ValueError, NotImplementedError, StructError) as error:
        raise _damaged("zip", error) from error
    if members and members[0].filename in OFFICE:
        raise UnreadableError("an office document or e-book: save it as text or HTML")
    for info in members:
        mark = f"!{info.filename}"
        if info.is_dir() or _is_litter(info.filename):
            continue
        if leads_out(info.filename):
            source.budget.add_member()
            yield BadRecord(source.path + mark, "its name leads out of the archive")
        elif info.flag_bits & ENCRYPTED:
            source.budget.add_member()
            yield BadRecord(source.path + mark, "encrypted: unpack it with its password")
        else:
            yield _zip_member(source, archive, info)


def _zip_member(source: Source, archive: ZipFile, info: ZipInfo) -> Record:
    mark = f"!{info.filename}"
    try:
        stream = unpacked(archive.open(info), lambda: info.compress_size, source.budget)
        modified_at = datetime(*info.date_time, tzinfo=UTC)
    except (*DAMAGE, ValueError, NotImplementedError, RuntimeError, StructError) as error:
        return BadRecord(source.path + mark, str(_damaged("zip", error)))
    return source.member(mark, info.filename, stream, modified_at=modified_at)


class _Header(tarfile.TarInfo):
    """A tar header whose own extensions are small: tarfile reads them into memory whatever their size."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        found = super().frombuf(buf, encoding, errors)
        if found.size > MAX_HEADER and found.type not in (*tarfile.REGULAR_TYPES, tarfile.DIRTYPE):
            raise tarfile.ReadError("header too large")
        return found


def read_tar(source: Source) -> Iterator[Record]:
    """The members of a tar archive, as they come."""
    try:
        with tarfile.open(fileobj=source, mode="r|", tarinfo=_Header) as archive:  # type: ignore[call-overload]
            for info in archive:
                archive.members.clear()  # it would remember every one
                if info.isdir() or _is_litter(info.name):
                    continue
                yield _tar_member(source, archive, info)
    except UnreadableError:
        raise
    except (tarfile.TarError, *DAMAGE, ValueError, IndexError, StructError) as error:
        raise _damaged("tar", error) from error


def _tar_member(source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Record:
    mark = f"!{info.name}"
    problem = ("its name leads out of the archive" if leads_out(info.name) else
               "a link, a device or a sparse file" if not info.isreg() or info.issparse() else None)  # fmt: skip
    stream = archive.extractfile(info) if problem is None else None
    if stream is None:
        source.budget.add_member()
        return BadRecord(source.path + mark, problem or "no file")
    modified_at = datetime.fromtimestamp(info.mtime, UTC) if 0 < info.mtime < 2**32 else None
    return source.member(mark, info.name, unpacked(stream, lambda: info.size, source.budget), modified_at=modified_at)


def leads_out(name: str) -> bool:
    """Whether the name of a member points out of its archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _is_litter(name: str) -> bool:
    """Hidden files, and what macOS puts beside every file."""
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _damaged(kind: str, error: Exception) -> UnreadableError:
    if isinstance(error, BadZipFile) and "encrypted" in str(error):
        return UnreadableError("encrypted: unpack it with its password")
    return UnreadableError(f"damaged or cut short {kind} archive ({error}): copy it again")
