"""The measured file as it stands, its rows by hand, and what is refused."""

import csv
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import leadline
from leadline.errors import SourceChanged, StoreError
from leadline.model import Observation, RawFile, Rejected, Snapshot
from leadline.sources import leadline_token_ratios as source
from leadline.store.checks import check

VINTAGE = "2026-11-24"
FOLDER = Path(leadline.__file__).parent / "data" / "curated" / "token_ratios" / VINTAGE
KINDS = ("english", "chinese", "code", "json")


def measured(folder: Path = FOLDER) -> Snapshot:
    """The card of the measured files, or of changed ones."""
    files = tuple(
        RawFile(
            name=path.name,
            bytes=path.stat().st_size,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            url="tools/token_ratios.py",
        )
        for path in sorted(folder.glob("*.csv"))
    )
    day = date.fromisoformat(VINTAGE)
    return Snapshot(
        source=source.NAME, vintage=day, retrieved=day, licence="Apache-2.0", reader=1, path=folder, files=files
    )


def changed(folder: Path, name: str, change: Callable[[str], str]) -> Snapshot:
    """The measured files, one of them with its text changed."""
    for path in FOLDER.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(change(text) if path.name == name else text, encoding="utf-8")
    return measured(folder)


def observations(snapshot: Snapshot) -> dict[tuple[str, str], Observation]:
    rows = [row for row in source.read(snapshot) if isinstance(row, Observation)]
    return {(row.indicator, row.entity): row for row in rows}


def rejected(snapshot: Snapshot) -> list[Rejected]:
    return [row for row in source.read(snapshot) if isinstance(row, Rejected)]


def raw(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_one_row_by_hand() -> None:
    """195,186 tokens in 918,642 characters are 212.472 in 1000."""
    row = observations(measured())["tokens_per_1000_chars_english", "o200k_base"]
    assert row.value == pytest.approx(1000 * 195_186 / 918_642, abs=0.0005)
    assert (row.low, row.high, row.interval) == (190.480, 237.125, "pieces 5-95%")
    assert (row.unit, row.status, row.period_start) == ("tokens per 1000 characters", "measured", None)
    assert row.evidence is not None
    assert row.evidence.startswith("quicktok-v1 0.4.0 over The Debian Administrator's Handbook")


def test_a_reconstruction_is_an_estimate_and_so_is_a_factor_with_it() -> None:
    rows = observations(measured())
    assert rows["tokens_per_1000_chars_code", "claude_4_7"].status == "estimate"
    assert rows["token_factor_code", "o200k_base/claude_4_7"].status == "estimate"
    assert rows["token_factor_code", "o200k_base/deepseek_v3"].status == "measured"


def test_every_tokenizer_is_measured_on_every_kind_and_against_every_other() -> None:
    rows = observations(measured())
    names = {entity for indicator, entity in rows if indicator == "tokens_per_1000_chars_english"}
    pairs = {f"{max(pair)}/{min(pair)}" for pair in combinations(names, 2)}
    assert set(rows) == {(f"tokens_per_1000_chars_{kind}", name) for kind in KINDS for name in names} | {
        (f"token_factor_{kind}", pair) for kind in KINDS for pair in pairs
    }


def test_the_store_takes_them() -> None:
    rows = list(observations(measured()).values())
    check(measured(), rows, rejected(measured()), log=False)
    assert not rejected(measured())


def test_factors_are_the_ratios_divided() -> None:
    """Both come from the same sums, so that two ways must agree to the digits of the file."""
    rows = observations(measured())
    for (indicator, entity), factor in rows.items():
        if indicator.startswith("token_factor_"):
            name, base = entity.split("/")
            kind = indicator.removeprefix("token_factor_")
            one, other = (rows[f"tokens_per_1000_chars_{kind}", part].value for part in (name, base))
            assert factor.value == pytest.approx(one / other, abs=0.0001)


def test_each_corpus_is_one_and_large_enough() -> None:
    """All tokenizers read the same text of a kind: 200,000 characters are at least as many bytes."""
    for kind in KINDS:
        rows = [row for row in raw(source.RATIOS) if row["text"] == kind]
        assert len({(row["chars"], row["pieces"], row["corpus_sha256"]) for row in rows}) == 1
        assert int(rows[0]["chars"]) >= 200_000
        assert int(rows[0]["pieces"]) >= 20


def test_the_spread_of_a_pair_is_narrower_than_that_of_its_parts() -> None:
    """What is hard for one tokenizer is hard for the other: the reason why pairs are measured on the same pieces."""
    rows = observations(measured())
    claude, openai = (rows["tokens_per_1000_chars_english", name] for name in ("claude_4_7", "o200k_base"))
    pair = rows["token_factor_english", "o200k_base/claude_4_7"]
    assert _width(pair) < 0.25 * (_width(claude) * _width(openai) - 1) + 1


def _width(row: Observation) -> float:
    """The upper end as a multiple of the lower."""
    assert row.low
    assert row.high
    return row.high / row.low


def test_the_table_of_the_page_is_the_measurement() -> None:
    rows = observations(measured())
    page = (Path(__file__).parents[2] / "docs" / "methods" / "per_text.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(table) == len({entity for _, entity in rows if "/" not in entity})
    for line in table:
        name, *cells = (cell.strip(" `") for cell in line.strip("|").split("|"))
        found = [rows[f"tokens_per_1000_chars_{kind}", name] for kind in KINDS]
        assert cells == [f"{row.value:.0f} ({row.low:.0f}-{row.high:.0f})" for row in found]


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (source.RATIOS, "vendor file", "hearsay", "trust 'hearsay'"),
        (source.RATIOS, ",195186,", ",195999,", "195999 tokens in 918642 characters are not 212.472 in 1000"),
        (source.RATIOS, ",190.480,", ",n/a,", "n/a"),
        (source.FACTORS, "o200k_base,cl100k_base,code", "o200k_base,p50k_base,code", "no ratio of ['p50k_base']"),
        (source.FACTORS, "o200k_base,cl100k_base,code,", "o200k_base,cl100k_base,code,x", "x1."),
    ],
)
def test_a_row_that_cannot_be_right_is_counted_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, reason: str
) -> None:
    found = rejected(changed(tmp_path, name, lambda text: text.replace(old, new)))
    assert found
    assert all(row.where.startswith(name) for row in found[:1])
    assert reason in found[0].reason


def test_a_changed_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match=r"missing \['pieces'\], new \['chunks'\]"):
        list(source.read(changed(tmp_path, source.RATIOS, lambda text: text.replace("pieces", "chunks", 1))))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",190.480,237.125,", ",237.125,190.480,", "an interval without both ends around its value"),
        (",190.480,237.125,", ",nan,237.125,", "a value that is no number"),
    ],
)
def test_swapped_or_broken_ends_do_not_enter_the_store(tmp_path: Path, old: str, new: str, fault: str) -> None:
    card = changed(tmp_path, source.RATIOS, lambda text: text.replace(old, new))
    with pytest.raises(StoreError, match=fault):
        check(card, list(observations(card).values()), [], log=False)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"value": float("inf")}, "a value that is no number"),
        ({"high": None}, "an interval without both ends around its value"),
        ({"low": 213.0}, "an interval without both ends around its value"),
        ({"interval": "none"}, "an interval that does not say what it is"),
        ({"low": None, "high": None}, "says so without ends"),
        ({"period_start": date(2026, 1, 1)}, "a period with one end"),
        ({"period_start": date(2026, 1, 1), "period_end": date(2026, 1, 1)}, "a period that ends before it begins"),
        ({"entity": ""}, "an observation without indicator, entity or unit"),
    ],
)
def test_what_the_store_refuses_of_an_observation(changes: dict[str, object], fault: str) -> None:
    row = observations(measured())["tokens_per_1000_chars_english", "o200k_base"]
    with pytest.raises(StoreError, match=fault):
        check(measured(), [replace(row, **changes)], [], log=False)  # type: ignore[arg-type]
