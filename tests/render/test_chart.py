"""Charts keep the order of the figures they are given."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from leadline.model import Figure
from leadline.render.price_charts import costs
from leadline.render.text import Name


def three() -> list[Figure]:
    ends = {"dear": (None, None), "middle": (40.0, 90.0), "cheap": (None, None)}
    return [
        Figure(
            metric="cost", args={"offer": name}, value=value, low=ends[name][0], high=ends[name][1], unit="USD",
            as_of=date(2026, 8, 11), on=date(2026, 8, 11), method="cost/1", grade="measured", evidence=(),
        )
        for name, value in (("dear", 100.0), ("middle", 60.0), ("cheap", 5.0))
    ]  # fmt: skip


def test_costs_stand_in_the_order_given_also_where_some_have_a_range() -> None:
    """A layer that draws ranges only must not put its offers first."""
    figures = three()
    svg = costs(figures, dict.fromkeys(("dear", "middle", "cheap"), "one"), (), (), ()).svg()
    assert svg.index(">dear<") < svg.index(">middle<") < svg.index(">cheap<")


def test_a_drawing_that_leaves_the_page_keeps_its_marks(tmp_path: Path) -> None:
    """Under a title and over its sources a drawing is a part of a larger one, and once lost its rows."""
    sources = (Name(name="A source"),)
    drawn = costs(three(), dict.fromkeys(("dear", "middle", "cheap"), "one"), (Name(name="A title"),), (), ())
    replace(drawn, sources=sources).write(tmp_path / "drawn.svg")
    found = (tmp_path / "drawn.svg").read_text(encoding="utf-8")
    assert all(word in found for word in ("A title", "A source", ">dear<", ">middle<", ">cheap<"))
