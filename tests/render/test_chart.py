"""Charts keep the order of the figures they are given."""

from datetime import date

from leadline.model import Figure
from leadline.render.price_charts import costs


def test_costs_stand_in_the_order_given_also_where_some_have_a_range() -> None:
    """A layer that draws ranges only must not put its offers first."""
    ends = {"dear": (None, None), "middle": (40.0, 90.0), "cheap": (None, None)}
    figures = [
        Figure(
            metric="cost", args={"offer": name}, value=value, low=ends[name][0], high=ends[name][1], unit="USD",
            as_of=date(2026, 8, 11), on=date(2026, 8, 11), method="cost/1", grade="measured", evidence=(),
        )
        for name, value in (("dear", 100.0), ("middle", 60.0), ("cheap", 5.0))
    ]  # fmt: skip
    svg = costs(figures, dict.fromkeys(ends, "one"), (), (), ()).svg()
    assert svg.index(">dear<") < svg.index(">middle<") < svg.index(">cheap<")
