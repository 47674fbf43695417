"""Expressions of claims: comparisons and sums over parameters and the value `v`, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Expression:
    """An expression as it was written, and the names that it uses."""

    text: str
    names: frozenset[str]
