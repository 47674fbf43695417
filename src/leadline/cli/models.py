"""`leadline models`: models in the order of the index, or of another yardstick, with what they cost."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.groups import group as group_of
from leadline.capability.ranking import Ranking
from leadline.capability.setting import MODEL_DRAWS, Setting
from leadline.capability.yardsticks import yardstick as ranking_by
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.setting import Chosen, different
from leadline.errors import UserError
from leadline.portrait import Line, lines
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text
from leadline.store.view import View

INDEX = "index"
"""The yardstick that a setting is of."""


def models(
    *,
    group: str | None = None,
    top: int = 30,
    yardstick: str = "index",
    on: str | None = None,
    parquet: Path | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Models in the order of the capability index, with interval, range of ranks, release and the maker's price.

    Ranks are among all models released by the day. The price is that of a million tokens, three of input to one of
    output, on the maker's cheapest offer.

    Args:
        group: Only these: a country (US, CN), 'open' or 'closed' weights, an organisation, ...
        top: How many.
        yardstick: 'index', 'arena' (LMArena's text ratings), 'horizon' (METR's) or 'published' (Epoch's index).
        on: Models released by this day, and prices in force on it, YYYY-MM-DD (default: the as-of day).
        parquet: Write the rows to this file too, with numbers as numbers.
        chosen: How the index is made.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if top < 1:
        raise UserError(f"--top {top}: ask for at least one model.")
    setting = (chosen or Chosen()).setting(MODEL_DRAWS)
    view = which.view()
    day = on_day(on, view)
    ranking = _ranking(view, yardstick, setting)
    names = [model.name for model in ranking.models]
    found = lines(view, ranking, day, group_of(view.catalog, group, names) if group else None)[:top]
    if not found:
        raise UserError(f"No model of {group or 'any group'} was released by {day} and has a value on {ranking.name}.")
    rows = [_record(line) for line in found]
    if parquet:
        show.as_parquet(rows, parquet)
    if output.json:
        figures = [figure for line in found for figure in (line.ranked.value, line.ranked.rank, line.price) if figure]
        show.as_json(answer(view.as_of, day, figures, rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        used = [figure for line in found for figure in (line.ranked.value, line.price) if figure]
        notes = (*different(setting), show.attribution(view.catalog, used))
        show.table(_table(found, ranking.name, notes))


def _ranking(view: View, yardstick: str, setting: Setting) -> Ranking:
    if yardstick != INDEX and (told := ", ".join(setting.changed)):
        raise UserError(f"Only the index can be made with another {told}; {yardstick!r} is taken as it was published.")
    return ranking_by(view, yardstick, setting=setting)


def _table(found: list[Line], name: str, notes: Sequence[Text]) -> Table:
    first = found[0].ranked
    headings = ("Rank", "Model", "Value", "90 % interval", "Ranks", "Released", "Country", "Access", "USD")
    return Table(
        title=text(
            "Models by {name} on {on}, as known on {as_of}",
            name=Name(name=name),
            on=Day(day=first.rank.on),
            as_of=Day(day=first.rank.as_of),
        ),
        columns=tuple(Column(heading=h, align="right" if h in ("Rank", "Value", "USD") else "left") for h in headings),
        rows=tuple(map(_row, found)),
        notes=(
            text(
                "Value in {unit}. USD: the maker's cheapest offer, a million tokens, three of input to one of output.",
                unit=Name(name=first.value.unit),
            ),
            *((text("{note}.", note=Name(name=first.value.note)),) if first.value.note else ()),
            text(
                "Evidence: {keys}; methods {value}, {rank}.",
                keys=Name(name=", ".join(first.value.evidence)),
                value=Name(name=first.value.method),
                rank=Name(name=first.rank.method),
            ),
            *notes,
        ),
    )


def _row(line: Line) -> tuple[Text, ...]:
    model, value, rank = line.ranked.model, line.ranked.value, line.ranked.rank
    return (
        (Quantity(figure=rank, part="bare"),),
        (Name(name=model.name),),
        (Quantity(figure=value, part="bare"),),
        (Quantity(figure=value, part="ends"),),
        (Quantity(figure=rank, part="ends"),),
        (Day(day=model.released),) if model.released else (),
        (Name(name=model.country or ""),),
        (Name(name=model.access + (" (assumed)" if model.access_assumed else "")),),
        (Quantity(figure=line.price, part="bare"),) if line.price else (),
    )


def _record(line: Line) -> Record:
    model, value, rank = line.ranked.model, line.ranked.value, line.ranked.rank
    return {
        "rank": int(rank.value),
        "rank_low": None if rank.low is None else int(rank.low),
        "rank_high": None if rank.high is None else int(rank.high),
        "model": model.name,
        "value": value.value,
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "released": str(model.released),
        "organisation": model.organisation,
        "country": model.country,
        "access": model.access,
        "access_assumed": model.access_assumed,
        "usd_per_mtok_3_to_1": line.price.value if line.price else None,
        "offer": str(line.price.args["offer"]) if line.price else None,
        "as_of": str(value.as_of),
        "on": str(value.on),
        "method": value.method,
        "evidence": " ".join(value.evidence),
        "note": value.note,
    }
