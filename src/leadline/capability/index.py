"""The capability index of all scored models in a view, with its uncertainty.

The item-response fit of `item_response` on all benchmark scores of one source, by a `Setting`: by the standard one
scaled so that Claude 3.5 Sonnet has 130 and GPT-5 has 150, as the Epoch Capabilities Index is. The published files are
used where any was known on the day, else the rebuilt ones: the two cover different models and are never mixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from leadline.capability import item_response
from leadline.capability.item_response import Fit, Matrix
from leadline.capability.ranking import INDEX, Ranking, ScoredModel, described, figure_at
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.soundness import check
from leadline.capability.uncertainty import drawn
from leadline.errors import NotEnoughData, StoreError, UnknownName, UserError
from leadline.model import Figure, Model, Score
from leadline.store.view import View

METHOD = "capability_index/1"
UNIT = "index points"
SOURCES = ("epoch_eci", "epoch_eci_rebuilt")
"""In the order of preference; never mixed."""
REBUILT = "from captures rebuilt by a third party"


@dataclass(frozen=True, kw_only=True, eq=False)
class Index(Ranking):
    """The index of every scored model in a view, one fit and its draws."""

    setting: Setting
    fit: Fit
    """The central fit by least squares."""
    scores: NDArray[np.intp]
    """Number of scores of each model, shape (M,)."""

    def of(self, name: str, on: date | None = None) -> Figure:
        """The index of one model as a figure with its interval; a model that fixes the scale has none."""
        names = [model.name for model in self.models]
        known = self.view.catalog.model(name)
        same = [place for place, n in enumerate(names) if n == name or (known and self.view.catalog.model(n) is known)]
        if not same:
            raise UnknownName("scored model", name, names)
        day, place = on or self.view.as_of, same[0]
        if day > self.view.as_of:
            raise UserError(f"A view of {self.view.as_of} cannot tell an index on {day}: that is later.")
        figure = figure_at(self, place, day)
        single = "rests on a single score" if self.scores[place] == 1 else ""
        return replace(figure, note="; ".join(part for part in (figure.note, single) if part))


def index(view: View, setting: Setting = STANDARD, *, draws: int | None = None, seed: int | None = None) -> Index:
    """The capability index of a view by a setting, fitted once and kept.

    Args:
        view: What was known.
        setting: How the index is made.
        draws: In place of the setting's.
        seed: In place of the setting's.

    Raises:
        NotEnoughData: no scores were known on the day, or an anchor is missing from them.
        UnknownName: the setting names a benchmark, a model or a reporter that the scores do not hold.
    """
    draws, seed = (own if asked is None else asked for asked, own in ((draws, setting.draws), (seed, setting.seed)))
    return _fitted(view, replace(setting, draws=draws, seed=seed))


@lru_cache(maxsize=128)
def _fitted(view: View, setting: Setting) -> Index:
    source = source_of(view, setting.source)
    matrix = matrix_of(selected(scores_of(view, source), setting))
    flags = check(matrix, setting)
    central = item_response.fit(matrix, anchor=_anchor(matrix, setting), ridge=setting.ridge, clip=setting.clip)
    if not central.converged:
        raise StoreError(f"The index of {view.as_of} did not converge after {central.iterations} steps. Report this.")
    found = drawn(matrix, central, setting)
    return Index(
        view=view,
        name=INDEX,
        method=METHOD,
        unit=UNIT,
        source=source,
        models=tuple(_known_models(view, source)[name] for name in matrix.models),
        values=found.values,
        draws=found.draws,
        seed=setting.seed,
        args=setting.changed,
        fixed=tuple(name for name, _ in setting.scale),
        setting=setting,
        evidence=view.evidence(source),
        vintage=view.vintage(source),
        note="; ".join(part for part in ("" if source == SOURCES[0] else REBUILT, flags, found.note) if part),
        fit=central,
        scores=np.bincount(matrix.model, minlength=len(matrix.models)),
    )


def _anchor(matrix: Matrix, setting: Setting) -> str:
    """The benchmark with a slope of one; a posterior, which needs none, starts from a fit by the most scored one."""
    if setting.scheme != "posterior" or setting.anchor in matrix.benchmarks:
        return setting.anchor
    return matrix.benchmarks[int(np.bincount(matrix.benchmark).argmax())]


@lru_cache(maxsize=64)
def scores_of(view: View, source: str = "") -> tuple[Score, ...]:
    """The scores that an index may rest on: those of one source, by default the view's own, as shares."""
    source = source or source_of(view)
    return tuple(view.rows(Score, "source = $source AND scale = 'share'", source=source))


def selected(scores: Sequence[Score], setting: Setting) -> list[Score]:
    """The scores that a setting leaves.

    Raises UnknownName where it names a benchmark, a model or a reporter that no score has: a slip would else leave
    everything as it was.
    """
    _known("benchmark", (*setting.only, *setting.without_benchmarks), {score.yardstick for score in scores})
    _known("scored model", setting.without_models, {score.model for score in scores})
    reporters = [name for name in setting.without_reporters if name]
    _known("reporter of scores", reporters, {score.reported_by or "" for score in scores})
    return [
        score
        for score in scores
        if (not setting.only or score.yardstick in setting.only)
        and score.yardstick not in setting.without_benchmarks
        and score.model not in setting.without_models
        and (score.reported_by or "") not in setting.without_reporters
    ]


def _known(kind: str, names: Sequence[str], held: set[str]) -> None:
    for name in names:
        if name not in held:
            raise UnknownName(kind, name, held)


def matrix_of(scores: Sequence[Score]) -> Matrix:
    """The scores as a sparse matrix, models and benchmarks in the order of their names."""
    models = sorted({score.model for score in scores})
    benchmarks = sorted({score.yardstick for score in scores})
    at_model = {name: place for place, name in enumerate(models)}
    at_benchmark = {name: place for place, name in enumerate(benchmarks)}
    return Matrix(
        models=tuple(models),
        benchmarks=tuple(benchmarks),
        model=np.array([at_model[score.model] for score in scores]),
        benchmark=np.array([at_benchmark[score.yardstick] for score in scores]),
        performance=np.array([score.value for score in scores]),
    )


def source_of(view: View, asked: str = "") -> str:
    """The source of the scores: the one asked for, else the first of `SOURCES` of which any were known."""
    view.require("score")
    if asked and asked not in SOURCES:
        raise UnknownName("source of the index", asked, SOURCES)
    held, wanted = view.sources("score"), (asked,) if asked else SOURCES
    for source in wanted:
        if source in held:
            return source
    raise NotEnoughData(f"No scores of {' or '.join(wanted)} were known on {view.as_of}; only of {held}.")


@lru_cache(maxsize=8)
def _known_models(view: View, source: str) -> dict[str, ScoredModel]:
    said = {model.model: model for model in view.rows(Model, "source = $source", source=source)}
    names = {score.model for score in scores_of(view, source)}
    return {name: described(view, name, said.get(name)) for name in names}
