"""Who is to be named where figures are shown: the citation of every source they rest on."""

from collections.abc import Iterable

from leadline.catalog import Catalog
from leadline.catalog.sources import Source
from leadline.model import Figure
from leadline.render.text import Name, Text, text


def sources_of(catalog: Catalog, figures: Iterable[Figure]) -> list[Source]:
    """The sources behind some figures, each once, in the order in which they first occur."""
    keys = (key for figure in figures for key in figure.evidence)
    names = dict.fromkeys(key.partition("@")[0] for key in keys)
    return [catalog.sources[name] for name in names if name in catalog.sources]


def attribution(catalog: Catalog, figures: Iterable[Figure]) -> Text:
    """The note that names the sources of some figures."""
    names = "; ".join(source.citation for source in sources_of(catalog, figures))
    return text("Sources: {names}.", names=Name(name=names))
