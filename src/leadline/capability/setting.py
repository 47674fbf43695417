"""A setting of the index: everything about it that a reader may choose. The standard one is the published index's.

Benchmarks and models are named as the source writes them; a name that the scores do not hold is an error where it is
used. Two settings that are equal are fitted once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Integral, Real
from types import MappingProxyType
from typing import Literal

from leadline.errors import UserError
from leadline.model import Arg

Scheme = Literal["model", "benchmark", "bayesian", "posterior"]
SCHEMES: tuple[Scheme, ...] = ("model", "benchmark", "bayesian", "posterior")
SCALE: Mapping[str, float] = MappingProxyType({"Claude 3.5 Sonnet": 130.0, "GPT-5": 150.0})
"""The two models that fix the scale."""
ANCHOR = "Winogrande"
"""The benchmark with a slope of one."""
RIDGE = 0.1
CLIP = (0.001, 0.999)
DRAWS = 200
MODEL_DRAWS = 500
"""Behind the intervals of single models: so many make their widths correlate above 0.99 with the published ones, which
rest on as many; at 200 it is 0.988 to 0.994 by the seed. A lead is as stable with 200 and three times as fast."""
SEED = 20260511


def _whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How the index is made.

    >>> Setting(ridge=0.01, without_benchmarks=("HLE", "ANLI")).changed
    {'ridge': 0.01, 'without_benchmarks': 'HLE; ANLI'}
    """

    source: str = ""
    """Whose scores; by default the first source of `index.SOURCES` of which any were known on the day."""
    anchor: str = ANCHOR
    """The benchmark whose slope is one."""
    ridge: float = RIDGE
    """Strength of the penalty, above zero."""
    scale: tuple[tuple[str, float], ...] = tuple(SCALE.items())
    """The two models that fix the scale, each with its index."""
    clip: tuple[float, float] = CLIP
    """The least and the largest score that counts as it is; scores beyond count as these."""
    scheme: Scheme = "model"
    """Where draws come from: refits with the scores of each model drawn again (`model`), with other weights of whole
    benchmarks (`benchmark`) or of single scores (`bayesian`), or the posterior of a model of its own (`posterior`),
    for which anchor and ridge are of no account."""
    draws: int = DRAWS
    seed: int = SEED
    only: tuple[str, ...] = ()
    """Only these benchmarks; all where none is named."""
    without_benchmarks: tuple[str, ...] = ()
    without_models: tuple[str, ...] = ()
    without_reporters: tuple[str, ...] = ()
    """Scores that these reported are left out, as the source writes them; the empty name is whoever is not named."""

    def __post_init__(self) -> None:
        for name in ("only", "without_benchmarks", "without_models", "without_reporters"):
            if not isinstance(names := getattr(self, name), tuple) or not all(isinstance(one, str) for one in names):
                raise UserError(f"Expected {name} to be a tuple of names, as in ('HLE',), found {names!r}.")
        if self.scheme not in SCHEMES:
            raise UserError(f"Expected a scheme among {', '.join(SCHEMES)}, found {self.scheme!r}.")
        for name in ("draws", "seed"):
            if not _whole(number := getattr(self, name)) or number < 0:
                raise UserError(f"Expected {name} to be a whole number of 0 or more, found {number!r}.")
        if not _number(self.ridge) or not self.ridge > 0:
            raise UserError(f"Expected a ridge above 0, found {self.ridge!r}.")
        if len(dict(self.scale)) != 2:
            raise UserError(
                f"Expected exactly two models that fix the scale, found {[name for name, _ in self.scale]}."
            )
        if len(self.clip) != 2 or not all(map(_number, self.clip)) or not 0 <= self.clip[0] < self.clip[1] <= 1:
            raise UserError(f"Expected a clip from a smaller to a larger score, both from 0 to 1, found {self.clip}.")

    @property
    def changed(self) -> dict[str, Arg]:
        """What differs from the standard setting, but for draws and seed: what a figure's arguments must tell."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        differs = {name: value for name, value in own.items() if value != getattr(STANDARD, name)}
        return {name: _plain(value) for name, value in differs.items() if name not in ("draws", "seed")}


STANDARD = Setting()


def _plain(value: object) -> Arg:
    if isinstance(value, tuple):
        return "; ".join(f"{part[0]}={part[1]}" if isinstance(part, tuple) else str(part) for part in value)
    return value if isinstance(value, (int, float)) else str(value)
