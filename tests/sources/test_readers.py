"""Real extracts to rows: every layout of the files, with the expected rows beside the file.

`expected.json` was written by the reader and then checked by eye against the raw file; a change of the reader shows as
a difference here. What the rows mean is tested below, case by case.
"""

import gzip
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from leadline import ingest
from leadline.errors import SourceChanged, StoreError
from leadline.model import Model, Rate, Row, Score
from leadline.sources import raw
from leadline.store.store import Store
from tests.conftest import DATA, on_disk

EXTRACTS = sorted((path.parent.name, path.name) for path in DATA.glob("*/*") if path.is_dir())


def rows_of(source: str, vintage: str, folder: Path) -> list[Row]:
    rows, rejected = ingest.read(on_disk(source, vintage, folder))
    assert not rejected
    return rows


@pytest.mark.parametrize(("source", "vintage"), EXTRACTS)
def test_golden(source: str, vintage: str, tmp_path: Path) -> None:
    found = [
        {name: str(value) for name, value in asdict(row).items() if value is not None}
        for row in rows_of(source, vintage, tmp_path)
    ]
    path = DATA / source / vintage / "expected.json"
    assert found == json.loads(path.read_text(encoding="utf-8"))


def rates(folder: Path, vintage: str, host: str, model: str) -> list[Rate]:
    rows = rows_of("genai_prices", vintage, folder)
    return [row for row in rows if isinstance(row, Rate) and (row.host, row.model) == (host, model)]


def test_the_last_matching_entry_wins_and_no_date_means_an_unknown_beginning(tmp_path: Path) -> None:
    """o3 cost 10 for input until 2025-06-10 began, 2 from then on; when 10 began is not told."""
    found = {
        (r.effective_from, r.effective_to): r.amount
        for r in rates(tmp_path, "2026-08-21", "openai", "o3")
        if r.meter == "input"
    }
    cut = datetime(2025, 6, 10, tzinfo=UTC)
    assert found == {(None, cut): Decimal(10), (cut, None): Decimal(2)}


def test_hours_become_windows(tmp_path: Path) -> None:
    found = {
        r.window: r.amount for r in rates(tmp_path, "2026-08-21", "deepseek", "deepseek-chat") if r.meter == "output"
    }
    assert found == {None: Decimal("0.55"), "00:30-16:30": Decimal("1.1")}


def test_context_tiers(tmp_path: Path) -> None:
    found = [r for r in rates(tmp_path, "2026-08-21", "openai", "gpt-5.4") if r.meter == "input"]
    assert [(r.from_tokens, r.tier_rule, r.amount) for r in found] == [
        (0, None, Decimal("2.5")),
        (272_000, "whole >", Decimal(5)),
    ]


def test_cache_writes_by_lifetime_and_fees(tmp_path: Path) -> None:
    claude = {
        r.meter: (r.amount, r.unit) for r in rates(tmp_path, "2026-08-21", "anthropic", "claude-3-7-sonnet-latest")
    }
    assert claude["cache_write"] == (Decimal("3.75"), "mtok")
    assert claude["cache_write_1h"] == (Decimal(6), "mtok")
    assert claude["search"] == (Decimal(10), "thousand")
    sonar = {r.meter: (r.amount, r.unit) for r in rates(tmp_path, "2026-08-21", "perplexity", "sonar")}
    assert sonar["request"] == (Decimal(12), "thousand")


def test_an_empty_object_is_unknown_and_zero_is_free(tmp_path: Path) -> None:
    """The older layout writes 0 for a free model; the newer an empty object, which may also mean that nobody looked."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    free = rates(tmp_path / "old", "2025-06-23", "azure", "mai-ds-r1:free")
    unknown = rates(tmp_path / "new", "2026-08-21", "openrouter", "deepseek/deepseek-r1:free")
    assert {r.amount for r in free} == {Decimal(0)}
    assert [(r.amount, r.basis) for r in unknown] == [(None, "listed without a price")]


def test_amounts_are_exact(tmp_path: Path) -> None:
    """Prices are decimals as written, never floats: 0.0028 is 0.0028."""
    assert all(isinstance(r.amount, Decimal | None) for r in rows_of("genai_prices", "2026-08-21", tmp_path))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"input_mtok"', '"input_gtok"', "expected units among"),
        ('"prices"', '"tariffs"', "expected of a model the keys"),
        ('"pricing_urls"', '"pages"', "expected of a provider the keys"),
        ('"start_date"', '"since"', "expected a constraint by start_date"),
        ("[", "{", "is no JSON"),
        ("\n", '\n"', "is no JSON"),
    ],
)
def test_a_changed_price_file_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        ingest.read(on_disk("genai_prices", "2026-08-21", tmp_path, change=lambda text: text.replace(old, new)))


def test_a_price_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="expected a list of providers, found a dict"):
        ingest.read(on_disk("genai_prices", "2026-08-21", tmp_path, change=lambda text: "{}"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"output_mtok": 15', '"output_mtok": "thirty"', "a price that is no number: 'thirty'"),
        ('"output_mtok": 15', '"output_mtok": true', "a price that is no number: True"),
        ('"start": 272000', '"start": 0', "tiers that do not rise"),
        ('"start_time": "00:30:00Z"', '"start_time": "00:30:00+01:00"', "no full minute in UTC"),
        ('"start_date": "2025-06-10"', '"start_date": "soon"', "soon"),
    ],
)
def test_a_price_that_does_not_parse_is_counted_with_its_place(tmp_path: Path, old: str, new: str, reason: str) -> None:
    _, rejected = ingest.read(
        on_disk("genai_prices", "2026-08-21", tmp_path, change=lambda text: text.replace(old, new))
    )
    assert rejected
    assert reason in rejected[0].reason
    assert "/" in rejected[0].where
    assert rejected[0].rows > 1, "with one price that is not understood, all of the model's are lost"


def models(folder: Path, source: str, vintage: str) -> dict[str, Model]:
    return {row.model: row for row in rows_of(source, vintage, folder) if isinstance(row, Model)}


def test_the_earliest_of_several_dates_is_the_release(tmp_path: Path) -> None:
    """In the capture of 2025-11-13 Claude 3.5 Sonnet stands with 2024-06-20 and 2024-10-22, and Gemma 2 9B without."""
    found = models(tmp_path, "epoch_eci_rebuilt", "2025-11-13")
    assert found["Claude 3.5 Sonnet"].released == date(2024, 6, 20)
    assert found["Gemma 2 9B"].released == date(2024, 6, 24)


def test_facts_of_models_where_the_vintage_has_them(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    august = models(tmp_path / "a", "epoch_eci", "2026-08-11")["GPT-5"]
    assert (august.organisation, august.country, august.access) == ("OpenAI", "United States of America", "closed")
    october = models(tmp_path / "b", "epoch_eci", "2026-10-01")
    assert (october["GPT-5"].organisation, october["GPT-5"].access) == ("OpenAI", "closed")
    # Its label is assumed by a third party, so that it is no word of Epoch's.
    assert october["GLM-5.1"].access == "unknown"


def test_the_published_index_is_a_yardstick_of_its_own(tmp_path: Path) -> None:
    rows = [r for r in rows_of("epoch_eci", "2026-08-11", tmp_path) if isinstance(r, Score) and r.scale == "index"]
    gpt = next(row for row in rows if row.model == "o3")
    assert (gpt.value, gpt.low, gpt.high, gpt.yardstick) == (146.9, 145.08, 148.42, "Epoch Capabilities Index")
    assert next(row for row in rows if row.model == "GPT-5").low is None


def test_a_changed_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"missing \['performance'\], new \['score'\]"):
        ingest.read(
            on_disk("epoch_eci", "2026-08-11", tmp_path, change=lambda text: text.replace("performance", "score", 1))
        )


def test_a_score_that_does_not_parse_is_counted_with_its_line(tmp_path: Path) -> None:
    card = on_disk("epoch_eci", "2026-10-01", tmp_path, change=lambda text: text.replace("2023-06-13", "13 June"))
    path = tmp_path / "eci_benchmarks.csv"
    lines = path.read_text().split("\n")
    lines[3] = lines[3].replace(lines[3].split(",")[2], "n/a", 1)
    path.write_text("\n".join(lines))
    _, rejected = ingest.read(card)
    assert [row.where for row in rejected] == ["eci_benchmarks.csv:4"]
    assert "n/a" in rejected[0].reason


def test_percentages_instead_of_shares_do_not_enter_the_store(tmp_path: Path, store: Store) -> None:
    """A publisher that switches from shares to per cent would put every model at a hundred times its score."""
    card = on_disk("epoch_eci", "2026-10-01", tmp_path, change=lambda text: text.replace(",0.", ",7."))
    rows, _ = ingest.read(card)
    with pytest.raises(StoreError, match="share outside 0 to 1"):
        store.append(card, rows, keep_raw=False)


def test_damaged_files_are_named(tmp_path: Path) -> None:
    card = on_disk("genai_prices", "2026-08-21", tmp_path)
    packed = gzip.compress((tmp_path / "data.json").read_bytes())
    (tmp_path / "data.json.gz").write_bytes(packed[:-40])
    with pytest.raises(SourceChanged, match="is damaged or not UTF-8"):
        raw.text(card, "data.json.gz")
    (tmp_path / "data.json").write_bytes(b"\xff\xfe[]")
    with pytest.raises(SourceChanged, match="not UTF-8"):
        raw.text(card, "data.json")
    with pytest.raises(SourceChanged, match=r"expected a file other.csv, found \['data.json', 'data.json.gz'\]"):
        raw.text(card, "other.csv")


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_BYTES", 1_000_000)
    card = on_disk("genai_prices", "2026-08-21", tmp_path)
    (tmp_path / "data.json.gz").write_bytes(gzip.compress(b" " * 1_000_001))
    with pytest.raises(SourceChanged, match="unpacks to more than 1,000,000 bytes"):
        raw.text(card, "data.json.gz")
    (tmp_path / "data.json.gz").write_bytes(gzip.compress(b"[" * 900_000))
    with pytest.raises(SourceChanged, match="is no JSON"):
        raw.json_of(card, "data.json.gz")
