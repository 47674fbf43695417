"""Comparisons across vendors: one workload on several offers, and vendors class by class over mixes and bases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadline.errors import NotEnoughData, UserError
from leadline.lineup import CLASSES, Class, classes
from leadline.model import Figure, Workload, weakest
from leadline.prices.bases import by_bases
from leadline.prices.book import Book
from leadline.prices.cost import Cost, cost, ratio
from leadline.prices.offer import Offer
from leadline.prices.workload import mixed

METHOD = "class_ratio/2"
TOKENS = 1_000_000
"""Of the workloads that vendors are compared on: a ratio does not depend on their size."""
MIXES = ("output", "3:1", "agent")
BASES = ("list", "charged", "english", "chinese", "code", "json")


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One offer in a comparison."""

    offer: Offer
    cost: Cost
    ratio: Figure | None
    """Cost as a multiple of the base's; None where the base is free."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The ratio of a pair for one mix on one basis."""

    mix: str
    basis: str
    ratio: Figure | None
    """None where it is not known."""
    unknown: str
    """Why it is not known."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two vendors' lines of one class, compared."""

    vendor: str
    base: str
    kind: Class
    offer: Offer
    base_offer: Offer
    readings: tuple[Reading, ...]
    overall: Figure
    """The ratio for the first mix as charged, with the lowest and the highest of all readings, by any source."""


def compare(book: Book, offers: Sequence[Offer], workload: Workload, base: Offer | None = None) -> list[Compared]:
    """Cost of a workload on each offer, dearest first, with ratios to the base (default: the cheapest).

    Raises UserError where nothing is to be compared, and what `cost` raises for any of the offers.
    """
    if not offers:
        raise UserError("Name at least one model to price.")
    costs = {offer.id: cost(book, offer, workload) for offer in offers}
    below = cost(book, base, workload) if base else min(costs.values(), key=lambda figure: figure.value)
    compared = [
        Compared(offer=offer, cost=costs[offer.id], ratio=ratio(costs[offer.id], below) if below.value else None)
        for offer in offers
    ]
    return sorted(compared, key=lambda item: (-item.cost.value, item.offer.id))


def pairs(
    book: Book,
    base: str,
    against: Sequence[str],
    kinds: Sequence[Class] = CLASSES,
    *,
    mixes: Sequence[str] = MIXES,
    bases: Sequence[str] = BASES,
) -> tuple[list[Pair], list[str]]:
    """How many times as much vendors charge as the base vendor, class by class; and which pairs there are not, and why.

    Vendors are canonical ids. A pair whose every reading is unknown is none.
    """
    lines = classes(book, [base, *against])
    own, found, missing = lines[base], list[Pair](), list[str]()
    for vendor in against:
        theirs = lines[vendor]
        for kind in kinds:
            if lacking := [name for name, lines in ((base, own), (vendor, theirs)) if kind not in lines]:
                missing.append(f"{vendor}, {kind}: {' and '.join(lacking)} sells no such line on {book.on}")
                continue
            readings = _readings(book, theirs[kind].offer, own[kind].offer, mixes, bases)
            if not any(reading.ratio for reading in readings):
                missing.append(f"{vendor}, {kind}: {readings[0].unknown}")
                continue
            found.append(_pair(vendor, base, kind, theirs[kind].offer, own[kind].offer, readings))
    return found, missing


def _readings(book: Book, offer: Offer, base: Offer, mixes: Sequence[str], bases: Sequence[str]) -> tuple[Reading, ...]:
    found = []
    for mix in mixes:
        (row,) = by_bases(book, [offer], mixed(TOKENS, mix), base, bases)
        for basis, cell in row.cells.items():
            why = cell.unknown or ("" if cell.ratio else f"what it is compared with, {base.id}, has no such cost")
            found.append(Reading(mix=mix, basis=basis, ratio=cell.ratio, unknown=why))
    return tuple(found)


def _pair(vendor: str, base: str, kind: Class, offer: Offer, base_offer: Offer, readings: tuple[Reading, ...]) -> Pair:
    ranked = sorted(readings, key=lambda reading: reading.basis != "charged")
    known = [reading.ratio for reading in ranked if reading.ratio]
    return Pair(
        vendor=vendor,
        base=base,
        kind=kind,
        offer=offer,
        base_offer=base_offer,
        readings=readings,
        overall=_overall(vendor, base, kind, offer, base_offer, known, _asked(readings)),
    )


def _asked(readings: Sequence[Reading]) -> str:
    """The readings that were asked for, in one word: they are part of what is measured."""
    return ",".join(dict.fromkeys(r.mix for r in readings)) + " " + ",".join(dict.fromkeys(r.basis for r in readings))


def _overall(
    vendor: str, base: str, kind: Class, offer: Offer, base_offer: Offer, known: Sequence[Figure], asked: str
) -> Figure:
    ends = [end for figure in known for end in _ends(figure)]
    note = f"{offer.id} over {base_offer.id}"
    return replace(
        known[0],
        metric="class_ratio",
        args={"vendor": vendor, "base": base, "class": kind, "readings": asked},
        low=min(ends),
        high=max(ends),
        interval="range",
        method=METHOD,
        grade=weakest(*(figure.grade for figure in known)),
        evidence=tuple(dict.fromkeys(key for figure in known for key in figure.evidence)),
        note=f"{note}; disputed" if any(map(_is_disputed, known)) else note,
    )


def _ends(ratio: Figure) -> tuple[float, ...]:
    """The ratio, and where sources dispute it the least and the greatest that they allow."""
    span = [end for end in (ratio.low, ratio.high) if end is not None] if _is_disputed(ratio) else []
    return (ratio.value, *span)


def _is_disputed(ratio: Figure) -> bool:
    return any(part.startswith("disputed") for part in ratio.note.split("; "))


def vendor_of(book: Book, name: str) -> str:
    """The canonical id of the vendor that a name means; NotEnoughData where it sells nothing on the day."""
    vendor = book.view.catalog.organisation(name).id
    if not any(offer.vendor == vendor and offer.first_party for offer in book.offers.values()):
        raise NotEnoughData(
            f"{vendor} sells no model of its own in any price list of {book.on} known on {book.view.as_of}. "
            "Name another."
        )
    return vendor
