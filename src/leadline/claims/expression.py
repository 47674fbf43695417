"""Expressions of claims: comparisons and sums over parameters and the value `v`, and nothing else.

    2 <= v <= 3        not (output_share == 1 and cached > 0)        abs(v) <= months or pair in ('small', 'mid')

`grammar.py` reads them. What may stand in one is what is needed to say when a sentence holds; there is no power, no
attribute, no call but `abs`, `min` and `max`, and limits hold on length, depth and parts, so that an expression from
elsewhere can neither reach anything nor take long. Decisions:

- *Kinds are told before anything runs*: a text compared with a number is an error where the claim is read.
- *What has no value is neither so nor not so.* A sum with a missing number (NaN) or a division by zero has no value; a
  comparison of it holds neither way, nor does its `not`. `a or b` still holds where `b` does.
- *Arrays*: a name may stand for one value or for an array of them; all are broadcast as numpy does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.claims.grammar import Kind, Node, parsed
from leadline.errors import UserError
from leadline.model import Arg

Values = Mapping[str, Arg | NDArray[Any]]
_Truths = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""Where it is so, and where it is not so; neither where there is no value."""


@dataclass(frozen=True, kw_only=True)
class Expression:
    """An expression as it was written, and the names that it uses."""

    text: str
    names: frozenset[str]
    tree: Node = field(repr=False)


def kind_of(value: Arg) -> Kind:
    """Whether a value is a number, a text or a truth.

    >>> kind_of(24), kind_of("flagship"), kind_of(True)
    ('number', 'text', 'truth')
    """
    if isinstance(value, bool):
        return "truth"
    return "text" if isinstance(value, str) else "number"


def compiled(text: str, names: Mapping[str, Kind]) -> Expression:
    """An expression that says yes or no; UserError with the place in it where it is none.

    Args:
        text: The expression.
        names: The names that may stand in it, and what kind of value each has.

    >>> sorted(compiled("v <= most or pair == 'small'", {"v": "number", "most": "number", "pair": "text"}).names)
    ['most', 'pair', 'v']
    """
    tree = parsed(text, names)
    used = frozenset(_names(tree))
    if tree.kind != "truth" or not used:
        raise UserError(
            f"Expression {text!r}: expected a comparison of one of {', '.join(names)}, found none. "
            "Write it as 2 <= v <= 3."
        )
    return Expression(text=text, names=used, tree=tree)


def holds(expression: Expression, values: Values) -> NDArray[np.bool_]:
    """Where an expression holds, for a value or an array of them by name.

    >>> holds(compiled("2 <= v <= 3", {"v": "number"}), {"v": np.array([1.9, 2.0, 2.7, np.nan])})
    array([False,  True,  True, False])
    """
    with np.errstate(all="ignore"):
        return _truth(expression.tree, values)[0]


def _names(node: Node) -> list[str]:
    own = [str(node.value)] if node.what == "name" else []
    return own + [name for part in node.parts for name in _names(part)]


def _truth(node: Node, values: Values) -> _Truths:
    """Three-valued logic of Kleene: what is unknown stays so unless the other side decides."""
    match node.what:
        case "and" | "or" | "not":
            parts = [_truth(part, values) for part in node.parts]
            if node.what == "not":
                return parts[0][1], parts[0][0]
            (yes, no), (also, nor) = parts
            return (yes & also, no | nor) if node.what == "and" else (yes | also, no & nor)
        case "name" | "truth":
            so = np.asarray(values[str(node.value)] if node.what == "name" else node.value, dtype=np.bool_)
            return so, ~so
        case _:
            return _compared(node.what, *(_value(part, values) for part in node.parts))


_COMPARISONS: Mapping[str, Any] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def _compared(sign: str, left: NDArray[Any], right: NDArray[Any]) -> _Truths:
    so = np.asarray(_COMPARISONS[sign](left, right), dtype=np.bool_)
    if left.dtype.kind != "f":
        return so, ~so
    known = ~(np.isnan(left) | np.isnan(right))
    return so & known, ~so & known


def _value(node: Node, values: Values) -> NDArray[Any]:
    """A number, NaN where it has no value, or a text."""
    if node.what in ("number", "text", "name"):
        given = values[str(node.value)] if node.what == "name" else node.value
        return np.asarray(given, dtype=np.float64 if node.kind == "number" else np.str_)
    parts = [_value(part, values) for part in node.parts]
    match node.what:
        case "negated":
            return np.asarray(np.negative(parts[0]))
        case "abs":
            return np.asarray(np.abs(parts[0]))
        case "/":
            return np.asarray(np.where(parts[1] == 0, np.nan, np.divide(*parts)))
        case sign:
            return np.asarray(_SUMS[sign](*parts))


_SUMS: Mapping[str, Any] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "min": np.minimum,
    "max": np.maximum,
}
