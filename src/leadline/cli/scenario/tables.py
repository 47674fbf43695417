"""Tables of scenarios for people."""

from collections.abc import Iterator, Sequence

from leadline.catalog import assumptions
from leadline.cli import show
from leadline.cli.scenario import answers
from leadline.model import Figure
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, joined, text
from leadline.simulate import outcomes
from leadline.simulate.ensemble import TARGET, Ensemble
from leadline.simulate.paths import month_end
from leadline.store.view import View

SUMMARY = ("Mean lead over the year", "Gap of the frontiers at its end", "Share of contestable markets", "Compute")
RESERVE = (
    "An interval is that of futures under these beliefs and this model; of a probability it is the error of Monte "
    "Carlo alone. Yardstick and the effect of distillation are the largest unknowns: run other --beliefs, --yardstick "
    "and --set before quoting."
)


def summary(view: View, found: Ensemble, base: Ensemble | None) -> Table:
    """What a scenario comes to, beside the same with no lever pulled."""
    columns = [Column(heading="Outcome"), Column(heading="Median", align="right"), Column(heading="Of futures")]
    columns += [Column(heading="No lever", align="right")] if base else []
    own, other = answers.summary(found), answers.summary(base) if base else []
    return Table(
        title=text(
            "{name}: {leader} and {follower} in {year}, as known on {day}",
            name=Name(name=found.scenario.name),
            leader=group_name(found.start.blocs[0].code),
            follower=group_name(found.start.blocs[1].code),
            year=Name(name=str(TARGET)),
            day=Day(day=found.start.as_of),
        ),
        columns=tuple(columns),
        rows=tuple(
            (
                (Name(name=SUMMARY[place]),),
                (Quantity(figure=figure),),
                (Quantity(figure=figure, part="interval"),),
                *([(Quantity(figure=other[place]),)] if base else []),
            )
            for place, figure in enumerate(own)
        ),
        notes=(*notes(found), show.attribution(view.catalog, own)),
    )


def notes(found: Ensemble) -> Iterator[Text]:
    """How it was calibrated, what differs from the reference, and what to keep in mind."""
    fitted = found.calibrated
    yield text(
        "Calibrated on frontiers to {month} (vintage {vintage}): {draws}, effective sample size never below {ess}; a "
        "frontier is off by {misfit} in the middle, mean squared miss {miss} where {one} is expected.",
        month=Day(day=month_end(found.start.observed - 1)),
        vintage=Day(day=found.start.vintage),
        draws=Given(number=fitted.draws, unit="draws"),
        ess=Given(number=round(fitted.ess * fitted.draws)),
        misfit=Given(number=round(fitted.misfit, 1), unit="index points"),
        miss=Given(number=round(fitted.misses, 2)),
        one=Given(number=1),
    )
    differing = assumptions.differences(found.scenario.register, assumptions.load())
    for own, reference in differing:
        yield text(
            "Not as in the reference: {name} at {here} instead of {there}.",
            name=Name(name=own.name),
            here=Name(name=", ".join(f"{q:g}" for q in own.quantiles)),
            there=Name(name=", ".join(f"{q:g}" for q in reference.quantiles)),
        )
    if found.scenario.pack.shifts:
        told = ", ".join(f"{shift.assumption} {shift.by:+g}" for shift in found.scenario.pack.shifts)
        yield text(
            "Beliefs: {title}; in standard deviations of the reference {shifts}.",
            title=Name(name=found.scenario.pack.title),
            shifts=Name(name=told),
        )
    yield text("Physical limits hold in {share} of futures.", share=Quantity(figure=outcomes.capped(found)))
    yield text(RESERVE)


def classes(found: Ensemble) -> Table:
    """The probability of each class of lead, times adoption, and the regions of the paper below."""
    rows: list[tuple[Text, ...]] = []
    for lead in (*(one.name for one in outcomes.LEADS), outcomes.ALL):
        cells = [outcomes.class_share(found, lead)]
        cells += [outcomes.class_share(found, lead, one.name) for one in outcomes.SHARES]
        rows.append(((Name(name=lead),), *((Quantity(figure=cell),) for cell in cells)))
    return Table(
        title=text("Mean lead over {year} in months, by share of contestable markets", year=Name(name=str(TARGET))),
        columns=(
            Column(heading="Lead in months"),
            Column(heading="Probability", align="right"),
            *(Column(heading=f"Share {one.name}", align="right") for one in outcomes.SHARES),
        ),
        rows=tuple(rows),
        notes=(_regions(found),),
    )


def _regions(found: Ensemble) -> Text:
    first, second, neither = (outcomes.class_share(found, paper=name) for name in outcomes.REGIONS)
    return text(
        "The paper's first scenario (a lead of a year or more): {first}. Its second (parity, the follower ahead, or a "
        "lead below half a year with most adoption lost): {second}. Neither: {neither}.",
        first=Quantity(figure=first),
        second=Quantity(figure=second),
        neither=Quantity(figure=neither),
    )


def moved(found: Ensemble, base: Ensemble) -> Table:
    """What the levers change, future by future."""
    lead, share = outcomes.effect(found, base), outcomes.effect(found, base, "share")
    rows: list[tuple[Text, ...]] = [_effect("Mean lead", lead), _effect("Share of contestable markets", share)]
    changes = [(f"Probability: {one.name} months", outcomes.change(found, base, one.name)) for one in outcomes.LEADS]
    changes += [(f"Probability: {name}", outcomes.change(found, base, paper=name)) for name in outcomes.REGIONS]
    rows += [_effect(name, figure) for name, figure in changes]
    return Table(
        title=text("Changed by {levers}, in paired futures", levers=Name(name=str(lead.args["levers"]))),
        columns=(Column(heading="Outcome"), Column(heading="Change", align="right"), Column(heading="Interval")),
        rows=tuple(rows),
        notes=(text("Lead: {lead}. Share: {share}.", lead=Name(name=lead.note), share=Name(name=share.note)),),
    )


def _effect(name: str, figure: Figure) -> tuple[Text, ...]:
    return (Name(name=name),), (Quantity(figure=figure),), (Quantity(figure=figure, part="interval"),)


def bare(figures: Sequence[Figure]) -> tuple[Text, ...]:
    """Figures as cells without their units."""
    return tuple((Quantity(figure=figure, part="bare"),) for figure in figures)


def listed(names: Sequence[str]) -> Text:
    """Names in a row."""
    return joined([Name(name=name) for name in names])
