"""`leadline find`: things by a few words."""

from shlex import quote

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, text
from leadline.search import MOST, Found
from leadline.search import find as find_in

_TITLE = "What fits {question}"
_INDICATORS = {
    "lead": "leadline lead",
    "frontier": "leadline lead frontiers",
    "capability": "leadline models",
    "compute": "leadline stack compute",
    "cost": "leadline price",
    "price": "leadline price",
}
"""The command that tells an indicator, by the beginning of its name."""
_NOTHING = "Nothing fits every word of {question}; ask for fewer"


def find(*words: str, most: int = MOST, which: Which | None = None, output: Output | None = None) -> None:
    """Models, organisations, indicators, sources, policy events and documents that fit a few words, best first.

    Args:
        words: What to look for; every word must fit.
        most: How many to show.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    found = find_in(view, " ".join(words), most)
    rows = [_row(one) for one in found]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(found, " ".join(words)))


def _row(one: Found) -> Record:
    return {
        "kind": one.kind,
        "name": one.name,
        "detail": one.detail,
        "day": str(one.day) if one.day else None,
        "url": one.url,
        "score": one.score,
        "command": _command(one),
    }


def _command(one: Found) -> str | None:
    """What to ask next; None where no command tells more.

    >>> _command(Found(kind="model", name="GPT-5 (high)", detail=""))
    "leadline model 'GPT-5 (high)'"
    """
    name = quote(one.name)
    match one.kind:
        case "model":
            return f"leadline model {name}"
        case "organisation":
            return f"leadline models --group {name}"
        case "chip":
            return f"leadline policy chips --all --chip {name}"
        case "rule":
            return "leadline policy chips --clauses"
        case "event" if one.day:
            return f"leadline policy --since {one.day}"
        case "source":
            return "leadline sources --vintages"
        case "indicator":
            return next((command for start, command in _INDICATORS.items() if one.also.startswith(start)), None)
    return None


def _table(found: list[Found], question: str) -> Table:
    return Table(
        title=text(_TITLE if found else _NOTHING, question=Name(name=question)),
        columns=tuple(Column(heading=heading) for heading in ("Kind", "Name", "Detail", "Day", "Ask next")),
        rows=tuple(
            (
                (Name(name=one.kind),),
                (Name(name=one.name),),
                (Name(name=one.detail),),
                (Day(day=one.day),) if one.day else (),
                (Name(name=_command(one) or one.url or ""),),
            )
            for one in found
        ),
    )
