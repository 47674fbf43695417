"""Running readings: each setting of a query's arguments is measured once, then assertions are judged for all at once.

A reading is dropped, with the reason, where its setting has no value in the view. With draws it holds in the share of
the draws that have a value. Where there are none the value itself is judged, whether it has a range or is a bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from leadline.claims.claim import Claim
from leadline.claims.expression import Expression, holds
from leadline.claims.grid import Rows, setting, values_of
from leadline.claims.metric import Args, Measured, Metric
from leadline.claims.verdict import Asserted
from leadline.errors import NotEnoughData
from leadline.model import Arg
from leadline.store.view import View

Floats = NDArray[np.float64]
ASSERTIONS: tuple[Asserted, ...] = get_args(Asserted)
_CELLS = 2_000_000
"""Of readings by draws that are judged at once, so that memory stays small."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """What came of some readings."""

    rows: Rows
    of: NDArray[np.intp]
    """By reading: the place in `found` of its setting of the query's arguments."""
    found: Sequence[Measured | str]
    """What was measured in each such setting, or why there is no value."""
    held: Mapping[Asserted, Floats]
    """By reading, from 0 to 1: in what share of draws each assertion holds; NaN without a value or an assertion."""

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which readings have a value."""
        return np.array([isinstance(one, Measured) for one in self.found], dtype=bool)[self.of]

    @cached_property
    def values(self) -> Floats:
        """The value of each reading, NaN where it has none."""
        return np.array([np.nan if isinstance(one, str) else one.figure.value for one in self.found])[self.of]

    def first(self, count: int) -> "Run":
        """The first of its readings."""
        held = {name: shares[:count] for name, shares in self.held.items()}
        return Run(rows=self.rows[:count], of=self.of[:count], found=self.found, held=held)


def run(claim: Claim, metric: Metric, view: View, rows: Rows) -> Run:
    """Measure and judge readings."""
    asked = [at for at, one in enumerate(claim.parameters) if one.name in metric.arguments]
    settings, of = np.unique(rows[:, asked], axis=0, return_inverse=True)
    fixed: Mapping[str, Arg] = claim.query.args if claim.query else {}
    open_ = [claim.parameters[at] for at in asked]
    found = [_measured(metric, view, {**fixed, **setting(open_, row)}) for row in settings]
    held = {name: _held(claim.stated.get(name), claim, rows, of, found) for name in ASSERTIONS}
    return Run(rows=rows, of=of, found=found, held=held)


def exceeding(run: Run, bounds: Floats) -> Floats:
    """The share of draws in which each reading's value is above each bound, of shape (readings, bounds)."""
    shares = np.full((len(run.found), len(bounds)), np.nan)
    for place, one in enumerate(run.found):
        if isinstance(one, Measured):
            drawn = np.sort(_drawn(one))
            shares[place] = 1 - np.searchsorted(drawn, bounds, side="right") / len(drawn)
    return shares[run.of]


def _measured(metric: Metric, view: View, args: Args) -> Measured | str:
    try:
        one = metric.measure(view, args)
    except NotEnoughData as error:
        return str(error)
    if not np.isfinite(one.figure.value):
        return "The value is no finite number."
    return one if len(_drawn(one)) else "No draw has a value."


def _drawn(one: Measured) -> Floats:
    """The values that are judged: the draws that have one, or the value itself."""
    return np.array([one.figure.value]) if one.draws is None else one.draws[~np.isnan(one.draws)]


def _held(
    expression: Expression | None,
    claim: Claim,
    rows: Rows,
    of: NDArray[np.intp],
    found: Sequence[Measured | str],
) -> Floats:
    """By reading the share of draws in which an expression holds; those without draws are judged together."""
    shares = np.full(len(rows), np.nan)
    if expression is None:
        return shares
    values = np.array([np.nan if isinstance(one, str) or one.draws is not None else one.figure.value for one in found])
    certain = np.flatnonzero(~np.isnan(values[of]))
    shares[certain] = _judged(expression, claim, rows[certain], values[of[certain], None])
    order = np.argsort(of, kind="stable")
    for readings in np.split(order, np.flatnonzero(np.diff(of[order])) + 1):
        one = found[of[readings[0]]]
        if isinstance(one, Measured) and one.draws is not None:
            drawn = _drawn(one)[None, :]
            for part in np.array_split(readings, 1 + len(readings) * drawn.size // _CELLS):
                shares[part] = _judged(expression, claim, rows[part], drawn)
    return shares


def _judged(expression: Expression, claim: Claim, rows: Rows, values: Floats) -> Floats:
    names = {
        name: value[:, None] if isinstance(value, np.ndarray) else value
        for name, value in values_of(claim, rows).items()
        if name in expression.names
    }
    held = np.broadcast_to(holds(expression, {**names, "v": values}), (len(rows), values.shape[1]))
    shares: Floats = held.mean(axis=1)
    return shares
