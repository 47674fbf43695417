"""Keeping current: what publishers have becomes vintages, and nothing else happens to the store."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from leadline.catalog import Catalog
from leadline.catalog.live import Live
from leadline.cli import run
from leadline.errors import StoreError
from leadline.ingest import update as module
from leadline.ingest.update import Updated, asking, update
from leadline.model import Document, Observation, Rate
from leadline.sources.download import CONTACT, Manner, Session
from leadline.store import manifest
from leadline.store.store import Store
from leadline.store.verify import verify
from tests.update import payloads
from tests.update.conftest import QUICK
from tests.update.server import Publisher, Reply, broken, packed, slow, stamped

DAY = date(2026, 11, 24)
NEXT = DAY + timedelta(days=1)
LIST = "/models.dev/api.json"
Run = Callable[..., Updated]


@pytest.fixture
def once(lives: dict[str, Live], store: Store, fetcher: Session) -> Run:
    """One source updated on a day."""

    def run_one(source: str, day: date = DAY, *, accept: bool = False) -> Updated:
        return update(lives[source], store, fetcher, day, accept=accept)

    return run_one


def test_a_new_file_becomes_a_vintage_and_the_same_file_none(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list())
    first = once("models_dev")
    assert (first.state, first.key, first.rows) == ("new vintage", f"models_dev@{DAY}/r1", 40)
    assert store.as_of(DAY).rows(Rate)
    again = once("models_dev", NEXT)
    assert again.state == "unchanged"
    assert site.asked_for(LIST)[-1]["if-none-match"]
    assert len(store.entries) == 1


def test_the_same_bytes_make_no_vintage_without_a_stamp_either(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, Reply(body=payloads.price_list(), tagged=False))
    assert once("models_dev").state == "new vintage"
    assert once("models_dev", NEXT).state == "unchanged"
    assert len(store.entries) == 1


def test_raw_bytes_are_kept_as_they_came(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, packed(payloads.price_list()))
    once("models_dev")
    kept = store.roots[-1] / "raw" / "models_dev" / str(DAY) / "api.json"
    assert kept.read_bytes() == payloads.price_list()
    assert store.entries[0].snapshot.url.endswith(LIST)
    assert store.entries[0].snapshot.licence == "MIT"
    assert not (store.roots[-1] / "incoming" / "models_dev").exists()
    assert verify(store) == 2


def test_other_bytes_on_the_same_day_wait_for_the_next(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list(), payloads.price_list(models=21))
    once("models_dev")
    held = once("models_dev")
    assert held.state == "waiting"
    assert not held.faulty
    assert once("models_dev", NEXT).state == "new vintage"
    assert [entry.snapshot.vintage for entry in store.entries] == [DAY, NEXT]


def test_a_day_before_the_last_vintage_is_refused(site: Publisher, once: Run) -> None:
    site.lay(LIST, payloads.price_list(), payloads.price_list(models=21))
    once("models_dev", NEXT)
    found = once("models_dev", DAY)
    assert found.state == "failed"
    assert "later than" in found.detail


def test_a_memory_that_is_damaged_costs_a_download_only(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    memory = store.roots[-1] / "fetched" / "models_dev.json"
    for content in (b"{", b"[]", b'{"api.json": 3}', b'{"api.json": {"x": 1}}'):
        memory.write_bytes(content)
        assert once("models_dev", NEXT).state == "unchanged"
        assert "if-none-match" not in site.asked_for(LIST)[-1]


def test_a_stamp_is_used_only_where_its_bytes_are_kept(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    (store.roots[-1] / "raw" / "models_dev" / str(DAY) / "api.json").unlink()
    once("models_dev", NEXT)
    assert "if-none-match" not in site.asked_for(LIST)[-1]


# What is unlikely.


def test_prices_a_thousand_times_as_high_are_refused_unless_accepted(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list(), payloads.price_list(factor=1000))
    once("models_dev")
    refused = once("models_dev", NEXT)
    assert refused.state == "refused"
    assert "20 of 20 values of input (USD a mtok) moved a hundredfold or more" in refused.detail
    assert len(store.entries) == 1
    assert (store.roots[-1] / "incoming" / "models_dev" / "api.json").exists()
    taken = once("models_dev", NEXT, accept=True)
    assert taken.state == "new vintage"
    assert "accepted" in taken.detail


def test_a_list_that_shrank_is_refused(site: Publisher, store: Store, once: Run) -> None:
    site.lay(LIST, payloads.price_list(), payloads.price_list(models=9))
    once("models_dev")
    refused = once("models_dev", NEXT)
    assert refused.state == "refused"
    assert "shrank from 40 to 18 rows" in refused.detail
    assert "11 are gone" in refused.detail
    assert store.as_of(NEXT).vintage("models_dev") == DAY


def test_a_file_that_is_older_than_the_kept_one_is_refused(site: Publisher, once: Run) -> None:
    newer, older = payloads.price_list(models=21), payloads.price_list()
    site.lay(LIST, stamped(newer, 1_790_000_000), stamped(older, 1_780_000_000))
    once("models_dev")
    refused = once("models_dev", NEXT)
    assert refused.state == "refused"
    assert "an older file was put back" in refused.detail
    assert once("models_dev", NEXT, accept=True).state == "new vintage"


def test_a_file_that_was_put_back_is_told(site: Publisher, once: Run) -> None:
    a, b = payloads.price_list(), payloads.price_list(models=21)
    site.lay(LIST, a, b, a)
    once("models_dev", DAY)
    once("models_dev", NEXT)
    assert f"those of {DAY} again" in once("models_dev", NEXT + timedelta(days=1)).detail


# What publishers send instead.


@pytest.mark.parametrize(
    ("reply", "state", "reason"),
    [
        (Reply(body=b"<!DOCTYPE html><html><body>Sign in</body></html>"), "refused", "a web page came"),
        (Reply(body=b""), "refused", "nothing came"),
        (Reply(body=b'{"openai": {"id": "openai", "mod'), "refused", "is no JSON"),
        (Reply(body=b'{"message": "rate limited"}'), "refused", "models_dev@"),
        (Reply(body=b"\xff\xfe\x00"), "refused", "UTF-8"),
        (Reply(status=404), "gone", "no longer has it"),
        (Reply(status=410), "gone", "no longer has it"),
        (Reply(status=500), "failed", "answered 500"),
        (Reply(status=401), "failed", "answered 401"),
        (Reply(status=302, headers={"Location": LIST}), "failed", "redirected more than"),
        (packed(b" " * 60_000_000), "failed", "once unpacked"),
        (broken(payloads.price_list()), "failed", "could not be fetched"),
        (slow(payloads.price_list(), pause=1.0, pieces=2), "failed", "ReadTimeout"),
    ],
)
def test_whatever_comes_instead_is_told_and_nothing_is_lost(
    site: Publisher, store: Store, once: Run, reply: Reply, state: str, reason: str
) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    site.lay(LIST, reply)
    found = once("models_dev", NEXT)
    assert (found.state, found.faulty) == (state, True)
    assert reason in found.detail
    assert store.as_of(NEXT).vintage("models_dev") == DAY
    assert verify(store) == 2
    site.lay(LIST, payloads.price_list(models=21))
    assert once("models_dev", NEXT).state == "new vintage"


def test_a_reader_that_stops_at_something_unforeseen_stops_no_other(
    site: Publisher, once: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(snapshot: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("leadline.sources.models_dev.read", stops)
    site.lay(LIST, payloads.price_list())
    found = once("models_dev")
    assert found.state == "failed"
    assert "KeyError" in found.detail


# Publishers with ways of their own.


def register(site: Publisher, *pages: bytes) -> None:
    site.lay("/www.federalregister.gov/api/v1/documents.json", pages[0])
    for number, page in enumerate(pages[1:], start=2):
        site.lay(f"/page/{number}", page)


def test_the_register_is_read_page_by_page(site: Publisher, store: Store, once: Run) -> None:
    """A document that moved to the second page while the first was read is one document."""
    first = payloads.register_page(range(1, 4), following=f"{site.address}/page/2")
    register(site, first, payloads.register_page(range(3, 6)))
    found = once("federal_register")
    assert (found.state, found.rows) == ("new vintage", 5)
    documents = store.as_of(DAY).rows(Document)
    assert {one.publisher for one in documents} == {"Industry and Security Bureau"}
    assert [file.name for file in store.entries[0].snapshot.files] == ["documents.json", "documents-02.json"]
    assert once("federal_register", NEXT).state == "unchanged"


@pytest.mark.parametrize(
    "following", ["{site}/www.federalregister.gov/api/v1/documents.json", "https://elsewhere.org/x"]
)
def test_pages_that_lead_in_a_circle_or_away_are_refused(site: Publisher, once: Run, following: str) -> None:
    register(site, payloads.register_page(range(3), following=following.format(site=site.address)))
    assert once("federal_register").state == "refused"


def test_a_page_that_is_missing_makes_no_half_snapshot(site: Publisher, store: Store, once: Run) -> None:
    register(site, payloads.register_page(range(3), following=f"{site.address}/page/2"))
    assert once("federal_register").state == "gone"
    assert store.entries == ()


def test_company_facts_need_an_address_and_come_whole(
    site: Publisher, store: Store, lives: dict[str, Live], fetcher: Session, once: Run
) -> None:
    for cik, name in (("0001652044", "Alphabet Inc."), ("0001326801", "Meta"), ("0000789019", "Microsoft")):
        site.lay(f"/data.sec.gov/api/xbrl/companyfacts/CIK{cik}.json", payloads.company_facts(name))
    fetcher.manner = replace(QUICK, contact=CONTACT)
    asked = once("sec_companyfacts")
    assert (asked.state, asked.faulty, site.asked) == ("not asked", False, [])
    fetcher.manner = QUICK
    found = once("sec_companyfacts")
    assert (found.state, found.rows, found.rejected) == ("new vintage", 18, 0)
    assert "test@example.org" in site.asked[-1][1]["user-agent"]
    assert once("sec_companyfacts", NEXT).state == "unchanged"


def test_one_of_several_files_that_changed_comes_with_the_kept_others(site: Publisher, store: Store, once: Run) -> None:
    paths = [f"/data.sec.gov/api/xbrl/companyfacts/CIK{cik}.json" for cik in ("0001652044", "0001326801", "0000789019")]
    for number, path in enumerate(paths):
        site.lay(path, payloads.company_facts(f"Company {number}"))
    once("sec_companyfacts")
    site.lay(paths[1], payloads.company_facts("Company 1", years=7))
    found = once("sec_companyfacts", NEXT)
    assert (found.state, found.rows) == ("new vintage", 19)
    assert len(store.entries[-1].snapshot.files) == 3


def rank(site: Publisher, day: date, content: bytes, manifest_of: bytes | None = None) -> None:
    base = "/openrouter.ai/api/v1/datasets/exports/rankings-daily/"
    site.lay(f"{base}{day}.manifest.json", payloads.rankings_manifest(day, manifest_of or content))
    site.lay(f"{base}{day}.csv", content)


def test_rankings_are_taken_from_the_newest_day_by_their_manifest(site: Publisher, store: Store, once: Run) -> None:
    yesterday = DAY - timedelta(days=1)
    rank(site, yesterday, payloads.rankings(yesterday))
    found = once("openrouter_rankings")
    assert (found.state, found.rows) == ("new vintage", 51 * 30)
    assert [file.name for file in store.entries[0].snapshot.files] == [f"rankings_daily_{yesterday}.csv"]
    tokens = store.as_of(DAY).rows(Observation, "entity = 'other'")
    assert len(tokens) == 30
    assert once("openrouter_rankings", NEXT).state == "unchanged"


def test_rankings_other_than_promised_are_refused(site: Publisher, once: Run) -> None:
    rank(site, DAY, payloads.rankings(DAY), payloads.rankings(DAY, tokens=3))
    found = once("openrouter_rankings")
    assert found.state == "refused"
    assert "promises SHA-256" in found.detail


def test_rankings_that_stopped_are_gone(site: Publisher, once: Run) -> None:
    rank(site, DAY - timedelta(days=9), payloads.rankings(DAY))
    assert once("openrouter_rankings").state == "gone"


def test_makers_prices_are_taken_by_their_digest(site: Publisher, store: Store, once: Run) -> None:
    content = payloads.extract("model_prices", "2026-10-26", "snapshot.json")
    base = "/raw.githubusercontent.com/wakamex/model-prices/data/v1/"
    digest = hashlib.sha256(content).hexdigest()
    site.lay(f"{base}latest.json", f'{{"sha256": "{digest}", "published_at": "2026-10-26T06:17:00Z"}}'.encode())
    site.lay(f"{base}{digest}.json", content)
    assert once("model_prices").state == "new vintage"
    site.lay(f"{base}latest.json", b'{"published_at": "x"}')
    assert once("model_prices", NEXT).state == "refused"


@pytest.mark.parametrize("layout", ["old", "new"])
def test_archives_of_chips_are_read_in_either_layout(site: Publisher, store: Store, once: Run, layout: str) -> None:
    site.lay("/epoch.ai/data/ai_chip_owners.zip", payloads.chips(layout, owners=True))
    site.lay("/epoch.ai/data/ai_chip_sales.zip", payloads.chips(layout, owners=False))
    found = once("epoch_chip_counts")
    assert (found.state, found.rows) == ("new vintage", 2 * 8 * 2)
    rows = store.as_of(DAY).rows(Observation, "indicator = 'compute_stock_h100e'")
    assert {row.entity for row in rows} == {"Microsoft / Nvidia"}
    assert {(row.low, row.value, row.high) for row in rows} >= {(90.0, 100.0, 120.0)}


def test_a_file_that_moved_into_an_archive_is_read_there(site: Publisher, once: Run) -> None:
    table = "Hardware name,Manufacturer,Type,Release date,Release price (USD)\n"
    site.lay("/epoch.ai/data/ml_hardware.zip", payloads.archive({"data/ml_hardware.csv": table}))
    found = once("epoch_ml_hardware")
    assert found.state == "refused"  # the table lacks what the reader needs, so it was reached
    assert "ml_hardware.csv has no column" in found.detail


def test_an_archive_stands_in_for_a_table_that_is_gone(site: Publisher, store: Store, once: Run) -> None:
    head = (
        "Model,Organization,Country (of organization),Publication date,Training compute (FLOP),Model accessibility,Link"
    )
    rows = [f"M {n},Org,China,2026-01-{n:02},1e24,API access,https://example.org/{n}" for n in range(1, 9)]
    packed = payloads.archive({"README.md": "r", "notable_ai_models.csv": "\n".join([head, *rows, ""])})
    site.lay("/epoch.ai/data/ai_models.zip", packed)
    assert (once("epoch_notable_models").state, store.entries[0].snapshot.files[0].name) == (
        "new vintage",
        "notable_ai_models.zip",
    )
    assert once("epoch_notable_models", NEXT).state == "unchanged"


# One update at a time, on a disk that may fill.


def test_a_second_update_is_refused_while_one_runs(store: Store) -> None:
    store.roots[-1].mkdir(parents=True)
    lock = FileLock(store.roots[-1] / ".update.lock")
    with lock, pytest.raises(StoreError, match="Another update"), asking(store):
        raise AssertionError("the second one began")
    with asking(store) as opened:
        assert opened.manner == module.manner("")


@pytest.mark.parametrize("at", ["incoming", "raw", "rate", "manifest.json", "fetched"])
def test_a_disk_that_is_full_leaves_the_store_whole(
    site: Publisher, store: Store, once: Run, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    before = store.entries
    real = manifest.write_whole

    def full(path: Path, content: bytes) -> None:
        if at in path.relative_to(store.roots[-1]).parts:
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(manifest, "write_whole", full)
    site.lay(LIST, payloads.price_list(models=21))
    found = once("models_dev", NEXT)
    assert found.state == "failed"
    assert "No space left" in found.detail
    assert len(store.entries) == len(before) + (at == "fetched")
    monkeypatch.setattr(manifest, "write_whole", real)
    assert once("models_dev", NEXT).state == ("unchanged" if at == "fetched" else "new vintage")
    assert verify(store) == 4


KILLED = """
import os, signal, sys
from pathlib import Path
from leadline.catalog import Catalog
from leadline.store import manifest
from leadline.store.store import Store
from leadline.ingest.update import update
from leadline.sources.download import session
from leadline.catalog.live import Live, LiveFile
from datetime import date
from tests.update.conftest import QUICK

root, url, at = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
real = manifest.write_whole

def killed(path, content):
    if at in path.relative_to(root).parts:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f".{path.name}.1.tmp").write_bytes(content[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    real(path, content)

manifest.write_whole = killed
live = Live(source="models_dev", files=(LiveFile(name="api.json", urls=(url,)),))
with session(QUICK) as opened:
    print(update(live, Store(root, catalog=Catalog()), opened, date(2026, 11, 25)))
"""


def newer_list(program: str, site: Publisher, store: Store, at: str) -> subprocess.CompletedProcess[str]:
    """A newer list is laid down, and a process of its own takes it in until what befalls it."""
    url = site.lay(LIST, payloads.price_list(models=21))
    words = [sys.executable, "-c", program, str(store.roots[-1]), url, at]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
    return subprocess.run(words, check=False, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("at", ["incoming", "raw", "rate", "manifest.json"])
def test_a_process_killed_in_the_middle_leaves_the_store_whole(
    site: Publisher, store: Store, once: Run, at: str
) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    done = newer_list(KILLED, site, store, at)
    assert done.returncode == -signal.SIGKILL
    assert [entry.snapshot.vintage for entry in store.entries] == [DAY]
    assert verify(store) == 2
    assert list(store.roots[-1].rglob(".*.tmp")) != []
    with asking(store):
        assert list(store.roots[-1].rglob(".*.tmp")) == []
    assert once("models_dev", NEXT).state == "new vintage"
    assert verify(store) == 4


@pytest.mark.parametrize("at", ["incoming", "raw", "rate", "manifest.json"])
def test_a_run_that_its_user_stops_leaves_the_store_whole(
    site: Publisher, store: Store, once: Run, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    real = manifest.write_whole

    def stopped(path: Path, content: bytes) -> None:
        if at in path.relative_to(store.roots[-1]).parts:
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setattr(manifest, "write_whole", stopped)
    site.lay(LIST, payloads.price_list(models=21))
    with pytest.raises(KeyboardInterrupt):
        once("models_dev", NEXT)
    monkeypatch.setattr(manifest, "write_whole", real)
    assert verify(store) == 2
    assert once("models_dev", NEXT).state == "new vintage"


LIMITED = KILLED.replace("manifest.write_whole = killed", "import resource").replace(
    "with session", "resource.setrlimit(resource.RLIMIT_FSIZE, (int(at), int(at)))\nwith session"
)


@pytest.mark.parametrize("most_bytes", [100, 3000])
def test_a_file_that_the_system_cuts_off_leaves_the_store_whole(
    site: Publisher, store: Store, once: Run, most_bytes: int
) -> None:
    """By a limit of the system itself, which is met at the bytes as they came or at what is made of them."""
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    done = newer_list(LIMITED, site, store, str(most_bytes))
    assert done.returncode == 0
    assert "state='failed'" in done.stdout
    assert "File too large" in done.stdout
    assert verify(store) == 2
    assert list(store.roots[-1].rglob(".*.tmp")) == []
    assert once("models_dev", NEXT).state == "new vintage"


def test_a_store_in_a_path_with_spaces_and_a_snapshot_of_no_known_source(
    site: Publisher, tmp_path: Path, lives: dict[str, Live], fetcher: Session
) -> None:
    """A store that a newer version wrote may hold sources that this one does not know: they stay."""
    odd = Store(tmp_path / "a folder (1) 中文", catalog=Catalog())
    site.lay(LIST, payloads.price_list())
    update(lives["models_dev"], odd, fetcher, DAY)
    path = odd.roots[0] / manifest.NAME
    path.write_text(path.read_text().replace('"models_dev"', '"source_to_come"'))
    assert update(lives["models_dev"], odd, fetcher, NEXT).state == "new vintage"
    assert [entry.snapshot.source for entry in odd.entries] == ["models_dev", "source_to_come"]
    assert {row.source for row in odd.as_of(NEXT).rows(Rate)} == {"models_dev"}


# From the command line.


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, lives: dict[str, Live], fetcher: Session) -> dict[str, Live]:
    """The command line, with publishers on this machine."""
    assert fetcher
    monkeypatch.setattr(Catalog, "live", {**Catalog().live, **lives})
    monkeypatch.setattr(module, "manner", lambda contact: replace(QUICK, contact=contact or CONTACT))
    return lives


@pytest.mark.usefixtures("here")
def test_one_failing_source_stops_no_other(site: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.lay(LIST, payloads.price_list())
    site.lay("/epoch.ai/data/gpu_clusters.csv", b"<html>")
    command = ["update", "epoch_gpu_clusters", "models_dev", "--store", str(tmp_path / "s")]
    assert run(command) == 3
    out = capsys.readouterr().out
    assert "new vintage" in out
    assert "refused" in out
    assert run(["update", "models_dev", "--store", str(tmp_path / "s"), "--json"]) == 0
    assert '"state": "unchanged"' in capsys.readouterr().out
    assert run(["update", "models_dev", "--store", str(tmp_path / "s"), "--csv"]) == 0
    assert "models_dev,unchanged" in capsys.readouterr().out


def test_all_sources_at_once_each_tell_what_became_of_them(
    site: Publisher, here: dict[str, Live], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.lay(LIST, payloads.price_list())
    assert run(["update", "--store", str(tmp_path / "s"), "--csv"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(here)
    assert sum(",gone," in line for line in lines) >= 8


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["no_such"], "Unknown source"),
        (["lmarena_history"], "nothing to fetch"),
        (["models_dev", "--contact", "a\nb"], "Expected an address"),
    ],
)
def test_what_cannot_be_fetched_is_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    assert run(["update", *words, "--store", str(tmp_path / "s")]) == 2
    assert reason in capsys.readouterr().err


def test_a_request_names_who_asks() -> None:
    assert module.manner("").contact == CONTACT
    assert "me@example.org" in Manner(contact="me@example.org").agent


def test_every_source_is_live_or_says_why_not() -> None:
    catalog = Catalog()
    assert catalog.live.keys() == catalog.sources.keys()
    for name, live in catalog.live.items():
        assert bool(live.files) != bool(live.frozen), name
        assert all(url.startswith("https://") for file in live.files for url in file.urls), name
        if catalog.source(name).live:
            assert catalog.source(name).live == live.files[0].urls[0], name


def test_updates_are_quick_where_nothing_changed(site: Publisher, once: Run) -> None:
    site.lay(LIST, payloads.price_list())
    once("models_dev")
    start = time.process_time()
    once("models_dev", NEXT)
    assert time.process_time() - start < 1
