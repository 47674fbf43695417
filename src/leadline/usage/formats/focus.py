"""FOCUS 1.2 and 1.3: cost and usage as clouds and billing tools export them, CSV or Parquet, one charge a row.

- **A row is one kind of token**, so that nothing is included in anything: input, cache read, cache write and output are
  rows of their own. Which one a row is stands in `x_TokenType` of files that Leadline writes, and else in the words of
  `SkuMeter`; a meter whose words tell no kind, or several, is money without tokens, and its name is the item.
- **Tokens** are `ConsumedQuantity` where `ConsumedUnit` says tokens: `Tokens`, `1000 Tokens`, `1K Tokens`, `1M Tokens`.
- **`BilledCost` is what was charged**, `ListCost` the list price, in `BillingCurrency`. Charges other than usage (tax,
  credits, purchases) are money without tokens; so are services without a token in unit or meter.
- 1.3 calls the provider `ServiceProviderName` and the host `HostProviderName`; 1.2 has `ProviderName` alone.
- FOCUS has no column of the model. `x_ModelId` is it in files that Leadline writes; else the service's name stands for
  it, which is that of a model where a marketplace sells each as a service.
- Names of accounts are kept as the project; tags are not read.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from leadline.usage.fields import instant, money, name, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias
from leadline.usage.record import METERS, Use
from leadline.usage.sample import Sample

NAME = "focus"
TITLE = "FOCUS cost and usage"
CONVENTION = "a row is one kind of token, so that none includes another; what no words tell is money without tokens"
NEEDED = ("BilledCost", "BillingCurrency", "ChargeCategory", "ChargePeriodStart", "ChargePeriodEnd", "ServiceName")
_UNIT = re.compile(r"(?i)(?:([0-9]+) ?(K|M|thousand|million)?|(K|M)) ?tokens?|tokens?")
_SCALE = {"k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
_KINDS = (
    ("cache_write_1h", re.compile(r"(?i)cache[ _-]?(write|creation).*(1 ?h|hour)")),
    ("cache_write_5m", re.compile(r"(?i)cache[ _-]?(write|creation).*5 ?m")),
    ("cache_write", re.compile(r"(?i)cache[ _-]?(write|creation)")),
    ("cache_read", re.compile(r"(?i)cache[ _-]?(read|hit)|cached|cchd")),
    ("output", re.compile(r"(?i)output|outp\b|completion")),
    ("input", re.compile(r"(?i)input|\binp\b|\binpt\b|prompt")),
)


def matches(sample: Sample) -> bool:
    """Whether the columns are those of FOCUS."""
    return frozenset(NEEDED) <= sample.columns


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a charge."""
    return each(log.rows(), lambda line, row: _uses(log.name, line, row))


def _uses(file: str, line: int, row: Mapping[str, str]) -> Iterator[Use]:
    told = _tokens(row)
    meter = kind(row) if told is not None and row["ChargeCategory"] == "Usage" else None
    counted: dict[str, Any] = {meter: told} if meter else {}
    item = row.get("SkuMeter") or row.get("ChargeDescription") or row.get("SkuId")
    yield Use(
        start=instant(row["ChargePeriodStart"]),
        end=instant(row["ChargePeriodEnd"]),
        model=name(row.get("x_ModelId") or row["ServiceName"]) if meter else name(row.get("x_ModelId")),
        vendor=name(row.get("PublisherName")),
        host=name(row.get("HostProviderName") or row.get("ServiceProviderName") or row.get("ProviderName")),
        service=name(row.get("x_ServiceTier")),
        region=name(row.get("RegionId")),
        requests=whole(row.get("x_Requests")),
        **counted,
        cost=money(row["BilledCost"]),
        list_cost=money(row.get("ListCost")),
        currency=name(row["BillingCurrency"]),
        basis="charged",
        item=name(item),
        project=alias(row.get("SubAccountName") or row.get("SubAccountId") or row.get("BillingAccountName")),
        format=NAME,
        file=file,
        line=line,
    )


def _tokens(row: Mapping[str, str]) -> int | None:
    """How many tokens a row stands for; None where its unit is no token."""
    match = _UNIT.fullmatch((row.get("ConsumedUnit") or "").strip())
    amount = row.get("ConsumedQuantity")
    if not match or not amount:
        return None
    each = int(match[1] or 1) * _SCALE.get((match[2] or match[3] or "").lower(), 1)
    counted = (money(amount) or Decimal(0)) * each
    return whole(int(counted)) if counted == int(counted) and counted >= 0 else _refuse()


def _refuse() -> int:
    raise ValueError("a quantity that is no whole number of tokens")


def kind(row: Mapping[str, str]) -> str | None:
    """Which meter a row is of; None where its words tell none, or an input and an output at once.

    >>> kind({"SkuMeter": "gpt 4.1 cached Inp glbl Tokens"}), kind({"SkuMeter": "USE1-InputTokenCount"})
    ('cache_read', 'input')
    >>> kind({"SkuMeter": "Tokens"}) is None, kind({"x_TokenType": "cache_write_1h", "SkuMeter": "Input"})
    (True, 'cache_write_1h')
    """
    own = row.get("x_TokenType")
    if own in METERS:
        return own
    words = row.get("SkuMeter") or ""
    found = [meter for meter, told in _KINDS if told.search(words)]
    if {"input", "output"} <= set(found):
        return None
    return found[0] if found else None
