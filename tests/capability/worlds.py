"""Small made-up worlds of scores, for tests that would take long on real ones."""

from datetime import date, timedelta

import numpy as np

from leadline.model import Model, Score
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import snapshot

MODELS = ("Claude 3.5 Sonnet", "GPT-5", *(f"model {number}" for number in range(2, 20)))
BENCHMARKS = ("Winogrande", "GPQA diamond", "MMLU", "HLE", "ARC-AGI-2", "WeirdML", "SimpleBench", "Chess Puzzles")
REPORTERS = ("Epoch evaluations", "DeepSeek-V3 Technical Report", "WeirdML Leaderboard")


def made_up(seed: int = 1) -> list[Score]:
    """Scores of 20 models, each later one a little abler, on 8 benchmarks: nine of ten pairs."""
    rng = np.random.default_rng(seed)
    ability = np.linspace(-1.2, 1.6, len(MODELS)) + 0.25 * rng.standard_normal(len(MODELS))
    ability[:2] = -0.4, 0.9
    difficulty, slope = rng.normal(0, 0.6, len(BENCHMARKS)), rng.uniform(0.8, 2.2, len(BENCHMARKS))
    return [
        Score(
            source="epoch_eci",
            model=model,
            yardstick=benchmark,
            value=float(np.clip(1 / (1 + np.exp(-a * (c - d))) + 0.05 * rng.standard_normal(), 0, 1)),
            scale="share",
            reported_by=REPORTERS[rng.integers(len(REPORTERS))],
        )
        for model, c in zip(MODELS, ability, strict=True)
        for benchmark, d, a in zip(BENCHMARKS, difficulty, slope, strict=True)
        if rng.random() < 0.9
    ]


def view_of(store: Store, scores: list[Score]) -> View:
    """A view of some scores, with models of the United States and China in turn, two a month."""
    names = list(dict.fromkeys(score.model for score in scores))
    models = [
        Model(
            source="epoch_eci",
            model=name,
            organisation=("OpenAI", "DeepSeek")[place % 2],
            access="closed",
            released=date(2025, 1, 15) + timedelta(days=15 * place),
        )
        for place, name in enumerate(names)
    ]
    store.append(snapshot("epoch_eci", "2026-01-10"), [*scores, *models], keep_raw=False)
    return store.as_of(date(2026, 1, 10))
