"""OpenRouter: the activity CSV of one row a generation.

- **Inclusive**: `tokens_prompt` holds what was read from the cache (`tokens_cached`), which is taken off. What was
  written to a cache has no column: it is within the input, and its surcharge is within `cost_cache`.
- Reasoning is a part of the output. `created_at` has no zone: it is UTC.
- **`cost_total` is what was charged**, searches and files included. With the user's own key it is OpenRouter's fee, and
  `byok_usage_inference` what the other host is expected to bill.
- The maker is the first part of `model_permaslug`; who served it is `provider_name`, whose price may be another than
  the maker's own. `variant` (standard, free, batch, ...) is the service.
- A row that was cancelled counts as it is: what was answered until then is billed.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from leadline.usage.fields import flags, instant, money, uncached, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "openrouter"
TITLE = "OpenRouter activity CSV"
CONVENTION = "input includes cache reads, which are taken off, and cache writes, which the file does not tell"
NEEDED = ("generation_id", "created_at", "cost_total", "tokens_prompt", "tokens_completion", "model_permaslug")

OTHER = ("cost_web_search", "cost_file_processing")
"""Columns of what is charged for something else than tokens."""


def matches(sample: Sample) -> bool:
    """Whether the header has the columns of the file, in any order."""
    return frozenset(NEEDED) <= sample.columns


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a generation."""
    return each(log.rows(), lambda line, row: _uses(log.name, line, row))


def _uses(file: str, line: int, row: Mapping[str, str]) -> Iterator[Use]:
    cached = whole(row.get("tokens_cached"))
    fresh, exclusive = uncached(whole(row["tokens_prompt"]), cached)
    upstream = money(row.get("byok_usage_inference")) or None
    model = row["model_permaslug"] or None
    known = [cost for column in OTHER if (cost := money(row.get(column))) is not None]
    yield Use(
        start=instant(row["created_at"]),
        model=model,
        vendor=model.partition("/")[0] if model and "/" in model else None,
        host=row.get("provider_name") or None,
        service=row.get("variant") or None,
        requests=1,
        input=fresh,
        cache_read=cached,
        output=whole(row["tokens_completion"]),
        reasoning=whole(row.get("tokens_reasoning")),
        cost=money(row["cost_total"]),
        cost_other=sum(known, Decimal(0)) if known else None,
        upstream_cost=upstream,
        currency="USD",
        basis="charged",
        project=alias(row.get("app_name")),
        key_alias=alias(row.get("api_key_name")),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, row["generation_id"]) if row["generation_id"] else None,
        flags=flags(exclusive, "own_key" if upstream else None, None if model else "model_unknown"),
    )
