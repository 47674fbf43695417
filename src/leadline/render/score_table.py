"""The table of a hindcast: a row for every rival in its own windows, a column for every score."""

from collections.abc import Mapping, Sequence

from leadline.model import Figure
from leadline.render.table import Column, Table
from leadline.render.text import Count, Given, Name, Quantity, Text

KEYS = {"tier": "By", "horizon": "Months", "rival": "Rival"}
"""What tells one row from another, with its heading."""


def score_table(
    scored: Sequence[Figure], *, title: Text, notes: Sequence[Text], keys: Mapping[str, str] = KEYS
) -> Table:
    """The scores side by side, in the order of the figures."""
    names = list(dict.fromkeys(str(figure.args["score"]) for figure in scored))
    rows: dict[tuple[object, ...], list[Figure]] = {}
    for figure in scored:
        rows.setdefault(tuple(figure.args[key] for key in keys), []).append(figure)
    return Table(
        title=title,
        columns=(
            *(Column(heading=heading, align="right" if key == "horizon" else "left") for key, heading in keys.items()),
            Column(heading="n", align="right"),
            Column(heading="Apart", align="right"),
            *(Column(heading=name[:1].upper() + name[1:], align="right") for name in names),
        ),
        rows=tuple(_row(own, keys) for own in rows.values()),
        notes=tuple(notes),
    )


def _row(own: Sequence[Figure], keys: Mapping[str, str]) -> tuple[Text, ...]:
    args, method = own[0].args, own[0].method
    return (
        *((Given(number=int(args[key])) if key == "horizon" else Name(name=str(args[key])),) for key in keys),
        *((Count(number=int(args[name]), evidence=method),) for name in ("n", "independent")),
        *((Quantity(figure=one, part="bare" if one.unit == "months" else "value"),) for one in own),
    )
