"""The sparse table of scores that an index is fitted to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Matrix:
    """A sparse table of scores in R rows; a model may meet a benchmark more than once."""

    models: tuple[str, ...]
    """Names of the M models."""
    benchmarks: tuple[str, ...]
    """Names of the B benchmarks."""
    model: Indexes
    """Position in `models` of each row, shape (R,)."""
    benchmark: Indexes
    """Position in `benchmarks` of each row, shape (R,)."""
    performance: Floats
    """Score of each row as a share of 1, shape (R,); corrected for chance it may lie a little outside 0 to 1."""

    def __post_init__(self) -> None:
        for kind, index, names in (("model", self.model, self.models), ("benchmark", self.benchmark, self.benchmarks)):
            if len(set(names)) < len(names):
                raise UserError(f"Expected each {kind} once among the {len(names)} names, found some repeated.")
            if index.shape != self.performance.shape:
                raise UserError(f"Expected a {kind} for each score {self.performance.shape}, found {index.shape}.")
            if (beyond := np.setdiff1d(index, np.arange(len(names)))).size:
                raise UserError(f"Expected positions among {len(names)} {kind} names, found {beyond[:3].tolist()}.")
        if not np.isfinite(self.performance).all():
            raise UserError("Expected finite scores, found missing or infinite ones. Leave such rows out.")
