"""List prices of model APIs from BerriAI's LiteLLM: one JSON file, a map of the names LiteLLM routes by to entries.

The publisher keeps `model_prices_and_context_window.json` in its repository and changes it daily; a copy is in each
release. Decisions:

- `litellm_provider` is who serves and bills: the `host`. The model is the key without the provider's name in front,
  where exactly that stands there. Where the bare name is a key of the same provider too, the longer one stays whole:
  the two are priced apart, and differ.
- A field says in its name what is counted, from which context, and in which service: `FIELDS` has all the first parts,
  `SERVICES` the last. Tokens become millions of them; what is counted by the piece becomes a thousand pieces. Whether
  a thing is input or output is taken from the field, also where a picture that is made is filed under input.
- A tier `_above_200k_tokens`, or one of `tiered_pricing`, is of the kind `whole >`.
- Hours of `off_peak_pricing` become windows, whose rates stand in for the plain ones; the file knows no holidays.
- Multipliers for a region or for a fast service are multiplied out, on every price of a token.
- `cache_write` does not say how long the cache lives; `cache_write_1h` and `cache_write_12h` do.
- A price of 0 stands for free, for unknown and for what does not apply (the output of an embedding, tokens of a model
  that is billed by the image), and the mode of an entry does not tell them apart: free chat models and unpriced ones
  look alike. It is read as 0 only where the model's own name says free; else its rate has no amount.
- The prices are written by programs that count in floats. They are read as they stand, with the digits these left.
- LiteLLM adds fields often. One whose name speaks of a price and that is not known here is rejected and counted, and
  the other fields of the entry are read. Fields that only the specimen entry has are left unknown on purpose
  (`computer_use_*`, `file_search_*`, `vector_store_*`): their first real use will be seen.
- No price has a date. `deprecation_date` is the end of a model, not of a price.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from leadline import windows
from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw

NAME = "litellm_prices"
READER = 3

NO_MODELS = {"sample_spec", "fallback_generalizations"}
"""A specimen of an entry, and rules for routing names."""
PRICE_WORDS = ("cost", "price", "pricing", "multiplier")
NOT_READ = {
    "input_dbu_cost_per_token": "the price of input once more, in Databricks' own unit",
    "output_dbu_cost_per_token": "the price of output once more, in Databricks' own unit",
    "ocr_cost_per_credit": "a seller's credit; how many pages it is good for is not told",
    "guardrail_cost_per_unit": "policies applied to a text, by policy: no meter of a model",
}
UPLIFTS = {
    "regional_processing_uplift_multiplier_eu": "eu",
    "regional_processing_uplift_multiplier_us": "us",
    "regional_endpoint_uplift_multiplier": "regional",
}
"""Multipliers on all prices of tokens, with the region in which they apply."""
SERVICES = {
    "batches": "batch",
    "batch_requests": "batch",
    "flex": "flex",
    "priority": "priority",
    "ultrafast": "ultrafast",
    "balanced": "balanced",
    "decisions": "decisions",
}
PER_TOKEN = {
    "input_cost_per_token": "input",
    "input_cost_per_audio_token": "input_audio",
    "input_cost_per_image_token": "input_image",
    "input_cost_per_video_token": "input_video",
    "output_cost_per_token": "output",
    "output_cost_per_reasoning_token": "output_reasoning",
    "output_cost_per_audio_token": "output_audio",
    "output_cost_per_image_token": "output_image",
    "output_cost_per_video_token": "output_video",
    "citation_cost_per_token": "output_citation",
    "input_cost_per_token_cache_hit": "cache_read",
    "cache_read_input_token_cost": "cache_read",
    "cache_read_input_audio_token_cost": "cache_read_audio",
    "cache_read_input_token_cost_per_audio_token": "cache_read_audio",
    "cache_read_input_image_token_cost": "cache_read_image",
    "explicit_cache_read_input_token_cost": "cache_read_explicit",
    "cache_creation_input_token_cost": "cache_write",
    "cache_creation_input_token_cost_above_1hr": "cache_write_1h",
    "cache_creation_input_token_cost_above_12hr": "cache_write_12h",
    "cache_creation_input_audio_token_cost": "cache_write_audio",
}
PER_PIECE = {
    "input_cost_per_query": "query",
    "input_cost_per_request": "request",
    "input_cost_per_text_message": "text_message",
    "google_maps_grounding_cost_per_query": "maps_search",
    "code_interpreter_cost_per_session": "code_session",
}
SEARCHES = {
    "search_context_size_low": "search_low",
    "search_context_size_medium": "search_medium",
    "search_context_size_high": "search_high",
}
FIELDS: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {field: (meter, "mtok", 1_000_000) for field, meter in PER_TOKEN.items()}
    | {field: (meter, "thousand", 1_000) for field, meter in (PER_PIECE | SEARCHES).items()}
    | {
        "input_cost_per_character": ("input_character", "character", 1),
        "output_cost_per_character": ("output_character", "character", 1),
        "input_cost_per_image": ("input_image", "image", 1),
        "output_cost_per_image": ("output_image", "image", 1),
        "output_cost_per_image_premium_image": ("output_image_premium", "image", 1),
        "input_cost_per_pixel": ("input_image", "mpixel", 1_000_000),
        "output_cost_per_pixel": ("output_image", "mpixel", 1_000_000),
        "input_cost_per_audio_per_second": ("input_audio", "second", 1),
        "input_cost_per_video_per_second": ("input_video", "second", 1),
        "input_cost_per_video_per_second_above_8s_interval": ("input_video_above_8s", "second", 1),
        "input_cost_per_video_per_second_above_15s_interval": ("input_video_above_15s", "second", 1),
        "output_cost_per_video_per_second": ("output_video", "second", 1),
        "cost_per_second": ("capacity", "second", 1),
        "ocr_cost_per_page": ("ocr", "page", 1),
        "annotation_cost_per_page": ("annotation", "page", 1),
    }
    | {
        f"output_cost_per_image_{size}": (f"output_image_{size.lower()}", "image", 1)
        for size in ("0.5K", "1K", "2K", "4K", "512", "1024", "1536")
    }
    | {
        f"output_cost_per_image_above_{side}_and_{side}_pixels{extra}": (f"output_image_above_{side}{name}", "image", 1)
        for side in (512, 1024)
        for extra, name in (("", ""), ("_and_premium_image", "_premium"))
    }
    | {
        f"output_cost_per_second_{size}": (f"output_video_{size}", "second", 1)
        for size in ("480p", "720p", "768p", "1080p", "2k", "4k")
    }
)
"""The meter that a field counts, the unit of its rate, and how many of the field's units make one of these."""
BY_MODE = {
    ("input_cost_per_second", "audio_transcription"): "input_audio",
    ("output_cost_per_second", "audio_transcription"): "input_audio",
    ("input_cost_per_second", "realtime"): "input_audio",
    ("output_cost_per_second", "audio_speech"): "output_audio",
    ("output_cost_per_second", "video_generation"): "output_video",
    ("input_cost_per_second", "chat"): "capacity",
    ("output_cost_per_second", "chat"): "capacity",
}
"""What a second is a second of. In chat it is capacity bought for months, told once as input and once as output."""
OFFSETS = {None: 0, "UTC": 0, "Asia/Shanghai": 8 * 60}
"""Minutes ahead of UTC of the zones in which days of the week are told; none of them has summer time."""

LISTED, UNREAD, ZERO = "listed without a price", "priced by a meter that is not read", "0: free, unknown or no meter"
_FIELD = re.compile(r"(?P<base>.+?)(?:_above_(?P<k>\d+)k_tokens)?(?:_(?P<service>" + "|".join(SERVICES) + r"))?")
_FREE = re.compile(r"(?:.*[-:/])?free")
_FAULTS = (ArithmeticError, ValueError, TypeError, KeyError, IndexError, AttributeError)

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """An entry under the name that it gets, with all that its fields need to know of it."""

    key: str
    listed: Rate
    mode: str
    fields: Json


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield one rate per price of every entry."""
    entries = _entries(snapshot)
    names: set[tuple[object, str]] = {(str(fields.get("litellm_provider")), key) for key, fields in entries.items()}
    for key, fields in entries.items():
        yield from _read_entry(key, fields, names)


def _entries(snapshot: Snapshot) -> dict[str, Json]:
    """The entries of models by name; what is no entry at all has no fields."""
    content = raw.json_of(snapshot, snapshot.files[0].name)
    items = content.items() if isinstance(content, dict) else ()
    entries: dict[str, Json] = {
        key: fields if isinstance(fields, dict) else {} for key, fields in items if key not in NO_MODELS
    }
    if not any("input_cost_per_token" in fields for fields in entries.values()):
        raise SourceChanged(
            f"{snapshot.key}: expected a map of names to entries with prices, such as input_cost_per_token, found "
            f"a {type(content).__name__} without. Look at the file, then change the reader and its test data together."
        )
    return entries


def _read_entry(key: str, fields: Json, names: set[tuple[object, str]]) -> Iterator[Rate | Rejected]:
    host = fields.get("litellm_provider")
    if not isinstance(host, str) or not host:
        yield Rejected(where=key, reason=f"no provider: {host!r}")
        return
    short = key.removeprefix(f"{host}/")
    source = str(fields.get("source", ""))
    listed = Rate(
        source=NAME,
        host=host,
        model=key if (host, short) in names else short,
        meter="input",
        amount=None,
        basis="list",
        url=source if source.startswith("http") else "",
    )
    yield from _rates_of(_Entry(key=key, listed=listed, mode=str(fields.get("mode")), fields=fields))


def _rates_of(entry: _Entry) -> Iterator[Rate | Rejected]:
    """The rates of all fields, each price once, and the fields that are not understood."""
    found: list[Rate] = []
    faults: list[Rejected] = []
    for field, value in entry.fields.items():
        try:
            found.extend(_read_field(entry, field, value))
        except _FAULTS as error:
            faults.append(Rejected(where=f"{entry.key}: {field}", reason=f"{type(error).__name__}: {error}"))
    rates = list(_once(found, entry.key, faults))
    try:
        yield from [*rates, *_uplifted(rates, entry.fields)]
    except _FAULTS as error:
        faults.append(Rejected(where=f"{entry.key}: multipliers", reason=f"{type(error).__name__}: {error}"))
        yield from rates
    yield from faults
    if not rates and not faults:
        yield replace(entry.listed, basis=UNREAD if NOT_READ.keys() & entry.fields.keys() else LISTED)


def _read_field(entry: _Entry, field: str, value: object) -> Iterator[Rate]:
    if field in STRUCTURED:
        yield from STRUCTURED[field](entry, value)
    elif field not in NOT_READ and field not in UPLIFTS and any(word in field for word in PRICE_WORDS):
        yield _rate(entry, field, value)


def _rate(entry: _Entry, field: str, price: object) -> Rate:
    """The rate that a field states.

    >>> from decimal import Decimal
    >>> entry = _Entry(key="m", listed=Rate(source="", host="h", model="m", meter="", amount=None), mode="", fields={})
    >>> rate = _rate(entry, "cache_creation_input_token_cost_above_1hr_above_200k_tokens_batches", Decimal("6E-6"))
    >>> rate.meter, rate.from_tokens, rate.tier_rule, rate.service, rate.amount, rate.unit
    ('cache_write_1h', 200000, 'whole >', 'batch', Decimal('6.000000'), 'mtok')
    """
    match = _FIELD.fullmatch(field)
    if not match:
        raise KeyError("no name of a field")
    meter, unit, units = _counted(match["base"], entry.mode)
    amount = raw.price(raw.price(price) * units)
    told = bool(amount) or _FREE.fullmatch(entry.key.lower()) is not None
    return replace(
        entry.listed,
        meter=meter,
        unit=unit,
        amount=amount if told else None,
        basis=entry.listed.basis if told else ZERO,
        service=SERVICES.get(match["service"], "standard"),
        from_tokens=int(match["k"] or 0) * 1_000,
        tier_rule="whole >" if match["k"] else None,
    )


def _counted(base: str, mode: str) -> tuple[str, str, int]:
    if (base, mode) in BY_MODE:
        return BY_MODE[base, mode], "second", 1
    if (base, mode) == ("input_cost_per_query", "search"):
        return "search", "thousand", 1_000
    if base not in FIELDS:
        raise KeyError(f"no word for what it counts in the mode {mode}")
    return FIELDS[base]


def _tiers(entry: _Entry, tiers: Sequence[Json]) -> Iterator[Rate]:
    """Tiers by the input of a request; of searches, by the most results that are asked for."""
    for tier in tiers:
        prices = {field: price for field, price in tier.items() if field not in ("range", "max_results_range")}
        for field, price in prices.items():
            rate = _rate(entry, field, price)
            if "range" in tier:
                start = int(tier["range"][0])
                yield replace(rate, from_tokens=start, tier_rule="whole >" if start else None)
            else:
                yield replace(rate, meter=f"{rate.meter}_to_{int(tier['max_results_range'][1])}")


def _off_peak(entry: _Entry, block: Json) -> Iterator[Rate]:
    """The rates of each window: hours in UTC on days of the week of a zone."""
    rules = [*block.get("windows", []), *([block] if "hours_utc" in block else [])]
    prices = {field: price for field, price in block.items() if field.endswith("cost") or "_cost_per_" in field}
    if not rules or block.keys() - prices.keys() - {"windows", "hours_utc", "weekdays", "weekday_timezone"}:
        raise ValueError(f"an off-peak rule with the fields {sorted(block)}")
    for rule in rules:
        for window in _windows(rule, OFFSETS[block.get("weekday_timezone")]):
            for field, price in prices.items():
                yield replace(_rate(entry, field, price), window=str(window))


def _windows(rule: Json, utc_offset: int) -> Iterator[windows.Window]:
    """Each of the hours of a rule, on its days: Monday is 1."""
    days = [int(day) - 1 for day in rule.get("weekdays", range(1, 8))]
    hours = rule["hours_utc"]
    for span in [hours] if isinstance(hours, str) else hours:
        start, end = (windows.minute_of(time) for time in span.split("-"))
        yield from windows.of_local_days(days, start, end, utc_offset)


def _searches(entry: _Entry, prices: Json) -> Iterator[Rate]:
    """One rate where all sizes of context cost the same, as with most; else one a size."""
    rates = [_rate(entry, size, price) for size, price in prices.items()]
    same = len({rate.amount for rate in rates}) == 1
    yield from [replace(rates[0], meter="search")] if same else rates


STRUCTURED: Mapping[str, Callable[[_Entry, Any], Iterator[Rate]]] = MappingProxyType(
    {"tiered_pricing": _tiers, "off_peak_pricing": _off_peak, "search_context_cost_per_query": _searches}
)


def _once(rates: Iterable[Rate], key: str, faults: list[Rejected]) -> Iterator[Rate]:
    """Each price once: some fields tell one again, as a base and as the first tier, or under an older name."""
    told: dict[tuple[object, ...], Rate] = {}
    for rate in rates:
        what = (rate.meter, rate.unit, rate.from_tokens, rate.window, rate.service)
        other = told.get(what)
        if other is None or other.amount is None:
            told[what] = rate
        elif rate.amount not in (None, other.amount):
            faults.append(Rejected(where=key, reason=f"two prices of {what}: {other.amount} and {rate.amount}"))
    yield from told.values()


def _uplifted(rates: Sequence[Rate], fields: Json) -> Iterator[Rate]:
    """The prices of tokens in a fast service, then all of them in each region that costs more."""
    own: Json = fields.get("provider_specific_entry", {})
    priced = [rate for rate in rates if rate.unit == "mtok" and rate.amount]
    standard = [rate for rate in priced if "fast" in own and rate.service == "standard"]
    fast = [replace(_times(rate, own["fast"]), service="fast") for rate in standard]
    yield from fast
    regions = {region: fields[field] for field, region in UPLIFTS.items() if field in fields}
    regions |= {region: own[region] for region in ("us", "eu") if region in own}
    for region, multiplier in regions.items():
        yield from (replace(_times(rate, multiplier), region=region) for rate in (*priced, *fast))


def _times(rate: Rate, multiplier: object) -> Rate:
    factor = raw.price(multiplier)
    if not factor or rate.amount is None:
        raise ValueError(f"nothing to multiply: {rate.amount} by {multiplier}")
    return replace(rate, amount=rate.amount * factor)
