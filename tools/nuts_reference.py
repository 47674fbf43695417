"""The posterior of a small table by another sampler: NUTS, by NumPyro (`pip install leadline[bayes]`).

    python tools/nuts_reference.py tests/data/posterior/scores.csv > tests/data/posterior/nuts.csv

writes mean and standard deviation of every parameter, which the tests hold the built-in sampler to. The model is the
one of `docs/methods/posterior.md`, written a second time.
"""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS

CHAINS, WARM_UP, DRAWS, SEED = 4, 2000, 10_000, 20261124
NAMES = ("difficulty_centre", "difficulty_spread", "slope_centre", "slope_spread", "typical_noise")


def model(who: jax.Array, what: jax.Array, scores: jax.Array, models: int, benchmarks: int) -> None:
    """Scores about a sigmoid with Student noise; difficulties and slopes as offsets, so that no funnel forms."""
    ability = numpyro.sample("ability", dist.Normal(0, 1).expand([models]).to_event(1))
    centre = numpyro.sample("difficulty_centre", dist.Normal(0, 2))
    spread = numpyro.sample("difficulty_spread", dist.HalfNormal(2))
    slope_centre = numpyro.sample("slope_centre", dist.Normal(0.5, 1))
    slope_spread = numpyro.sample("slope_spread", dist.HalfNormal(1))
    typical = numpyro.sample("typical_noise", dist.Exponential(100))
    offset = numpyro.sample("offset", dist.Normal(0, 1).expand([2, benchmarks]).to_event(2))
    variance = numpyro.sample("variance", dist.InverseGamma(2, 2 * typical).expand([benchmarks]).to_event(1))
    difficulty = numpyro.deterministic("difficulty", centre + spread * offset[0])
    log_slope = numpyro.deterministic("log_slope", slope_centre + slope_spread * offset[1])
    numpyro.deterministic("log_noise", jnp.log(variance))
    mean = jax.nn.sigmoid(jnp.exp(log_slope[what]) * (ability[who] - difficulty[what]))
    numpyro.sample("score", dist.StudentT(4, mean, jnp.sqrt(variance[what])), obs=scores)


def draws(who: np.ndarray, what: np.ndarray, scores: np.ndarray, seed: int = SEED) -> Mapping[str, np.ndarray]:
    """Draws of every parameter, shape (chains, draws, ...)."""
    numpyro.enable_x64()
    sampler = MCMC(
        NUTS(model, target_accept_prob=0.95),
        num_warmup=WARM_UP,
        num_samples=DRAWS,
        num_chains=CHAINS,
        chain_method="vectorized",
        progress_bar=False,
    )
    sampler.run(jax.random.key(seed), who, what, scores, int(who.max()) + 1, int(what.max()) + 1)
    return {name: np.asarray(values) for name, values in sampler.get_samples(group_by_chain=True).items()}


def table(found: Mapping[str, np.ndarray]) -> list[tuple[str, float, float]]:
    """Mean and standard deviation of each parameter: abilities, difficulties, log slopes, log noises, the priors'."""
    rows = []
    for name in ("ability", "difficulty", "log_slope", "log_noise", *NAMES):
        values = found[name] if found[name].ndim == 3 else found[name][..., None]
        worst = float(split_gelman_rubin(values).max()), float(effective_sample_size(values).min())
        sys.stderr.write(f"{name}: R-hat at most {worst[0]:.4f}, effective draws at least {worst[1]:.0f}\n")
        for place in range(values.shape[2]):
            one = values[..., place]
            rows.append((f"{name}[{place}]", float(one.mean()), float(one.std())))
    return rows


def main(path: Path) -> None:
    """Write the table of a file of scores."""
    with path.open(newline="", encoding="utf-8") as lines:
        scores = [(row["model"], row["benchmark"], float(row["score"])) for row in csv.DictReader(lines)]
    who = np.unique([row[0] for row in scores], return_inverse=True)[1]
    what = np.unique([row[1] for row in scores], return_inverse=True)[1]
    found = draws(who, what, np.array([row[2] for row in scores]))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("parameter", "mean", "sd"))
    writer.writerows((name, f"{mean:.4f}", f"{sd:.4f}") for name, mean, sd in table(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
