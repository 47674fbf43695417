"""One change between two vintages: what it is of, what stood there before, and from when each was known."""

import hashlib
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that a source says now and did not say before, or says otherwise.

    Its id depends on what changed, from what to what and in which vintage, never on the day from which one looks.

    >>> first = Change(kind="revision", layer="models", name="GPT-4.5: training compute", source="epoch_notable_models",
    ...                known=date(2025, 12, 2), then="2025-11-01", before=2.1e26, after=3.8e26, unit="FLOP")
    >>> first.id
    'revision-d080aa5c44'
    """

    kind: str
    """new model, record, price, new offer, revision, withdrawn, new value, event, document."""
    layer: str
    """Of the stack: prices, chips, compute, models, adoption, capital, energy, policy; empty where none is told."""
    name: str
    """What changed, under the name that the source gives it."""
    source: str
    known: date
    """The first day on which it could be known: the vintage that says it."""
    then: str = ""
    """The vintage that the source said otherwise in, or nothing; empty where it has none before."""
    day: date | None = None
    """The day or the first day of the period that it describes."""
    before: float | None = None
    """What was said; null where nothing was."""
    after: float | None = None
    """What is said now; null where nothing is any more."""
    unit: str = ""
    detail: str = ""
    url: str | None = None
    figures: tuple[str, ...] = ()
    """The ids of the figures that tell of it, where there are any."""
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        identity = (self.kind, self.source, self.name, self.known, self.day, self.before, self.after, self.detail)
        object.__setattr__(self, "id", f"{self.kind.replace(' ', '-')}-{_digest(identity)}")


def _digest(identity: tuple[object, ...]) -> str:
    return hashlib.sha256("\n".join(map(str, identity)).encode()).hexdigest()[:10]
