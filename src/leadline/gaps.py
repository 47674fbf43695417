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
from leadline.prices.book import Book, book
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER
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
    now, before = _book(view), _book_before(view, year)
    for source in ORDER if now else ():
        new = [offer for offer in _listed(now, source).values() if offer.id not in _listed(before, source)]
        own, hosted = [o for o in new if o.first_party], [o for o in new if not o.first_party]
        found += [_of_offers(view.catalog, source, "makers' own offers", own)] if own else []
        found += [_of_offers(view.catalog, source, "hosts' offers", hosted)] if hosted else []
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


def _of_offers(catalog: Catalog, source: str, what: str, offers: Iterable[Offer]) -> Coverage:
    facts = ((offer.id, *_known(catalog, offer.quotes[source].model)) for offer in offers)
    return _counted(source, what, facts)


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


def _listed(prices: Book | None, source: str) -> dict[str, Offer]:
    return {name: offer for name, offer in prices.offers.items() if source in offer.quotes} if prices else {}


def _book(view: View) -> Book | None:
    try:
        return book(view)
    except NotEnoughData:
        return None


def _book_before(view: View, year: int) -> Book | None:
    try:
        return _book(view.earlier(date(year - 1, 12, 31)))
    except NotEnoughData:
        return None
