"""Regime shocks: a shock to the supply of chips, a leap in algorithms of a bloc, a frontier model that is withheld.

Each comes at a moment that is exponential at its rate from the start of the forecast: at most one of a kind in a future
(for leaps and withheld models: for each bloc). They keep the tails from being thin by construction.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.simulate import equations as eq
from leadline.simulate.chance import Noise
from leadline.simulate.equations import Floats, Some
from leadline.simulate.terms import Values


@dataclass(frozen=True, kw_only=True)
class Shocks:
    """When they come, in years after the start of the forecast."""

    supply: Floats
    """Shape (draws,)."""
    leap: Floats
    """Shape (blocs, draws)."""
    withheld: Floats
    """Shape (blocs, draws)."""
    shown: Floats
    """When what was withheld is shown, shape (blocs, draws)."""


def moment(rate: Some, chance: Noise | float) -> Floats:
    """The moment of the first event at a rate a year, from a chance that is uniform between 0 and 1.

    By hand: at a rate of 0.1 half of all futures have their event within ln 2 / 0.1 = 6.93 years.

    >>> float(moment(0.1, 0.5).round(2))
    6.93
    """
    return np.asarray(-np.log1p(-np.minimum(np.asarray(chance, dtype=np.float64), 1 - 1e-9)) / rate)


def drawn(p: Values, supply: Noise, leap: Noise, withheld: Noise) -> Shocks:
    """The moments of all shocks from uniform chances: of supply (draws,), of the others (blocs, draws)."""
    kept = moment(p["rW"], withheld)
    return Shocks(
        supply=moment(p["rT"], supply),
        leap=moment(p["rA"], leap),
        withheld=kept,
        shown=kept + p["hW"],
    )


def supply(shocks: Shocks, p: Values, years: float) -> Some:
    """What is left of the flow of chips."""
    return eq.supply(p["hT"], years - shocks.supply)


def leaps(shocks: Shocks, p: Values, years: float) -> Floats:
    """What each bloc's algorithms gain in the month that begins at `years`, orders of magnitude, (blocs, draws)."""
    comes = (shocks.leap >= years) & (shocks.leap < years + eq.DT)
    return np.where(comes, p["hA"], 0.0)


def withheld(shocks: Shocks, years: float) -> NDArray[np.bool_]:
    """Which blocs' releases are kept from the public in the month, (blocs, draws)."""
    return np.asarray((shocks.withheld < years + eq.DT) & (shocks.shown > years))
