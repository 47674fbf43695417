"""What a workload costs: worked by hand, at the edges of tiers, by meter, hour and day."""

import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Figure, Rate, Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import cost, mean, ratio
from leadline.prices.listing import listings
from leadline.prices.tariff import Basis
from leadline.prices.workload import by_meter, describe, mixed, shares
from leadline.store.store import Store
from tests.conftest import rate, snapshot

DAY = date(2026, 1, 10)
Priced = Callable[..., Book]


@pytest.fixture
def priced(store: Store) -> Priced:
    """A price book of some rates."""

    def make(*rates: Rate, on: date = DAY) -> Book:
        store.append(snapshot(), rates, keep_raw=False)
        return book(store.as_of(DAY), on)

    return make


def usd(prices: Book, name: str = "openai/gpt-5", requests: int | None = None, **tokens: int) -> float:
    return cost(prices, prices.find(name), Workload(tokens=tokens, requests=requests)).value


def test_by_hand(priced: Priced) -> None:
    """37.5M input at 2.5 and 12.5M output at 14.25 dollars a million: 93.75 + 178.125 = 271.875."""
    prices = priced(rate("2.5"), rate("14.25", meter="output"))
    figure = cost(prices, prices.find("gpt-5"), mixed(50_000_000, "3:1"))
    assert figure.value == 271.875
    assert (figure.unit, figure.interval, figure.grade, figure.method) == ("USD", "none", "measured", "cost/5")
    assert "rests on one source, genai_prices" in figure.note


TIERED = (
    rate("2.5"),
    rate("5", from_tokens=272_000, tier_rule="whole >"),
    rate("15", meter="output"),
    rate("22.5", meter="output", from_tokens=272_000, tier_rule="whole >"),
)


@pytest.mark.parametrize("basis", ["charged", "list"])
def test_the_mean_alone_is_the_value_of_the_cost(bundled: Store, basis: Basis) -> None:
    """Of every offer of a day, in its currency; and the same error where there is no price."""
    prices, load = book(bundled.as_of(date(2026, 11, 24))), mixed(1_000_000, "agent")
    for offer in [*prices.offers.values()][::7]:
        try:
            expected = cost(prices, offer, load, basis=basis)
        except UserError as error:
            with pytest.raises(type(error), match=re.escape(str(error))):
                mean(prices, offer, load, basis=basis)
        else:
            assert mean(prices, offer, load, basis=basis) == (expected.value, expected.unit)


@pytest.mark.parametrize(
    ("input_tokens", "expected"),
    [
        (271_999, 271_999 * 2.5e-6 + 1000 * 15e-6),
        (272_000, 272_000 * 2.5e-6 + 1000 * 15e-6),  # the tier begins above its start
        (272_001, 272_001 * 5e-6 + 1000 * 22.5e-6),  # all tokens of the request pay the tier's price
    ],
)
def test_context_tiers_at_their_edge(priced: Priced, input_tokens: int, expected: float) -> None:
    assert usd(priced(*TIERED), input=input_tokens, output=1000, requests=1) == pytest.approx(expected, rel=1e-12)


def test_cached_tokens_count_towards_the_context(priced: Priced) -> None:
    """100,001 plain and 172,000 cached input tokens are more than 272,000: input 5, cache read 0.5 a million."""
    reads = (
        rate("0.25", meter="cache_read"),
        rate("0.5", meter="cache_read", from_tokens=272_000, tier_rule="whole >"),
    )
    prices = priced(*TIERED, *reads)
    expected = 100_001 * 5e-6 + 172_000 * 0.5e-6
    assert usd(prices, input=100_001, cache_read=172_000, requests=1) == pytest.approx(expected, rel=1e-12)


def test_without_requests_the_base_rate_is_used_and_said(priced: Priced) -> None:
    prices = priced(*TIERED)
    figure = cost(prices, prices.find("gpt-5"), Workload(tokens={"input": 10_000_000}))
    assert figure.value == 25.0
    assert "base rate used" in figure.note


def test_cache_meters_without_a_rate_are_billed_as_the_next_broader_one(priced: Priced) -> None:
    """Writes of five minutes at the rate for writes (3.75), reads without a rate at that of input (3); both said."""
    prices = priced(rate("3"), rate("3.75", meter="cache_write"), rate("6", meter="cache_write_1h"))
    figure = cost(prices, prices.find("gpt-5"), Workload(tokens={"cache_write_5m": 4_000_000, "cache_read": 2_000_000}))
    assert figure.value == 4 * 3.75 + 2 * 3
    assert "cache_write_5m billed as cache_write" in figure.note
    assert "cache_read billed as input" in figure.note
    assert usd(prices, cache_write_1h=1_000_000) == 6.0


def test_fees_per_request(priced: Priced) -> None:
    """1,500 requests at 12 dollars a thousand and 1M output tokens at 15: 18 + 15 = 33."""
    prices = priced(rate("15", meter="output"), rate("12", meter="request", unit="thousand"))
    assert usd(prices, output=1_000_000, requests=1500) == 33.0
    without = cost(prices, prices.find("gpt-5"), Workload(tokens={"output": 1_000_000}))
    assert without.value == 15.0
    assert "without its fee per request" in without.note


def test_hours_of_the_day(priced: Priced) -> None:
    """16 of 24 hours at 1.1, the rest at 0.55: (16 x 1.1 + 8 x 0.55) / 24 = 0.91667, within 0.55 and 1.1."""
    prices = priced(rate("0.55", meter="output"), rate("1.1", meter="output", window="00:30-16:30"))
    figure = cost(prices, prices.find("gpt-5"), Workload(tokens={"output": 1_000_000}))
    assert figure.value == pytest.approx(22 / 24, rel=1e-12)
    assert (figure.low, figure.high, figure.interval) == (0.55, 1.1, "range")
    assert "spread evenly over the hours of the week" in figure.note


def test_list_prices_are_those_without_promotions_in_the_dearest_hours(priced: Priced) -> None:
    """List 1.74, promotion 0.435, peak 0.87 in 35 hours of 168: charged are (35 x 0.87 + 133 x 0.435) / 168."""
    prices = priced(
        rate("1.74", meter="output"),
        rate("0.435", meter="output", kind="promo"),
        rate("0.87", meter="output", window="mon-fri 01:00-08:00"),
    )
    offer, million = prices.find("gpt-5"), Workload(tokens={"output": 1_000_000})
    assert cost(prices, offer, million).value == pytest.approx((35 * 0.87 + 133 * 0.435) / 168, rel=1e-12)
    listed = cost(prices, offer, million, basis="list")
    assert (listed.value, listed.interval, listed.args["basis"]) == (1.74, "none", "list")
    with pytest.raises(UserError, match="one workload, basis"):
        ratio(cost(prices, offer, million), listed)


def test_a_promotion_alone_has_no_list_price(priced: Priced) -> None:
    prices = priced(rate("0.4", kind="promo"))
    with pytest.raises(NotEnoughData):
        cost(prices, prices.find("gpt-5"), Workload(tokens={"input": 1}), basis="list")


def test_a_meter_without_a_rate_is_an_error_that_names_it(priced: Priced) -> None:
    prices = priced(rate("0.02"))
    with pytest.raises(NotEnoughData, match="openai/gpt-5 has no rate for 'output': its source prices input"):
        usd(prices, output=1)


def test_unknown_is_not_free_and_free_is_a_price(priced: Priced) -> None:
    prices = priced(rate(None, model="unknown"), rate("0", model="free"), rate("0", model="free", meter="output"))
    with pytest.raises(NotEnoughData, match="without a price: it is unknown, not free"):
        usd(prices, "openai/unknown", input=1)
    assert usd(prices, "openai/free", output=1_000_000) == 0.0


START = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(("on", "expected"), [(4, 10.0), (5, 2.0), (6, 2.0)])
def test_the_day_decides_the_rate(priced: Priced, on: int, expected: float) -> None:
    """A cut that begins with 2026-01-05 holds on that day, not on the day before."""
    prices = priced(rate("10", effective_to=START), rate("2", effective_from=START), on=date(2026, 1, on))
    assert usd(prices, input=1_000_000) == expected


def test_two_dates_decide_a_price(store: Store) -> None:
    """A cut is not known before the file that announces it, nor in force before its start."""
    cut = datetime(2026, 2, 1, tzinfo=UTC)
    store.append(snapshot(vintage="2026-01-01"), [rate("3")], keep_raw=False)
    store.append(
        snapshot(vintage="2026-01-20"), [rate("3", effective_to=cut), rate("2", effective_from=cut)], keep_raw=False
    )
    told = {
        ("2026-01-10", "2026-02-10"): 3.0,  # the cut was not yet announced
        ("2026-01-20", "2026-01-31"): 3.0,  # announced, not yet in force
        ("2026-01-20", "2026-02-01"): 2.0,  # the first day of the new rate
    }
    for (known_on, in_force_on), expected in told.items():
        prices = book(store.as_of(date.fromisoformat(known_on)), date.fromisoformat(in_force_on))
        assert usd(prices, input=1_000_000) == expected


def test_rates_in_two_currencies_do_not_add_up(priced: Priced) -> None:
    prices = priced(rate("2"), rate("3", meter="output", currency="CNY"))
    with pytest.raises(UserError, match=r"rates in \['CNY', 'USD'\]"):
        usd(prices, input=1)


def test_ratio(priced: Priced) -> None:
    """25 against 10 is 2.5 times; over hours from 0.5 to 1 against 10, between 0.05 and 0.1 times."""
    hours = (rate("0.5", model="c", meter="output"), rate("1", model="c", meter="output", window="00:00-12:00"))
    prices = priced(
        rate("25", model="a", meter="output"),
        rate("10", model="b", meter="output"),
        *hours,
        rate("0", model="free", meter="output"),
    )
    a, b, c, free = (
        cost(prices, prices.find(f"openai/{name}"), mixed(1_000_000, "output")) for name in ("a", "b", "c", "free")
    )
    assert ratio(a, b).value == 2.5
    assert (ratio(c, b).low, ratio(c, b).high) == (0.05, 0.1)
    assert ratio(c, c).interval == "none"
    with pytest.raises(UserError, match="is free"):
        ratio(a, free)
    with pytest.raises(UserError, match="one workload"):
        ratio(a, cost(prices, prices.find("openai/b"), mixed(2_000_000, "output")))


def test_ratios_compare_the_same_minutes(priced: Priced) -> None:
    """Both double in the same hours: always 2 times, though ends crosswise would say 1 to 4.

    Against one that does not move, 0.5 to 1: against one that doubles in other hours, 1 to 4 with a mean of 2.
    """
    prices = priced(
        *(rate("2", model="a", meter="output"), rate("4", model="a", meter="output", window="00:00-12:00")),
        *(rate("1", model="b", meter="output"), rate("2", model="b", meter="output", window="00:00-12:00")),
        *(rate("1", model="c", meter="output"), rate("2", model="c", meter="output", window="12:00-00:00")),
        rate("4", model="d", meter="output"),
    )
    a, b, c, d = (cost(prices, prices.find(f"openai/{name}"), mixed(1_000_000, "output")) for name in "abcd")
    together, apart, still = ratio(a, b), ratio(a, c), ratio(a, d)
    assert (together.value, together.low, together.interval) == (2.0, None, "none")
    assert (apart.value, apart.low, apart.high) == (2.0, 1.0, 4.0)
    assert (still.value, still.low, still.high) == (0.75, 0.5, 1.0)


def test_ratios_of_disputed_costs_are_the_widest_that_a_source_allows(store: Store) -> None:
    """4 or by another source 5, against 1 or 2: 4/1 within 4/2 and 5/1."""
    ours = [rate("4", model="a"), rate("1", model="b")]
    theirs = [rate("5", "litellm_prices", model="a"), rate("2", "litellm_prices", model="b")]
    store.append(snapshot(), ours, keep_raw=False)
    store.append(snapshot("litellm_prices"), theirs, keep_raw=False)
    prices = book(store.as_of(DAY))
    a, b = (cost(prices, prices.find(f"openai/{name}"), Workload(tokens={"input": 1_000_000})) for name in "ab")
    assert (a.disputed, b.disputed) == (("litellm_prices",), ("litellm_prices",))
    assert (ratio(a, b).value, ratio(a, b).low, ratio(a, b).high) == (4.0, 2.0, 5.0)


def test_a_dispute_spans_all_hours_of_those_who_dispute(store: Store) -> None:
    """4 here; by another 1, and 6 in half of the hours: the mean of 3.5 is another, and the range is 1 to 6."""
    store.append(snapshot(), [rate("4")], keep_raw=False)
    theirs = [rate("1", "litellm_prices"), rate("6", "litellm_prices", window="00:00-12:00")]
    store.append(snapshot("litellm_prices"), theirs, keep_raw=False)
    prices = book(store.as_of(DAY))
    figure = cost(prices, prices.find("gpt-5"), Workload(tokens={"input": 1_000_000}))
    assert (figure.value, figure.low, figure.high) == (4.0, 1.0, 6.0)


# What is asked for is priced, or the error says what there is.


def test_a_service_is_priced_by_the_first_source_that_has_it_and_never_as_another(store: Store) -> None:
    store.append(snapshot(), [rate("4"), rate("1", service="flex")], keep_raw=False)
    store.append(
        snapshot("litellm_prices"),
        [rate("4", "litellm_prices"), rate("2", "litellm_prices", service="batch")],
        keep_raw=False,
    )
    prices = book(store.as_of(DAY))
    offer = prices.find("gpt-5")
    figure = cost(prices, offer, Workload(tokens={"input": 1_000_000}, service="batch"))
    assert figure.value == 2.0
    assert "by litellm_prices: genai_prices does not price all of it" in figure.note
    assert figure.args["workload"] == "input=1000000 service=batch"
    with pytest.raises(NotEnoughData, match="no prices of the service 'priority': it has batch, flex, standard"):
        cost(prices, offer, Workload(tokens={"input": 1}, service="priority"))


def test_a_region_is_priced_or_the_error_names_those_that_are(priced: Priced) -> None:
    prices = priced(rate("2"), rate("2.2", region="us"), rate("10", meter="search", unit="thousand"))
    offer = prices.find("gpt-5")
    figure = cost(prices, offer, Workload(tokens={"input": 1_000_000, "search": 1000}, region="us"))
    assert figure.value == pytest.approx(12.2)
    assert "search at its price without a region, for want of one in us" in figure.note
    with pytest.raises(NotEnoughData, match="data that stay in 'eu'; regions with a price: us"):
        cost(prices, offer, Workload(tokens={"input": 1}, region="eu"))


def test_a_promotion_is_told_with_its_end(priced: Priced) -> None:
    end = datetime(2026, 2, 1, tzinfo=UTC)
    prices = priced(rate("2"), rate("1", kind="promo", effective_to=end), rate("8", meter="output", kind="promo"))
    offer = prices.find("gpt-5")
    assert "promotional price, until 2026-01-31" in cost(prices, offer, Workload(tokens={"input": 1})).note
    assert "promotional price, its end not stated" in cost(prices, offer, Workload(tokens={"output": 1})).note
    assert "promotional" not in cost(prices, offer, Workload(tokens={"input": 1}), basis="list").note
    with pytest.raises(NotEnoughData, match="no rate for 'output': its source prices input"):
        cost(prices, offer, Workload(tokens={"output": 1}), basis="list")


def test_a_price_without_a_first_day_says_so_on_earlier_days(priced: Priced) -> None:
    """The file is of 10 January: on the 9th, its price is one whose beginning nobody states."""
    view = priced(rate("2"), rate("3", model="dated", effective_from=START)).view
    said = "as listed on 2026-01-10: the day on which they began is not stated"
    for day, name, expected in ((9, "gpt-5", True), (10, "gpt-5", False), (9, "dated", False)):
        prices = book(view, date(2026, 1, day))
        figure = cost(prices, prices.find(f"openai/{name}"), Workload(tokens={"input": 1}))
        assert (said in figure.note) == expected


def test_a_minute_of_the_day(priced: Priced) -> None:
    """The peak is from 01:00 to 04:00; the 10th of January 2026 is a Saturday, the 9th a Friday."""
    view = priced(rate("1", meter="output"), rate("2", meter="output", window="mon-fri 01:00-04:00 ex CN")).view
    for day, at, expected in ((9, time(0, 59), 1.0), (9, time(1), 2.0), (9, time(4), 1.0), (10, time(1), 1.0)):
        prices = book(view, date(2026, 1, day), at=at)
        figure = cost(prices, prices.find("gpt-5"), Workload(tokens={"output": 1_000_000}))
        assert (figure.value, figure.interval, figure.args["at"]) == (expected, "none", f"{at:%H:%M}")


def test_a_rate_of_exchange_converts_and_is_told(store: Store) -> None:
    """712 yuan a million tokens at 7.12 to the dollar are 100 dollars, 4 times 25."""
    rates = [rate("712", host="zai", model="glm-9", currency="CNY"), rate("25")]
    store.append(snapshot(), rates, keep_raw=False)
    million, view = Workload(tokens={"input": 1_000_000}), store.as_of(DAY)
    plain, converted = book(view), book(view, exchange={"CNY": Decimal("7.12")})
    yuan, dollars = (cost(prices, prices.find("zai/glm-9"), million) for prices in (plain, converted))
    assert (yuan.value, yuan.unit, dollars.value, dollars.unit) == (712.0, "CNY", 100.0, "USD")
    assert "converted at 7.12 CNY to the US dollar, given by the user for 2026-01-10" in dollars.note
    assert yuan.id != dollars.id
    assert ratio(dollars, cost(converted, converted.find("gpt-5"), million)).value == 4.0
    with pytest.raises(UserError, match=r"priced in CNY, openai/gpt-5 in USD: .*--exchange CNY=7.12"):
        ratio(yuan, cost(plain, plain.find("gpt-5"), million))


# Names.


def test_offers_are_found_by_id_by_alias_and_by_model(priced: Priced) -> None:
    prices = priced(
        rate("2", host="x-ai", model="grok-4.3"),
        rate("5", host="anthropic", model="claude-opus-4-8"),
        rate("5.5", host="aws", model="global.anthropic.claude-opus-4-8-v1:0"),
    )
    for name in ("xai/grok-4.3", "x-ai/grok-4.3", "XAI/Grok-4.3", "grok-4.3", "Grok 4.3"):
        assert prices.find(name).id == "xai/grok-4.3"
    for name in ("claude-opus-4.8", "Claude Opus 4.8", "anthropic/claude-opus-4-8"):
        assert prices.find(name).id == "anthropic/claude-opus-4-8"
    hosted = next(offer for offer in prices.offers.values() if offer.host == "aws")
    assert (hosted.vendor, hosted.first_party) == ("anthropic", False)
    assert prices.find(hosted.id) is hosted


def test_an_unknown_model_is_an_error_with_the_nearest_names(priced: Priced) -> None:
    prices = priced(rate("5", host="anthropic", model="claude-opus-4-8"))
    with pytest.raises(UnknownName, match="Did you mean 'anthropic/claude-opus-4-8'"):
        prices.find("anthropic/claude-opus-4-9")
    with pytest.raises(UnknownName, match="Did you mean 'claude-opus-4-8'"):
        prices.find("claude-opus-48")


# Workloads.


@pytest.mark.parametrize("mix", ["", "3", "60/50", "0:0", "input", "-1:2", "3:1:1"])
def test_an_unknown_mix_says_what_is_expected(mix: str) -> None:
    with pytest.raises(UserError, match="Unknown mix"):
        shares(mix)


@pytest.mark.parametrize("text", ["", "input", "input=", "input=x", "input=1,input=2", "input=1.5"])
def test_a_workload_that_does_not_parse_is_an_error(text: str) -> None:
    with pytest.raises(UserError):
        by_meter(text)


def test_a_workload_needs_tokens() -> None:
    with pytest.raises(UserError, match="needs tokens"):
        mixed(0, "output")


@given(st.integers(1, 10**12), st.sampled_from(["output", "agent", "3:1", "50/50", "7:3", "99/1"]))
def test_a_mix_splits_tokens_without_losing_any(tokens: int, mix: str) -> None:
    assert sum(mixed(tokens, mix).tokens.values()) == tokens


def test_a_workload_is_described_the_same_way_however_it_was_made() -> None:
    assert describe(by_meter("output=1M,input=3M", 10)) == describe(mixed(4_000_000, "3:1", 10))


# Properties.

GOING_ON = {"genai_prices", "litellm_prices", "model_prices"}
AMOUNTS = st.decimals(0, 1000, places=6)
TOKENS = st.integers(0, 10**10)


@pytest.fixture(scope="module")
def real(bundled: Store) -> Book:
    """The price book of a real day."""
    return book(bundled.as_of(date(2026, 8, 21)))


@pytest.fixture(scope="module")
def priceable(real: Book) -> list[str]:
    """The offers that price input and output, in one currency."""
    found = []
    for name in sorted(real.offers):
        with suppress(NotEnoughData, UserError):
            cost(real, real.offers[name], Workload(tokens={"input": 1, "output": 1}))
            found.append(name)
    return found


@settings(deadline=None, max_examples=60)
@given(place=st.integers(0, 10**6), one=TOKENS, other=TOKENS, factor=st.integers(1, 1000))
def test_cost_is_linear_in_the_workload(
    real: Book, priceable: list[str], place: int, one: int, other: int, factor: int
) -> None:
    """Cost of a times a workload is a times its cost, and costs of parts add up, on every real offer without fees."""
    offer = real.offers[priceable[place % len(priceable)]]

    def price(**tokens: int) -> Figure:
        return cost(real, offer, Workload(tokens=tokens))

    whole = price(input=one * factor, output=other * factor)
    parts = factor * (price(input=one).value + price(output=other).value)
    assert whole.value == pytest.approx(parts, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(place=st.integers(0, 10**6), tokens=TOKENS, more=TOKENS)
def test_more_tokens_never_cost_less(real: Book, priceable: list[str], place: int, tokens: int, more: int) -> None:
    offer = real.offers[priceable[place % len(priceable)]]
    costs = [cost(real, offer, Workload(tokens={"output": number})).value for number in (tokens, tokens + more)]
    assert costs[0] <= costs[1]


@settings(deadline=None, max_examples=20)
@given(now=st.integers(0, 10**6), later=st.integers(0, 10**6), days=st.integers(1, 60))
def test_what_is_learned_later_never_changes_an_earlier_cost(now: int, later: int, days: int) -> None:
    """A snapshot of a later day is in no figure of a view of an earlier one, whatever it says of the past."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), catalog=Catalog())
        store.append(snapshot(), [rate(str(now))], keep_raw=False)

        def told() -> Figure:
            prices = book(store.as_of(DAY))
            return cost(prices, prices.find("gpt-5"), Workload(tokens={"input": 1_000_000}))

        before = told()
        told_later = rate(str(later), effective_from=datetime(2020, 1, 1, tzinfo=UTC))
        store.append(snapshot(vintage=str(DAY + timedelta(days=days))), [told_later], keep_raw=False)
        assert told() == before


def test_every_offer_of_the_bundled_book_is_found_by_its_id(real: Book) -> None:
    assert all(real.find(name) is offer for name, offer in real.offers.items())


def test_no_listing_is_lost(real: Book) -> None:
    """Each listing of each source is said of some offer, or says to the letter what another of its source says."""
    offers = [*real.offers.values(), *(one.offer for one in real.left_out.values())]
    held = {(source, quote.model, quote.host) for offer in offers for source, quote in offer.said.items()}
    words = {source: real.view.vintage(source) for source in real.view.sources("rate")}
    found = listings(real.view.catalog, real.view.records(Rate), words, real.view.as_of)
    told = [one for one in found if one.source in GOING_ON]
    lost = [one for one in told if (one.source, one.model, one.host) not in held]
    assert len(held) > 4000
    assert all(
        any(one.says_the_same(other) for other in told if other.host == one.host and other is not one) for one in lost
    )
