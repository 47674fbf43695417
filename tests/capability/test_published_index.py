"""The index against the one that Epoch AI published on 2026-08-11, and what its settings change.

The scores are those of the snapshot; the published scores and intervals stand in the same one.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leadline.capability.index import Index, index, matrix_of, scores_of
from leadline.capability.item_response import Floats, Matrix, fit
from leadline.capability.lead import lead_in
from leadline.capability.setting import MODEL_DRAWS, Setting
from leadline.errors import UnknownName
from leadline.model import Score
from leadline.store.store import Store
from leadline.store.view import View
from tests.capability.references import as_published

ORDER = Path(__file__).parents[1] / "data" / "epoch_eci_order" / "2026-08-11.csv"
"""Names of models and benchmarks with the ids of the published file: CC BY 4.0, Epoch AI."""
LOW, HIGH = "Claude 3.5 Sonnet", "GPT-5"


@pytest.fixture(scope="module")
def august(bundled: Store) -> View:
    return bundled.as_of(date(2026, 8, 11))


@pytest.fixture(scope="module")
def published(august: View) -> Mapping[str, Score]:
    return {score.model: score for score in august.rows(Score, "scale = 'index' AND source = 'epoch_eci'")}


@pytest.fixture(scope="module")
def many(august: View) -> Index:
    return index(august, Setting(draws=500, seed=12345))


def in_order_of_the_file(august: View) -> Matrix:
    """The scores with models, benchmarks and rows as the published file has them: by ids, as text."""
    with ORDER.open(newline="", encoding="utf-8") as lines:
        ids = {(row["kind"], row["name"]): row["id"] for row in csv.DictReader(lines)}
    scores = sorted(scores_of(august), key=lambda s: (ids["model", s.model], ids["benchmark", s.yardstick]))
    pairs = [(score.model, score.yardstick) for score in scores]
    models, benchmarks = (tuple(dict.fromkeys(names)) for names in zip(*pairs, strict=True))
    return Matrix(
        models=models,
        benchmarks=benchmarks,
        model=np.array([models.index(score.model) for score in scores]),
        benchmark=np.array([benchmarks.index(score.yardstick) for score in scores]),
        performance=np.array([score.value for score in scores]),
    )


def test_the_published_scores_are_met_by_the_publishers_own_path(august: View, published: Mapping[str, Score]) -> None:
    """Within 0.01 for every model, half of which is rounding: the published numbers are an early stop of this path."""
    matrix = in_order_of_the_file(august)
    ability, objective = as_published(matrix)
    low, high = ability[matrix.models.index(LOW)], ability[matrix.models.index(HIGH)]
    ours = 130 + 20 * (ability - low) / (high - low)
    theirs = np.array([published[name].value for name in matrix.models])
    assert ours == pytest.approx(theirs, abs=0.01)
    assert index(august, draws=0).fit.objective < objective


def test_the_published_scores_are_met_at_the_optimum(august: View, published: Mapping[str, Score]) -> None:
    """Within 0.2 points for every model, and at an objective of 13.041391, which the published ones stop above."""
    scored = index(august, draws=0)
    theirs = np.array([published[model.name].value for model in scored.models])
    assert scored.values == pytest.approx(theirs, abs=0.2)
    assert scored.fit.objective <= 13.041391 + 1e-6


def widths(scored: Index, published: Mapping[str, Score]) -> tuple[Floats, Floats]:
    """Our and the published widths of the models whose interval is published."""
    low, high = np.quantile(scored.draws, (0.05, 0.95), axis=0)
    told = [
        (place, found.high - found.low)
        for place, model in enumerate(scored.models)
        if (found := published[model.name]).low is not None and found.high is not None
    ]
    assert len(told) == len(scored.models) - 2  # the two models of the scale have none
    places, theirs = (np.array(part) for part in zip(*told, strict=True))
    return (high - low)[places], theirs


def test_intervals_are_as_wide_as_the_published_ones(many: Index, published: Mapping[str, Score]) -> None:
    """At 500 draws, as published, widths correlate above 0.99."""
    ours, theirs = widths(many, published)
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99
    assert np.median(ours / theirs) == pytest.approx(1, abs=0.04)


def test_intervals_of_the_list_of_models_correlate_with_the_published_ones(
    august: View, published: Mapping[str, Score]
) -> None:
    """With the draws and the seed that `leadline models` and `leadline model` take unasked."""
    ours, theirs = widths(index(august, draws=MODEL_DRAWS), published)
    assert np.corrcoef(ours, theirs)[0, 1] > 0.99


def test_the_order_of_rows_does_not_matter(august: View) -> None:
    """On the real scores: the file's order and the alphabet's give the same index."""
    ours = index(august, draws=0)
    moved = fit(in_order_of_the_file(august), anchor="Winogrande")
    by_name = dict(zip(in_order_of_the_file(august).models, moved.ability, strict=True))
    low, high = by_name[LOW], by_name[HIGH]
    for model, value in zip(ours.models, ours.values, strict=True):
        assert 130 + 20 * (by_name[model.name] - low) / (high - low) == pytest.approx(value, abs=2e-3)


def test_a_rising_change_of_the_index_leaves_the_step_lead(august: View) -> None:
    """The step lead knows the order of models only; the interpolated one any but a linear change would move."""
    scored, day = index(august, draws=20), date(2025, 12, 31)
    bent = replace(scored, values=np.exp(scored.values / 20), draws=np.exp(scored.draws / 20))
    stretched = replace(scored, values=3 * scored.values - 50, draws=3 * scored.draws - 50)

    def months(ranking: Index, definition: str) -> tuple[float, float | None, float | None]:
        found = lead_in(ranking, "US", "CN", day, definition=definition)
        return found.value, found.low, found.high

    assert months(bent, "step") == months(scored, "step")
    for definition in ("step", "interpolated"):
        assert months(stretched, definition) == pytest.approx(months(scored, definition), abs=1e-9)
    assert months(bent, "interpolated") != pytest.approx(months(scored, "interpolated"), abs=1e-3)


@pytest.mark.parametrize("changed", [{"ridge": 1.0}, {"ridge": 1e-4}, {"anchor": "GPQA diamond"}])
def test_ridge_and_anchor_leave_the_order_of_the_best(august: View, changed: dict[str, Any]) -> None:
    """They move near ties, not the frontier's leader; `docs/methods/robustness.md` tells what they do day by day."""
    plain, varied = index(august, draws=0), index(august, replace(Setting(draws=0), **changed))
    assert np.corrcoef(plain.values, varied.values)[0, 1] > 0.99
    assert plain.models[int(plain.values.argmax())] == varied.models[int(varied.values.argmax())]


def test_a_setting_selects_scores(august: View) -> None:
    """Benchmarks, models and reporters left out are gone from the matrix; equal settings are fitted once."""
    some = Setting(draws=0, without_benchmarks=("HLE",), without_models=("GPT-4o (Nov 2024)",), ridge=0.2)
    everything = scores_of(august)
    gone = [s for s in everything if s.yardstick == "HLE" or s.model == "GPT-4o (Nov 2024)"]
    found = index(august, some)
    assert gone
    assert found.scores.sum() == len(everything) - len(gone)
    assert index(august, replace(some)) is found
    only = index(august, Setting(draws=0, only=("Winogrande", "GPQA diamond", "MMLU")))
    assert set(matrix_of([s for s in everything if s.yardstick in ("Winogrande", "GPQA diamond", "MMLU")]).models) == {
        model.name for model in only.models
    }


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (Setting(without_benchmarks=("GPQA dimond",)), "Did you mean 'GPQA diamond'"),
        (Setting(only=("Winogrand",)), "Did you mean 'Winogrande'"),
        (Setting(without_models=("GTP-5",)), "Did you mean 'GPT-5'"),
        (Setting(without_reporters=("Epoch evaluation",)), "Did you mean 'Epoch evaluations'"),
    ],
)
def test_an_unknown_name_in_a_setting_is_an_error(august: View, setting: Setting, message: str) -> None:
    """A slip would else leave everything as it was."""
    with pytest.raises(UnknownName, match=message):
        index(august, setting)
