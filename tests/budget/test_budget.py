"""Plans: sums by hand, prices that are known to change, floors, and where two offers cost the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.budget.break_even import BreakEven, break_evens
from leadline.budget.costs import Budget, plan_cost
from leadline.budget.plan import Plan, Work
from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, UserError
from leadline.model import Rate
from leadline.prices.book import Book, book
from leadline.store.store import Store
from tests.conftest import rate, snapshot

DAY = date(2026, 1, 10)
WORK = Work(
    name="chat",
    requests=1000,
    growth=Decimal("0.1"),
    input=2000,
    output=500,
    reads=Decimal("0.5"),
    writes=Decimal(),
    lifetime=None,
    batch=Decimal(),
    service="standard",
    floor=None,
    text=None,
    counted_by=None,
    models=("openai/a", "anthropic/b"),
)


def plan(months: int = 3, **changed: object) -> Plan:
    work = replace(WORK, **changed)  # type: ignore[arg-type]
    return Plan(name="test", currency="USD", months=months, works=(work,))


def offer(
    model: str, host: str, prices: dict[str, str], *, source: str = "genai_prices", **fields: object
) -> list[Rate]:
    return [rate(amount, source, model=model, host=host, meter=meter, **fields) for meter, amount in prices.items()]


A = offer("a", "openai", {"input": "2", "cache_read": "0.2", "output": "10"})
B = offer("b", "anthropic", {"input": "1", "cache_read": "1", "output": "11"})


def planned(store: Store, rates: Sequence[Rate], asked: Plan) -> Budget:
    store.append(snapshot(), rates, keep_raw=False)
    return plan_cost(book(store.as_of(DAY)), asked)


def option(found: Budget, name: str) -> list[float]:
    (each,) = [one for one in found.works[0].options if one.offer.id == name]
    return [month.value for month in each.months]


def even(found: Budget, what: str, one: str = "openai/a", other: str = "anthropic/b") -> BreakEven:
    offers = found.outlook.now.offers
    (only,) = [each for each in break_evens(found, 0, offers[one], offers[other]) if each.what == what]
    return only


def test_three_months_by_hand(store: Store) -> None:
    """As in docs/methods/plan.md: 0.0072 a request, months of 7.20, 7.92 and 8.712, together 23.832.

    On b a request costs 2,000 x 1 + 500 x 11 = 7,500 millionths: 24.825 over three months.
    """
    found = planned(store, [*A, *B], plan())
    assert found.months == (date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
    assert option(found, "openai/a") == pytest.approx([7.2, 7.92, 8.712])
    assert [each.total.value for each in found.works[0].options] == pytest.approx([23.832, 24.825])
    assert found.total.value == pytest.approx(23.832)
    assert found.total.grade == "assumption"
    assert found.works[0].options[0].effect is None


def test_a_known_change_counts_for_its_days(store: Store) -> None:
    """Output rises from 10 to 20 on 16 March: a request from 0.0072 to 0.0122; of 31 days 15 are before, 16 after.

    March: 1,100 x (15 x 0.0072 + 16 x 0.0122) / 31; the change adds 1,100 x 16/31 x 0.005 and 1,210 x 0.005.
    """
    rise = datetime(2026, 3, 16, tzinfo=UTC)
    changing = [
        *offer("a", "openai", {"input": "2", "cache_read": "0.2"}),
        *offer("a", "openai", {"output": "10"}, effective_to=rise),
        *offer("a", "openai", {"output": "20"}, effective_from=rise),
    ]
    found = planned(store, [*changing, *B], plan())
    march = 1100 * (15 * 0.0072 + 16 * 0.0122) / 31
    assert option(found, "openai/a") == pytest.approx([7.2, march, 1210 * 0.0122])
    (each,) = [one for one in found.works[0].options if one.offer.id == "openai/a"]
    assert each.effect is not None
    assert each.effect.value == pytest.approx(1100 * 16 / 31 * 0.005 + 1210 * 0.005)
    assert each.effect.note == "announced by genai_prices"
    assert found.works[0].options[0].offer.id == "anthropic/b"


def test_growth_and_months_at_which_a_change_weighs_as_much_as_what_went_before(store: Store) -> None:
    """A request costs 0.3 thousandths less on a in two months, then 0.6 more in the third: D = -3, -3, +6.

    -3 - 3 x + 6 x^2 = 0 at x = 1: no growth. Cumulated -3, -6, 0: the same after three months.
    """
    rise = datetime(2026, 4, 1, tzinfo=UTC)
    changing = [
        *offer("a", "openai", {"input": "2", "cache_read": "0.2"}),
        *offer("a", "openai", {"output": "10"}, effective_to=rise),
        *offer("a", "openai", {"output": "11.8"}, effective_from=rise),
    ]
    found = planned(store, [*changing, *B], plan(growth=Decimal()))
    growth, month = even(found, "growth"), even(found, "month")
    assert growth.at is not None
    assert growth.at.value == pytest.approx(0, abs=1e-6)
    assert (growth.below, growth.above) == ("openai/a", "anthropic/b")
    assert month.at is not None
    assert month.at.value == pytest.approx(3)
    assert month.at.unit == "months"


def test_the_cache_share_at_which_two_cost_the_same(store: Store) -> None:
    """a: 2,000 x (2 - 1.8 r) + 5,000; b: 2,000 + 5,500. Equal where 9,000 - 3,600 r = 7,500: r = 5/12."""
    found = planned(store, [*A, *B], plan())
    cache = even(found, "cache")
    assert cache.at is not None
    assert cache.at.value == pytest.approx(100 * 5 / 12)
    assert (cache.below, cache.above) == ("anthropic/b", "openai/a")
    assert even(found, "growth").at is None
    assert even(found, "growth").below == "openai/a"
    assert even(found, "month").at is None


def test_the_output_share_at_which_two_cost_the_same(store: Store) -> None:
    """Of 2,500 tokens a share s comes out, half of the rest is read: a 1.1 (1-s) + 10 s, b (1-s) + 11 s.

    Equal where 0.1 (1 - s) = s: s = 1/11.
    """
    found = planned(store, [*A, *B], plan())
    output = even(found, "output")
    assert output.at is not None
    assert output.at.value == pytest.approx(100 / 11)
    assert (output.below, output.above) == ("anthropic/b", "openai/a")


def test_a_jump_at_a_context_tier_is_no_equality(store: Store) -> None:
    """From 1,500 tokens of input on, a costs ten times as much: the order turns there, and nowhere are they equal."""
    tier = [rate(amount, model="a", meter=meter, from_tokens=1500, tier_rule="whole >") for meter, amount in
            (("input", "20"), ("output", "100"), ("cache_read", "2"))]  # fmt: skip
    cheap = offer("a", "openai", {"input": "0.5", "cache_read": "0.5", "output": "5"})
    found = planned(store, [*cheap, *tier, *B], plan())
    assert even(found, "output").at is None


def test_the_batch_share_at_which_two_cost_the_same(store: Store) -> None:
    """B has batches at half: 7,500 (1 - s) + 3,750 s = 7,200 at s = 0.08. a has none, and says so."""
    half = offer("b", "anthropic", {"input": "0.5", "cache_read": "0.5", "output": "5.5"}, service="batch")
    found = planned(store, [*A, *B, *half], plan(batch=Decimal("0.5")))
    batch = even(found, "batch")
    assert batch.at is not None
    assert batch.at.value == pytest.approx(8)
    notes = {each.offer.id: each.total.note for each in found.works[0].options}
    assert "no price for batches: billed as standard" in notes["openai/a"]
    assert "batches" not in notes["anthropic/b"]
    assert option(found, "anthropic/b")[0] == pytest.approx(1000 * 0.0075 * 0.75)


def test_two_offers_that_cost_the_same_everywhere(store: Store) -> None:
    same = offer("c", "google", {"input": "2", "cache_read": "0.2", "output": "10"})
    found = planned(store, [*A, *same], plan(models=("openai/a", "google/c")))
    each = even(found, "cache", other="google/c")
    assert (each.at, each.below) == (None, "")


def test_a_break_even_needs_two_offers(store: Store) -> None:
    found = planned(store, [*A, *B], plan())
    with pytest.raises(UserError, match="both are openai/a"):
        even(found, "cache", other="openai/a")


def test_an_announcement_of_a_source_that_agrees_today_is_believed(store: Store) -> None:
    """model_prices is used and knows of no change; genai_prices agrees today, and says that output doubles in March.

    litellm_prices has today's price wrong, and is not believed about tomorrow's.
    """
    march = datetime(2026, 3, 1, tzinfo=UTC)
    base = {"input": "2", "cache_read": "0.2", "output": "10"}
    store.append(snapshot("model_prices"), offer("a", "openai", base, source="model_prices"), keep_raw=False)
    told = [
        *offer("a", "openai", {"input": "2", "cache_read": "0.2"}),
        *offer("a", "openai", {"output": "10"}, effective_to=march),
        *offer("a", "openai", {"output": "20"}, effective_from=march),
    ]
    found = planned(store, told, plan(models=("openai/a",), growth=Decimal()))
    assert option(found, "openai/a") == pytest.approx([7.2, 12.2, 12.2])
    wrong = [replace(one, source="litellm_prices", amount=(one.amount or Decimal()) * 3) for one in told]
    store.append(snapshot("litellm_prices"), wrong, keep_raw=False)
    again = plan_cost(book(store.as_of(DAY)), plan(models=("openai/a",), growth=Decimal()))
    (each,) = again.works[0].options
    assert [request.source for request in each.requests.over_time] == ["", "genai_prices"]


def test_a_price_that_ends_without_another_is_not_taken_to_go_on(store: Store) -> None:
    ending = offer("a", "openai", {"input": "2", "output": "10"}, effective_to=datetime(2026, 3, 1, tzinfo=UTC))
    with pytest.raises(NotEnoughData, match="openai/a has no price that is known after 2026-03-01"):
        planned(store, [*ending, *B], plan())


def test_another_currency_is_left_out_or_an_error(store: Store) -> None:
    yuan = offer("a", "openai", {"input": "2", "cache_read": "0.2", "output": "10"}, currency="CNY")
    own = offer("gpt-5", "openai", {"input": "2", "cache_read": "0.2", "output": "10"}, currency="CNY")
    dollars = offer("gpt-5-mini", "openai", {"input": "1", "output": "2"})
    unpriced = offer("gpt-5-nano", "openai", {"input": "1"})
    with pytest.raises(UserError, match="openai/a is priced in another currency, CNY, and the plan in USD"):
        planned(store, [*yuan, *B, *own, *dollars, *unpriced], plan())
    found = plan_cost(book(store.as_of(DAY)), plan(models=()))
    assert [each.offer.id for each in found.works[0].options] == ["openai/gpt-5-mini"]
    assert dict(found.works[0].left_out) == {
        "priced in another currency": 1,
        "without a price for something that the work needs": 1,
    }


def test_at_a_rate_of_exchange_another_currency_is_told_in_dollars(store: Store) -> None:
    """2,000 in at 14 yuan and 500 out at 70 are 63,000 millionths of a yuan, at 7 to the dollar 0.009 dollars.

    A thousand requests in the one month cost 9 dollars, also where the price is known to change later.
    """
    yuan = offer("gpt-5", "openai", {"input": "14", "output": "70"}, currency="CNY")
    ends = [replace(one, effective_to=datetime(2026, 4, 1, tzinfo=UTC)) for one in yuan]
    later = [replace(one, effective_from=datetime(2026, 4, 1, tzinfo=UTC)) for one in yuan]
    store.append(snapshot(), [*ends, *later], keep_raw=False)
    prices = book(store.as_of(DAY), exchange={"CNY": Decimal(7)})
    found = plan_cost(prices, plan(months=4, models=(), reads=Decimal(), growth=Decimal()))
    assert [cost.value for cost in found.works[0].options[0].months] == pytest.approx([9, 9, 9, 9])
    assert (found.total.unit, found.total.args["exchange"]) == ("USD", "CNY=7")


def test_a_model_of_another_kind_is_no_cheap_writer_unless_it_is_named(store: Store) -> None:
    """A transcriber and an embedding model undercut the model for text; a plan that names one gets it."""
    cheap, dear = {"input": "0.1", "output": "0.1"}, {"input": "2", "output": "10"}
    rows = [*offer("gpt-4o-transcribe", "openai", cheap), *offer("mistral-embed", "mistral", cheap)]
    found = planned(store, [*rows, *offer("gpt-5", "openai", dear)], plan(models=(), reads=Decimal()))
    assert [each.offer.id for each in found.works[0].options] == ["openai/gpt-5"]
    assert list(found.works[0].left_out.values()) == [2]
    named = plan_cost(book(store.as_of(DAY)), plan(models=("gpt-4o-transcribe",), reads=Decimal()))
    assert named.works[0].options[0].offer.id == "openai/gpt-4o-transcribe"


def test_what_is_learned_later_does_not_change_a_plan(store: Store) -> None:
    before = planned(store, [*A, *B], plan())
    store.append(snapshot(vintage="2026-02-10"), [replace(one, amount=Decimal(99)) for one in A], keep_raw=False)
    again = plan_cost(book(store.as_of(DAY)), plan())
    assert again.total == before.total


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Book:
    """The price book of the two offers."""
    store = Store(tmp_path_factory.mktemp("small"), catalog=catalog)
    store.append(snapshot(), [*A, *B], keep_raw=False)
    return book(store.as_of(DAY))


def test_each_model_stands_once_and_without_a_floor_needs_no_score(store: Store) -> None:
    """A source lists gpt-5 in two spellings, at two prices; the offer of the more trusted source counts."""
    cheap, dear = {"input": "1", "output": "3"}, {"input": "2", "output": "4"}
    store.append(snapshot("model_prices"), offer("gpt-5", "openai", dear, source="model_prices"), keep_raw=False)
    twice = [*offer("gpt-5", "openai", cheap), *offer("openai/gpt-5", "openai", {**cheap, "output": "2"})]
    found = planned(store, twice, plan(models=(), reads=Decimal()))
    assert [each.offer.id for each in found.works[0].options] == ["openai/gpt-5"]
    assert found.works[0].options[0].index is None


def test_what_a_source_lists_no_more_is_left_out_unless_it_is_named(store: Store) -> None:
    price = {"input": "1", "output": "3"}
    old, new = offer("gpt-5", "openai", price), offer("gpt-5-mini", "openai", price)
    kept = [replace(one, source="litellm_prices") for one in old]
    store.append(snapshot(vintage="2026-01-05"), [*old, *new], keep_raw=False)
    store.append(snapshot("litellm_prices"), kept, keep_raw=False)
    found = planned(store, new, plan(models=(), reads=Decimal()))
    assert [each.offer.id for each in found.works[0].options] == ["openai/gpt-5-mini"]
    assert dict(found.works[0].left_out) == {"no longer listed by a source that listed them": 1}
    named = plan_cost(book(store.as_of(DAY)), plan(models=("gpt-5", "openai/gpt-5"), reads=Decimal()))
    assert [each.offer.id for each in named.works[0].options] == ["openai/gpt-5"]


def test_a_service_that_nobody_sells_is_an_error_that_names_what_there_is(store: Store) -> None:
    with pytest.raises(UserError, match=r"No offer has the service 'warp' of 'chat'\. There are standard\."):
        planned(store, A, plan(service="warp"))


TERM = "leadline_price_terms"
BASE = {"input": "0.75", "output": "3.75"}
LATER = {"input": "1.5", "output": "7.5"}


def million(*models: str, batch: str = "0") -> Plan:
    """A million requests a month of 1,000 tokens in and 1,000 out."""
    work = {"requests": 1_000_000, "input": 1000, "output": 1000, "reads": Decimal(), "growth": Decimal()}
    return plan(3, **work, batch=Decimal(batch), models=models)


def promoted(store: Store) -> list[Rate]:
    """model_prices states 0.75 and 3.75 without an end; a term says until the end of February, then 1.5 and 7.5."""
    days = {"known": datetime(2026, 1, 2, tzinfo=UTC), "effective_to": datetime(2026, 3, 1, tzinfo=UTC)}
    terms = [
        *offer("a", "openai", BASE, source=TERM, kind="introductory", **days),
        *offer("a", "openai", LATER, source=TERM, **days),
    ]
    store.append(snapshot(TERM), terms, keep_raw=False)
    halves = {meter: str(Decimal(amount) / 2) for meter, amount in BASE.items()}
    store.append(
        snapshot("model_prices"),
        [
            *offer("a", "openai", BASE, source="model_prices"),
            *offer("a", "openai", halves, source="model_prices", service="batch"),
        ],
        keep_raw=False,
    )
    return [*B]


def test_from_the_end_of_a_promotion_the_list_price_beside_it_is_charged(store: Store) -> None:
    """A million requests of 1,000 in and 1,000 out: 750 + 3,750 dollars, then 1,500 + 7,500 a month; 9,000 more."""
    found = planned(store, promoted(store), million("openai/a"))
    assert option(found, "openai/a") == pytest.approx([4500, 9000, 9000])
    (each,) = found.works[0].options
    assert each.total.value == pytest.approx(22_500)
    assert each.effect is not None
    assert each.effect.value == pytest.approx(9000)
    assert each.effect.note == f"announced by {TERM}"
    assert [request.first for request in each.requests.over_time[1:]] == [date(2026, 3, 1)]


def test_batches_whose_promotion_has_no_stated_end_say_so(store: Store) -> None:
    """Half of the million as batches: 2,250 + 1,125 dollars, then 4,500 + 1,125."""
    found = planned(store, promoted(store), million("openai/a", batch="0.5"))
    assert option(found, "openai/a") == pytest.approx([3375, 5625, 5625])
    note = found.works[0].options[0].total.note
    assert "ends by 2026-03-01; no end is stated for batch, whose price of today is taken to stand" in note


# On the bundled store.


def test_the_introductory_price_of_a_real_model_ends(bundled: Store) -> None:
    """Gemini 3.8 Flash, 0.75 and 3.75 through 2026-12-31 and twice as much after: 4,500, 9,000, 9,000 dollars."""
    names = ("google/gemini-3.8-flash", "google/gemini-3.6-flash")
    found = plan_cost(book(bundled.as_of(date(2026, 11, 24))), million(*names))
    for name in names:
        assert option(found, name) == pytest.approx([4500, 9000, 9000])
    assert all(one.effect is not None for one in found.works[0].options)


def test_the_floor_on_real_prices(bundled: Store) -> None:
    """Sonnet 5 was to rise by half on 2026-09-01; what reaches 150 is never dearer than what reaches GPT-5.5."""
    prices = book(bundled.as_of(date(2026, 8, 21)))
    totals = {}
    for floor in ("150", "GPT-5.5"):
        found = plan_cost(prices, plan(months=2, models=(), floor=floor))
        totals[floor] = found.total.value
        level = found.works[0].floor
        assert level is not None
        assert all(one.index is not None and one.index.value >= level.value for one in found.works[0].options)
        sonnet = [one for one in found.works[0].options if one.offer.id == "anthropic/claude-sonnet-5"]
        if sonnet:
            first, after = sonnet[0].requests.over_time
            assert after.first == date(2026, 9, 1)
            assert after.cost.value / first.cost.value == pytest.approx(1.5)
    assert totals["150"] <= totals["GPT-5.5"]


@settings(max_examples=20, deadline=None)
@given(
    reads=st.decimals(0, 1, places=2),
    growth=st.decimals("-0.5", 1, places=2),
    months=st.integers(1, 12),
    requests=st.integers(1, 10**9),
)
def test_cost_is_linear_in_requests_and_rises_with_months(
    reads: Decimal, growth: Decimal, months: int, requests: int, small: Book
) -> None:
    one = plan_cost(small, plan(months=months, reads=reads, growth=growth, requests=1))
    many = plan_cost(small, plan(months=months, reads=reads, growth=growth, requests=requests))
    longer = plan_cost(small, plan(months=months + 1, reads=reads, growth=growth, requests=1))
    assert many.total.value == pytest.approx(requests * one.total.value)
    assert longer.total.value > one.total.value
