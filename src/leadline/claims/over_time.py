"""A claim on the day of its sentence and today, and which verdicts have changed since an earlier day.

What a claim came to on a day is what it comes to on the view of that day: what was known then, not what is known of it
now. A sentence whose day is unknown, or later than the view, has no verdict of its day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from leadline.claims.check import SEED, check
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

    In their order and taken one by one; those of one day share its view.
    """
    earlier = cache(view.earlier)

    def both(claim: Claim) -> tuple[Verdict | None, Verdict]:
        known = claim.said is not None and claim.said <= view.as_of
        then = check(claim, earlier(claim.said), metrics, seed=seed) if known else None
        return then, since(then, check(claim, view, metrics, seed=seed))

    return [both(claim) for claim in claims]


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
