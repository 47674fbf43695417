"""What a scenario costs: futures by the thousand, a change of levers, the calibration, a million draws.

Run it with `python -m benchmarks.scenario`.
"""

import resource
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from benchmarks import report
from leadline.catalog import Catalog, assumptions, beliefs
from leadline.simulate import paths, priors
from leadline.simulate.calibrate import calibrate
from leadline.simulate.dynamics import simulate
from leadline.simulate.paths import Step
from leadline.simulate.start import start
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DAY = date(2026, 11, 24)
PUBLISHED = 6.9e-3
"""Seconds a draw that squigglepy needs for a callable of sixty steps, as the research note measured it."""


def main() -> None:
    """Measure, and write the section."""
    begun = start(Store(BUNDLED, catalog=Catalog()).as_of(DAY))
    register, reference = assumptions.load(), beliefs.pack("reference")
    fitted = calibrate(begun, register, reference, 8000, 1).parameters
    rng = np.random.default_rng(1)
    prior = priors.parameters(register, {name: rng.standard_normal(100_000) for name in register})
    still, pulled = paths.paths({}), paths.paths({"chips": [Step(start=47, strength=1.0)]})
    works: list[tuple[str, int, Callable[[], object]]] = [
        ("history and futures, 100,000 draws, 96 months", 100_000, lambda: simulate(prior, still, begun)),
        ("the same on two threads", 100_000, lambda: simulate(prior, still, begun, threads=2)),
        ("a change of levers, 8,000 posterior draws, 96 months", 8000, lambda: simulate(fitted, pulled, begun)),
        ("the same to the end of 2028", 8000, lambda: simulate(fitted, pulled, begun, 72)),
        ("calibration, 8,000 draws", 8000, lambda: calibrate(begun, register, reference, 8000, 2)),
        (
            "a million draws of the posterior",
            1_000_000,
            lambda: simulate(fitted, still, begun, 72, draws=10**6, first_kept=60),
        ),
    ]
    rows = [(name, *_measured(work, draws)) for name, draws, work in works]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    notes = (
        f"Most memory of all of this {most:,.0f} MB. {len(register)} assumptions, two blocs, numpy in blocks that fit\n"
        f"the cache. A draw of the first row costs a {PUBLISHED / (float(rows[0][1]) / 100_000):,.0f}th of the "
        f"{1000 * PUBLISHED:g} ms that squigglepy\nwas measured at for a callable of "
        "sixty steps: elsewhere, not beside it."
    )
    body = report.table(("what", "CPU s", "wall s", "µs of CPU a draw"), rows)
    report.write("scenario", "Scenarios", f"{notes}\n\n{body}\n\n{report.machine('numpy')}")


def _measured(work: Callable[[], object], draws: int) -> tuple[str, str, str]:
    """The best of two on the processor, and on the wall; a million is run once."""
    best = min(_once(work) for _ in range(1 if draws > 100_000 else 2))
    return f"{best[0]:.2f}", f"{best[1]:.2f}", f"{1e6 * best[0] / draws:.1f}"


def _once(work: Callable[[], object]) -> tuple[float, float]:
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


if __name__ == "__main__":
    main()
