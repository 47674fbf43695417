"""The compiled terms: every row with its evidence, each promotion with the list price beside it, words by their day."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import leadline
from leadline.catalog import Catalog
from leadline.errors import SourceChanged
from leadline.model import Rate, RawFile, Rejected, Snapshot
from leadline.sources import leadline_price_terms as source
from leadline.store.checks import check
from leadline.store.store import Store

VINTAGE = date(2026, 11, 24)
FOLDER = Path(leadline.__file__).parent / "data" / "curated" / "price_terms" / str(VINTAGE)


def card(folder: Path = FOLDER) -> Snapshot:
    content = (folder / source.FILE).read_bytes()
    file = RawFile(name=source.FILE, bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), url="u")
    return Snapshot(
        source=source.NAME,
        vintage=VINTAGE,
        retrieved=VINTAGE,
        licence="Apache-2.0",
        reader=1,
        path=folder,
        files=(file,),
    )


def changed(folder: Path, change: Callable[[str], str]) -> Snapshot:
    text = (FOLDER / source.FILE).read_text(encoding="utf-8")
    (folder / source.FILE).write_text(change(text), encoding="utf-8")
    return card(folder)


def rates(snapshot: Snapshot) -> list[Rate]:
    return [row for row in source.read(snapshot) if isinstance(row, Rate)]


def test_one_row_by_hand() -> None:
    first = rates(card())[0]
    assert (first.host, first.model, first.meter, first.amount) == (
        "deepseek",
        "deepseek-v4-pro",
        "input",
        Decimal("1.74"),
    )
    assert (first.kind, first.known) == ("list", datetime(2026, 4, 26, 0, 30, tzinfo=UTC))
    assert first.url.startswith("https://")


def test_the_store_takes_them_all() -> None:
    check(card(), rates(card()), [], log=True)
    assert not [row for row in source.read(card()) if isinstance(row, Rejected)]


def test_every_promotion_has_a_list_price_beside_it() -> None:
    rows = rates(card())
    listed = {(r.model, r.meter, r.from_tokens, r.effective_from) for r in rows if r.kind == "list"}
    for row in rows:
        if row.kind != "list":
            assert (row.model, row.meter, row.from_tokens, row.effective_from) in listed


def test_the_end_is_what_was_announced_by_the_day(tmp_path: Path) -> None:
    """DeepSeek's offer: until 5 May as first said, until the end of May as said on 30 April."""
    store = Store(tmp_path / "store", catalog=Catalog())
    store.append(card(), rates(card()), keep_raw=False)
    ends = {}
    for day in (date(2026, 4, 27), date(2026, 5, 2)):
        found = store.as_of(day).rows(Rate, "kind = 'promo' AND meter = 'output' AND model = 'deepseek-v4-pro'")
        ends[day] = [row.effective_to for row in found]
    assert ends == {
        date(2026, 4, 27): [datetime(2026, 5, 5, 16, tzinfo=UTC)],
        date(2026, 5, 2): [datetime(2026, 5, 31, 16, tzinfo=UTC)],
    }


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",promo,0.435,", ",gift,0.435,", "kind 'gift'"),
        (",DeepSeek,sells the model,", ",,sells the model,", "no publisher"),
        (",promo,0.435,", ",promo,cheap,", "a price that is no number: 'cheap'"),
        ("2026-04-26T00:30:00Z", "2026-04-26T00:30:00", "an instant without a zone"),
        ("2026-04-26T00:30:00Z", "soon", "soon"),
    ],
)
def test_a_row_that_cannot_be_right_is_counted_with_its_place(tmp_path: Path, old: str, new: str, reason: str) -> None:
    found = [row for row in source.read(changed(tmp_path, lambda t: t.replace(old, new))) if isinstance(row, Rejected)]
    assert found
    assert found[0].where.startswith(f"{source.FILE}:")
    assert reason in found[0].reason


def test_a_changed_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"missing \['interest'\], new \['stake'\]"):
        list(source.read(changed(tmp_path, lambda text: text.replace("interest", "stake", 1))))
