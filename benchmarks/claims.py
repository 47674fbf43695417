"""What checking claims costs: one of a thousand readings, one of a hundred thousand, and all that the package has.

Run it with `python -m benchmarks.claims`. Cold: a metric is prepared and its prices are looked up; warm: a second check
of the same view. A claim of leads is there for the draws that stand behind each reading.
"""

import resource
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import duckdb

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
Cells = tuple[str, ...]
"""Of a row of the table."""
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


def awake() -> None:
    """Let DuckDB load what it looks for at the first question with a value: pandas, where it is there for tests."""
    duckdb.execute("SELECT $one", {"one": ""}).fetchall()


def measured(name: str, text: str, numbers: Mapping[str, int]) -> list[Cells]:
    """Rows of the table: a claim cold, and warm."""
    awake()
    one, seen = claim(text, **numbers), view()
    told, rows = list[Verdict](), list[Cells]()
    for state in ("cold", "warm"):
        cpu, wall = timed(lambda: told.append(check(one, seen)))
        rows.append((name, state, f"{told[0].sampled:,}", f"{told[0].run:,}", f"{cpu:.2f}", f"{wall:.2f}", ""))
    return rows


def bundled() -> list[Cells]:
    """Rows of all claims of the package on one day, cold and warm."""
    awake()
    claims, seen = read.read_all(read.BUNDLED, METRICS), view()
    told, rows = list[list[Verdict]](), list[Cells]()
    for state in ("cold", "warm"):
        cpu, wall = timed(lambda: told.append(check_all(claims, seen)))
        counts = (f"{sum(one.sampled for one in told[0]):,}", f"{sum(one.run for one in told[0]):,}")
        rows.append((f"all {len(claims)} of the package", state, *counts, f"{cpu:.2f}", f"{wall:.2f}", f"{peak()}"))
    return rows


def then_and_now() -> list[Cells]:
    """The row of all claims of the package with the days of their sentences."""
    awake()
    claims, seen = read.read_all(read.BUNDLED, METRICS), view()
    days = {one.said for one in claims if one.said is not None}
    cpu, wall = timed(lambda: then_and_now_all(claims, seen))
    name = f"the same, now and on the {len(days)} days of the sentences"
    return [(name, "cold", "", "", f"{cpu:.2f}", f"{wall:.2f}", f"{peak()}")]


def peak() -> int:
    """The most memory that this process has taken, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def alone(work: Callable[..., list[Cells]], *args: object) -> list[Cells]:
    """What is measured in a process of its own, in which nothing is kept from another measurement."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def main() -> None:
    """Measure, and write the section."""
    rows = [
        *alone(measured, "prices", PRICES, {"outputs": 5, "bounds": 5}),
        *alone(measured, "prices, finer steps", PRICES, {"outputs": 35, "bounds": 49}),
        *alone(measured, "leads, with draws", LEADS, {}),
        *alone(bundled),
        *alone(then_and_now),
    ]
    body = f"""Readings that a claim has and that are run (a sample above 20,000), and seconds to its verdict with what
decides, what flips and every curve. Cold, in a new process on a view that nothing was asked of; warm, asked again.

{report.table(("claim", "view", "readings", "run", "CPU s", "wall s", "peak MB"), rows)}

{report.machine("leadline", "duckdb", "numpy")}
"""
    report.write("claims", "Claims", body)


if __name__ == "__main__":
    main()
