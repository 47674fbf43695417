"""Small claims and metrics, made for tests: a metric looks its value up in what the test gives it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.claims.claim import Assertion, Choice, Claim, Decision, Parameter, Query, Status, Work
from leadline.claims.expression import compiled, kind_of
from leadline.claims.metric import Args, Argument, Measured, Metric
from leadline.model import Arg, Figure
from leadline.store.view import View

WORK = Work(
    id="work",
    kind="article",
    title="A work",
    author="Somebody",
    publisher="A paper",
    published=date(2026, 1, 10),
    url="https://example.org/work",
    interest="none",
    side="research",
    read="whole",
)
EVIDENCE = ("genai_prices@2026-01-10/r1", "catalogue/c1")
Value = float | NDArray[np.float64]


def parameter(
    name: str,
    values: Sequence[Arg],
    decision: Decision = "equivalent",
    *,
    default: Arg | None = None,
    weights: Sequence[float] = (),
    words: str = "",
) -> Parameter:
    """A parameter whose first value is the plain one unless another is named."""
    each = weights or [1.0] * len(values)
    choices = tuple(
        Choice(value=value, why="a reason", weight=weight) for value, weight in zip(values, each, strict=True)
    )
    plain = values[0] if default is None else default
    return Parameter(name=name, words=words, decision=decision, choices=choices, default=plain)


def claim(
    *parameters: Parameter,
    strict: str = "v > 1",
    lenient: str = "",
    direction: str = "",
    constraints: Iterable[str] = (),
    status: Status = "checkable",
    args: Mapping[str, Arg] | None = None,
    said: date | None = date(2026, 1, 10),
    name: str = "a-claim",
) -> Claim:
    """A claim that asks for `worth`; the lenient assertion and the direction are the strict one unless given."""
    names: dict[str, Arg] = {"v": 1.0, **(args or {}), **{one.name: one.choices[0].value for one in parameters}}
    kinds = {one: kind_of(value) for one, value in names.items()}
    strictly = compiled(strict, kinds)
    return Claim(
        id=name,
        work=WORK,
        place="paragraph 1",
        said=said,
        language="en",
        restated="Something is so.",
        vague=(),
        quote="",
        kind="level",
        status=status,
        reason=None,
        note="",
        query=Query(metric="worth", args=args or {}),
        parameters=parameters,
        constraints=tuple(compiled(text, kinds) for text in constraints),
        asserts=Assertion(
            strict=strictly,
            lenient=compiled(lenient, kinds) if lenient else strictly,
            direction=compiled(direction, kinds) if direction else strictly,
        ),
        counterclaims=(),
        same_as=(),
        history=(),
        file="a-claim.yaml",
    )


def metric(
    value: Callable[[View, Args], Value], *arguments: str, evidence: tuple[str, ...] = EVIDENCE
) -> dict[str, Metric]:
    """The list of metrics with one, `worth`: a value, or draws whose mean it is, by view and arguments."""

    def measure(view: View, args: Args) -> Measured:
        return _measured(value(view, args), view, args, evidence)

    takes = {name: Argument(meaning="a test's", check=lambda _: None, needed=False) for name in arguments}
    return {
        "worth": Metric(
            name="worth", meaning="What a test says.", unit="times", arguments=takes, measure=measure, example={}
        )
    }


def _measured(value: Value, view: View, args: Args, evidence: tuple[str, ...]) -> Measured:
    figure = Figure(
        metric="cost_ratio",
        args=args,
        value=float(np.nanmean(value)) if isinstance(value, np.ndarray) else value,
        unit="times",
        as_of=view.as_of,
        on=view.as_of,
        method="cost_ratio/2",
        grade="measured",
        evidence=evidence,
    )
    return Measured(figure=figure, draws=value if isinstance(value, np.ndarray) else None)


def looked_up(table: Mapping[Arg, Value], name: str = "pair") -> dict[str, Metric]:
    """A metric whose value depends on one argument alone."""
    return metric(lambda _, args: table[args[name]], name)
