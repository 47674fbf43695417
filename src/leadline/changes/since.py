"""All that changed since a day, as one list, the newest first.

Prices, offers and records are compared between the view of that day and the later one; models, values, events and
documents vintage by vintage, so that each stands under the vintage that first said it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.capability.index import index
from leadline.changes.change import Change
from leadline.changes.news import new_documents, new_events, new_models
from leadline.changes.prices import new_offers, price_changes
from leadline.changes.records import new_records
from leadline.changes.values import changed_training, changed_values, not_covered
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Figure
from leadline.store.view import View

KINDS = ("record", "new model", "price", "new offer", "revision", "withdrawn", "event", "document", "new value")
"""In the order in which a reader wants them."""
GROUPS = ("US", "CN")
LAYERS = ("prices", "models", "chips", "compute", "adoption", "capital", "energy", "policy")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changed, the figures behind it, and what could not be compared."""

    found: tuple[Change, ...]
    figures: tuple[Figure, ...]
    """Prices before and after, by the ids that the changes name."""
    gaps: tuple[str, ...]
    """Why something could not be compared, in a sentence each."""


def changes_since(view: View, since: date, *, layer: str | None = None, groups: Sequence[str] = GROUPS) -> Changes:
    """What became known after a day, up to that of the view.

    Args:
        view: What is known.
        since: The last day that is not asked about.
        layer: Only this layer of the stack; UnknownName where there is none such.
        groups: Whose records are told.
    """
    if layer is not None and layer not in LAYERS:
        raise UnknownName("layer", layer, LAYERS, f"There are {', '.join(LAYERS)}.")
    if since >= view.as_of:
        raise UserError(f"Expected a day before {view.as_of}, the day of the view, found {since}. Name an earlier one.")
    earlier, gaps = view.earlier(since), list[str]()
    found: list[Change] = []
    figures: list[Figure] = []
    if layer in (None, "prices"):
        _prices(earlier, view, found, figures, gaps)
    if layer in (None, "models"):
        found += _records(earlier, view, groups, gaps)
    told = (new_models, changed_training, changed_values, new_events, new_documents)
    found += [change for tell in told for change in tell(view, since)]
    gaps += not_covered(view, since, layer)
    kept = [change for change in found if layer in (None, change.layer)]
    kept.sort(key=lambda one: (-one.known.toordinal(), KINDS.index(one.kind), one.name, one.source))
    return Changes(found=tuple(kept), figures=tuple(figures), gaps=tuple(gaps))


def _prices(earlier: View, later: View, found: list[Change], figures: list[Figure], gaps: list[str]) -> None:
    try:
        moved, offers = price_changes(earlier, later), new_offers(earlier, later)
    except NotEnoughData as error:
        gaps.append(f"Prices were not compared: {error}")
        return
    for price in moved:
        source = str(price.after.args["source"])
        figures += [price.before, price.after]
        found.append(
            Change(
                kind="price",
                layer="prices",
                name=f"{price.offer.id}: {price.meter}",
                source=source,
                known=later.vintage(source),
                then=earlier.vintage(source).isoformat(),
                before=price.before.value,
                after=price.after.value,
                unit=price.after.unit,
                figures=(price.before.id, price.after.id),
            )
        )
    for offer in offers:
        source = next(source for source in earlier.sources("rate") if source in offer.quotes)
        then = earlier.vintage(source).isoformat()
        known = later.vintage(source)
        found.append(Change(kind="new offer", layer="prices", name=offer.id, source=source, known=known, then=then))


def _records(earlier: View, later: View, groups: Sequence[str], gaps: list[str]) -> Iterator[Change]:
    try:
        records = new_records(earlier, later, groups)
    except NotEnoughData as error:
        gaps.append(f"Records were not compared: {error}")
        return
    source = index(later, draws=0).source
    for record in records:
        yield Change(
            kind="record",
            layer="models",
            name=record.model,
            source=source,
            known=later.vintage(source),
            then=earlier.vintage(source).isoformat(),
            day=record.day,
            after=record.value,
            unit="index points",
            detail=record.group,
        )
