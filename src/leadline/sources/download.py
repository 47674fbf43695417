"""The one way to fetch a publisher's file: politely, within limits, and with one kind of error.

Decisions:

- Addresses are `https`; plain `http` is for a server on this machine alone, where a test says so. So are addresses that
  are numbers of private networks: a publisher's redirect must not reach what stands behind the user's own door.
- Redirects are followed one by one, each held to the same rules, and no more than a few.
- `robots.txt` of each host is read once and honoured, its delay between requests too. A host without one (4xx) allows
  everything; one whose file cannot be read allows nothing, as RFC 9309 has it.
- A body is read in pieces and counted after unpacking: a bomb stops at the limit. Only gzip is asked for, and nothing
  else is taken, so that no packing hides in another.
- Tried again, with growing waits, is what may pass: a broken connection, 429 and 5xx (a short `Retry-After` is kept).
  What will not pass is said at once.
- One request at a time: so no host ever has two. A host that cannot be reached is not asked again in the same session.
- Without a network nobody waits for each host in turn: once several could not be reached and none has answered, no
  other is asked; and from the first of them on each is tried once.
"""

import ipaddress
import logging
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx2
import stamina

from leadline.errors import SourceError, SourceGone

NAME = "leadline"
CONTACT = "leadline@example.org"
"""Stands for the project's address until there is one; publishers who ask for an address ask for the user's own."""
MOST_REDIRECTS = 5
MOST_BYTES = 50_000_000
MOST_BYTES_OF_ROBOTS = 500_000
LONGEST_PAUSE = 30.0
"""Seconds between requests that a host may ask for, and that `Retry-After` may name."""
LONGEST_CONNECT = 10.0
"""Seconds in which a host must take up a connection; one that does not is not tried again."""
HOSTS_UNTIL_OFFLINE = 3
"""Unreachable hosts, none having answered, after which no other is asked."""
REDIRECTS = (301, 302, 303, 307, 308)

logging.getLogger("stamina").addHandler(logging.NullHandler())  # what is tried again is told in the end, not each time


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How to ask: who asks, how patiently, how often."""

    contact: str = CONTACT
    """Where a publisher can reach who asks."""
    timeout: float = 20.0
    """Seconds without a byte after which a connection is given up."""
    deadline: float = 180.0
    """Seconds that one file may take, however steadily it comes."""
    attempts: int = 4
    pause: float = 0.5
    """Seconds between two requests to one host, at least."""
    loopback: bool = False
    """Whether a server on this machine may be asked, without encryption: for tests."""

    @property
    def agent(self) -> str:
        """How requests name who asks."""
        return f"{NAME}/{version(NAME)} ({self.contact})"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a publisher called the state of a file, to ask later whether it is still the same."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one request."""

    url: str
    """Where the file came from in the end."""
    content: bytes | None
    """Null where the publisher says that the file is as it was."""
    stamp: Stamp


class Offline(SourceError):
    """No host has answered and several could not be reached: there is no network."""


class _Passing(SourceError):
    """A failure that may pass."""

    def __init__(self, message: str, wait: str = "") -> None:
        super().__init__(message)
        self.wait = float(wait) if wait.isdecimal() else 0.0


class Session:
    """Requests that share a client, what hosts allow, and when each was last asked."""

    def __init__(self, manner: Manner, client: httpx2.Client) -> None:
        self.manner = manner
        self._client = client
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}
        self._unreachable: dict[str, str] = {}
        self._answered = False

    def get(self, url: str, *, known: Stamp | None = None, most_bytes: int = MOST_BYTES) -> Answer:
        """The file at an address, or nothing where it is still as `known`; SourceError says why it cannot be had."""
        host = urlsplit(url).netloc
        self._require_reachable(url, host)
        attempts = self.manner.attempts if self._answered or not self._unreachable else 1
        try:
            for attempt in stamina.retry_context(
                on=_again, attempts=attempts, timeout=self.manner.deadline, wait_initial=0.5, wait_max=20
            ):
                with attempt:
                    return self._followed(url, known or Stamp(), most_bytes, robots=True)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                self._unreachable[host] = _reason(error)
            raise SourceError(
                f"{url} could not be fetched: {_reason(error)}. Look whether the address opens, and try again later."
            ) from error
        raise AssertionError("a retry either returns or raises")

    def _require_reachable(self, url: str, host: str) -> None:
        """Refuse what cannot be reached as far as this session knows."""
        if host in self._unreachable:
            raise SourceError(
                f"{url} was not asked for: {host} could not be reached before, {self._unreachable[host]}."
            )
        if len(self._unreachable) >= HOSTS_UNTIL_OFFLINE and not self._answered:
            raise Offline(
                f"{url} was not asked for: of {len(self._unreachable)} hosts before it none could be reached. Look "
                "whether this machine has a network, or take raw files from disk with 'leadline ingest --from DIR'."
            )

    def _followed(self, url: str, known: Stamp, most_bytes: int, *, robots: bool) -> Answer:
        asked, until = url, time.monotonic() + self.manner.deadline
        for _ in range(MOST_REDIRECTS + 1):
            self._admit(url)
            if robots:
                self._honour_robots(url)
            self._wait(url)
            with self._client.stream("GET", url, headers=_headers(known, self.manner)) as response:
                self._answered = True
                if response.status_code not in REDIRECTS or "location" not in response.headers:
                    return _answer(response, url, known, most_bytes, until)
                url = urljoin(url, response.headers["location"])
        raise SourceError(
            f"{asked} was redirected more than {MOST_REDIRECTS} times, at last to {url[:200]}. Look for its address."
        )

    def _admit(self, url: str) -> None:
        """Refuse an address that is not public and encrypted."""
        parts = urlsplit(url)
        own = self.manner.loopback and _is_loopback(parts.hostname or "")
        if own or (parts.scheme == "https" and parts.hostname and not _is_private(parts.hostname)):
            return
        raise SourceError(f"{url[:200]} is no public address with https. Correct it in the catalogue.")

    def _honour_robots(self, url: str) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        if not self._robots[site].can_fetch(self.manner.agent, url):
            raise SourceError(f"{site}/robots.txt does not let {NAME} fetch {url[:200]}. Get the file by hand.")

    def _read_robots(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            answer = self._followed(f"{site}/robots.txt", Stamp(), MOST_BYTES_OF_ROBOTS, robots=False)
            rules.parse((answer.content or b"").decode("utf-8", "replace").splitlines())
        except SourceGone:
            rules.parse([])
        return rules

    def _wait(self, url: str) -> None:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked_for = rules.crawl_delay(self.manner.agent) if rules else None
        pause = max(self.manner.pause, min(float(asked_for or 0), LONGEST_PAUSE))
        if parts.netloc in self._asked:
            time.sleep(max(0.0, self._asked[parts.netloc] + pause - time.monotonic()))
        self._asked[parts.netloc] = time.monotonic()


@contextmanager
def session(manner: Manner) -> Iterator[Session]:
    """A session, closed at the end."""
    timeout = httpx2.Timeout(manner.timeout, connect=min(manner.timeout, LONGEST_CONNECT))
    with httpx2.Client(timeout=timeout, follow_redirects=False) as client:
        yield Session(manner, client)


def _headers(known: Stamp, manner: Manner) -> dict[str, str]:
    headers = {"User-Agent": manner.agent, "Accept-Encoding": "gzip"}
    headers |= {"If-None-Match": known.etag} if known.etag else {}
    return headers | ({"If-Modified-Since": known.last_modified} if known.last_modified else {})


def _answer(response: httpx2.Response, url: str, known: Stamp, most_bytes: int, until: float) -> Answer:
    status, headers = response.status_code, response.headers
    if status == 304 and known != Stamp():
        return Answer(url=url, content=None, stamp=known)
    if status == 429 or status >= 500:
        raise _Passing(f"{url} answered {status}. Try again later.", headers.get("retry-after", ""))
    if status in (404, 410):
        raise SourceGone(
            f"{url} answered {status}: the publisher no longer has it there. What was read of it before stays; look "
            "for its new address."
        )
    if status != 200:
        raise SourceError(f"{url} answered {status}, where 200 was expected. Look whether the address opens.")
    stamp = Stamp(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))
    return Answer(url=url, content=b"".join(_pieces(response, url, most_bytes, until)), stamp=stamp)


def _pieces(response: httpx2.Response, url: str, most_bytes: int, until: float) -> Iterator[bytes]:
    """The body, unpacked, piece by piece and no more than the limit."""
    packing = response.headers.get("content-encoding", "identity").strip().casefold()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise SourceError(f"{url} came packed as {packing[:50]!r}, where gzip or nothing was asked for.")
    unpacked = zlib.decompressobj(31) if "gzip" in packing else None
    total = 0
    for piece in response.iter_raw():
        try:
            content = unpacked.decompress(piece, most_bytes + 1 - total) if unpacked else piece
        except zlib.error as error:
            raise _Passing(f"{url} came with damaged gzip ({error}). Try again later.") from error
        total += len(content)
        if total > most_bytes:
            raise SourceError(
                f"{url} has more than {most_bytes:,} bytes once unpacked; no more was read. If the file has grown, "
                "raise its limit in the catalogue."
            )
        if time.monotonic() > until:
            raise SourceError(f"{url} came too slowly: {total:,} bytes within the time for one file. Try again later.")
        yield content
    if unpacked and not unpacked.eof:
        raise _Passing(f"{url} broke off in the middle of gzip. Try again later.")


def _again(error: Exception) -> bool | float:
    """Whether to try again: yes, no, or after so many seconds."""
    if isinstance(error, _Passing):
        return min(error.wait, LONGEST_PAUSE) or True
    useless = httpx2.UnsupportedProtocol | httpx2.ConnectTimeout
    return isinstance(error, httpx2.TransportError) and not isinstance(error, useless)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_private(host: str) -> bool:
    """Whether a host is a number that is not public, or this machine.

    >>> _is_private("10.0.0.1"), _is_private("[::1]".strip("[]")), _is_private("epoch.ai")
    (True, True, False)
    """
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".internal", ".local"))
