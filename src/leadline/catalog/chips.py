"""Other names of chips: one row a chip under the name that Epoch AI's table of hardware gives it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("chips.csv")


@cache
def names() -> Mapping[str, str]:
    """The name of a chip by each of its other names.

    >>> names()["H100 SXM"]
    'NVIDIA H100 SXM5 80GB'
    """
    with FILE.open(newline="", encoding="utf-8") as lines:
        return MappingProxyType({also: row["chip"] for row in csv.DictReader(lines) for also in row["also"].split(";")})
