"""LiteLLM's map of prices: what a field's name says, zeros, hours, multipliers, and what is refused or counted.

The values were worked out by hand from the entries of the extracts.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from leadline import windows
from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected
from leadline.sources import litellm_prices
from tests.conftest import on_disk

OLD, NEW = "2026-05-30", "2026-11-11"


def read(
    folder: Path, vintage: str = NEW, change: Callable[[str], str] = lambda text: text
) -> tuple[list[Rate], list[Rejected]]:
    found = list(litellm_prices.read(on_disk("litellm_prices", vintage, folder, change=change)))
    return [row for row in found if isinstance(row, Rate)], [row for row in found if isinstance(row, Rejected)]


def rates(folder: Path, model: str, vintage: str = NEW, **fields: object) -> list[Rate]:
    """The rates of a model that have these fields."""
    found, rejected = read(folder, vintage)
    assert not rejected
    return [r for r in found if r.model == model and all(getattr(r, name) == value for name, value in fields.items())]


def amounts(folder: Path, model: str, vintage: str = NEW, **fields: object) -> dict[str, Decimal | None]:
    """The amounts by meter."""
    found = rates(folder, model, vintage, **fields)
    assert len({r.meter for r in found}) == len(found)
    return {r.meter: r.amount for r in found}


def test_a_price_of_a_token_becomes_one_of_a_million(tmp_path: Path) -> None:
    """Claude Opus 5.5: 0.000004 in, 0.00002 out, two kinds of cache writes, and searches by the thousand."""
    assert amounts(tmp_path, "claude-opus-5-5", service="standard", region=None) == {
        "input": Decimal(4),
        "output": Decimal(20),
        "cache_read": Decimal("0.2"),
        "cache_write": Decimal(5),
        "cache_write_1h": Decimal(8),
        "search": Decimal(10),
    }
    assert {r.unit for r in rates(tmp_path, "claude-opus-5-5", meter="search")} == {"thousand"}
    assert amounts(tmp_path, "claude-opus-5-5", service="batch", region=None)["input"] == Decimal(2)


def test_digits_that_floats_left_stay_as_they_stand(tmp_path: Path) -> None:
    """8.000000000000001e-07 of Kimi K2.6 at Novita is no 0.8, and no float."""
    assert amounts(tmp_path, "moonshotai/kimi-k2.6")["input"] == Decimal("0.8000000000000001")


def test_context_lifetime_and_service_are_told_by_one_name(tmp_path: Path) -> None:
    """GPT-6 Luna above 272,000 tokens: twice the price of input, and half of that in flex."""
    standard, flex, decisions = (
        amounts(tmp_path, "gpt-6-luna", service=service, from_tokens=272_000, tier_rule="whole >", region=None)
        for service in ("standard", "flex", "decisions")
    )
    assert (standard["input"], flex["input"]) == (Decimal("0.2"), Decimal("0.1"))
    assert (standard["cache_write_12h"], flex["cache_write_12h"]) == (Decimal("0.5"), Decimal("0.25"))
    assert decisions["output"] is None


def test_multipliers_of_regions_are_multiplied_out_for_tokens_only(tmp_path: Path) -> None:
    plain = amounts(tmp_path, "gpt-6-luna", service="priority", from_tokens=0, region=None)
    for region in ("eu", "us"):
        dearer = amounts(tmp_path, "gpt-6-luna", service="priority", from_tokens=0, region=region)
        assert dearer == {meter: amount and amount * Decimal("1.1") for meter, amount in plain.items()}
    assert {r.region for r in rates(tmp_path, "gpt-6-luna", meter="search")} == {None}
    assert amounts(tmp_path, "vertex_ai/claude-sonnet-5", service="standard", region="regional")["input"] == Decimal(
        "2.2"
    )


def test_a_fast_service_and_a_region_multiply(tmp_path: Path) -> None:
    """Claude Opus 4.6 in May: fast at six times, in the US at 1.1 times, both at 6.6 times."""
    found = {
        (service, region): amounts(tmp_path, "claude-opus-4-6", OLD, service=service, region=region)["output"]
        for service in ("standard", "fast")
        for region in (None, "us")
    }
    assert found == {
        ("standard", None): Decimal(25),
        ("standard", "us"): Decimal("27.5"),
        ("fast", None): Decimal(150),
        ("fast", "us"): Decimal(165),
    }


def test_tiers_in_a_list_with_and_without_a_base_beside_them(tmp_path: Path) -> None:
    for model, inputs in (
        ("qwen-plus-2025-07-28", {0: Decimal("0.4"), 256_000: Decimal("1.2")}),
        ("qwen3.7-plus", {0: Decimal("0.40000000000000003"), 256_000: Decimal("1.2")}),
    ):
        found = rates(tmp_path, model, meter="input")
        assert {r.from_tokens: r.amount for r in found} == inputs
        assert [r.tier_rule for r in found] == [None, "whole >"]


def test_tiers_by_results_of_a_search_are_meters_of_their_own(tmp_path: Path) -> None:
    assert amounts(tmp_path, "search", OLD, host="exa_ai") == {"search_to_25": Decimal(5), "search_to_100": Decimal(25)}


def test_searches_by_size_of_context(tmp_path: Path) -> None:
    sizes = {"search_low": Decimal(5), "search_medium": Decimal(8), "search_high": Decimal(12)}
    assert amounts(tmp_path, "sonar", OLD).items() >= sizes.items()


def test_off_peak_hours_become_windows(tmp_path: Path) -> None:
    """DeepSeek V4 Pro: half price but for 01:00-04:00 and 06:00-10:00 UTC from Monday to Friday."""
    found = {r.window: r.amount for r in rates(tmp_path, "deepseek-v4-pro", meter="output")}
    assert found == {
        None: Decimal("3.96"),
        "mon-fri 00:00-01:00": Decimal("1.98"),
        "mon-fri 04:00-06:00": Decimal("1.98"),
        "mon-fri 10:00-00:00": Decimal("1.98"),
        "sat-sun 00:00-00:00": Decimal("1.98"),
    }


@pytest.mark.parametrize(("model", "hours_ahead"), [("deepseek-v4-pro", 0), ("deepseek-v4.1-flash", 8)])
def test_days_of_the_week_are_those_of_the_zone(tmp_path: Path, model: str, hours_ahead: int) -> None:
    """Each minute of a week is in one window or, at peak, in none; Tencent's days are those of Shanghai."""
    off_peak = [windows.parse(str(r.window)) for r in rates(tmp_path, model, meter="input") if r.window]
    for minute in range(0, windows.WEEK_MINUTES, 10):
        now = datetime(2026, 9, 7, tzinfo=UTC) + timedelta(minutes=minute)
        weekday = (now + timedelta(hours=hours_ahead)).weekday()
        peak = weekday < 5 and (1 <= now.hour < 4 or 6 <= now.hour < 10)
        assert sum(windows.holds(window, now) for window in off_peak) == (0 if peak else 1)


def test_zero_is_free_only_where_the_name_says_so(tmp_path: Path) -> None:
    free = {"input": Decimal(0), "output": Decimal(0)}
    assert amounts(tmp_path, "beam-free").items() >= free.items()
    assert amounts(tmp_path, "openrouter/free", OLD) == free
    unknown = rates(tmp_path, "glm-4.7-flash")
    assert {(r.amount, r.basis) for r in unknown} == {(None, litellm_prices.ZERO)}
    assert len(unknown) == 4


def test_zero_of_what_does_not_apply_is_no_price(tmp_path: Path) -> None:
    """An embedding has no output, and a search with a fee of its own bills no input: neither is free."""
    assert amounts(tmp_path, "cohere/embed-v4.0", OLD) == {"input": Decimal("0.12"), "output": None}
    assert amounts(tmp_path, "pplx-7b-online", OLD)["input"] is None
    assert amounts(tmp_path, "pplx-7b-online", OLD)["request"] == Decimal(5)


def test_one_price_told_twice_is_one_rate(tmp_path: Path) -> None:
    """Capacity is told as input and as output, a cache hit under two names, a second as 0 and with a price."""
    capacity = rates(tmp_path, "us-east-1/1-month-commitment/anthropic.claude-v1", OLD)
    assert [(r.meter, r.amount, r.unit) for r in capacity] == [("capacity", Decimal("0.0175"), "second")]
    assert len(rates(tmp_path, "deepseek/deepseek-chat", OLD, meter="cache_read")) == 1
    assert amounts(tmp_path, "stt-async-v5") == {"input_audio": Decimal("0.0000277778")}
    assert amounts(tmp_path, "whisper-1", OLD) == {"input_audio": Decimal("0.0001")}


def test_other_units(tmp_path: Path) -> None:
    found = {(r.model, r.meter, r.service): (r.amount, r.unit) for r in read(tmp_path)[0]}
    assert found["mistral-ocr-latest", "ocr", "standard"] == (Decimal("0.004"), "page")
    assert found["mistral-ocr-latest", "annotation", "batch"] == (Decimal("0.0025"), "page")
    assert found["speech/azure-tts", "input_character", "standard"] == (Decimal("0.000015"), "character")
    assert found["amazon.rerank-v1:0", "query", "standard"] == (Decimal(1), "thousand")
    assert found["low/1024-x-1024/gpt-image-1", "input_image", "standard"] == (Decimal("0.010490417"), "mpixel")
    assert found["fal-ai/nano-banana-2", "output_image_4k", "standard"] == (Decimal("0.16"), "image")
    assert found["veo-3.1-lite-generate-preview", "output_video_1080p", "standard"] == (Decimal("0.08"), "second")
    assert found["qwen3.7-max", "cache_read_explicit", "standard"] == (Decimal("0.25"), "mtok")


def test_older_names_of_fields(tmp_path: Path) -> None:
    assert amounts(tmp_path, "text-embedding-preview-0409", OLD, service="batch") == {"input": Decimal("0.005")}
    assert amounts(tmp_path, "gemini-3.1-flash-lite-preview", OLD)["cache_read_audio"] == Decimal("0.05")
    assert amounts(tmp_path, "amazon.titan-image-generator-v1", OLD)["output_image_above_512_premium"] == Decimal(
        "0.012"
    )


def test_the_name_of_the_provider_goes_unless_two_models_would_become_one(tmp_path: Path) -> None:
    found = {(r.host, r.model) for r in read(tmp_path)[0]}
    assert ("deepseek", "deepseek-v4-pro") in found
    assert ("deepseek", "deepseek/deepseek-v4-pro") in found
    assert ("tencent", "deepseek-v4.1-flash") in found
    assert ("vertex_ai-language-models", "vertex_ai/claude-sonnet-5") not in found
    assert ("vertex_ai-anthropic_models", "vertex_ai/claude-sonnet-5") in found


def test_specimen_and_rules_are_no_models(tmp_path: Path) -> None:
    assert not {r.model for r in read(tmp_path)[0]} & litellm_prices.NO_MODELS


def test_a_model_without_a_price_is_listed(tmp_path: Path) -> None:
    """A preset of Perplexity has no price; guardrails and pages by the credit have prices that are not read."""
    (preset,) = rates(tmp_path, "preset/fast-search", OLD)
    assert (preset.amount, preset.basis) == (None, litellm_prices.LISTED)
    for model in ("guardrails", "parse-v3"):
        (listed,) = rates(tmp_path, model)
        assert (listed.amount, listed.basis) == (None, litellm_prices.UNREAD)


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("input_cost_per_token_flex", "input_cost_per_token_lunar", "input_cost_per_token_lunar", "no word for what"),
        ('"mode": "ocr"', '"mode": "ocr", "new_pricing": {}', "new_pricing", "no word for what"),
        ("regional_endpoint_uplift", "galactic_uplift", "galactic_uplift_multiplier", "no word for what"),
        (
            '"output_cost_per_token": 2e-05',
            '"output_cost_per_token": "20"',
            "output_cost_per_token",
            "that is no number",
        ),
        (
            '"output_cost_per_token": 2e-05',
            '"output_cost_per_token": true',
            "output_cost_per_token",
            "that is no number",
        ),
        (
            '"output_cost_per_token": 2e-05',
            '"output_cost_per_token": NaN',
            "output_cost_per_token",
            "that is no number",
        ),
        ('"output_cost_per_token": 2e-05', '"output_cost_per_token": -1', "output_cost_per_token", "below zero"),
        ('"litellm_provider": "sail"', '"litellm_provider": ""', "sail/moonshotai/Kimi-K3", "no provider"),
        ("Asia/Shanghai", "Europe/Paris", "off_peak_pricing", "Europe/Paris"),
        ("10:00-00:00", "10:00-24:00", "off_peak_pricing", "no time of day"),
        ('"windows"', '"seasons"', "off_peak_pricing", "an off-peak rule with the fields"),
        ('"range"', '"span"', "tiered_pricing", "KeyError"),
        ("search_context_size_low", "search_context_size_none", "search_context_cost_per_query", "no word for what"),
        ('"us": 1.1', '"us": "ten"', "multipliers", "that is no number"),
        ('"fast": 2', '"fast": 0', "multipliers", "nothing to multiply"),
        ('_multiplier_eu": 1.1', '_multiplier_eu": null', "multipliers", "that is no number"),
        ('"mode": "video_generation"', '"mode": "hologram"', "output_cost_per_second", "in the mode hologram"),
    ],
)
def test_a_price_that_is_not_understood_is_counted(tmp_path: Path, old: str, new: str, where: str, reason: str) -> None:
    before = len(read(tmp_path)[0])
    found, rejected = read(tmp_path, change=lambda text: text.replace(old, new))
    assert rejected
    assert all(where in row.where for row in rejected)
    assert all(reason in row.reason for row in rejected)
    assert 0 < before - len(found) < 120  # the rest of the file is read, multiples of the price apart


def test_two_prices_of_one_meter_are_counted(tmp_path: Path) -> None:
    twice = '"input_cost_per_token_cache_hit": 2.8e-08'
    _, rejected = read(tmp_path, OLD, lambda text: text.replace(twice, twice.replace("2.8", "3")))
    (row,) = rejected
    assert (row.where, "two prices" in row.reason) == ("deepseek/deepseek-chat", True)


def test_weekdays_by_another_name_are_counted(tmp_path: Path) -> None:
    _, rejected = read(tmp_path, change=lambda text: text.replace("      6,\n", '      "sat",\n'))
    assert {row.where.rpartition(": ")[2] for row in rejected} == {"off_peak_pricing"}


@pytest.mark.parametrize("text", ["[]", "{}", '{"a": {"litellm_provider": "b"}}', '{"a": 1}', "{"])
def test_another_layout_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceChanged, match=r"expected a map of names to entries|is no JSON"):
        read(tmp_path, change=lambda _: text)


def test_hours_without_days_hold_every_day(tmp_path: Path) -> None:
    """The publisher also lets an entry tell its hours at once; none of the stored ones does."""
    entry = (
        '{"a/m": {"litellm_provider": "a", "mode": "chat", "input_cost_per_token": 2e-06, '
        '"off_peak_pricing": {"hours_utc": "16:30-00:30", "input_cost_per_token": 1e-06}}}'
    )
    found, rejected = read(tmp_path, change=lambda _: entry)
    assert not rejected
    assert {r.window: r.amount for r in found} == {None: Decimal(2), "16:30-00:30": Decimal(1)}
