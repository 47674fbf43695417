"""The appendix: every figure of a document with its value, interval, day, method, evidence, and how to get it again."""

from collections.abc import Mapping, Sequence

from leadline.briefing.document import Block, Paragraph
from leadline.model import Figure
from leadline.render.sentence import labelled
from leadline.render.table import Table, columns
from leadline.render.text import Day, Name, Quantity, Text, joined, text
from leadline.stack.layers import LAYERS


def appendix(figures: Sequence[Figure]) -> list[Block]:
    """How to read it, the evidence by number, and the table."""
    keys = {key: str(place) for place, key in enumerate(dict.fromkeys(k for f in figures for k in f.evidence), start=1)}
    return [
        Paragraph(
            text=text("Each figure by its id. Values are rounded here as in the text; the command prints them in full.")
        ),
        Paragraph(text=text("Evidence by number: {keys}.", keys=_numbered(keys))),
        Table(
            title=text("Figures"),
            columns=columns("Id", "What", "Value", "On", "Grade", "Method", "Evidence", "Recompute"),
            rows=tuple(_row(figure, keys) for figure in figures),
        ),
    ]


def _numbered(keys: Mapping[str, str]) -> Text:
    return joined([Name(name=f"{number} {key}") for key, number in keys.items()], between="; ")


def _row(figure: Figure, keys: Mapping[str, str]) -> tuple[Text, ...]:
    interval = (
        text(" ({interval})", interval=Quantity(figure=figure, part="interval")) if figure.low is not None else ()
    )
    return (
        (Name(name=figure.id),),
        (labelled(figure),),
        (Quantity(figure=figure), *interval),
        (Day(day=figure.on),),
        (Name(name=figure.grade, of="term"),),
        (Name(name=figure.method),),
        (Name(name=", ".join(keys[key] for key in figure.evidence)),),
        (Name(name=command(figure)),),
    )


def command(figure: Figure) -> str:
    """The command that prints this figure again.

    >>> from datetime import date
    >>> figure = Figure(metric="lead", args={"leader": "US", "follower": "CN"}, value=1.0, unit="months",
    ...                 as_of=date(2026, 8, 11), on=date(2025, 12, 31), method="lead/1", grade="estimate", evidence=())
    >>> command(figure)
    'leadline lead --leader US --follower CN --as-of 2026-08-11 --on 2025-12-31'
    """
    days = f"--as-of {figure.as_of} --on {figure.on}"
    args = {name: str(value) for name, value in figure.args.items()}
    match figure.metric:
        case "lead":
            return f"leadline lead --leader {args['leader']} --follower {args['follower']} {days}"
        case "frontier":
            other = "CN" if args["group"] != "CN" else "US"
            return f"leadline lead --leader {args['group']} --follower {other} {days}"
        case "cost" | "cost_ratio":
            base = f" --base {args['base']}" if "base" in args else ""
            return f"leadline price {load_options(args['workload'])} --models {args['offer']}{base} {days}"
        case "base_price":
            return f"leadline price quotes {args['offer']} {days}"
        case "scenario_forecast" | "scenario_forecast_class":
            return f"leadline scenario forecast --as-of {figure.as_of}"
        case metric if layer := _layer(str(args.get("of", metric))):
            return f"leadline stack {layer} --as-of {figure.as_of}"
        case metric if metric.startswith("scenario_") and "draws" in args:
            return f"leadline scenario table --draws {args['draws']} --as-of {figure.as_of}"
    return f"leadline figure {figure.id} --as-of {figure.as_of}"


def _layer(metric: str) -> str:
    """The layer of the stack that has a measure; nothing where none has."""
    return next((name for name, of in LAYERS.items() if any(one.metric == metric for one in of)), "")


def load_options(workload: str) -> str:
    """A workload as options of `leadline price`.

    >>> load_options("input=37500000 output=12500000 requests=100")
    '--workload input=37500000,output=12500000 --requests 100'
    """
    parts = workload.split()
    meters = ",".join(part for part in parts if not part.startswith(("requests=", "service=")))
    requests = [f"--requests {part.removeprefix('requests=')}" for part in parts if part.startswith("requests=")]
    return " ".join([f"--workload {meters}", *requests])
