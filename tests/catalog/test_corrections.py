"""Corrections: applied where the error stands, loud where it should stand and does not, expired where it is mended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leadline import ingest
from leadline.catalog import Catalog
from leadline.catalog.corrections import Correction, corrected
from leadline.errors import StoreError
from leadline.model import Rate, Row
from leadline.sources import SOURCES
from tests.conftest import rate, snapshot

ONE = Correction(
    name="thousandfold",
    source="litellm_prices",
    reader=2,
    first=date(2026, 1, 10),
    last=date(2026, 2, 10),
    host="azure_ai",
    models=("jais",),
    meters=("input", "output"),
    least=Decimal(1000),
    most=Decimal(10_000),
    times=Decimal("0.001"),
    why="a test",
    evidence="the numbers beside it",
    reported="no",
)
OPEN = replace(ONE, last=None)


def jais(*amounts: str, **fields: object) -> list[Row]:
    """Rates of the offer that the correction names, input first."""
    return [
        rate(amount, source="litellm_prices", host="azure_ai", model="jais", meter=meter, **fields)
        for amount, meter in zip(amounts, ("input", "output", "cache_read"), strict=False)
    ]


def applied(
    rows: Sequence[Row], one: Correction = ONE, vintage: str = "2026-01-10", *, log: bool = False
) -> tuple[list[Decimal | None], list[str]]:
    """The amounts after correction, and the names of what has expired."""
    found, expired = corrected(snapshot("litellm_prices", vintage, reader=2), rows, [one], log=log)
    return [row.amount for row in found if isinstance(row, Rate)], [each.name for each in expired]


def test_the_error_is_mended_and_the_row_says_by_what() -> None:
    """3,200 and 9,710 become 3.20 and 9.71; the price of another meter, and another offer, stay."""
    other = rate("5000", source="litellm_prices", host="azure_ai", model="other")
    rows, expired = corrected(
        snapshot("litellm_prices", reader=2), [*jais("3200", "9710", "7", basis="list"), other], [ONE], log=False
    )
    assert [row.amount for row in rows if isinstance(row, Rate)] == [
        Decimal("3.200"), Decimal("9.710"), Decimal(7), Decimal(5000),
    ]  # fmt: skip
    assert [row.basis for row in rows if isinstance(row, Rate)] == [
        *["list; correction thousandfold"] * 2, "list", "",
    ]  # fmt: skip
    assert expired == []


def test_it_holds_from_its_first_to_its_last_vintage() -> None:
    assert applied(jais("3200"), vintage="2026-01-09") == ([Decimal(3200)], [])
    assert applied(jais("3200"), vintage="2026-02-10") == ([Decimal("3.200")], [])
    assert applied(jais("3200"), vintage="2026-02-11") == ([Decimal(3200)], [])
    assert applied(jais("3200"), OPEN, vintage="2026-02-11") == ([Decimal("3.200")], [])


def test_a_mended_source_ends_an_open_correction_and_breaks_a_closed_one() -> None:
    assert applied(jais("3.20"), OPEN) == ([Decimal("3.20")], ["thousandfold"])
    assert applied([], OPEN) == ([], ["thousandfold"])
    with pytest.raises(StoreError, match=r"'thousandfold' expects of azure_ai amounts from 1000 to 10000, found 3.20"):
        applied(jais("3.20"))


def test_half_a_mend_is_looked_at_by_a_person_but_a_log_may_mend_itself() -> None:
    for one in (ONE, OPEN):
        with pytest.raises(StoreError, match=r"found 9.71 for output"):
            applied(jais("3200", "9.71"), one)
    assert applied(jais("3200", "9.71"), log=True) == ([Decimal("3.200"), Decimal("9.71")], [])


def test_a_rate_without_an_amount_is_neither_right_nor_wrong() -> None:
    without = rate(None, source="litellm_prices", host="azure_ai", model="jais", meter="output")
    assert applied([*jais("3200"), without]) == ([Decimal("3.200"), None], [])


def test_a_reader_that_is_too_old_is_refused() -> None:
    with pytest.raises(StoreError, match=r"from version 2 of the reader on. Raise READER in sources/litellm_prices.py"):
        corrected(snapshot("litellm_prices", reader=1), jais("3200"), [ONE], log=False)


# The real ones.

REAL = Catalog().corrections


@pytest.mark.parametrize("one", REAL, ids=lambda one: one.name)
def test_each_says_all_that_it_must(one: Correction) -> None:
    readers = {reader.NAME: reader.READER for reader in SOURCES}
    assert one.source in ingest.READERS
    assert one.reader <= readers[one.source]
    assert one.least <= one.most
    assert one.times > 0
    assert one.times != 1
    assert one.last is None or one.first <= one.last
    assert one.why
    assert one.evidence
    assert one.reported
    assert one.models
    assert one.meters


@pytest.mark.parametrize("one", REAL, ids=lambda one: one.name)
def test_what_is_mended_is_no_longer_found(one: Correction) -> None:
    """Else a correction that is applied twice by mistake would go unnoticed."""
    assert not one.least <= one.least * one.times <= one.most or one.least == 0
    assert not one.least <= one.most * one.times <= one.most
