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
from leadline.simulate.compute import YEAR26, Stocks
from leadline.simulate.equations import Floats, Some
from leadline.simulate.terms import Bools, Terms, Values

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
    capability: Floats
    """Effective compute with algorithms and what is distilled, log10."""
    index: Floats
    """The latent index."""
    reference: Floats
    """Effective compute of the first bloc in January 2023, log10."""
    capped: Bools
    """Which draws the limit on research has held back."""

    def of(self, places: slice | NDArray[np.intp]) -> "Minds":
        """The same of some draws, as a copy: the state goes on."""
        return Minds(**{name: np.array(one[..., places]) for name, one in vars(self).items()})

    def settle(self, p: Values) -> None:
        """Equation 8: capability and index follow from the rest of the state."""
        self.capability = self.compute + self.algorithms + self.advantage
        self.index = np.asarray(eq.latent(p["Y0"], p["s"], self.capability, self.reference))


def born(blocs: Sequence[Bloc], stocks: Stocks, p: Values) -> Minds:
    """The state in January 2023."""
    draws = len(p["Y0"])
    algorithms = np.array([p[bloc.gap] if bloc.gap else np.zeros(draws) for bloc in blocs])
    compute, none = laboratories(blocs, stocks, p, 0), np.zeros_like(algorithms)
    minds = Minds(
        algorithms=algorithms,
        advantage=none,
        compute=compute,
        capability=none,
        index=none,
        reference=compute[0] + algorithms[0],
        capped=np.zeros(draws, dtype=bool),
    )
    minds.settle(p)
    return minds


def laboratories(blocs: Sequence[Bloc], stocks: Stocks, p: Values, month: int) -> Floats:
    """Equation 5 for every bloc."""
    years = (month - YEAR26 + 1) * eq.DT
    usable = stocks.summed(blocs, p)
    return np.array(
        [
            eq.lab_compute(usable[place], p[bloc.share], p[bloc.trend] if bloc.trend else 0.0, years)
            for place, bloc in enumerate(blocs)
        ]
    )


def advance(
    minds: Minds, blocs: Sequence[Bloc], stocks: Stocks, p: Values, terms: Terms, month: int, leaps: Some = 0.0
) -> None:
    """A month: research, diffusion and distillation by the state of the month before, then the month's compute.

    `leaps` is what algorithms gain besides.
    """
    best, ablest = minds.algorithms.max(axis=0), minds.capability.max(axis=0)
    own = eq.own_research(
        terms.since if month >= REASONING else terms.before,
        eq.speed_up(minds.index, p["phiAI"]),
        terms.talent,
        terms.pull,
        minds.compute - minds.compute.max(axis=0),
        terms.sides,
    )
    closed = eq.diffusion(terms.diffusion, best, minds.algorithms)
    minds.capped = minds.capped | np.any(own >= eq.MOST_RESEARCH, axis=0)
    minds.advantage = np.asarray(eq.distilled(minds.advantage, terms.distillation, ablest, minds.capability, p["dQ"]))
    minds.algorithms = minds.algorithms + (own + closed) * eq.DT + leaps
    minds.compute = laboratories(blocs, stocks, p, month)
    minds.settle(p)
