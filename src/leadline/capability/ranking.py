"""A ranking: models on one scale, each with a day of release, a value and its draws.

The capability index is one; ratings, time horizons and scores that others publish are further ones. Frontiers, leads
and probabilities are functions of a ranking, whichever it is, so that the same question can be put to all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.forecast.intervals import INTERVAL, ends
from leadline.model import Arg, Figure, Model
from leadline.store.view import View

FIXES = "fixes the scale"
"""The note of a model that has no interval for that reason."""
INDEX = "capability index"
"""The name of the ranking that is used unless another is asked for."""
LOG_MINUTES = "log2 minutes"
"""The unit of a ranking by time horizon, whose figures are in minutes."""


@dataclass(frozen=True, kw_only=True)
class ScoredModel:
    """A model with a value."""

    name: str
    """As the source writes it."""
    released: date | None
    organisation: str | None
    """Id in the catalogue; None where no table knows it."""
    country: str | None
    """ISO code of the organisation's headquarters."""
    access: str
    """open, closed, unreleased or unknown."""
    access_assumed: bool
    """Whether no source states the access and the catalogue assumes it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ranking:
    """M models on one scale, higher being better, as one view tells them."""

    view: View
    name: str
    """What readers call the scale: `capability index`, `text arena rating`."""
    method: str
    """`name/version` of how the values come about."""
    unit: str
    """What the values are counted in."""
    source: str
    """Name of the source in the catalogue."""
    models: tuple[ScoredModel, ...]
    """The M models."""
    values: NDArray[np.float64]
    """Value of each model, shape (M,)."""
    draws: NDArray[np.float64]
    """Value of each model in each of K draws, shape (K, M); K is 0 where the source gives no uncertainty."""
    seed: int | None = None
    """Of the draws; None where there are none."""
    args: Mapping[str, Arg] = field(default_factory=dict)
    """What else tells it from others of its method: goes into the arguments of figures that rest on it."""
    evidence: tuple[str, ...]
    """Keys of the snapshots and of the catalogue that it rests on."""
    vintage: date
    """The day of the scores: of what was released later, nothing is known."""
    note: str = ""
    """What a reader must know of the source."""
    fixed: tuple[str, ...] = ()
    """Models whose value fixes the scale: it is set, not found, so that it has no interval."""
    dates: str = "source"
    """Whose days of release the models have: the source's, or the policy of `dates.py` that replaced them."""

    @property
    def identity(self) -> dict[str, Arg]:
        """What figures that rest on it have in their arguments; what is as always is left out."""
        seed = {} if self.seed is None else {"seed": self.seed}
        name = {} if self.name == INDEX else {"yardstick": self.name}
        dates = {} if self.dates == "source" else {"dates": self.dates}
        return {"index": self.method, "draws": len(self.draws), **seed, **name, **dates, **self.args}


def figure_at(ranking: Ranking, place: int, on: date) -> Figure:
    """What the model at a place of a ranking has, as a figure; a model that fixes the scale has no interval."""
    fixed = ranking.models[place].name in ranking.fixed
    natural = (lambda found: float(2.0**found)) if ranking.unit == LOG_MINUTES else float
    told = len(ranking.draws) and not fixed
    low, high = map(natural, np.quantile(ranking.draws[:, place], INTERVAL)) if told else (None, None)
    return Figure(
        metric=ranking.method.partition("/")[0],
        args={
            "model": ranking.models[place].name,
            "draws": len(ranking.draws),
            "seed": ranking.seed or 0,
            **ranking.args,
        },
        value=natural(ranking.values[place]),
        **ends(low, high),
        unit="minutes" if ranking.unit == LOG_MINUTES else ranking.unit,
        as_of=ranking.view.as_of,
        on=on,
        method=ranking.method,
        grade="estimate",
        evidence=ranking.evidence,
        note="; ".join(part for part in (ranking.note, FIXES if fixed else "") if part),
    )


def described(view: View, name: str, said: Model | None) -> ScoredModel:
    """A model with what its source says of it; where that is silent, with what the catalogue knows."""
    catalog = view.catalog
    known = catalog.model(name)
    organisation = known.organisation if known else None
    if not organisation and said and said.organisation and catalog.has_organisation(said.organisation):
        organisation = catalog.organisation(said.organisation).id
    stated = said.access if said and said.access not in (None, "unknown") else None
    return ScoredModel(
        name=name,
        released=said.released if said else None,
        organisation=organisation,
        country=catalog.organisations[organisation].country or None if organisation else None,
        access=stated or (known.access if known else "unknown"),
        access_assumed=stated is None and known is not None and known.access_basis == "assumed",
    )
