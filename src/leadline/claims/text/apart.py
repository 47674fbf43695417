"""Opening what others packed in a process of its own: it ends after a time and above an amount of memory.

A PDF can hold a gigabyte in a kilobyte, or pages that contain themselves; a library that reads it may not come back.
The process gets the bytes and none of our own settings, of which one is a key; it gives back text or the words of an
error.
"""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Literal

from leadline.claims.text import markup, pages
from leadline.errors import UserError

SECONDS = 60
"""For one file; a report of 300 pages takes about five."""
MOST_MEMORY = 1_500_000_000
"""Bytes of addresses, where the system can hold a process to it."""
MOST_OUT = 40_000_000
REFUSED = 3
Sort = Literal["html", "pdf"]


def opened(sort: Sort, content: bytes, name: str, seconds: float = SECONDS) -> str:
    """The text of a page or a PDF; UserError where it has none, is too large or takes too long."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEADLINE_")}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    command = (sys.executable, "-m", __name__, sort)
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise UserError(f"{name}: expected to be read within {seconds:g} seconds, was not. {pages.REMEDY}") from None
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return told
    if done.returncode == REFUSED:
        raise UserError(f"{name}: {told}")
    raise UserError(
        f"{name}: expected {sort.upper()} of ordinary size, found what needs too much to read. {pages.REMEDY}"
    )


def _limit() -> None:
    """Hold this process to its memory and time, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _main(sort: str) -> int:
    """What the process does."""
    _limit()
    content, code = sys.stdin.buffer.read(), 0
    try:
        told = pages.text(content) if sort == "pdf" else markup.text(content)
    except UserError as error:
        told, code = str(error), REFUSED
    sys.stdout.buffer.write(told.encode("utf-8", "replace")[:MOST_OUT])
    return code


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
