"""What a scenario costs: futures by the thousand, a change of levers, the calibration, a million draws.

Run it with `python -m benchmarks.scenario`.
"""

import resource
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import squigglepy

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
SLOTS = 8
"""Random numbers that a future month takes: purchases, domestic chips, and three for each of two blocs."""
OTHERS_DRAWS = 40
"""Draws of squigglepy, whose cost is that of one times their number."""


def main() -> None:
    """Measure, and write the section."""
    begun = start(Store(BUNDLED, catalog=Catalog()).as_of(DAY))
    register, reference = assumptions.load(), beliefs.pack("reference")
    known = calibrate(begun, register, reference, 8000, 1)
    fitted, past = known.parameters, known.past
    rng = np.random.default_rng(1)
    prior = priors.parameters(register, {name: rng.standard_normal(100_000) for name in register})
    still, pulled = paths.paths({}), paths.paths({"chips": [Step(start=47, strength=1.0)]})
    works: list[tuple[str, int, Callable[[], object]]] = [
        ("history and futures, 100,000 draws, 96 months", 100_000, lambda: simulate(prior, still, begun)),
        ("the same on two threads", 100_000, lambda: simulate(prior, still, begun, threads=2)),
        (
            "a change of levers, 8,000 posterior draws, 96 months",
            8000,
            lambda: simulate(fitted, pulled, begun, past=past),
        ),
        ("the same to the end of 2028", 8000, lambda: simulate(fitted, pulled, begun, 72, past=past)),
        ("calibration, 8,000 draws", 8000, lambda: calibrate(begun, register, reference, 8000, 2)),
        (
            "a million draws of the posterior",
            1_000_000,
            lambda: simulate(fitted, still, begun, 72, draws=10**6, first_kept=60, past=past),
        ),
    ]
    rows = [(name, *_measured(work, draws)) for name, draws, work in works]
    numbers = len(register) + SLOTS * (paths.MONTHS - begun.observed)
    other = _once(lambda: _squigglepy(numbers))
    rows.append(
        (
            f"squigglepy: {numbers} random numbers a draw and no equation, {OTHERS_DRAWS} draws",
            f"{other[0]:.2f}",
            f"{other[1]:.2f}",
            f"{1e6 * other[0] / OTHERS_DRAWS:,.1f}",
        )
    )
    times = other[0] / OTHERS_DRAWS / (float(rows[0][1]) / 100_000)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    notes = (
        f"Most memory of all of this {most:,.0f} MB. {len(register)} assumptions, two blocs, numpy in blocks that fit\n"
        f"the cache. The last row, in the same process, draws as many random numbers as a draw of the first rests on,\n"
        f"by a callable given to `sample`, and only adds them up: it costs {times:,.0f} times the whole draw."
    )
    body = report.table(("what", "CPU s", "wall s", "µs of CPU a draw"), rows)
    report.write("scenario", "Scenarios", f"{notes}\n\n{body}\n\n{report.machine('numpy', 'squigglepy')}")


def _squigglepy(numbers: int) -> object:
    """As many draws of as many normal numbers, each by the other program's own way for a composite."""
    normal = squigglepy.norm(mean=0, sd=1)
    return squigglepy.sample(lambda: sum(squigglepy.sample(normal) for _ in range(numbers)), n=OTHERS_DRAWS)


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
