"""Parameters of a claim's file: the values that the words allow, one by one or as a range, and the plain one.

A range has its ends and equal steps between them, in the number or, with `scale: log`, in its logarithm; what a
logarithm gives is kept to six digits. Values are of one kind: numbers, texts or truths.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import get_args

from leadline.claims.claim import Choice, Decision, Parameter
from leadline.claims.expression import kind_of
from leadline.claims.written import MOST_NUMBER, line, number, parameter_name, value
from leadline.model import Arg
from leadline.userfile import Item

MOST_PARAMETERS = 20
MOST_STEPS = 1_000
MOST_READINGS = 10_000_000
"""Of one claim, before its constraints; of many a sample is run."""
UNSTATED = "(unstated)"
FIELDS = ("words", "decision", "default", "values", "range")


def parameters(item: Item | None, vague: tuple[str, ...]) -> tuple[Parameter, ...]:
    """The parameters of a claim; UserError where their readings are more than anything could run."""
    if item is None:
        return ()
    if not isinstance(item.content, dict) or len(item.content) > MOST_PARAMETERS:
        raise item.fault(f"a map of at most {MOST_PARAMETERS} parameters by name")
    found = tuple(_parameter(parameter_name(one, name), one, vague) for name, one in item.content.items())
    sizes = [len(one.choices) for one in found]
    if prod(sizes) > MOST_READINGS:
        product = f"{' x '.join(map(str, sizes))} = {prod(sizes):,}"
        raise item.fault(f"at most {MOST_READINGS:,} readings, not {product}", "Take out values, or widen the steps.")
    return found


def _parameter(name: str, item: Item, vague: tuple[str, ...]) -> Parameter:
    fields = item.fields(FIELDS, ("decision", "default"))
    if ("values" in fields) == ("range" in fields):
        raise item.fault("either values or a range", "List the values, or give a range from, to and steps.")
    choices = tuple(_listed(fields["values"]) if "values" in fields else _ranged(fields["range"]))
    decisions: dict[str, Decision] = {word: word for word in get_args(Decision)}
    return Parameter(
        name=name,
        words=_words(fields.get("words"), vague),
        decision=decisions[fields["decision"].one_of(decisions)],
        choices=choices,
        default=_default(fields["default"], choices),
    )


def _words(item: Item | None, vague: tuple[str, ...]) -> str:
    """The marked words that leave it open; empty where the sentence is silent."""
    if item is None or item.content == UNSTATED:
        return ""
    if (found := line(item)) not in vague:
        marked = f"marked in restated: {', '.join(vague) or 'none are'}"
        raise item.fault(f"words that are {marked}", f"Mark them with [brackets], or write {UNSTATED!r}.")
    return found


def _listed(item: Item) -> Iterator[Choice]:
    seen: list[Arg] = []
    for one in item.items():
        fields = one.fields(("value", "why", "weight"), ("value",))
        found = value(fields["value"])
        if seen and kind_of(found) != kind_of(seen[0]):
            raise fields["value"].fault(f"a {kind_of(seen[0])} as the others are", "Put text in quotes.")
        if found in seen:
            raise fields["value"].fault("each value once", "Take one of them out.")
        seen.append(found)
        weight = fields["weight"].number(Decimal("0.000001"), 1_000_000, "2") if "weight" in fields else 1
        yield Choice(value=found, why=line(fields["why"]) if "why" in fields else "", weight=float(weight))


def _ranged(item: Item) -> Iterator[Choice]:
    fields = item.fields(("from", "to", "steps", "scale", "why"), ("from", "to", "steps"))
    low, high = (fields[name].number(-MOST_NUMBER, MOST_NUMBER, "0.5") for name in ("from", "to"))
    steps = fields["steps"].number(2, MOST_STEPS, "5")
    scale = fields["scale"].one_of(("linear", "log")) if "scale" in fields else "linear"
    if steps != int(steps):
        raise fields["steps"].fault(f"a whole number from 2 to {MOST_STEPS:,}", "Write it as 5.")
    if low >= high:
        raise fields["to"].fault(f"more than {low}, where the range begins", "Give the lower end first.")
    if scale == "log" and low <= 0:
        raise fields["from"].fault("more than 0 on a scale of logarithms", "Use scale: linear.")
    why = line(fields["why"]) if "why" in fields else ""
    points = [low, *_between(low, high, int(steps), scale), high]
    yield from (Choice(value=found, why=why) for found in dict.fromkeys(map(number, points)))


def _between(low: Decimal, high: Decimal, steps: int, scale: str) -> Iterator[Decimal]:
    """The steps between the ends of a range.

    >>> [str(step) for step in _between(Decimal(1), Decimal(1000), 4, "log")]
    ['10', '100']
    """
    for step in range(1, steps - 1):
        part = Decimal(step) / (steps - 1)
        if scale == "linear":
            yield low + (high - low) * step / (steps - 1)
        else:
            yield Decimal(f"{float(low) * float(high / low) ** float(part):.6g}")


def _default(item: Item, choices: tuple[Choice, ...]) -> Arg:
    found = value(item)
    for choice in choices:
        if choice.value == found and kind_of(choice.value) == kind_of(found):
            return choice.value
    listed = ", ".join(str(choice.value) for choice in choices[:12]) + (", ..." if len(choices) > 12 else "")
    raise item.fault(f"one of the values, {listed}", "Name one of them, or add it with its reason.")
