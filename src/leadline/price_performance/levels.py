"""Levels of the capability index, and which offers are of a model that reaches one.

Prices and scores are joined by the catalogue's names of models, and by nothing else: an offer of a model without a
score has no known level, and a scored model that nobody sells has no price. Both are counted, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property

import numpy as np

from leadline.capability.groups import group
from leadline.capability.index import Index, index
from leadline.capability.setting import DRAWS
from leadline.errors import UnknownName, UserError
from leadline.forecast.intervals import INTERVAL
from leadline.model import Figure
from leadline.prices.offer import Offer
from leadline.store.view import View

LOWEST, HIGHEST = 0, 1000
"""A level outside of these is a slip of the pen: the scale is fixed by models at 130 and 150."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level of the index: a number, or where a model stands."""

    value: float
    name: str
    """As it was asked for."""
    figure: Figure | None = None
    """The model's index; None where a number was asked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Levels:
    """The index of every scored model, by the catalogue's name of it."""

    index: Index
    places: Mapping[str, int]
    """The place in the index of each canonical model: of several spellings that with the highest value."""

    @cached_property
    def ends(self) -> tuple[list[float], list[float]]:
        """The lower and the upper end of each model's interval; the value itself where there are no draws."""
        if not len(self.index.draws):
            return list(map(float, self.index.values)), list(map(float, self.index.values))
        low, high = np.quantile(self.index.draws, INTERVAL, axis=0)
        return list(map(float, low)), list(map(float, high))

    def model(self, model_id: str) -> str | None:
        """The canonical name of a scored model; None where it has no score or no name."""
        known = self.index.view.catalog.canonical(model_id)
        return known.model if known and known.model in self.places else None

    def value(self, model: str) -> float:
        """The index of a canonical model."""
        return float(self.index.values[self.places[model]])

    def figure(self, model: str) -> Figure:
        """The same with its interval."""
        return self.index.of(self.index.models[self.places[model]].name)

    def reaches(self, model: str, level: float) -> tuple[bool, bool, bool]:
        """Whether the upper end, the value, and the lower end of a model's index stand at or above a level."""
        place = self.places[model]
        low, high = self.ends
        return high[place] >= level, self.value(model) >= level, low[place] >= level


@dataclass(frozen=True, kw_only=True)
class Joined:
    """How far prices and scores could be joined."""

    scored: int
    """Models with a score."""
    scored_and_sold: int
    unpriced: tuple[str, ...]
    """Models with a score that nobody looked at sells."""
    unscored: int
    """Models that are sold, known by name or not, and have no score."""


def levels(view: View, *, draws: int = DRAWS) -> Levels:
    """The levels of a view; NotEnoughData where nothing is scored by the day. Without draws no interval is known."""
    scored = index(view, draws=draws)
    places: dict[str, int] = {}
    for place, model in enumerate(scored.models):
        known = view.catalog.model(model.name)
        if known and (known.model not in places or scored.values[place] > scored.values[places[known.model]]):
            places[known.model] = place
    return Levels(index=scored, places=places)


def of_group(found: Levels, name: str) -> Levels:
    """The levels of the models of one group, as leads take it; UnknownName where no table knows the group."""
    models = found.index.models
    which = group(found.index.view.catalog, name, [model.name for model in models])
    return replace(found, places={name: place for name, place in found.places.items() if which.holds(models[place])})


def level(found: Levels, text: str) -> Level:
    """The level that a number or a model's name means; UnknownName where neither is known."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return _of_model(found, text)
    if not value.is_finite() or not LOWEST <= value <= HIGHEST:
        raise UserError(
            f"Expected a level of the index from {LOWEST} to {HIGHEST}, such as 140; found {text.strip()!r}."
        )
    return Level(value=float(value), name=f"{value.normalize():f}")


def _of_model(found: Levels, name: str) -> Level:
    model = found.model(name)
    if model is None:
        hint = f"It has no score known on {found.index.view.as_of}; a number is a level too."
        raise UnknownName("scored model", name, found.places, hint)
    figure = found.figure(model)
    return Level(value=figure.value, name=model, figure=figure)


def joined(found: Levels, offers: Iterable[Offer]) -> Joined:
    """How many models have both a score and a price among some offers, and how many only one of them."""
    sold, unscored = set(), set()
    for offer in offers:
        if offer.priced:
            model = found.model(offer.model)
            known = found.index.view.catalog.canonical(offer.model)
            if model:
                sold.add(model)
            else:
                unscored.add(known.model if known else offer.model)
    return Joined(
        scored=len(found.places),
        scored_and_sold=len(sold),
        unpriced=tuple(sorted(found.places.keys() - sold)),
        unscored=len(unscored),
    )
