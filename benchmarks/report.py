"""docs/benchmarks.md: each measurement replaces its own section, and leaves the others as they are."""

import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Written by the programs in `benchmarks/` (`make bench`). Times are CPU time, which other work on the machine disturbs
less than the time on the wall; ratios carry over to other machines better than the times themselves.
"""


def write(name: str, title: str, body: str, page: Path = PAGE) -> None:
    """Show a section, and put it under its title in the place of the one written under this name before."""
    content = page.read_text(encoding="utf-8") if page.exists() else INTRODUCTION
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n## {title}\n\n{body.strip()}\n{end}"
    before, found, rest = content.partition(begin)
    content = before + section + rest.partition(end)[2] if found else f"{content.rstrip()}\n\n{section}\n"
    page.write_text(content, encoding="utf-8")
    sys.stdout.write(f"{title}\n\n{body.strip()}\n\n")


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown.

    >>> print(table(("tool", "µs"), [("leadline", 2.5)]))
    | tool | µs |
    |---|---|
    | leadline | 2.5 |
    """
    lines = [header, *rows]
    written = ["| " + " | ".join(map(str, line)) + " |" for line in lines]
    return "\n".join([written[0], "|---" * len(header) + "|", *written[1:]])


def machine(*packages: str) -> str:
    """The machine and the versions of what was measured, in one sentence."""
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return f"{_processor()}, {platform.system()} {platform.machine()}, Python {platform.python_version()}; {versions}."


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor() or "unknown processor"
