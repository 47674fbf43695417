"""The specification curve: every reading drawn once, in order, in its strip, over the choices it stands for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from leadline.claims.check import check
from leadline.claims.verdict import Verdict
from leadline.errors import NotEnoughData
from leadline.render.chart import Chart
from leadline.render.claim_charts import curve
from leadline.render.claim_readings import by_value, flat
from leadline.render.claim_strips import MOST
from leadline.render.text import plain
from leadline.store.view import View
from tests.claims.conftest import shelf, view
from tests.claims.made import claim, looked_up, metric, parameter

__all__ = ["shelf", "view"]


def rows(chart: Chart, *fields: str) -> list[Mapping[str, Any]]:
    """The rows of the drawing that have some fields, each once."""
    found = [row for rows in chart.spec["datasets"].values() for row in rows if set(fields) <= row.keys()]
    return list({str(sorted(row.items())): row for row in found}.values())


@pytest.fixture
def verdict(view: View) -> Verdict:
    """Two questions of four readings each: `v >= few` holds for 3 of few 1 and 2, and for 0.5 of neither."""
    told = claim(
        parameter("pair", ["flagship", "mid"], "non-equivalent"),
        parameter("few", [1.0, 2.0]),
        parameter("idle", ["a", "b"]),
        strict="v >= few",
    )
    return check(told, view, looked_up({"flagship": 3.0, "mid": 0.5}))


def test_each_question_has_a_strip_and_its_readings_rise(verdict: Verdict) -> None:
    """The middle of `mid` is lower, so that its strip is the left one; the band begins at one and at two."""
    chart = curve(verdict)
    dots = sorted(rows(chart, "value", "held", "x"), key=lambda row: row["x"])
    assert [row["value"] for row in dots] == [0.5] * 4 + [3.0] * 4
    assert [row["held"] for row in dots] == ["does not hold"] * 4 + ["holds"] * 4
    assert [row["x"] < 1 for row in dots] == [True] * 4 + [False] * 4
    assert [row["words"] for row in rows(chart, "words")] == [
        ["mid", "holds in 0.0 %"],
        ["flagship", "holds in 100.0 %"],
    ]
    assert [row["plain"] for row in dots].count(True) == 1
    assert {row["low"] for row in rows(chart, "low", "end")} == {1.0, 2.0}


def test_each_reading_has_a_mark_for_each_choice_that_no_strip_names(verdict: Verdict) -> None:
    marks = rows(curve(verdict), "row", "x")
    assert sorted(row["row"] for row in marks) == sorted(4 * ["few: 1", "few: 2", "idle: a", "idle: b"])


def test_title_is_the_finding_and_the_subtitle_has_unit_and_day(verdict: Verdict) -> None:
    chart = curve(verdict)
    assert plain(chart.title).endswith("holds in 50.0 % of 8 reasonable readings.")
    assert "by its value in times" in plain(chart.subtitle)
    assert "2026-01-10" in plain(chart.subtitle)
    assert "8 readings with a value" in plain(chart.alt)
    assert chart.svg().startswith("<svg")


def test_many_readings_are_thinned_and_many_choices_share_rows(view: View) -> None:
    """3,000 readings: each third is drawn; a hundred choices of a range stand in a dozen rows."""
    told = claim(parameter("at", [float(n) for n in range(100)]), parameter("of", list(range(30))))
    worth = metric(lambda _, args: 1.0 + float(args["at"]) + float(args["of"]) / 100, "at", "of")
    chart = curve(check(told, view, worth))
    assert len(rows(chart, "value", "held", "x")) == MOST
    at = {row["row"] for row in rows(chart, "row", "x") if row["row"].startswith("at")}
    assert "at: 0 … 8" in at
    assert len(at) == 12


def test_draws_are_told_apart_and_an_assertion_that_is_not_simple_shades_nothing(view: View) -> None:
    told = claim(parameter("pair", ["a", "b"]), strict="v < 1 or v > 2")
    chart = curve(check(told, view, looked_up({"a": np.array([1.5, 2.5]), "b": 3.0})))
    assert [row["held"] for row in rows(chart, "value", "held")] == ["holds in part of the draws", "holds"]
    assert not rows(chart, "low", "end")
    assert "shaded" not in plain(chart.subtitle)


def test_a_premise_about_the_future_is_drawn_without_a_verdict(view: View) -> None:
    told = replace(claim(parameter("pair", ["a", "b"]), status="scenario"), reason="future")
    chart = curve(check(told, view, looked_up({"a": 6.0, "b": 8.0})))
    assert {row["held"] for row in rows(chart, "value", "held")} == {"a reading"}
    assert not rows(chart, "low", "end")


def test_values_of_another_unit_have_an_axis_of_their_own(verdict: Verdict) -> None:
    """The readings of the flagship are made months, those of mid stay times: two parts, each with its own axis."""
    readings = tuple(
        replace(one, figure=replace(one.figure, unit="months")) if one.figure and one.figure.value == 3.0 else one
        for one in verdict.readings
    )
    chart = curve(replace(verdict, readings=readings))
    parts = [part["vconcat"][0] for part in chart.spec["hconcat"]]
    axes = [{layer["encoding"]["y"].get("title") for layer in part["layer"]} & {"times", "months"} for part in parts]
    assert axes == [{"times"}, {"months"}]
    assert "by its value in times, months" in plain(chart.subtitle)
    assert "4 readings with a value, from 0.50 times to 0.50 times. 4 readings with a value, from 3.0" in plain(
        chart.alt
    )
    assert chart.svg().startswith("<svg")


def test_a_strip_that_is_named_by_a_number_says_of_what(view: View) -> None:
    told = claim(parameter("level", [135, 140], "non-equivalent"), strict="v >= 1")
    worth = metric(lambda _, args: float(args["level"]), "level")
    assert [row["words"][0] for row in rows(curve(check(told, view, worth)), "words")] == ["level 135", "level 140"]


def test_without_a_value_there_is_nothing_to_draw(view: View) -> None:
    def nothing(*_: object) -> float:
        raise NotEnoughData("No price.")

    verdict = check(claim(parameter("pair", ["a", "b"])), view, metric(nothing, "pair"))
    with pytest.raises(NotEnoughData, match="no reading with a value"):
        curve(verdict)
    assert [one.missing for one in by_value(verdict)] == ["No price."] * 2
    assert flat(verdict.readings[0], verdict)["value"] is None
