"""What holds of any claim, whatever its readings are worth."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.catalog import Catalog
from leadline.claims import grid
from leadline.claims.check import check
from leadline.claims.claim import Claim, Decision
from leadline.claims.metric import Args
from leadline.claims.outcome import by_share
from leadline.claims.verdict import Verdict
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.store import Store
from leadline.store.view import View
from tests.claims.made import Value, claim, metric, parameter
from tests.conftest import rate, snapshot

DECISIONS: list[Decision] = ["equivalent", "non-equivalent", "uncertain"]
Table = Mapping[tuple[object, ...], Value | None]
OUTCOMES = ("fails", "mostly_fails", "depends", "mostly_holds", "holds")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Claim, Table]:
    """A claim with up to three parameters, and a value, draws of it, or nothing, for each reading."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    parameters = [
        parameter(
            f"p{at}",
            list(range(size)),
            draw(st.sampled_from(DECISIONS)),
            default=draw(st.integers(0, size - 1)),
            weights=draw(st.lists(st.floats(0.1, 10), min_size=size, max_size=size)),
        )
        for at, size in enumerate(sizes)
    ]
    numbers = st.floats(0, 4)
    drawn = st.lists(st.one_of(numbers, st.just(np.nan)), min_size=1, max_size=5).filter(
        lambda some: not np.isnan(some).all()
    )
    one = st.one_of(numbers, drawn.map(np.array), st.none())
    table = {place: draw(one) for place in np.ndindex(*sizes)}
    return claim(*parameters, strict="v <= 2"), table


def judged(view: View, one: Claim, table: Table) -> Verdict:
    def value(_: View, args: Args) -> Value:
        found = table[tuple(args[name] for name in sorted(args))]
        if found is None:
            raise NotEnoughData("There is none.")
        return found

    return check(one, view, metric(value, *(each.name for each in one.parameters)))


def said(one: Claim, strict: str) -> Claim:
    """The same claim with another assertion."""
    return replace(one, asserts=claim(*one.parameters, strict=strict).asserts)


def value_of(figure: Figure | None) -> float:
    """The value of a figure; NaN where there is none."""
    return np.nan if figure is None else figure.value


# One view serves all examples: nothing in it changes.
@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> View:
    store = Store(tmp_path_factory.mktemp("store"), catalog=catalog)
    store.append(snapshot(), [rate()], keep_raw=False)
    return store.as_of(date(2026, 1, 10))


@given(world=worlds())
def test_the_opposite_claim_has_the_rest(day: View, world: tuple[Claim, Table]) -> None:
    one, table = world
    share = judged(day, one, table)
    opposite = judged(day, said(one, "not (v <= 2)"), table)
    assert value_of(opposite.strict) == pytest.approx(100 - value_of(share.strict), abs=1e-9, nan_ok=True)
    assert [one.parameter for one in opposite.deciders] == [one.parameter for one in share.deciders]
    if all(reading.strict != 0.5 for reading in share.readings):
        assert opposite.flips == share.flips


@given(world=worlds(), wider=st.integers(20, 50))
def test_a_wider_bound_never_lowers_a_share(day: View, world: tuple[Claim, Table], wider: int) -> None:
    one, table = world
    narrow, wide = judged(day, one, table), judged(day, said(one, f"v <= {wider / 10}"), table)
    ours, theirs = ([one.strict, *(facet.strict for facet in one.facets)] for one in (wide, narrow))
    assert not any(value_of(a) < value_of(b) - 1e-9 for a, b in zip(ours, theirs, strict=True))


@given(world=worlds(), chance=st.randoms(use_true_random=False))
def test_the_order_in_a_file_changes_nothing(day: View, world: tuple[Claim, Table], chance: Random) -> None:
    one, table = world
    shuffled = [
        replace(each, choices=tuple(chance.sample(each.choices, len(each.choices))))
        for each in chance.sample(one.parameters, len(one.parameters))
    ]
    as_it_was, otherwise = judged(day, one, table), judged(day, replace(one, parameters=tuple(shuffled)), table)
    ours, theirs = ({figure.id: figure.value for figure in of} for of in (_whole(as_it_was), _whole(otherwise)))
    assert ours == pytest.approx(theirs)
    assert as_it_was.outcome == otherwise.outcome
    assert as_it_was.default is not None
    assert otherwise.default is not None
    assert as_it_was.default.setting == otherwise.default.setting
    assert {_key(one) for one in as_it_was.flips} == {_key(one) for one in otherwise.flips}


@given(world=worlds())
def test_shares_lie_within_what_they_are_made_of(day: View, world: tuple[Claim, Table]) -> None:
    verdict = judged(day, *world)
    facets = [facet.strict.value for facet in verdict.facets if facet.strict]
    assert (verdict.strict is None) == (not facets)
    if facets:
        assert value_of(verdict.strict) == pytest.approx(np.mean(facets))
        assert min(facets) - 1e-9 <= value_of(verdict.strict) <= max(facets) + 1e-9
    curve = [figure.value for _, figure in verdict.above]
    assert curve == sorted(curve, reverse=True)
    assert sum(facet.readings for facet in verdict.facets) == len(verdict.readings)
    assert sum(facet.dropped for facet in verdict.facets) == sum(verdict.missing.values())


@pytest.mark.parametrize("wanted", OUTCOMES)
def test_any_verdict_can_be_had_on_one_grid(day: View, wanted: str) -> None:
    """The bound alone decides: of twenty readings worth 0 to 19, the first n are below n."""
    bounds = {"fails": 1, "mostly_fails": 6, "depends": 10, "mostly_holds": 15, "holds": 19}
    one = claim(parameter("p", list(range(20))), strict=f"v < {bounds[wanted]}")
    verdict = check(one, day, metric(lambda _, args: float(args["p"]), "p"))
    opposite = check(said(one, f"v >= {bounds[wanted]}"), day, metric(lambda _, args: float(args["p"]), "p"))
    assert verdict.outcome == wanted
    assert opposite.outcome == OUTCOMES[::-1][OUTCOMES.index(by_share(value_of(verdict.strict)))]


def test_a_sample_agrees_with_the_whole(day: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10,000 readings 2,000 are run: a share near one half is then known to about 1 point."""
    sides = [parameter(name, list(range(10))) for name in ("a", "b", "c", "d")]
    one = claim(*sides, strict="v + c + d < 18", constraints=["not (a == 0 and b == 0)"])
    worth = metric(lambda _, args: float(args["a"]) + float(args["b"]), "a", "b")
    whole = check(one, day, worth)
    monkeypatch.setattr(grid, "LIMIT", 2000)
    sample = check(one, day, worth)
    assert (len(whole.readings), whole.sampled, len(sample.readings), sample.sampled) == (9900, 9900, 2000, 9900)
    error = 100 * (0.25 / 2000) ** 0.5
    assert abs(value_of(sample.strict) - value_of(whole.strict)) < 3 * error
    assert value_of(check(one, day, worth).strict) == value_of(sample.strict)
    assert value_of(check(one, day, worth, seed=8).strict) != value_of(sample.strict)
    turned = replace(one, parameters=one.parameters[::-1])
    assert value_of(check(turned, day, worth).strict) == pytest.approx(value_of(sample.strict))
    assert sample.strict is not None
    assert sample.strict.note == "a sample of 9,900 readings"
    assert (sample.strict.args["sample_of"], sample.strict.args["seed"]) == (9900, 7)


def _whole(verdict: Verdict) -> list[Figure]:
    """The figures over all readings, and by choice."""
    by_choice = [figure for one in verdict.deciders for figure in (one.spread, *one.shares.values())]
    return [figure for figure in (verdict.strict, *by_choice) if figure]


def _key(setting: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(setting.items()))
