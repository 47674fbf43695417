"""Models trained with more than ten to the twenty-third operations, as Epoch AI keeps them."""

from collections.abc import Iterator

from leadline.model import Model, Rejected, Snapshot
from leadline.sources import epoch_models

NAME = "epoch_large_scale_models"
READER = 1

FILE = "large_scale_ai_models.csv"


def read(snapshot: Snapshot) -> Iterator[Model | Rejected]:
    """Yield one row a model; see `epoch_models` for what is read."""
    yield from epoch_models.read(snapshot, FILE)
