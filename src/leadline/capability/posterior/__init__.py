"""The posterior of the index: what abilities may be, given the scores, under a model with heavy tails.

A score y of model m on benchmark b is

    y = p + sqrt(v_b) t,     p = 1 / (1 + exp(-a_b (C_m - D_b))),     t ~ Student(4)

with abilities C ~ Normal(0, 1), difficulties D ~ Normal(centre, spread), log slopes likewise, noise variances v about a
typical one, and broad priors on those. `docs/methods/posterior.md` gives each prior with its reason. The sampler is
Metropolis within Gibbs in plain numpy; it refuses to answer unless every parameter has converged.
"""

from leadline.capability.posterior.model import Priors
from leadline.capability.posterior.sampler import LEAST_DRAWS, Posterior, sample

__all__ = ["LEAST_DRAWS", "Posterior", "Priors", "sample"]
