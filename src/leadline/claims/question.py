"""What a claim's file asks: the query, the constraints and the assertions, tried against the list of metrics.

Decisions:

- *Every choice is tried*: the fixed arguments and each value of a parameter go through the metric's own check.
- *No parameter is idle*: its name is an argument of the metric, or stands in an expression.
- *The plain reading is a reading*: the default of each parameter is one of its values, and the constraints allow them
  together.
"""

from collections.abc import Iterable, Mapping

from leadline.claims import written
from leadline.claims.choices import FIELDS
from leadline.claims.claim import Assertion, Claim, Parameter, Query
from leadline.claims.expression import Expression, compiled, holds, kind_of
from leadline.claims.grammar import Kind
from leadline.claims.metric import Metric
from leadline.claims.written import entries, told_at
from leadline.errors import UnknownName, UserError, nearest_names
from leadline.model import Arg
from leadline.userfile import Item


def query(item: Item, metrics: Mapping[str, Metric], told: tuple[Parameter, ...]) -> Query:
    """The query; its metric is one of the list and takes its arguments."""
    fields = item.fields(("metric", "args"), ("metric",))
    name = fields["metric"].text()
    if name not in metrics:
        with told_at(fields["metric"]):
            raise UnknownName("metric", name[:80], metrics, f"There are {', '.join(metrics)}.")
    metric, asked = metrics[name], fields.get("args")
    items = asked.fields(tuple(metric.arguments)) if asked is not None else {}
    args = {word: written.value(one) for word, one in items.items()}
    for word, one in items.items():
        if word in {parameter.name for parameter in told}:
            raise one.fault("an argument that no parameter feeds", f"Take it out, or the parameter {word!r}.")
        with told_at(one):
            metric.arguments[word].check(args[word])
    with told_at(asked or item):
        metric.checked(args, open_=[parameter.name for parameter in told])
    return Query(metric=name, args=args)


def plain_setting(asked: Query | None, told: tuple[Parameter, ...]) -> dict[str, Arg]:
    """What a name in an expression stands for in the plain reading: a fixed argument, or a parameter."""
    return {**(asked.args if asked else {}), **{one.name: one.default for one in told}}


def _kinds(plain: Mapping[str, Arg]) -> dict[str, Kind]:
    return {name: kind_of(value) for name, value in plain.items()}


def constraints(item: Item | None, plain: Mapping[str, Arg]) -> Iterable[Expression]:
    """Expressions over arguments and parameters, which the plain reading keeps."""
    for one in entries(item):
        with told_at(one):
            found = compiled(one.text(), _kinds(plain))
        if not holds(found, plain):
            raise one.fault("what the plain reading keeps", "Change a parameter's default, or the constraint.")
        yield found


def assertion(item: Item, plain: Mapping[str, Arg]) -> Assertion:
    """What the sentence says of `v`, in its three strengths."""
    words = ("strict", "lenient", "direction")
    fields = item.fields(words, words)
    return Assertion(**{word: _about_v(fields[word], plain) for word in words})


def _about_v(item: Item, plain: Mapping[str, Arg]) -> Expression:
    with told_at(item):
        found = compiled(item.text(), {"v": "number", **_kinds(plain)})
    if "v" not in found.names:
        raise item.fault("an expression about v, the value of the query", "Write it as v > 1.")
    return found


def check_parameters(claim: Claim, item: Item | None, metrics: Mapping[str, Metric]) -> None:
    """Each feeds an argument with values that the metric takes, or stands in an expression."""
    if claim.query is None or item is None or not isinstance(item.content, dict):
        return
    arguments = metrics[claim.query.metric].arguments
    used = {name for one in (*claim.constraints, *claim.stated.values()) for name in one.names}
    for parameter in claim.parameters:
        where = item.content[parameter.name]
        if parameter.name not in arguments and parameter.name not in used:
            nearest = nearest_names(parameter.name, arguments, 1)
            hint = f"Did you mean {nearest[0]!r}? " if nearest else ""
            raise UserError(
                f"{where.where}: expected an argument of {claim.query.metric} ({', '.join(arguments)}) or a name in an "
                f"expression, found neither. {hint}Use it, or take it out."
            )
        if parameter.name in arguments:
            for choice, place in zip(parameter.choices, _places(where, len(parameter.choices)), strict=True):
                with told_at(place):
                    arguments[parameter.name].check(choice.value)


def _places(parameter: Item, choices: int) -> list[Item]:
    """Where each choice of a parameter stands: its entry, or the range that it is of."""
    fields = parameter.fields(FIELDS)
    return fields["values"].items() if "values" in fields else [fields["range"]] * choices
