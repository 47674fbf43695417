"""Charts of leads: labels that can be read, and every figure behind the drawing."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from leadline.model import Figure
from leadline.render import lead_charts
from leadline.render.text import text


def lead(months: float) -> Figure:
    return Figure(
        metric="lead",
        args={"definition": "step", "leader": "US", "follower": "CN"},
        value=months,
        low=months - 1,
        high=months + 2,
        interval="90%",
        unit="months",
        as_of=date(2026, 10, 1),
        on=date(2026, 10, 1),
        method="lead/1",
        grade="estimate",
        evidence=(),
    )


def test_labels_of_near_ends_stand_a_line_apart() -> None:
    """From the lowest up; where ends lie far apart the labels stay with their lines."""
    ends = [6.5, 6.6, 7.0, 20.0]
    shifts = lead_charts._shifts(ends, span=20.0, height=280, apart=14)
    places = [-value / 20 * 280 + shift for value, shift in zip(ends, shifts, strict=True)]
    assert all(below - above >= 14 - 1e-9 for below, above in pairwise(places))
    assert shifts[0] == shifts[3] == 4


def dot(on: str, value: float, model: str, group: str = "US") -> dict[str, object]:
    return {"on": on, "value": value, "low": None, "high": None, "model": model, "group": group}


def test_names_of_records_that_would_overlap_are_left_out() -> None:
    """Of 380 points for 20 index points: 140 and 150 stand apart, 150.5 and 151 in one line; older ones give way.

    A name that would reach left of the axis is left out, and one through which the other group's line runs.
    """
    dots = [
        dot("2025-01-02", 135, "at the axis"),
        dot("2025-06-01", 140, "older"),
        dot("2025-10-01", 150.5, "near"),
        dot("2025-10-02", 151, "newest"),
    ]
    lower = [dot("2025-01-01", 131, "", "CN"), dot("2025-12-31", 133, "", "CN")]
    assert [one["model"] for one in lead_charts._legible(dots, [*dots, *lower], "right")] == ["newest", "older"]
    across = [dot("2025-01-01", 140.3, "", "CN"), dot("2025-12-31", 140.3, "", "CN"), dot("2025-12-31", 131, "", "CN")]
    assert [one["model"] for one in lead_charts._legible(dots, [*dots, *across], "right")] == ["newest"]


def test_a_panel_draws_bounds_in_another_shape() -> None:
    bound = replace(lead(6.5), bound="at least", low=None, high=None, interval="none")
    leads = [("index", "step", lead(7.25)), ("index", "trend", bound)]
    chart = lead_charts.panel(leads, text("t"), text("s"), text("a"))
    drawn = chart.svg()
    assert "at least 6.5 months" in drawn
    assert chart.figures == tuple(figure for _, _, figure in leads)
