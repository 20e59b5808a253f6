"""An S3 server on this machine: moto's, which speaks the protocol of the real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

ACCOUNT = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}


class Silent(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        pass


class S3:
    """The server, what it was asked, and a client."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []  # method and path
        self.refuses: Callable[[str, str], bool] = lambda _method, _path: False
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=Silent)
        self.address = f"http://127.0.0.1:{self._server.port}"
        self.environment = ACCOUNT | {"AWS_ENDPOINT_URL": self.address}
        self._buckets = 0

    @contextmanager
    def running(self) -> Iterator[S3]:
        thread = Thread(target=self._server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    @property
    def client(self) -> Any:
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
        return boto3.client("s3", endpoint_url=self.address, **keys)

    def bucket(self) -> str:
        """Makes a bucket; its name."""
        self._buckets += 1
        name = f"bucket-{self._buckets}"
        self.client.create_bucket(Bucket=name)
        return name

    def downloads(self, bucket: str) -> list[str]:
        """The objects of the bucket that were read since this was asked last."""
        found = [path for method, path in self.requests if method == "GET" and path.startswith(f"/{bucket}/")]
        self.requests.clear()
        return found

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.requests.append((method, path))
        if self.refuses(method, path):
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"]
        return self._app(environ, start_response)  # type: ignore[no-any-return]
