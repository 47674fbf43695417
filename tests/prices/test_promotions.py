"""Promotions beside their list prices: what was known of them on a day, and what nobody says."""

from datetime import UTC, date, datetime

from leadline.prices.named import named
from leadline.prices.promotions import promotions
from leadline.store.store import Store
from tests.conftest import rate, snapshot


def test_an_offer_that_was_extended_has_the_end_that_was_known(bundled: Store) -> None:
    """DeepSeek's page of 26 April 2026: until 5 May; of 30 April: until 31 May, both at midnight in Beijing."""
    ends = {}
    for day in (date(2026, 4, 25), date(2026, 4, 29), date(2026, 4, 30), date(2026, 11, 24)):
        view = bundled.as_of(day)
        found = promotions(view, named(view, "deepseek-v4-pro"), meter="output")
        ends[str(day)] = [(one.charged.value, one.instead_of and one.instead_of.value, _day(one.rate)) for one in found]
    assert ends == {
        "2026-04-25": [],
        "2026-04-29": [(0.87, 3.48, "2026-05-05")],
        "2026-04-30": [(0.87, 3.48, "2026-05-31")],
        "2026-11-24": [(0.87, 3.48, "2026-05-31")],
    }


def _day(rate: object) -> str:
    end = getattr(rate, "effective_to", None)
    assert isinstance(end, datetime)
    return str(end.date())


def test_without_a_list_price_beside_it_there_is_none(store: Store) -> None:
    """The list price of the source begins after the promotion; another source's own is no price beside it."""
    turn = datetime(2026, 2, 1, tzinfo=UTC)
    rows = [rate("2", kind="promo", effective_to=turn), rate("5", effective_from=turn), rate("9", meter="output")]
    store.append(snapshot(), rows, keep_raw=False)
    view = store.as_of(date(2026, 3, 1))
    (one,) = promotions(view, named(view, "gpt-5"))
    assert (one.charged.value, one.instead_of, one.charged.note) == (2.0, None, "no source states when it took effect")
