"""The bases on which offers compare, beside each other: per token at list and as charged, per text, per task.

    list      tokens x rate at list prices, before reductions: no promotion, the dearest hours
    charged   tokens x rate as charged: promotions, and the mean over the hours of a week
    english, chinese, code, json
              charged cost of the *same text*: tokens x factor x rate, where the text is what the base offer counts as
              the tokens of the workload, and factor is tokens by the offer's tokenizer over tokens by the base's
    task, solved
              charged cost of the user's tasks, attempted once or solved once, by the tokens that the user's file gives

Decisions:

- A text is defined by the base's count, so that the base costs per text what it costs per token, and the ratios on all
  bases start from one number. The whole workload is taken to be text of the kind, what goes in and what comes out.
- Low and high of a cost per text are the ends of the factor (the middle 90 % of pieces of text) priced at the ends of
  the charged cost: hours, and sources that disagree.
- Requests stay as many; their context grows with the factor, and may reach another tier.
- An offer whose tokenizer is not known has no cost per text, and neither has any where the base's is not known: unknown
  is not average. The cell says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from leadline.catalog.tokenizers import tokenizer
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Figure, Workload, weakest
from leadline.prices.book import Book
from leadline.prices.cost import cost, ratio
from leadline.prices.derived import derived, joined_notes
from leadline.prices.offer import Offer
from leadline.prices.per_text import KINDS, factor
from leadline.prices.tasks import Task, task_cost
from leadline.prices.workload import describe

METHOD = "text_cost/1"
Basis = Literal["list", "charged", "english", "chinese", "code", "json", "task", "solved"]
BASES: tuple[Basis, ...] = get_args(Basis)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a workload, or a task, costs on one offer on one basis."""

    cost: Figure | None = None
    """None where it is not known."""
    ratio: Figure | None = None
    """As a multiple of the base's on the same basis; None where either is not known, or the base is free."""
    unknown: str = ""
    """Why the cost is not known."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One offer on all bases that were asked for."""

    offer: Offer
    cells: Mapping[str, Cell]


def by_bases(
    prices: Book,
    offers: Sequence[Offer],
    workload: Workload,
    base: Offer,
    bases: Sequence[str] = ("list", "charged", "english"),
    tasks: Sequence[Task] = (),
) -> list[Row]:
    """Each offer on each basis, with ratios to the base offer."""
    below = {basis: _cell(prices, base, workload, basis, base, tasks) for basis in bases}
    return [
        Row(
            offer=offer,
            cells={basis: _over(_cell(prices, offer, workload, basis, base, tasks), below[basis]) for basis in bases},
        )
        for offer in offers
    ]


def on_basis(
    prices: Book, offer: Offer, workload: Workload, basis: str, base: Offer, tasks: Sequence[Task] = ()
) -> Figure:
    """What a workload costs on an offer on one basis; on `task` and `solved`, what the tasks cost.

    Raises NotEnoughData where it is not known, and UnknownName for a basis that there is none of.
    """
    if basis == "list" or basis == "charged":
        return cost(prices, offer, workload, basis="list" if basis == "list" else "charged")
    if basis == "task" or basis == "solved":
        return task_cost(prices, offer, tasks, solved=basis == "solved")
    if basis in KINDS:
        return text_cost(prices, offer, workload, basis, base)
    raise UnknownName("basis", basis, BASES, f"There are {', '.join(BASES)}.")


def text_cost(
    prices: Book,
    offer: Offer,
    workload: Workload,
    kind: str,
    base: Offer,
    *,
    price: Literal["charged", "list"] = "charged",
) -> Figure:
    """Cost of the text that the base counts as the workload's tokens, as charged or at list prices alone.

    Where the base counts 1,000 tokens of output and the offer 1.4 times as many, 1.3 to 1.5, at 25 US dollars a
    million, the text costs 0.035, from 0.0325 to 0.0375. Raises NotEnoughData where either tokenizer is not known.
    """
    times = factor(prices.view, offer, base, kind)
    charged = cost(prices, offer, _scaled(workload, times.value), basis=price)
    ends = (_scaled(workload, end or times.value) for end in (times.low, times.high))
    lowest, highest = (cost(prices, offer, end, basis=price) for end in ends)
    ranged = times.low is not None or charged.low is not None
    return derived(
        charged,
        metric="text_cost",
        args={"offer": offer.id, "workload": describe(workload), "basis": kind, "base": base.id}
        | ({} if price == "charged" else {"price": price}),
        low=_first(lowest.low, lowest.value) if ranged else None,
        high=_first(highest.high, highest.value) if ranged else None,
        interval="range" if ranged else "none",
        method=METHOD,
        grade=weakest(charged.grade, times.grade),
        evidence=tuple(dict.fromkeys((*charged.evidence, *times.evidence))),
        note=joined_notes(charged.note, times.note),
    )


def with_tokenizer(prices: Book, offers: Sequence[Offer]) -> Offer | None:
    """The first offer whose tokenizer is known: the base of a comparison per text when nobody names one."""
    return next((offer for offer in offers if tokenizer(prices.view.catalog, offer.model)), None)


def _cell(prices: Book, offer: Offer, workload: Workload, basis: str, base: Offer, tasks: Sequence[Task]) -> Cell:
    try:
        return Cell(cost=on_basis(prices, offer, workload, basis, base, tasks))
    except NotEnoughData as missing:
        return Cell(unknown=str(missing))


def _over(cell: Cell, below: Cell) -> Cell:
    if cell.cost is None or below.cost is None or not below.cost.value or cell.cost.unit != below.cost.unit:
        return cell
    return replace(cell, ratio=ratio(cell.cost, below.cost))


def _scaled(workload: Workload, times: float) -> Workload:
    return replace(workload, tokens={meter: round(count * times) for meter, count in workload.tokens.items()})


def _first(end: float | None, value: float) -> float:
    return value if end is None else end
