"""What pricing one dated request takes, side by side with genai-prices and model-prices in one process.

Each tool prices the same requests of models that all three know, in turns of a few dozen, so that what else the machine
does falls on all of them alike. The first round warms caches and is not counted. Run it with
`python -m benchmarks.price_one`.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

import genai_prices
import model_prices

from benchmarks import report
from leadline.catalog import Catalog
from leadline.model import Workload
from leadline.prices.book import book
from leadline.prices.cost import amount
from leadline.prices.timeline import charge, timeline
from leadline.store.default import BUNDLED
from leadline.store.store import Store

SEED, ROUNDS, TURN = 5, 60, 40
FIRST, DAYS = datetime(2026, 1, 1, tzinfo=UTC), 200
MODELS = (
    ("openai", "gpt-5"),
    ("openai", "gpt-5-mini"),
    ("openai", "gpt-4.1"),
    ("openai", "o3"),
    ("anthropic", "claude-sonnet-4-5"),
    ("anthropic", "claude-opus-4-5"),
    ("anthropic", "claude-haiku-4-5"),
    ("google", "gemini-2.5-pro"),
    ("google", "gemini-2.5-flash"),
    ("deepseek", "deepseek-chat"),
    ("deepseek", "deepseek-reasoner"),
    ("mistral", "mistral-large-latest"),
)
ONE, GENAI, PACKAGE, SUM = "leadline charge", "genai-prices calc_price", "model-prices cost", "leadline amount"


def tasks() -> dict[str, list[Callable[[], object]]]:
    """The same requests as calls of each tool, nothing but the call left to do."""
    rng = random.Random(SEED)
    prices = book(Store(BUNDLED, catalog=Catalog()).as_of(date(2026, 11, 20)))
    found: dict[str, list[Callable[[], object]]] = {name: [] for name in (ONE, SUM, GENAI, PACKAGE)}
    for _ in range(TURN):
        vendor, model = rng.choice(MODELS)
        offer = prices.find(f"{vendor}/{model}")
        times = timeline(prices.view, offer)
        at = FIRST + timedelta(seconds=rng.randrange(DAYS * 24 * 3600))
        plain, cached, out = (int(rng.lognormvariate(mean, 1)) + 1 for mean in (7, 9, 6))
        counts = {"input": plain, "cache_read": cached, "output": out}
        load = Workload(tokens=counts, requests=1)
        usage = genai_prices.Usage(input_tokens=plain + cached, cache_read_tokens=cached, output_tokens=out)
        split = {"input_tokens": plain, "cache_read_tokens": cached, "output_tokens": out}
        found[ONE].append(partial(charge, times, counts, at))
        found[SUM].append(partial(amount, offer, load))
        found[GENAI].append(
            partial(genai_prices.calc_price, usage, model, provider_id=vendor, genai_request_timestamp=at)
        )
        found[PACKAGE].append(partial(model_prices.cost, model, provider=vendor, at=at, **split))
    return found


def measure(calls: dict[str, list[Callable[[], object]]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Microseconds of CPU time per request of each tool, one value a round; the first round is left out."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, each in calls.items():
            spent = _microseconds(each)
            found[name] += [spent] if number else []
    return found


def _microseconds(calls: Sequence[Callable[[], object]]) -> float:
    begin = time.process_time_ns()
    for call in calls:
        call()
    return (time.process_time_ns() - begin) / 1000 / len(calls)


def main() -> None:
    """Write the table of medians."""
    found = measure(tasks())
    medians = {name: statistics.median(values) for name, values in found.items()}
    rows = [
        (
            f"`{name}`",
            f"{median:.1f}",
            f"{statistics.quantiles(found[name], n=10)[-1]:.1f}",
            f"{median / medians[ONE]:.1f}",
        )
        for name, median in medians.items()
    ]
    body = f"""Median CPU time of one dated request with plain input, cache reads and output, over {len(MODELS)} models
and {ROUNDS} rounds of {TURN} requests in one process. `charge` prices at an instant (epoch, hours, holidays, tiers) and
gives an exact decimal; `amount` prices a workload by a book of one day.

{report.table(("tool", "µs", "90 % of rounds below", f"times `{ONE}`"), rows)}

{report.machine("leadline", "genai-prices", "model-prices")}
"""
    report.write("price_one", "One dated request", body)


if __name__ == "__main__":
    main()
