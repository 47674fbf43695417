"""A publisher on this machine: answers that a test lays down, requests that it can look at, and ways to misbehave."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Reply:
    """What one address answers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tagged: bool = True
    """Whether the state of the file is told, and asked for."""
    misbehave: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Sends the answer in another way."""


@dataclass
class Publisher:
    """Answers by path, and what was asked."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    """Several answers to one path are given one after the other, the last one from then on."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def lay(self, path: str, *replies: Reply | bytes) -> str:
        """Lay down what a path answers; its whole address."""
        self.replies[path] = [Reply(body=one) if isinstance(one, bytes) else one for one in replies]
        return self.address + path

    def asked_for(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who hung up: that is what the tests are about."""


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A publisher that answers until the end of the block."""
    told = Publisher()
    server = _Server(("127.0.0.1", 0), _handler(told))
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(told: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            told.asked.append((self.path, {name.casefold(): value for name, value in self.headers.items()}))
            replies = told.replies.get(self.path)
            if not replies:
                return _send(self, Reply(status=404))
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            if reply.misbehave:
                self.close_connection = True
                return reply.misbehave(self)
            return _send(self, reply)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    tag = f'"{sha256(reply.body).hexdigest()[:16]}"'
    if reply.tagged and reply.status == 200 and handler.headers.get("If-None-Match") == tag:
        reply = Reply(status=304)
    handler.send_response(reply.status)
    if reply.tagged and reply.status == 200:
        handler.send_header("ETag", tag)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


def stamped(body: bytes, instant: float) -> Reply:
    """A file that is told to be of an instant, in seconds since 1970."""
    return Reply(body=body, headers={"Last-Modified": formatdate(instant, usegmt=True)})


def packed(body: bytes) -> Reply:
    """A file that comes as gzip."""
    return Reply(body=gzip.compress(body), headers={"Content-Encoding": "gzip"}, tagged=False)


def broken(body: bytes) -> Reply:
    """A file of which half comes before the connection ends."""

    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])

    return Reply(misbehave=half)


def slow(body: bytes, pause: float, pieces: int) -> Reply:
    """A file that comes in pieces with a pause after each."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        size = len(body) // pieces + 1
        try:
            for start in range(0, len(body), size):
                handler.wfile.write(body[start : start + size])
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            return  # whoever asked has gone

    return Reply(misbehave=drip)
