"""Readers of the stack's sources: rows worked out by hand, both layouts of a publisher, and what is refused."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from leadline.errors import SourceChanged
from leadline.model import Model, Observation, RawFile, Rejected, Row, Snapshot
from leadline.sources import (
    epoch_chip_counts,
    epoch_gpu_clusters,
    epoch_ml_hardware,
    epoch_notable_models,
    hyperscaler_capex,
    leadline_estimates,
    microsoft_ai_diffusion,
    openrouter_rankings,
    owid_electricity,
    sec_companyfacts,
)


def read(source: ModuleType, folder: Path, name: str, content: str | bytes) -> list[Row | Rejected]:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    file = RawFile(name=name, bytes=len(data), sha256="0" * 64, url="https://example.org")
    day = date(2026, 9, 24)
    card = Snapshot(source=source.NAME, vintage=day, retrieved=day, licence="x", reader=1, path=folder, files=(file,))
    found: Iterator[Row | Rejected] = source.read(card)
    return list(found)


def observations(*rows: Row | Rejected) -> dict[tuple[str, str], Observation]:
    return {(row.indicator, row.entity): row for row in rows if isinstance(row, Observation)}


OLD_OWNERS = (
    "Name,Chip manufacturer,Owner,Start date,End date,Compute estimate in H100e (median),H100e (5th percentile),"
    "H100e (95th percentile),Number of Units,Number of Units (5th percentile),Number of Units (95th percentile),"
    "Incomplete,Notes\n"
    "x,Nvidia,Microsoft,1/1/2022,3/31/2022,14769,8717,24931,46839,27647,79068,,run\n"
)
NEW_OWNERS = (
    "designer,owner,series_start,period_end,units_p5,units_median,units_p95,h100e_p5,h100e_median,h100e_p95,"
    "power_mw_median,incomplete,notes\n"
    "Nvidia,China,2022-01-01,2022-03-31,19345,29857,46305,6100,9414,14600,11.943,true,sales\n"
    "Huawei,China,2024-01-01,2024-03-31,,112500,,,45028,,49,,no interval\n"
)


def test_chips_owned_in_the_older_layout(tmp_path: Path) -> None:
    found = observations(*read(epoch_chip_counts, tmp_path, "nvidia_owners_cumulative_totals.csv", OLD_OWNERS))
    row = found["compute_stock_h100e", "Microsoft / Nvidia"]
    assert (row.value, row.low, row.high, row.interval) == (14769, 8717, 24931, "5-95%")
    # Both days count: the first of January is the first, the last of March the last.
    assert (row.period_start, row.period_end) == (date(2022, 1, 1), date(2022, 4, 1))
    assert found["compute_stock_units", "Microsoft / Nvidia"].value == 46839


def test_chips_owned_in_the_newer_layout(tmp_path: Path) -> None:
    found = observations(*read(epoch_chip_counts, tmp_path, "owners_cumulative_china_and_others.csv", NEW_OWNERS))
    assert found["compute_stock_mw", "China / Nvidia"].value == 11.943
    assert found["compute_stock_mw", "China / Nvidia"].note == "incomplete; sales"
    huawei = found["compute_stock_h100e", "China / Huawei"]
    assert (huawei.value, huawei.low, huawei.interval) == (45028, None, "none")


def test_the_heading_that_the_publisher_announced_is_read_alike(tmp_path: Path) -> None:
    announced = OLD_OWNERS.replace("Chip manufacturer", "Designer").replace("Start date", "Series start date")
    announced = announced.replace("Compute estimate in H100e (median)", "H100e (median)")
    name = "nvidia_owners_cumulative_totals.csv"
    assert read(epoch_chip_counts, tmp_path, name, announced) == read(epoch_chip_counts, tmp_path, name, OLD_OWNERS)


@pytest.mark.parametrize(
    ("old", "new"), [("Chip manufacturer", "Made by"), ("Number of Units,", "Compute estimate in H100e,")]
)
def test_a_heading_that_nobody_knows_or_that_stands_twice_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(SourceChanged, match=r"no column for|several columns for"):
        read(epoch_chip_counts, tmp_path, "nvidia_owners_cumulative_totals.csv", OLD_OWNERS.replace(old, new, 1))


def test_a_median_outside_its_own_ends_is_rejected(tmp_path: Path) -> None:
    """The publisher's notes tell of a 95th per cent below the median."""
    broken = NEW_OWNERS.replace("14600", "9000")
    rows = read(epoch_chip_counts, tmp_path, "owners_cumulative_china_and_others.csv", broken)
    (fault,) = [row for row in rows if isinstance(row, Rejected)]
    assert fault.where == "owners_cumulative_china_and_others.csv:2"


def test_quarterly_twins_of_cumulative_tables_are_left_out(tmp_path: Path) -> None:
    assert read(epoch_chip_counts, tmp_path, "nvidia_owners_quarters.csv", OLD_OWNERS) == []
    assert read(epoch_chip_counts, tmp_path, "nvidia_owners_OTHER_cumulative_totals.csv", OLD_OWNERS) == []


def test_what_a_chip_can_do(tmp_path: Path) -> None:
    content = ",".join(epoch_chip_counts.CHIP_COLUMNS) + "\nH20,Nvidia,2023-11-09,True,296e12,148e12,400,,96e9,bad\n"
    rows = read(epoch_chip_counts, tmp_path, "chip_types.csv", content)
    found = observations(*rows)
    assert found["chip_op8_per_s", "Nvidia / H20"].value == 296e12
    assert ("chip_cost_usd", "Nvidia / H20") not in found  # unknown is no zero
    assert [row.reason for row in rows if isinstance(row, Rejected)] == [
        "memory_bw_bytes_s: could not convert string to float: 'bad'"
    ]


def test_diffusion_by_wave(tmp_path: Path) -> None:
    """`ü` is 0x9f in the old Macintosh encoding; a half-year and a quarter end where the next begins."""
    content = b"Economy,H2 2025 AI Diffusion,Q1 2026 AI Diffusion\r\nT\x9frkiye,16.40%,17.10%\r\nX,n/a,1%\r\n"
    first, second, fault, _ = read(microsoft_ai_diffusion, tmp_path, "waves.csv", content)
    assert isinstance(first, Observation)
    assert isinstance(second, Observation)
    assert isinstance(fault, Rejected)
    assert (first.entity, first.value, first.unit) == ("Türkiye", 16.4, "%")
    assert (first.period_start, first.period_end) == (date(2025, 7, 1), date(2026, 1, 1))
    assert (second.period_start, second.period_end) == (date(2026, 1, 1), date(2026, 4, 1))
    with pytest.raises(SourceChanged, match="2026 users"):
        read(microsoft_ai_diffusion, tmp_path, "waves.csv", "Economy,2026 users\nX,1%\n")


def test_tokens_of_a_router(tmp_path: Path) -> None:
    content = ",".join(openrouter_rankings.COLUMNS) + "\n2026-09-23,a/b,1,7519183440956,0.3\n2026-09-23,c/d,2,many,\n"
    good, bad = read(openrouter_rankings, tmp_path, "day.csv", content)
    assert isinstance(good, Observation)
    assert (good.entity, good.value, good.period_end) == ("a/b", 7519183440956, date(2026, 9, 24))
    assert isinstance(bad, Rejected)


def test_electricity_of_a_year(tmp_path: Path) -> None:
    content = ",".join(owid_electricity.COLUMNS) + "\nChina,2023,9456.4\nChina,last,1\n"
    good, bad = read(owid_electricity, tmp_path, "twh.csv", content)
    assert isinstance(good, Observation)
    assert (good.value, good.period_start, good.period_end) == (9456.4, date(2023, 1, 1), date(2024, 1, 1))
    assert isinstance(bad, Rejected)


@pytest.mark.parametrize(
    ("last", "first", "after"),
    [
        ("2026-03-31", date(2026, 1, 1), date(2026, 4, 1)),
        ("2025-12-31", date(2025, 10, 1), date(2026, 1, 1)),
        ("2026-01-31", date(2025, 11, 1), date(2026, 2, 1)),
    ],
)
def test_a_quarter_by_its_last_day(tmp_path: Path, last: str, first: date, after: date) -> None:
    content = ",".join(hyperscaler_capex.COLUMNS) + f"\nMeta,{last},27045000000,SEC,2026-08-22\n"
    (row,) = read(hyperscaler_capex, tmp_path, "capex.csv", content)
    assert isinstance(row, Observation)
    assert (row.period_start, row.period_end, row.value) == (first, after, 27.045e9)


def test_a_fact_is_known_from_its_filing_and_stated_again_later(tmp_path: Path) -> None:
    """Meta's capital expenditure of 2023: 27.266 billion filed in February 2024, 27.045 in January 2025."""
    fact = {"start": "2023-01-01", "end": "2023-12-31", "form": "10-K", "accn": "1"}
    facts = [
        {**fact, "val": 27266000000, "filed": "2024-02-02"},
        {**fact, "val": 27266000000, "filed": "2024-02-02", "frame": "CY2023"},
        {**fact, "val": 27045000000, "filed": "2025-01-30"},
        {**fact, "val": 1, "filed": "2025-01-30"},
        {"val": 3},
    ]
    tags = {"PaymentsToAcquirePropertyPlantAndEquipment": {"units": {"USD": facts}}, "Assets": {"units": {}}}
    content = json.dumps({"entityName": "Meta Platforms, Inc.", "facts": {"us-gaap": tags}})
    first, second, two_values, no_start = read(sec_companyfacts, tmp_path, "meta.json", content)
    assert isinstance(first, Observation)
    assert isinstance(second, Observation)
    assert (first.value, first.known) == (27.266e9, datetime(2024, 2, 2, tzinfo=UTC))
    assert (second.value, second.known, second.period_end) == (
        27.045e9,
        datetime(2025, 1, 30, tzinfo=UTC),
        date(2024, 1, 1),
    )
    assert isinstance(two_values, Rejected)
    assert "states both" in two_values.reason
    assert isinstance(no_start, Rejected)
    with pytest.raises(SourceChanged, match="no facts"):
        read(sec_companyfacts, tmp_path, "meta.json", "{}")


def test_an_estimate_keeps_whose_it_is_and_how_it_was_read(tmp_path: Path) -> None:
    what = "chips,world_stock,World,2025-12-31,2026-01-01,17.1,,,none,million,estimate"
    line = f"{what},AI Index,retrieved_secondary,2026-04,2026-04-30,,"
    content = ",".join(leadline_estimates.COLUMNS) + f"\n{line}\n{line.replace('retrieved_secondary', 'heard')}\n"
    good, bad = read(leadline_estimates, tmp_path, "estimates.csv", content)
    assert isinstance(good, Observation)
    assert (good.reported_by, good.evidence, good.url) == ("AI Index", "retrieved_secondary", None)
    # A month without a day: known for sure at its end.
    assert good.known == datetime(2026, 4, 30, tzinfo=UTC)
    assert isinstance(bad, Rejected)


@pytest.mark.parametrize("country", ["Country (from Organization)", "Country (of organization)"])
def test_a_notable_model_under_either_heading(tmp_path: Path, country: str) -> None:
    head = f"Model,Organization,{country},Publication date,Training compute (FLOP),Model accessibility,Link,Abstract"
    lines = (
        "Grok 4,xAI,United States of America,2025-07-09,5e+26,API access,https://example.org,long",
        "Old,,,,,,,",
        "Grok 4,xAI,United States of America,2025-07-09,5e+26,API access,,",
        "New,Lab,China,2026-01-01,,Open weights (restricted use),,",
        "Odd,Lab,China,2026-01-01,,By post,,",
    )
    rows = read(epoch_notable_models, tmp_path, "notable_ai_models.csv", "\n".join((head, *lines)))
    first, second, twice, fourth, odd = rows
    assert isinstance(first, Model)
    assert (first.announced, first.released, first.training_flop) == (date(2025, 7, 9), None, 5e26)
    assert (first.access, first.country) == ("closed", "United States of America")
    assert isinstance(second, Model)
    assert (second.organisation, second.announced, second.access) == (None, None, None)
    assert isinstance(twice, Rejected)
    assert isinstance(fourth, Model)
    assert fourth.access == "open"
    assert isinstance(odd, Rejected)


def test_hardware_keeps_what_its_sheet_says_and_nothing_else(tmp_path: Path) -> None:
    names = ("Hardware name", "Link to datasheet", *epoch_ml_hardware.QUANTITIES)
    values = ("NVIDIA H20", "", "2368", "148e12", *[""] * (len(names) - 4))
    rows = read(epoch_ml_hardware, tmp_path, "ml_hardware.csv", f"{','.join(names)}\n{','.join(values)}\n")
    found = observations(*rows)
    assert set(found) == {
        ("chip_total_processing_performance", "NVIDIA H20"),
        ("chip_flop16_per_s", "NVIDIA H20"),
    }
    assert found["chip_total_processing_performance", "NVIDIA H20"].value == 2368


def test_clusters_of_one_name_stay_apart_and_plans_are_assumptions(tmp_path: Path) -> None:
    lines = (
        ",".join(epoch_gpu_clusters.NEEDED),
        "Anonymized,Existing,Likely,1000,China,2024-01-01,True,,",
        "Anonymized,Existing,Confirmed,2000,China,2024-01-01,True,,",
        "Campus,Planned,Likely,5e6,,,,,https://example.org",
        "Left out,Existing,Confirmed,1,China,2024-01-01,,True,",
    )
    rows = read(epoch_gpu_clusters, tmp_path, "gpu_clusters.csv", "\n".join(lines))
    found = {row.entity: row for row in rows if isinstance(row, Observation)}
    assert {name: (row.status, row.note) for name, row in found.items()} == {
        "China / Anonymized / Existing": ("estimate", None),
        "China / Anonymized (2) / Existing": ("measured", None),
        "unknown / Campus / Planned": ("assumption", epoch_gpu_clusters.OUTSIDE),
    }
