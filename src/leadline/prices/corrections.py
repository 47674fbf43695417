"""Moves of a source's word, and which of them are corrections of its own record instead of changes of a price.

A *move* is the next amount of one price by one source: by the days that the source states, else between two vintages
or two words of a log. The first of these reasons that fits makes a move a correction; without any it is a change:

- *restated*: for an instant of which the source had told already it now states another amount, and keeps the former
  for no other time.
- *recorded*: the source itself says that it corrected the amount that was recorded (`, corrected` in its basis).
- *unit*: the two amounts are a power of ten of at least a thousand apart. No seller moves a price that far.
- *swapped*: input and output change places.
- *remetered*: the old amount is now that of another meter of the same direction: an image's price stood in for text's.
- *settled*: it replaces what was said of a new listing, within a fortnight of the first word.
- *reverted*: the old amount comes back within 45 days; both moves are corrections.
- *regression*: without a day, an amount comes back that the source had left longer ago.
- *late*: without a day, it takes over an amount that another source had said at least 45 days before, and still says
  or said until now: the price had moved then.

Settled, reverted and regression hold only where nobody independent confirms: no source of another lineage had the
amount that was left (or, for a regression, that came back) within 45 days, and the seller's own day is not documented.
Lineages are in `LINEAGE`: who copies a record cannot confirm it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from leadline.catalog import Catalog
from leadline.prices.causes import is_power_of_thousands
from leadline.prices.listing import OfferKey, canonical, offer_key
from leadline.prices.tellings import Listing, Telling, Term, tellings
from leadline.store.view import View

RULE = "price_correction/1"
"""Its version; it is no metric of its own, and decides in others which moves count."""
NEW = timedelta(days=14)
"""How long a listing is new."""
SOON = timedelta(days=45)
"""How long an error may stand before it is taken for a price; one source copies monthly."""
LINEAGE: Mapping[str, str] = {
    "model_prices": "models.dev",
    "models_dev_changes": "models.dev",
    "models_dev": "models.dev",
    "litellm_prices": "litellm",
    "litellm_prices_changes": "litellm",
}
"""Sources that are made from one record; any other stands for itself."""

CORRECTED = ", corrected"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One price by one source, before and after."""

    listing: Listing
    term: Term
    before: Decimal | None
    """Null where the source tells only that it corrected its record."""
    after: Decimal
    effective: datetime | None
    """When it took effect; null where the source does not say."""
    known: datetime
    """When the source first said so."""
    since: datetime
    """The last instant at which the source is known to have said otherwise."""
    documented: bool
    """Whether the source has the day from the seller."""
    reason: str = ""
    """Why it is a correction; empty for a change."""

    @property
    def source(self) -> str:
        """Who says so."""
        return self.listing[0]

    @property
    def at(self) -> datetime:
        """When it happened, as far as is known."""
        return self.effective or self.known

    def is_of_maker(self, catalog: Catalog) -> bool:
        """Whether it is of a maker's own offer."""
        _, host, model = self.listing
        maker = catalog.maker(model)
        return maker is not None and maker.id == canonical(catalog, host)


@dataclass(frozen=True, kw_only=True)
class _Told:
    """All tellings, by price, and by what they are of whoever says it."""

    by_price: Mapping[tuple[Listing, Term], Sequence[Telling]]
    by_offer: Mapping[tuple[OfferKey, Term], Sequence[Telling]]
    offers: Mapping[Listing, OfferKey]
    begun: Mapping[Listing, datetime]
    """The first word on each listing."""
    opened: Mapping[str, datetime]
    """The first word of each source: what it lists then is not new."""

    def others(self, move: Move) -> list[Telling]:
        """What other sources say of the same price."""
        same = self.by_offer[self.offers[move.listing], move.term]
        return [one for one in same if one.source != move.source]

    def confirmed(self, move: Move, amount: Decimal | None, start: datetime, end: datetime) -> bool:
        """Whether a source of another lineage had an amount around some time."""
        return any(
            _equal(one.amount, amount) and min(one.first, one.start) <= end + SOON and one.last >= start - SOON
            for one in self.others(move)
            if LINEAGE.get(one.source, one.source) != LINEAGE.get(move.source, move.source)
        )


def moves(view: View, listings: Iterable[Listing] | None = None) -> list[Move]:
    """All moves of some listings, or of all, each with the reason for which it is a correction; by time.

    A move is judged by what others say of the same offer: pass the listings of all sources.
    """
    return judged(view.catalog, tellings(view, listings))


def judged(catalog: Catalog, told: Sequence[Telling]) -> list[Move]:
    """The moves in some tellings, each with its reason."""
    known = _gathered(catalog, told)
    found = [*_recorded(known, told)]
    for same in known.by_price.values():
        own = [move for one in same if (move := _move_to(one, same))]
        own.sort(key=lambda move: (move.at, move.known))
        found += [replace(move, reason=_reason(move, own, known)) for move in own]
    return sorted(found, key=lambda move: (move.known, move.at, move.listing, str(move.term)))


def _gathered(catalog: Catalog, told: Sequence[Telling]) -> _Told:
    offers = {listing: offer_key(catalog, *listing[1:]) for listing in {one.listing for one in told}}
    by_price: dict[tuple[Listing, Term], list[Telling]] = {}
    by_offer: dict[tuple[OfferKey, Term], list[Telling]] = {}
    begun: dict[Listing, datetime] = {}
    opened: dict[str, datetime] = {}
    for one in told:
        by_price.setdefault((one.listing, one.term), []).append(one)
        by_offer.setdefault((offers[one.listing], one.term), []).append(one)
        begun[one.listing] = min(one.start, begun.get(one.listing, one.start))
        opened[one.source] = min(one.start, opened.get(one.source, one.start))
    return _Told(by_price=by_price, by_offer=by_offer, offers=offers, begun=begun, opened=opened)


def _move_to(after: Telling, same: Sequence[Telling]) -> Move | None:
    """The move that ends in a telling; None where it is the first word, or no other amount stood before."""
    earlier = [one for one in same if one.last <= after.first and one.first < after.first]
    if after.effective_from:
        for one in earlier:
            if one.effective_from == after.effective_from and one.amount != after.amount:
                return _move(one, after, reason="restated")
        beside = [one for one in same if one.first <= after.first <= one.last and _before(one, after)]
        if beside:
            return _move(max(beside, key=_start), after)
    stood = [one for one in earlier if one.in_force(one.last)]
    if not stood or not after.in_force(after.first):
        return None
    before = max(stood, key=lambda one: (one.last, _start(one)))
    denied = after.effective_from is not None and after.effective_from <= before.last
    return _move(before, after, reason="restated" if denied else "")


def _start(one: Telling) -> datetime:
    """For the order within a vintage: a rate without a first day comes before those with one."""
    return one.effective_from or datetime.min.replace(tzinfo=UTC)


def _before(one: Telling, after: Telling) -> bool:
    return _start(one) < _start(after)


def _move(before: Telling, after: Telling, reason: str = "") -> Move | None:
    if before.amount == after.amount:
        return None
    return Move(
        listing=after.listing,
        term=after.term,
        before=before.amount,
        after=after.amount,
        effective=after.effective_from,
        known=after.first,
        since=before.last,
        documented=after.basis.startswith("documented"),
        reason=reason,
    )


def _reason(move: Move, own: Sequence[Move], known: _Told) -> str:
    """The first reason that fits, of those in the module's docstring; empty for a change of the price."""
    if move.reason:
        return move.reason
    tests = (("unit", _unit), ("swapped", _swapped), ("remetered", _remetered), ("settled", _settled))
    for reason, holds in tests:
        if holds(move, known):
            return reason
    if _reverted(move, own, known):
        return "reverted"
    if _regression(move, own, known):
        return "regression"
    return "late" if _late(move, known) else ""


def _unit(move: Move, _: _Told) -> bool:
    return bool(move.before and move.after) and is_power_of_thousands(move.after / (move.before or move.after))


def _swapped(move: Move, known: _Told) -> bool:
    """Input takes the amount that output had at the same instant, and output that of input."""
    swap = {"input": "output", "output": "input"}
    if move.term[0] not in swap:
        return False
    other = known.by_price.get((move.listing, (swap[move.term[0]], *move.term[1:])), ())
    left = any(one.last >= move.since and one.first < move.known and _equal(one.amount, move.after) for one in other)
    return left and any(one.first == move.known and _equal(one.amount, move.before) for one in other)


def _remetered(move: Move, known: _Told) -> bool:
    """`output` leaves the amount that `output_image` has."""
    for kind in ("image", "audio", "video"):
        meter = (f"{move.term[0]}_{kind}", *move.term[1:])
        for one in known.by_price.get((move.listing, meter), ()):
            if one.first <= move.known <= one.last and _equal(one.amount, move.before):
                return True
    return False


def _settled(move: Move, known: _Told) -> bool:
    begun = known.begun[move.listing]
    new = begun > known.opened[move.source] and move.at - begun <= NEW
    return new and not move.documented and not known.confirmed(move, move.before, begun, move.at)


def _reverted(move: Move, own: Sequence[Move], known: _Told) -> bool:
    """Whether the price goes to an amount and soon back again, and this is one of the two moves."""
    place = own.index(move)
    pairs = [own[place - 1 : place + 1]] if place else []
    return any(_there_and_back(known, *pair) for pair in [*pairs, own[place : place + 2]] if len(pair) == 2)


def _there_and_back(known: _Told, there: Move, back: Move) -> bool:
    returns = _equal(there.before, back.after) and back.at - there.at <= SOON
    told = there.documented or known.confirmed(there, there.after, there.at, back.at)
    return returns and not told


def _regression(move: Move, own: Sequence[Move], known: _Told) -> bool:
    before = own[: own.index(move)]
    left = [one for one in before if _equal(one.before, move.after) and move.at - one.at > SOON]
    return bool(left) and move.effective is None and not known.confirmed(move, move.after, move.at, move.at)


def _late(move: Move, known: _Told) -> bool:
    if move.effective:
        return False
    return any(
        _equal(one.amount, move.after) and one.start + SOON <= move.known and (one.stands or one.last >= move.known)
        for one in known.others(move)
    )


def _recorded(known: _Told, told: Iterable[Telling]) -> Iterator[Move]:
    """What a source says that it corrected, beside what another of its lineage had recorded for the same instant."""
    for one in told:
        if not one.basis.endswith(CORRECTED):
            continue
        same = known.by_offer[known.offers[one.listing], one.term]
        copied = [o for o in same if o.source != one.source and LINEAGE.get(o.source) == LINEAGE.get(one.source)]
        word = next((o.amount for o in copied if o.first <= one.start < o.last), None)
        if word is None or not _equal(word, one.amount):
            yield Move(
                listing=one.listing,
                term=one.term,
                before=word,
                after=one.amount,
                effective=one.effective_from,
                known=one.first,
                since=one.first,
                documented=True,
                reason="recorded",
            )


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two amounts are the same but for what is left of counting in floats."""
    return one is not None and other is not None and abs(one - other) <= Decimal("1e-6") * max(one, other)
