"""Fetching, against a publisher on this machine that misbehaves in every way that was thought of."""

import gzip

import pytest

from leadline.errors import SourceError, SourceGone
from leadline.sources.download import Manner, Offline, Session, Stamp, session
from tests.update.server import Publisher, Reply, broken, packed, slow


def test_a_file_comes_with_its_stamp_and_is_asked_for_with_it(site: Publisher, fetcher: Session) -> None:
    url = site.lay("/a.json", b'{"a": 1}')
    first = fetcher.get(url)
    assert first.content == b'{"a": 1}'
    again = fetcher.get(url, known=first.stamp)
    assert again.content is None
    assert again.stamp == first.stamp
    asked = site.asked_for("/a.json")
    assert asked[0]["user-agent"].startswith("leadline/")
    assert "test@example.org" in asked[0]["user-agent"]
    assert asked[1]["if-none-match"] == first.stamp.etag


def test_a_changed_file_comes_whole(site: Publisher, fetcher: Session) -> None:
    url = site.lay("/a.json", b"old", b"new")
    first = fetcher.get(url)
    assert fetcher.get(url, known=first.stamp).content == b"new"


def test_gzip_is_unpacked_and_a_bomb_stops_at_the_limit(site: Publisher, fetcher: Session) -> None:
    assert fetcher.get(site.lay("/packed", packed(b"text " * 1000))).content == b"text " * 1000
    bomb = packed(b"\0" * 30_000_000)
    assert len(bomb.body) < 40_000
    with pytest.raises(SourceError, match="more than 1,000,000 bytes once unpacked"):
        fetcher.get(site.lay("/bomb", bomb), most_bytes=1_000_000)
    assert len(site.asked_for("/bomb")) == 1


def test_a_huge_file_stops_at_the_limit(site: Publisher, fetcher: Session) -> None:
    with pytest.raises(SourceError, match="more than 1,000 bytes"):
        fetcher.get(site.lay("/huge", b"x" * 1001), most_bytes=1000)
    assert fetcher.get(site.lay("/just", b"x" * 1000), most_bytes=1000).content == b"x" * 1000


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "deflate"])
def test_a_packing_that_nobody_asked_for_is_refused(site: Publisher, fetcher: Session, encoding: str) -> None:
    twice = gzip.compress(gzip.compress(b"a"))
    with pytest.raises(SourceError, match="gzip or nothing"):
        fetcher.get(site.lay("/odd", Reply(body=twice, headers={"Content-Encoding": encoding})))


def test_gzip_that_breaks_off_is_no_file(site: Publisher, fetcher: Session) -> None:
    half = Reply(body=gzip.compress(b"a" * 9999)[:20], headers={"Content-Encoding": "gzip"}, tagged=False)
    with pytest.raises(SourceError, match="middle of gzip"):
        fetcher.get(site.lay("/half", half))
    assert len(site.asked_for("/half")) == 3


def test_what_may_pass_is_tried_again(site: Publisher, fetcher: Session) -> None:
    url = site.lay("/busy", Reply(status=503), Reply(status=429, headers={"Retry-After": "1"}), b"there")
    assert fetcher.get(url).content == b"there"
    assert fetcher.get(site.lay("/once", broken(b"0123456789"), b"whole")).content == b"whole"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=500), "answered 500"),
        (broken(b"0123456789" * 100), "could not be fetched"),
        (slow(b"0123456789" * 10, pause=1.0, pieces=2), "could not be fetched: ReadTimeout"),
        (Reply(status=206, body=b"part"), "where 200 was expected"),
        (Reply(status=403), "answered 403"),
        (Reply(status=304), "answered 304"),
    ],
)
def test_what_does_not_pass_is_said(site: Publisher, fetcher: Session, reply: Reply, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        fetcher.get(site.lay("/bad", reply))


def test_a_steady_drip_ends_at_the_deadline(site: Publisher, fetcher: Session) -> None:
    with pytest.raises(SourceError, match="came too slowly"):
        fetcher.get(site.lay("/drip", slow(b"x" * 200, pause=0.2, pieces=50)))


def test_a_file_that_is_gone_is_told_apart(site: Publisher, fetcher: Session) -> None:
    for status in (404, 410):
        with pytest.raises(SourceGone, match=str(status)):
            fetcher.get(site.lay("/gone", Reply(status=status)))


def test_redirects_are_followed_a_few_times(site: Publisher, fetcher: Session) -> None:
    site.lay("/new", b"here")
    old = site.lay("/old", Reply(status=301, headers={"Location": "/new"}))
    assert fetcher.get(old).content == b"here"
    assert fetcher.get(old).url.endswith("/new")
    circle = site.lay("/circle", Reply(status=302, headers={"Location": "/circle"}))
    with pytest.raises(SourceError, match="redirected more than 5 times"):
        fetcher.get(circle)


@pytest.mark.parametrize(
    "target",
    ["http://epoch.ai/x", "https://10.0.0.1/x", "https://169.254.169.254/x", "file:///etc/passwd", "ftp://a/b"],
)
def test_a_redirect_leads_nowhere_private_or_open(site: Publisher, fetcher: Session, target: str) -> None:
    with pytest.raises(SourceError, match="no public address"):
        fetcher.get(site.lay("/lure", Reply(status=302, headers={"Location": target})))


def test_plain_http_is_for_tests_alone(site: Publisher) -> None:
    url = site.lay("/a", b"a")
    with session(Manner()) as strict, pytest.raises(SourceError, match="no public address with https"):
        strict.get(url)
    assert site.asked == []


def test_robots_are_honoured_and_read_once(site: Publisher, fetcher: Session) -> None:
    site.lay("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    assert fetcher.get(site.lay("/open", b"a")).content == b"a"
    with pytest.raises(SourceError, match=r"robots\.txt does not let"):
        fetcher.get(site.lay("/private/x", b"a"))
    assert len(site.asked_for("/robots.txt")) == 1
    assert site.asked_for("/private/x") == []


def test_robots_that_cannot_be_read_allow_nothing(site: Publisher, fetcher: Session) -> None:
    site.lay("/robots.txt", Reply(status=503))
    with pytest.raises(SourceError, match=r"robots\.txt answered 503"):
        fetcher.get(site.lay("/open", b"a"))
    assert site.asked_for("/open") == []


def test_a_host_that_cannot_be_reached_is_asked_once(fetcher: Session) -> None:
    with pytest.raises(SourceError, match="could not be fetched: ConnectError"):
        fetcher.get("http://127.0.0.1:9/a")
    with pytest.raises(SourceError, match="could not be reached before"):
        fetcher.get("http://127.0.0.1:9/b")


def test_a_stamp_without_anything_asks_for_the_file(site: Publisher, fetcher: Session) -> None:
    fetcher.get(site.lay("/a", b"a"), known=Stamp())
    assert "if-none-match" not in site.asked_for("/a")[0]


def test_without_a_network_few_hosts_are_asked_and_the_rest_is_told_at_once(fetcher: Session) -> None:
    for number in range(1, 4):
        with pytest.raises(SourceError, match="could not be fetched"):
            fetcher.get(f"http://127.0.0.{number}:9/a")
    with pytest.raises(Offline, match="of 3 hosts before it none could be reached"):
        fetcher.get("http://127.0.0.4:9/a")


def test_hosts_that_cannot_be_reached_are_no_missing_network_once_one_has_answered(
    site: Publisher, fetcher: Session
) -> None:
    fetcher.get(site.lay("/a", b"a"))
    for number in range(2, 6):
        with pytest.raises(SourceError, match="could not be fetched"):
            fetcher.get(f"http://127.0.0.{number}:9/a")
