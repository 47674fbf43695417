"""Models: how many notable ones each country makes, how open they are, and what is known of their training.

    share = 100 * models of the year to the day that have the property / models of that year of which it is known

Decisions:

- A model is of every country in which one of its makers sits. Where one is counted once only, a model with a maker in
  the United States counts for it, else one with a maker in China for China, else for the rest: that is how the counts
  that are usually quoted come about, and it favours the first. The other way, each country that took part, stands
  beside it; its parts add up to more than the world.
- The year to the day is that before the day, or before the source's newest vintage where that is earlier. The publisher
  finds models late: the last months are always too few, and a past year grows with each vintage (`revisions.py`).
- A largest training run is that of the models whose compute is estimated; most makers of leading models have told
  nothing since 2025, so that it is a floor and no longer a sign of who leads.
- A model whose country no table knows is in no region.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Literal

from leadline.errors import NotEnoughData
from leadline.model import Figure, Model, Observation, weakest
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.told import by_publisher, made, region_of
from leadline.store.view import View

NOTABLE_METHOD = "notable_models/1"
YEARLY_METHOD = "notable_models_of_year/1"
OPEN_METHOD = "open_model_share/1"
TOLD_METHOD = "training_told_share/1"
LARGEST_METHOD = "largest_training_compute/1"
RATIO_METHOD = "training_compute_ratio/1"
ABOVE_METHOD = "models_above_compute/1"
LARGE_METHOD = "large_models/1"
COST_METHOD = "largest_training_cost/1"
POWER_METHOD = "largest_training_power/1"
NOTABLE, LARGE, EVERY = "epoch_notable_models", "epoch_large_scale_models", "epoch_ai_models"
YEAR = timedelta(days=365)
ABOVE, BIG = 1e25, 1e23
"""Training compute, in operations, of a model that many rules speak of, and of one that is called large."""
Rule = Literal["once", "each"]
FIRST, EACH = "each model once, the United States first", "for each country that took part"
ALL: tuple[Region, ...] = ("US", "CN", "ROW", "world")
PARTS: tuple[Region, ...] = ("US", "CN", "ROW")


def regions(view: View, model: Model) -> tuple[Region, ...]:
    """The regions of a model's makers, the United States first; none where no table knows any."""
    parts = [part.strip() for part in (model.country or "").split(",") if part.strip()]
    found = {region_of(view, part) for part in parts}
    return tuple(region for region in PARTS if region in found)


def notable_models(view: View, region: Region, on: date, *, rule: Rule = "once") -> Figure:
    """Notable models published in the year to the day."""
    end = _end(view, NOTABLE, on)
    known = [model for model in _published(view, NOTABLE, end - YEAR, end) if _counts(view, model, region, rule)]
    meaning = FIRST if rule == "once" else EACH
    return _count(view, NOTABLE_METHOD, region, len(known), end, NOTABLE, meaning)


def notable_models_of_year(view: View, region: Region, year: int, *, rule: Rule = "once") -> Figure:
    """Notable models published in a calendar year, as known on the day of the view."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if _end(view, NOTABLE, last) < last:
        raise NotEnoughData(f"The year {year} was not over in the newest list of models known on {view.as_of}.")
    known = [m for m in _published(view, NOTABLE, first - timedelta(days=1), last) if _counts(view, m, region, rule)]
    meaning = f"Epoch AI, {FIRST}" if rule == "once" else f"Epoch AI, {EACH}"
    return _count(view, YEARLY_METHOD, region, len(known), last, NOTABLE, meaning)


def open_model_share(view: View, region: Region, on: date) -> Figure:
    """Share of the year's notable models that have open weights, of those of which the access is known, in per cent."""
    return _share(view, OPEN_METHOD, region, on, lambda m: None if m.access is None else m.access == "open")


def training_told_share(view: View, region: Region, on: date) -> Figure:
    """Share of the year's notable models whose training compute the publisher could estimate, in per cent."""
    return _share(view, TOLD_METHOD, region, on, lambda model: model.training_flop is not None)


def largest_training_compute(view: View, region: Region, on: date, *, source: str = EVERY) -> Figure:
    """The most training compute of any model published by the day, in operations; a floor."""
    if source == EVERY:
        return _largest(view, LARGEST_METHOD, region, on, "training_compute", "FLOP", meaning="all models")
    known = [m for m in _published(view, source, date.min, on) if m.training_flop and _takes_part(view, m, region)]
    if not known:
        raise NotEnoughData(f"No training compute of a model of {region} by {on} was known on {view.as_of}.")
    most = max(known, key=lambda model: model.training_flop or 0)
    assert most.training_flop is not None
    assert most.announced is not None
    return made(
        view, LARGEST_METHOD, region, most.training_flop, "FLOP", most.announced,
        sources=(source,), grade="estimate", meaning="notable models", note=most.model, bound="at least",
    )  # fmt: skip


def training_compute_ratio(view: View, region: Region, on: date) -> Figure:
    """The largest training run of the United States over the largest of China, both floors."""
    american, chinese = (largest_training_compute(view, part, on) for part in ("US", "CN"))
    return made(
        view, RATIO_METHOD, region, american.value / chinese.value, "times", max(american.on, chinese.on),
        sources=(EVERY,), grade=weakest(american.grade, chinese.grade), note=f"{american.note} over {chinese.note}",
    )  # fmt: skip


def models_above_compute(view: View, region: Region, on: date, *, estimated: bool = True) -> Figure:
    """Models published by the day above ten to the twenty-fifth operations: estimated so, or taken to be so."""
    rows = of(view, EVERY, "training_compute" if estimated else "over_1e25_flop")
    above = [row for row in rows if not estimated or row.value > ABOVE]
    held = _in(view, above, region, on)
    if not held and region == "world":
        raise NotEnoughData(f"No model above {ABOVE:g} operations was known on {view.as_of}.")
    meaning = "compute estimated above it" if estimated else "taken by Epoch AI to be above it"
    return made(
        view, ABOVE_METHOD, region, len(held), "models", _end(view, EVERY, on),
        rows=held, sources=(EVERY,), grade="estimate", meaning=meaning, bound="at least",
    )  # fmt: skip


def large_models(view: View, region: Region, on: date, *, source: str = EVERY) -> Figure:
    """Models above ten to the twenty-third operations that were published in the year to the day."""
    end = _end(view, source, on)
    made_then = [model for model in _published(view, source, end - YEAR, end) if (model.training_flop or 0) > BIG]
    held = [model for model in made_then if _takes_part(view, model, region)]
    meaning = "all models" if source == EVERY else "table of large models"
    return _count(view, LARGE_METHOD, region, len(held), end, source, meaning)


def largest_training_cost(view: View, region: Region, on: date) -> Figure:
    """The most that the training of any model published by the day cost, in millions of US dollars of 2023; a floor."""
    return _largest(view, COST_METHOD, region, on, "training_cost", "USD m", times=1e-6)


def largest_training_power(view: View, region: Region, on: date) -> Figure:
    """The most power that the training of any model published by the day drew, in megawatts; a floor."""
    return _largest(view, POWER_METHOD, region, on, "training_power", "MW", times=1e-6)


@lru_cache(maxsize=16)
def listed(view: View, source: str) -> tuple[Model, ...]:
    """The models that a source lists in a view; none where it was not known on the day."""
    if source not in view.sources("model"):
        return ()
    return tuple(view.rows(Model, "source = $source", source=source))


@lru_cache(maxsize=16)
def _countries(view: View) -> dict[str, tuple[Region, ...]]:
    return {model.model: regions(view, model) for model in listed(view, EVERY)}


def _published(view: View, source: str, after: date, until: date) -> list[Model]:
    """The models published after one day and by another."""
    return [model for model in listed(view, source) if model.announced and after < model.announced <= until]


def _end(view: View, source: str, on: date) -> date:
    """The day, or that of the source's newest vintage where it is earlier."""
    if not listed(view, source):
        raise NotEnoughData(f"No list of models of {source} was known on {view.as_of}.")
    return min(on, view.vintage(source))


def _counts(view: View, model: Model, region: Region, rule: Rule) -> bool:
    held = regions(view, model)
    return region in (held[:1] if rule == "once" else held) or (region == "world" and bool(held))


def _takes_part(view: View, model: Model, region: Region) -> bool:
    return _counts(view, model, region, "each")


def _count(view: View, method: str, region: Region, count: int, end: date, source: str, meaning: str) -> Figure:
    note = "models are found late: the newest months are too few"
    return made(
        view, method, region, count, "models", end, sources=(source,), grade="estimate", meaning=meaning, note=note
    )


def _share(view: View, method: str, region: Region, on: date, has: Callable[[Model], bool | None]) -> Figure:
    end = _end(view, NOTABLE, on)
    held = [model for model in _published(view, NOTABLE, end - YEAR, end) if _takes_part(view, model, region)]
    known = [answer for model in held if (answer := has(model)) is not None]
    if not known:
        raise NotEnoughData(f"Of no notable model of {region} in the year to {end} is it known, as of {view.as_of}.")
    share = 100 * sum(known) / len(known)
    note = f"{len(known)} of {len(held)} notable models of the year are known in this"
    return made(view, method, region, share, "%", end, sources=(NOTABLE,), grade="estimate", note=note)


def _in(view: View, rows: Iterable[Observation], region: Region, on: date) -> list[Observation]:
    """The rows of models of a region that were published by a day."""
    places = _countries(view)
    held = [row for row in rows if row.period_start and row.period_start <= on]
    return [row for row in held if region in (found := places.get(row.entity, ())) or (region == "world" and found)]


def _largest(
    view: View, method: str, region: Region, on: date, indicator: str, unit: str, *, times: float = 1, meaning: str = ""
) -> Figure:
    held: Sequence[Observation] = _in(view, of(view, EVERY, indicator), region, on)
    if not held:
        raise NotEnoughData(f"No {indicator} of a model of {region} by {on} was known on {view.as_of}.")
    most = max(held, key=lambda row: row.value)
    assert most.period_start is not None
    ends = None if most.low is None or most.high is None else (most.low * times, most.high * times)
    return made(
        view, method, region, most.value * times, unit, most.period_start,
        rows=(most,), meaning=meaning, ends=ends, note=most.entity, bound="at least",
    )  # fmt: skip


def _of_year(view: View, region: Region, on: date, rule: Rule) -> Figure:
    return notable_models_of_year(view, region, min(on, view.as_of).year - 1, rule=rule)


MEASURES: tuple[Measure, ...] = (
    Measure(metric="notable_models", meaning=FIRST, regions=ALL, figure=notable_models, headline=True),
    Measure(metric="notable_models", meaning=EACH, regions=ALL, figure=partial(notable_models, rule="each")),
    Measure(
        metric="notable_models_of_year",
        meaning=f"Epoch AI, {FIRST}",
        regions=ALL,
        figure=partial(_of_year, rule="once"),
    ),
    Measure(
        metric="notable_models_of_year", meaning=f"Epoch AI, {EACH}", regions=ALL, figure=partial(_of_year, rule="each")
    ),
    by_publisher(
        YEARLY_METHOD, "notable_models_count", "Stanford AI Index", by="Stanford", unit="models", regions=("US", "CN")
    ),
    Measure(metric="open_model_share", regions=ALL, figure=open_model_share, headline=True),
    Measure(metric="training_told_share", regions=ALL, figure=training_told_share),
    Measure(
        metric="largest_training_compute",
        meaning="all models",
        regions=PARTS,
        figure=largest_training_compute,
    ),
    Measure(
        metric="largest_training_compute",
        meaning="notable models",
        regions=PARTS,
        figure=partial(largest_training_compute, source=NOTABLE),
        headline=True,
    ),
    Measure(metric="training_compute_ratio", regions=("US",), figure=training_compute_ratio),
    Measure(
        metric="models_above_compute", meaning="compute estimated above it", regions=ALL, figure=models_above_compute
    ),
    Measure(
        metric="models_above_compute",
        meaning="taken by Epoch AI to be above it",
        regions=ALL,
        figure=partial(models_above_compute, estimated=False),
    ),
    Measure(metric="large_models", meaning="all models", regions=ALL, figure=large_models),
    Measure(
        metric="large_models", meaning="table of large models", regions=ALL, figure=partial(large_models, source=LARGE)
    ),
    Measure(metric="largest_training_cost", regions=PARTS, figure=largest_training_cost),
    Measure(metric="largest_training_power", regions=PARTS, figure=largest_training_power),
)
