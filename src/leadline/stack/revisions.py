"""Revisions: what a later vintage of the list of notable models changed in an earlier one.

    revised           training compute in both, the newer over the older further from 1 than the threshold
    newly estimated   training compute in the newer only
    no longer estimated   training compute in the older only
    country changed   other countries, as the catalogue reads them
    added, removed    a name in one of the two only
    renamed           two names that the catalogue knows for one model

Decisions:

- Models are matched by name. The list has no ids that stay: without the catalogue's table of renamed models each of
  them would be removed and added. `names="as written"` leaves the table out, to meet counts made without one.
- A model that is added or removed is no revision of a value. One whose heading or spelling of a country changed was not
  revised: countries are compared by their codes.
- The threshold is a share: by default one per cent, so that the publisher's last digit is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

from leadline.errors import NotEnoughData, UserError
from leadline.model import Arg, Figure, Model
from leadline.stack.models import NOTABLE, listed
from leadline.stack.told import region_of
from leadline.store.view import View

COUNT_METHOD = "revised_models/1"
COMPUTE_METHOD = "compute_revision/1"
THRESHOLD = 0.01
NO_COUNTRY = "Multinational"
"""What the older vintages write beside the countries of a joint model: it names none."""
Change = Literal["revised", "newly estimated", "no longer estimated", "country changed", "renamed", "added", "removed"]
CHANGES: tuple[Change, ...] = get_args(Change)
Names = Literal["matched", "as written"]


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What became of one model from one vintage to another."""

    model: str
    """Its name in the newer vintage, or in the older one where it was removed."""
    change: Change
    older: Model | None
    newer: Model | None


def vintages(view: View) -> tuple[date, ...]:
    """The vintages of the list that were known on the day of the view; NotEnoughData where there are not two."""
    found = view.history(NOTABLE)
    if len(found) < 2:
        raise NotEnoughData(f"Revisions need two vintages of {NOTABLE}; {len(found)} were known on {view.as_of}.")
    return found


def revisions(
    view: View, older: date, newer: date, *, threshold: float = THRESHOLD, names: Names = "matched"
) -> list[Revision]:
    """What changed from one day's list to another's, by change and name; UserError where the days do not rise."""
    if older >= newer:
        raise UserError(f"Expected an older day and a newer one, found {older} and {newer}.")
    then, now = view.earlier(older), view.earlier(newer)
    before, after = _by_name(then), _by_name(now)
    moved = _moved(view, before, after, *(one.vintage(NOTABLE) for one in (then, now))) if names == "matched" else {}
    found = [*_gone_and_new(before, after, moved), *_changed(view, before, after, moved, threshold)]
    return sorted(found, key=lambda one: (CHANGES.index(one.change), one.model))


def counts(
    view: View, older: date, newer: date, *, threshold: float = THRESHOLD, names: Names = "matched"
) -> list[Figure]:
    """How many models of the list changed in each way."""
    found = revisions(view, older, newer, threshold=threshold, names=names)
    then, now = view.earlier(older), view.earlier(newer)
    args: dict[str, Arg] = {"older": str(older), "newer": str(newer), "threshold": threshold, "names": names}
    return [
        Figure(
            metric="revised_models",
            args={"change": change, **args},
            value=sum(one.change == change for one in found),
            unit="models",
            as_of=view.as_of,
            on=newer,
            method=COUNT_METHOD,
            grade="measured",
            evidence=tuple(dict.fromkeys((*then.evidence(NOTABLE), *now.evidence(NOTABLE)))),
        )
        for change in CHANGES
    ]


def history(view: View, *, threshold: float = THRESHOLD, names: Names = "matched") -> list[Figure]:
    """The counts of every pair of vintages that follow each other."""
    pairs = pairwise(vintages(view))
    return [one for older, newer in pairs for one in counts(view, older, newer, threshold=threshold, names=names)]


def compute_revision(view: View, older: date, newer: date, revision: Revision) -> Figure:
    """The training compute of one model in the newer vintage over that in the older one; both must be known."""
    before = revision.older.training_flop if revision.older else None
    after = revision.newer.training_flop if revision.newer else None
    if not before or not after:
        raise NotEnoughData(f"The training compute of {revision.model} was not known in both of {older} and {newer}.")
    then, now = view.earlier(older), view.earlier(newer)
    return Figure(
        metric="compute_revision",
        args={"model": revision.model, "older": str(older), "newer": str(newer)},
        value=after / before,
        unit="times",
        as_of=view.as_of,
        on=newer,
        method=COMPUTE_METHOD,
        grade="estimate",
        evidence=tuple(dict.fromkeys((*then.evidence(NOTABLE), *now.evidence(NOTABLE)))),
    )


def _by_name(view: View) -> dict[str, Model]:
    found = {model.model.strip(): model for model in listed(view, NOTABLE)}
    if not found:
        raise NotEnoughData(f"No list of notable models was known on {view.as_of}.")
    return found


def _moved(view: View, before: Iterable[str], after: Iterable[str], first: date, last: date) -> dict[str, str]:
    """The newer name of each model that was renamed between two vintages, once or several times."""
    found = {name: name for name in before}
    for one in view.catalog.renamed:
        if first < one.since <= last:
            found = {name: one.newer if now == one.older else now for name, now in found.items()}
    known = set(after)
    return {name: now for name, now in found.items() if now != name and now in known}


def _gone_and_new(before: dict[str, Model], after: dict[str, Model], moved: dict[str, str]) -> Iterator[Revision]:
    for name in before.keys() - after.keys() - moved.keys():
        yield Revision(model=name, change="removed", older=before[name], newer=None)
    for name in after.keys() - before.keys() - set(moved.values()):
        yield Revision(model=name, change="added", older=None, newer=after[name])
    for name, now in moved.items():
        yield Revision(model=now, change="renamed", older=before[name], newer=after[now])


def _changed(
    view: View, before: dict[str, Model], after: dict[str, Model], moved: dict[str, str], threshold: float
) -> Iterator[Revision]:
    for name, then in before.items():
        now = after.get(moved.get(name, name))
        if now is None:
            continue
        if change := _of_compute(then.training_flop, now.training_flop, threshold):
            yield Revision(model=now.model.strip(), change=change, older=then, newer=now)
        if _countries(view, then) != _countries(view, now):
            yield Revision(model=now.model.strip(), change="country changed", older=then, newer=now)


def _of_compute(before: float | None, after: float | None, threshold: float) -> Change | None:
    """How the training compute of a model changed.

    >>> [_of_compute(*pair, 0.01) for pair in ((2.1e26, 3.8e26), (None, 1e25), (1e25, None), (1e25, 1.005e25))]
    ['revised', 'newly estimated', 'no longer estimated', None]
    """
    if before and after:
        return "revised" if abs(after / before - 1) > threshold else None
    if after:
        return "newly estimated"
    return "no longer estimated" if before else None


def _countries(view: View, model: Model) -> frozenset[str]:
    """The countries of a model by their codes; a name that no table knows stays as it is written."""
    parts = {part.strip() for part in (model.country or "").split(",")} - {"", NO_COUNTRY}
    return frozenset(view.catalog.country(part).code if region_of(view, part) else part for part in parts)
