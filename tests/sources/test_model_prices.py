"""model-prices: when an epoch holds, tiers and lifetimes, hours of the day, and what is refused or counted.

The values were worked out by hand from the extract, and agree with the publisher's own program.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from leadline import windows
from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected
from leadline.sources import model_prices
from tests.conftest import on_disk


def read(folder: Path, change: Callable[[str], str] = lambda text: text) -> tuple[list[Rate], list[Rejected]]:
    found = list(model_prices.read(on_disk("model_prices", "2026-10-26", folder, change=change)))
    return [row for row in found if isinstance(row, Rate)], [row for row in found if isinstance(row, Rejected)]


def rates(folder: Path, model: str, **fields: object) -> list[Rate]:
    """The rates of a model that have these fields."""
    found, rejected = read(folder)
    assert not rejected
    return [r for r in found if r.model == model and all(getattr(r, name) == value for name, value in fields.items())]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_epoch_holds_until_the_next(tmp_path: Path) -> None:
    """Mistral Large's alias: 2 and 6 until 8 December 2025; the third epoch adds only a price for cache reads."""
    found = rates(tmp_path, "mistral-large-latest", meter="output")
    assert [(r.amount, r.effective_from, r.effective_to) for r in found] == [
        (Decimal(6), utc("2025-06-10T16:33:35"), utc("2025-12-08T16:32:37")),
        (Decimal("1.5"), utc("2025-12-08T16:32:37"), utc("2026-09-29T00:37:26")),
        (Decimal("1.5"), utc("2026-09-29T00:37:26"), None),
    ]
    assert {(r.basis, r.currency, r.kind) for r in found} == {("models.dev commit", "USD", "list")}


def test_no_price_holds_before_it_was_seen(tmp_path: Path) -> None:
    """The file lets each first epoch hold for ever before; for Opus 4.6 it vouches from 5 February 2026 on."""
    first = min(r.effective_from for r in rates(tmp_path, "claude-opus-4-6") if r.effective_from)
    assert first == utc("2026-02-05T18:34:34")
    assert not [r for r in read(tmp_path)[0] if r.effective_from is None]


def test_a_discount_that_is_older_than_the_model_begins_with_the_model(tmp_path: Path) -> None:
    """Batches were sold from 2024 on, GPT-5.4 nano since March 2026."""
    batch = rates(tmp_path, "gpt-5.4-nano", service="batch", meter="input")
    assert [(r.amount, r.effective_from) for r in batch] == [
        (Decimal("0.1"), utc("2026-03-17T19:31:24")),
        (Decimal("0.1"), utc("2026-10-01T01:47:31")),
    ]


def test_an_epoch_of_unseen_days_is_left_out(tmp_path: Path) -> None:
    """DeepSeek Chat's first epoch, without cache reads, ends the instant at which it was first seen."""
    found = rates(tmp_path, "deepseek-chat", window=None, meter="input")
    first = utc("2025-06-10T22:55:28")
    assert [r.basis for r in found if r.effective_from and r.effective_from <= first] == ["documented, corrected"]


def test_an_older_correction_does_not_move_a_later_epoch(tmp_path: Path) -> None:
    """Qwen 3.7 Plus has three epochs that a price documented on 1 June corrects: each begins at its own start."""
    starts = [r.effective_from for r in rates(tmp_path, "qwen3.7-plus", meter="input", from_tokens=0)]
    assert starts[:2] == [utc("2026-06-01T00:00:00"), utc("2026-06-10T00:47:27")]


def test_a_mode_that_is_no_longer_sold_ends(tmp_path: Path) -> None:
    """Fast mode of Opus 4.6, at six times the price, from 8 April to 6 August 2026."""
    found = rates(tmp_path, "claude-opus-4-6", service="fast", meter="output")
    assert [(r.amount, r.effective_from, r.effective_to) for r in found] == [
        (Decimal(150), utc("2026-04-08T04:47:19"), utc("2026-08-06T15:30:21"))
    ]


def test_modes_are_services(tmp_path: Path) -> None:
    """Qwen 3 32B bills its thinking at three times the output."""
    at_first = {r.service: r.amount for r in rates(tmp_path, "qwen3-32b", meter="output") if r.effective_to}
    assert at_first == {"standard": Decimal("2.8"), "thinking": Decimal("8.4")}
    assert {r.service for r in read(tmp_path)[0]} == {"standard", "batch", "fast", "flex", "thinking"}


def test_tiers_and_writes_of_an_hour(tmp_path: Path) -> None:
    """Opus 4.6 in February 2026: twice the input above 200,000 tokens, and an hour of cache twice the input."""
    found = {
        (r.meter, r.from_tokens): r.amount
        for r in rates(tmp_path, "claude-opus-4-6", service="standard")
        if r.effective_from == utc("2026-02-05T18:34:34")
    }
    assert found["input", 0], found["input", 200_000] == (Decimal(5), Decimal(10))
    assert (found["cache_write_1h", 0], found["cache_write_1h", 200_000]) == (Decimal(10), Decimal(20))
    assert {r.tier_rule for r in rates(tmp_path, "claude-opus-4-6") if r.from_tokens} == {"whole >"}


def test_without_a_price_of_writes_there_is_none_of_an_hour(tmp_path: Path) -> None:
    """The multiple stands beside GPT-5.4 nano too, whose writes nobody prices."""
    assert {r.meter for r in rates(tmp_path, "gpt-5.4-nano")} == {"input", "output", "cache_read"}


def test_zero_is_no_price(tmp_path: Path) -> None:
    assert {(r.amount, r.basis) for r in rates(tmp_path, "swe-check")} == {(None, model_prices.ZERO)}
    output = {r.service: r.amount for r in rates(tmp_path, "gemini-embedding-001", meter="output")}
    assert output == {"standard": None, "batch": None}


def test_peak_hours_double_all_rates_of_the_provider(tmp_path: Path) -> None:
    """DeepSeek V4 Pro since 16 August 2026, 16:00 UTC: 1.98, at peak 3.96, in two windows without Chinese holidays."""
    found = [r for r in rates(tmp_path, "deepseek-v4-pro", meter="output") if r.effective_to is None]
    assert {r.window: r.amount for r in found} == {
        None: Decimal("1.98"),
        "mon-fri 01:00-04:00 ex CN": Decimal("3.96"),
        "mon-fri 06:00-10:00 ex CN": Decimal("3.96"),
    }
    peak = [r for r in rates(tmp_path, "deepseek-v4-pro") if r.window]
    assert min(r.effective_from for r in peak if r.effective_from) == utc("2026-08-16T16:00:00")
    assert {r.basis for r in peak} == {"schedule"}
    assert {r.url for r in peak} == {"https://api-docs.deepseek.com/zh-cn/updates"}


def test_off_peak_hours_are_those_of_named_models_and_end(tmp_path: Path) -> None:
    """DeepSeek Chat at half price from 16:30 to 00:30, until 5 September 2025, 16:00 UTC."""
    found = [r for r in rates(tmp_path, "deepseek-chat", meter="output", window="16:30-00:30")]
    assert [(r.amount, r.effective_to) for r in found] == [
        (Decimal("0.55"), utc("2025-06-17T22:26:49")),
        (Decimal("0.55"), utc("2025-08-25T16:35:54")),
        (Decimal("0.84"), utc("2025-09-05T16:00:00")),
    ]
    alibaba = {r.model for r in read(tmp_path)[0] if r.host == "alibaba" and r.window}
    assert alibaba == {"deepseek-v4-flash-0731"}


def test_a_working_day_a_holiday_and_a_weekend(tmp_path: Path) -> None:
    """A million tokens from V4 Pro at 02:00 UTC: double on a Wednesday, not on a Thursday that is a holiday."""
    china = windows.Calendar(
        dates={date(2026, 10, day) for day in range(1, 8)},
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        utc_offset=timedelta(hours=8),
    )
    outputs = rates(tmp_path, "deepseek-v4-pro", meter="output")

    def price(now: datetime) -> Decimal | None:
        valid = [
            r for r in outputs if r.effective_from and r.effective_from <= now < (r.effective_to or now + timedelta(1))
        ]
        inside = [r for r in valid if r.window and windows.holds(windows.parse(r.window), now, {"CN": china})]
        return next(r.amount for r in inside or valid)

    days = {day: price(utc(day + "T02:00:00")) for day in ("2026-09-30", "2026-10-01", "2026-10-08", "2026-10-10")}
    assert days == {
        "2026-09-30": Decimal("3.96"),
        "2026-10-01": Decimal("1.98"),
        "2026-10-08": Decimal("3.96"),
        "2026-10-10": Decimal("1.98"),
    }


def test_of_one_meter_one_rate_holds_at_a_time(tmp_path: Path) -> None:
    def what(rate: Rate) -> tuple[str, ...]:
        return rate.host, rate.model, rate.service, rate.meter, str(rate.from_tokens), str(rate.window)

    found = sorted(read(tmp_path)[0], key=lambda r: (*what(r), str(r.effective_from)))
    for _, group in groupby(found, key=what):
        spans = [(r.effective_from, r.effective_to) for r in group]
        for (_, end), (start, _) in pairwise(spans):
            assert end is not None
            assert start is not None
            assert end <= start


def test_plans_and_estimates_are_no_prices(tmp_path: Path) -> None:
    """A subscription of 20 dollars a month is in the extract."""
    assert Decimal(20) in {r.amount for r in rates(tmp_path, "claude-mythos-5")}  # a cache write of an hour
    assert not [r for r in read(tmp_path)[0] if r.model in ("pro", "muse-wonder-full-1.0")]


def test_the_value_recorded_before_a_correction_is_left_out(tmp_path: Path) -> None:
    """models.dev still had 0.435 and 0.87 for V4 Pro when DeepSeek had documented 0.66 and 1.98."""
    found = rates(tmp_path, "deepseek-v4-pro", meter="input", window=None)
    corrected = [r for r in found if r.effective_from == utc("2026-08-16T16:00:00")]
    assert [(r.amount, r.basis) for r in corrected] == [(Decimal("0.66"), "documented, corrected")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"schema": 1', '"schema": 2', "expected the schema 1, found 2"),
        ('"plans"', '"packages"', "expected of each snapshot the keys"),
        ('"cache_write_1h_multiple"', '"cache_write_2h_multiple"', "expected of each rate the keys"),
        ('"recorded"', '"before"', "expected of each epoch the keys"),
        ('"weekdays_only"', '"full_moon_only"', "expected of each schedule the keys"),
        ('"peak_hours_utc"', '"off_peak_hours_utc"', "expected schedules, and prices"),
        ('"peak_hours_utc"', '"note"', "expected peak or off-peak hours"),
        ('"01:00"', '"1 am"', "no time of day"),
        ('"2026-08-16T16:00:00Z"', '"August"', "expected schedules, and prices"),
        ('"peak_multiplier": 2.0', '"peak_multiplier": "twice"', "expected schedules, and prices"),
    ],
)
def test_a_changed_layout_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        read(tmp_path, lambda text: text.replace(old, new))


@pytest.mark.parametrize("text", ["[]", "{}", "{"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceChanged, match=r"expected of each snapshot the keys|is no JSON"):
        read(tmp_path, lambda _: text)


def test_prices_in_another_shape_are_refused(tmp_path: Path) -> None:
    shape = '{"schema": 1, "updated_at": "", "models_dev": {}, "schedules": {}, "prices": [1]}'
    with pytest.raises(SourceChanged, match="prices by provider, model and mode"):
        read(tmp_path, lambda _: shape)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"input": 1.74', '"input": "much"', "no number: 'much'"),
        ('"input": 1.74', '"input": true', "no number: True"),
        ('"input": 1.74', '"input": -1.74', "below zero"),
        ('"2026-04-24T07:04:52Z"', '"spring"', "spring"),
        ('"2026-04-24T07:04:52Z"', '"2026-04-24T07:04:52"', "an instant without a zone"),
        ('"above": 256000', '"from": 256000', "a tier with the fields"),
    ],
)
def test_an_epoch_that_does_not_parse_is_counted_with_its_place(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    found, rejected = read(tmp_path, lambda text: text.replace(old, new))
    assert found
    assert rejected
    assert all(row.where.split("/")[0] in ("deepseek", "alibaba") and reason in row.reason for row in rejected)
