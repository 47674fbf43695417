"""What a run answers: figures, and rows on the register and the calibration."""

from collections.abc import Iterator, Sequence

import numpy as np

from leadline.catalog import assumptions
from leadline.catalog.assumptions import Assumption
from leadline.forecast.intervals import INTERVAL
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.simulate import outcomes
from leadline.simulate.calibrate import BLOCKS, Calibrated
from leadline.simulate.ensemble import Ensemble


def figures(found: Ensemble, base: Ensemble | None, forecast: Sequence[Figure]) -> list[Figure]:
    """All figures of a run, with the forecast of model and rivals; with a base also the effects."""
    told = [*summary(found), *outcomes.classes(found), outcomes.capped(found), *forecast]
    return [*told, *effects(found, base)] if base else told


def summary(found: Ensemble) -> list[Figure]:
    """Lead, gap, share and ratio of compute."""
    return [outcomes.mean_lead(found), outcomes.gap(found), outcomes.share(found), outcomes.ratio(found)]


def effects(found: Ensemble, base: Ensemble) -> list[Figure]:
    """What the levers change, in paired futures."""
    return [
        outcomes.effect(found, base),
        outcomes.effect(found, base, "share"),
        *(outcomes.change(found, base, one.name) for one in outcomes.LEADS),
        *(outcomes.change(found, base, paper=name) for name in outcomes.REGIONS),
    ]


def whole(found: Ensemble, base: Ensemble | None, forecast: Sequence[Figure]) -> Record:
    """The answer of a run as one object."""
    rows = [calibration(found.calibrated), *edits(found), *shifts(found)]
    return answer(found.start.as_of, outcomes.END, figures(found, base, forecast), rows)


def calibration(found: Calibrated) -> Record:
    """How well the draws agree with history."""
    return {
        "row": "calibration",
        "draws": found.draws,
        "effective_sample_size_least": found.ess * found.draws,
        "distinct_share": found.distinct,
        "accepted_share": found.accepted,
        "misfit_index_points": found.misfit,
        "mean_squared_miss": found.misses,
        "log_evidence": found.evidence,
        "powers": list(found.powers),
    }


def edits(found: Ensemble) -> Iterator[Record]:
    """What differs from the reference register, and what the pack shifts."""
    for own, reference in assumptions.differences(found.scenario.register, assumptions.load()):
        yield {
            "row": "edit",
            "assumption": own.name,
            "reference": list(reference.quantiles),
            "here": list(own.quantiles),
        }
    for shift in found.scenario.pack.shifts:
        yield {"row": "belief", "assumption": shift.assumption, "by_sd": shift.by, "reason": shift.reason}


def shifts(found: Ensemble) -> Iterator[Record]:
    """Prior and posterior of every assumption that history can tell of, and how far its mean moved."""
    fitted = found.calibrated
    for one in found.scenario.register.values():
        if one.block in BLOCKS:
            yield _shift(one, fitted, found.scenario.pack.means.get(one.name))


def _shift(one: Assumption, fitted: Calibrated, believed: float | None) -> Record:
    scores, drawn = fitted.scores[one.name], fitted.parameters[one.name]
    low, middle, high = np.quantile(drawn, (INTERVAL[0], 0.5, INTERVAL[1]))
    return {
        "row": "posterior",
        "assumption": one.name,
        "unit": one.unit,
        "prior": list(one.quantiles),
        "posterior": [float(low), float(middle), float(high)],
        "moved_sd": float(scores.mean()) - (believed or 0.0),
        "spread": float(scores.std()),
    }
