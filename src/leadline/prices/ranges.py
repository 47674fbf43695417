"""Why a cost has a range: the hours of the week, or sources that dispute it; each apart.

    by hour     the cheapest and the dearest hours, by the source that is used
    by source   the least and the greatest mean over the week, of all sources that can tell the cost

The range of the cost itself spans both: what all sources that dispute it say, in all of their hours.
"""

from collections.abc import Iterable
from decimal import Decimal

from leadline.model import Figure
from leadline.prices.cost import Cost
from leadline.prices.derived import derived


def by_hour(cost: Cost) -> Figure | None:
    """A cost with the range of its hours alone; None where they are priced alike.

    Where output costs 3.96 dollars a million in 35 of the 168 hours of a week and 1.98 else, from 1.98 to 3.96.
    """
    return _ranged(cost, "hours", (amount for _, amount in cost.hours))


def by_source(cost: Cost) -> Figure | None:
    """A cost with the range of what sources say of the mean week alone; None where none disputes it.

    Where two sources say 2.50 and 3.50, from 2.50 to 3.50, whatever the hours.
    """
    return _ranged(cost, "sources", (mean for _, mean in cost.means)) if cost.disputed else None


def _ranged(cost: Cost, why: str, amounts: Iterable[Decimal]) -> Figure | None:
    found = [float(amount) for amount in amounts]
    low, high = min(found), max(found)
    args = {**cost.args, "range": why}
    return derived(cost, args=args, low=low, high=high, interval="range") if low != high else None
