"""Who gets alerts, on this machine: a web server that keeps what is posted to it, and a mail server that keeps its mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class _Post(BaseHTTPRequestHandler):
    received: ClassVar[list[str]]

    def do_POST(self) -> None:
        self.received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        pass


class _Mail(socketserver.StreamRequestHandler):
    """Just enough of SMTP (RFC 5321) to take mail, with AUTH PLAIN."""

    received: ClassVar[list[str]]

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            match line[:4].upper():
                case b"EHLO":
                    self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
                case b"AUTH":
                    self.wfile.write(b"235 welcome\r\n")
                case b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    self.received.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                    self.wfile.write(b"250 taken\r\n")
                case b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                case _:
                    self.wfile.write(b"250 fine\r\n")


@contextmanager
def web_receiver() -> Iterator[tuple[int, list[str]]]:
    """Its port, and the bodies that it got so far."""
    received: list[str] = []
    handler = type("Post", (_Post,), {"received": received})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, _serving(server):
        yield server.server_address[1], received


@contextmanager
def mail_receiver() -> Iterator[tuple[int, list[str]]]:
    """Its port, and the messages that it got so far."""
    received: list[str] = []
    handler = type("Mail", (_Mail,), {"received": received})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server, _serving(server):
        yield server.server_address[1], received


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
