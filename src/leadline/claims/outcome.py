"""The outcome of a claim by its shares, and what is worth a word beside it.

Instead of an outcome by shares a verdict is

- `not_checkable` or `scenario` where the claim says so;
- `insufficient_data` where fewer than LEAST_READINGS readings have a value (of a smaller claim, fewer than it has), or
  more than the share MOST_DROPPED have none;
- `stale` where the newest snapshot behind the readings is more than STALE days old on the day of the view.

A claim with fewer readings than that leaves little open (who ranks first on one list); it is judged where every reading
has a value, since each that is missing could be the one that matters.

| modifier | where |
|---|---|
| `direction_holds` | it depends or fails, and the share of the direction is at least 95 %: right way, other size |
| `fragile` | it depends or fails, the plain reading holds, and one change flips that: a lucky reading |
| `partly_checkable` | a proxy was measured |
| `true_when_said` | on the day of the sentence it held or mostly held, today it does neither (see `over_time.py`) |
| `no_longer` | and today it fails or mostly fails |
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from leadline.claims.claim import Claim
from leadline.claims.fairness import LEAST_READINGS
from leadline.claims.verdict import Modifier, Outcome, Verdict
from leadline.model import Figure

MOST_DROPPED = 0.25
STALE = 180
HOLDS, MOSTLY_HOLDS, DEPENDS, MOSTLY_FAILS = 95.0, 67.0, 33.0, 5.0
_SNAPSHOT = re.compile(r"[^@]+@(?P<vintage>[0-9]{4}-[0-9]{2}-[0-9]{2})/r[0-9]+")
_ROUNDING = 1e-9
"""A mean of shares that is 95 but for the last digits of a float is 95."""


def outcome(claim: Claim, as_of: date, strict: Figure | None, run: int, known: int) -> Outcome:
    """What is said of a claim, by its status, its readings and the strict share."""
    if claim.status in ("scenario", "not_checkable"):
        return claim.status
    if strict is None or known < min(LEAST_READINGS, run) or run - known > MOST_DROPPED * run:
        return "insufficient_data"
    if _age(strict.evidence, as_of) > STALE:
        return "stale"
    return by_share(strict.value)


def by_share(strict: float) -> Outcome:
    """The outcome by the strict share in per cent.

    >>> [by_share(share) for share in (95.0, 67.0, 66.9, 33.0, 5.0)]
    ['holds', 'mostly_holds', 'depends', 'mostly_fails', 'fails']
    """
    if strict >= HOLDS - _ROUNDING:
        return "holds"
    if strict >= MOSTLY_HOLDS - _ROUNDING:
        return "mostly_holds"
    if strict > DEPENDS + _ROUNDING:
        return "depends"
    return "mostly_fails" if strict > MOSTLY_FAILS + _ROUNDING else "fails"


def modifiers(verdict: Verdict) -> Iterator[Modifier]:
    """What is worth a word beside an outcome, as far as one view tells."""
    low = verdict.outcome in ("depends", "mostly_fails", "fails")
    if low and verdict.direction is not None and verdict.direction.value >= HOLDS - _ROUNDING:
        yield "direction_holds"
    if low and verdict.default is not None and verdict.default.strict >= 0.5 and verdict.changes == 1:
        yield "fragile"
    if verdict.claim.status == "partly_checkable":
        yield "partly_checkable"


def _age(evidence: Iterable[str], as_of: date) -> int:
    """Days since the newest snapshot; a log that was read later tells of the day itself."""
    vintages = [date.fromisoformat(match["vintage"]) for key in evidence if (match := _SNAPSHOT.fullmatch(key))]
    return (as_of - max(vintages, default=as_of)).days
