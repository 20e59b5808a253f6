"""Reads e-mails and mailboxes: a newsletter or a wire by mail is an article, what is attached is read as files are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from transforms.articles.raw import BadRecord, RawArticle, UnreadableError
from transforms.readers.decoding import decode
from transforms.readers.fragments import fragment_text
from transforms.readers.source import Record, Source

MALFORMED = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)  # what the library lets through


def read_mail(source: Source) -> Iterator[Record]:
    """The article of an e-mail, and its attachments."""
    yield from _mail(source, source.path, source.content())


def read_mailbox(source: Source) -> Iterator[Record]:
    """The e-mails of a mailbox, in which each begins with a line "From …" behind a blank one."""
    n, size, blank = 0, 0, True
    lines: list[bytes] = []
    for line in source.lines():
        if blank and line.startswith(b"From ") and lines:
            n += 1
            yield from _numbered(source, n, lines)
            lines, size = [], 0
        elif not (not lines and line.startswith(b"From ")):
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        if size > source.limits.document_bytes:
            raise UnreadableError(f"an e-mail of more than {source.limits.document_bytes:,} bytes")
        blank = not line.strip()
    if lines:
        yield from _numbered(source, n + 1, lines)


def _numbered(source: Source, n: int, lines: list[bytes]) -> Iterator[Record]:
    source.budget.add_member()
    path = f"{source.path}#{n}"
    try:
        yield from _mail(source, path, b"".join(lines))
    except UnreadableError as error:
        yield BadRecord(path, str(error))


def _mail(source: Source, path: str, content: bytes) -> Iterator[Record]:
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        parts = list(_parts(message))
        body, notes = _body(parts)
        attached = [(name, _payload(part)) for part in parts if (name := part.get_filename() or _forwarded(part))]
        article = _article(path, message, body, notes)
    except UnreadableError:
        raise
    except MALFORMED as error:
        raise UnreadableError(f"malformed e-mail ({type(error).__name__})") from error
    if body.strip():
        yield article
    elif not attached:
        raise UnreadableError("no text in the e-mail")
    for name, payload in attached:
        member = source.member(f"!{name}", name, payload)
        yield replace(member, path=f"{path}!{name}")


def _parts(message: Message) -> Iterator[Message]:
    """What the mail holds: its texts and attachments, and mails forwarded in it as a whole."""
    payload = message.get_payload()
    if not isinstance(payload, list) or _forwarded(message):
        yield message
        return
    for part in payload:
        if isinstance(part, Message):
            yield from _parts(part)


def _forwarded(part: Message) -> str | None:
    return "forwarded.eml" if part.get_content_type() == "message/rfc822" and part.is_multipart() else None


def _article(path: str, message: Message, body: str, notes: tuple[str, ...]) -> RawArticle:
    name, address = parseaddr(_header(message, "From") or "")
    link = (_header(message, "Archived-At") or "").strip("<> ")
    return RawArticle(
        path,
        body,
        id=(_header(message, "Message-ID") or "").strip("<> ") or None,
        url=link if link.startswith("http") else None,
        title=_header(message, "Subject"),
        published_at=_header(message, "Date"),
        publisher=name or address or None,
        language=_header(message, "Content-Language"),
        notes=notes,
    )


def _header(message: Message, name: str) -> str | None:
    value = message[name]
    return " ".join(str(make_header(decode_header(str(value)))).split()) or None if value is not None else None


def _body(parts: list[Message]) -> tuple[str, tuple[str, ...]]:
    """The plain text, or where there is none the HTML."""
    shown = [part for part in parts if not part.get_filename() and part.get_content_maintype() == "text"]
    for subtype in ("plain", "html"):
        for part in shown:
            if part.get_content_subtype() == subtype:
                text, notes = decode(_payload(part), part.get_content_charset())
                if text.strip():
                    return fragment_text(text) if subtype == "html" else text.replace("\r\n", "\n"), notes
    return "", ()


def _payload(part: Message) -> bytes:
    if _forwarded(part):
        return b"".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Message))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
