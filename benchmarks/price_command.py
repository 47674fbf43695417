"""How long `leadline price` takes as a whole process, on the bundled store.

Run it with `python -m benchmarks.price_command`.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import report

ROUNDS = 9
LEADLINE = str(Path(sys.executable).with_name("leadline"))
COMMANDS = (
    ("python -c pass", (sys.executable, "-c", "pass")),
    ("leadline --help", (LEADLINE, "--help")),
    ("leadline price --mix 3:1", (LEADLINE, "price", "--mix", "3:1", "--as-of", "2026-11-20")),
    (
        "leadline price --models gpt-5.4,deepseek-v4-pro",
        (LEADLINE, "price", "--models", "gpt-5.4,deepseek-v4-pro", "--as-of", "2026-11-20"),
    ),
    ("leadline price --on 2026-05-30", (LEADLINE, "price", "--on", "2026-05-30", "--as-of", "2026-11-20")),
)


def measure(command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds on the wall and seconds of CPU time of one run."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LEADLINE_STORE": ""})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begin, cpu


def medians(commands: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """The table of some named commands, each run once before it counts."""
    rows = []
    for name, command in commands:
        measure(command)
        walls, cpus = zip(*(measure(command) for _ in range(ROUNDS)), strict=True)
        rows.append(
            (f"`{name}`", f"{min(walls):.2f}", f"{statistics.median(walls):.2f}", f"{statistics.median(cpus):.2f}")
        )
    return report.table(("command", "shortest wall", "median wall", "median CPU"), rows)


def main() -> None:
    """Write the table of medians."""
    body = f"""Seconds of whole processes, {ROUNDS} runs each after one that warms the files; on a machine with
other work the shortest wall time and the CPU time tell more than the median wall time.

{medians(COMMANDS)}

{report.machine("leadline", "duckdb", "cyclopts", "numpy")}
"""
    report.write("price_command", "The price command", body)


if __name__ == "__main__":
    main()
