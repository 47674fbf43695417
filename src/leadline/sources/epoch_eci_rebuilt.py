"""Benchmark scores as a third party rebuilt them from archived captures of Epoch AI's benchmark data.

They interleave in time with the published files and cover other models and benchmarks, so that they are a source of
their own: mixed into `epoch_eci`, a change of coverage would look like a revision.
"""

from collections.abc import Iterator

from leadline.model import Model, Rejected, Score, Snapshot
from leadline.sources import epoch_eci

NAME = "epoch_eci_rebuilt"
READER = 1


def read(snapshot: Snapshot) -> Iterator[Score | Model | Rejected]:
    """Yield the same rows as for the published files, under this source's name."""
    yield from epoch_eci.read_as(snapshot, NAME)
