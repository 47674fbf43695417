"""A vendor's flagship over time: who it was, what it cost, and what is not known."""

from datetime import date

import pytest

from leadline.errors import NotEnoughData, UnknownName
from leadline.lineup import classes, flagship_prices, leading, own_hosts
from leadline.prices.book import book
from leadline.prices.listing import canonical
from leadline.prices.named import all_listings
from leadline.store.store import Store
from leadline.store.view import View
from leadline.units import month_ends

DAY, FIRST = date(2026, 8, 21), date(2026, 4, 30)


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(DAY)


def test_each_month_shows_the_flagship_of_its_last_day_at_its_base_price(view: View) -> None:
    found = flagship_prices(view, "Anthropic", FIRST)
    assert [figure.on for figure in found if figure.args["meter"] == "output"] == month_ends(FIRST, DAY)
    for figure in found:
        flagship = classes(book(view, figure.on), ["anthropic"])["anthropic"]["flagship"]
        assert figure.args["offer"] == flagship.offer.id
        assert figure.args["source"] == flagship.offer.source


def test_the_flagship_of_openai_in_may_2026_cost_thirty_dollars(view: View) -> None:
    """GPT-5.5 at 5 and 30 US dollars a million tokens: the vendor's list prices of that day."""
    may = {f.args["meter"]: f for f in flagship_prices(view, "openai", date(2026, 5, 31)) if f.on == date(2026, 5, 31)}
    assert {meter: (f.args["offer"], f.value) for meter, f in may.items()} == {
        "input": ("openai/gpt-5.5", 5.0),
        "output": ("openai/gpt-5.5", 30.0),
    }


def test_a_vendor_that_nobody_knows_or_that_sells_nothing(view: View) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'deepseek'"):
        flagship_prices(view, "deepseak", FIRST)
    with pytest.raises(NotEnoughData, match="sold no flagship"):
        flagship_prices(view, "dicta", FIRST)


@pytest.mark.parametrize("vendor", ["deepseek", "google", "alibaba"])
@pytest.mark.parametrize("day", ["2025-07-31", "2026-05-30"])
def test_a_book_of_some_hosts_is_that_part_of_the_whole_book(bundled: Store, vendor: str, day: str) -> None:
    """The same offers at the same prices, under the same ids."""
    view, on = bundled.as_of(date(2026, 8, 15)), date.fromisoformat(day)
    hosts = {host for _, host, _ in all_listings(view) if canonical(view.catalog, host) == vendor}
    whole = {name: offer for name, offer in book(view, on).offers.items() if offer.host == vendor}
    part = book(view, on, hosts=hosts).offers
    assert whole
    assert {name: (offer.source, offer.rates) for name, offer in part.items()} == {
        name: (offer.source, offer.rates) for name, offer in whole.items()
    }


@pytest.mark.parametrize("day", ["2025-07-31", "2026-08-15"])
def test_the_leading_offers_are_found_among_those_of_makers_alone(bundled: Store, day: str) -> None:
    view, on = bundled.as_of(date(2026, 8, 15)), date.fromisoformat(day)
    whole, part = leading(book(view, on)), leading(book(view, on, hosts=own_hosts(view)))
    assert [(line.offer.id, line.offer.rates) for line in part] == [(line.offer.id, line.offer.rates) for line in whole]
