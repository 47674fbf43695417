"""What one source says of one model at one host, and which listings of several sources mean the same offer.

Sources write one id in their own ways: with the maker before it, with dots or hyphens, with a date. Two listings at one
host are one offer where the catalogue knows both as one model, else where their keys are the same; the same model on
faster hardware, or free, is another offer. An id whose meaning moves (`-latest`) is what it meant on the day that the
source's rates tell of.

Where one source has several listings of one offer, one speaks for it:

- Of ids that differ in spelling alone (`deepseek-chat`, `deepseek/deepseek-chat`) the one with the newest word; a log
  kept the other under a name that it had left, and it is forgotten.
- Else an id that does not move comes first, then the spelling of most sources; where another such id has a newer word
  that says otherwise, that one.

The others are offers of their own if they say something else, or if their id moves, so that it is found on other days.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from leadline.catalog import Catalog, key
from leadline.catalog.aliases import Meaning
from leadline.model import Rate
from leadline.store.tables import TABLE_OF
from leadline.store.view import Record, made

OfferKey = tuple[str, str]
"""Canonical host and key of the id: what is the same whoever lists it."""
_COLUMNS = TABLE_OF[Rate].columns
_OFFER = itemgetter(*(_COLUMNS.index(name) for name in ("source", "host", "model")))
_START = itemgetter(_COLUMNS.index("effective_from"))
_KNOWN = itemgetter(_COLUMNS.index("known"))
_AMOUNT = itemgetter(_COLUMNS.index("amount"))
_TERMS = itemgetter(*(place for place, name in enumerate(_COLUMNS) if name not in ("host", "model")))
"""All that a rate says but for the spelling of the model."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A model at a host, as one source has it, with its rates in force."""

    source: str
    vendor: str
    """Canonical id of the maker; the host's where the maker is not known."""
    host: str
    """Canonical id."""
    model: str
    """As the source writes it."""
    bare: str
    """Without the maker's name before it."""
    made: bool
    """Whether the maker is known."""
    records: Sequence[Record]
    """Its rates in force as the store tells them: most listings of a book are never looked at."""
    meaning: Meaning | None = None
    """What the id meant on the day of the source's word, where it moves."""
    taken_back: bool = False
    """Whether its rates have no day, and its source was first read later than the day that is asked about."""

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """Its rates in force."""
        return tuple(made(Rate, record) for record in self.records)

    @cached_property
    def priced(self) -> bool:
        """Whether the source states any price."""
        return any(_AMOUNT(record) is not None for record in self.records)

    @cached_property
    def dated(self) -> bool:
        """Whether the source states the first day of any rate."""
        return any(_START(record) is not None for record in self.records)

    def says_the_same(self, other: "Listing") -> bool:
        """Whether the rates are the same but for the spelling of the model."""
        return len(self.records) == len(other.records) and self._terms == other._terms

    def agrees(self, other: "Listing") -> bool:
        """Whether no meter that both price at base has two prices."""
        return all(self._base.get(meter, amount) == amount for meter, amount in other._base.items())

    @cached_property
    def _base(self) -> dict[str, Decimal]:
        return {rate.meter: rate.amount for rate in self.rates if rate.is_base and rate.amount is not None}

    @cached_property
    def _terms(self) -> frozenset[tuple[object, ...]]:
        return frozenset(map(_TERMS, self.records))

    @cached_property
    def word(self) -> str:
        """The instant at which a log said the last of it; empty for other sources, whose listings are of one day."""
        return str(max((known for record in self.records if (known := _KNOWN(record))), default=""))

    @cached_property
    def key(self) -> str:
        """The key of the bare id."""
        return key(self.bare)


def listings(catalog: Catalog, records: Iterable[Record], words: Mapping[str, date], day: date) -> list[Listing]:
    """The listings among records of rates in force on a day, in the order in which each first stands among them.

    `words` has the day of each source's word.
    """
    grouped: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        grouped.setdefault(_OFFER(record), []).append(record)
    found = [_listing(catalog, *names, held) for names, held in grouped.items()]
    meant = [replace(one, meaning=meaning) if (meaning := _meaning(catalog, one, words, day)) else one for one in found]
    return _newest(meant)


def _newest(found: Sequence[Listing]) -> list[Listing]:
    """The listings without those that their source has told of again since, under another spelling of the same id."""
    last: dict[tuple[str, str, str], str] = {}
    for one in found:
        last[one.source, one.host, one.key] = max(one.word, last.get((one.source, one.host, one.key), one.word))
    return [one for one in found if one.word == last[one.source, one.host, one.key]]


def same_offers(catalog: Catalog, found: Sequence[Listing]) -> list[dict[str, Listing]]:
    """The listings that mean one offer, by source, for each offer."""
    spread = Counter((listing.host, listing.key) for listing in found)
    known: dict[tuple[str, str, str], list[Listing]] = {}
    for listing in found:
        known.setdefault((listing.host, *identity(catalog, listing)), []).append(listing)
    offers, rest = [], []
    for group in known.values():
        group.sort(key=lambda one: (one.meaning is not None, -spread[one.host, one.key], *_plainest(one)))
        by_source: dict[str, list[Listing]] = {}
        for one in group:
            by_source.setdefault(one.source, []).append(one)
        first = {source: _speaker(held) for source, held in by_source.items()}
        offers.append(first)
        others = [one for one in group if one is not first[one.source]]
        rest += [one for one in others if one.meaning or not one.says_the_same(first[one.source])]
    return offers + _by_spelling(rest)


def _speaker(held: Sequence[Listing]) -> Listing:
    """Of one source's listings of an offer the first, unless a newer word on one like it says otherwise."""
    first = held[0]
    moves = first.meaning is not None
    newer = [o for o in held if o.word > first.word and (o.meaning is not None) == moves and not o.agrees(first)]
    return max(newer, key=lambda one: one.word, default=first)


def _meaning(catalog: Catalog, listing: Listing, words: Mapping[str, date], day: date) -> Meaning | None:
    """What an id of the vendor's own API meant when the source told of these rates.

    Rates with days tell of the day that is asked about; those without, of the day of the word.
    """
    meanings = catalog.meanings(listing.vendor, listing.bare) if listing.host == listing.vendor else []
    if not meanings:
        return None
    word = words[listing.source]
    then = min(word, day) if listing.dated or catalog.source(listing.source).kind == "log" else word
    return next((meaning for meaning in meanings if meaning.holds(then)), None)


def identity(catalog: Catalog, listing: Listing) -> tuple[str, str]:
    """The model of a listing, by the catalogue or by key, and the word at the end of its id for which it is apart."""
    bare = listing.meaning.model if listing.meaning else listing.bare
    model = catalog.model(bare)
    last = key(bare).rsplit("-", 1)[-1]
    return (model.model if model else key(bare)), (last if last in catalog.words["priced_apart"] else "")


def _plainest(one: Listing) -> tuple[bool, int, str]:
    return "/" not in one.model, len(one.model), one.model


def _by_spelling(rest: Sequence[Listing]) -> list[dict[str, Listing]]:
    """What is left over, joined across sources only where it is written the same to the letter."""
    found: dict[tuple[str, str], dict[str, Listing]] = {}
    for listing in rest:
        found.setdefault((listing.host, listing.model), {})[listing.source] = listing
    return list(found.values())


def _listing(catalog: Catalog, source: str, host_name: str, model: str, records: Sequence[Record]) -> Listing:
    maker = catalog.maker(model)
    host = canonical(catalog, host_name)
    vendor = maker.id if maker else host
    # A router's id names the maker first, as the offer's id does already.
    prefix, slash, rest = model.partition("/")
    bare = rest if slash and canonical(catalog, prefix) in (vendor, host) else model
    known = maker is not None
    return Listing(source=source, vendor=vendor, host=host, model=model, bare=bare, made=known, records=records)


def offer_key(catalog: Catalog, host: str, model: str) -> OfferKey:
    """What an offer is found by whoever lists it, and however it is written."""
    return canonical(catalog, host), key(model.rsplit("/", 1)[-1])


def canonical(catalog: Catalog, name: str) -> str:
    """The id of the organisation that a name means; the name itself, folded, where no table knows it."""
    return catalog.organisation(name).id if catalog.has_organisation(name) else name.casefold()
