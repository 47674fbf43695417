"""Charts of vintages: every dot is a figure, and what shares a day stands beside it."""

from datetime import date

from leadline.model import Figure
from leadline.render.text import Name, Text
from leadline.render.vintage_charts import leads_over_time, rivals

WORDS: Text = (Name(name="words"),)


def lead(value: float, on: str, as_of: str) -> Figure:
    return Figure(
        metric="lead",
        args={"leader": "US", "follower": "CN", "definition": "step"},
        value=value,
        low=value - 1.5,
        high=value + 0.7,
        interval="90%",
        unit="months",
        as_of=date.fromisoformat(as_of),
        on=date.fromisoformat(on),
        method="lead/1",
        grade="estimate",
        evidence=("epoch_eci@2026-08-11/r1",),
    )


def rows(chart_spec: object) -> list[dict[str, object]]:
    """Every row of the drawing that is a figure."""
    assert isinstance(chart_spec, dict)
    return [row for held in chart_spec["datasets"].values() for row in held if "id" in row]


def test_every_dot_is_a_figure() -> None:
    first = [lead(8.15, "2026-02-13", "2026-02-13"), lead(8.9, "2026-05-05", "2026-05-05")]
    now = [lead(6.24, "2026-02-13", "2026-10-01"), lead(5.52, "2026-05-05", "2026-10-01")]
    chart = leads_over_time({"now": now, "first": first}, WORDS, WORDS, WORDS, by="on", joined=("now",))
    shown = {str(row["id"]): row for row in rows(chart.spec)}
    assert {figure.id: figure.value for figure in (*now, *first)} == {key: row["value"] for key, row in shown.items()}
    assert chart.figures == (*now, *first)


def test_dots_of_one_day_stand_beside_each_other() -> None:
    first, now = lead(8.15, "2026-02-13", "2026-02-13"), lead(6.24, "2026-02-13", "2026-10-01")
    later = lead(5.5, "2026-05-05", "2026-10-01")
    chart = leads_over_time({"now": [now, later], "first": [first]}, WORDS, WORDS, WORDS, by="on")
    places = {str(row["id"]): str(row["place"]) for row in rows(chart.spec)}
    assert places[now.id] < places[first.id] < places[later.id]
    assert {row["day"] for row in rows(chart.spec)} == {"2026-02-13", "2026-05-05"}


def test_one_dot_alone_can_be_drawn() -> None:
    chart = leads_over_time({"now": [lead(6.24, "2026-02-13", "2026-10-01")]}, WORDS, WORDS, WORDS, by="as_of")
    assert chart.svg().startswith("<svg")


def test_scores_of_rivals() -> None:
    def score(rival: str, horizon: int, value: float) -> Figure:
        return Figure(
            metric="hindcast_score",
            args={"rival": rival, "tier": "vintage", "horizon": horizon, "score": "CRPS"},
            value=value,
            unit="months",
            as_of=date(2026, 10, 1),
            on=date(2026, 9, 30),
            method="hindcast_score/1",
            grade="estimate",
            evidence=("epoch_eci@2026-08-11/r1",),
        )

    found = [score("blend", 3, 1.29), score("trend", 3, 1.8), score("blend", 6, 1.6)]
    chart = rivals(found, WORDS, WORDS, WORDS)
    assert {str(row["id"]): row["value"] for row in rows(chart.spec)} == {figure.id: figure.value for figure in found}
    assert "blend, by vintage" in chart.svg()
