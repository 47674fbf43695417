"""Which listings of which sources a name means, over all days: found by name alone, without a price book.

A book knows the offers of one day; a history needs what was ever listed. An offer is a model at one host: without a
host named, the maker's own. Of each source the listings count that are written as asked, to the letter or by key; only
where there are none, those that the catalogue knows as the same model.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadline.catalog import Catalog, key, unwrapped
from leadline.errors import UnknownName, UserError
from leadline.prices.listing import canonical
from leadline.prices.preference import ORDER
from leadline.prices.tellings import Listing
from leadline.store.view import View


@dataclass(frozen=True, kw_only=True)
class Named:
    """An offer that some source listed by the day of the view, on whatever day."""

    id: str
    vendor: str
    host: str
    first_party: bool
    listings: tuple[Listing, ...]
    """How each source writes it; a source may have written it in several ways."""


def all_listings(view: View) -> list[Listing]:
    """Every model at every host that a source listed in any vintage by the day."""
    view.require("rate")
    found = view.query(f"SELECT DISTINCT source, host, model FROM {view.told('rate')} ORDER BY ALL")
    return [(str(source), str(host), str(model)) for source, host, model in found]


def named(view: View, name: str) -> Named:
    """The offer that a name means: vendor/model, vendor/model@host, or a model's name alone.

    Raises UnknownName with the nearest names, and UserError where only several hosts sell the model and none is named.
    """
    listed = all_listings(view)
    offers = _offers(view.catalog, name, listed)
    if not offers:
        known = {model for _, _, model in listed} if "/" not in name else {_id(view.catalog, one) for one in listed}
        raise UnknownName("model", name, known, f"It was in no price list known on {view.as_of}.")
    own = [offer for offer in offers if offer.first_party] if "@" not in name else offers
    if len(own or offers) > 1:
        ids = ", ".join(offer.id for offer in (own or offers)[:8])
        raise UserError(f"{name!r} means several offers: {ids}. Name one of them.")
    return (own or offers)[0]


def everywhere(view: View, name: str) -> list[Named]:
    """The offers of a model at every host that ever listed it."""
    return _offers(view.catalog, name, all_listings(view))


def _offers(catalog: Catalog, name: str, listed: Iterable[Listing]) -> list[Named]:
    """The offers that a name may mean, one a host; the vendor and the host that it names are kept to."""
    whole, _, at = name.partition("@")
    prefix, slash, rest = whole.partition("/")
    wanted = rest if slash else whole
    vendor = canonical(catalog, prefix) if slash else ""
    by_host: dict[tuple[str, str], list[Listing]] = {}
    for listing in _alike(catalog, wanted, listed):
        host, maker = canonical(catalog, listing[1]), catalog.maker(listing[2])
        owner = maker.id if maker else host
        if (not at or host == canonical(catalog, at)) and (not vendor or vendor in (owner, prefix)):
            by_host.setdefault((owner, host), []).append(listing)
    return [_named(catalog, *sides, wanted, found) for sides, found in sorted(by_host.items())]


def _named(catalog: Catalog, vendor: str, host: str, wanted: str, found: Sequence[Listing]) -> Named:
    chosen = [listing for source in ORDER for listing in _best(wanted, [o for o in found if o[0] == source])]
    bare = _bare(catalog, vendor, chosen[0])
    owner = catalog.organisations[host].owner if host in catalog.organisations else ""
    return Named(
        id=f"{vendor}/{bare}" + ("" if host == vendor else f"@{host}"),
        vendor=vendor,
        host=host,
        first_party=vendor in (host, owner) and catalog.maker(chosen[0][2]) is not None,
        listings=tuple(chosen),
    )


def _best(wanted: str, found: list[Listing]) -> list[Listing]:
    """Of one source's listings those that are written as asked; else all, which the catalogue knows as the same."""
    same = [listing for listing in found if key(wanted) in (key(listing[2]), key(listing[2].rsplit("/", 1)[-1]))]
    return sorted(same or found, key=lambda listing: (len(listing[2]), listing[2]))


def _alike(catalog: Catalog, wanted: str, listed: Iterable[Listing]) -> list[Listing]:
    """The listings whose id, without what hosts put around it, is the name or one that the catalogue holds the same."""
    known = catalog.canonical(wanted)
    keys = {key(name) for name in (wanted, *((known.model, *known.aliases) if known else ()))}
    alike: dict[str, bool] = {}
    for _, _, model in listed:
        if model not in alike:
            alike[model] = not keys.isdisjoint(map(key, unwrapped(model)))
    return [listing for listing in listed if alike[listing[2]]]


def _bare(catalog: Catalog, vendor: str, listing: Listing) -> str:
    """The id without the names of the maker or the host before it."""
    prefix, slash, rest = listing[2].partition("/")
    return rest if slash and canonical(catalog, prefix) in (vendor, canonical(catalog, listing[1])) else listing[2]


def _id(catalog: Catalog, listing: Listing) -> str:
    return f"{canonical(catalog, listing[1])}/{listing[2]}"
