"""What is listed and not priced: models of days before they appeared, and a router's prices in a maker's row."""

from datetime import UTC, date, datetime

import pytest

from leadline.errors import NotEnoughData
from leadline.model import Rate, Workload
from leadline.prices.base import base_prices
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.store.default import open_store
from leadline.store.store import Store
from tests.conftest import model, rate, snapshot

NOVA = {"host": "openai", "model": "gpt-nova"}
NEWEST = date(2026, 11, 24)


def of(*models: str) -> list[Rate]:
    """Prices of input and output, uneven: two and a half, and seven."""
    return [
        rate(amount, host="openai", model=name, meter=meter)
        for name in models
        for meter, amount in (("input", "2.5"), ("output", "7"))
    ]


@pytest.fixture
def nova(store: Store) -> Store:
    """A model of 10 March 2026, which a list of June has without a day."""
    store.append(snapshot("epoch_eci", "2026-04-01"), [model("gpt-nova", "2026-03-10")], keep_raw=False)
    store.append(snapshot(vintage="2026-06-05"), of("gpt-nova"), keep_raw=False)
    return store


def test_a_day_before_a_model_appeared_has_no_price_of_it(nova: Store) -> None:
    view = nova.as_of(date(2026, 7, 1))
    with pytest.raises(NotEnoughData):
        book(view, date(2026, 3, 9))
    assert book(view, date(2026, 3, 10)).find("gpt-nova").priced


def test_to_ask_for_it_is_an_error_that_says_when_it_appeared(nova: Store) -> None:
    nova.append(snapshot("models_dev", "2026-01-05"), [rate(source="models_dev")], keep_raw=False)
    before = book(nova.as_of(date(2026, 7, 1)), date(2026, 3, 9))
    assert list(before.offers) == ["openai/gpt-5"]
    for ask in (before.find, before.everywhere):
        for name in ("gpt-nova", "openai/gpt-nova"):
            with pytest.raises(NotEnoughData, match="no price on 2026-03-09: its model first appeared on 2026-03-10"):
                ask(name)


def test_a_source_that_dates_a_price_earlier_is_believed(nova: Store) -> None:
    early = datetime(2026, 2, 1, tzinfo=UTC)
    dated = [rate("3", "model_prices", effective_from=early, **NOVA)]
    nova.append(snapshot("model_prices", "2026-06-10"), dated, keep_raw=False)
    assert book(nova.as_of(date(2026, 7, 1)), date(2026, 2, 1)).find("gpt-nova").source == "model_prices"


def test_a_list_read_by_the_day_is_believed(nova: Store) -> None:
    """As known in June, and on the day of June: the list itself stood before anything that is told of the model."""
    nova.append(snapshot("epoch_eci", "2026-06-20"), [model("gpt-nova", "2026-06-15")], keep_raw=False)
    assert book(nova.as_of(date(2026, 7, 1)), date(2026, 6, 5)).find("gpt-nova").priced


def test_a_model_of_which_nobody_tells_the_day_keeps_its_price(store: Store) -> None:
    store.append(snapshot(vintage="2026-06-05"), of("gpt-nova"), keep_raw=False)
    assert book(store.as_of(date(2026, 7, 1)), date(2025, 1, 1)).find("gpt-nova").priced


def test_the_first_variant_of_a_model_counts_for_all(store: Store) -> None:
    """`gpt-4o` is the catalogue's GPT-4o of August 2024, and was on sale in May."""
    store.append(snapshot(vintage="2026-06-05"), of("gpt-4o"), keep_raw=False)
    view = store.as_of(date(2026, 7, 1))
    assert book(view, date(2024, 6, 1)).find("gpt-4o").priced
    with pytest.raises(NotEnoughData):
        book(view, date(2024, 5, 1))


def test_of_the_bundled_store_no_model_of_today_is_priced_in_its_past() -> None:
    prices = book(open_store().as_of(NEWEST), date(2025, 2, 20))
    for name in ("gpt-5.5", "claude-opus-4-8", "deepseek-v3.2", "grok-4.3"):
        with pytest.raises(NotEnoughData, match=r"first appeared on 202[56]"):
            prices.find(name)
    assert prices.find("gpt-4o").priced
    assert prices.find("claude-3-opus-20240229").priced


def test_an_id_that_moved_is_still_what_it_meant_on_the_day() -> None:
    """Lists of 2026 have `mistral-large` as a model of December 2025: in September it meant that of 2024."""
    prices = book(open_store().as_of(NEWEST), date(2025, 9, 1))
    assert "mistral/mistral-large" in prices.left_out
    assert prices.find("mistral/mistral-large").meant == "mistral-large-2411"
    assert prices.find("deepseek/deepseek-chat").source == "model_prices"


OWN = {"host": "azure", "model": "phi-4"}
ROUTER = {"host": "openrouter", "model": "microsoft/phi-4"}


def pair(low: str, high: str, source: str = "genai_prices", **fields: object) -> list[Rate]:
    """A price of input and one of output."""
    return [rate(low, source, meter="input", **fields), rate(high, source, meter="output", **fields)]


def of_phi(store: Store, own: tuple[str, str], router: tuple[str, str], *others: list[Rate]) -> Book:
    store.append(snapshot(vintage="2026-05-01"), [*pair(*own, **OWN), *pair(*router, **ROUTER)], keep_raw=False)
    for rates in others:
        store.append(snapshot(rates[0].source, "2026-05-01"), rates, keep_raw=False)
    return book(store.as_of(date(2026, 5, 2)))


def theirs(low: str, high: str) -> list[Rate]:
    return pair(low, high, source="litellm_prices", **OWN)


def test_a_routers_price_is_not_the_makers_where_another_source_has_one(store: Store) -> None:
    """The maker asks 0.125 and 0.5; one source repeats the router's 0.1 and 0.3 for it. A million of each: 0.625."""
    prices = of_phi(store, ("0.1", "0.3"), ("0.1", "0.3"), theirs("0.125", "0.5"))
    offer = prices.find("microsoft/phi-4@azure")
    figure = cost(prices, offer, Workload(tokens={"input": 1_000_000, "output": 1_000_000}))
    assert (offer.source, offer.first_party, set(offer.mirrored)) == ("litellm_prices", True, {"genai_prices"})
    assert (figure.value, figure.low, figure.disputed) == (0.625, None, ())
    assert {one.args["source"] for one in base_prices(prices, offer)} == {"genai_prices", "litellm_prices"}


def test_a_maker_has_no_offer_where_a_routers_price_is_the_only_one(store: Store) -> None:
    prices = of_phi(store, ("0.07", "0.14"), ("0.07", "0.14"))
    assert list(prices.offers) == ["microsoft/phi-4@openrouter"]
    with pytest.raises(NotEnoughData, match=r"no price of its maker's own.*microsoft/phi-4@openrouter"):
        prices.find("microsoft/phi-4@azure")


@pytest.mark.parametrize(
    ("own", "router", "others"),
    [
        (("0.08", "0.14"), ("0.07", "0.14"), []),  # another price than the router's
        (("0.1", "0.35"), ("0.1", "0.35"), []),  # round, and nobody says otherwise
        (("0.07", "0.14"), ("0.07", "0.14"), [theirs("0.07", "0.14")]),  # another source says the same
    ],
)
def test_a_price_that_may_well_be_the_makers_is_kept(
    store: Store, own: tuple[str, str], router: tuple[str, str], others: list[list[Rate]]
) -> None:
    offer = of_phi(store, own, router, *others).find("microsoft/phi-4@azure")
    assert (offer.source, offer.mirrored) == ("genai_prices", {})


def test_the_router_sells_a_closed_model_at_the_makers_price(store: Store) -> None:
    """The makers of closed models are the only hosts: that the router asks the same says nothing."""
    own = pair("0.07", "0.14", host="openai", model="gpt-4o-mini")
    router = pair("0.07", "0.14", host="openrouter", model="openai/gpt-4o-mini")
    store.append(snapshot(vintage="2026-05-01"), [*own, *router], keep_raw=False)
    assert book(store.as_of(date(2026, 5, 2))).find("gpt-4o-mini").source == "genai_prices"


@pytest.mark.parametrize("day", [date(2025, 8, 15), date(2026, 3, 31), date(2026, 6, 30), NEWEST])
def test_where_the_makers_price_is_documented_no_mirrored_one_is_it(day: date) -> None:
    """What the rule sets apart is never what the source that is corrected by hand has for the maker on the day."""
    prices = book(open_store().as_of(NEWEST), day)
    checked = 0
    for offer in (offer for offer in prices.offers.values() if offer.mirrored and offer.source == "model_prices"):
        by_source = {(f.args["source"], f.args["meter"]): f.value for f in base_prices(prices, offer)}
        for name in offer.mirrored:
            checked += 1
            assert any(by_source[name, m] != by_source["model_prices", m] for m in ("input", "output"))
    assert checked
