"""The appendix: every figure of a document with its value, interval, day, method, evidence, and how to get it again."""

from collections.abc import Sequence

from leadline.briefing.document import Block, Paragraph
from leadline.model import Figure
from leadline.render.sentence import labelled
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text
from leadline.stack.layers import LAYERS


def appendix(figures: Sequence[Figure]) -> list[Block]:
    """A sentence on how to read it, and the table."""
    return [
        Paragraph(
            text=text("Each figure by its id. Values are rounded here as in the text; the command prints them in full.")
        ),
        Table(
            title=text("Figures"),
            columns=(
                Column(heading="Id"),
                Column(heading="What"),
                Column(heading="Value"),
                Column(heading="On"),
                Column(heading="Grade"),
                Column(heading="Evidence"),
                Column(heading="Recompute"),
            ),
            rows=tuple(_row(figure) for figure in figures),
        ),
    ]


def _row(figure: Figure) -> tuple[Text, ...]:
    interval = (
        text(" ({interval})", interval=Quantity(figure=figure, part="interval")) if figure.low is not None else ()
    )
    return (
        (Name(name=figure.id),),
        (labelled(figure),),
        (Quantity(figure=figure), *interval),
        (Day(day=figure.on),),
        (Name(name=figure.grade, of="term"),),
        (Name(name=", ".join((figure.method, *figure.evidence))),),
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
