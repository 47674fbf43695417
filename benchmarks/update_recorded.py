"""`leadline update` over recorded payloads of all live sources, from a server on this machine.

Run with `python -m benchmarks.update_recorded RAW`. The newest raw file of each source is served as by its publisher;
a payload in the publisher's own layout, from `tests/update/payloads.py`, stands in for a trim or a transcription. Two
faults are among them on purpose: a web page in the place of a table, and a feed with entities that grow without end.
A third refusal is a good one: the stand-in for the archives of chips is far smaller than what the store holds of them.
"""

import gzip
import hashlib
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks import report
from leadline.catalog import Catalog
from leadline.catalog.live import FEEDS_OF, Live, feeds
from leadline.ingest.update import Updated, update
from leadline.sources.download import Manner, session
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from tests.update import payloads
from tests.update.conftest import at, moved
from tests.update.server import Publisher, publisher

DAY = date(2026, 11, 24)
FAULTY_TABLE, FAULTY_FEED = "epoch_gpu_clusters", "lawfare"
ENTITIES = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def lay(site: Publisher, live: Live, raw: Path) -> None:
    """Lay down what the publisher of a source answers."""
    if live.source == FEEDS_OF:
        for number, (name, feed) in enumerate(feeds().items()):
            items = [payloads.item(100 * number + n) for n in range(50)]
            head = ENTITIES if name.startswith(FAULTY_FEED) else ""
            site.lay(moved(site, feed.url).removeprefix(site.address), payloads.rss(*items, head=head))
        return
    if live.source == "openrouter_rankings":
        content, base = payloads.rankings(DAY, tokens=6 * 10**9), live.files[0].urls[0]
        site.lay(_path(site, f"{base}{DAY}.manifest.json"), payloads.rankings_manifest(DAY, content))
        site.lay(_path(site, f"{base}{DAY}.csv"), content)
        return
    for file in live.files:
        content = _content(live.source, file.name, raw)
        url = file.urls[0]
        if live.source == "model_prices":
            digest = hashlib.sha256(content).hexdigest()
            site.lay(_path(site, url), f'{{"sha256": "{digest}"}}'.encode())
            url = url.replace("latest", digest)
        site.lay(_path(site, url), content)


def _path(site: Publisher, url: str) -> str:
    return moved(site, url).removeprefix(site.address)


def _content(source: str, name: str, raw: Path) -> bytes:
    """The newest recorded file of a name, else one in the publisher's layout."""
    if source == FAULTY_TABLE:
        return b"<!doctype html><title>Moved</title>"
    if source == "epoch_chip_counts":
        return payloads.chips("new", owners="owners" in name)
    if source == "sec_companyfacts":
        short = {"CIK0001652044.json": "googl", "CIK0001326801.json": "meta", "CIK0000789019.json": "msft"}[name]
        return max(raw.glob(f"{source}/*/{short}*.json")).read_bytes()
    if source == "models_dev":
        return payloads.price_list(models=3000)
    if name == "ai_companies.zip":
        files = sorted(max(raw.glob(f"{source}/*")).glob("*.csv"))
        return payloads.archive({path.name: path.read_text(encoding="utf-8-sig") for path in files})
    found = max([*raw.glob(f"{source}/*/{name}"), *raw.glob(f"{source}/*/{name}.gz")])
    return gzip.decompress(found.read_bytes()) if found.suffix == ".gz" else found.read_bytes()


def main(raw: Path) -> None:
    """Print what became of each source, and how long all took."""
    manner = Manner(contact="bench@example.org", pause=0.0, attempts=2, loopback=True)
    with publisher() as site, tempfile.TemporaryDirectory() as folder, session(manner) as opened:
        lives = [one for one in Catalog().live.values() if one.files]
        for live in lives:
            lay(site, live, raw)
        store = Store(BUNDLED, Path(folder) / "store", catalog=Catalog())
        lines, times = [], []
        for round_ in ("first", "again"):
            wall, cpu = time.perf_counter(), time.process_time()
            done = [update(at(site, live), store, opened, DAY, accept=False) for live in lives]
            took = f"{time.perf_counter() - wall:.1f} s wall, {time.process_time() - cpu:.1f} s CPU"
            lines += [f"\n{round_}: {took}\n", *map(_told, done)]
            times.append(
                (round_, took, ", ".join(f"{n} {state}" for state, n in Counter(d.state for d in done).items()))
            )
    report.write(
        "update",
        "Updating from recorded payloads",
        f"All {len(lives)} live sources, from a server on this machine, read, checked against the bundled store and "
        "appended. Two faults are among them on purpose, a web page and a feed with entities; the stand-in for the "
        "archives of chips is far smaller than what it follows, and is refused for it.\n\n"
        f"{report.table(('run', 'time', 'what became of the sources'), times)}\n\n{report.machine('leadline')}",
    )
    sys.stdout.write("\n".join(lines) + "\n")


def _told(one: Updated) -> str:
    return f"{one.source:26} {one.state:12} {one.rows:7,} {'; '.join((one.detail, *one.faults))[:150]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
