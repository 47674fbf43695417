"""What the index makes of each benchmark: how hard it is, how sharply it tells models apart, whether it still does.

By the fit of `item_response`, a model of index I is expected to score

    p(I) = 1 / (1 + exp(-s (I - d)))

on a benchmark of *difficulty* d, the index at which half of the points are expected, and *slope* s, in logits per index
point: both are the fit's own, on the scale of the index. The *residual* of a score is how far it lies above p.

*Saturation* is the share of the models of the last twelve months, of those with a score, that have at least nine tenths
of the points: such scores tell them apart no more. A benchmark that no model of the last twelve months was put to is
out of use, and has no saturation. The twelve months end on the day of the scores, not on that of the view: nobody is
scored in the days since.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leadline.capability import item_response
from leadline.capability.index import Index, index, matrix_of, selected
from leadline.capability.ranking import ScoredModel
from leadline.catalog.benchmarks import Benchmark, load
from leadline.model import Figure, Score
from leadline.store.view import View

DIFFICULTY_METHOD = "benchmark_difficulty/1"
SLOPE_METHOD = "benchmark_slope/1"
SATURATION_METHOD = "benchmark_saturation/1"
SCORE_METHOD = "benchmark_score/1"
EXPECTED_METHOD = "expected_score/1"
RESIDUAL_METHOD = "score_residual/1"
RECENT = timedelta(days=365)
NEAR = 0.9
"""The share of the points from which a score is near the ceiling."""
SPENT = 0.5
"""The share of recent models near the ceiling from which a benchmark counts as saturated."""
State = Literal["in use", "saturated", "out of use"]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One score of one model, with what the index expects."""

    model: ScoredModel
    benchmark: str
    value: float
    """Share of the points, corrected for chance."""
    expected: float
    """What the fit expects of a model with this index."""
    setting: str | None
    reported_by: str | None

    @property
    def residual(self) -> float:
        """How far the score lies above what was expected."""
        return self.value - self.expected


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A score beside what the index expects, as figures in per cent of the points."""

    result: Result
    score: Figure
    expected: Figure
    residual: Figure
    """In percentage points."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One benchmark as the index sees it on a day."""

    name: str
    known: Benchmark | None
    """Its class; None where the catalogue has none."""
    difficulty: Figure
    slope: Figure
    saturation: Figure | None
    """None where no model of the last twelve months has a score."""
    state: State
    best_score: Figure
    """Of `best`."""
    results: tuple[Result, ...]
    """All scores, those of the newest models first."""

    @property
    def best(self) -> Result:
        """The highest score."""
        return best(self.results)

    @property
    def countries(self) -> Mapping[str, int]:
        """How many models of each country have a score, most first; an empty code where it is not known."""
        return dict(Counter(result.model.country or "" for result in self.results).most_common())

    @property
    def recent_countries(self) -> Mapping[str, int]:
        """As `countries`, of the models of the last twelve months."""
        newest = self.difficulty.on
        return dict(Counter(r.model.country or "" for r in self.results if _recent(r.model, newest)).most_common())


def benchmarks(view: View) -> list[Measured]:
    """Every benchmark behind the index of a view, hardest first."""
    scored = index(view, draws=0)
    by_name: dict[str, list[Result]] = {}
    for result in results(scored):
        by_name.setdefault(result.benchmark, []).append(result)
    names, difficulty, slope = scales(scored)
    found = [
        _measured(scored, name, float(hard), float(sharp), by_name[name])
        for name, hard, sharp in zip(names, difficulty, slope, strict=True)
    ]
    return sorted(found, key=lambda one: -one.difficulty.value)


def scales(scored: Index) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Names, difficulties in index points and slopes in logits per index point of the benchmarks of an index."""
    matrix = matrix_of(_scores(scored))
    fit, anchors = scored.fit, dict(scored.setting.scale)
    # The scale is affine: what holds of abilities holds of difficulties, and of a step of one logit.
    both = np.concatenate([fit.ability, fit.difficulty, [0.0, 1.0]])
    points = item_response.scale(both, matrix.models, anchors)
    return matrix.benchmarks, points[len(fit.ability) : -2], fit.slope / (points[-1] - points[-2])


def results(scored: Index) -> list[Result]:
    """Every score behind an index with what the fit expects, those of the newest models first."""
    scores = _scores(scored)
    matrix = matrix_of(scores)
    fit = scored.fit
    gap = fit.ability[matrix.model] - fit.difficulty[matrix.benchmark]
    expected = 1 / (1 + np.exp(-fit.slope[matrix.benchmark] * gap))
    found = [
        Result(
            model=scored.models[place],
            benchmark=score.yardstick,
            value=score.value,
            expected=float(likely),
            setting=score.setting,
            reported_by=score.reported_by,
        )
        for score, place, likely in zip(scores, matrix.model, expected, strict=True)
    ]
    return sorted(found, key=lambda r: (-(r.model.released or date.min).toordinal(), r.model.name, r.benchmark))


def best(found: Sequence[Result]) -> Result:
    """The highest of some scores, newest model first; of two equal ones that of the older, which had it first."""
    return max(reversed(found), key=lambda result: result.value)


def weighed(scored: Index, result: Result) -> Weighed:
    """A score, what was expected and the difference, as figures."""
    of = {"model": result.model.name, "benchmark": result.benchmark}
    score = _figure(scored, SCORE_METHOD, of, 100 * result.value, "%")
    return Weighed(
        result=result,
        score=replace(score, args=of, grade="measured", note=result.setting or ""),
        expected=_figure(scored, EXPECTED_METHOD, of, 100 * result.expected, "%"),
        residual=_figure(scored, RESIDUAL_METHOD, of, 100 * result.residual, "points"),
    )


def _scores(scored: Index) -> list[Score]:
    scores = scored.view.rows(Score, "source = $source AND scale = 'share'", source=scored.source)
    return selected(scores, scored.setting)


def _measured(scored: Index, name: str, hard: float, sharp: float, found: Sequence[Result]) -> Measured:
    newest, of = scored.vintage, {"benchmark": name}
    recent = [result.value for result in found if _recent(result.model, newest)]
    share = sum(value >= NEAR for value in recent) / len(recent) if recent else None
    state: State = "out of use" if share is None else "saturated" if share >= SPENT else "in use"
    return Measured(
        name=name,
        known=load().get(name),
        difficulty=_figure(scored, DIFFICULTY_METHOD, of, hard, "index points"),
        slope=_figure(scored, SLOPE_METHOD, of, sharp, "logits per index point"),
        saturation=None if share is None else _figure(scored, SATURATION_METHOD, of, 100 * share, "%"),
        state=state,
        best_score=weighed(scored, best(found)).score,
        results=tuple(found),
    )


def _recent(model: ScoredModel, newest: date) -> bool:
    return model.released is not None and newest - RECENT < model.released <= newest


def _figure(scored: Index, method: str, of: Mapping[str, str], value: float, unit: str) -> Figure:
    return Figure(
        metric=method.partition("/")[0],
        args={**of, "index": scored.method, **scored.args},
        value=value,
        unit=unit,
        as_of=scored.view.as_of,
        on=scored.vintage,
        method=method,
        grade="estimate",
        evidence=scored.evidence,
        note=scored.note,
    )
