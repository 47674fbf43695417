"""List prices of model APIs from Pydantic's genai-prices: one JSON file, a list of providers with their models.

Decisions:

- The provider is who serves and bills, so it is the `host`; who made the model is left to the catalogue.
- A model's prices are one object, or a list of objects with constraints, of which the last that matches a request
  counts. An object with a start date holds from that day's first instant in UTC until a later one takes over. Without
  a date its beginning is unknown: it is not the day of the file.
- Constraints by time of day become windows in UTC. Inside a window its rates stand in for the ones without.
- Context tiers are of the kind `whole >`: a request with more input tokens than the start pays the tier's price for
  all of its tokens.
- `cache_write` does not say how long the cache lives; `cache_write_1h` does.
- Where the comment on a model's prices calls them introductory or promotional through a day, the objects that end with
  that day are so, and the list price beside each is what takes over. A discount that is only told in words, without its
  prices, is left to be looked up.
- An empty object means that the model is listed and its price unknown; a price of 0 means free.
- A key, unit or constraint that is not named here may change what is charged, and is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw

NAME = "genai_prices"
READER = 3

METERS = {
    "input_mtok": ("input", "mtok"),
    "cache_read_mtok": ("cache_read", "mtok"),
    "cache_write_mtok": ("cache_write", "mtok"),
    "cache_write_1h_mtok": ("cache_write_1h", "mtok"),
    "output_mtok": ("output", "mtok"),
    "output_reasoning_mtok": ("output_reasoning", "mtok"),
    "output_citation_mtok": ("output_citation", "mtok"),
    "input_audio_mtok": ("input_audio", "mtok"),
    "output_audio_mtok": ("output_audio", "mtok"),
    "cache_audio_read_mtok": ("cache_read_audio", "mtok"),
    "input_image_mtok": ("input_image", "mtok"),
    "output_image_mtok": ("output_image", "mtok"),
    "cache_image_read_mtok": ("cache_read_image", "mtok"),
    "input_video_mtok": ("input_video", "mtok"),
    "output_video_mtok": ("output_video", "mtok"),
    "requests_kcount": ("request", "thousand"),
    "web_searches_kcount": ("search", "thousand"),
}
PROVIDER_KEYS = {
    *("id", "name", "models", "pricing_url", "pricing_urls", "api_pattern", "model_match", "provider_match"),
    *("extractors", "price_comments", "fallback_model_providers"),
}
MODEL_KEYS = {
    *("id", "name", "description", "match", "max_tokens", "context_window", "prices", "price_comments", "deprecated"),
}
CONSTRAINTS: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"start_date"}),
    frozenset({"start_time", "end_time"}),
)
_FAULTS = (ArithmeticError, ValueError, TypeError, KeyError)
_PROMOTION = re.compile(r"(introductory|promotional)\b.{0,80}?\bthrough (\d{4}-\d{2}-\d{2})", re.IGNORECASE | re.DOTALL)
_KINDS = {"introductory": "introductory", "promotional": "promo"}
_WINDOW_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:00Z")

Json = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class _Epoch:
    """One object of prices, and when it holds."""

    prices: Json
    start: datetime | None
    window: str | None


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield one rate per meter and tier of every model of every provider."""
    for provider in raw.listed(snapshot, "providers", raw.json_of(snapshot, snapshot.files[0].name)):
        _check_keys(snapshot, "provider", provider, PROVIDER_KEYS, {"id", "models"})
        for model in raw.listed(snapshot, f"models of {provider['id']}", provider["models"]):
            yield from _read_model(snapshot, provider, model)


def _read_model(snapshot: Snapshot, provider: Json, model: Json) -> Iterator[Rate | Rejected]:
    _check_keys(snapshot, "model", model, MODEL_KEYS, {"id", "prices"})
    where = f"{provider['id']}/{model['id']}"
    try:
        listed = Rate(
            source=NAME,
            host=raw.word(provider["id"]),
            model=raw.word(model["id"]),
            meter="input",
            amount=None,
            basis="list",
            url=_url(provider),
        )
        epochs = list(_epochs(snapshot, model["prices"]))
        rates = [rate for epoch in epochs for rate in _rates(snapshot, listed, *epoch)]
        rates = list(_with_promotions(rates, str(model.get("price_comments") or "")))
    except _FAULTS as error:
        yield Rejected(where=where, reason=f"{type(error).__name__}: {error}", rows=_stated(model["prices"]) or 1)
    else:
        yield from rates or [replace(listed, basis="listed without a price")]


def _stated(prices: object) -> int:
    """How many prices stand in a model's entry: one rate each, all of which go with a model that is rejected.

    >>> _stated([{"prices": {"input_mtok": 2, "output_mtok": {"base": 8, "tiers": [{"start": 1, "price": 9}]}}}])
    3
    """
    if isinstance(prices, Mapping):
        return len(prices.keys() & (METERS.keys() | {"price"})) + sum(map(_stated, prices.values()))
    return sum(map(_stated, prices)) if isinstance(prices, list) else 0


def _epochs(snapshot: Snapshot, prices: object) -> Iterator[tuple[_Epoch, datetime | None]]:
    """The objects of prices that can ever count, each with the instant at which a later one takes over."""
    entries = prices if isinstance(prices, list) else [{"prices": prices}]
    epochs = [_epoch(snapshot, entry) for entry in entries]
    for place, epoch in enumerate(epochs):
        later = [other for other in epochs[place + 1 :] if other.window is None]
        ends = [other.start for other in later if other.start]
        end = min(ends, default=None)
        shadowed = len(ends) < len(later) or (end is not None and epoch.start is not None and end <= epoch.start)
        if not shadowed:
            yield epoch, end


def _epoch(snapshot: Snapshot, entry: Json) -> _Epoch:
    if not isinstance(entry, Mapping):
        raise TypeError(f"prices that are a {type(entry).__name__}")
    constraint = entry.get("constraint") or {}
    if not isinstance(constraint, Mapping) or frozenset(constraint) not in CONSTRAINTS:
        raise SourceChanged(
            f"{snapshot.key}: expected a constraint by start_date, or by start_time and end_time, found "
            f"{raw.shown(constraint)}. Look at how the publisher defines it, then extend the reader."
        )
    prices = entry["prices"]
    if not isinstance(prices, Mapping):
        raise TypeError(f"prices are a {type(prices).__name__}")
    start = date.fromisoformat(str(constraint["start_date"])) if "start_date" in constraint else None
    return _Epoch(
        prices=prices,
        start=datetime.combine(start, time.min, tzinfo=UTC) if start else None,
        window=_window(constraint) if "start_time" in constraint else None,
    )


def _with_promotions(rates: Sequence[Rate], comment: str) -> Iterator[Rate]:
    """The rates, those that a comment calls promotional marked, and beside them the list price that takes over."""
    found = _PROMOTION.search(comment)
    end = datetime.combine(date.fromisoformat(found[2]), time.min, tzinfo=UTC) + timedelta(days=1) if found else None
    kind = _KINDS[found[1].lower()] if found else ""
    ending = [rate for rate in rates if end and rate.effective_to == end]
    yield from (replace(rate, kind=kind) if rate in ending else rate for rate in rates)
    span = {(rate.effective_from, rate.window) for rate in ending}
    for start, window in span:
        yield from (
            replace(rate, effective_from=start, effective_to=end, basis="list, charged later")
            for rate in rates
            if rate.effective_from == end and rate.window == window
        )


def _window(constraint: Json) -> str:
    """`HH:MM-HH:MM` in UTC.

    >>> _window({"start_time": "00:30:00Z", "end_time": "16:30:00Z"})
    '00:30-16:30'
    """
    ends = [str(constraint[name]) for name in ("start_time", "end_time")]
    if not all(map(_WINDOW_TIME.fullmatch, ends)):
        raise ValueError(f"a time of day that is no full minute in UTC: {ends}")
    return "-".join(end[:5] for end in ends)


def _rates(snapshot: Snapshot, listed: Rate, epoch: _Epoch, end: datetime | None) -> Iterator[Rate]:
    for unit, price in epoch.prices.items():
        if unit not in METERS:
            raise SourceChanged(
                f"{snapshot.key}: expected units among {sorted(METERS)}, found {raw.shown(unit)}. "
                "Find out what it counts, then add it to METERS."
            )
        meter, per = METERS[unit]
        rate = replace(listed, meter=meter, unit=per, window=epoch.window, effective_from=epoch.start, effective_to=end)
        yield from _tiers(rate, price)


def _tiers(rate: Rate, price: object) -> Iterator[Rate]:
    """The base rate, and one rate for each context tier above it."""
    if not isinstance(price, Mapping):
        yield replace(rate, amount=raw.price(price))
        return
    yield replace(rate, amount=raw.price(price["base"]))
    starts = [tier["start"] for tier in price["tiers"]]
    if any(after <= before for before, after in pairwise([0, *starts])):
        raise ValueError(f"tiers that do not rise: {starts}")
    for tier in price["tiers"]:
        yield replace(rate, amount=raw.price(tier["price"]), from_tokens=int(tier["start"]), tier_rule="whole >")


def _url(provider: Json) -> str:
    """The vendor's page of prices; the older layout names one, the newer a list."""
    urls = provider.get("pricing_urls") or [provider.get("pricing_url", "")]
    return str(urls[0]) if isinstance(urls, list) else ""


def _check_keys(snapshot: Snapshot, what: str, found: object, known: set[str], needed: set[str]) -> None:
    if not isinstance(found, Mapping) or not needed <= found.keys() <= known:
        keys = raw.shown(sorted(found) if isinstance(found, Mapping) else found)
        raise SourceChanged(
            f"{snapshot.key}: expected of a {what} the keys {sorted(needed)}, none but {sorted(known)}, found {keys}. "
            "Find out whether the new key changes what is charged, then extend the reader and its test data together."
        )
