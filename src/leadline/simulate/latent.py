"""Algorithms and the latent index of every bloc: equations 5 to 8, month by month.

A bloc's own research, what diffuses from the best algorithms and what is distilled from the best capability. The first
bloc's effective compute in January 2023 is where its index is `Y0`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.catalog.contenders import Bloc
from leadline.simulate import equations as eq
from leadline.simulate.compute import YEAR26, Bools, Stocks, Strengths, Values
from leadline.simulate.equations import Floats, Some

REASONING = 15
"""April 2024: research goes faster by mR from then on."""


@dataclass(kw_only=True)
class Minds:
    """The state of all blocs, each array of shape (blocs, draws)."""

    algorithms: Floats
    """Algorithmic efficiency, log10 of that of the first bloc in January 2023."""
    advantage: Floats
    """What is distilled, log10 of effective compute."""
    compute: Floats
    """Of the leading laboratory, log10."""
    reference: Floats
    """Effective compute of the first bloc in January 2023, log10."""
    capped: Bools
    """Which draws the limit on research has held back."""

    def of(self, places: slice | NDArray[np.intp]) -> "Minds":
        """The same of some draws, as a copy: the state goes on."""
        return Minds(**{name: np.array(one[..., places]) for name, one in vars(self).items()})

    @property
    def capability(self) -> Floats:
        """Effective compute with algorithms and what is distilled, log10."""
        return self.compute + self.algorithms + self.advantage

    def index(self, p: Values) -> Floats:
        """The latent index of every bloc."""
        return np.asarray(eq.latent(p["Y0"], p["s"], self.capability, self.reference))


def born(blocs: Sequence[Bloc], stocks: Stocks, p: Values) -> Minds:
    """The state in January 2023."""
    draws = len(p["Y0"])
    algorithms = np.array([p[bloc.gap] if bloc.gap else np.zeros(draws) for bloc in blocs])
    compute = laboratories(blocs, stocks, p, 0)
    none = np.zeros_like(algorithms)
    first = compute[0] + algorithms[0]
    return Minds(
        algorithms=algorithms, advantage=none, compute=compute, reference=first, capped=np.zeros(draws, dtype=bool)
    )


def laboratories(blocs: Sequence[Bloc], stocks: Stocks, p: Values, month: int) -> Floats:
    """Equation 5 for every bloc."""
    years = (month - YEAR26 + 1) * eq.DT
    found = [
        eq.lab_compute(stocks.usable(bloc, p), p[bloc.share], p[bloc.trend] if bloc.trend else 0.0, years)
        for bloc in blocs
    ]
    return np.array([np.broadcast_to(one, p["Y0"].shape) for one in found])


def advance(minds: Minds, blocs: Sequence[Bloc], stocks: Stocks, p: Values, levers: Strengths, month: int) -> None:
    """A month: research, diffusion and distillation by the state of the month before, then the month's compute."""
    index, capability = minds.index(p), minds.capability
    rate = p["gA"] * (p["mR"] if month >= REASONING else 1.0)
    behind = np.minimum(minds.compute - minds.compute.max(axis=0), 0.0)
    best, ablest = minds.algorithms.max(axis=0), capability.max(axis=0)
    closed = eq.diffusion(p["kap"], p["ep"], levers["models"], best, minds.algorithms)
    own = np.array(
        [
            eq.own_research(
                rate,
                eq.speed_up(index[place], p["phiAI"]),
                p[bloc.talent] if bloc.talent else 1.0,
                behind[place],
                p["theta"],
                side(place, p, levers),
            )
            for place, bloc in enumerate(blocs)
        ]
    )
    minds.capped = minds.capped | (own >= eq.MOST_RESEARCH).any(axis=0)
    minds.advantage = np.asarray(
        eq.distilled(minds.advantage, p["kapd"], p["ed"], levers["models"], ablest, capability, p["dQ"])
    )
    minds.algorithms = minds.algorithms + (own + closed) * eq.DT
    minds.compute = laboratories(blocs, stocks, p, month)


def side(place: int, p: Values, levers: Strengths) -> Some:
    """The factor by which levers cost the first bloc research, or spur that of the others."""
    tight_chips, tight_models = eq.tightened(levers["chips"]), eq.tightened(levers["models"])
    if place == 0:
        return 1 - p["chi"] * tight_models
    return 1 + p["nec"] * (tight_chips + tight_models)
