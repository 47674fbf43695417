"""The cost of dated requests against the package model-prices, whose snapshot the bundled store holds.

Both read the same file, so that every difference is one of meaning. Each has a cause that is told from the package's
own rates, not from ours:

- *before its first day*: the package prices a request before the first instant that it vouches for; here it has no
  price.
- *a rate of zero*: the package bills a meter at nothing; here a zero is unknown unless the model's name says free, so
  that the meter is billed as the broader one, or the request has no price.
- *a multiple without a write*: the package bills writes of an hour at a multiple of input where the maker has no price
  for writes; here they are billed as input.
- *another offer*: the package takes the name, provider and all, for another offer, by its table of aliases.

Run it with `python -m benchmarks.against_model_prices`.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import model_prices

from benchmarks import report
from leadline.catalog import Catalog
from leadline.errors import NotEnoughData
from leadline.model import Rate
from leadline.prices.timeline import Timeline, charge
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View

SEED, REQUESTS, CLOSE = 20261026, 20_000, 1e-9
FIRST, LAST = datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
METERS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cache_read": "cache_read_tokens",
    "cache_write_5m": "cache_write_tokens",
    "cache_write_1h": "cache_write_1h_tokens",
}
SAME, FIRST_DAY, ZERO, MULTIPLE = "same", "before its first day", "a rate of zero", "a multiple without a write"
ANOTHER, NOBODY, UNEXPLAINED = "another offer", "priced by neither", "unexplained"


@dataclass(frozen=True)
class Request:
    """One dated request of a model in a mode."""

    provider: str
    model: str
    mode: str
    at: datetime
    tokens: dict[str, int]


def requests(timelines: dict[tuple[str, str], Timeline], number: int = REQUESTS, seed: int = SEED) -> Iterator[Request]:
    """Random requests: sizes around the edges of tiers, instants around those of windows among them."""
    rng = random.Random(seed)
    offers = sorted(which for which, found in timelines.items() if any(r.amount is not None for r in found.rates))
    modes = {
        which: sorted({rate.service for rate in timelines[which].rates if rate.amount is not None}) for which in offers
    }
    for _ in range(number):
        provider, model = rng.choice(offers)
        tokens = {meter: int(rng.lognormvariate(8, 2.5)) for meter in METERS if rng.random() < 0.7} or {"input": 1000}
        service = rng.choice(modes[provider, model])
        # Four of five after the first day: what is priced at all is what can differ.
        first = timelines[provider, model].epochs(service).starts[0] if rng.random() < 0.8 else FIRST.timestamp()
        yield Request(provider, model, service, _instant(rng, datetime.fromtimestamp(first, tz=UTC)), tokens)


def _instant(rng: random.Random, first: datetime) -> datetime:
    at = first + timedelta(seconds=rng.randrange(int((LAST - first).total_seconds())))
    if rng.random() < 0.2:
        # Just before, at and just after full hours, where windows begin and end.
        at = at.replace(minute=0, second=0) + timedelta(seconds=rng.choice((-1, 0, 1)))
    return at


def timelines(view: View) -> dict[tuple[str, str], Timeline]:
    """Every offer of the source, by provider and model."""
    held: dict[tuple[str, str], list[Rate]] = {}
    for rate in view.rows(Rate, "source = 'model_prices'"):
        held.setdefault((rate.host, rate.model), []).append(rate)
    return {
        (host, model): Timeline(
            offer=f"{host}/{model}", source="model_prices", rates=tuple(rates), calendars=view.catalog.calendars
        )
        for (host, model), rates in held.items()
    }


def cause(timeline: Timeline, request: Request) -> str:
    """Why both prices of a request differ; `same` where they do not."""
    theirs, ours = _theirs(request), _ours(timeline, request)
    if theirs is None and ours is None:
        return NOBODY
    return SAME if _close(theirs, ours) else _explained(request, ours)


def _close(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= CLOSE * max(abs(one), abs(other))


def _counts(request: Request) -> dict[str, int]:
    return {METERS[meter]: number for meter, number in request.tokens.items()}


def _theirs(request: Request) -> float | None:
    found: float | None = model_prices.cost(
        request.model, provider=request.provider, mode=request.mode, at=request.at, **_counts(request)
    )
    return found


def _ours(timeline: Timeline, request: Request) -> float | None:
    try:
        return float(charge(timeline, request.tokens, request.at, request.mode))
    except NotEnoughData:
        return None


def _explained(request: Request, ours: float | None) -> str:
    """The cause that the package's own rates tell, and that accounts for what is charged here."""
    if model_prices.resolve(request.model, request.provider) != (request.provider, request.model):
        return ANOTHER
    rates = model_prices.rates(request.model, provider=request.provider, mode=request.mode, at=request.at)
    if rates is None:
        return UNEXPLAINED
    if request.at < datetime.fromisoformat(rates.valid_from):
        return FIRST_DAY if ours is None else UNEXPLAINED
    stated = {"input": rates.input, "output": rates.output, "cache_read": rates.cache_read}
    stated |= {"cache_write_5m": rates.cache_write, "cache_write_1h": rates.cache_write}
    if any((rates.input if stated[meter] is None else stated[meter]) == 0 for meter in request.tokens):
        return ZERO
    as_input = replace(rates, cache_write_1h_multiple=None).cost(**_counts(request))
    return MULTIPLE if rates.cache_write is None and _close(as_input, ours) else UNEXPLAINED


def differences(number: int = REQUESTS, seed: int = SEED) -> tuple[Counter[str], list[Request]]:
    """How many requests differ for which cause, and those that no cause explains."""
    view = Store(BUNDLED, catalog=Catalog()).as_of(date(2026, 11, 20))
    found, counted, odd = timelines(view), Counter[str](), []
    for request in requests(found, number, seed):
        why = cause(found[request.provider, request.model], request)
        counted[why] += 1
        odd += [request] if why == UNEXPLAINED else []
    return counted, odd


def main() -> None:
    """Write the table of causes."""
    counted, odd = differences()
    rows = [(why, number, f"{number / REQUESTS:.2%}") for why, number in counted.most_common()]
    body = f"""{REQUESTS:,} random dated requests (seed {SEED}) of {FIRST:%Y-%m-%d} to {LAST:%Y-%m-%d}, over every model
and service of the snapshot that both hold, each by `charge` and by `model_prices.cost`; `same` is within {CLOSE:g} of
the larger. The causes are described in `benchmarks/against_model_prices.py`; none of them is an error of a sum.

{report.table(("outcome", "requests", "share"), rows)}

{report.machine("leadline", "model-prices")}
"""
    report.write("against_model_prices", "Costs against model-prices", body)
    sys.stdout.writelines(f"{request}\n" for request in odd[:5])


if __name__ == "__main__":
    main()
