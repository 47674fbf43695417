"""Checking a claim: all its readings on one view, and the verdict that they come to.

    readings (grid) -> values and assertions (run) -> shares -> what decides (decide) -> outcome

A claim that cannot be checked has no readings; the readings of a scenario are context and give no outcome.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from leadline.claims import decide
from leadline.claims.claim import Claim
from leadline.claims.grid import Grid, Rows, grid, neighbours, setting, weights
from leadline.claims.metric import Measured, Metric
from leadline.claims.metrics import METRICS
from leadline.claims.outcome import modifiers, outcome
from leadline.claims.run import Run, run
from leadline.claims.shares import Places, Sums, middle, share, told
from leadline.claims.verdict import Facet, Reading, Verdict
from leadline.errors import UnknownName, UserError
from leadline.store.view import View

SEED = 7
"""Of the sample of a claim with more readings than are run."""


def check_all(
    claims: Iterable[Claim], view: View, metrics: Mapping[str, Metric] = METRICS, *, seed: int = SEED
) -> list[Verdict]:
    """The verdicts on many claims, in their order and taken one by one."""
    return [check(claim, view, metrics, seed=seed) for claim in claims]


def check(claim: Claim, view: View, metrics: Mapping[str, Metric] = METRICS, *, seed: int = SEED) -> Verdict:
    """What a view says of a claim.

    Args:
        claim: What was said, as a query.
        view: What was known.
        metrics: What can be asked, by name.
        seed: Of the sample, where there are too many readings to run all.
    """
    if claim.query is None or claim.status == "not_checkable":
        return _without_readings(claim, view)
    if claim.query.metric not in metrics:
        raise UnknownName("metric", claim.query.metric, metrics, hint=f"It is asked for in {claim.file}.")
    metric = metrics[claim.query.metric]
    metric.checked(claim.query.args, open_=[parameter.name for parameter in claim.parameters])
    lattice = grid(claim, seed=seed)
    return _verdict(claim, view, metric, lattice, run(claim, metric, view, _with_neighbours(claim, lattice)))


def _with_neighbours(claim: Claim, lattice: Grid) -> Rows:
    """The readings to run: of a sample also the plain one and its neighbours, which are not among its shares."""
    if not lattice.sampled or lattice.plain is None:
        return lattice.rows
    return np.concatenate([lattice.rows, lattice.plain, neighbours(claim, lattice.plain)])


def _verdict(claim: Claim, view: View, metric: Metric, lattice: Grid, everything: Run) -> Verdict:
    ours = everything.first(len(lattice.rows))
    sums = Sums(claim=claim, as_of=view.as_of, run=ours, sample=lattice.sample)
    strict, lenient, direction = (share(sums, held, sums.all, assertion=name) for name, held in ours.held.items())
    verdict = Verdict(
        claim=claim,
        as_of=view.as_of,
        outcome=outcome(claim, view.as_of, strict, len(ours.rows), int(ours.known.sum())),
        readings=tuple(_readings(claim, ours)),
        sampled=lattice.total,
        facets=tuple(_facet(sums, members) for members in sums.members()),
        strict=strict,
        lenient=lenient,
        direction=direction,
        default=_plain(claim, everything, lattice.plain),
        flips=() if lattice.plain is None else decide.flips(everything, lattice.plain, claim),
        deciders=decide.deciders(sums),
        thresholds=decide.thresholds(sums, metric),
        above=decide.above(sums),
        evidence=tuple(sorted({key for one in ours.found if isinstance(one, Measured) for key in one.figure.evidence})),
    )
    return replace(verdict, modifiers=tuple(modifiers(verdict)))


def _readings(claim: Claim, ours: Run) -> list[Reading]:
    weight = weights(claim, ours.rows).tolist()
    held = [shares.tolist() for shares in ours.held.values()]
    found = [ours.found[at] for at in ours.of]
    return [
        Reading(
            setting=setting(claim.parameters, row),
            figure=None if isinstance(one, str) else one.figure,
            strict=strict,
            lenient=lenient,
            direction=direction,
            weight=each,
            missing=one if isinstance(one, str) else "",
        )
        for row, one, strict, lenient, direction, each in zip(ours.rows, found, *held, weight, strict=True)
    ]


def _plain(claim: Claim, everything: Run, plain: Rows | None) -> Reading | None:
    """The plain reading, which is among those that were run."""
    if plain is None:
        return None
    place = int(np.flatnonzero((everything.rows == plain).all(axis=1))[0])
    held = {name: shares[place : place + 1] for name, shares in everything.held.items()}
    return _readings(claim, Run(rows=plain, of=everything.of[[place]], found=everything.found, held=held))[0]


def _facet(sums: Sums, members: Places) -> Facet:
    values = sums.facet_setting(int(members[0]))
    strict, lenient, direction = (
        share(sums, held, members, assertion=name, among=told(values)) for name, held in sums.run.held.items()
    )
    return Facet(
        setting=values,
        readings=len(members),
        dropped=len(members) - int(sums.run.known[members].sum()),
        strict=strict,
        lenient=lenient,
        direction=direction,
        value=middle(sums, members, among=told(values)),
    )


def _without_readings(claim: Claim, view: View) -> Verdict:
    if claim.status not in ("scenario", "not_checkable"):
        raise UserError(f"{claim.file}: {claim.id} is {claim.status} but has no query. Add one, or say what it lacks.")
    return Verdict(claim=claim, as_of=view.as_of, outcome=claim.status)
