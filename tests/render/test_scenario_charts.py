"""Charts of scenarios: every value is a figure, and the classes of a pack fill the whole."""

from datetime import date

from leadline.model import Figure
from leadline.render.scenario_charts import by_pack, fan
from leadline.render.text import plain


def month(value: float, on: str, level: int = 90, levers: str = "none") -> Figure:
    return Figure(
        metric="scenario_month",
        args={
            "leader": "US",
            "follower": "CN",
            "outcome": "lead",
            "levers": levers,
            "beliefs": "reference",
            "level": level,
        },
        value=value,
        low=value - 3,
        high=value + 4.5,
        interval="90%" if level == 90 else "range",
        unit="months",
        as_of=date(2026, 11, 24),
        on=date.fromisoformat(on),
        method="scenario_month/1",
        grade="assumption",
        evidence=("epoch_eci@2026-10-01/r1",),
    )


def share(lead: str, value: float) -> Figure:
    return Figure(
        metric="scenario_class",
        args={"lead": lead, "adoption": "all", "region": "all", "levers": "none", "beliefs": "reference"},
        value=value,
        unit="%",
        as_of=date(2026, 11, 24),
        on=date(2028, 12, 31),
        method="scenario_class/1",
        grade="assumption",
        evidence=(),
    )


def rows(spec: object) -> list[dict[str, object]]:
    assert isinstance(spec, dict)
    return [row for held in spec["datasets"].values() for row in held if "id" in row]


def test_a_fan_draws_both_bands_and_both_medians() -> None:
    wide = [month(7.5, "2026-10-31"), month(8.25, "2026-11-30")]
    narrow = [month(7.5, "2026-10-31", 50), month(8.25, "2026-11-30", 50)]
    chart = fan(wide, narrow, [month(7.0, "2026-10-31", levers="chips 1")])
    assert {row["id"] for row in rows(chart.spec)} == {figure.id for figure in chart.figures}
    assert "from 7.5 months to 8.3 months" in plain(chart.alt)
    assert "<svg" in chart.svg()


def test_a_fan_begins_with_what_was_seen_and_names_its_lines() -> None:
    """No legend: each line is named at its end, the higher of two above the lower."""
    wide = [month(7.5, "2026-10-31"), month(8.25, "2026-11-30")]
    chart = fan(wide, wide, [month(7.0, "2026-11-30")], seen=[month(5.5, "2026-08-31", 0), month(6.5, "2026-09-30", 0)])
    assert {row["id"] for row in rows(chart.spec)} == {figure.id for figure in chart.figures}
    shifts = {str(row["what"]): float(str(row["shift"])) for row in rows(chart.spec) if "shift" in row}
    assert list(shifts) == ["seen", "no lever", "median"]
    assert shifts["median"] < shifts["no lever"]
    drawn = chart.svg()
    for name in shifts:
        assert f">{name}<" in drawn


def test_bars_of_packs_have_every_class() -> None:
    chart = by_pack({"a": [share("12 to 24", 30.5), share("6 to 12", 69.5)], "b": [share("12 to 24", 100.0)]})
    assert {row["value"] for row in rows(chart.spec)} == {30.5, 69.5, 100.0}
    assert plain(chart.subtitle) == "Mean lead over the year to 2028-12-31, as known on 2026-11-24"
