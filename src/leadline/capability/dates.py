"""Whose days of release count: the source's own, or a policy's.

Sources date one model differently by months: the day it was announced, the day a preview could be tried, the day it was
on sale, the day its weights were published. A policy takes one kind of day for every model, from the catalogue; a model
without that kind takes the next in the policy's order, and the note counts such models.

| policy | order |
|---|---|
| `source` | what the source of the scores says |
| `announced` | announced, preview, api, weights |
| `preview` | preview, api, weights, announced |
| `api` | api, preview, weights, announced |
| `weights` | weights, api, preview, announced |

A model of which the catalogue has no day keeps the source's. The catalogue has no vintages: what it knows of a model's
days it knows in every view, so that a policy is for looking back, not for a hindcast.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from leadline.capability.ranking import Ranking, ScoredModel
from leadline.catalog import key
from leadline.catalog.dates import Kind
from leadline.errors import UnknownName

ORDERS: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {
        "announced": ("announced", "preview", "api", "weights"),
        "preview": ("preview", "api", "weights", "announced"),
        "api": ("api", "preview", "weights", "announced"),
        "weights": ("weights", "api", "preview", "announced"),
    }
)
POLICIES = ("source", *ORDERS)


@lru_cache(maxsize=64)
def dated(ranking: Ranking, policy: str) -> Ranking:
    """The ranking with the days of release of a policy; itself under `source`."""
    if policy not in POLICIES:
        raise UnknownName("policy of dates", policy, POLICIES, f"Policies: {', '.join(POLICIES)}.")
    if policy == "source":
        return ranking
    days = [days_of(ranking, model) for model in ranking.models]
    released = [_day(model, found, policy) for model, found in zip(ranking.models, days, strict=True)]
    models = tuple(replace(m, released=day) for m, day in zip(ranking.models, released, strict=True))
    other = sum(ORDERS[policy][0] not in found for found in days)
    note = (
        f"by days of kind {policy!r}; {other} of {len(models)} models have none and take the next of "
        f"{', '.join(ORDERS[policy][1:])}, the source's own"
    )
    return replace(ranking, models=models, dates=policy, note="; ".join(filter(None, (ranking.note, note))))


def days_of(ranking: Ranking, model: ScoredModel) -> Mapping[Kind, date]:
    """The days of each kind that the catalogue has of a model."""
    catalog = ranking.view.catalog
    known = catalog.model(model.name)
    return catalog.dates.get(key(known.model if known else model.name), {})


def _day(model: ScoredModel, days: Mapping[Kind, date], policy: str) -> date | None:
    return next((days[kind] for kind in ORDERS[policy] if kind in days), model.released)
