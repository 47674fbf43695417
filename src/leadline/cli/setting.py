"""How the index is made: the options of a setting, for the commands that rest on it."""

import re
from dataclasses import dataclass

from cyclopts import Parameter

from leadline.capability.setting import ANCHOR, DRAWS, RIDGE, SCALE, SEED, Scheme, Setting
from leadline.capability.spread import enough
from leadline.cli.options import listed
from leadline.errors import UserError
from leadline.render.text import Name, Text, text

MOST_DRAWS = 20_000
"""More take minutes, and memory for each model in each draw."""
_ANCHOR = re.compile(r"\s*(?P<model>.+?)\s*=\s*(?P<index>[+-]?[0-9]+(?:\.[0-9]+)?)\s*")
_SCALE = ",".join(f"{model}={index:g}" for model, index in SCALE.items())


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Chosen:
    """How the index is made."""

    scheme: Scheme = "model"
    "What draws are: refits with other scores of models, or weights of benchmarks or scores (bayesian), or a posterior."
    draws: int | None = None
    "How many draws stand behind intervals (default: 200; 500 for leadline models, as behind the published intervals)."
    seed: int = SEED
    "Of the draws."
    ridge: float = RIDGE
    "Strength of the penalty."
    anchors: str = _SCALE
    "The two models that fix the scale, each with its index."
    anchor_benchmark: str = ANCHOR
    "The benchmark whose slope is one."
    benchmarks: str | None = None
    "Only these benchmarks, with commas (names: leadline benchmarks)."
    without_benchmarks: str | None = None
    "All but these benchmarks, with commas."

    def setting(self, usual: int = DRAWS) -> Setting:
        """The setting, with the usual number of draws where none is told; UserError where no index can be made so."""
        draws = usual if self.draws is None else self.draws
        enough(draws)
        if draws > MOST_DRAWS:
            raise UserError(f"--draws {draws}: at most {MOST_DRAWS} are made.")
        unused = [option for option, told in self._of_fits if told]
        if self.scheme == "posterior" and unused:
            raise UserError(f"The posterior has priors in place of {' and '.join(unused)}: leave it out.")
        return Setting(
            scheme=self.scheme,
            draws=draws,
            seed=self.seed,
            ridge=self.ridge,
            scale=anchors(self.anchors),
            anchor=self.anchor_benchmark,
            only=tuple(listed(self.benchmarks)) if self.benchmarks is not None else (),
            without_benchmarks=tuple(listed(self.without_benchmarks)) if self.without_benchmarks is not None else (),
        )

    @property
    def _of_fits(self) -> tuple[tuple[str, bool], ...]:
        return ("--ridge", self.ridge != RIDGE), ("--anchor-benchmark", self.anchor_benchmark != ANCHOR)


def anchors(told: str) -> tuple[tuple[str, float], ...]:
    """Two models with their index.

    >>> anchors("GPT-4o=100, o3=140.5")
    (('GPT-4o', 100.0), ('o3', 140.5))
    """
    found = [_ANCHOR.fullmatch(part) for part in listed(told)]
    pairs = tuple((match["model"], float(match["index"])) for match in found if match)
    if len(pairs) != len(found) or len(dict(pairs)) != 2 or len(set(dict(pairs).values())) != 2:
        raise UserError(f"Expected two models, each with an index of its own, as in '{_SCALE}'; found {told!r}.")
    return pairs


def different(setting: Setting) -> list[Text]:
    """What differs from the standard setting, as a note; none where nothing does."""
    told = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in setting.changed.items())
    return [text("The index is made in another way: {what}.", what=Name(name=told))] if told else []
