"""Where a sentence holds: the values between two bounds, if what it asserts of `v` is as simple as that.

    2 <= v <= 3         from 2 to 3
    v >= dozens         from the bound that is chosen up
    abs(v - 7) <= off   from 7 less what is chosen to 7 and as much

Comparisons that are linear in `v`, one `abs` of it, and these joined by `and` are simple; everything else has no band.
A bound belongs to the band whether the comparison is strict or not: it is for drawing, and judges nothing.
"""

import math
from collections.abc import Mapping

from leadline.claims.expression import Expression
from leadline.claims.grammar import Node
from leadline.model import Arg

Band = tuple[float, float]
"""The lowest and the highest value; infinite where there is no bound."""
_Line = tuple[float, float]
"""A sum that is linear in `v`: how often it takes it, and what it adds."""


def band(expression: Expression, setting: Mapping[str, Arg]) -> Band | None:
    """The values in which an expression holds, with what its other names stand for; None where they are no one band.

    >>> from leadline.claims.expression import compiled
    >>> band(compiled("abs(v - 7) <= off", {"v": "number", "off": "number"}), {"off": 0.5})
    (6.5, 7.5)
    >>> band(compiled("v < 1 or v > 2", {"v": "number"}), {})
    """
    return _band(expression.tree, setting)


def _band(node: Node, setting: Mapping[str, Arg]) -> Band | None:
    if node.what == "and":
        parts = [_band(part, setting) for part in node.parts]
        bands = [part for part in parts if part is not None]
        return _ordered(max(low for low, _ in bands), min(high for _, high in bands)) if bands == parts else None
    if node.what not in ("<", "<=", ">", ">="):
        return None
    less, more = node.parts if node.what in ("<", "<=") else node.parts[::-1]
    return _within(less, more, setting) if less.what == "abs" else _below(less, more, setting)


def _below(less: Node, more: Node, setting: Mapping[str, Arg]) -> Band | None:
    """The band of `less <= more`."""
    left, right = _line(less, setting), _line(more, setting)
    if left is None or right is None or left[0] == right[0]:
        return None
    bound = (left[1] - right[1]) / (right[0] - left[0])
    return (bound, math.inf) if right[0] > left[0] else (-math.inf, bound)


def _within(less: Node, more: Node, setting: Mapping[str, Arg]) -> Band | None:
    """The band of `abs(line) <= more`."""
    line, most = _line(less.parts[0], setting), _line(more, setting)
    if line is None or most is None or most[0] or not line[0]:
        return None
    ends = sorted((end - line[1]) / line[0] for end in (-most[1], most[1]))
    return _ordered(*ends) if most[1] >= 0 else None


def _ordered(low: float, high: float) -> Band | None:
    return (low, high) if low <= high else None


def _line(node: Node, setting: Mapping[str, Arg]) -> _Line | None:
    if node.what == "number":
        return 0.0, float(node.value)
    if node.what == "name":
        return _named(node, setting)
    parts = [_line(part, setting) for part in node.parts]
    lines = [part for part in parts if part is not None]
    return _combined(node.what, *lines) if lines and lines == parts else None


def _named(node: Node, setting: Mapping[str, Arg]) -> _Line | None:
    if node.value == "v":
        return 1.0, 0.0
    return (0.0, float(setting[str(node.value)])) if node.kind == "number" else None


def _combined(what: str, first: _Line, second: _Line = (0.0, 0.0)) -> _Line | None:
    (slope, level), (other, constant) = first, second
    match what:
        case "negated":
            return -slope, -level
        case "+":
            return slope + other, level + constant
        case "-":
            return slope - other, level - constant
        case "*" if not other:
            return slope * constant, level * constant
        case "*" if not slope:
            return other * level, constant * level
        case "/" if not other and constant:
            return slope / constant, level / constant
        case "abs" | "min" | "max" if not slope and not other:
            return 0.0, {"abs": abs(level), "min": min(level, constant), "max": max(level, constant)}[what]
    return None
