"""Yardsticks: the index and what others publish, each as a ranking, so that the same question can be put to all.

| name | source | scale | draws |
|---|---|---|---|
| `index` | Epoch's benchmark scores | index points | refits, see `index.py` |
| `arena` | LMArena's text leaderboard | rating | normal, by the published interval of 95 % |
| `horizon` | METR's time horizons at 50 %, as Epoch lists them | log2 of minutes | by the published interval of 95 % |
| `published` | the Epoch Capabilities Index as published | index points | by the published interval of 90 % |

How values, draws and days come about is told in `listed.py`. Any one benchmark that the index rests on is a yardstick
too, by its name: per cent of the points, corrected for chance, without draws.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np

from leadline.capability.benchmarks import SCORE_METHOD
from leadline.capability.index import SOURCES as INDEX_SOURCES
from leadline.capability.index import index, scores_of
from leadline.capability.listed import identity, listed
from leadline.capability.ranking import LOG_MINUTES, Ranking, figure_at
from leadline.capability.setting import STANDARD, Setting
from leadline.errors import NotEnoughData, UnknownName
from leadline.forecast.intervals import Z_90, Z_95
from leadline.model import Figure, Score
from leadline.store.view import View

ARENA_METHOD, HORIZON_METHOD, PUBLISHED_METHOD = "arena_rating/1", "time_horizon/1", "published_index/1"
ARENA, HORIZON = "LMArena text", "METR time horizon at 50 %"
PUBLISHED = "Epoch Capabilities Index"
"""Yardsticks as the readers write them."""


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """One way to put models in order."""

    name: str
    title: str
    sources: tuple[str, ...]
    """The sources that can tell it, in the order of preference."""
    read: Callable[[View, Setting], Ranking]
    """From a view and a setting, of which only the index takes more than draws and seed."""


def yardsticks(view: View, *, setting: Setting = STANDARD) -> tuple[Ranking, ...]:
    """The ranking by each yardstick that the view can tell; `missing` says which it cannot."""
    return tuple(found for one in YARDSTICKS.values() if not isinstance(found := _tried(view, one, setting), str))


def yardstick(view: View, name: str, *, setting: Setting = STANDARD) -> Ranking:
    """The ranking by one yardstick: `index`, `arena`, `horizon` or `published`.

    Raises NotEnoughData, with how to get what is missing, where the view cannot tell it.
    """
    if name not in YARDSTICKS:
        raise UnknownName("yardstick", name, YARDSTICKS, f"Yardsticks: {', '.join(YARDSTICKS)}.")
    found = _tried(view, YARDSTICKS[name], setting)
    if isinstance(found, str):
        raise NotEnoughData(found)
    return found


@lru_cache(maxsize=32)
def by_benchmark(view: View, name: str) -> Ranking:
    """The ranking by one benchmark of those that the index rests on.

    Raises UnknownName where no score of it was known on the day.
    """
    every = scores_of(view)
    scores = [replace(score, value=100 * score.value) for score in every if score.yardstick == name]
    if not scores:
        raise UnknownName("benchmark", name, {score.yardstick for score in every}, f"As known on {view.as_of}.")
    found = listed(view, every[0].source, scores, 0, 0, z=Z_90)
    return replace(found, name=name, method=SCORE_METHOD, unit="%")


def missing(view: View) -> dict[str, str]:
    """The yardsticks that the view cannot tell, each with what it lacks and how to get it."""
    found = {name: _tried(view, one, Setting(draws=0)) for name, one in YARDSTICKS.items()}
    return {name: reason for name, reason in found.items() if isinstance(reason, str)}


def value_of(ranking: Ranking, name: str, on: date | None = None) -> Figure:
    """What one model has on a yardstick, as a figure; a time horizon in minutes.

    Raises UnknownName where the ranking has no such model.
    """
    return figure_at(ranking, place_of(ranking, name), on or ranking.view.as_of)


def place_of(ranking: Ranking, name: str) -> int:
    """The place of a model in a ranking, by the source's name for it or any other that the catalogue knows."""
    names = [model.name for model in ranking.models]
    if name in names:
        return names.index(name)
    catalog = ranking.view.catalog
    wanted = identity(catalog, name)
    for place, other in enumerate(names):
        if identity(catalog, other) == wanted:
            return place
    raise UnknownName("model", name, names, f"It has no value on the yardstick '{ranking.name}'.")


def _tried(view: View, one: Yardstick, setting: Setting) -> Ranking | str:
    """The ranking, or why there is none."""
    try:
        return one.read(view, setting)
    except NotEnoughData as reason:
        unshipped = [name for name in one.sources if not view.catalog.source(name).bundled]
        hint = (
            f" {' and '.join(unshipped)} may not be shipped with the package. Put the publisher's files into a folder "
            "with a MANIFEST.csv as docs/methods/yardsticks.md shows, then run 'leadline ingest --from FOLDER'."
        )
        return f"{reason}{hint if unshipped else ''}"


@lru_cache(maxsize=32)
def _arena(view: View, setting: Setting) -> Ranking:
    source = _first(view, YARDSTICKS["arena"])
    scores = view.rows(Score, "source = $source AND yardstick = $arena", source=source, arena=ARENA)
    # In the ratings by day a model that is no longer listed keeps its last rating, of another day's scale.
    newest = max((score.known for score in scores if score.known), default=None)
    scores = [score for score in scores if score.known == newest]
    found = listed(view, source, scores, setting.draws, setting.seed, z=Z_95)
    vintage = newest.date() if newest else view.vintage(source)
    return replace(found, name="text arena rating", method=ARENA_METHOD, unit="rating", vintage=vintage)


@lru_cache(maxsize=32)
def _horizons(view: View, setting: Setting) -> Ranking:
    source = _first(view, YARDSTICKS["horizon"])
    scores = view.rows(Score, "source = $source AND yardstick = $horizon", source=source, horizon=HORIZON)
    found = listed(view, source, [_in_logs(score) for score in scores], setting.draws, setting.seed, z=Z_95)
    return replace(found, name="METR time horizon", method=HORIZON_METHOD, unit=LOG_MINUTES)


@lru_cache(maxsize=32)
def _published(view: View, setting: Setting) -> Ranking:
    """By the newest snapshot that holds the published index; newer ones of the same source may lack it."""
    days = [(day, source) for source in YARDSTICKS["published"].sources for day in view.history(source)]
    for day, source in sorted(days, reverse=True):
        then = view.earlier(day)
        if scores := _published_scores(then, source):
            found = listed(then, source, scores, setting.draws, setting.seed, z=Z_90)
            note = f"as published on {found.vintage}" if found.vintage != view.vintage(source) else ""
            return replace(
                found,
                view=view,
                name="published index",
                method=PUBLISHED_METHOD,
                unit="index points",
                note="; ".join(part for part in (note, found.note) if part),
            )
    raise NotEnoughData(f"No published scores of the {PUBLISHED} were known on {view.as_of}.")


def _published_scores(view: View, source: str) -> list[Score]:
    if source not in view.sources("score"):
        return []
    return view.rows(Score, "source = $source AND yardstick = $published", source=source, published=PUBLISHED)


def _in_logs(score: Score) -> Score:
    low, high = (None if end is None else float(np.log2(end)) for end in (score.low, score.high))
    return replace(score, value=float(np.log2(score.value)), low=low, high=high)


def _first(view: View, one: Yardstick) -> str:
    held = view.sources("score")
    found = next((source for source in one.sources if source in held), None)
    if found is None:
        raise NotEnoughData(f"No {one.title} was known on {view.as_of}: the store holds none of {list(one.sources)}.")
    return found


YARDSTICKS: Mapping[str, Yardstick] = {
    one.name: one
    for one in (
        Yardstick(
            name="index",
            title="benchmark scores",
            sources=INDEX_SOURCES,
            read=index,
        ),
        Yardstick(name="arena", title="text rating", sources=("lmarena_leaderboard", "lmarena_history"), read=_arena),
        Yardstick(name="horizon", title="time horizon", sources=("epoch_benchmark_zip",), read=_horizons),
        Yardstick(
            name="published",
            title="published index",
            sources=("epoch_eci", "epoch_benchmark_zip"),
            read=_published,
        ),
    )
}
