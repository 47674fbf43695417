"""Every price of an offer, with the day on which it took effect and the day from which each source knew it.

Two clocks run apart. A price *took effect* on a day that a source states, or that no source states; each source *said
it first* on the day of a vintage or at the instant of a log's word, and last on another. Decisions:

- Tellings of one amount of one price are one row, by whichever source, for as long as the price stood.
- The days of a row are those of the most trusted source that states them. Its rates of the same amount that follow on
  each other are one row, whatever else changed beside them.
- A telling without a day of its own joins the last row of its amount that had begun when it was first said, or was to
  begin within a fortnight, since a source may be early. Where none has a day, tellings are one row until a source that
  had said the amount, and then another, says it again.
- Hours of the week at one amount are one row.
- Nothing that was learned after the day of the view is in it: for logs, the history as of an earlier day is the part
  of a later one that was said by then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from leadline.errors import NotEnoughData
from leadline.model import Arg, Figure
from leadline.prices.named import Named
from leadline.prices.preference import ORDER
from leadline.prices.tellings import Telling, Term, tellings
from leadline.store.view import View

METHOD = "price_history/1"
ORDER_OF = {source: place for place, source in enumerate(ORDER)}
EARLY = timedelta(days=14)
"""How much before its day a price may be said by a source that states no day."""
METERS = ("input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h", "output")
"""The meters that are shown first."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """When one source said a price."""

    first: datetime
    last: datetime
    stands: bool
    """Whether it still says so on the day of the view."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """One amount of one price, for as long as it stood."""

    telling: Telling
    """The telling that its days are of; where none has days, the first."""
    windows: tuple[str, ...]
    """The hours of the week in which it holds; empty for the price outside of all."""
    effective_from: datetime | None
    """Null where no source states it."""
    effective_to: datetime | None
    """The first instant after it; null while it lasts, or where no source states it."""
    said: Mapping[str, Said]
    """By source."""

    @property
    def start(self) -> datetime:
        """When it took effect; where that is not known, when it was first said."""
        return self.effective_from or min(one.first for one in self.said.values())

    @property
    def basis(self) -> str:
        """Who states its first day, and how they know it; empty where nobody does."""
        return f"{self.telling.source}: {self.telling.basis}" if self.effective_from else ""


def price_history(
    view: View, offer: Named, *, meter: str | None = None, service: str | None = None, source: str | None = None
) -> list[Price]:
    """Every price of an offer that was known by the day of the view: of one meter, service or source, or of all.

    Raises NotEnoughData where none of them was ever stated.
    """
    told = tellings(view, [one for one in offer.listings if source in (None, one[0])])
    wanted = [one for one in told if meter in (None, one.meter) and service in (None, one.service)]
    if not wanted:
        parts = ", ".join(part for part in (meter, service, source) if part)
        raise NotEnoughData(f"No price{f' ({parts})' if parts else ''} of {offer.id} was known on {view.as_of}.")
    return prices(wanted)


def prices(told: Iterable[Telling]) -> list[Price]:
    """The rows of a history from tellings of one offer, by price and then by time."""
    by_amount: dict[tuple[Term, object], list[Telling]] = {}
    for one in told:
        by_amount.setdefault((one.term, one.amount), []).append(one)
    found = [price for same in by_amount.values() for price in _episodes(same)]
    return sorted(_by_hours(found), key=_order)


def figure(view: View, offer: Named, price: Price) -> Figure:
    """A price of a history as a figure, on the day on which it took effect or was first said."""
    one = price.telling
    which: dict[str, Arg] = {"tier": one.from_tokens, "hours": " and ".join(price.windows), "region": one.region or ""}
    return Figure(
        metric="price_history",
        args={"offer": offer.id, "meter": one.meter, "unit": one.unit, "service": one.service}
        | {name: value for name, value in which.items() if value}
        | {"sources": " ".join(price.said)},
        value=float(one.amount),
        unit=one.currency,
        as_of=view.as_of,
        on=price.start.date(),
        method=METHOD,
        grade="measured",
        evidence=view.evidence(*price.said),
        note="" if price.effective_from else "no source states when it took effect",
    )


def _episodes(same: Sequence[Telling]) -> list[Price]:
    """The times for which one amount stood: those with days by the most trusted source, then what joins none."""
    found: list[list[Telling]] = []
    for one in sorted(same, key=lambda one: (one.effective_from is None, ORDER_OF[one.source], one.start, one.first)):
        place = _dated_place(found, one) if one.effective_from else _undated_place(found, one)
        if place is None:
            found.append([one])
        else:
            place.append(one)
    return [_price(episode) for episode in found]


def _dated_place(found: Sequence[list[Telling]], one: Telling) -> list[Telling] | None:
    """The episode that a telling with days continues or lies within."""
    for episode in reversed(found):
        start, end = _days(episode)
        if start is None or one.effective_from is None:
            continue
        within = start - EARLY <= one.effective_from and (end is None or one.effective_from <= end)
        after = end is not None and one.effective_to is not None and start <= one.effective_to and end >= start
        if within or (after and one.effective_from <= start):
            return episode
    return None


def _undated_place(found: Sequence[list[Telling]], one: Telling) -> list[Telling] | None:
    """The last episode that had begun, or was about to, when a telling without days was first said."""
    begun = [episode for episode in found if episode[0].effective_from and episode[0].start <= one.first + EARLY]
    if begun or any(episode[0].effective_from for episode in found):
        dated = [episode for episode in found if episode[0].effective_from]
        return max(begun, key=lambda episode: episode[0].start) if begun else dated[0]
    if not found:
        return None
    broken = [other for other in found[-1] if other.listing == one.listing and other.last < one.first]
    return None if broken else found[-1]


def _days(episode: Sequence[Telling]) -> tuple[datetime | None, datetime | None]:
    """First and last instant by the source that comes first in an episode, whose rates follow on each other."""
    own = [one for one in episode if one.source == episode[0].source and one.effective_from]
    newest = max(own, key=lambda one: (one.start, one.last), default=None)
    if newest is None:
        return None, next((one.effective_to for one in episode if one.effective_to), None)
    return min(one.start for one in own), newest.effective_to


def _price(episode: Sequence[Telling]) -> Price:
    start, end = _days(episode)
    said: dict[str, Said] = {}
    for one in episode:
        before = said.get(one.source)
        said[one.source] = Said(
            first=min(one.first, before.first) if before else one.first,
            last=max(one.last, before.last) if before else one.last,
            stands=one.stands or bool(before and before.stands),
        )
    return Price(
        telling=min(episode, key=lambda one: (one.effective_from is None, ORDER_OF[one.source], one.start)),
        windows=(episode[0].window,) if episode[0].window else (),
        effective_from=start,
        effective_to=end,
        said=dict(sorted(said.items(), key=lambda item: ORDER_OF[item[0]])),
    )


def _by_hours(found: Iterable[Price]) -> list[Price]:
    """Hours at one amount, known at the same times, as one price."""
    joined: dict[tuple[object, ...], Price] = {}
    for one in found:
        term = replace(one.telling, window=None).term
        known = tuple((source, said.first, said.last) for source, said in one.said.items())
        same = (term, one.telling.amount, bool(one.windows), one.effective_from, one.effective_to, known)
        before = joined.get(same)
        joined[same] = replace(one, windows=(*before.windows, *one.windows)) if before else one
    return list(joined.values())


def _order(one: Price) -> tuple[object, ...]:
    telling = one.telling
    meter = METERS.index(telling.meter) if telling.meter in METERS else len(METERS)
    of_meter = (telling.service != "standard", telling.service, telling.region or "", meter, telling.meter)
    return (*of_meter, telling.unit, telling.from_tokens, one.start, one.windows, telling.amount)


def used(found: Iterable[Price], meter: str) -> list[Price]:
    """The plain prices of a meter over time, as one line: standard, list, outside of hours, of the first context tier.

    Those whose days are stated by the most trusted source that states any; where none does, what the most trusted
    source said.
    """
    plain = [one for one in found if _is_plain(one, meter) and not _is_special(one)]
    return _by_one_source(plain)


def used_hours(found: Iterable[Price], meter: str) -> list[Price]:
    """The prices of a meter in hours of their own or for a promotion, by the source that `used` takes."""
    kept = list(found)
    sources = {one.telling.source for one in used(kept, meter)}
    return [one for one in kept if _is_plain(one, meter) and _is_special(one) and one.telling.source in sources]


def _is_plain(one: Price, meter: str) -> bool:
    telling = one.telling
    base = telling.meter == meter and telling.unit == "mtok" and not telling.from_tokens
    return base and telling.service == "standard" and telling.region is None


def _is_special(one: Price) -> bool:
    return bool(one.windows) or one.telling.kind != "list"


def _by_one_source(plain: Sequence[Price]) -> list[Price]:
    dated = [one for one in plain if one.effective_from]
    chosen = dated or plain
    best = min((one.telling.source for one in chosen), key=ORDER_OF.__getitem__, default="")
    return sorted((one for one in chosen if one.telling.source == best), key=lambda one: one.start)
