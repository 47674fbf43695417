"""Companies, data centres and all models of one publisher: what the readers decide, and what they refuse."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from leadline.errors import SourceChanged
from leadline.model import Model, Observation, RawFile, Rejected, Row, Snapshot
from leadline.sources import (
    epoch_ai_companies,
    epoch_ai_models,
    epoch_chip_counts,
    epoch_data_centers,
    hyperscaler_capex,
    openrouter_rankings,
    owid_electricity,
)
from tests.conftest import on_disk

Found = tuple[list[Row], list[Rejected]]


def parted(rows: list[Row | Rejected]) -> Found:
    return [r for r in rows if not isinstance(r, Rejected)], [r for r in rows if isinstance(r, Rejected)]


def changed(source: ModuleType, vintage: str, folder: Path, change: Callable[[str], str] = lambda text: text) -> Found:
    return parted(list(source.read(on_disk(source.NAME, vintage, folder, change=change))))


def written(source: ModuleType, folder: Path, files: dict[str, bytes], day: date) -> Found:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    cards = tuple(RawFile(name=n, bytes=len(c), sha256="0" * 64, url="https://example.org") for n, c in files.items())
    card = Snapshot(source=source.NAME, vintage=day, retrieved=day, licence="x", reader=1, path=folder, files=cards)
    return parted(list(source.read(card)))


def observed(rows: list[Row]) -> dict[tuple[str, str], Observation]:
    return {(row.indicator, row.entity): row for row in rows if isinstance(row, Observation)}


# Companies


def test_kinds_of_revenue_are_kept_apart(tmp_path: Path) -> None:
    rows, rejected = changed(epoch_ai_companies, "2025-12-17", tmp_path)
    found = observed(rows)
    assert not rejected
    assert found["revenue_run_rate", "OpenAI"].value == 5.5e9
    of_2022 = next(r for r in rows if isinstance(r, Observation) and r.indicator == "revenue_year")
    assert (of_2022.period_start, of_2022.period_end, of_2022.value) == (date(2022, 1, 1), date(2023, 1, 1), 28e6)
    assert found["revenue_part", "OpenAI / 3B API"].value == 3e9
    # The one report on Mistral in 2024 has no amount: no row, and no zero.
    assert ("revenue_run_rate", "Mistral AI") in found
    assert sum(r.entity == "Mistral AI" for r in found.values()) == 1


def test_what_a_company_discloses_is_measured_and_what_is_discussed_is_assumed(tmp_path: Path) -> None:
    found = observed(changed(epoch_ai_companies, "2025-12-17", tmp_path)[0])
    assert found["revenue_run_rate", "Anthropic"].status == "measured"
    assert found["revenue_run_rate", "OpenAI"].status == "estimate"
    talks = found["equity_raised", "OpenAI / OpenAI\u2013Nvidia"]
    assert (talks.status, talks.note) == ("assumption", "late discussions")
    # A tender raises nothing for the company, and says so: a zero, not a gap.
    assert found["equity_raised", "OpenAI / 14B tender"].value == 0


def test_a_day_of_publication_that_cannot_be_is_left_out(tmp_path: Path) -> None:
    """The file has 0202-07-30."""
    rows = changed(epoch_ai_companies, "2025-12-17", tmp_path)[0]
    (spend,) = [r for r in rows if isinstance(r, Observation) and r.indicator == "compute_spend" and r.value == 16e9]
    assert spend.published is None
    assert (spend.period_start, spend.period_end) == (date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("300000000.0,Weekly", "300000000000.0,Weekly", "a unit may have changed"),
        ("DeepSeek Google trial,DeepSeek", "DeepSeek Google trial,Nobody", "not in the publisher's list"),
        (",2025-12-02,2025-12-02,", ",2026-12-02,2025-12-02,", "after the file of 2025-12-17"),
        ("Annual recurring revenue", "Weekly revenue", "revenue of the type 'Weekly revenue'"),
    ],
)
def test_what_cannot_be_right_is_rejected_with_its_reason(old: str, new: str, reason: str, tmp_path: Path) -> None:
    _, rejected = changed(epoch_ai_companies, "2025-12-17", tmp_path, lambda text: text.replace(old, new))
    assert len(rejected) == 1
    assert reason in rejected[0].reason


def test_one_report_twice_is_rejected_once(tmp_path: Path) -> None:
    def twice(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return text + next((line for line in lines if line.startswith("Oct 2025 7B,")), "")

    rows, rejected = changed(epoch_ai_companies, "2025-12-17", tmp_path, twice)
    assert len(rejected) == 1
    assert "twice on one day" in rejected[0].reason
    assert len(rows) == 37


def test_the_archive_is_read_like_the_loose_files(tmp_path: Path) -> None:
    loose = changed(epoch_ai_companies, "2025-12-17", tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in tmp_path.glob("*.csv"):
            archive.writestr(f"ai_companies/{path.name}", path.read_bytes())
    packed = written(epoch_ai_companies, tmp_path, {"ai_companies.zip": out.getvalue()}, date(2025, 12, 17))
    assert packed == loose


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ai_companies.csv", "Name\nOpenAI\n")
    with pytest.raises(SourceChanged, match=r"ai_companies_revenue_reports\.csv"):
        written(epoch_ai_companies, tmp_path, {"ai_companies.zip": out.getvalue()}, date(2025, 12, 17))


# Data centres

NEW_SITES = (
    "Name,Current H100 equivalents,Current power (MW),Current total capital cost (2025 USD billions),Owner,Country\n"
    "Colossus 2,1111672.56,946,35.836372,SpaceXAI #confident,United States\n"
    "DayOne Kempas,480638.7,421.69,15.97,,Malaysia\n"
)
NEW_TIMELINES = (
    "Data center,Date,IT power (MW),Power (MW),H100 equivalents,Total capital cost (2025 USD billions)\n"
    "Colossus 2,2025-02-28,0.0,0.0,0.0,0.0\n"
    "Colossus 2,2026-06-15,946.0,1276.0,1111672.56,35.836372\n"
    "Colossus 2,2027-02-25,1531.0,2065.0,1824153.6,57.997342\n"
)
OCTOBER = date(2026, 10, 5)


def centers(folder: Path, sites: str = NEW_SITES, timelines: str = NEW_TIMELINES) -> Found:
    files = {epoch_data_centers.SITES: sites.encode(), epoch_data_centers.TIMELINES: timelines.encode()}
    return written(epoch_data_centers, folder, files, OCTOBER)


def test_current_power_is_of_the_site_in_the_older_layout_and_of_the_computers_in_the_newer(tmp_path: Path) -> None:
    older = observed(changed(epoch_data_centers, "2025-12-17", tmp_path)[0])
    assert older["data_center_current_power", "unknown / Amazon Canton Mississippi"].value == 341
    newer = observed(centers(tmp_path)[0])
    assert newer["data_center_current_it_power", "United States / Colossus 2"].value == 946
    assert ("data_center_current_power", "United States / Colossus 2") not in newer


def test_what_is_to_be_built_is_assumed_and_a_site_without_power_draws_none(tmp_path: Path) -> None:
    rows = [r for r in centers(tmp_path)[0] if isinstance(r, Observation) and r.indicator == "data_center_power"]
    told = {r.period_start: (r.value, r.status) for r in rows}
    assert told[date(2025, 2, 28)] == (0, "estimate")
    assert told[date(2026, 6, 15)] == (1276, "estimate")
    assert told[date(2027, 2, 25)] == (2065, "assumption")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("946.0,1276.0", "946000.0,1276000.0", "expected 20 to 20,000 a megawatt"),
        ("1111672.56,35.836372", "1111672.56,35836.4", "USD bn of 2025 of one site"),
        ("Colossus 2,2026-06-15", "Colossus 3,2026-06-15", "not among the sites"),
        ("2026-06-15", "15/06/2026", "Invalid isoformat"),
    ],
)
def test_a_site_that_cannot_be_right_is_rejected(old: str, new: str, reason: str, tmp_path: Path) -> None:
    _, rejected = centers(tmp_path, timelines=NEW_TIMELINES.replace(old, new))
    assert len(rejected) == 1
    assert reason in rejected[0].reason


# All models


def test_a_model_and_what_is_known_of_its_training(tmp_path: Path) -> None:
    rows, rejected = changed(epoch_ai_models, "2026-07-17", tmp_path)
    found = observed(rows)
    assert not rejected
    assert round(found["training_compute", "Grok 4"].value / 1e26, 3) == 5
    assert round(found["training_cost", "Grok 4"].value) == 387842678
    assert ("training_compute", "GPT-4o") not in found  # never disclosed, and not estimated
    assert found["over_1e25_flop", "GPT-4o"].status == "estimate"
    assert found["over_1e25_flop", "Claude 3.5 Sonnet"].status == "assumption"  # maybe
    assert {row.model for row in rows if isinstance(row, Model)} >= {"GPT-4o", "Perceptron Mark I"}


def test_bounds_are_no_percentiles_and_must_lie_about_the_value(tmp_path: Path) -> None:
    found = observed(changed(epoch_ai_models, "2026-07-17", tmp_path)[0])
    bounded = [row for row in found.values() if row.interval != "none"]
    assert {row.interval for row in bounded} <= {"bounds"}
    assert all(row.low is not None and row.high is not None and row.low <= row.value <= row.high for row in bounded)


def test_a_training_run_beyond_all_runs_is_rejected(tmp_path: Path) -> None:
    def thousandfold(text: str) -> str:
        return text.replace("5.0000000000001e+26", "5.0000000000001e+32")

    _, rejected = changed(epoch_ai_models, "2026-07-17", tmp_path, thousandfold)
    assert [one.where for one in rejected]
    assert all("a unit may have changed" in one.reason for one in rejected)


# The other sources of the stack


def test_the_announced_archives_of_chips_are_read(tmp_path: Path) -> None:
    """In them a file's name no longer says whether it is of sales or of owners."""
    header = "Designer,Series start date,End date,H100e (median),H100e (5th percentile),H100e (95th percentile)"
    files = {}
    for name, first, rest in (("ai_chip_sales.zip", "", ""), ("ai_chip_owners.zip", "Owner,", "Meta,")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(
                "cumulative_by_designer.csv", f"{first}{header}\n{rest}Nvidia,1/1/2022,3/31/2022,14,8,24\n"
            )
            archive.writestr("quarterly_by_chip.csv", "left alone")
        files[name] = out.getvalue()
    rows, rejected = written(epoch_chip_counts, tmp_path, files, date(2026, 10, 1))
    assert not rejected
    found = observed(rows)
    assert found["chips_sold_cumulative_h100e", "Nvidia"].high == 24
    assert found["compute_stock_h100e", "Meta / Nvidia"].low == 8


@pytest.mark.parametrize(
    ("source", "name", "content", "reason"),
    [
        (
            openrouter_rankings,
            "rankings.csv",
            "date,model_permaslug,rank,total_tokens,share_of_daily_tokens\n2026-10-08,x/y,1,900,1\n",
            "that day was not over",
        ),
        (
            hyperscaler_capex,
            "capex.csv",
            "company,quarter_end,capex_usd,source,asof\nMeta,2026-09-30,30116000000,SEC,2026-08-22\n",
            "told on 2026-08-22",
        ),
        (
            hyperscaler_capex,
            "capex.csv",
            "company,quarter_end,capex_usd,source,asof\nMeta,2026-06-30,30116,SEC,2026-08-22\n",
            "a unit may have changed",
        ),
        (owid_electricity, "e.csv", "Country,Year,Electricity generation - TWh\nX,2026,5\n", "that year was not over"),
        (
            owid_electricity,
            "e.csv",
            "Country,Year,Electricity generation - TWh\nWorld,2023,29471000\n",
            "a unit may have changed",
        ),
    ],
)
def test_old_days_and_other_units_are_rejected(
    source: ModuleType, name: str, content: str, reason: str, tmp_path: Path
) -> None:
    rows, rejected = written(source, tmp_path, {name: content.encode()}, OCTOBER)
    assert not rows
    assert reason in rejected[0].reason


def test_an_old_ranking_under_a_new_day_is_refused(tmp_path: Path) -> None:
    """The publisher's file holds thirty days: it is old where even the newest of them is."""
    head = "date,model_permaslug,rank,total_tokens,share_of_daily_tokens\n"
    old, new = "2026-09-01,x/y,1,900,1\n", "2026-10-04,x/y,1,900,1\n"
    with pytest.raises(SourceChanged, match="an old file under a new day"):
        written(openrouter_rankings, tmp_path, {"rankings.csv": (head + old).encode()}, OCTOBER)
    rows, rejected = written(openrouter_rankings, tmp_path, {"rankings.csv": (head + old + new).encode()}, OCTOBER)
    assert (len(rows), rejected) == (2, [])
