"""What a scenario costs: futures by the thousand, a change of levers, the calibration, a million draws.

Run it with `python -m benchmarks.scenario`.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from math import exp, log

import numpy as np
import squigglepy

from benchmarks import report
from benchmarks.one_draw import LEVERS, one_draw
from leadline.catalog import Catalog, assumptions, beliefs
from leadline.catalog.assumptions import Assumption, Register
from leadline.forecast.intervals import Z_90
from leadline.simulate import paths, priors
from leadline.simulate.calibrate import calibrate
from leadline.simulate.dynamics import THREADS, simulate
from leadline.simulate.paths import Step
from leadline.simulate.start import Start, start
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DAY = date(2026, 11, 24)
DRAWS, RUNS = 100_000, 3
OTHERS_DRAWS = 100
"""Draws of squigglepy, whose cost is that of one times their number."""
Numbers = Callable[[object, int], list[float]]
"""So many numbers of a distribution."""


def main() -> None:
    """Measure, and write the section."""
    begun = start(Store(BUNDLED, catalog=Catalog()).as_of(DAY))
    register, reference = assumptions.load(), beliefs.pack("reference")
    known = calibrate(begun, register, reference, 8000, 1)
    fitted, past = known.parameters, known.past
    rng = np.random.default_rng(1)
    prior = priors.parameters(register, {name: rng.standard_normal(DRAWS) for name in register})
    still, pulled = paths.paths({}), paths.paths({"chips": [Step(start=47, strength=1.0)]})
    works: list[tuple[str, int, Callable[[], object]]] = [
        (
            f"history and futures, 100,000 draws, 96 months, {THREADS} threads",
            DRAWS,
            lambda: simulate(prior, still, begun),
        ),
        ("the same on one thread", DRAWS, lambda: simulate(prior, still, begun, threads=1)),
        (
            "a change of levers, 8,000 posterior draws, 96 months",
            8000,
            lambda: simulate(fitted, pulled, begun, past=past),
        ),
        ("the same to the end of 2028", 8000, lambda: simulate(fitted, pulled, begun, 72, past=past)),
        ("calibration, 8,000 draws", 8000, lambda: calibrate(begun, register, reference, 8000, 2)),
        (
            "a million draws of the posterior to the end of 2028",
            1_000_000,
            lambda: simulate(fitted, still, begun, 72, draws=10**6, first_kept=60, past=past),
        ),
    ]
    others: list[tuple[str, int, Callable[[], object]]] = [
        (
            "history and futures as one block of all draws on one thread",
            DRAWS,
            lambda: simulate(prior, still, begun, threads=1, block=DRAWS),
        ),
        (
            "squigglepy: the same draw as a callable, numbers by purpose",
            OTHERS_DRAWS,
            lambda: squigglepy.sample(_composite(begun, register, _at_once), n=OTHERS_DRAWS),
        ),
        (
            "squigglepy: the same, number by number",
            OTHERS_DRAWS,
            lambda: squigglepy.sample(_composite(begun, register, _one_by_one), n=OTHERS_DRAWS),
        ),
    ]
    measured = [_measured(work, draws) for _, draws, work in works]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    measured += [_measured(work, draws) for _, draws, work in others]
    rows = [
        (name, f"{cpu:.2f}", f"{wall:.2f}", f"{1e6 * cpu / draws:,.1f}", f"{1e6 * wall / draws:,.1f}")
        for (name, draws, _), (cpu, wall) in zip(works + others, measured, strict=True)
    ]
    body = report.table(("what", "CPU s", "wall s", "µs of CPU a draw", "µs on the wall a draw"), rows)
    notes = _notes(measured, len(register), most)
    report.write("scenario", "Scenarios", f"{notes}\n\n{body}\n\n{report.machine('numpy', 'squigglepy')}")


def _notes(measured: list[tuple[float, float]], numbers: int, most: float) -> str:
    """What the rows are, with the ratios that follow from them."""
    own, (at_once, one_by_one) = measured[0], measured[-2:]
    cpu, wall = (1e6 * spent / DRAWS for spent in own)
    ratios = [
        f"{1e6 * other[at] / OTHERS_DRAWS / spent:,.0f}"
        for other in (at_once, one_by_one)
        for at, spent in ((0, cpu), (1, wall))
    ]
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    return (
        f"Medians of {RUNS} runs, but one of the million. Most memory up to the million {most:,.0f} MB.\n"
        f"{numbers} assumptions, two blocs. Load of the machine at the end {load}: above one a processor, times on\n"
        "the wall hold other work too.\n\n"
        "The last two rows give squigglepy's `sample` the callable of `benchmarks/one_draw.py`: the same draw in\n"
        "plain Python, with every equation, 96 months, both blocs, shocks, yardstick and market; a test holds that it\n"
        "equals the arrays to 1e-9. It leaves out the filter that finds the passing shock at the end of history (the\n"
        "shock is drawn from its prior) and the count of draws that a limit held back; levers stay at zero. In the\n"
        "first of the two squigglepy draws all numbers of a purpose at once, the fastest way we found; in the second\n"
        "one by one, as composites are written.\n"
        f"Against the first row a draw costs {ratios[0]} times the CPU time ({ratios[1]} times the time on the wall)\n"
        f"the first way, {ratios[2]} times ({ratios[3]} times) the second; the goal is 1,000."
    )


def _composite(begun: Start, register: Register, numbers: Numbers) -> Callable[[], float]:
    """A callable that draws everything by squigglepy and gives the mean lead of the twelve months of 2028."""
    normal, uniform = squigglepy.norm(mean=0, sd=1), squigglepy.uniform(0, 1)
    ahead, blocs = paths.MONTHS - begun.observed, range(len(begun.blocs))
    stocks = {key: stock.tolist() for key, stock in begun.stocks.items()}
    frontiers, levers = begun.frontiers.tolist(), {name: [0.0] * paths.MONTHS for name in LEVERS}
    values = {name: _value(one) for name, one in register.items()}

    def draw() -> float:
        scores = numbers(normal, len(values))
        p = {name: value(score) for (name, value), score in zip(values.items(), scores, strict=True)}
        chance = {name: numbers(normal, ahead) for name in ("purchases", "domestic")}
        chance |= {f"{name}{bloc}": numbers(normal, ahead) for name in ("shock", "release") for bloc in blocs}
        chance |= {f"gate{bloc}": numbers(uniform, ahead) for bloc in blocs}
        chance |= {name: numbers(uniform, 1) for name in ("supply", "yard")}
        chance |= {f"{name}{bloc}": numbers(uniform, 1) for name in ("leap", "withheld") for bloc in blocs}
        begin = [p["sz"] * score for score in numbers(normal, len(blocs))]
        found = one_draw(p, begun.blocs, stocks, frontiers, levers, chance, begin)
        year = found[60 - begun.observed : 72 - begun.observed]
        return sum(month.lead for month in year) / len(year)

    return draw


def _value(one: Assumption) -> Callable[[float], float]:
    """The value of an assumption for a standard normal score, as `priors.values` has it for arrays."""
    scales: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
        "lin": (float, float),
        "log": (log, exp),
        "logit": (lambda x: log(x / (1 - x)), lambda x: 1 / (1 + exp(-x))),
    }
    to, back = scales[one.scale]
    low, middle, high = (to(quantile) for quantile in one.quantiles)
    up, down = (high - middle) / Z_90, (middle - low) / Z_90
    floor = -float("inf") if one.floor is None else one.floor
    return lambda score: max(back(middle + score * (up if score >= 0 else down)), floor)


def _at_once(kind: object, count: int) -> list[float]:
    drawn = squigglepy.sample(kind, n=count)
    return [float(drawn)] if count == 1 else drawn.tolist()


def _one_by_one(kind: object, count: int) -> list[float]:
    return [squigglepy.sample(kind) for _ in range(count)]


def _measured(work: Callable[[], object], draws: int) -> tuple[float, float]:
    """Median of several runs on the processor, and on the wall; a million is run once."""
    times = [_once(work) for _ in range(1 if draws > DRAWS else RUNS)]
    return statistics.median(cpu for cpu, _ in times), statistics.median(wall for _, wall in times)


def _once(work: Callable[[], object]) -> tuple[float, float]:
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


if __name__ == "__main__":
    main()
