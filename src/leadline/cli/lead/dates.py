"""`leadline lead dates`: the lead under each policy of dates, and the models on which it turns."""

from datetime import date

from leadline.capability.dates import POLICIES, dated
from leadline.capability.index import index
from leadline.capability.lead import HEADLINE
from leadline.capability.panel import entry
from leadline.capability.turning import Turning, days_told, under_policies
from leadline.catalog.dates import KINDS, Kind
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.options import Output, Which, on_day
from leadline.cli.setting import Chosen, different
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text


def dates(
    *,
    on: str | None = None,
    groups: Groups | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The lead under each policy of dates, and the models on which the step lead turns, with their days.

    Args:
        on: The day the lead is taken at, YYYY-MM-DD (default: the as-of day).
        groups: The two groups.
        chosen: How the index is made.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day, scored = on_day(on, view), index(view, setting)
    found = under_policies(scored, *groups.pair, day)
    beside = [entry(dated(scored, policy), *groups.pair, day, HEADLINE).lead for policy in POLICIES]
    days = days_told(scored, {name for one in found for name in (one.reached, one.holder)})
    figures = [figure for one, other in zip(found, beside, strict=True) for figure in (one.lead, other) if figure]
    if output.json:
        show.as_json(answer(view.as_of, day, figures, _rows(found, beside, days)))
    elif output.csv:
        show.as_csv(_rows(found, beside, days))
    else:
        show.table(_table(found, beside))
        show.table(_days(days))
        for line in (*different(setting), show.attribution(view.catalog, figures)):
            show.line(line)


def _rows(found: list[Turning], beside: list[Figure | None], days: dict[str, dict[Kind, date]]) -> list[Record]:
    return [
        {
            "policy": one.policy,
            "step": one.lead.value,
            HEADLINE: other.value if other else None,
            "reached_by": one.reached,
            "reached_by_days": _written(days[one.reached]),
            "held_by": one.holder,
            "held_by_days": _written(days[one.holder]),
        }
        for one, other in zip(found, beside, strict=True)
    ]


def _written(days: dict[Kind, date]) -> str:
    return " ".join(f"{kind}={day}" for kind, day in days.items())


def _table(found: list[Turning], beside: list[Figure | None]) -> Table:
    first = found[0].lead
    on, as_of = Day(day=first.on), Day(day=first.as_of)
    return Table(
        title=text("Lead on {on} by whose dates, as known on {as_of}", on=on, as_of=as_of),
        columns=(
            Column(heading="Dates"),
            Column(heading="Step", align="right"),
            Column(heading=HEADLINE.capitalize(), align="right"),
            Column(heading="Reached by"),
            Column(heading="Held by"),
            Column(heading="Note"),
        ),
        rows=tuple(
            (
                (Name(name=one.policy),),
                (Quantity(figure=one.lead),),
                (Quantity(figure=other),) if other else (),
                (Name(name=one.reached),),
                (Name(name=one.holder),),
                (Name(name=one.lead.note),),
            )
            for one, other in zip(found, beside, strict=True)
        ),
        notes=(text("Reached by: the model ahead that first stood at the level; held by: the model behind."),),
    )


def _days(days: dict[str, dict[Kind, date]]) -> Table:
    def cell(told: dict[Kind, date], kind: Kind) -> Text:
        return (Day(day=told[kind]),) if kind in told else ()

    return Table(
        title=text("Days of the models on which it turns"),
        columns=(Column(heading="Model"), *(Column(heading=kind.capitalize()) for kind in KINDS)),
        rows=tuple(((Name(name=name),), *(cell(told, kind) for kind in KINDS)) for name, told in days.items()),
    )
