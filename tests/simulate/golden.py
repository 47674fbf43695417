"""A small run that is kept with its outcomes, as another machine must find them: `python -m tests.simulate.golden`.

The parameters stand in the file with the outcomes, so that no change of the register touches it; the past is the made
one. It is written anew only where an equation changes on purpose, with the method's version.
"""

import json
from pathlib import Path

import numpy as np

from leadline.catalog import assumptions, contenders
from leadline.simulate import paths, priors
from leadline.simulate.dynamics import Futures, simulate
from leadline.simulate.equations import Floats
from leadline.simulate.paths import Step
from tests.simulate.worlds import made

FILE = Path(__file__).parents[1] / "data" / "simulate" / "golden.json"
OUTCOMES = ("lead", "gap", "share", "ratio")
DRAWS, SEED, APART = 12, 2028, 10
STRENGTHS = {"chips": 0.8, "models": 0.5, "promotion": -0.4, "domestic": 1.0, "imports": -0.6}


def run(parameters: dict[str, Floats]) -> Futures:
    """The run that is kept: levers of every kind on their way from 2027 on."""
    levers = paths.paths({name: [Step(start=48, strength=one, ramp=9)] for name, one in STRENGTHS.items()})
    return simulate(parameters, levers, made(contenders.load()), seed=SEED)


def outcomes(found: Futures) -> dict[str, list[list[float]]]:
    """Every outcome of every tenth month."""
    return {name: getattr(found, name)[::APART].tolist() for name in OUTCOMES} | {"stocks": found.stocks.tolist()}


def write() -> None:
    """Draw parameters, run, and keep both."""
    rng, register = np.random.default_rng(11), assumptions.load()
    drawn = priors.parameters(register, {name: rng.standard_normal(DRAWS) for name in register})
    kept = {"parameters": {name: one.tolist() for name, one in drawn.items()}, "outcomes": outcomes(run(drawn))}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
