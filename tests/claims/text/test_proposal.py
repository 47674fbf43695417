"""A model is asked only on request, is sent no more than was told, and whatever it says is a query or nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from leadline.catalog import Catalog
from leadline.claims.metrics import METRICS
from leadline.claims.text.draft import Proposed
from leadline.claims.text.found import Found, found_in
from leadline.claims.text.proposal import Endpoint, propose, read, told
from leadline.errors import SourceError, UserError

GOOD = '{"metric": "lead_months", "args": {"leader": "US", "follower": "CN"}}'


def sentence() -> Found:
    """One of two, of which the other must not be sent."""
    return found_in("China trails by eight months. Nothing of this sentence, not 5 percent, leaves.", Catalog())[0]


@contextmanager
def server(content: str, status: int = 200, *, whole: bytes = b"") -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """An endpoint on this machine that answers with recorded words, and what it was asked."""
    asked: list[tuple[str, str, str]] = []
    answer = whole or json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append((self.path, self.headers.get("Authorization", ""), sent))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}/v1", asked
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_what_is_sent_is_what_was_told() -> None:
    found = sentence()
    with server(GOOD) as (url, asked):
        endpoint = Endpoint(url=url, model="m", key="secret")
        shown = told((found,), endpoint)
        assert asked == []
        proposed = propose(found, METRICS, endpoint)
    assert isinstance(proposed, Proposed)
    assert (proposed.query.metric, dict(proposed.query.args)) == ("lead_months", {"leader": "US", "follower": "CN"})
    ((path, key, sent),) = asked
    assert (path, key) == ("/v1/chat/completions", "Bearer secret")
    assert found.sentence.text in shown
    assert found.sentence.text in sent
    assert "Nothing of this sentence" not in sent + shown
    assert "secret" not in sent + shown


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("null", "proposes none"),
        ("The claim is true.", "expected a map"),
        ('{"metric": "truth", "args": {}}', "Unknown metric 'truth'"),
        ('{"metric": "lead_months", "args": {"leader": "US", "follower": "CN", "verdict": "holds"}}', "verdict"),
        ('{"metric": "lead_months", "args": {"leader": "Atlantis", "follower": "CN"}}', "Atlantis"),
        ('{"metric": "lead_months", "args": {"leader": "US"}}', "follower"),
        ('{"metric": "lead_months", "args": {"leader": {"a": 1}, "follower": "CN"}}', "leader"),
        ('{"metric": "lead_months", "args": {"leader": "US", "follower": "CN"}, "verdict": "holds"}', "verdict"),
        ("[" * 5_000, ""),
        ("!!python/object:os.system x", ""),
        ("&a [*a]", ""),
    ],
)
def test_what_is_no_query_is_refused_with_the_reason(content: str, why: str) -> None:
    answer = read(content, METRICS, "m")
    assert isinstance(answer, str)
    assert why in answer


def test_a_query_in_a_fence_is_one() -> None:
    assert isinstance(read(f"```json\n{GOOD}\n```", METRICS, "m"), Proposed)


@pytest.mark.parametrize(
    ("status", "whole", "why"),
    [
        (500, b"", "answered 500"),
        (302, b"", "answered 302"),
        (200, b"<html>", "another form"),
        (200, b'{"choices": []}', "another form"),
        (200, b"[" * 100_000, "another form"),
        (200, b" " * 300_000, "more than"),
    ],
)
def test_an_endpoint_that_fails(status: int, whole: bytes, why: str) -> None:
    with server(GOOD, status, whole=whole) as (url, _), pytest.raises(SourceError, match=why):
        propose(sentence(), METRICS, Endpoint(url=url, model="m"))


@pytest.mark.parametrize(
    "url", ["http://example.org/v1", "ftp://127.0.0.1/", "file:///etc/passwd", "", "http://10.0.0.1/v1"]
)
def test_nothing_goes_out_in_the_clear(url: str) -> None:
    with pytest.raises(UserError, match="endpoint with https"):
        propose(sentence(), METRICS, Endpoint(url=url, model="m"))
