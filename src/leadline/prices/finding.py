"""Which offers of a day a name means: an id, with any alias of the vendor, or a model's name alone.

A model's name alone means the maker's own offer. A name that moves (`-latest`) means its own entry where a source has
it with days, or in a log; else, the entry being missing or stale, what the name meant on the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from leadline.catalog import Catalog, key
from leadline.catalog.aliases import Meaning
from leadline.catalog.models import KnownModel
from leadline.prices.listing import canonical
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER


@dataclass(frozen=True, kw_only=True)
class Finder:
    """The offers of a day, for looking up names."""

    catalog: Catalog
    on: date
    offers: Mapping[str, Offer]

    def meant(self, name: str) -> list[Offer]:
        """The offers that a name may mean: none, one, or several among which the name does not decide."""
        if name in self.offers:
            return [self.offers[name]]
        if meant := self._by_own_entry(name) or self._by_alias(name):
            return [meant]
        return self._by_id(name) or self._by_model(name)

    def everywhere(self, name: str) -> list[Offer]:
        """The offers of one model at every host that lists it, by id; `name` as for `meant`, or without the host."""
        vendor, _, model = name.partition("@")[0].rpartition("/")
        moved = self._by_alias(name)
        found = self._alike(moved.model if moved else model)
        owners = {canonical(self.catalog, vendor)} if vendor else {offer.vendor for offer in found}
        return sorted((offer for offer in found if offer.vendor in owners), key=lambda offer: offer.id)

    def names(self, name: str) -> list[str]:
        """What there is of the kind of a name: ids, or models' names."""
        return list(self.offers) if "/" in name else [offer.model for offer in self.offers.values()]

    def _alike(self, model: str) -> list[Offer]:
        """The offers whose id means the model, by key or by the catalogue, as `_same`."""
        asked, known = key(model), self.catalog.canonical(model)
        return [offer for offer, keys, meant in self._read if asked in keys or (known is not None and meant is known)]

    @cached_property
    def _read(self) -> list[tuple[Offer, tuple[str, str], KnownModel | None]]:
        """Each offer with the keys of its id, and the model that the catalogue knows it as: read once for all names."""
        return [(offer, _keys(offer.model), self.catalog.canonical(offer.model)) for offer in self.offers.values()]

    def _by_own_entry(self, name: str) -> Offer | None:
        """The offer under a name that moves, where a source tells of the day itself; with a note on what it meant."""
        for meaning in self._meanings(name):
            for offer in self.offers.values():
                if offer.vendor == offer.host == meaning.vendor and self._is_told(offer, meaning):
                    return replace(offer, note=self._what_it_meant(meaning))
        return None

    def _is_told(self, offer: Offer, meaning: Meaning) -> bool:
        kinds = {source: self.catalog.source(source).kind for source in offer.quotes}
        return any(
            quote.key == key(meaning.alias) and (quote.dated or kinds[source] == "log")
            for source, quote in offer.quotes.items()
        )

    def _meanings(self, name: str) -> list[Meaning]:
        """What a name meant on the day, at each vendor that it may be of."""
        vendor, slash, model = name.rpartition("/")
        vendors = [canonical(self.catalog, vendor)] if slash else self.catalog.vendors_of(model)
        found = [self.catalog.meaning(one, model, self.on) for one in vendors]
        return [meaning for meaning in found if meaning]

    def _what_it_meant(self, meaning: Meaning) -> str:
        return f"{meaning.alias} meant {meaning.model} on {self.on} ({meaning.source})"

    def _by_alias(self, name: str) -> Offer | None:
        """What a name that moves meant on the day, with a note that says so; None where nobody says, or it is gone."""
        for meaning in self._meanings(name):
            found = [offer for offer in self.offers.values() if _is_version(self.catalog, offer, meaning)]
            if found:
                return replace(_own(found, meaning.model)[0], note=self._what_it_meant(meaning))
        return None

    def _by_id(self, name: str) -> list[Offer]:
        vendor, slash, rest = name.partition("/")
        if not slash:
            return []
        model, _, host = rest.partition("@")
        vendor, host = canonical(self.catalog, vendor), canonical(self.catalog, host) if host else ""
        found = [offer for offer in self._alike(model) if offer.vendor == vendor]
        if host:
            return _own([offer for offer in found if offer.host == host], model)
        return _own(_of_makers(found) or found, model)

    def _by_model(self, name: str) -> list[Offer]:
        model, _, host = name.partition("@")
        host = canonical(self.catalog, host) if host else ""
        found = self._alike(model)
        own = [offer for offer in found if offer.host == host] if host else _of_makers(found)
        # Among resellers none is meant more than another.
        return _own(own, model) if own or host else found


def _of_makers(found: list[Offer]) -> list[Offer]:
    """Makers' own offers: those of the maker itself, before those of a platform it owns, such as for one country."""
    own = [offer for offer in found if offer.first_party]
    return [offer for offer in own if offer.host == offer.vendor] or own


def _is_version(catalog: Catalog, offer: Offer, meaning: Meaning) -> bool:
    used = offer.quotes[offer.source].meaning
    own = offer.vendor == offer.host == meaning.vendor
    return own and _same(catalog, used.model if used else offer.model, meaning.model)


def _same(catalog: Catalog, one: str, other: str) -> bool:
    """Whether two ids are one model: by key, or by the catalogue."""
    if key(other) in _keys(one):
        return True
    known = catalog.canonical(other)
    return known is not None and catalog.canonical(one) is known


def _keys(model: str) -> tuple[str, str]:
    """The keys of an id: of the whole, and without what stands before the last slash."""
    return key(model), key(model.rsplit("/", 1)[-1])


def _by_one_id(found: list[Offer]) -> list[Offer]:
    """Of offers that one id means at one host, on different days of the sources' words, that of the most trusted."""
    if len({(offer.host, offer.model) for offer in found}) > 1:
        return found
    return [min(found, key=lambda offer: list(ORDER).index(offer.source))]


def _own(found: list[Offer], model: str) -> list[Offer]:
    """Of several spellings of one model the one that was asked for, to the letter or by key, in the most sources."""
    for same in (lambda o: o.model == model, lambda o: key(o.model) == key(model), lambda o: True):
        if exact := [offer for offer in found if same(offer)]:
            most = max(len(offer.quotes) for offer in exact)
            return _by_one_id([offer for offer in exact if len(offer.quotes) == most])
    return found
