"""A claim on the day of its sentence and today, and which verdicts have changed since an earlier day.

What a claim came to on a day is what it comes to on the view of that day: what was known then, not what is known of it
now. A sentence whose day is unknown, or later than the view, has no verdict of its day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leadline.claims.check import SEED, check_all
from leadline.claims.claim import Claim
from leadline.claims.metric import Metric
from leadline.claims.metrics import METRICS
from leadline.claims.verdict import FAILED, HELD, Modifier, Verdict
from leadline.store.view import View

LEAST = 1.0
"""Points by which a strict share must have moved to be told as a change."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A claim that is judged otherwise than on an earlier day."""

    claim: Claim
    before: Verdict
    now: Verdict


def then_and_now_all(
    claims: Iterable[Claim], view: View, metrics: Mapping[str, Metric] = METRICS, *, seed: int = SEED
) -> list[tuple[Verdict | None, Verdict]]:
    """For each claim the verdict on the day of its sentence, and the one of the view with what has become of it since.

    In their order. They are taken one by one on the view, then day by day those that were said on it: what a day needs
    is found once, and its view is let go before that of the next day is opened.
    """
    now = check_all(claims, view, metrics, seed=seed)
    then = _on_their_days([one.claim for one in now], view, metrics, seed)
    return [(before, since(before, one)) for before, one in zip(then, now, strict=True)]


def _on_their_days(
    claims: Sequence[Claim], view: View, metrics: Mapping[str, Metric], seed: int
) -> list[Verdict | None]:
    """The verdict on each claim on its day; None where that is unknown, or later than the view."""
    found: list[Verdict | None] = [None] * len(claims)
    said: dict[date, list[int]] = {}
    for place, claim in enumerate(claims):
        if claim.said is not None and claim.said <= view.as_of:
            said.setdefault(claim.said, []).append(place)
    for day, places in sorted(said.items()):
        verdicts = check_all([claims[place] for place in places], view.earlier(day), metrics, seed=seed)
        for place, verdict in zip(places, verdicts, strict=True):
            found[place] = verdict
    return found


def since(then: Verdict | None, now: Verdict) -> Verdict:
    """A verdict with what has become of a sentence that held, or mostly held, on its day."""
    if then is None or then.outcome not in HELD or now.outcome not in ("depends", *FAILED):
        return now
    told: tuple[Modifier, ...] = ("true_when_said", "no_longer") if now.outcome in FAILED else ("true_when_said",)
    return replace(now, modifiers=(*now.modifiers, *told))


def changed(before: Iterable[Verdict], now: Iterable[Verdict]) -> list[Changed]:
    """The claims with another outcome than before, or whose strict share has moved by a point or more.

    They are matched by id, and a new one has not changed.
    """
    told = {verdict.claim.id: verdict for verdict in before}
    pairs = [(told[verdict.claim.id], verdict) for verdict in now if verdict.claim.id in told]
    return [Changed(claim=verdict.claim, before=then, now=verdict) for then, verdict in pairs if _differ(then, verdict)]


def _differ(then: Verdict, now: Verdict) -> bool:
    if then.outcome != now.outcome or then.strict is None or now.strict is None:
        return then.outcome != now.outcome
    return abs(now.strict.value - then.strict.value) >= LEAST
