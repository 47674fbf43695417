"""List prices as models.dev publishes them today: `api.json`, a map of providers to their models.

The publisher makes the file from one file a model in a public repository and puts it at <https://models.dev/api.json>.
Decisions:

- It is a full source, without the day of any price: what was said on a day is known only from that day's file. The
  history of the repository up to July 2026 is the log `models_dev_changes`, whose reader has the rules for prices that
  both files write in one way: meters, context tiers, zeros, and the one offer that was copied in yuan.
- The provider is who serves and bills: the `host`. A model's key is its id there.
- A model without `cost` is listed without a price. One with a price of 0 has none that is told, unless its name says
  free.
- A mode of `experimental.modes` is a service, with a cost of its own; one without is no service with a price.
- What a model can do, its limits and its days are no prices and left out.

No file of this publisher is stored yet: the reader was written against the published layout, and its test data are
made up (see `tests/data/models_dev`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw
from leadline.sources.models_dev_changes import YUAN, priced

NAME = "models_dev"
READER = 1

_FAULTS = (ArithmeticError, ValueError, TypeError, KeyError, AttributeError)
Json = Mapping[str, Any]


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield one rate per meter, tier and mode of every model of every provider."""
    providers = raw.json_of(snapshot, snapshot.files[0].name)
    if not isinstance(providers, dict) or not all(_is_provider(provider) for provider in providers.values()):
        raise SourceChanged(
            f"{snapshot.key}: expected a map of providers, each with a map of 'models', found "
            f"{sorted(providers)[:5] if isinstance(providers, dict) else type(providers).__name__}. Look at the file, "
            "then change the reader and its test data together."
        )
    for host, provider in providers.items():
        for model, entry in provider["models"].items():
            yield from _read_model(snapshot, host, model, entry, str(provider.get("doc", "")))


def _is_provider(provider: object) -> bool:
    return isinstance(provider, dict) and isinstance(provider.get("models"), dict)


def _read_model(snapshot: Snapshot, host: str, model: str, entry: Json, url: str) -> Iterator[Rate | Rejected]:
    listed = Rate(source=NAME, host=host, model=model, meter="input", amount=None, basis="list", url=url)
    try:
        rates = [replace(rate, known=None) for rate in _rates(snapshot, listed, entry)]
    except _FAULTS as error:
        yield Rejected(where=f"{host}/{model}", reason=f"{type(error).__name__}: {error}")
    else:
        yield from rates or [replace(listed, basis="listed without a price")]


def _rates(snapshot: Snapshot, listed: Rate, entry: Json) -> Iterator[Rate]:
    cost = entry.get("cost") or {}
    if (listed.host, listed.model, cost.get("input"), cost.get("output")) in YUAN:
        listed = replace(listed, currency="CNY")
    yield from priced(snapshot, listed, cost)
    for mode, about in (entry.get("experimental") or {}).get("modes", {}).items():
        yield from priced(snapshot, replace(listed, service=mode), about.get("cost") or {})
