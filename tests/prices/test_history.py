"""Every price with its two clocks: when it took effect, and when each source knew it."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.prices.history import figure, price_history, used, used_hours
from leadline.prices.named import everywhere, named
from leadline.prices.tellings import Telling, tellings
from leadline.render import price_charts
from leadline.store.store import Store
from tests.conftest import rate, snapshot
from tests.test_properties import DAYS, LOG, as_log, day, log_rows


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def two_sources(store: Store) -> Store:
    """A full source without days; a full source with days, and hours, that comes later; a log.

    The price falls from 10 to 4 on 15 March at 16:00. The first source says so from April on, the log from 16 March.
    """
    for vintage, amount in (("2026-02-01", "10"), ("2026-03-01", "10"), ("2026-04-01", "4"), ("2026-05-01", "4")):
        store.append(snapshot(vintage=vintage), [rate(amount)], keep_raw=False)
    store.append(
        snapshot("a_log", "2026-06-01"),
        [
            rate("10", source="a_log", known=instant("2026-01-20T08:00")),
            rate("4", source="a_log", known=instant("2026-03-16T09:30")),
        ],
        keep_raw=False,
    )
    turn = instant("2026-03-15T16:00")
    dated = {"source": "model_prices", "basis": "documented"}
    store.append(
        snapshot("model_prices", "2026-06-10"),
        [
            rate("10", effective_from=instant("2026-01-15"), effective_to=turn, **dated),
            rate("4", effective_from=turn, effective_to=instant("2026-05-02"), **dated),
            rate("4", effective_from=instant("2026-05-02"), **dated),
            rate("8", effective_from=turn, window="mon-fri 01:00-04:00 ex CN", **dated),
            rate("8", effective_from=turn, window="mon-fri 06:00-10:00 ex CN", **dated),
        ],
        keep_raw=False,
    )
    return store


def test_a_price_has_the_day_it_took_effect_and_the_day_each_source_knew_it(two_sources: Store) -> None:
    view = two_sources.as_of(date(2026, 6, 20))
    found = price_history(view, named(view, "gpt-5"))
    plain = [one for one in found if not one.windows]
    assert [(one.telling.amount, one.effective_from, one.effective_to) for one in plain] == [
        (Decimal(10), instant("2026-01-15"), instant("2026-03-15T16:00")),
        (Decimal(4), instant("2026-03-15T16:00"), None),
    ]
    assert plain[1].basis == "model_prices: documented"
    assert {name: (said.first, said.stands) for name, said in plain[1].said.items()} == {
        "model_prices": (instant("2026-06-10"), True),
        "genai_prices": (instant("2026-04-01"), True),
    }
    assert plain[0].said["genai_prices"].last == instant("2026-03-01")
    (hours,) = [one for one in found if one.windows]
    assert (hours.telling.amount, len(hours.windows)) == (Decimal(8), 2)


def test_what_is_asked_of_an_earlier_day_knows_no_more_than_was_known(two_sources: Store) -> None:
    """On 20 March no source states days, and the full one still says 10."""
    view = two_sources.as_of(date(2026, 3, 20))
    (one,) = price_history(view, named(view, "gpt-5"))
    assert (one.telling.amount, one.effective_from, one.basis) == (Decimal(10), None, "")
    assert figure(view, named(view, "gpt-5"), one).note == "no source states when it took effect"


def test_the_line_of_a_chart_is_of_one_source(two_sources: Store) -> None:
    view = two_sources.as_of(date(2026, 6, 20))
    found = price_history(view, named(view, "gpt-5"))
    assert [one.telling.amount for one in used(found, "input")] == [Decimal(10), Decimal(4)]
    assert [one.telling.amount for one in used_hours(found, "input")] == [Decimal(8)]
    assert used(found, "output") == []
    drawn = price_charts.history(view, named(view, "gpt-5"), found, ())
    assert "<svg" in drawn.svg()
    assert [figure.value for figure in drawn.figures] == [10.0, 4.0, 8.0]


def test_an_amount_that_comes_back_is_a_row_of_its_own(store: Store) -> None:
    """5, 7, and 5 again: three rows, not two."""
    for vintage, amount in (("2026-02-01", "5"), ("2026-03-01", "7"), ("2026-04-01", "5")):
        store.append(snapshot(vintage=vintage), [rate(amount)], keep_raw=False)
    view = store.as_of(date(2026, 5, 1))
    found = price_history(view, named(view, "gpt-5"))
    assert [(one.telling.amount, one.said["genai_prices"].stands) for one in found] == [
        (Decimal(5), False),
        (Decimal(7), False),
        (Decimal(5), True),
    ]


def test_what_no_source_states_is_said_so(two_sources: Store) -> None:
    view = two_sources.as_of(date(2026, 6, 20))
    with pytest.raises(NotEnoughData, match=r"No price \(batch\) of openai/gpt-5"):
        price_history(view, named(view, "gpt-5"), service="batch")
    with pytest.raises(UnknownName, match="Did you mean 'gpt-5'"):
        named(view, "gtp-5")


def test_a_model_that_only_hosts_sell_needs_a_host(store: Store) -> None:
    rows = [rate("1.1", host="groq", model="llama-3.1-8b"), rate("1.3", host="together", model="llama-3.1-8b")]
    store.append(snapshot(), rows, keep_raw=False)
    view = store.as_of(date(2026, 2, 1))
    with pytest.raises(UserError, match="means several offers"):
        named(view, "llama-3.1-8b")
    assert named(view, "llama-3.1-8b@groq").host == "groq"
    assert [offer.host for offer in everywhere(view, "llama-3.1-8b")] == ["groq", "together"]


def test_deepseeks_flagship_with_its_hours(bundled: Store) -> None:
    """1.74, 0.435 from 25 May, 0.66 from 16 August at 16:00 UTC and twice as much in working hours in China."""
    view = bundled.as_of(date(2026, 11, 24))
    found = price_history(view, named(view, "deepseek-v4-pro"), meter="input", source="model_prices")
    assert [(float(one.telling.amount), str(one.start.date()), one.windows) for one in found] == [
        (1.74, "2026-04-24", ()),
        (0.435, "2026-05-25", ()),
        (0.66, "2026-08-16", ()),
        (1.32, "2026-08-16", ("mon-fri 01:00-04:00 ex CN", "mon-fri 06:00-10:00 ex CN")),
    ]


@settings(deadline=None, max_examples=25)
@given(LOG, DAYS)
def test_the_history_of_a_log_as_of_an_earlier_day_is_the_beginning_of_a_later_one(
    log: list[tuple[int, str, str, bool]], seen: int
) -> None:
    """The same words, but that the last of them had not yet ended."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), catalog=as_log())
        store.append(snapshot(vintage=str(day(60))), log_rows(log), keep_raw=False)
        last = store.as_of(day(60))
        try:
            earlier = store.as_of(day(seen))
        except NotEnoughData:
            return
        end = datetime.combine(day(seen) + timedelta(days=1), datetime.min.time(), tzinfo=UTC)
        known = [one for one in tellings(last) if one.first < end]
        assert [word(one) for one in tellings(earlier)] == [word(one) for one in known]


def word(one: Telling) -> tuple[object, ...]:
    return one.listing, one.term, one.amount, one.first
