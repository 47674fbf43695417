"""`leadline brief diff`: two editions beside each other."""

from pathlib import Path

from leadline.briefing.archive import read
from leadline.briefing.differences import Difference, Differences, differences
from leadline.cli import show
from leadline.cli.options import Output
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import label
from leadline.render.table import Table, columns
from leadline.render.text import Day, Given, Name, Quantity, Text, joined, text

MOST = 40
"""Rows that are shown; `--json` and `--csv` have all."""


def diff(before: Path, after: Path, *, output: Output | None = None) -> None:
    """What differs between two editions: figure by figure, with the reason: method, data, names, day or program.

    Args:
        before: Folder of the earlier edition.
        after: Folder of the later one.
        output: The form of the answer.
    """
    output = output or Output()
    one, other = read(before), read(after)
    found = differences(one.figures, other.figures)
    if output.json:
        show.as_json(answer(other.as_of, other.as_of, (), _rows(found)))
    elif output.csv:
        show.as_csv(_rows(found))
    else:
        title = text(
            "From the edition of {before} to that of {after}", before=Day(day=one.as_of), after=Day(day=other.as_of)
        )
        show.table(_table(title, found))


def _rows(found: Differences) -> list[Record]:
    changed = [_record(one.before, one.after, one.reason) for one in found.changed]
    came = [_record(None, one, "came") for one in found.came]
    return [*changed, *came, *(_record(one, None, "went") for one in found.went)]


def _record(before: Figure | None, after: Figure | None, reason: str) -> Record:
    either = after or before
    assert either is not None, "a difference has a figure on one side"
    return {
        "what": label(either),
        "metric": either.metric,
        "before": before.value if before else None,
        "after": after.value if after else None,
        "unit": either.unit,
        "reason": reason,
        "method_before": before.method if before else None,
        "method_after": after.method if after else None,
        "before_id": before.id if before else None,
        "after_id": after.id if after else None,
    }


def _table(title: Text, found: Differences) -> Table:
    return Table(
        title=title,
        columns=columns("What", "On", "Before", "After", "Reason", right=["Before", "After"]),
        rows=tuple(map(_row, found.changed[:MOST])),
        notes=(_summary(found),),
    )


def _row(one: Difference) -> tuple[Text, ...]:
    by = f" ({one.before.method} to {one.after.method})" if one.reason == "method" else ""
    return (
        (Name(name=label(one.after)),),
        (Day(day=one.after.on),),
        (Quantity(figure=one.before),),
        (Quantity(figure=one.after),),
        (Name(name=f"{one.reason}{by}"),),
    )


def _summary(found: Differences) -> Text:
    told = [
        text("{count} by {reason}", count=Given(number=count), reason=Name(name=reason))
        for reason, count in found.reasons.most_common()
    ]
    return text(
        "{changed} figures differ{reasons}; {same} are the same, {came} came, {went} went.",
        changed=Given(number=len(found.changed)),
        reasons=text(" ({reasons})", reasons=joined(told)) if told else (),
        same=Given(number=found.same),
        came=Given(number=len(found.came)),
        went=Given(number=len(found.went)),
    )
