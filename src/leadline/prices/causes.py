"""Why sources may disagree about a price: rules on what they state and have stated, the first that fits.

Each rule is a guess from the numbers, and says where to look; names of models decide nothing.

- *mirrored*: one price of a maker's own is what its source copied from a router (`mirrored.py`).
- *swapped*: one source's input is the other's output, and the reverse.
- *unit*: the prices are a power of ten of at least a thousand apart.
- *promo*: a source announced a move between the two prices before its day, or calls one of them promotional or
  introductory.
- *modality*: one price for text is another source's for images, sound or film in the same direction.
- *alias moved*: by the catalogue the id meant another model before, and one price was left for another; or the id names
  no version, and the price that is not used is that of a version in the same line.
- *stale*: one price is what a source said and has left for another.
- *hours*: one price is another source's inside certain hours.
- *tier*: one price is another source's for longer contexts.
- *service*: one price is another source's for another service, such as batch or priority.
- *region*: one price is another source's in a region; or all prices are 1.1 times the other's, the uplift that sellers
  state for keeping data in a region.
- *currency*: one price is not round in dollars, but seven times it is round in yuan, for a seller from China.
- *other id*: the two sources write different ids, which the catalogue takes for one model.
- *retired*: a source that listed the offer has dropped it; nobody keeps up the price of what is no longer sold.
- *rounding*: one price is the other with fewer digits, no more than a tenth away.
- *unexplained*: none of these.

A cause is told of two sources: the one that is used, and one that says otherwise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations
from math import log10

from leadline.catalog import key
from leadline.model import Rate
from leadline.prices.base import METERS, base_rates
from leadline.prices.book import Book
from leadline.prices.offer import Offer
from leadline.prices.tellings import Telling, is_base
from leadline.prices.terms import TERMS
from leadline.units import end_of

UPLIFT = Decimal("1.1")
YUAN_A_DOLLAR = 7
"""The rate at which sellers and lists convert round prices in yuan."""
CLOSE = Decimal("0.005")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One meter of one offer that two sources price differently, with what was ever said of it."""

    prices: Book
    offer: Offer
    meter: str
    amounts: Mapping[str, Decimal]
    """By source: the one that is used, and the other."""
    told: Sequence[Telling]
    """All tellings of the offer by the day, by whichever source."""

    @property
    def values(self) -> set[Decimal]:
        """The amounts, each once."""
        return set(self.amounts.values())

    @property
    def base(self) -> list[Telling]:
        """What was ever said of the very price that is in dispute."""
        return [one for one in self.told if one.meter == self.meter and is_base(one.term)]

    def differs(self, source: str, amount: Decimal | None) -> bool:
        """Whether an amount is in dispute, and not this source's own."""
        return amount in self.values and self.amounts.get(source) != amount


def cause(case: Case) -> str:
    """The first cause that fits."""
    return next((name for name, fits in RULES.items() if fits(case)), "unexplained")


def _swapped(case: Case) -> bool:
    inputs, outputs = (base_rates(case.offer, meter) for meter in ("input", "output"))
    both = [source for source in case.amounts if source in inputs and source in outputs]
    return any(
        inputs[one].amount == outputs[other].amount != inputs[other].amount == outputs[one].amount
        for one, other in combinations(both, 2)
    )


def _unit(case: Case) -> bool:
    return any(is_power_of_thousands(one / other) for one, other in permutations(case.values, 2))


def is_power_of_thousands(ratio: Decimal) -> bool:
    """Whether a ratio is a power of ten of at least a thousand, up or down, within a hundredth.

    >>> [is_power_of_thousands(Decimal(ratio)) for ratio in ("1000", "0.0001", "100", "1500")]
    [True, True, False, False]
    """
    power = log10(ratio)
    return abs(round(power)) >= 3 and abs(power - round(power)) < 0.004


def _promo(case: Case) -> bool:
    return _by_terms(case) or any(
        one.amount in case.values and (_for_a_time(case, one) or _announced(case, one)) for one in case.base
    )


def _by_terms(case: Case) -> bool:
    """The term in force names both prices: one as charged for a time, the other as struck through."""
    said = case.offer.said[TERMS].rates if TERMS in case.offer.said else ()
    named = {rate.amount: rate.kind for rate in said if rate.meter == case.meter and not rate.from_tokens}
    return case.values <= named.keys() and any(named[amount] != "list" for amount in case.values)


def _for_a_time(case: Case, one: Telling) -> bool:
    """A promotion that has not ended by the day."""
    words = one.basis.casefold()
    if one.effective_to is not None and one.effective_to < end_of(case.prices.on):
        return False
    return one.kind in ("promo", "introductory") or any(word in words for word in ("promotional", "introductory"))


def _announced(case: Case, one: Telling) -> bool:
    """A source told a price before its first day, and what it said until then is the other price in dispute."""
    if one.effective_from is None or one.first >= one.effective_from:
        return False
    before = [o.amount for o in case.base if o.source == one.source and o.effective_to == one.effective_from]
    return not (case.values - {one.amount}).isdisjoint(before)


def _alias_moved(case: Case) -> bool:
    ids = [case.offer.said[source].bare for source in case.amounts]
    moved = [one for one in ids if len(case.prices.view.catalog.meanings(case.offer.host, one)) > 1]
    nameless = [one for one in ids if not has_version(one)]
    return bool(moved and _stale(case)) or any(_price_of_a_version(case, _line(one)) for one in (*moved, *nameless))


def _price_of_a_version(case: Case, line: str) -> bool:
    others = [
        other
        for other in case.prices.offers.values()
        if (other.vendor, other.host) == (case.offer.vendor, case.offer.host)
        and other.id != case.offer.id
        and _line(other.model) == line
    ]
    versions = [rate for o in others if has_version(o.model) for rate in base_rates(o, case.meter).values()]
    return any(case.differs(case.offer.source, rate.amount) for rate in versions)


def has_version(model: str) -> bool:
    """Whether an id names a version, and not the newest of them.

    >>> [has_version(name) for name in ("mistral-large-2512", "mistral-large-latest", "mistral-large")]
    [True, False, False]
    """
    words = key(model).split("-")
    return "latest" not in words and any(word.isdigit() for word in words)


def _line(model: str) -> str:
    """The words of an id without versions and dates.

    >>> _line("mistral-large-latest") == _line("mistral-large-2512") == "mistral-large"
    True
    """
    return "-".join(word for word in key(model).split("-") if not word.isdigit() and word != "latest")


def _stale(case: Case) -> bool:
    """One price was said by another source than says it now, and left for another amount by the day."""
    return any(case.differs(one.source, one.amount) and _left(case, one) for one in case.base)


def _left(case: Case, one: Telling) -> bool:
    """Whether a source says another amount after this one."""
    end = end_of(case.prices.on)
    if one.effective_to is not None and one.effective_to <= end:
        after = [o for o in case.base if o.listing == one.listing and o.start >= one.effective_to]
    else:
        after = [o for o in case.base if o.listing == one.listing and one.last <= o.first < end and not one.stands]
    return any(other.amount != one.amount for other in after)


def _modality(case: Case) -> bool:
    kinds = {f"{case.meter}_{kind}" for kind in ("image", "audio", "video")}
    return any(one.meter in kinds and one.unit == "mtok" and case.differs(one.source, one.amount) for one in case.told)


def _hours(case: Case) -> bool:
    return _stated(case, lambda rate: rate.window is not None)


def _tier(case: Case) -> bool:
    return _stated(case, lambda rate: rate.from_tokens > 0)


def _service(case: Case) -> bool:
    return _stated(case, lambda rate: rate.service != "standard")


def _stated(case: Case, which: Callable[[Rate], bool]) -> bool:
    """Whether one source's price in dispute is another's rate of this meter of some sort."""
    rates = [(source, rate) for source, quote in case.offer.said.items() for rate in quote.rates if which(rate)]
    return any(rate.meter == case.meter and case.differs(source, rate.amount) for source, rate in rates)


def _region(case: Case) -> bool:
    stated = _stated(case, lambda rate: rate.region is not None)
    return stated or any(_uplifted(case, one, other) for one, other in permutations(case.amounts, 2))


def _uplifted(case: Case, one: str, other: str) -> bool:
    """Whether all base prices that two sources state, two at least, differ by the uplift."""
    stated = [base_rates(case.offer, meter) for meter in METERS]
    both = [(rates[one].amount, rates[other].amount) for rates in stated if one in rates and other in rates]
    ratios = [high / low for high, low in both if high and low]
    return len(ratios) > 1 and all(abs(ratio - UPLIFT) <= CLOSE for ratio in ratios)


def _currency(case: Case) -> bool:
    organisations = case.prices.view.catalog.organisations
    chinese = case.offer.vendor in organisations and organisations[case.offer.vendor].country == "CN"
    stated = [base_rates(case.offer, meter) for meter in METERS]
    for source in case.amounts:
        amounts = [rates[source].amount or Decimal() for rates in stated if source in rates]
        if chinese and any(not _round(amount, 3) for amount in amounts):
            return all(_round(amount * YUAN_A_DOLLAR, 2) for amount in amounts)
    return False


def _round(amount: Decimal, places: int) -> bool:
    """Whether an amount has no more decimals than this, but for what is left of counting in floats."""
    return abs(amount - amount.quantize(Decimal(1).scaleb(-places))) < Decimal("1e-5")


def _mirrored(case: Case) -> bool:
    return not case.offer.mirrored.keys().isdisjoint(case.amounts)


def _other_id(case: Case) -> bool:
    return len({case.offer.said[source].key for source in case.amounts}) > 1


def _retired(case: Case) -> bool:
    """Some source told of the offer, and in its newest word, or in an archive's last, no longer does."""
    by_listing: dict[object, bool] = {}
    for one in case.told:
        by_listing[one.listing] = by_listing.get(one.listing, False) or one.stands
    return any(not stands for stands in by_listing.values())


def _rounding(case: Case) -> bool:
    pairs = [(one, other) for one, other in permutations(case.values, 2) if max(one, other) <= UPLIFT * min(one, other)]
    return any(one == _shorter(other, digits) for one, other in pairs for digits in (1, 2))


def _shorter(amount: Decimal, digits: int) -> Decimal:
    """An amount rounded to some significant digits.

    >>> str(_shorter(Decimal("0.125"), 2)), str(_shorter(Decimal("0.075"), 1))
    ('0.13', '0.08')
    """
    return amount.quantize(Decimal(1).scaleb(amount.adjusted() + 1 - digits), rounding=ROUND_HALF_UP)


RULES: Mapping[str, Callable[[Case], bool]] = {
    "mirrored": _mirrored,
    "swapped": _swapped,
    "unit": _unit,
    "promo": _promo,
    "modality": _modality,
    "alias moved": _alias_moved,
    "stale": _stale,
    "hours": _hours,
    "tier": _tier,
    "service": _service,
    "region": _region,
    "currency": _currency,
    "other id": _other_id,
    "retired": _retired,
    "rounding": _rounding,
}
"""Direct evidence before coincidences of numbers."""
