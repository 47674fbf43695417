"""Notable models, by criteria of its own, as Epoch AI keeps them."""

from collections.abc import Iterator

from leadline.model import Model, Rejected, Snapshot
from leadline.sources import epoch_models

NAME = "epoch_notable_models"
READER = 1

FILE = "notable_ai_models.csv"


def read(snapshot: Snapshot) -> Iterator[Model | Rejected]:
    """Yield one row a model; see `epoch_models` for what is read."""
    yield from epoch_models.read(snapshot, FILE)
