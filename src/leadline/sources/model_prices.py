"""List prices of the makers' own model APIs since June 2025 from wakamex's model-prices: one JSON file, with history.

The publisher compiles models.dev's history, corrections with a source, discounts and schedules into a snapshot, and
keeps each one it ever published: `latest.json` names the newest by its digest. Decisions:

- It is a full source: its past is what it says today. A correction rewrites an epoch that was told otherwise before.
- A model has an epoch list for each mode; `standard` is the plain service and each other mode a service of its name.
- An epoch holds until the next. It begins at its `start`, but never before its `valid_from`, the first instant that
  the publisher vouches for: an epoch without a start is meant for all earlier days too, on which no price was seen. One
  that would hold on such days only is left out, and so is one without rates, in which the mode is not offered.
- `valid_from_basis` is the rate's basis: only of the `documented` ones is the day the seller's own, the others were
  first seen then. A rate that differs from what models.dev recorded has `, corrected` after it. The recorded value is
  left out: beside the correction it would be a second rate of the same key.
- Tiers are of the kind `whole >`. A cache write of an hour costs a multiple of input; the multiple stands beside every
  price of some makers, and is read where writes have a price at all.
- Schedules by time of day become windows: inside them a multiple of the epoch's rates stands in for these. Days of the
  week are days in UTC; a calendar of holidays is named by its window, and its days are not kept here.
- A price of 0 may be free, unknown or of no meter: it is read as 0 only where the model's name says free; else the
  rate has no amount.
- Prices in yuan were converted by models.dev: all are US dollars.
- Subscription plans are no prices of a meter, estimates no prices at all, and aliases, bases and the status of models
  no prices either: they are left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from leadline import windows
from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import promised, raw

NAME = "model_prices"
READER = 1

SCHEMA = 1
KEYS = {"schema", "updated_at", "models_dev", "prices", "schedules"}
NOT_READ = {"aliases", "bases", "estimates", "plans", "status"}
METERS = ("input", "output", "cache_read", "cache_write")
HOUR_WRITE = "cache_write_1h_multiple"
RATE_KEYS = {*METERS, HOUR_WRITE, "tiers", "valid_from", "valid_from_basis", "source", "model"}
EPOCH_KEYS = {"start", "rates", "recorded"}
SCHEDULE_KEYS = {
    *("provider", "valid_from", "valid_until", "source", "note", "terms", "weekdays_only", "holidays"),
    *("peak_hours_utc", "peak_multiplier", "off_peak_hours_utc", "off_peak_multiplier"),
}

ZERO = "0: free, unknown or no meter"
_FREE = re.compile(r"(?:.*[-:/])?free")
_WORKDAYS = frozenset(range(5))
_FAULTS = (ArithmeticError, ValueError, TypeError, KeyError, AttributeError)

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Schedule:
    """Hours in which a provider's rates are multiplied."""

    provider: str
    models: Mapping[str, Decimal] | None
    """The multiple of each model that it is for; null where it is for all."""
    multiple: Decimal
    windows: tuple[windows.Window, ...]
    start: datetime
    end: datetime | None
    url: str

    def factor(self, rate: Rate) -> Decimal | None:
        """What a rate is multiplied by in its hours; null where it is not for that offer."""
        if rate.host != self.provider:
            return None
        return self.multiple if self.models is None else self.models.get(rate.model)


def fetch(get: Callable[[str], bytes], url: str, day: date) -> Iterator[tuple[str, str, bytes]]:
    """Name, address and content of the snapshot that `latest.json` names, on whatever day."""
    try:
        digest = str(raw.parsed(get(url).decode())["sha256"])
    except (KeyError, TypeError, ValueError) as error:
        raise SourceChanged(f"{NAME}: {url} names no snapshot by its digest ({raw.shown(error)}).") from error
    yield promised.file(get, "snapshot.json", url, {"url": f"{digest}.json", "sha256": digest})


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield one rate per meter, tier and window of every epoch."""
    content = raw.json_of(snapshot, snapshot.files[0].name)
    _check_keys(snapshot, "snapshot", content, KEYS | NOT_READ, KEYS)
    assert isinstance(content, dict)
    if content["schema"] != SCHEMA:
        raise SourceChanged(f"{snapshot.key}: expected the schema {SCHEMA}, found {content['schema']}. Read its notes.")
    try:
        schedules = [_schedule(snapshot, item) for item in content["schedules"].get("schedule", [])]
        timelines = list(_timelines(content["prices"]))
    except _FAULTS as error:
        raise SourceChanged(
            f"{snapshot.key}: expected schedules, and prices by provider, model and mode, found something else "
            f"({type(error).__name__}: {error}). Look at the file, then change the reader and its test data together."
        ) from error
    for listed, epochs in timelines:
        yield from _read_mode(snapshot, listed, epochs, schedules)


def _timelines(prices: Json) -> Iterator[tuple[Rate, list[Json]]]:
    """The epochs of each mode of each model, with what they share."""
    for provider, models in prices.items():
        for model, modes in models.items():
            for mode, epochs in modes.items():
                yield Rate(source=NAME, host=provider, model=model, meter="", amount=None, service=mode), list(epochs)


def _read_mode(
    snapshot: Snapshot, listed: Rate, epochs: Sequence[Json], schedules: Iterable[_Schedule]
) -> Iterator[Rate | Rejected]:
    for epoch, following in zip_longest(epochs, epochs[1:]):
        _check_keys(snapshot, "epoch", epoch, EPOCH_KEYS, {"start", "rates"})
        if epoch["rates"] is None:
            continue
        _check_keys(snapshot, "rate", epoch["rates"], RATE_KEYS, {"input", "output", "valid_from"})
        try:
            rate = _dated(listed, epoch, following)
            plain = list(_rates(rate, epoch["rates"])) if rate else []
            yield from [*plain, *(moved for schedule in schedules for moved in _scheduled(plain, schedule))]
        except _FAULTS as error:
            where = f"{listed.host}/{listed.model} {listed.service} {epoch['start']}"
            yield Rejected(where=where, reason=f"{type(error).__name__}: {error}")


def _dated(listed: Rate, epoch: Json, following: Json | None) -> Rate | None:
    """A rate with the first and last instant of an epoch; null where the epoch is of days before it was seen."""
    rates = epoch["rates"]
    seen = _instant(rates["valid_from"])
    start = max(seen, _instant(epoch["start"])) if epoch["start"] else seen
    end = _instant(following["start"]) if following else None
    if end is not None and end <= start:
        return None
    basis = rates["valid_from_basis"] + (", corrected" if "recorded" in epoch else "")
    return replace(listed, effective_from=start, effective_to=end, basis=basis, url=rates["source"])


def _rates(rate: Rate, prices: Json) -> Iterator[Rate]:
    """The base rates, and those of each tier; a tier without a price of its own for a meter leaves the base's."""
    yield from _meters(rate, prices, prices)
    for tier in prices.get("tiers", []):
        if tier.keys() - {"above", *METERS}:
            raise KeyError(f"a tier with the fields {sorted(tier)}")
        yield from _meters(replace(rate, from_tokens=int(tier["above"]), tier_rule="whole >"), tier, prices)


def _meters(rate: Rate, prices: Json, base: Json) -> Iterator[Rate]:
    for meter in METERS:
        if meter in prices:
            yield _priced(rate, meter, raw.price(prices[meter]))
    if HOUR_WRITE in base and base.get("cache_write"):
        yield _priced(rate, "cache_write_1h", raw.price(prices["input"]) * raw.price(base[HOUR_WRITE]))


def _priced(rate: Rate, meter: str, amount: Decimal) -> Rate:
    told = bool(amount) or _FREE.fullmatch(rate.model.lower()) is not None
    return replace(rate, meter=meter, amount=amount if told else None, basis=rate.basis if told else ZERO)


def _scheduled(rates: Iterable[Rate], schedule: _Schedule) -> Iterator[Rate]:
    """The rates in the hours of a schedule, for as long as both hold."""
    for rate in rates:
        factor = schedule.factor(rate)
        if factor is None or rate.amount is None or rate.effective_from is None:
            continue
        start = max(rate.effective_from, schedule.start)
        end = min((end for end in (rate.effective_to, schedule.end) if end), default=None)
        if end is None or start < end:
            for window in schedule.windows:
                yield replace(
                    rate,
                    amount=rate.amount * factor,
                    window=str(window),
                    effective_from=start,
                    effective_to=end,
                    basis="schedule",
                    url=schedule.url,
                )


def _schedule(snapshot: Snapshot, item: Json) -> _Schedule:
    """Peak hours at a multiple for all models of a provider, or off-peak hours at one for each model it names."""
    _check_keys(snapshot, "schedule", item, SCHEDULE_KEYS, {"provider", "valid_from", "source"})
    peak = "peak_hours_utc" in item
    if peak == ("off_peak_hours_utc" in item):
        raise SourceChanged(f"{snapshot.key}: expected peak or off-peak hours of a schedule, found {sorted(item)}.")
    hours = item["peak_hours_utc"] if peak else item["off_peak_hours_utc"]
    multiples: Json = {} if peak else item["off_peak_multiplier"]
    days = _WORKDAYS if item.get("weekdays_only") else windows.EVERY_DAY
    holidays = item["holidays"].upper() if "holidays" in item else None
    return _Schedule(
        provider=item["provider"],
        models=None if peak else {model: raw.price(multiple) for model, multiple in multiples.items()},
        multiple=raw.price(item["peak_multiplier"]) if peak else Decimal(1),
        windows=tuple(
            windows.Window(days=days, start=windows.minute_of(start), end=windows.minute_of(end), holidays=holidays)
            for start, end in hours
        ),
        start=_instant(item["valid_from"]),
        end=_instant(item["valid_until"]) if "valid_until" in item else None,
        url=item["source"],
    )


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a zone: {text[:60]}")
    return instant.astimezone(UTC)


def _check_keys(snapshot: Snapshot, what: str, found: object, known: set[str], needed: set[str]) -> None:
    if not isinstance(found, Mapping) or not needed <= found.keys() <= known:
        keys = raw.shown(sorted(found) if isinstance(found, Mapping) else found)
        raise SourceChanged(
            f"{snapshot.key}: expected of each {what} the keys {sorted(needed)}, of {sorted(known)}, found {keys}. "
            "Find out whether the new key changes what is charged, then extend the reader and its test data together."
        )
