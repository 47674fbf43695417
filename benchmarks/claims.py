"""What checking claims costs: one of a thousand readings, one of a hundred thousand, and all that the package has.

Run it with `python -m benchmarks.claims`. Cold: a metric is prepared and its prices are looked up; warm: a second check
of the same view. A claim of leads is there for the draws that stand behind each reading.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date

from benchmarks import report
from leadline.catalog import Catalog
from leadline.claims import read
from leadline.claims.check import check, check_all
from leadline.claims.claim import Claim
from leadline.claims.metrics import METRICS
from leadline.claims.over_time import then_and_now_all
from leadline.claims.verdict import Verdict
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View
from leadline.userfile import parsed

DAY = date(2026, 11, 24)
PRICES = """
schema: leadline.claim/1
id: prices
source: {work: oped-2026-05-30, place: paragraph 11}
restated: The models of one vendor cost more than those of another.
type: ratio
status: checkable
query: {metric: cost_ratio, args: {model: anthropic, base: openai, on: 2026-05-30}}
parameters:
  pair: {decision: non-equivalent, default: flagship, values: [VALUES flagship, mid, small, dearest, cheapest]}
  basis: {decision: uncertain, default: charged, values: [VALUES charged, list]}
  output_share: {decision: uncertain, default: 1, range: {from: 0, to: 1, steps: OUTPUTS}}
  cached_share: {decision: uncertain, default: 0, range: {from: 0, to: 0.9, steps: 6}}
  bound: {decision: equivalent, default: 1.5, range: {from: 1, to: 3, steps: BOUNDS}}
assert: {strict: v >= bound, lenient: v >= 0.8 * bound, direction: v > 1}
"""
LEADS = """
schema: leadline.claim/1
id: leads
source: {work: paper-2026-05-14, place: summary}
restated: One group of models is ahead of another by so many months.
type: lead_time
status: checkable
query: {metric: lead_months, args: {leader: US, follower: CN}}
parameters:
  definition: {decision: non-equivalent, default: step, values: [VALUES step, interpolated]}
  on: {decision: non-equivalent, default: '2025-12-31', values: [VALUES '2025-12-31', '2026-03-31', '2026-06-30']}
  bound: {decision: equivalent, default: 6, range: {from: 1, to: 18, steps: 171}}
assert: {strict: v >= bound, lenient: v >= bound - 1, direction: v > 0}
"""


def claim(text: str, **numbers: int) -> Claim:
    """A claim of this page; a list after VALUES stands for one with a value and a reason each."""
    for name, number in numbers.items():
        text = text.replace(name.upper(), str(number))
    lines = (_listed(line) for line in text.strip().splitlines())
    return read.of(parsed("\n".join(lines).encode(), "a claim of benchmarks/claims.py"), METRICS)


def _listed(line: str) -> str:
    head, found, rest = line.partition("[VALUES ")
    values = [f"{{value: {value.strip()}, why: for the measurement}}" for value in rest.rstrip("]}").split(",")]
    return f"{head}[{', '.join(values)}]}}" if found else line


def view() -> View:
    """A fresh view of the bundled store."""
    return Store(BUNDLED, catalog=Catalog()).as_of(DAY)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU time and on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def measured(name: str, one: Claim) -> Iterator[tuple[object, ...]]:
    """Rows of the table: a claim cold, and warm."""
    seen, told = view(), list[Verdict]()
    for state in ("cold", "warm"):
        cpu, wall = timed(lambda: told.append(check(one, seen)))
        yield name, state, f"{told[0].sampled:,}", f"{told[0].run:,}", f"{cpu:.2f}", f"{wall:.2f}"


def bundled() -> Iterator[tuple[object, ...]]:
    """Rows of all claims of the package, on one day and with the days of their sentences."""
    claims, told = read.read_all(read.BUNDLED, METRICS), list[Verdict]()
    cpu, wall = timed(lambda: told.extend(check_all(claims, view())))
    counts = (f"{sum(one.sampled for one in told):,}", f"{sum(one.run for one in told):,}")
    yield f"all {len(claims)} of the package", "cold", *counts, f"{cpu:.2f}", f"{wall:.2f}"
    cpu, wall = timed(lambda: then_and_now_all(claims, view()))
    yield "the same, then and now", "cold", "", "", f"{cpu:.2f}", f"{wall:.2f}"


def main() -> None:
    """Measure, and write the section."""
    rows = [
        *measured("prices", claim(PRICES, outputs=5, bounds=5)),
        *measured("prices, finer steps", claim(PRICES, outputs=35, bounds=49)),
        *measured("leads, with draws", claim(LEADS)),
        *bundled(),
    ]
    body = f"""Readings that a claim has and that are run (a sample above 20,000), and seconds to its verdict with what
decides, what flips and every curve. Cold, on a view that nothing was asked of; warm, asked again.

{report.table(("claim", "view", "readings", "run", "CPU s", "wall s"), rows)}

{report.machine("leadline", "duckdb", "numpy")}
"""
    report.write("claims", "Claims", body)


if __name__ == "__main__":
    main()
