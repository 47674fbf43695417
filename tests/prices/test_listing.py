"""Which of several ids of one source speaks for an offer."""

from datetime import UTC, date, datetime

import pytest

from leadline.model import Rate, Workload
from leadline.prices.book import book
from leadline.prices.cost import cost
from leadline.store.default import open_store
from leadline.store.store import Store
from tests.conftest import rate, snapshot

LOG = "litellm_prices_changes"
BOTH = Workload(tokens={"input": 1_000_000, "output": 1_000_000})


DATED = "o1-mini-2024-09-12"


def told(model: str, day: datetime, *amounts: str, host: str = "deepseek") -> list[Rate]:
    meters = zip(("input", "output"), amounts, strict=True)
    return [rate(a, source=LOG, host=host, model=model, meter=m, known=day) for m, a in meters]


OLD, NEW = datetime(2024, 5, 14, tzinfo=UTC), datetime(2025, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "names", [("deepseek-chat", "deepseek/deepseek-chat"), ("deepseek/deepseek-chat", "deepseek-chat")]
)
def test_of_two_spellings_in_a_log_the_newest_word_speaks(store: Store, names: tuple[str, str]) -> None:
    """The log left one spelling at 0.14 + 0.28, and goes on with the other at 0.27 + 1.1 = 1.37."""
    rates = [*told(names[0], OLD, "0.14", "0.28"), *told(names[1], NEW, "0.27", "1.1")]
    store.append(snapshot(LOG, "2025-09-01"), rates, keep_raw=False)
    prices = book(store.as_of(date(2025, 9, 1)), date(2025, 2, 20))
    assert list(prices.offers) == ["deepseek/deepseek-chat"]
    assert cost(prices, prices.find("deepseek-chat"), BOTH).value == pytest.approx(1.37)
    before = book(store.as_of(date(2025, 9, 1)), date(2025, 2, 1))
    assert cost(before, before.find("deepseek-chat"), BOTH).value == pytest.approx(0.42)


def test_of_two_ids_of_one_model_the_newest_word_speaks_and_the_other_stays(store: Store) -> None:
    """`o1-mini` was cut to 1.1 + 4.4; the id with a date, the same model, kept 3 + 12."""
    cut = [rate(a, source=LOG, model="o1-mini", meter=m, known=NEW) for m, a in (("input", "1.1"), ("output", "4.4"))]
    kept = [
        rate(a, source=LOG, model="o1-mini-2024-09-12", meter=m, known=OLD)
        for m, a in (("input", "3"), ("output", "12"))
    ]
    store.append(snapshot(LOG, "2025-09-01"), [*cut, *kept], keep_raw=False)
    prices = book(store.as_of(date(2025, 9, 1)), date(2025, 2, 20))
    assert cost(prices, prices.find("o1-mini"), BOTH).value == pytest.approx(5.5)
    assert cost(prices, prices.find(DATED), BOTH).value == pytest.approx(15)


@pytest.mark.parametrize("as_of", [date(2025, 2, 20), date(2026, 11, 24)])
def test_what_deepseek_chat_cost_in_february_2025(as_of: date) -> None:
    """V3 at 0.27 and 1.10 from 2025-02-08 on, as known then and now; lists of 2026 speak of another model."""
    prices = book(open_store().as_of(as_of), date(2025, 2, 20))
    figure = cost(prices, prices.find("deepseek-chat"), BOTH)
    assert figure.value == pytest.approx(1.37)
    assert not figure.disputed
