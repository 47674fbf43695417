"""The promotions and introductory prices of an offer, each beside the list price that it stands in for, with its end.

A history tells amounts; one and the same amount is a promotion to one source and the price to another. What is known of
promotions stands beside it:

- They are the rates of any source that are no list prices, by the last word on the day of the view: an offer that was
  extended has the end that it was last given.
- The list price is that of the same source, meter and tier at the start of the promotion; null where it states none.
- Without an end none is announced, or none that the source knows of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadline.model import Figure, Rate
from leadline.prices.history import METERS, METHOD
from leadline.prices.named import Named
from leadline.store.view import View


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """A price of an offer below its list price, for a time."""

    rate: Rate
    charged: Figure
    instead_of: Figure | None
    """The list price; null where the source states none beside it."""


def promotions(view: View, offer: Named, *, meter: str | None = None, source: str | None = None) -> list[Promotion]:
    """The promotions of an offer, of one meter or source or of all, that were known by the day of the view."""
    rates = [one for one in _rates(view, offer) if meter in (None, one.meter) and source in (None, one.source)]
    found = sorted((one for one in rates if one.kind not in ("list", "removed")), key=_order)
    return [_promotion(view, offer, one, rates) for one in found]


def _rates(view: View, offer: Named) -> list[Rate]:
    sources, hosts, models = (list(column) for column in zip(*offer.listings, strict=True))
    told = view.rows(
        Rate,
        "amount IS NOT NULL AND (source, host, model) IN (SELECT (unnest($s), unnest($h), unnest($m)))",
        s=sources,
        h=hosts,
        m=models,
    )
    return [one for one in told if one.window is None]


def _promotion(view: View, offer: Named, one: Rate, rates: Iterable[Rate]) -> Promotion:
    listed = next((other for other in rates if other.kind == "list" and _is_beside(one, other)), None)
    return Promotion(
        rate=one,
        charged=_figure(view, offer, one),
        instead_of=_figure(view, offer, listed) if listed else None,
    )


def _is_beside(one: Rate, listed: Rate) -> bool:
    """Whether a list price is of the same thing, and in force when the promotion begins."""
    same = _place(one) == _place(listed)
    if one.effective_from is None:
        return same and listed.effective_from is None
    begun = listed.effective_from is None or listed.effective_from <= one.effective_from
    return same and begun and (listed.effective_to is None or one.effective_from < listed.effective_to)


def _place(one: Rate) -> Sequence[object]:
    return one.source, one.meter, one.unit, one.from_tokens, one.service, one.region, one.currency


def _figure(view: View, offer: Named, one: Rate) -> Figure:
    on = one.effective_from.date() if one.effective_from else view.as_of
    tier = {"tier": one.from_tokens} if one.from_tokens else {}
    return Figure(
        metric="price_history",
        args={"offer": offer.id, "meter": one.meter, "unit": one.unit, "service": one.service, "kind": one.kind}
        | tier
        | {"sources": one.source},
        value=float(one.amount or 0),
        unit=one.currency,
        as_of=view.as_of,
        on=on,
        method=METHOD,
        grade="measured",
        evidence=view.evidence(one.source),
        note="" if one.effective_from else "no source states when it took effect",
    )


def _order(one: Rate) -> tuple[object, ...]:
    meter = METERS.index(one.meter) if one.meter in METERS else len(METERS)
    return (
        one.service != "standard",
        one.service,
        meter,
        one.meter,
        one.from_tokens,
        str(one.effective_from),
        one.source,
    )
