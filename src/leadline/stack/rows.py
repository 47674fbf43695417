"""The observations of a source in a view, read once: several measures ask for the same ones."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from leadline.model import Observation
from leadline.store.view import View


@lru_cache(maxsize=64)
def observations(view: View, source: str) -> Mapping[str, tuple[Observation, ...]]:
    """What a source says in a view, by indicator; empty where it was not known on the day."""
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    if source in view.sources("observation"):
        for row in view.rows(Observation, "source = $source", source=source):
            found[row.indicator].append(row)
    return {indicator: tuple(rows) for indicator, rows in found.items()}


def of(view: View, source: str, indicator: str) -> tuple[Observation, ...]:
    """The observations of one indicator; none where the source does not tell it."""
    return observations(view, source).get(indicator, ())
