"""The hindcast of the model: what it and its rivals would have said of the lead at past quarter ends, and what came.

The rivals, the tiers, the truth and the windows are those of `capability/hindcast.py`. At each cutoff the model is
calibrated anew to what its tier tells of the time up to it, and run on with no lever pulled, by the public index:

- *vintage*: frontiers and stocks as the view of the cutoff told them. There are as many as there are vintages of both.
- *releases*: frontiers of the newest vintage's models released by the cutoff, fitted without the others, with today's
  errors; stocks as they are counted today, up to a quarter before the cutoff, since a quarter is counted months later.

The priors are today's at every cutoff: what they know of 2024 to 2026 is hindsight in both tiers, and helps the model.

Scores are told on three sets of windows. *common*: where every rival can tell a spread. *all*: every cutoff from which
the model can be calibrated, beside the rivals that can tell a spread there all the same: the constant. *without the
first*: the common ones but for the earliest cutoff of each horizon. The stack is the model and all rivals of a window
with equal weight.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import NamedTuple

import numpy as np

from leadline.capability.hindcast import HORIZONS, Forecast, Tier, released_by, rivals_of
from leadline.capability.hindcast import hindcast as rivals_hindcast
from leadline.capability.hindcast_scores import independent
from leadline.capability.sides import side
from leadline.catalog import assumptions, beliefs
from leadline.errors import NotEnoughData, UserError
from leadline.forecast import scores
from leadline.model import Figure
from leadline.simulate import paths
from leadline.simulate.calibrate import calibrate
from leadline.simulate.chance import SEED
from leadline.simulate.dynamics import simulate
from leadline.simulate.equations import Floats
from leadline.simulate.paths import month_end, month_of
from leadline.simulate.start import Start, start
from leadline.store.view import View

METHOD = "scenario_hindcast/1"
MODEL, STACK = "model", "stack"
DEFINITION = "step"
"""Of the lead: the model's own."""
DRAWS = 1000
"""Of the model at each cutoff: the error of a median is about a twentieth of a month."""
LEAST_MONTHS = 18
"""Of frontiers before a cutoff: three ends of quarters to calibrate on."""
COUNTED_LATE = 3
"""Months by which stocks are known later than frontiers."""
LEVELS = (0.5, 0.9)
MEMBER = 200
"""Quantiles that stand for each member of a stack."""
ENOUGH = 8
"""Windows apart, below which past scores give no weights."""
LUCK = 0.05
"""At most this probability that signs thrown at random favour the model as much: above it, it is no skill."""
MOST_SIGNS = 16
"""Gains whose signs are thrown: the earliest."""
SETS = ("common", "without the first", "all")


class Window(NamedTuple):
    """A forecast's tier, cutoff and horizon."""

    tier: Tier
    cutoff: date
    months: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Whether the model came nearer than the best of its rivals at one horizon of one tier."""

    tier: Tier
    months: int
    model: float
    """Its mean CRPS."""
    rival: str
    """The best of the others, the stack left out."""
    best: float
    windows: int
    apart: int
    luck: float
    """Probability of so large a mean gain on the windows apart, were the sign of each gain thrown at random."""

    @property
    def skill(self) -> float:
        """Share of the best rival's CRPS that the model saves; below zero it adds to it."""
        return 1 - self.model / self.best

    @property
    def shown(self) -> bool:
        """Whether the model came nearer by more than luck explains."""
        return self.skill > 0 and self.luck <= LUCK


def hindcast(
    view: View,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[Sequence[tuple[Tier, date]]], Iterable[tuple[Tier, date]]] = iter,
) -> dict[str, list[Forecast]]:
    """Every forecast of model, rivals and stack that can be scored, by set of windows.

    Args:
        view: What is known now.
        draws: Of the model at each cutoff.
        seed: Of all chance.
        progress: May watch the cutoffs go by.
    """
    leader, follower = (bloc.code for bloc in start(view).blocs)
    common = rivals_hindcast(view, leader, follower, definition=DEFINITION)
    steady = {name: rule for name, rule in rivals_of(leader, follower).items() if name.startswith("constant")}
    every = rivals_hindcast(view, leader, follower, definition=DEFINITION, against=steady)
    cutoffs = list(dict.fromkeys((one.tier, one.cutoff) for one in every))
    told = {
        Window(tier, cutoff, months): drawn
        for tier, cutoff in progress(cutoffs)
        for months, drawn in _told(view, tier, cutoff, draws, seed).items()
    }
    shared, whole = (list(_beside(told, rivals)) for rivals in (common, every))
    return {"common": shared, "without the first": _later_ones(shared), "all": whole}


def _told(view: View, tier: Tier, cutoff: date, draws: int, seed: int) -> dict[int, Floats]:
    """What the model foretells from a cutoff, by horizon; nothing where the tier does not tell enough to calibrate."""
    try:
        begun = start(view.earlier(cutoff)) if tier == "vintage" else start_at(view, cutoff)
        return foretold(begun, month_of(cutoff), draws, seed)
    except NotEnoughData:
        return {}


def start_at(view: View, cutoff: date) -> Start:
    """The past up to the end of a month, cut out of what the view tells now; NotEnoughData where it is too short."""
    whole, last = start(view), month_of(cutoff)
    if last + 1 < LEAST_MONTHS:
        raise NotEnoughData(f"Expected {LEAST_MONTHS} months of frontiers before a cutoff, found {last + 1}.")
    days = np.array([month_end(month).toordinal() for month in range(last + 1)])
    ranking = released_by(view, cutoff)
    counted = min(last + 1 - COUNTED_LATE, whole.counted)
    return replace(
        whole,
        frontiers=np.array([side(ranking, bloc.code).central.levels(days) for bloc in whole.blocs]),
        errors=whole.errors[:, : last + 1],
        stocks={key: stock[:counted] for key, stock in whole.stocks.items()},
    )


def foretold(begun: Start, cutoff: int, draws: int, seed: int) -> dict[int, Floats]:
    """The leads that the model foretells after a month, by horizon, from a past that may end some months before it."""
    try:
        fitted = calibrate(begun, assumptions.load(), beliefs.pack("reference"), draws, seed)
    except UserError as error:
        raise NotEnoughData(f"The model cannot be calibrated at {month_end(cutoff)}: {error}") from error
    futures = simulate(fitted.parameters, paths.paths({}), begun, cutoff + max(HORIZONS) + 1, seed, yardstick="index")
    return {months: np.asarray(futures.lead[cutoff + months - futures.first]) for months in HORIZONS}


def _beside(told: Mapping[Window, Floats], rivals: Sequence[Forecast]) -> Iterator[Forecast]:
    """The rivals' forecasts, and those of model and stack in the same windows; none where the model tells nothing."""
    windows: dict[Window, list[Forecast]] = {}
    for one in rivals:
        windows.setdefault(Window(one.tier, one.cutoff, one.months), []).append(one)
    for window, own in windows.items():
        if window in told:
            model = replace(own[0], rival=MODEL, draws=told[window])
            yield from (model, *own, replace(own[0], rival=STACK, draws=mixed([m.draws for m in (model, *own)])))


def mixed(members: Sequence[Floats]) -> Floats:
    """A mixture of ensembles with equal weight, each by as many of its quantiles.

    >>> mixed([np.array([1.0]), np.array([4.0, 4.0])]).mean()
    np.float64(2.5)
    """
    at = (np.arange(MEMBER) + 0.5) / MEMBER
    return np.sort(np.concatenate([np.quantile(drawn, at) for drawn in members]))


def _later_ones(found: Sequence[Forecast]) -> list[Forecast]:
    """All but the windows of the earliest cutoff of each tier and horizon."""
    first: dict[tuple[Tier, int], date] = {}
    for one in found:
        key = (one.tier, one.months)
        first[key] = min(first.get(key, one.cutoff), one.cutoff)
    return [one for one in found if one.cutoff > first[one.tier, one.months]]


def score_figures(view: View, found: Mapping[str, Sequence[Forecast]]) -> list[Figure]:
    """CRPS, MAE of the median, bias and coverage of model, rivals and stack, by windows, tier and horizon."""
    leader, follower = (bloc.code for bloc in start(view).blocs)
    return [
        Figure(
            metric="scenario_hindcast",
            args={
                "leader": leader,
                "follower": follower,
                "definition": DEFINITION,
                "windows": windows,
                "tier": own[0].tier,
                "horizon": own[0].months,
                "rival": own[0].rival,
                "n": len(own),
                "independent": len(apart(own)),
                "score": score,
            },
            value=value,
            unit=unit,
            as_of=view.as_of,
            on=max(one.target for one in own),
            method=METHOD,
            grade="assumption",
            evidence=tuple(dict.fromkeys((*start(view).evidence, *(key for one in own for key in one.evidence)))),
        )
        for windows, own in _groups(found)
        for score, value, unit in _scores(own)
    ]


def _groups(found: Mapping[str, Sequence[Forecast]]) -> Iterator[tuple[str, list[Forecast]]]:
    for windows, forecasts in found.items():
        for key in dict.fromkeys((one.tier, one.months, one.rival) for one in forecasts):
            yield windows, [one for one in forecasts if (one.tier, one.months, one.rival) == key]


def _scores(own: Sequence[Forecast]) -> Iterator[tuple[str, float, str]]:
    truth = np.array([one.truth for one in own])
    middle = np.array([np.median(one.draws) for one in own])
    yield "CRPS", crps(own), "months"
    yield "MAE", float(scores.absolute_error(middle, truth).mean()), "months"
    yield "bias", float((middle - truth).mean()), "months"
    for level in LEVELS:
        held = [scores.covered(*scores.central([one.draws], level), [one.truth])[0] for one in own]
        yield f"coverage {100 * level:.0f} %", 100 * float(np.mean(held)), "%"


def crps(own: Sequence[Forecast]) -> float:
    """The mean CRPS of some forecasts in months."""
    return float(_each(own).mean())


def _each(own: Sequence[Forecast]) -> Floats:
    return np.array([scores.crps_ensemble([one.draws], [one.truth])[0] for one in own])


def apart(own: Sequence[Forecast]) -> list[int]:
    """The places of the forecasts whose windows do not overlap."""
    return independent([(one.cutoff, one.target) for one in own])


def luck(gains: Floats) -> float:
    """The probability of so large a mean gain, were the sign of each gain thrown at random: all signs, tried in turn.

    By hand: of three gains of one sign only one throw in eight comes as high, of 1, 1, -3 all but (-,-,-), which
    gives 1, (+,-,-), (-,+,-) and (+,+,-): the four with the last sign minus lie at or above -1/3, of the others only
    (+,+,+) with -1/3.

    >>> luck(np.array([1.0, 2.0, 0.5])), luck(np.array([1.0, 1.0, -3.0]))
    (0.125, 0.625)
    """
    signs = np.array(list(product((1.0, -1.0), repeat=min(len(gains), MOST_SIGNS))))
    thrown = signs @ gains[:MOST_SIGNS]
    return float(np.mean(thrown >= gains[:MOST_SIGNS].sum() - 1e-12))


def findings(found: Sequence[Forecast]) -> list[Finding]:
    """For each tier and horizon, whether the model came nearer than the best of its rivals."""
    keys = dict.fromkeys((one.tier, one.months) for one in found)
    return [_finding([one for one in found if (one.tier, one.months) == key]) for key in keys]


def _finding(here: Sequence[Forecast]) -> Finding:
    of = {name: [one for one in here if one.rival == name] for name in dict.fromkeys(one.rival for one in here)}
    by = {name: crps(own) for name, own in of.items()}
    rival = min((name for name in by if name not in (MODEL, STACK)), key=by.__getitem__)
    model = of[MODEL]
    gains = (_each(of[rival]) - _each(model))[apart(model)]
    return Finding(
        tier=model[0].tier,
        months=model[0].months,
        model=by[MODEL],
        rival=rival,
        best=by[rival],
        windows=len(model),
        apart=len(apart(model)),
        luck=luck(gains),
    )
