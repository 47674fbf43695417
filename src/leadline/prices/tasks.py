"""What a task costs on each model, from a file of the user's: tokens that it takes there, and how often it is solved.

    cost per task        = charged cost of the mean attempt
    cost per solved task = cost per task / share of attempts that solve it

`task_file.py` reads the file. Decisions:

- `success` is a share from 0 to 1. Dividing by it takes failures to be noticed and tried again, each attempt as likely
  to succeed as any other. A task that is never solved has no cost per solved task; where no share is given, there is
  none either, and the cost per task stands alone.
- Several tasks are added up, each once. A model of which the file lacks one of them has no cost: its sum would be of
  other work.
- No such file comes with Leadline: how many tokens a task takes depends on the task, the prompt and the effort.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadline.errors import NotEnoughData
from leadline.model import Figure, Workload
from leadline.prices.book import Book
from leadline.prices.cost import cost
from leadline.prices.derived import derived, joined_notes
from leadline.prices.offer import Offer

METHOD = "task_cost/1"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one task takes on one model, in the mean of its attempts."""

    model: str
    task: str
    workload: Workload
    success: Decimal | None
    """Share of attempts that solve it; None where it is not given."""
    where: str
    """File and line."""


def task_cost(prices: Book, offer: Offer, tasks: Sequence[Task], *, solved: bool = True) -> Figure:
    """What the tasks of a file cost on an offer together, each solved once; or attempted once.

    A task of 10,000 tokens of output at 25 US dollars a million costs 0.25 an attempt; where half of the attempts solve
    it, 0.50 solved. Raises NotEnoughData where the file does not tell it of the offer.
    """
    own = [task for task in tasks if prices.find(task.model).id == offer.id]
    _check_complete(offer, own, tasks)
    parts = [_one(prices, offer, task, solved=solved) for task in own]
    ranged = any(part.low is not None for part in parts)
    return derived(
        parts[0],
        value=sum(part.value for part in parts),
        low=sum(part.value if part.low is None else part.low for part in parts) if ranged else None,
        high=sum(part.value if part.high is None else part.high for part in parts) if ranged else None,
        interval="range" if ranged else "none",
        args={"offer": offer.id, "workload": _names(own), "per": "solved task" if solved else "task"},
        evidence=tuple(dict.fromkeys(key for part in parts for key in part.evidence)),
        note=joined_notes(*(part.note for part in parts)),
    )


def _one(prices: Book, offer: Offer, task: Task, *, solved: bool) -> Figure:
    charged = cost(prices, offer, task.workload)
    share = _share(task) if solved else 1.0
    return derived(
        charged,
        metric="task_cost",
        value=charged.value / share,
        low=None if charged.low is None else charged.low / share,
        high=None if charged.high is None else charged.high / share,
        method=METHOD,
        # The tokens are the user's word.
        grade="assumption",
    )


def _share(task: Task) -> float:
    if task.success is None:
        raise NotEnoughData(f"{task.where}: no share of success, so that what a solved task costs is unknown.")
    if not task.success:
        raise NotEnoughData(f"{task.where}: {task.model} never solves {task.task!r}; at no cost is it solved.")
    return float(task.success)


def _check_complete(offer: Offer, own: Sequence[Task], tasks: Sequence[Task]) -> None:
    if not tasks:
        raise NotEnoughData("No file says how many tokens a task takes; none is bundled. Give one with --tasks.")
    missing = sorted({task.task for task in tasks} - {task.task for task in own})
    if missing:
        raise NotEnoughData(f"The file of tasks does not say what {', '.join(missing)} takes on {offer.id}.")


def _names(tasks: Sequence[Task]) -> str:
    return "tasks " + ", ".join(sorted(task.task for task in tasks))
