"""Why two vintages tell one lead differently: what was revised, and what only one of them has.

With f(scores, days) the lead of one day by an index fitted to scores, its models dated by days, and A and B two
vintages, f(B) - f(A) is the sum of four parts:

    models    [f(A|M) - f(A)] + [f(B) - f(B|M)]          models that only one has
    coverage  [f(A|C) - f(A|M)] + [f(B|M) - f(B|C)]      scores of shared models that only one has, new benchmarks too
    scores    the mean of f(S_B, d) - f(S_A, d) over d = days of A, days of B       shared scores that changed
    dates     the mean of f(S, d_B) - f(S, d_A) over S = shared scores of A, of B   shared models dated anew

where A|M keeps the scores of models that both have, A|C the scores of one model on one benchmark that both have, and
S_A, S_B are those shared scores. Models and coverage are *composition*, scores and dates *revision*. Every term is a
fit of its own. What only one vintage has is peeled off before, and laid on after, what both have is compared, so that
the parts change their signs with the direction; of scores and dates both orders are taken, and their mean is kept.

A model is the same in both under any name that the catalogue knows for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from leadline.capability import item_response
from leadline.capability.definitions import definition as definition_of
from leadline.capability.index import Index, matrix_of, scores_of
from leadline.capability.ranking import Ranking, ScoredModel
from leadline.capability.sides import pair
from leadline.capability.spread import grade, lead_args, measured
from leadline.capability.vintages import Vintage, central_draws
from leadline.model import Figure, Score
from leadline.store.view import View

METHOD = "lead_change/1"
PARTS = ("models", "coverage", "scores", "dates")
VARIANTS = ("whole", "models", "scores", "redated")
"""What each vintage is fitted to: all its scores, those of shared models, shared ones; and these under other days."""
Key = tuple[str, str]
"""A score's model, under the catalogue's name, and its benchmark."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """The lead of one day by two vintages, and what makes the difference."""

    before: Vintage
    after: Vintage
    total: Figure
    parts: Mapping[str, Figure]
    """By the names of `PARTS`; they add up to the total."""


@dataclass(frozen=True, kw_only=True)
class Redated:
    """A model that a later vintage dates differently."""

    model: ScoredModel
    """As the later vintage has it."""
    before: date
    after: date

    @property
    def days(self) -> int:
        """By how many days its release was moved, later being positive."""
        return (self.after - self.before).days


def change(
    before: Vintage, after: Vintage, leader: str, follower: str, on: date, *, definition: str = "step"
) -> Change:
    """What two vintages say differently of the lead on a day, in four parts.

    Raises NotEnoughData where one of them, or what they share, does not tell that lead.
    """
    which = definition_of(definition)

    def lead(ranking: Ranking) -> float:
        return measured(pair(ranking, leader, follower), on, which).central.months

    draws = central_draws(which)
    old, new = _variants(before, after, draws), _variants(after, before, draws)
    parts = _parts({name: (lead(old[name]), lead(new[name])) for name in VARIANTS})
    groups = pair(new["whole"], leader, follower)
    evidence = (*before.view.evidence(before.source), *after.view.evidence(after.source))

    def figure(part: str, months: float) -> Figure:
        return Figure(
            metric="lead_change",
            args={**lead_args(groups, which), "before": before.key, "after": after.key, "part": part},
            value=months,
            unit="months",
            as_of=max(before.day, after.day),
            on=on,
            method=METHOD,
            grade=grade(groups),
            evidence=tuple(dict.fromkeys(evidence)),
        )

    return Change(
        before=before,
        after=after,
        total=figure("all", sum(parts.values())),
        parts=MappingProxyType({part: figure(part, months) for part, months in parts.items()}),
    )


def changes(
    found: Sequence[Vintage], leader: str, follower: str, on: date, *, definition: str = "step"
) -> list[Change]:
    """The change from each of some vintages to the next one of the same source."""
    lines = [[one for one in found if one.source == source] for source in dict.fromkeys(one.source for one in found)]
    return [
        change(before, after, leader, follower, on, definition=definition)
        for line in lines
        for before, after in pairwise(line)
    ]


def redated(before: Vintage, after: Vintage) -> tuple[list[Redated], int]:
    """The shared models that a later vintage dates differently, the most moved first; and how many are shared."""
    old, new = (_by_name(one.index(0)) for one in (before, after))
    shared = [(old[name], new[name]) for name in new if name in old]
    moved = [
        Redated(model=later, before=earlier.released, after=later.released)
        for earlier, later in shared
        if earlier.released and later.released and earlier.released != later.released
    ]
    return sorted(moved, key=lambda one: (-abs(one.days), one.model.name)), len(shared)


def _parts(leads: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The four parts from the lead of each variant, by the earlier vintage and by the later one."""
    (old, new), (old_models, new_models) = leads["whole"], leads["models"]
    (old_scores, new_scores), (old_redated, new_redated) = leads["scores"], leads["redated"]
    return {
        "models": (old_models - old) + (new - new_models),
        "coverage": (old_scores - old_models) + (new_models - new_scores),
        "scores": ((new_redated - old_scores) + (new_scores - old_redated)) / 2,
        "dates": ((old_redated - old_scores) + (new_scores - new_redated)) / 2,
    }


def _variants(one: Vintage, other: Vintage, draws: int) -> dict[str, Ranking]:
    """The index of one vintage: whole, of the models and then of the scores it shares, and these under other days."""
    whole = one.index(draws)
    names, others = _by_name(whole), _by_name(other.index(draws))
    theirs = {_key(other, score) for score in scores_of(other.view, other.source)}
    scores = scores_of(one.view, one.source)
    models = [score for score in scores if canonical(one.view, score.model) in others]
    shared = _refitted(whole, [score for score in models if _key(one, score) in theirs])
    days = {model.name: others[name].released for name, model in names.items() if name in others}
    redated = tuple(replace(model, released=days[model.name]) for model in shared.models)
    return {
        "whole": whole,
        "models": _refitted(whole, models),
        "scores": shared,
        "redated": replace(shared, models=redated),
    }


def _refitted(whole: Index, scores: Sequence[Score]) -> Ranking:
    """The index of a vintage from some of its scores; the draws are those of the whole, which only ties look at."""
    matrix, setting = matrix_of(scores), whole.setting
    fit = item_response.fit(matrix, anchor=setting.anchor, ridge=setting.ridge, clip=setting.clip)
    place = {model.name: place for place, model in enumerate(whole.models)}
    kept = [place[name] for name in matrix.models]
    values = item_response.scale(fit.ability, matrix.models, dict(setting.scale))
    return replace(whole, models=tuple(whole.models[at] for at in kept), values=values, draws=whole.draws[:, kept])


def _by_name(ranking: Ranking) -> dict[str, ScoredModel]:
    return {canonical(ranking.view, model.name): model for model in ranking.models}


def _key(vintage: Vintage, score: Score) -> Key:
    return canonical(vintage.view, score.model), score.yardstick


def canonical(view: View, name: str) -> str:
    """The catalogue's name for a model; its own where the catalogue has none."""
    known = view.catalog.model(name)
    return known.model if known else name
