"""The index with its draws, by the scheme of a setting: refits under other weights, or the posterior.

By refits the value of a model is that of the central fit; by the posterior it is the mean of all draws, of which as
many as the setting asks for are kept, evenly spaced; the index itself is checked for convergence beside the parameters.
Either way each draw is set to the two models of the scale.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from leadline.capability.item_response import Fit, Floats, Matrix, bootstrap, scale
from leadline.capability.posterior import LEAST_DRAWS, Posterior, sample
from leadline.capability.setting import Setting
from leadline.errors import UserError


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Values of M models with K draws."""

    values: Floats
    """Shape (M,)."""
    draws: Floats
    """Shape (K, M)."""
    note: str = ""
    """How far the draws may be trusted."""


def drawn(matrix: Matrix, central: Fit, setting: Setting) -> Drawn:
    """Values and draws of the index; the draws depend on the seed only.

    Raises NotEnoughData where the models of the scale are missing, or the posterior does not settle; UserError where
    more draws are asked for than the posterior is sure to give.
    """
    values = scale(central.ability, matrix.models, dict(setting.scale))
    rng = np.random.default_rng(setting.seed)
    if setting.scheme == "posterior":
        if setting.draws > LEAST_DRAWS:
            raise UserError(
                f"The posterior gives {LEAST_DRAWS} draws; {setting.draws} were asked for. Ask for that many or fewer."
            )
        shown = partial(_shown, matrix, setting)
        return _of_posterior(sample(matrix, central, rng=rng, shown=shown, clip=setting.clip), matrix, setting)
    refits = bootstrap(
        matrix,
        central,
        anchor=setting.anchor,
        anchors=dict(setting.scale),
        ridge=setting.ridge,
        clip=setting.clip,
        scheme=setting.scheme,
        draws=setting.draws,
        rng=rng,
    )
    told = np.asarray(np.isfinite(refits).all(axis=1))
    left = f"{int(np.sum(~told))} of {len(refits)} refits did not converge or turned the scale round, and are left out"
    return Drawn(
        values=values,
        draws=refits[told],
        note="" if told.all() else left,
    )


def index_of(posterior: Posterior, matrix: Matrix, setting: Setting) -> Floats:
    """Every draw on the scale of the index, shape (chains, N, M)."""
    return scale(posterior.ability, matrix.models, dict(setting.scale))


def _shown(matrix: Matrix, setting: Setting, ability: Floats) -> Floats:
    """The index of every model but the two that fix its scale, which must converge like any parameter."""
    free = [place for place, name in enumerate(matrix.models) if name not in dict(setting.scale)]
    return scale(ability, matrix.models, dict(setting.scale))[..., free]


def _of_posterior(posterior: Posterior, matrix: Matrix, setting: Setting) -> Drawn:
    every = index_of(posterior, matrix, setting).reshape(-1, len(matrix.models))
    kept = np.linspace(0, len(every) - 1, setting.draws).round().astype(np.intp)
    return Drawn(
        values=every.mean(axis=0),
        draws=every[kept],
        note=f"posterior: R-hat at most {posterior.r_hat:.3f}, effective draws at least {posterior.effective:.0f}",
    )
