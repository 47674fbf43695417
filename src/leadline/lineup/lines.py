"""The lines of a vendor's line-up, and the leading offers of a day: what a comparison takes when nobody names any.

The rule, in order:

1. Offers that makers sell under their own name with a price above zero for input and for output, of general chat
   models: ids with a word such as `embed`, `tts` or `codex` are left out (the lists stand in the catalogue).
2. A *mode* is no line of its own: an id that is another of the vendor's ids plus a word such as `pro`, `fast` or
   `thinking` is the same model run harder or faster (`gpt-5.5-pro` beside `gpt-5.5`). Without the plain one it counts
   (`deepseek-v4-pro`).
   An id that moves is no line either where the version that it meant on the day is listed under its own.
3. A *family* is an id without its numbers, dates and words such as `preview` (`claude-opus`, `gpt-mini`); it stands in
   the list with its newest version, as a decimal (4.3 comes after 4.20). An id without a version has
   that of the model's name, where the catalogue knows it. An id that names a number of parameters (`20b`) names
   weights, and stands for its family only where no other does.
4. A vendor's families are ranked by the best capability index of any member; families without a score come after
   those with one, by the price of output.
5. Vendors are ranked by the best index of any model that they made, sold or not. A vendor is left out whose best model
   is not scored, or stands below the lower of the two models that fix the scale, unless nobody is scored on that day.
6. All vendors' first families in that order, then all second ones, until the list is full.
7. Where that list holds fewer than three countries, its last lines give way to the best lines of further countries.

On an earlier effective day the lines are those that were known on that day, with the prices that the book tells of: a
source without dates would put today's models into the past. A line of which the book tells nothing more is left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import zip_longest

from leadline.capability.index import index
from leadline.capability.ranking import ScoredModel
from leadline.capability.setting import SCALE
from leadline.catalog import Catalog, key, unwrapped
from leadline.errors import NotEnoughData, UserError
from leadline.prices.book import Book
from leadline.prices.book import book as book_of
from leadline.prices.listing import canonical
from leadline.prices.offer import Offer
from leadline.store.view import View

LEADING = 11
COUNTRIES = 3
_DATE = re.compile(r"(-\d{4}-\d{2}-\d{2}|-\d{4,8})$")
_SIZE = re.compile(r"a?\d+(\.\d+)?[bt]")
_VERSION = re.compile(r"(?<![0-9])([0-9]{1,2})(?:[.-]([0-9]{1,2}))?(?![0-9bk])")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One family of a vendor's line-up, in its newest version."""

    vendor: str
    family: str
    offer: Offer
    """The newest version."""
    index: float | None
    """The best capability index of any member; None where none is scored."""


def own_hosts(view: View) -> list[str]:
    """The hosts, as sources write them, that are makers of models: what others sell stands in no line-up."""
    view.require("rate")
    catalog = view.catalog
    makers = {model.organisation for model in catalog.models}
    makers |= {organisation.id for organisation in catalog.organisations.values() if organisation.families}
    found = [str(host) for (host,) in view.query("SELECT DISTINCT host FROM rate ORDER BY ALL")]
    return [host for host in found if canonical(catalog, host) in makers]


def leading(book: Book, most: int = LEADING) -> list[Line]:
    """The leading offers of a day, by the rule above."""
    if book.on < book.view.as_of:
        return _as_told(book, leading(_then(book), most))
    strength = _strength(book.view)
    by_vendor: dict[str, list[Line]] = {}
    for line in line_up(book):
        if line.vendor in strength or not strength:
            by_vendor.setdefault(line.vendor, []).append(line)
    ranked = sorted(by_vendor.values(), key=lambda lines: (-strength.get(lines[0].vendor, 0.0), _rank(lines[0])))
    ordered = [line for round_ in zip_longest(*ranked) for line in round_ if line]
    return _of_countries(book.view.catalog, ordered[:most], ordered[most:])


def _of_countries(catalog: Catalog, chosen: list[Line], rest: Sequence[Line]) -> list[Line]:
    def country(line: Line) -> str:
        return catalog.country_of(line.vendor)

    held = {country(line) for line in chosen}
    further = {country(line): line for line in reversed(rest) if country(line) not in held}
    wanted = [line for line in rest if line in further.values()][: max(0, COUNTRIES - len(held))]
    return chosen[: len(chosen) - len(wanted)] + wanted


def line_up(book: Book, *vendors: str) -> list[Line]:
    """The lines of some vendors, or of all, best first."""
    if book.on < book.view.as_of:
        return _as_told(book, line_up(_then(book), *vendors))
    families: dict[tuple[str, str], list[Offer]] = {}
    for offer in _chat_offers(book, vendors):
        families.setdefault((offer.vendor, family(book.view.catalog, offer.model)), []).append(offer)
    scores = _scores(book.view)
    lines = [_line(book.view.catalog, scores, owner, name, members) for (owner, name), members in families.items()]
    return sorted(lines, key=_rank)


def _then(book: Book) -> Book:
    """What was known on the effective day."""
    return known_then(book.view, book.on, book.hosts)


@lru_cache(maxsize=4)
def known_then(view: View, on: date, hosts: tuple[str, ...]) -> Book:
    """The same for who asks for lines, classes and leading offers of one book; of makers alone where they sell any."""
    then = view.earlier(on)
    try:
        return book_of(then, hosts=hosts or own_hosts(then))
    except NotEnoughData:
        return book_of(then, hosts=hosts)


def _as_told(book: Book, lines: Iterable[Line]) -> list[Line]:
    """The lines with the offers of this book."""
    told = [(line, _told(book, line.offer)) for line in lines]
    return [replace(line, offer=offer) for line, offer in told if offer]


def _told(book: Book, offer: Offer) -> Offer | None:
    try:
        return book.find(offer.id)
    except UserError:
        return None


def _line(catalog: Catalog, scores: Mapping[str, float], vendor: str, name: str, members: Sequence[Offer]) -> Line:
    found = [scores[known.model] for o in members if (known := catalog.canonical(o.model)) and known.model in scores]
    return Line(
        vendor=vendor, family=name, offer=max(members, key=partial(_age, catalog)), index=max(found, default=None)
    )


def family(catalog: Catalog, model: str) -> str:
    """An id without numbers, dates and words that name no family.

    >>> [family(Catalog(), name) for name in ("claude-opus-4-8", "gpt-5.4-mini", "grok-4.20", "gemini-3-flash-preview")]
    ['claude-opus', 'gpt-mini', 'grok', 'gemini-flash']
    """
    words = key(unwrapped(model)[0]).split("-")
    return "-".join(word for word in words if not word.isdigit() and word not in catalog.words["modifiers"])


def version(model: str) -> Decimal:
    """The version in an id, as a decimal; -1 where there is none. A date at the end is none.

    >>> [str(version(name)) for name in ("grok-4.20", "grok-4.3", "claude-opus-4-8", "grok-4-0709", "large-2512")]
    ['4.20', '4.3', '4.8', '4', '-1']
    >>> str(version("qwen-plus-2025-12-01"))
    '-1'
    """
    match = _VERSION.search(_DATE.sub("", unwrapped(model)[0]))
    return Decimal(f"{match[1]}.{match[2]}" if match[2] else match[1]) if match else Decimal(-1)


def _chat_offers(book: Book, vendors: Sequence[str]) -> list[Offer]:
    words = book.view.catalog.words
    offers = [
        offer
        for offer in book.offers.values()
        if offer.first_party
        and offer.host == offer.vendor
        and (not vendors or offer.vendor in vendors)
        and _output_price(offer)
        and _has_input(offer)
        and is_general(book.view.catalog, offer.model)
    ]
    names = {(offer.vendor, key(offer.model)) for offer in offers}
    offers = [offer for offer in offers if offer.meant is None or (offer.vendor, key(offer.meant)) not in names]
    return [offer for offer in offers if not _is_mode(offer, names, words["modes"])]


def is_general(catalog: Catalog, model: str) -> bool:
    """Whether none of the words of an id names another kind of model than one for chat and text in general.

    >>> [is_general(Catalog(), name) for name in ("gpt-5.4-mini", "qwen3-asr-flash", "mistral-embed", "gpt-5-codex")]
    [True, False, False, False]
    """
    return (catalog.words["not_chat"] | catalog.words["specialised"]).isdisjoint(key(model).split("-"))


def _is_mode(offer: Offer, names: set[tuple[str, str]], modes: Iterable[str]) -> bool:
    own = _DATE.sub("", key(offer.model))
    return any(own.endswith(f"-{mode}") and (offer.vendor, own.removesuffix(f"-{mode}")) in names for mode in modes)


def sized(model: str) -> bool:
    """Whether an id names a number of parameters, all or the active ones.

    >>> [sized(name) for name in ("gpt-oss-20b", "qwen3.6-35b-a3b", "claude-opus-4-8", "qwen3-max")]
    [True, True, False, False]
    """
    return any(map(_SIZE.fullmatch, re.split("[-/:]", model.lower())))


def version_of(catalog: Catalog, model: str) -> Decimal:
    """The version in an id; where it has none, that in the model's name: `mistral-medium-2604` is Medium 3.5.

    >>> [str(version_of(Catalog(), name)) for name in ("mistral-medium-2604", "mistral-medium-latest", "gpt-5.5")]
    ['3.5', '-1', '5.5']
    """
    known = catalog.canonical(model)
    return version(known.model) if known and version(model) < 0 else version(model)


def _age(catalog: Catalog, offer: Offer) -> tuple[bool, Decimal, int, str]:
    """By version, then the shorter id, which carries no date."""
    return (not sized(offer.model), version_of(catalog, offer.model), -len(offer.model), offer.model)


def _rank(line: Line) -> tuple[float, Decimal, str]:
    """Best index first; without one, dearest output first."""
    return (-line.index if line.index is not None else float("inf"), -_output_price(line.offer), line.offer.id)


def _output_price(offer: Offer) -> Decimal:
    prices = [rate.amount for rate in offer.rates if rate.meter == "output" and not rate.from_tokens and rate.amount]
    return max(prices, default=Decimal())


def _has_input(offer: Offer) -> bool:
    return any(rate.meter == "input" and rate.amount for rate in offer.rates)


def _scores(view: View) -> dict[str, float]:
    """Index by canonical model; empty where no scores were known on the day."""
    named = [(view.catalog.model(model.name), value) for model, value in _scored(view)]
    return {known.model: value for known, value in named if known}


def _strength(view: View) -> dict[str, float]:
    """The best index of any model that a vendor made, where it reaches the scale's lower model."""
    best: dict[str, float] = {}
    for model, value in _scored(view):
        if model.organisation:
            best[model.organisation] = max(value, best.get(model.organisation, value))
    return {vendor: value for vendor, value in best.items() if value >= min(SCALE.values())}


def releases(view: View) -> dict[str, date]:
    """The day of release by canonical model, where the source of the index tells it."""
    named = [(view.catalog.model(model.name), model.released) for model, _ in _scored(view)]
    return {known.model: released for known, released in named if known and released}


def _scored(view: View) -> list[tuple[ScoredModel, float]]:
    try:
        scored = index(view, draws=0)
    except NotEnoughData:
        return []
    return list(zip(scored.models, map(float, scored.values), strict=True))


def vendors(lines: Sequence[Line]) -> list[str]:
    """The vendors of some lines, each once, in their order."""
    return list(dict.fromkeys(line.vendor for line in lines))
