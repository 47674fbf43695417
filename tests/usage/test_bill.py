"""What logs cost, by hand; and what their tokens would have cost elsewhere."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import duckdb
import pytest

from leadline.catalog import Catalog
from leadline.cli import run
from leadline.errors import NotEnoughData
from leadline.model import Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import amount
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.usage.bill import Bill, By, bill
from leadline.usage.counterfactual import repriced
from leadline.usage.record import COLUMNS

AT = datetime(2026, 5, 4, 12, tzinfo=UTC).replace(tzinfo=None)
TURN = {"input": 6, "cache_write_5m": 244, "cache_read": 87_250, "output": 637}
ROWS = (
    {"model": "claude-sonnet-4-5", "host": "anthropic", **TURN, "cost": Decimal("0.04"), "currency": "USD"},
    {"model": "claude-sonnet-4-5", "host": "anthropic", "service": "batch", **TURN},
    {"model": "no-such-model", "host": "anthropic", "input": 100, "cost": Decimal("0.5"), "currency": "USD"},
)


@pytest.fixture(scope="module")
def prices() -> Book:
    """The price book of a day."""
    return book(Store(BUNDLED, catalog=Catalog()).as_of(date(2026, 11, 20)))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows as Parquet in the normal form."""
    return normal(tmp_path_factory.mktemp("usage") / "log.parquet", ROWS)


def normal(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A file of rows in the normal form."""
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
        connection.execute(f"CREATE TABLE usage ({columns})")
        for line, one in enumerate(rows):
            row = {"start": AT, "format": "made", "file": "a", "line": line, **one}
            connection.execute(
                f"INSERT INTO usage VALUES ({', '.join('?' for _ in COLUMNS)})", [row.get(name) for name in COLUMNS]
            )
        connection.execute(f"COPY usage TO '{path}' (FORMAT parquet)")
    return path


def billed(prices: Book, log: Path, by: By = "model") -> Bill:
    """The bill of the log."""
    with duckdb.connect() as connection:
        return bill(prices.view, connection.from_parquet(str(log)), by)


def test_a_turn_costs_what_it_costs_by_hand(prices: Book, log: Path) -> None:
    """0.036663 dollars in standard service, as in docs/methods/usage.md, and half of it in a batch."""
    told = billed(prices, log)
    assert told.cost is not None
    assert told.cost.value == pytest.approx(0.036663 * 1.5, rel=1e-9)


def test_an_unknown_model_costs_nothing_in_no_sum_and_is_named(prices: Book, log: Path) -> None:
    """Its tokens are without a price, its reported cost stays reported, and no difference is made of it."""
    told = billed(prices, log)
    unknown = next(part for part in told.parts if part.name == "no-such-model")
    assert (unknown.unpriced, unknown.reported, unknown.difference) == (100, Decimal("0.5"), None)
    assert list(told.unknown) == ["no-such-model"]


def test_reported_stands_beside_recomputed(prices: Book, log: Path) -> None:
    """The difference is over the one row that has both: 0.04 less 0.036663."""
    told = billed(prices, log)
    assert told.whole.reported == Decimal("0.54")
    assert told.whole.difference == pytest.approx(0.04 - 0.036663, rel=1e-9)


def test_caching_saved_what_it_saved_by_hand(prices: Book, log: Path) -> None:
    """0.235392 dollars in standard service, and half of it in a batch."""
    told = billed(prices, log)
    assert told.saved is not None
    assert told.saved.value == pytest.approx(0.235392 * 1.5, rel=1e-9)


@pytest.mark.parametrize(("by", "names"), [("day", ["2026-05-04"]), ("project", ["none named"]), ("meter", list(TURN))])
def test_parts_add_up_to_the_whole(prices: Book, log: Path, by: By, names: list[str]) -> None:
    """Whatever the parts are."""
    told = billed(prices, log, by)
    assert {part.name for part in told.parts} == set(names)
    assert sum(part.recomputed for part in told.parts) == pytest.approx(told.whole.recomputed)
    assert sum(part.tokens for part in told.parts) == told.whole.tokens
    assert sum(part.unpriced for part in told.parts) == told.whole.unpriced


def test_of_a_cell_that_is_partly_priced_only_the_meters_without_a_price_are_told(prices: Book, tmp_path: Path) -> None:
    """A model of embeddings sells input, at 0.02 dollars a million here, and no output."""
    tokens = {"input": 1000, "cache_read": 0, "output": 7}
    log = normal(tmp_path / "a.parquet", [{"model": "text-embedding-3-small", "host": "openai", **tokens}])
    told = billed(prices, log, "meter")
    assert [(part.name, part.tokens, part.unpriced) for part in told.parts] == [("input", 1000, 0), ("output", 7, 7)]
    assert told.whole.recomputed == pytest.approx(0.00002, rel=1e-9)
    assert list(told.unknown) == ["text-embedding-3-small"]


def test_one_name_has_the_reasons_of_all_its_hosts_and_money_alone_has_none(prices: Book, tmp_path: Path) -> None:
    """Tokens at two hosts that do not sell it, and a row of money without tokens, which lacks no price."""
    hosts = [{"model": "no-such-model", "host": host, "input": 5} for host in ("anthropic", "openai")]
    money = {"model": "gone", "host": "openai", "cost": Decimal("0.1"), "currency": "USD"}
    told = billed(prices, normal(tmp_path / "a.parquet", [*hosts, money]))
    assert list(told.unknown) == ["no-such-model"]
    for host in ("anthropic", "openai"):
        assert f"no-such-model@{host}" in told.unknown["no-such-model"]


def test_a_figure_of_a_log_is_one_however_its_rows_are_parted_and_another_of_another_log(
    prices: Book, log: Path, tmp_path: Path
) -> None:
    """By model, day, project and meter, and on other offers; not with one token more."""
    parted = [billed(prices, log, by) for by in get_args(By)]
    assert len({one.cost.id for one in parted if one.cost}) == 1
    assert len({one.saved.id for one in parted if one.saved}) == 1
    assert parted[0].cost is not None
    with duckdb.connect() as connection:
        told = repriced(prices, connection.from_parquet(str(log)), [prices.find("gpt-5")])
        more = tmp_path / "more.parquet"
        connection.execute(f"COPY (SELECT * REPLACE (input + 1 AS input) FROM '{log}') TO '{more}' (FORMAT parquet)")
    assert told.onto[0].cost is not None
    assert told.onto[0].cost.args["usage"] == parted[0].cost.args["usage"]
    other = billed(prices, more)
    assert other.cost is not None
    assert other.cost.id != parted[0].cost.id


def test_other_offers_cost_what_the_price_book_says_of_each_request(prices: Book, log: Path) -> None:
    """The sum over the rows of the scalar function, at the instant of the row on the day of the prices."""
    offers = [prices.find(name) for name in ("gpt-5", "gemini-2.5-pro", "claude-opus-4-5")]
    with duckdb.connect() as connection:
        told = repriced(prices, connection.from_parquet(str(log)), offers)
    loads = [Workload(tokens=TURN, requests=1), Workload(tokens=TURN, requests=1)]
    loads.append(Workload(tokens={"input": 100}, requests=1))
    for one in told.onto:
        expected = sum(float(amount(one.offer, load)) for load in loads)
        assert one.cost is not None
        assert one.cost.value == pytest.approx(expected, rel=1e-9)


def test_what_has_no_price_cost_an_unknown_sum_and_what_has_no_tokens_is_not_repriced(
    prices: Book, tmp_path: Path
) -> None:
    """No token of an unknown model is charged for nothing; a log of money alone would cost nothing anywhere."""
    unknown = normal(tmp_path / "a.parquet", [ROWS[2]])
    money = normal(tmp_path / "b.parquet", [{"cost": Decimal("0.1"), "currency": "USD"}])
    with duckdb.connect() as connection:
        told = repriced(prices, connection.from_parquet(str(unknown)), [prices.find("gpt-5")])
        assert (told.charged, told.unpriced) == (None, 100)
        with pytest.raises(NotEnoughData, match="no tokens"):
            repriced(prices, connection.from_parquet(str(money)), [prices.find("gpt-5")])


def test_the_commands_answer_as_one_object(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Report and reprice, with figures and rows."""
    day = ["--as-of", "2026-11-20", "--json"]
    assert run(["usage", "report", str(log), *day]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["metric"] for one in told["figures"]] == ["usage_cost", "usage_caching"]
    assert run(["usage", "reprice", str(log), "--onto", "gpt-5,gemini-2.5-pro", *day]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["metric"] for one in told["figures"]] == ["usage_repriced"] * 2
    costs = [one["cost"] for one in told["rows"]]
    assert costs == sorted(costs)


def test_at_least_keeps_the_models_that_reach_an_index(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A floor at one model's own index keeps it; just above the lower one only the higher is left, and then none."""
    command = ["usage", "reprice", str(log), "--as-of", "2026-11-20", "--json", "--onto", "gpt-4o,gpt-5", "--at-least"]

    def kept(least: float) -> list[tuple[float, str]]:
        assert run([*command, str(least)]) == 0
        told = json.loads(capsys.readouterr().out)
        assert len(told["figures"]) == len(told["rows"])
        return sorted((row["index"], row["offer"]) for row in told["rows"])

    (low, lesser), (high, better) = kept(0)
    assert (lesser, better) == ("openai/gpt-4o", "openai/gpt-5")
    assert kept(low) == [(low, lesser), (high, better)]
    assert kept(low + 1e-6) == [(high, better)]
    assert run([*command, str(high + 1)]) == 2
    assert f"none above {high:.1f}" in capsys.readouterr().err


def test_the_tables_say_what_is_not_known(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names without a price, and that another model would have answered otherwise."""
    assert run(["usage", "report", str(log), "--as-of", "2026-11-20"]) == 0
    assert "Without a price: no-such-model" in capsys.readouterr().out
    assert run(["usage", "reprice", str(log), "--onto", "gpt-5", "--at-least", "100", "--as-of", "2026-11-20"]) == 0
    assert "answered otherwise" in capsys.readouterr().out
