"""The table of packs by levers: what follows from each school's beliefs, and what each lever does under them.

Every pack is calibrated to the same history; within a pack every setting of levers runs the same futures, so that its
effects are paired.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leadline.catalog import beliefs, levers
from leadline.catalog.beliefs import Pack
from leadline.model import Figure
from leadline.simulate import outcomes
from leadline.simulate.calibrate import Calibrated
from leadline.simulate.ensemble import Ensemble, ensemble
from leadline.simulate.scenario import Scenario, Way
from leadline.store.view import View

DRAWS = 4000
"""Draws of each pack: the error of a probability is about one point."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Levers that are pulled to full strength together."""

    name: str
    levers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class PackRow:
    """What follows from one pack."""

    pack: Pack
    calibrated: Calibrated
    lead: Figure
    share: Figure
    regions: tuple[Figure, ...]
    """Probabilities of the paper's first scenario, of its second, and of neither."""
    classes: tuple[Figure, ...]
    """Probability of each class of lead, with no lever pulled."""
    effects: tuple[Figure, ...]
    """Of each setting on the lead, in months."""
    adoption: tuple[Figure, ...]
    """Of each setting on the share, in points."""
    changes: tuple[Figure, ...]
    """Of each setting on the probability of the first scenario, in points."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them."""
        return (self.lead, self.share, *self.regions, *self.classes, *self.effects, *self.adoption, *self.changes)


def settings() -> tuple[Setting, ...]:
    """Each lever alone, all of the leader's, and all of the follower's."""
    all_of = levers.load().values()
    sponsors = dict.fromkeys(lever.sponsor for lever in all_of)
    alone = [Setting(name=lever.name, levers=(lever.name,)) for lever in all_of]
    whole = [
        Setting(name=f"all of {sponsor}", levers=tuple(one.name for one in all_of if one.sponsor == sponsor))
        for sponsor in sponsors
    ]
    return (*alone, *whole)


def pulled(asked: Scenario, setting: Setting) -> Scenario:
    """A scenario with the levers of a setting at full strength."""
    return replace(asked, name=setting.name, levers={name: (Way(strength=1.0),) for name in setting.levers})


def packs_by_levers(view: View, asked: Scenario, names: Sequence[str] = ()) -> Iterator[PackRow]:
    """The rows of the table, one pack after the other (default: all), each with nothing pulled beside every setting."""
    for name in names or tuple(beliefs.load()):
        base = ensemble(view, replace(asked, levers={}, beliefs=name))
        moved = [ensemble(view, pulled(base.scenario, setting)) for setting in settings()]
        yield row(base, moved)


def row(base: Ensemble, moved: Sequence[Ensemble]) -> PackRow:
    """What follows from one pack: the base and every setting."""
    return PackRow(
        pack=base.scenario.pack,
        calibrated=base.calibrated,
        lead=outcomes.mean_lead(base),
        share=outcomes.share(base),
        regions=tuple(outcomes.class_share(base, paper=name) for name in outcomes.REGIONS),
        classes=tuple(outcomes.class_share(base, one.name) for one in outcomes.LEADS),
        effects=tuple(outcomes.effect(one, base) for one in moved),
        adoption=tuple(outcomes.effect(one, base, "share") for one in moved),
        changes=tuple(outcomes.change(one, base, paper=outcomes.REGIONS[0]) for one in moved),
    )
