"""Which readings there are, in which order, and which settings flip the plain one."""

import pytest

from leadline.claims import decide, grid
from leadline.claims.check import check
from leadline.claims.grid import neighbours, setting
from leadline.errors import UserError
from leadline.store.view import View
from tests.claims.made import claim, looked_up, metric, parameter


def test_readings_in_the_order_of_the_file_without_those_that_a_constraint_excludes() -> None:
    """All output and yet something cached is no reading."""
    one = claim(
        parameter("output", [1.0, 0.5]),
        parameter("cached", [0.0, 0.8]),
        parameter("pair", ["mid", "small"]),
        constraints=["not (output == 1 and cached > 0)", "pair != 'small' or cached == 0"],
    )
    found = grid.grid(one, seed=1)
    assert [tuple(setting(one.parameters, row).values()) for row in found.rows] == [
        (1.0, 0.0, "mid"),
        (1.0, 0.0, "small"),
        (0.5, 0.0, "mid"),
        (0.5, 0.0, "small"),
        (0.5, 0.8, "mid"),
    ]
    assert (found.total, found.sampled) == (5, False)
    assert found.plain is not None
    assert [setting(one.parameters, row) for row in neighbours(one, found.plain)] == [
        {"output": 0.5, "cached": 0.0, "pair": "mid"},
        {"output": 1.0, "cached": 0.0, "pair": "small"},
    ]


def test_a_claim_that_leaves_nothing_open_has_one_reading(view: View) -> None:
    verdict = check(claim(), view, metric(lambda *_: 2.0))
    assert [one.setting for one in verdict.readings] == [{}]
    assert [facet.setting for facet in verdict.facets] == [{}]
    assert (verdict.outcome, verdict.deciders, verdict.flips, verdict.changes) == ("holds", (), (), None)


def test_a_plain_reading_that_a_constraint_excludes_is_none(view: View) -> None:
    one = claim(parameter("pair", ["a", "b"]), constraints=["pair == 'b'"])
    verdict = check(one, view, looked_up({"b": 2.0}))
    assert (verdict.default, verdict.flips, len(verdict.readings)) == (None, (), 1)


def test_texts_and_truths_are_compared_as_they_are(view: View) -> None:
    one = claim(parameter("pair", ["a", "b"]), parameter("wide", [True, False]), strict="wide or v > 1")
    verdict = check(one, view, looked_up({"a": 2.0, "b": 0.5}))
    assert [reading.strict for reading in verdict.readings] == [1, 1, 1, 0]
    assert verdict.readings[0].setting == {"pair": "a", "wide": True}


def test_an_expression_may_name_an_argument_that_the_sentence_fixes(view: View) -> None:
    """Of 50 tokens the shares 0.5 and 0.1 are 25 and 5, of which the constraint takes the first."""
    one = claim(
        parameter("part", [0.5, 0.1]),
        strict="v > part * tokens",
        constraints=["part * tokens > 10"],
        args={"tokens": 50},
    )
    verdict = check(one, view, metric(lambda *_: 26.0, "tokens"))
    assert [(reading.setting, reading.strict) for reading in verdict.readings] == [({"part": 0.5}, 1)]


def test_the_nearest_flips_all_of_them(view: View) -> None:
    """It takes two changes: any two of three parameters on their second value make it hold."""
    sides = [parameter(name, [0, 1]) for name in ("a", "b", "c")]
    verdict = check(claim(*sides, strict="a + b + c >= 2 and v > 0"), view, metric(lambda *_: 1.0))
    assert verdict.default is not None
    assert verdict.default.strict == 0
    assert [tuple(one.values()) for one in verdict.flips] == [(0, 1, 1), (1, 0, 1), (1, 1, 0)]
    assert verdict.changes == 2


def test_no_more_flips_are_told_than_say_something(view: View) -> None:
    verdict = check(
        claim(parameter("pair", list(range(100)))), view, metric(lambda _, args: float(args["pair"]), "pair")
    )
    assert [one["pair"] for one in verdict.flips] == list(range(2, 2 + decide.MOST_FLIPS))


def test_neighbours_of_the_plain_reading_are_run_beside_a_sample(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reading in a hundred flips the plain one, and ten are run: it is found, and does not count in the share."""
    monkeypatch.setattr(grid, "LIMIT", 10)
    one = claim(parameter("pair", list(range(100))), strict="v != 99")
    verdict = check(one, view, metric(lambda _, args: float(args["pair"]), "pair"))
    assert {"pair": 99} not in [reading.setting for reading in verdict.readings]
    assert verdict.flips == ({"pair": 99},)
    assert verdict.default is not None
    assert verdict.default.setting == {"pair": 0}
    assert verdict.strict is not None
    assert (verdict.strict.value, len(verdict.readings), verdict.sampled) == (100, 10, 100)


def test_a_long_curve_is_told_at_quantiles(view: View) -> None:
    """Of a thousand values 41 are enough; above the largest there is none."""
    verdict = check(claim(parameter("p", list(range(1000)))), view, metric(lambda _, args: float(args["p"]), "p"))
    bounds = [bound for bound, _ in verdict.above]
    assert (len(bounds), bounds[0], bounds[-1]) == (decide.BOUNDS, 0, 999)
    assert [figure.value for _, figure in verdict.above] == pytest.approx([100 * (999 - x) / 1000 for x in bounds])


def test_weights_of_facets_do_not_count() -> None:
    """A facet is not averaged within, so that its weight means nothing; those of other choices multiply."""
    one = claim(
        parameter("pair", ["a", "b"], "non-equivalent", weights=[5, 1]),
        parameter("x", [1, 2], weights=[1, 2]),
        parameter("y", [1, 2], "uncertain", weights=[3, 1]),
    )
    assert grid.weights(one, grid.grid(one, seed=1).rows).tolist() == [3, 1, 6, 2, 3, 1, 6, 2]


def test_constraints_are_held_against_millions_of_readings_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand readings in blocks of seven: those whose three digits rise, of which there are 120."""
    monkeypatch.setattr(grid, "_BLOCK", 7)
    sides = [parameter(name, list(range(10))) for name in ("a", "b", "c")]
    rising = grid.grid(
        claim(
            *sides,
            constraints=["a < b", "b < c"],
        ),
        seed=1,
    )
    assert rising.total == len(rising.rows) == 120
    assert rising.rows[0].tolist() == [0, 1, 2]
    assert rising.plain is None


def test_enormous_grids_are_refused_before_they_are_built() -> None:
    sides = [parameter(f"p{at}", list(range(100))) for at in range(12)]
    with pytest.raises(UserError, match=r"a-claim has 1,0+(,0+)* readings .* at most"):
        grid.grid(claim(*sides), seed=1)


def test_constraints_that_leave_nothing_are_refused() -> None:
    with pytest.raises(UserError, match="no reading of a-claim meets its constraints"):
        grid.grid(claim(parameter("x", [1, 2]), constraints=["x > 2"]), seed=1)


def test_a_default_that_is_no_value_is_refused() -> None:
    with pytest.raises(UserError, match="the default of 'x', 3, is none of its values"):
        grid.grid(claim(parameter("x", [1, 2], default=3)), seed=1)


def test_large_numbers_do_not_overflow(view: View) -> None:
    one = claim(parameter("tokens", [10**12]), strict="tokens * tokens > v")
    assert [reading.strict for reading in check(one, view, metric(lambda *_: 1e20)).readings] == [1]
