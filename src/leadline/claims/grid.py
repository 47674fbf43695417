"""The readings of a claim: one choice for each parameter, in the order of the file, the last parameter changing first.

Readings in which a constraint does not hold are none. Of more than LIMIT a sample without replacement is run, which a
seed fixes and which does not depend on the order in which a file lists parameters and choices.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.claims.choices import MOST_READINGS
from leadline.claims.claim import Choice, Claim, Parameter
from leadline.claims.expression import holds, kind_of
from leadline.errors import UserError
from leadline.model import Arg

LIMIT = 20_000
"""Readings that are run, at most."""
_BLOCK = 1_000_000
"""Readings that are held against the constraints at once, so that memory stays small."""

Rows = NDArray[np.intp]
"""Of shape (readings, parameters): the place of each parameter's choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """Which readings there are, and which are run."""

    rows: Rows
    """Those that are run."""
    total: int
    """How many there are."""
    plain: Rows | None
    """The plain reading, of shape (1, parameters); None where a constraint excludes it."""

    seed: int
    """Of the sample, where there are more than are run."""

    @property
    def sampled(self) -> bool:
        """Whether there are more than are run."""
        return self.total > len(self.rows)

    @property
    def sample(self) -> dict[str, Arg]:
        """Of what those that are run are a sample; empty where they are all."""
        return {"sample_of": self.total, "seed": self.seed} if self.sampled else {}


def grid(claim: Claim, *, seed: int) -> Grid:
    """All readings of a claim, or a sample of them; UserError where there are none or too many."""
    many = _many(claim)
    if many > MOST_READINGS:
        raise UserError(
            f"{claim.file}: {claim.id} has {many:,} readings before its constraints; at most {MOST_READINGS:,} are "
            "taken. Leave out choices between which nobody would hesitate, or split the claim."
        )
    numbers = _numbers(claim)
    if not len(numbers):
        raise UserError(f"{claim.file}: no reading of {claim.id} meets its constraints. Loosen one of them.")
    plain = allowed(claim, np.array([[_place_of_default(claim, one) for one in claim.parameters]], dtype=np.intp))
    rows = _numbered(claim, _sampled(numbers, seed))
    return Grid(rows=_in_order(rows), total=len(numbers), plain=plain if len(plain) else None, seed=seed)


def count(claim: Claim) -> int:
    """How many readings a claim has: settings that meet all of its constraints."""
    return len(_numbers(claim))


def neighbours(claim: Claim, plain: Rows) -> Rows:
    """The readings that differ from one in a single parameter, in the order of parameters and choices."""
    near = np.repeat(plain, sum(len(parameter.choices) for parameter in claim.parameters), axis=0)
    places = [(place, choice) for place, one in enumerate(claim.parameters) for choice in range(len(one.choices))]
    for row, (place, choice) in zip(near, places, strict=True):
        row[place] = choice
    return allowed(claim, near[(near != plain).any(axis=1)])


def allowed(claim: Claim, rows: Rows) -> Rows:
    """The readings that meet all constraints."""
    return rows[_meets(claim, rows)]


def setting(parameters: Sequence[Parameter], row: Rows) -> dict[str, Arg]:
    """One reading by name."""
    return {one.name: one.choices[place].value for one, place in zip(parameters, row, strict=True)}


def values_of(claim: Claim, rows: Rows) -> dict[str, Arg | NDArray[np.generic]]:
    """What the names in an expression stand for: a fixed argument, and of each parameter the values by reading."""
    fixed: Mapping[str, Arg] = claim.query.args if claim.query else {}
    return {**fixed, **{one.name: _array(one.choices)[rows[:, at]] for at, one in enumerate(claim.parameters)}}


def weights(claim: Claim, rows: Rows) -> NDArray[np.float64]:
    """The weight of each reading within its facet: the product of those of its equivalent and uncertain choices."""
    found = np.ones(len(rows))
    for at, one in enumerate(claim.parameters):
        if one.decision != "non-equivalent":
            found *= np.array([choice.weight for choice in one.choices])[rows[:, at]]
    return found


def _meets(claim: Claim, rows: Rows) -> NDArray[np.bool_]:
    values = values_of(claim, rows)
    met = np.ones(len(rows), dtype=bool)
    for constraint in claim.constraints:
        met &= holds(constraint, values)
    return met


def _place_of_default(claim: Claim, parameter: Parameter) -> int:
    places = [place for place, choice in enumerate(parameter.choices) if choice.value == parameter.default]
    if not places:
        raise UserError(
            f"{claim.file}: the default of {parameter.name!r}, {parameter.default!r}, is none of its values. Add it."
        )
    return places[0]


def _many(claim: Claim) -> int:
    return math.prod(len(parameter.choices) for parameter in claim.parameters)


def _numbers(claim: Claim) -> NDArray[np.intp]:
    """The numbers of the readings that meet the constraints."""
    many = _many(claim)
    if not claim.constraints:
        return np.arange(many)
    blocks = (np.arange(first, min(first + _BLOCK, many)) for first in range(0, many, _BLOCK))
    return np.concatenate([block[_meets(claim, _numbered(claim, block))] for block in blocks])


def _sampled(numbers: NDArray[np.intp], seed: int) -> NDArray[np.intp]:
    if len(numbers) <= LIMIT:
        return numbers
    return numbers[np.random.default_rng(seed).choice(len(numbers), LIMIT, replace=False)]


def _numbered(claim: Claim, numbers: NDArray[np.intp]) -> Rows:
    """Readings by number, which they have as if parameters and choices stood in the order of the alphabet."""
    rows = np.empty((len(numbers), len(claim.parameters)), dtype=np.intp)
    left = numbers
    for at in sorted(range(len(claim.parameters)), key=lambda at: claim.parameters[at].name):
        choices = claim.parameters[at].choices
        order = np.array(sorted(range(len(choices)), key=lambda place: repr(choices[place].value)))
        left, place = np.divmod(left, len(choices))
        rows[:, at] = order[place]
    return rows


def _in_order(rows: Rows) -> Rows:
    """Readings in the order of the file."""
    return rows[np.lexsort(rows.T[::-1])] if rows.shape[1] else rows


def _array(choices: Sequence[Choice]) -> NDArray[np.generic]:
    """The values of choices, which are of one kind; numbers as floats, which do not overflow."""
    numbers = kind_of(choices[0].value) == "number"
    return np.array([choice.value for choice in choices], dtype=np.float64 if numbers else None)
