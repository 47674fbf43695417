"""What simple rivals say of the mean lead over the target year, from the leads that a view tells.

A rival sees the leads at the ends of months up to the last whole month before the vintage, as in the hindcast, and
foretells the lead in the middle of the target year. Its spread is that of single months; the mean of twelve spreads a
little less, so that its tails are wide rather than thin. Rivals know of no lever.
"""

from leadline.capability.definitions import definition as definition_of
from leadline.capability.hindcast import FIRST, exact_leads, rivals_of
from leadline.capability.index import index
from leadline.capability.sides import pair
from leadline.capability.vintages import central_draws
from leadline.errors import NotEnoughData
from leadline.simulate.ensemble import TARGET
from leadline.simulate.equations import Floats
from leadline.simulate.hindcast import DEFINITION
from leadline.simulate.paths import FIRST_YEAR, month_end
from leadline.simulate.start import Start
from leadline.store.view import View
from leadline.units import whole_months

MIDDLE = 12 * (TARGET - FIRST_YEAR) + 5
"""The month at whose end half of the target year has passed."""


def leads(view: View, begun: Start) -> Floats:
    """The leads at the ends of months that are known exactly, the last one at the end of history."""
    blocs = [bloc.code for bloc in begun.blocs]
    sides = pair(index(view, draws=central_draws(definition_of(DEFINITION))), blocs[0], blocs[1])
    return exact_leads(sides, whole_months(FIRST, month_end(begun.observed - 1)), DEFINITION)


def foretold(series: Floats, begun: Start) -> dict[str, Floats]:
    """The ensemble of every rival that can tell a spread so far ahead, by its name."""
    steps = MIDDLE - (begun.observed - 1)
    found = {}
    for name, rule in rivals_of(begun.blocs[0].code, begun.blocs[1].code).items():
        try:
            found[name] = rule(series, steps)
        except NotEnoughData:
            continue
    return found
