"""An ensemble: a scenario's futures on a view, under its beliefs, calibrated to the history that the view tells."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from leadline.catalog import assumptions
from leadline.errors import UserError
from leadline.simulate import paths
from leadline.simulate.calibrate import LEAST_DRAWS, Calibrated, calibrate
from leadline.simulate.dynamics import MANY, THREADS, Futures, simulate
from leadline.simulate.equations import Floats
from leadline.simulate.paths import month_of
from leadline.simulate.scenario import Scenario
from leadline.simulate.start import Start, start
from leadline.store.view import View

TARGET = 2028
"""The year whose mean lead is classed."""
_YEAR = range(12 * (TARGET - paths.FIRST_YEAR), 12 * (TARGET - paths.FIRST_YEAR + 1))
"""Its months. Of many draws no others are kept, and none after them is run."""
MOST_FITTED = 20_000
"""Draws that are calibrated; of more, each is used again with other futures."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ensemble:
    """All draws of a scenario."""

    scenario: Scenario
    start: Start
    calibrated: Calibrated
    futures: Futures

    @cached_property
    def lead(self) -> Floats:
        """Mean lead over the twelve month-ends of the target year in months, shape (draws,)."""
        return np.asarray(self.futures.lead[self._year].mean(axis=0, dtype=np.float64))

    @cached_property
    def share(self) -> Floats:
        """The first bloc's share of contestable markets at the end of the year, shape (draws,)."""
        return np.asarray(self.futures.share[self._year][-1], dtype=np.float64)

    @cached_property
    def gap(self) -> Floats:
        """Index points between the frontiers at the end of the year, shape (draws,)."""
        return np.asarray(self.futures.gap[self._year][-1], dtype=np.float64)

    @cached_property
    def ratio(self) -> Floats:
        """Ratio of usable compute at the end of the year, shape (draws,)."""
        return np.asarray(self.futures.ratio[self._year][-1], dtype=np.float64)

    @property
    def capped(self) -> NDArray[np.bool_]:
        """Which draws a physical limit held back."""
        return self.futures.capped

    @property
    def register(self) -> str:
        """The digest of the register and the beliefs."""
        return assumptions.digest(self.scenario.register)

    @property
    def _year(self) -> slice:
        return self.futures.months(_YEAR.start, _YEAR.stop - 1)


def ensemble(view: View, scenario: Scenario, *, threads: int = THREADS) -> Ensemble:
    """Calibrate on a view and run all futures.

    Two scenarios of the same view, register, beliefs, draws and seed have the same draws and the same chance: what
    differs between them is the levers' doing.
    """
    begun = start(view)
    fitted = _calibrated(view, scenario.beliefs, _frozen(scenario), min(scenario.draws, MOST_FITTED), scenario.seed)
    steps = scenario.steps(max(month_of(view.as_of) + 1, begun.observed), begun.observed)
    futures = simulate(
        fitted.parameters,
        paths.paths(steps),
        begun,
        _YEAR.stop if scenario.draws > MANY else paths.MONTHS,
        scenario.seed,
        yardstick=scenario.yardstick,
        draws=scenario.draws,
        first_kept=_YEAR.start if scenario.draws > MANY else 0,
        threads=threads,
        past=fitted.past,
    )
    return Ensemble(scenario=scenario, start=begun, calibrated=fitted, futures=futures)


def paired(one: Ensemble, other: Ensemble) -> None:
    """Refuse two ensembles whose draws are not the same."""
    a, b = one.scenario, other.scenario
    same = (a.draws, a.seed, a.beliefs, _frozen(a)) == (b.draws, b.seed, b.beliefs, _frozen(b))
    if not same or one.start is not other.start:
        raise UserError(
            "A paired difference needs two scenarios of the same view, beliefs, register, draws and seed; "
            f"{a.name!r} and {b.name!r} differ in one of them. Change only levers and yardstick."
        )


Edits = tuple[tuple[str, tuple[float, float, float]], ...]


def _frozen(scenario: Scenario) -> Edits:
    return tuple(sorted(scenario.edits.items()))


@lru_cache(maxsize=32)
def _calibrated(view: View, beliefs: str, edits: Edits, draws: int, seed: int) -> Calibrated:
    asked = Scenario(beliefs=beliefs, edits=dict(edits))
    return calibrate(start(view), asked.register, asked.pack, max(draws, LEAST_DRAWS), seed)
