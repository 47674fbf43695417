"""The section on 2028: the forecast of model and rivals, what follows from every side's beliefs, and what to watch.

The forecast has the draws of `leadline scenario forecast`. The table of packs has fewer than `leadline scenario table`
takes by itself, since a briefing runs eight packs under eight settings of levers: the error of a probability is about
two points, which its interval tells.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from leadline.briefing.document import Block, Paragraph, Points
from leadline.model import Figure
from leadline.render.sentence import group_name, say
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Text, joined, text
from leadline.simulate.ensemble import TARGET, ensemble
from leadline.simulate.hindcast import ENOUGH, STACK
from leadline.simulate.scenario import Scenario
from leadline.simulate.signposts import signposts
from leadline.simulate.stack import Stack, figures, stack
from leadline.simulate.table import PackRow, packs_by_levers, settings
from leadline.store.view import View

DRAWS = 1000
"""Of each pack under each setting of levers."""
SIGNPOSTS = 3
"""What to watch: as many as are told."""
CLASSES = (
    Column(heading="Two years or more", align="right"),
    Column(heading="One to two years", align="right"),
    Column(heading="Half a year to a year", align="right"),
    Column(heading="A quarter to half a year", align="right"),
    Column(heading="Within a quarter", align="right"),
    Column(heading="Follower ahead", align="right"),
)
"""Of the mean lead, as `outcomes.LEADS` has them."""

WATCHED = {
    "lead": text("A lead by the public index"),
    "gap": text("A gap of the frontiers by the public index"),
    "share": text("A share of contestable markets"),
    "ratio": text("A ratio of usable compute"),
}
"""What a signpost observes."""
REGIONS = {
    "first scenario": text("the paper's first scenario"),
    "second scenario": text("the paper's second scenario"),
    "neither": text("neither of the paper's scenarios"),
}


@lru_cache(maxsize=2)
def foretold(view: View) -> Stack:
    """Model and rivals with no lever pulled; made once and kept."""
    return stack(view, ensemble(view, Scenario()))


@lru_cache(maxsize=2)
def by_packs(view: View) -> tuple[PackRow, ...]:
    """What follows from every pack; made once and kept."""
    return tuple(packs_by_levers(view, Scenario(draws=DRAWS)))


def forecast(view: View) -> Figure:
    """The published forecast: that of the stack of model and rivals."""
    return next(one for one in figures(foretold(view)) if one.args["by"] == STACK)


def spread(view: View) -> tuple[PackRow, PackRow]:
    """The packs with the shortest and with the longest median lead."""
    rows = sorted(by_packs(view), key=lambda row: row.lead.value)
    return rows[0], rows[-1]


def scenarios_section(view: View) -> list[Block]:
    """The forecast, the packs, their levers, what to watch."""
    told, rows = foretold(view), by_packs(view)
    return [
        Paragraph(text=joined([say(forecast(view)), _premise(told)], between=" ")),
        _by_members(told),
        Paragraph(text=_packs(view)),
        _by_packs(rows),
        _by_levers(rows),
        *_to_watch(view, told),
    ]


def _premise(told: Stack) -> Text:
    return text(
        "It is a mixture of the model, calibrated on the frontiers of {leader} and {follower} to {day}, and of simple "
        "rivals that know of no chip and no policy. {weights} Nobody can say how often such a forecast comes true; the "
        "hindcast scores it against its rivals as far as vintages reach.",
        leader=group_name(told.base.start.blocs[0].code),
        follower=group_name(told.base.start.blocs[1].code),
        day=Day(day=told.base.start.vintage),
        weights=_weights(told),
    )


def _weights(told: Stack) -> Text:
    holes = {"apart": Given(number=told.apart), "least": Given(number=ENOUGH)}
    if told.scored:
        return text("They weigh by their past scores over {apart} windows of a year apart.", **holes)
    return text(
        "All weigh alike: past scores rest on {apart} windows of a year apart, and {least} would be needed to tell "
        "skill from luck.",
        **holes,
    )


def _by_members(told: Stack) -> Table:
    found = figures(told)
    names = dict.fromkeys(str(figure.args["by"]) for figure in found)
    return Table(
        title=text("Mean lead over {year} with no lever pulled: months, and per cent by class", year=_year()),
        columns=(
            Column(heading="By"),
            Column(heading="Median", align="right"),
            Column(heading="Interval", align="right"),
            *CLASSES,
        ),
        rows=tuple(_member(name, [one for one in found if one.args["by"] == name]) for name in names),
    )


def _member(name: str, own: Sequence[Figure]) -> tuple[Text, ...]:
    return ((Name(name=name),), *_lead(own[0]), *_bare(own[1:]))


def _packs(view: View) -> Text:
    low, high = spread(view)
    return text(
        "Under the beliefs of {packs} schools of thought, each calibrated to the same history, the median goes from "
        "{least} ({low}) to {most} ({high}). A pack is a reading of what a school holds; the paper's first scenario is "
        "a lead of a year or more, its second parity, the follower ahead, or a short lead with most adoption lost.",
        packs=Count(number=len(by_packs(view)), evidence=f"register@{foretold(view).base.register}"),
        least=Quantity(figure=low.lead),
        low=Name(name=low.pack.title),
        most=Quantity(figure=high.lead),
        high=Name(name=high.pack.title),
    )


def _by_packs(rows: Sequence[PackRow]) -> Table:
    return Table(
        title=text("What follows from each side's beliefs, no lever pulled: months, and per cent of futures"),
        columns=(
            Column(heading="Beliefs"),
            Column(heading="Median", align="right"),
            Column(heading="Interval", align="right"),
            *CLASSES,
            Column(heading="First scenario", align="right"),
            Column(heading="Second scenario", align="right"),
            Column(heading="Neither", align="right"),
        ),
        rows=tuple(
            ((Name(name=row.pack.title),), *_lead(row.lead), *_bare([*row.classes, *row.regions])) for row in rows
        ),
        notes=(_draws(),),
    )


def _by_levers(rows: Sequence[PackRow]) -> Table:
    columns = (
        Column(heading="Export controls", align="right"),
        Column(heading="Access to models", align="right"),
        Column(heading="Spread abroad", align="right"),
        Column(heading="Domestic chips", align="right"),
        Column(heading="Imports refused", align="right"),
        Column(heading="All of the leader's", align="right"),
        Column(heading="All of the follower's", align="right"),
    )
    assert len(columns) == len(settings()), "a column for each setting of levers"
    return Table(
        title=text("What each lever at full strength changes: months of mean lead, future by future"),
        columns=(Column(heading="Beliefs"), *columns),
        rows=tuple(((Name(name=row.pack.title),), *_bare(row.effects)) for row in rows),
        notes=(text("Means of paired differences; the middle of futures stands with each figure in the appendix."),),
    )


def _draws() -> Text:
    return text(
        "{draws} futures of each pack: the interval of a probability is the error of so many draws alone, that of a "
        "median the middle of futures under these beliefs.",
        draws=Given(number=DRAWS),
    )


def _to_watch(view: View, told: Stack) -> list[Block]:
    """The observations that would move most, one of each kind."""
    seen = ensemble(view, replace(told.base.scenario, yardstick="index"))
    by_kind: dict[object, Figure] = {}
    for figure in signposts(told.base, seen):
        by_kind.setdefault(figure.args["observed"], figure)
    chosen = list(by_kind.values())[:SIGNPOSTS]
    if not chosen:
        return []
    return [
        Paragraph(text=text("What would change this most, were it seen:")),
        Points(points=tuple(map(_signpost, chosen))),
    ]


def _signpost(figure: Figure) -> Text:
    bound, unit = figure.args["bound"], str(figure.args["bound_unit"])
    assert isinstance(bound, float), "the bound of a signpost is a number"
    value = Given(number=round(bound, 1), unit=unit)
    side = (
        text("at least {value}", value=value)
        if figure.args["side"] == "at least"
        else text("at most {value}", value=value)
    )
    return text(
        "{what} on {day} of {bound}: the probability of {region} changes by {change} ({interval}).",
        what=WATCHED[str(figure.args["observed"])],
        day=Day(day=figure.on),
        bound=side,
        region=REGIONS[str(figure.args["region"])],
        change=Quantity(figure=figure),
        interval=Quantity(figure=figure, part="interval"),
    )


def _lead(figure: Figure) -> tuple[Text, Text]:
    return (Quantity(figure=figure, part="bare"),), (Quantity(figure=figure, part="ends"),)


def _bare(found: Sequence[Figure]) -> tuple[Text, ...]:
    return tuple((Quantity(figure=figure, part="bare"),) for figure in found)


def _year() -> Name:
    return Name(name=str(TARGET))
