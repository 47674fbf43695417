"""All that is known of a model: what it scores and what was expected, where it ranks, what it costs, when it came.

Prices are those of a million tokens, three of input to one of output, on each offer that the price lists know. A model
is matched with offers by the catalogue's names; the makers' own offers come first.

*Disputed* is what sources tell differently: the day of release, the country, the access of the weights, a price. A day
counts as disputed where two sources that tell the release of the same model differ; announcement and weights are other
days, and are listed beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.capability.benchmarks import Weighed, results, weighed
from leadline.capability.groups import Group
from leadline.capability.index import index
from leadline.capability.listed import identity
from leadline.capability.ranking import Ranking, ScoredModel
from leadline.capability.ranks import Ranked, ranked
from leadline.capability.setting import MODEL_DRAWS, Setting
from leadline.capability.yardsticks import place_of, value_of, yardsticks
from leadline.catalog import Catalog, key
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Figure, Model
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.offer import Offer
from leadline.prices.workload import mixed
from leadline.store.view import View

WORKLOAD = mixed(1_000_000, "3:1")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A model in a list: its value, its rank, and the cheapest price of its maker."""

    ranked: Ranked
    price: Figure | None
    """Of a million tokens, three of input to one of output; None where no price of the maker is known."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one source says of a model."""

    source: str
    """With its vintage, or the catalogue's own note."""
    name: str
    """As the source writes it."""
    what: str
    """released, announced, preview, api, weights, country, access, organisation."""
    said: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is known of one model on a day."""

    model: ScoredModel
    values: tuple[Figure, ...]
    """On each yardstick that has it, the index first."""
    rank: Figure | None
    """By the index, among all models released by the day."""
    results: tuple[Weighed, ...]
    """Its benchmark scores; those that lie furthest above what was expected first."""
    prices: tuple[Figure, ...]
    """On the cheapest offer of each host; the maker's own first."""
    statements: tuple[Statement, ...]
    disputed: tuple[str, ...]
    """What sources tell differently, in words."""


def lines(view: View, ranking: Ranking, on: date, group: Group | None = None) -> list[Line]:
    """The models of a ranking released by a day, best first, each with the cheapest price of its maker."""
    cheapest = _cheapest(_book(view, on))
    return [
        Line(ranked=one, price=cheapest.get(identity(view.catalog, one.model.name)))
        for one in ranked(ranking, on, group)
    ]


def profile(view: View, name: str, on: date | None = None) -> Profile:
    """What is known of a model, by any of its names.

    Raises UnknownName, with the nearest names, where no ranking of the view has it; NotEnoughData where it was released
    after the day, or nothing was known of any.
    """
    view.require("score")
    day = on or view.as_of
    held = yardsticks(view, setting=Setting(draws=MODEL_DRAWS))
    found = [(ranking, place) for ranking in held if (place := _place(ranking, name)) is not None]
    if not found:
        raise UnknownName("model", name, sorted({model.name for ranking in held for model in ranking.models}))
    ranking, place = found[0]
    model = ranking.models[place]
    if model.released and model.released > day:
        raise NotEnoughData(f"{model.name} was released on {model.released}, after {day}. Ask for a later day.")
    prices = _offers(_book(view, day), identity(view.catalog, model.name))
    statements = tuple(_statements(view, identity(view.catalog, model.name)))
    return Profile(
        model=model,
        values=tuple(value_of(each, each.models[at].name, day) for each, at in found),
        rank=next((one.rank for one in ranked(ranking, day) if one.model is model), None),
        results=_results(view, model.name),
        prices=tuple(prices),
        statements=statements,
        disputed=tuple(_disputed(statements, prices)),
    )


def _place(ranking: Ranking, name: str) -> int | None:
    try:
        return place_of(ranking, name)
    except UnknownName:
        return None


def _results(view: View, name: str) -> tuple[Weighed, ...]:
    try:
        scored = index(view, draws=MODEL_DRAWS)
    except NotEnoughData:
        return ()
    own = [weighed(scored, result) for result in results(scored) if result.model.name == name]
    return tuple(sorted(own, key=lambda one: -one.residual.value))


def _book(view: View, on: date) -> Book | None:
    try:
        return book(view, on)
    except NotEnoughData:
        return None


def _cheapest(prices: Book | None) -> Mapping[str, Figure]:
    """The cheapest of the makers' own offers in dollars, by the identity of the model."""
    found: dict[str, Figure] = {}
    for offer, name, price in _priced(prices) if prices else ():
        if offer.first_party and price.unit == "USD" and (name not in found or price.value < found[name].value):
            found[name] = price
    return found


def _offers(prices: Book | None, name: str) -> list[Figure]:
    """The cheapest offer of each host: regions and spellings of one host are one."""
    own = [(offer, price) for offer, of, price in _priced(prices) if of == name] if prices else []
    found: dict[str, Figure] = {}
    for offer, price in sorted(own, key=lambda pair: (not pair[0].first_party, pair[1].value, pair[0].id)):
        found.setdefault(offer.host, price)
    return list(found.values())


def _priced(prices: Book) -> Iterator[tuple[Offer, str, Figure]]:
    """Every offer that has a price for both meters, with the identity of its model."""
    for offer in prices.offers.values():
        try:
            yield offer, identity(prices.view.catalog, offer.model), cost(prices, offer, WORKLOAD)
        except NotEnoughData:
            continue


def _statements(view: View, name: str) -> Iterator[Statement]:
    """What each source says, each thing once a source; then the days of the catalogue."""
    seen: set[tuple[str, str, str]] = set()
    for row in view.rows(Model):
        if identity(view.catalog, row.model) == name:
            source = f"{row.source}@{view.vintage(row.source)}"
            for what, said in _facts(view.catalog, row):
                if (source, what, said) not in seen:
                    seen.add((source, what, said))
                    yield Statement(source=source, name=row.model, what=what, said=said)
    for what, day in view.catalog.dates.get(key(name), {}).items():
        yield Statement(source=view.catalog.key, name=name, what=what, said=str(day))


def _facts(catalog: Catalog, row: Model) -> Iterator[tuple[str, str]]:
    """What a row says, with countries and organisations by the names that readers know, so that spellings agree."""
    for what in ("released", "announced", "weights"):
        if day := getattr(row, what):
            yield what, str(day)
    if row.organisation:
        known = catalog.has_organisation(row.organisation)
        yield "organisation", catalog.organisation(row.organisation).name if known else row.organisation
    if row.country:
        yield "country", _country(catalog, row.country)
    if row.access and row.access != "unknown":
        yield "access", row.access


def _country(catalog: Catalog, text: str) -> str:
    try:
        return catalog.country(text).name
    except UnknownName:
        return text


def _disputed(statements: Sequence[Statement], prices: Sequence[Figure]) -> Iterator[str]:
    for what in ("released", "country", "access", "organisation"):
        by_source: dict[str, set[str]] = {}
        for statement in statements:
            if statement.what == what:
                by_source.setdefault(statement.source, set()).add(statement.said)
        if len({frozenset(said) for said in by_source.values()}) > 1:
            told = "; ".join(f"{source}: {', '.join(sorted(said))}" for source, said in sorted(by_source.items()))
            yield f"{what} ({told})"
    for price in prices:
        if "disputed" in price.note:
            yield f"price on {price.args['offer']}"
