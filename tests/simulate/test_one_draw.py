"""The arrays against one draw in plain Python, number by number."""

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.one_draw import LEVERS, Month, one_draw
from leadline.catalog import assumptions
from leadline.simulate import chance, paths, priors
from leadline.simulate import dynamics as dyn
from leadline.simulate.dynamics import history, simulate
from leadline.simulate.equations import Floats
from leadline.simulate.paths import Step
from leadline.simulate.start import Start

DRAWS, SEED, MONTHS = 200, 5, 96
WAYS = {"chips": 1.0, "models": -0.5, "promotion": 0.7, "domestic": 0.3, "imports": -0.8}


def numbers(draw: int, ahead: int, blocs: int) -> dict[str, list[float]]:
    """The chance of a draw by its purpose, from the streams that arrays read."""

    def of(kind: chance.Kind, slot: int, months: int = ahead) -> list[float]:
        found: NDArray[np.float32] = kind(SEED, slot, months, draw, draw + 1)
        return [float(one) for one in found[:, 0]]

    found = {
        "purchases": of(chance.normals, dyn.PURCHASES),
        "domestic": of(chance.normals, dyn.DOMESTIC),
        "supply": of(chance.uniforms, dyn.SUPPLY, 1),
        "yard": of(chance.uniforms, dyn.YARD, 1),
    }
    for bloc in range(blocs):
        slot = dyn.FIRST_SLOT + bloc * dyn.PER_BLOC
        found |= {
            f"shock{bloc}": of(chance.normals, slot + dyn.SHOCK),
            f"release{bloc}": of(chance.normals, slot + dyn.RELEASE),
            f"gate{bloc}": of(chance.uniforms, slot + dyn.GATE),
            f"leap{bloc}": of(chance.uniforms, slot + dyn.LEAP, 1),
            f"withheld{bloc}": of(chance.uniforms, slot + dyn.WITHHELD, 1),
            f"begin{bloc}": of(chance.normals, slot + dyn.BEGIN, 1),
        }
    return found


def plainly(p: dict[str, Floats], start: Start, levers: dict[str, Floats], draw: int) -> list[Month]:
    """A draw without arrays; the filter of history alone is that of the arrays."""
    told, _, _ = history(p, start)
    drawn = numbers(draw, MONTHS - start.observed, len(start.blocs))
    begin = [float(seen.shock[draw] + seen.spread[draw] * drawn[f"begin{bloc}"][0]) for bloc, seen in enumerate(told)]
    return one_draw(
        {name: float(values[draw]) for name, values in p.items()},
        start.blocs,
        {key: stock.tolist() for key, stock in start.stocks.items()},
        start.frontiers.tolist(),
        {name: levers[name].tolist() for name in LEVERS},
        drawn,
        begin,
    )


@pytest.mark.parametrize("pulled", [False, True])
def test_arrays_give_the_draw_that_plain_python_gives(start: Start, pulled: bool) -> None:
    """Every outcome of every month to 1e-9, with no lever and with all of them on their way up and back."""
    rng = np.random.default_rng(3)
    register = assumptions.load()
    p = priors.parameters(register, {name: rng.standard_normal(DRAWS) for name in register})
    ways = {n: [Step(start=47, strength=s), Step(start=66, strength=-s / 2)] for n, s in WAYS.items() if pulled}
    levers = paths.paths(ways)
    found = simulate(p, levers, start, MONTHS, SEED, block=64)
    for draw in range(0, DRAWS, 5):
        wanted = np.array(plainly(p, start, levers, draw))
        for place, name in enumerate(Month._fields):
            np.testing.assert_allclose(getattr(found, name)[:, draw], wanted[:, place], rtol=1e-9, err_msg=name)
