"""The user's own text: how many tokens each offer makes of it, and what it costs to send or to be written.

    tokens = counted, where the package of the offer's tokenizer is installed
           = characters x tokens per 1000 characters of the kind of text / 1000, where it is not (`per_text.py`)
    cost   = tokens x rate as charged, of input or of output

A count is measured where the vocabulary is the vendor's own, an estimate with a reconstruction, an assumption with a
sibling's. An offer whose tokenizer is not known has no count.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from leadline.errors import NotEnoughData
from leadline.model import Figure, Grade, Workload, weakest
from leadline.prices import per_text
from leadline.prices.bases import METHOD as COST_METHOD
from leadline.prices.book import Book
from leadline.prices.cost import cost
from leadline.prices.counting import counter, package
from leadline.prices.derived import derived, joined_notes
from leadline.prices.offer import Offer
from leadline.store.view import View

METHOD = "own_text_tokens/1"
GRADES: dict[str, Grade] = {"vendor": "measured", "reconstruction": "estimate", "proxy": "assumption"}


@dataclass(frozen=True, kw_only=True)
class PricedText:
    """The text on one offer."""

    offer: Offer
    tokens: Figure | None = None
    """None where they are not known."""
    costs: Mapping[str, Figure] = field(default_factory=dict)
    """By meter: as input, and as output."""
    unknown: str = ""
    """Why it is not known."""


def own_tokens(view: View, offer: Offer, text: str, kind: str) -> Figure:
    """Tokens that an offer makes of a text: counted, else by the ratio measured for its kind.

    Raises NotEnoughData where the offer's tokenizer is not known.
    """
    used = per_text.tokenizer_of(view, offer)
    count = counter(used.name)
    if count is None:
        return per_text.tokens(view, offer, len(text), kind)
    return Figure(
        metric="own_text_tokens",
        args={"offer": offer.id, "characters": len(text), "sha256": _digest(text), "tokenizer": used.name},
        value=float(count(text)),
        unit="tokens",
        as_of=view.as_of,
        on=view.as_of,
        method=METHOD,
        grade=GRADES[used.trust],
        evidence=view.evidence(),
        note="; ".join(part for part in (f"counted by {package(used.name)}", per_text.note_of(used)) if part),
    )


def own_cost(prices: Book, offer: Offer, counted: Figure, meter: str) -> Figure:
    """What a counted text costs as charged, as so many tokens of a meter; low and high from both ranges."""
    value, low, high = (
        cost(prices, offer, Workload(tokens={meter: round(tokens)}))
        for tokens in (counted.value, _end(counted.low, counted), _end(counted.high, counted))
    )
    ranged = counted.low is not None or value.low is not None
    what = {name: counted.args[name] for name in ("characters", "text", "sha256") if name in counted.args}
    return derived(
        value,
        metric="text_cost",
        args={"offer": offer.id, "meter": meter, **what},
        low=(low.value if low.low is None else low.low) if ranged else None,
        high=(high.value if high.high is None else high.high) if ranged else None,
        interval="range" if ranged else "none",
        method=COST_METHOD,
        grade=weakest(value.grade, counted.grade),
        evidence=tuple(dict.fromkeys((*value.evidence, *counted.evidence))),
        note=joined_notes(value.note, counted.note),
    )


def price_text(prices: Book, offer: Offer, text: str, kind: str) -> PricedText:
    """A text on an offer, with the reason where something is not known of it."""
    try:
        counted = own_tokens(prices.view, offer, text, kind)
        costs = {meter: own_cost(prices, offer, counted, meter) for meter in ("input", "output")}
    except NotEnoughData as missing:
        return PricedText(offer=offer, unknown=str(missing))
    return PricedText(offer=offer, tokens=counted, costs=costs)


def _end(end: float | None, counted: Figure) -> float:
    return counted.value if end is None else end


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
