"""Prices in claims: the ratios of the op-ed's day by hand, and what must hold of any ratio, rank and change."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.capability.groups import group
from leadline.claims.metric import Args
from leadline.claims.metrics import METRICS
from leadline.claims.metrics.market import market_of
from leadline.comparison import pairs
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.price_performance.levels import levels, of_group
from leadline.price_performance.reach import reaches
from leadline.prices.bases import text_cost
from leadline.prices.cost import cost
from leadline.prices.workload import mixed
from leadline.store.store import Store
from leadline.store.view import View

SAID, DAY = "2026-05-30", date(2026, 5, 30)


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(date(2026, 11, 24))


def measured(view: View, metric: str, **args: str | float) -> Figure:
    return METRICS[metric].measure(view, {"on": SAID, **args}).figure


@pytest.mark.parametrize(
    ("args", "ratio"),
    [
        ({"base": "deepseek"}, 25 / 0.87),
        ({"base": "deepseek", "basis": "list"}, 25 / 3.48),
        ({"base": "deepseek", "output_share": 0.0}, 5 / 0.435),
        ({"base": "openai"}, 25 / 30),
        ({"base": "openai", "text": 1.35}, 1.35 * 25 / 30),
        ({"base": "openai", "output_share": 0.25}, (3 * 5 + 25) / (3 * 5 + 30)),
        (
            {"base": "openai", "output_share": 0.5, "cached_share": 0.8},
            (0.1 * 5 + 0.4 * 0.5 + 12.5) / (0.1 * 5 + 0.4 * 0.5 + 15),
        ),
        ({"base": "openai", "service": "batch"}, 25 / 30),
        ({"model": "anthropic/claude-opus-4-8", "base": "openai/gpt-5.2"}, 25 / 14),
        ({"model": "claude-opus-4-8", "base": "openai", "pair": "flagship/small"}, 25 / 1.25),
    ],
)
def test_ratios_on_the_day_of_the_op_ed(view: View, args: Args, ratio: float) -> None:
    """Opus 4.8 at 5 and 25, cache 0.50; GPT-5.5 at 5 and 30, cache 0.50; GPT-5.2 at 14 out; V4 Pro at 0.435 and 0.87.

    Published prices of the day: the research on the op-ed's comparison finds 28.7 times for DeepSeek, at the prices
    charged, 7.2 at the list price of V4 Pro, and 1.8 over GPT-5.2.
    """
    assert measured(view, "cost_ratio", **{"model": "anthropic", **args}).value == pytest.approx(ratio)


def test_a_price_of_the_day_is_what_the_day_itself_knew(bundled: Store) -> None:
    """On 30 May the view of the day tells the same ratio as that of today."""
    then = METRICS["cost_ratio"].measure(bundled.as_of(DAY), {"model": "anthropic", "base": "deepseek"})
    assert then.figure.value == pytest.approx(25 / 0.87)
    assert then.figure.on == DAY


def test_ratios_are_those_of_the_comparison(view: View) -> None:
    """Class by class, over mixes, on every basis that both have: one rule, one answer."""
    book = market_of(view, DAY).book
    found, _ = pairs(
        book, "openai", ["anthropic"], mixes=("output", "3:1"), bases=("list", "charged", "english", "code")
    )
    for pair in found:
        for reading in pair.readings:
            if reading.ratio is None:
                continue
            tokens = reading.basis in ("list", "charged")
            own = measured(
                view,
                "cost_ratio",
                model="anthropic",
                base="openai",
                pair=pair.kind,
                output_share=1.0 if reading.mix == "output" else 0.25,
                basis=reading.basis if tokens else "charged",
                text="tokens" if tokens else reading.basis,
            )
            assert own.value == pytest.approx(reading.ratio.value)
            assert (own.low, own.high) == (reading.ratio.low, reading.ratio.high)


def test_the_same_text_at_list_prices(view: View) -> None:
    """Where no promotion and no hour is in play the text costs at list prices what it does as charged."""
    book = market_of(view, DAY).book
    opus, gpt = book.find("anthropic/claude-opus-4-8"), book.find("openai/gpt-5.5")
    told = [
        text_cost(book, opus, mixed(1_000_000, "3:1"), "english", gpt, price=price) for price in ("charged", "list")
    ]
    assert told[0].value == told[1].value
    assert told[0].id != told[1].id
    with pytest.raises(NotEnoughData, match="charged or at list"):
        measured(view, "cost_ratio", model="anthropic", base="openai", text="english", basis="peak")


@pytest.mark.parametrize(("basis", "amount"), [("peak", 3.96), ("off-peak", 1.98), ("list", 3.96)])
def test_the_hours_of_deepseek(view: View, basis: str, amount: float) -> None:
    """V4 Pro costs 3.96 dollars a million of output in the dear hours of the week in October 2026, half of it else."""
    found = measured(view, "cost", model="deepseek/deepseek-v4-pro", basis=basis, on="2026-10-20")
    assert found.value == pytest.approx(amount)


def test_a_mean_week_lies_between_its_hours(view: View) -> None:
    told = [
        measured(view, "cost", model="deepseek/deepseek-v4-pro", basis=basis, on="2026-10-20").value
        for basis in ("off-peak", "charged", "peak")
    ]
    assert told == sorted(told)
    assert told[0] < told[1] < told[2]


def test_a_vendor_without_the_line_has_no_value(view: View) -> None:
    with pytest.raises(NotEnoughData, match="deepseek sold no mid line"):
        measured(view, "cost_ratio", model="anthropic", base="deepseek", pair="mid")
    with pytest.raises(NotEnoughData, match="baichuan sold no flagship line"):
        measured(view, "cost", model="baichuan")


def test_the_peer_is_the_line_nearest_in_index(view: View) -> None:
    """Beside Haiku 4.5, at 143, OpenAI's nearest on 30 May is none of its best."""
    lines = market_of(view, DAY).lines
    haiku = next(line for line in lines["anthropic"] if line.offer.model == "claude-haiku-4-5")
    found = measured(view, "cost_ratio", model="anthropic", base="openai", pair="small/peer")
    peer = next(line for line in lines["openai"] if line.offer.id == found.args["base"])
    assert haiku.index is not None
    assert peer.index is not None
    apart = [abs(line.index - haiku.index) for line in lines["openai"] if line.index is not None]
    assert abs(peer.index - haiku.index) == min(apart)


def test_the_cheapest_host_costs_no_more_than_the_maker(view: View) -> None:
    for model in ("deepseek/deepseek-v3.2", "anthropic/claude-opus-4-8"):
        own, any_host = (measured(view, "cost", model=model, hosts=hosts) for hosts in ("own", "cheapest"))
        assert 0 < any_host.value <= own.value


@pytest.mark.parametrize(
    ("args", "rank"),
    [
        ({"among": "openai+google+deepseek"}, 2),
        ({"among": "openai+google+deepseek", "order": "cheapest first"}, 3),
        ({"among": "openai+google+deepseek", "scale": "share"}, 50),
        ({"among": "openai+google+deepseek", "output_share": 0.0}, 1),
        ({"among": "anthropic"}, 1),
    ],
)
def test_ranks_by_hand(view: View, args: Args, rank: float) -> None:
    """Flagships on 30 May by a million tokens out: GPT-5.5 30, Opus 4.8 25, Gemini 3.1 Pro 12, V4 Pro 0.87.

    Going in Opus and GPT-5.5 both cost 5: equal prices share the better rank.
    """
    assert measured(view, "price_rank", **{"vendor": "anthropic", **args}).value == rank


def test_a_rank_counts_what_has_the_line(view: View) -> None:
    everyone = measured(view, "price_rank", vendor="anthropic", among="all", line="mid")
    assert "without such a price" in everyone.note
    country = measured(view, "price_rank", vendor="anthropic", among="US")
    assert country.value <= measured(view, "price_rank", vendor="anthropic", among="all").value


def test_a_change_of_a_price_and_that_of_a_year(view: View) -> None:
    """V4 Pro at 0.87 dollars out on 30 May and 1.98 in the cheap hours of 20 October: 143 days later."""
    change: Args = {"model": "deepseek/deepseek-v4-pro", "since": SAID, "basis": "off-peak", "on": "2026-10-20"}
    whole, year = (measured(view, "price_change", **{**change, "per": per}) for per in ("whole", "year"))
    assert whole.value == pytest.approx(1.98 / 0.87)
    assert whole.unit == "times"
    assert year.value == pytest.approx((1.98 / 0.87) ** (365.25 / 143))
    assert year.unit == "times a year"
    with pytest.raises(NotEnoughData, match="needs a later day"):
        measured(view, "price_change", model="openai", since=SAID, per="year")


@settings(max_examples=25, deadline=None)
@given(
    output=st.floats(0, 1),
    cached=st.floats(0, 0.95),
    tokens=st.integers(10_000, 10**9),
    base=st.sampled_from(["openai", "google", "deepseek"]),
)
def test_a_ratio_turned_round_is_its_inverse(view: View, output: float, cached: float, tokens: int, base: str) -> None:
    work = {"output_share": output, "cached_share": cached, "tokens": tokens}
    one = measured(view, "cost_ratio", model="anthropic", base=base, **work).value
    other = measured(view, "cost_ratio", model=base, base="anthropic", **work).value
    assert one * other == pytest.approx(1)
    assert one == pytest.approx(
        measured(view, "cost", model="anthropic", **work).value / measured(view, "cost", model=base, **work).value
    )


def test_a_level_costs_what_reaching_it_does(view: View) -> None:
    """The cheapest in force on the day; with the models of all groups no more than with those of one."""
    whole = reaches(view, ["140"], mixed(1_000_000, "3:1"))[0]
    last = [step for step in whole.cheapest if step.day <= DAY][-1]
    found = measured(view, "price_of_level", level=140)
    assert found.value == last.price.value
    assert found.on == DAY
    ours, theirs = (measured(view, "price_of_level", level=140, group=name).value for name in ("US", "CN"))
    assert found.value <= min(ours, theirs)
    ratio = measured(view, "level_price_ratio", level=140, group="US", base="CN")
    assert ratio.value == pytest.approx(ours / theirs)
    then = measured(view, "price_of_level", level=140, on="2025-06-30").value
    change = measured(view, "level_price_change", level=140, since="2025-06-30")
    assert change.value == pytest.approx(found.value / then)


def test_the_price_of_a_level_with_a_group_is_told_apart(view: View) -> None:
    world, china = (measured(view, "price_of_level", level=140, group=name) for name in ("world", "CN"))
    assert "group" not in world.args
    assert china.args["group"] == "CN"
    held = of_group(levels(view), "CN")
    which = group(view.catalog, "CN")
    assert all(which.holds(held.index.models[place]) for place in held.places.values())


def test_a_level_that_nothing_reaches_has_no_price(view: View) -> None:
    with pytest.raises(NotEnoughData, match="or more; the best has"):
        measured(view, "price_of_level", level=999)
    with pytest.raises(NotEnoughData, match="is known to have reached"):
        measured(view, "price_of_level", level=150, on="2024-06-01")
    with pytest.raises(NotEnoughData, match="No model of the group"):
        measured(view, "price_of_level", level=140, group="KE")


def test_costs_are_those_of_the_book(view: View) -> None:
    book = market_of(view, DAY).book
    offer = book.find("openai/gpt-5.5")
    assert measured(view, "cost", model="openai", tokens=50_000_000) == cost(book, offer, mixed(50_000_000, "output"))
