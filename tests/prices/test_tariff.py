"""How prices follow from rates: tiers on both sides of their edges, hours, promotions, regions, units; by hand."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline import windows
from leadline.model import TIER_RULES, Rate
from leadline.prices.tariff import Tariff, tariff
from leadline.windows import Calendar
from tests.conftest import rate

MILLION = 1_000_000


def tier(amount: str, start: int, rule: str, meter: str = "input") -> Rate:
    return replace(rate(amount, meter=meter), from_tokens=start, tier_rule=rule)


def priced(found: Tariff, requests: int | None = 1, **counts: int) -> Decimal:
    return found.plain.cost(counts, requests)


@pytest.mark.parametrize(
    ("rule", "tokens", "expected"),
    [
        # Base 2, tier 4 from 1,000 tokens on, each a million: sums in millionths of a dollar.
        ("whole >", 999, 999 * 2),
        ("whole >", 1000, 1000 * 2),
        ("whole >", 1001, 1001 * 4),
        ("whole >=", 999, 999 * 2),
        ("whole >=", 1000, 1000 * 4),
        ("whole >=", 1001, 1001 * 4),
        ("marginal >", 999, 999 * 2),
        ("marginal >", 1000, 1000 * 2),
        ("marginal >", 1001, 1000 * 2 + 1 * 4),
        ("marginal >=", 1000, 1000 * 2),
        ("marginal >=", 1001, 1000 * 2 + 1 * 4),
        ("marginal >=", 3000, 1000 * 2 + 2000 * 4),
    ],
)
def test_the_edge_of_a_tier(rule: str, tokens: int, expected: int) -> None:
    found = tariff([rate("2"), tier("4", 1000, rule)], "standard")
    assert priced(found, input=tokens) == Decimal(expected) / MILLION


@pytest.mark.parametrize(
    ("rule", "tokens", "expected"),
    [
        ("whole >", 1000, 100 * 10),
        ("whole >", 1001, 100 * 30),
        ("whole >=", 1000, 100 * 30),
        ("marginal >", 1000, 100 * 10),
        ("marginal >", 1001, 100 * 30),  # output comes after all input, and so beyond the start of the tier
        ("marginal >=", 1000, 100 * 30),
        ("marginal >=", 999, 100 * 10),
    ],
)
def test_output_pays_the_tier_that_its_input_reaches(rule: str, tokens: int, expected: int) -> None:
    rates = [rate("0", meter="input"), rate("10", meter="output"), tier("30", 1000, rule, meter="output")]
    found = tariff(rates, "standard")
    assert priced(found, input=tokens, output=100) == Decimal(expected) / MILLION


def test_two_marginal_steps_over_two_meters_by_hand() -> None:
    """Input 1, beyond 100 tokens 2, beyond 300 tokens 5; reads always 0.5 of these: 0.5, 1, 2.5.

    500 tokens, 400 plain and 100 read: of each 100/500 lie below 100, 200/500 up to 300, 200/500 beyond. Plain:
    400 x (100 x 1 + 200 x 2 + 200 x 5) / 500 = 400 x 3 = 1200; read: 100 x 1.5 = 150. In all 1350 millionths.
    """
    rates = [
        *(rate("1"), tier("2", 100, "marginal >"), tier("5", 300, "marginal >")),
        *(rate("0.5", meter="cache_read"), tier("1", 100, "marginal >", meter="cache_read")),
        tier("2.5", 300, "marginal >", meter="cache_read"),
    ]
    assert priced(tariff(rates, "standard"), input=400, cache_read=100) == Decimal(1350) / MILLION


def test_a_marginal_step_above_a_whole_one() -> None:
    """1 up to 100 tokens, then 2 for all of them, and 5 for what lies beyond 300: 400 tokens pay 300 x 2 + 100 x 5."""
    rates = [rate("1"), tier("2", 100, "whole >"), tier("5", 300, "marginal >")]
    assert priced(tariff(rates, "standard"), input=400) == Decimal(1100) / MILLION


def test_the_mean_request_tells_the_tier() -> None:
    """10 requests of 1,000 tokens are below a tier above 1,000, of 1,000.1 in it: fractions of a token count."""
    found = tariff([rate("2"), tier("4", 1000, "whole >")], "standard")
    assert priced(found, 10, input=10_000) == Decimal(20_000) / MILLION
    assert priced(found, 10, input=10_001) == Decimal(40_004) / MILLION
    assert priced(found, None, input=10_001) == Decimal(20_002) / MILLION


def test_a_meter_with_a_price_for_long_requests_alone_pays_that_of_the_broader_one_in_others() -> None:
    rates = [rate("2"), tier("4", 1000, "whole >"), tier("1", 1000, "whole >", meter="cache_read")]
    found = tariff(rates, "standard")
    assert priced(found, cache_read=1000) == Decimal(2000) / MILLION
    assert priced(found, cache_read=1001) == Decimal(1001) / MILLION


def test_a_tier_without_a_base_prices_no_short_request() -> None:
    with pytest.raises(KeyError):
        priced(tariff([tier("4", 1000, "whole >")], "standard"), input=1000)


@given(rule=st.sampled_from(TIER_RULES), less=st.integers(0, 10**7), more=st.integers(0, 10**7))
def test_more_input_never_costs_less_where_the_tier_is_dearer(rule: str, less: int, more: int) -> None:
    found = tariff([rate("2"), tier("4", 200_000, rule)], "standard")
    assert priced(found, input=less) <= priced(found, input=less + more)


@given(tokens=st.integers(0, 10**7), start=st.integers(1, 10**6), low=st.integers(0, 100), high=st.integers(0, 100))
def test_a_marginal_price_is_that_of_both_parts(tokens: int, start: int, low: int, high: int) -> None:
    """The definition, computed plainly: the part up to the start at one price, the part beyond at the other."""
    found = tariff([rate(str(low)), tier(str(high), start, "marginal >")], "standard")
    parts = min(tokens, start) * low + max(0, tokens - start) * high
    assert float(priced(found, input=tokens)) == pytest.approx(parts / MILLION, rel=1e-20)


# Units.


def test_units_other_than_tokens_are_counted_under_their_own_name() -> None:
    """3 images at 0.04, 60 seconds at 0.0001, 5 searches at 10 a thousand, and audio tokens at 32 a million."""
    rates = [
        rate("0.04", meter="output_image", unit="image"),
        rate("0.0001", meter="input_audio", unit="second"),
        rate("32", meter="input_audio"),
        rate("10", meter="search", unit="thousand"),
    ]
    counts = {"output_image:image": 3, "input_audio:second": 60, "input_audio": 500_000, "search": 5}
    found = tariff(rates, "standard").plain.cost(counts, 1)
    assert found == Decimal("0.12") + Decimal("0.006") + 16 + Decimal("0.05")
    with pytest.raises(KeyError):
        tariff(rates, "standard").plain.cost({"output_image": 3}, 1)


def test_pieces_and_seconds_are_no_context() -> None:
    """1,000 searches and 5,000 seconds do not lift 100 tokens into a tier above 1,000."""
    rates = [
        *(rate("2"), tier("4", 1000, "whole >"), rate("10", meter="search", unit="thousand")),
        rate("1", meter="input_audio", unit="second"),
    ]
    counts = {"input": 100, "search": 1000, "input_audio:second": 5000}
    assert tariff(rates, "standard").plain.cost(counts, 1) == Decimal(200) / MILLION + 10 + 5000


# Hours.

CHINA = Calendar(
    dates={date(2026, 10, 1)}, first=date(2026, 1, 1), last=date(2026, 12, 31), utc_offset=timedelta(hours=8)
)
MONDAY = datetime(2026, 9, 7, tzinfo=UTC)


def output_at(found: Tariff, instant: datetime, calendars: Mapping[str, Calendar] | None = None) -> Decimal:
    return found.at(instant, calendars or {"CN": CHINA}).cost({"output": MILLION}, 1)


def test_both_edges_of_a_window_to_the_minute() -> None:
    window = "mon-fri 01:00-04:00 ex CN"
    found = tariff([rate("2", meter="output"), rate("4", meter="output", window=window)], "standard")
    edges = ((0, 59, 59), (1, 0, 0), (3, 59, 59), (4, 0, 0))
    told = [output_at(found, MONDAY.replace(hour=h, minute=m, second=s)) for h, m, s in edges]
    assert told == [2, 4, 4, 2]
    holiday = datetime(2026, 10, 1, 2, tzinfo=UTC)
    assert output_at(found, holiday) == 2
    assert output_at(found, holiday + timedelta(days=1)) == 4


def test_hours_do_not_move_with_summer_time() -> None:
    """The same minute of a day in January and in July, as no zone here has summer time."""
    found = tariff([rate("2", meter="output"), rate("4", meter="output", window="14:00-15:00")], "standard")
    for month in (1, 7):
        day = datetime(2026, month, 15, tzinfo=UTC)
        told = [output_at(found, day + timedelta(minutes=minute)) for minute in (839, 840, 899, 900)]
        assert told == [2, 4, 4, 2]


def test_where_two_windows_hold_the_shorter_counts_and_none_twice() -> None:
    """8 hours at 4 and within them 2 at 1; 16 hours at 2: the mean is (6 x 4 + 2 x 1 + 16 x 2) / 24 = 58/24."""
    rates = [
        rate("2", meter="output"),
        rate("4", meter="output", window="08:00-16:00"),
        rate("1", meter="output", window="10:00-12:00"),
    ]
    found = tariff(rates, "standard")
    told = [output_at(found, MONDAY.replace(hour=hour)) for hour in (7, 8, 10, 12, 16)]
    assert told == [2, 4, 1, 4, 2]
    minutes = [minute for minute, _ in found.week] + [windows.WEEK_MINUTES]
    costs = [scale.cost({"output": 24 * MILLION}, 1) for _, scale in found.week]
    whole = sum((end - begin) * value for begin, end, value in zip(minutes, minutes[1:], costs, strict=False))
    assert whole == 58 * windows.WEEK_MINUTES


WINDOWS = st.builds(
    windows.Window,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.integers(0, windows.DAY_MINUTES - 1),
    end=st.integers(0, windows.DAY_MINUTES - 1),
)


@settings(max_examples=25, deadline=None)
@given(held=st.lists(WINDOWS, max_size=3, unique=True))
def test_the_week_and_its_instants_agree(held: list[windows.Window]) -> None:
    """Each minute of the week is priced once, and as the instant is: two ways to one number."""
    rates = [rate(str(2 + place), meter="output", window=str(window)) for place, window in enumerate(held)]
    found = tariff([rate("1", meter="output"), *rates], "standard")
    minutes = [minute for minute, _ in found.week]
    assert minutes == sorted(set(minutes))
    for minute in range(0, windows.WEEK_MINUTES, 97):
        scale = max((m, place) for place, m in enumerate(minutes) if m <= minute)[1]
        assert found.week[scale][1].cost({"output": MILLION}, 1) == output_at(found, MONDAY + timedelta(minutes=minute))


# Kinds, regions, services, order.


@pytest.mark.parametrize(("plain", "hours"), [("0.66", "1.32"), ("1.32", "0.66")])
def test_the_list_price_is_that_of_the_dearest_hours_whichever_a_source_takes_for_plain(plain: str, hours: str) -> None:
    """Peak 1.32 and off-peak 0.66: at list 1.32 by both ways to write it, and nothing charged is above it."""
    rates = [rate(plain), rate(hours, window="mon-fri 01:00-04:00"), rate("3", meter="output")]
    listed, charged = tariff(rates, "standard", "list"), tariff(rates, "standard")
    assert priced(listed, input=MILLION) == Decimal("1.32")
    assert priced(listed, output=MILLION) == Decimal(3)
    assert not listed.windows
    assert all(scale.cost({"input": MILLION}, 1) <= Decimal("1.32") for _, scale in charged.week)


def test_a_promotion_takes_the_place_of_the_list_price_of_its_own_meter_and_tier() -> None:
    rates = [
        *(rate("2"), tier("4", 1000, "whole >"), rate("1", kind="promo"), rate("10", meter="output")),
        rate("0.8", kind="introductory", effective_from=datetime(2026, 1, 1, tzinfo=UTC)),
    ]
    charged, listed = tariff(rates, "standard"), tariff(rates, "standard", "list")
    assert priced(charged, input=1000) == Decimal(800) / MILLION  # of two promotions the one that began later
    assert priced(charged, input=1001) == Decimal(4004) / MILLION  # nobody said that long requests are cheaper
    assert priced(listed, input=1000) == Decimal(2000) / MILLION
    assert priced(charged, output=100) == priced(listed, output=100)


def test_a_region_prices_what_it_states_and_leaves_the_rest() -> None:
    rates = [rate("2"), rate("2.2", region="us"), rate("10", meter="search", unit="thousand")]
    plain, inside, elsewhere = (tariff(rates, "standard", region=region) for region in (None, "us", "eu"))
    assert priced(plain, input=MILLION) == 2
    assert priced(inside, input=MILLION, search=1000) == Decimal("12.2")
    assert inside.regional == {"input"}
    assert not elsewhere.regional


def test_a_service_is_never_priced_as_another() -> None:
    rates = [rate("2"), rate("10", meter="output"), rate("1", service="batch")]
    assert priced(tariff(rates, "batch"), input=MILLION) == 1
    with pytest.raises(KeyError):
        priced(tariff(rates, "batch"), output=1)
    assert not tariff(rates, "flex").ladders


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_the_order_of_rates_does_not_matter(seed: int) -> None:
    rates = [
        *(rate("2"), rate("3", effective_from=datetime(2026, 1, 1, tzinfo=UTC)), rate("1.5", kind="promo")),
        *(
            rate("1.4", kind="introductory"),
            tier("4", 1000, "whole >="),
            rate("9", meter="output", window="02:00-05:00"),
        ),
        *(rate("8", meter="output"), rate("0.2", meter="cache_read"), rate("2.2", region="us")),
    ]
    shuffled = random.Random(seed).sample(rates, len(rates))
    for region in (None, "us"):
        one, other = tariff(rates, "standard", region=region), tariff(shuffled, "standard", region=region)
        assert one.ladders == other.ladders
        assert [m for m, _ in one.week] == [m for m, _ in other.week]
