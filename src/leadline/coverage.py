"""How much of what the sources name the catalogue knows: a country, and a canonical name.

Looked at are the models of one year: of scores, those released in it; of prices, the offers in the view's list that the
last list before the year did not have. Offers of a maker's own are told apart from those of hosts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadline.capability.index import SOURCES as SCORE_SOURCES
from leadline.catalog import Catalog
from leadline.errors import NotEnoughData
from leadline.model import Model
from leadline.prices.book import SOURCES as PRICE_SOURCES
from leadline.prices.book import Offer, book
from leadline.store.view import View


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A model of a source for which the catalogue lacks something."""

    source: str
    model: str
    lacks: tuple[str, ...]
    """country, name."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many models of a source in one year the catalogue knows."""

    source: str
    what: str
    """scored models, makers' own offers, or hosts' offers."""
    models: int
    with_country: int
    with_name: int
    gaps: tuple[Gap, ...]


def coverage(view: View, year: int) -> list[Coverage]:
    """Coverage of each source in the view."""
    held = view.sources("model")
    found = [_of_scores(view, source, year) for source in SCORE_SOURCES if source in held]
    if set(PRICE_SOURCES) & set(view.sources("rate")):
        offers = _new_offers(view, year)
        found.append(_of_offers(view.catalog, "makers' own offers", [offer for offer in offers if offer.first_party]))
        found.append(_of_offers(view.catalog, "hosts' offers", [offer for offer in offers if not offer.first_party]))
    return found


def _of_scores(view: View, source: str, year: int) -> Coverage:
    models = view.rows(
        Model,
        "source = $source AND released BETWEEN $first AND $last",
        source=source,
        first=date(year, 1, 1),
        last=date(year, 12, 31),
    )
    return _counted(source, "scored models", ((model.model, *_known(view.catalog, model.model)) for model in models))


def _of_offers(catalog: Catalog, what: str, offers: Iterable[Offer]) -> Coverage:
    return _counted(PRICE_SOURCES[0], what, ((offer.id, *_known(catalog, offer.model)) for offer in offers))


def _known(catalog: Catalog, model: str) -> tuple[bool, bool]:
    """Whether the catalogue knows the country of its maker, and the model itself."""
    maker = catalog.maker(model)
    return bool(maker and maker.country), catalog.canonical(model) is not None


def _counted(source: str, what: str, facts: Iterable[tuple[str, bool, bool]]) -> Coverage:
    listed = sorted(facts)
    gaps = [
        Gap(
            source=source,
            model=model,
            lacks=tuple(n for n, known in (("country", country), ("name", name)) if not known),
        )
        for model, country, name in listed
        if not (country and name)
    ]
    return Coverage(
        source=source,
        what=what,
        models=len(listed),
        with_country=sum(country for _, country, _ in listed),
        with_name=sum(name for _, _, name in listed),
        gaps=tuple(gaps),
    )


def _new_offers(view: View, year: int) -> list[Offer]:
    try:
        before = set(book(view.earlier(date(year - 1, 12, 31))).offers)
    except NotEnoughData:
        before = set()
    return [offer for name, offer in book(view).offers.items() if name not in before]
