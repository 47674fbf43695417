"""The catalogue: facts about names, as data files with one small loader each."""

from leadline.catalog.catalog import Catalog, unwrapped
from leadline.catalog.names import key

__all__ = ["Catalog", "key", "unwrapped"]
