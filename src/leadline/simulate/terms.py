"""What does not change from month to month: of a draw at all, and as long as levers stay where they are.

The equations take these parts ready made, so that a month computes only what moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.catalog import levers as catalogue
from leadline.catalog.contenders import Bloc
from leadline.simulate import equations as eq
from leadline.simulate.equations import Floats, Some

Values = Mapping[str, Floats]
"""Parameters by name, each of shape (draws,)."""
Strengths = Mapping[str, Some]
"""Levers by name, in one month."""
Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms:
    """Parts of the equations under some strengths of the levers, each for all draws or one for each."""

    growth: Some
    """Logarithm of the growth of purchases a year."""
    domestic: Some
    """Growth of domestic output in a month, in logarithms."""
    decreed: Some
    """What a domestic chip of the month is worth."""
    legal: Some
    """Chips sold legally in a month."""
    smuggled: Some
    """Chips smuggled in a month at the leader's purchases of mid-2026, without controls."""
    uncut: Some
    """The part of them that controls leave."""
    reach: Some
    """The part of what is wanted abroad that can be rented."""
    stays: Some
    """What is left of a stock after a month."""
    before: Some
    """Own research a year before reasoning models, orders of magnitude."""
    since: Some
    """The same since."""
    talent: Floats
    """Of each bloc, shape (blocs, draws)."""
    pull: Some
    """By how much compute behind holds research back, in natural logarithms."""
    sides: Floats
    """What levers cost or spur of each bloc's research, shape (blocs, draws)."""
    diffusion: Some
    """What diffuses in a year of the distance to the best algorithms."""
    distillation: Some
    """What is distilled in a year of the distance to the best capability."""
    cheaper: Some
    """What promotion takes off the price, as a logarithm."""
    backed: Some
    """What promotion adds to the utility."""
    distrusted: Some
    """What rules on access take from it."""


def terms(p: Values, blocs: Sequence[Bloc], levers: Strengths) -> Terms:
    """The parts for the parameters of some draws and the strengths of the levers."""
    chips, models, promotion = levers["chips"], levers["models"], levers["promotion"]
    push = eq.domestic_push(
        chips, levers["domestic"], levers["imports"], **{name: p[name] for name in ("blow", "eSME", "eP", "subs")}
    )
    return Terms(
        growth=np.log(p["gAU"]),
        domestic=(np.log(p["gD"]) + push) * eq.DT,
        decreed=eq.decreed(p["misP"], levers["domestic"]),
        legal=eq.legal(chips, levers["imports"], **{name: p[name] for name in ("L26", "Lloose", "Lbuy")}),
        smuggled=p["S26"] * eq.DT,
        uncut=eq.left(p["eS"], chips),
        reach=eq.reach(chips, promotion, eO=p["eO"], leak=p["leak"]),
        stays=1 - p["delta"] * eq.DT,
        before=p["gA"],
        since=p["gA"] * p["mR"],
        talent=_stacked(p, [p[bloc.talent] if bloc.talent else 1.0 for bloc in blocs]),
        pull=np.log(10) * p["theta"],
        sides=_stacked(p, [side(place, p, levers) for place in range(len(blocs))]),
        diffusion=p["kap"] * eq.left(p["ep"], models),
        distillation=p["kapd"] * eq.left(p["ed"], models),
        cheaper=p["pcut"] * promotion,
        backed=p["psi"] * promotion,
        distrusted=p["trust"] * eq.tightened(models),
    )


def still(p: Values, blocs: Sequence[Bloc]) -> Terms:
    """The parts with no lever pulled."""
    return terms(p, blocs, dict.fromkeys(catalogue.load(), 0.0))


def side(place: int, p: Values, levers: Strengths) -> Some:
    """The factor by which levers cost the first bloc research, or spur that of the others."""
    tight_chips, tight_models = eq.tightened(levers["chips"]), eq.tightened(levers["models"])
    if place == 0:
        return 1 - p["chi"] * tight_models
    return 1 + p["nec"] * (tight_chips + tight_models)


def _stacked(p: Values, rows: Sequence[Some]) -> Floats:
    return np.array([np.broadcast_to(row, p["Y0"].shape) for row in rows])
