"""Numbers, names and days enter text as typed spans, and in no other way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.model import Figure
from leadline.render.html import html
from leadline.render.markdown import Footnotes, markdown
from leadline.render.numbers import write, write_bare
from leadline.render.table import csv_of
from leadline.render.text import Count, Day, Given, Name, Quantity, Words, plain, text


def figure(value: float, unit: str = "months", low: float | None = None, high: float | None = None) -> Figure:
    return Figure(
        metric="lead",
        args={"leader": "US", "follower": "CN"},
        value=value,
        low=low,
        high=high,
        interval="none" if low is None else "90%",
        unit=unit,
        as_of=date(2026, 8, 11),
        on=date(2025, 12, 31),
        method="lead/1",
        grade="estimate",
        evidence=("epoch_eci@2026-08-11/r1",),
    )


@pytest.mark.parametrize("template", ["It costs 3 dollars.", "{a} in 2028", "½ of {a}", "²{a}", "{a} 一二3"])
def test_a_number_typed_into_a_template_cannot_pass(template: str) -> None:
    with pytest.raises(ValueError, match="A digit in plain words"):
        text(template, a=Name(name="x"))


def test_a_hole_that_is_not_filled_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("As of {day}")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (12.35, "months", "12.4"),  # not 12.3, which binary rounding would give
        (12.25, "months", "12.3"),
        (0.04, "months", "0.0"),
        (1250.0, "USD", "1,250"),
        (999.994, "USD", "999.99"),
        (17.4, "USD", "17.40"),
        (0.42, "USD", "0.42"),
        (0.0028, "USD", "0.00280"),
        (0.0, "USD", "0.00"),
        (65.79, "times", "66"),
        (2.5, "times", "2.5"),
        (1.0, "times", "1.0"),
        (1234.5, "times", "1,235"),
    ],
)
def test_rounding(value: float, unit: str, expected: str) -> None:
    assert write_bare(value, unit) == expected


def test_signs_and_units() -> None:
    assert write(-3.04, "months") == "\N{MINUS SIGN}3.0 months"
    assert write(-0.01, "months") == "0.0 months"
    assert write(14.0, "USD") == "$14.00"


@given(st.floats(-1e9, 1e9), st.sampled_from(["months", "USD", "times", "index points"]))
def test_what_is_written_is_near_what_is_meant(value: float, unit: str) -> None:
    """Written and read back, a number is within half of the last digit shown."""
    shown = write_bare(abs(value), unit).replace(",", "")
    places = len(shown.partition(".")[2])
    assert float(shown) == pytest.approx(abs(value), abs=0.5 * 10**-places * (1 + 1e-9))


def test_every_kind_of_span_in_every_format() -> None:
    spans = text(
        "{n} had {v} ({i}) of {g} on {d}, among {c}",
        n=Name(name="<GPT-5 | *>"),
        v=Quantity(figure=figure(12.35, low=-3.0, high=13.0)),
        i=Quantity(figure=figure(12.35, low=-3.0, high=13.0), part="interval"),
        g=Given(number=50_000_000, unit="tokens"),
        d=Day(day=date(2026, 5, 30)),
        c=Count(number=1466, evidence="genai_prices@2026-08-21/r1"),
    )
    minus = "\N{MINUS SIGN}"
    assert plain(spans) == (
        f"<GPT-5 | *> had 12.4 months (90 % interval {minus}3.0 to 13.0) of 50,000,000 tokens on 2026-05-30, "
        "among 1,466"
    )
    page = html(spans)
    assert '<span class="name">&lt;GPT-5 | *&gt;</span>' in page
    assert f'<a class="figure" href="#{figure(12.35).id}"' in page
    assert "epoch_eci@2026-08-11/r1; on 2025-12-31; as known on 2026-08-11; lead/1; estimate" in page
    notes = Footnotes()
    marked = markdown(spans, notes)
    assert "\\<GPT-5 \\| \\*\\>" in marked
    assert marked.count("[^lead-") == 1
    assert len(notes.lines()) == 1


def test_words_hold_no_digit_of_any_script() -> None:
    with pytest.raises(ValueError, match="digit"):
        Words(words="\N{ARABIC-INDIC DIGIT FIVE}")


@pytest.mark.parametrize("text_", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(text_: str) -> None:
    assert csv_of([{"a": text_}]).splitlines()[1].lstrip('"').startswith("'")
    assert csv_of([{"a": -1.5}]).splitlines()[1] == "-1.5"
