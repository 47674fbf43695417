"""Who is to be named where figures are shown: the citation of every source they rest on."""

from collections.abc import Iterable

from leadline.catalog import Catalog
from leadline.catalog.sources import Source
from leadline.model import Figure


def sources_of(catalog: Catalog, figures: Iterable[Figure]) -> list[Source]:
    """The sources behind some figures, each once, in the order in which they first occur."""
    keys = (key for figure in figures for key in figure.evidence)
    names = dict.fromkeys(key.partition("@")[0] for key in keys)
    return [catalog.sources[name] for name in names if name in catalog.sources]
