"""A ranking from a list that somebody publishes: one value a model, its interval, its day.

- A model that a list has under several settings or versions stands once, with its best: by METR with its best under the
  newest version of METR's method. It has the catalogue's name where the catalogue knows it.
- A draw puts each model at its value plus a normal error whose spread below and above is that of the published
  interval, which need not lie in the middle; errors of two models are independent. A model without an interval keeps
  its value in all draws, and a list without any has no draws.
- Days of release are the list's own; else Epoch's; else the earliest that the catalogue has; else the first day on
  which the model was in the list, by the vintages that the view holds: it was released then or earlier. The note counts
  the latter, and models without any day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.capability.ranking import Ranking, ScoredModel, described
from leadline.catalog import Catalog, key
from leadline.model import Model, Score
from leadline.store.view import View

_DATED = ("epoch_eci", "epoch_eci_rebuilt", "epoch_benchmark_zip")
"""Sources that tell days of release, in the order of preference."""


def identity(catalog: Catalog, name: str) -> str:
    """What names of one model have in common: the catalogue's name, else the key of the name.

    Epoch puts the effort behind the id of a version, parted by an underscore.

    >>> identity(Catalog(), "gpt-5-2025-08-07_high"), identity(Catalog(), "an-unknown-model_max")
    ('GPT-5', 'an-unknown-model-max')
    """
    known = catalog.canonical(name) or catalog.canonical(name.rpartition("_")[0])
    return known.model if known else key(name)


def listed(view: View, source: str, scores: Iterable[Score], draws: int, seed: int, *, z: float) -> Ranking:
    """A ranking of the best score of each model; the caller says what it is called and counted in."""
    best = _best(view.catalog, scores)
    rows = view.rows(Model, "source = $source", source=source) if source in view.sources("model") else []
    said = {model.model: model for model in rows}
    models, note = _placed(view, source, best, said)
    values = np.array([score.value for score in best])
    drawn = _drawn(best, values, draws, seed, z)
    return Ranking(
        view=view,
        name="",
        method="",
        unit="",
        source=source,
        models=tuple(models),
        values=values,
        draws=drawn,
        seed=seed if len(drawn) else None,
        evidence=view.evidence(source, *(s for s in _DATED if s in view.sources("model"))),
        vintage=view.vintage(source),
        note=note,
    )


def _best(catalog: Catalog, scores: Iterable[Score]) -> list[Score]:
    """One score a model: of the newest setting, which only METR's scores have, the highest; sorted by name."""
    found: dict[str, Score] = {}
    for score in sorted(scores, key=lambda score: (score.setting or "", score.value, score.model)):
        found[identity(catalog, score.model)] = score
    return sorted(found.values(), key=lambda score: score.model)


def _drawn(
    scores: Sequence[Score], values: NDArray[np.float64], draws: int, seed: int, z: float
) -> NDArray[np.float64]:
    """Values with errors, shape (K, M): a normal split at the value, so that both ends of the interval are met."""
    below = np.array([0.0 if score.low is None else (score.value - score.low) / z for score in scores])
    above = np.array([0.0 if score.high is None else (score.high - score.value) / z for score in scores])
    if not (below.any() or above.any()):
        return np.empty((0, len(scores)))
    errors = np.random.default_rng(seed).standard_normal((draws, len(scores)))
    return np.asarray(values + errors * np.where(errors < 0, below, above))


def _placed(
    view: View, source: str, scores: Sequence[Score], said: Mapping[str, Model]
) -> tuple[list[ScoredModel], str]:
    """The models of some scores, and a note that counts those whose day or name is less than known."""
    released, first = _released(view), _first_listed(view, source)
    found: list[ScoredModel] = []
    listed_first = undated = strangers = 0
    for score in scores:
        row, name = said.get(score.model), identity(view.catalog, score.model)
        known = view.catalog.model(name)
        model = described(view, known.model if known else score.model, row)
        day = model.released or released.get(name) or _in_catalog(view.catalog, name)
        if day is None and (day := first.get(name)):
            listed_first += 1
        undated, strangers = undated + (day is None), strangers + (known is None)
        found.append(replace(model, released=day))
    counted = (
        (listed_first, "dated by the first day on which they were listed"),
        (undated, "without a day of release"),
        (strangers, "with a name that the catalogue does not know"),
    )
    return found, "; ".join(f"{count} of {len(scores)} models {what}" for count, what in counted if count)


def _in_catalog(catalog: Catalog, name: str) -> date | None:
    return min(catalog.dates.get(key(name), {}).values(), default=None)


def _first_listed(view: View, source: str) -> dict[str, date]:
    """The first day on which each model was in the list, by identity: a log tells it, else the vintages of the view."""
    days: list[tuple[str, date]] = []
    if view.catalog.source(source).kind == "log":
        rows = view.rows(Model, "source = $source", source=source) if source in view.sources("model") else []
        days = [(row.model, row.known.date()) for row in rows if row.known]
    else:
        for day in view.history(source):
            then = view.earlier(day).query("SELECT DISTINCT model FROM score WHERE source = $source", source=source)
            days += [(str(model), day) for (model,) in then]
    found: dict[str, date] = {}
    for model, day in days:
        name = identity(view.catalog, model)
        found[name] = min(day, found.get(name, day))
    return found


def _released(view: View) -> dict[str, date]:
    """Days of release by identity, by the first source that tells one; of several the earliest."""
    found: dict[str, date] = {}
    for source in _DATED:
        if source in view.sources("model"):
            days: dict[str, date] = {}
            for model in view.rows(Model, "source = $source AND released IS NOT NULL", source=source):
                if model.released:
                    known = identity(view.catalog, model.model)
                    days[known] = min(model.released, days.get(known, model.released))
            found = days | found
    return found
