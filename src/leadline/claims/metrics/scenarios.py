"""What the scenario model says of 2028 under beliefs and levers, with the draws of the futures.

All rest on `simulate/`. Decisions:

- Fewer draws than a command runs are enough for a reading: a probability is known to about two points. Their number is
  an argument and stands in the figure.
- Beliefs are calibrated once for a view, and a setting of levers runs once.
- Levers are written as an option writes them, parted by commas: `chips=1, models=0.5@2027-06`; `none` pulls none.
"""

from collections.abc import Mapping
from functools import lru_cache

from leadline.catalog import beliefs
from leadline.claims import arguments as may
from leadline.claims.metric import Args, Argument, Measured
from leadline.simulate import outcomes
from leadline.simulate.calibrate import LEAST_DRAWS
from leadline.simulate.chance import SEED
from leadline.simulate.dynamics import YARDSTICKS
from leadline.simulate.ensemble import Ensemble, ensemble
from leadline.simulate.outcomes import ALL, LEADS, REGIONS, SHARES
from leadline.simulate.scenario import Scenario, Way, lever_option
from leadline.store.view import View

DRAWS = 1000
MOST = 20_000
NONE = "none"
OUTCOMES = ("lead", "share", "gap", "compute ratio")


def levers(text: str) -> dict[str, tuple[Way, ...]]:
    """The levers that a text names.

    >>> [way.strength for way in levers("chips=1, chips=0@2028-01")["chips"]], levers("none")
    ([1.0, 0.0], {})
    """
    found: dict[str, tuple[Way, ...]] = {}
    for part in text.split(",") if text.strip() != NONE else ():
        name, way = lever_option(part)
        found[name] = (*found.get(name, ()), way)
    return found


@lru_cache(maxsize=64)
def _ran(view: View, pulled: str, held: str, yardstick: str, draws: int, seed: int) -> Ensemble:
    asked = Scenario(levers=levers(pulled), beliefs=held, yardstick=yardstick, draws=draws, seed=seed)
    return ensemble(view, asked)


def _run(view: View, args: Args, pulled: str | None = None) -> Ensemble:
    names = (pulled or may.word(args, "levers"), may.word(args, "beliefs"), may.word(args, "yardstick"))
    return _ran(view, *names, int(may.amount(args, "draws")), int(may.amount(args, "seed")))


def _share(view: View, args: Args) -> Measured:
    found = _run(view, args)
    names = [may.word(args, name) for name in ("lead", "adoption", "region")]
    return Measured(figure=outcomes.class_share(found, names[0], names[1], names[2]))


def _lead(view: View, args: Args) -> Measured:
    found = _run(view, args)
    told = {
        "lead": (outcomes.mean_lead, found.lead),
        "share": (outcomes.share, 100 * found.share),
        "gap": (outcomes.gap, found.gap),
        "compute ratio": (outcomes.ratio, found.ratio),
    }
    figure, draws = told[may.word(args, "outcome")]
    return Measured(figure=figure(found), draws=draws)


def _effect(view: View, args: Args) -> Measured:
    found, base = _run(view, args), _run(view, args, NONE)
    outcome = may.word(args, "outcome")
    drawn = found.lead - base.lead if outcome == "lead" else 100 * (found.share - base.share)
    return Measured(figure=outcomes.effect(found, base, outcome), draws=drawn)


BELIEFS: Mapping[str, Argument] = {
    "beliefs": may.names("Whose beliefs, as a pack", beliefs.load(), "reference"),
    "levers": may.worded("Levers as chips=1, models=0.5@2027-06; none pulls none.", levers, NONE),
    "yardstick": may.names("By which yardstick a lead is seen", YARDSTICKS, "mixture"),
    "draws": may.number("How many futures", LEAST_DRAWS, MOST, DRAWS, whole=True),
    "seed": may.number("Of the draws", 0, 2**31, SEED, whole=True),
}

SCENARIO_SHARE = may.metric(
    name="scenario_share",
    meaning="The probability of a class of lead, a class of adoption or a region of the paper in 2028.",
    unit="%",
    arguments={
        "region": may.names("Which region", (ALL, *REGIONS), ALL),
        "lead": may.names("Which class of the mean lead in months", (ALL, *(one.name for one in LEADS)), ALL),
        "adoption": may.names("Which class of the share of tokens", (ALL, *(one.name for one in SHARES)), ALL),
        **BELIEFS,
    },
    measure=_share,
    example={"region": "first scenario", "beliefs": "reference", "levers": "chips=1, models=1"},
)
SCENARIO_LEAD = may.metric(
    name="scenario_lead",
    meaning="The mean lead of 2028, or what stands at its end: the leader's share, the gap, the ratio of compute.",
    unit="months",
    arguments={"outcome": may.names("Which outcome", OUTCOMES, "lead"), **BELIEFS},
    measure=_lead,
    example={"outcome": "lead", "beliefs": "reference"},
)
SCENARIO_EFFECT = may.metric(
    name="scenario_effect",
    meaning="By how much levers change the mean lead of 2028, or the leader's share, future by future.",
    unit="months",
    arguments={"outcome": may.names("Of which outcome", ("lead", "share"), "lead"), **BELIEFS},
    measure=_effect,
    example={"outcome": "lead", "levers": "chips=1"},
)
METRICS = (SCENARIO_SHARE, SCENARIO_LEAD, SCENARIO_EFFECT)
