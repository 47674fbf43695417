"""What companies report to the US Securities and Exchange Commission, fact by fact: each carries the day of its filing.

A log, therefore: a figure of a past quarter that is stated again in a later filing is a later word on the same
period, and what was known on a day is told exactly. Decisions:

- Read are the tags in TAGS, of US GAAP in US dollars; two tags that state one thing, as accounting rules changed,
  become one indicator.
- Cash flows are cumulative within a fiscal year: the period runs from the fact's own start to its end, whatever its
  length. Nothing is subtracted here.
- One filing states a fact several times (with and without its place in a frame): the same value for the same period
  is one row. Two values in one filing are refused.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from leadline.errors import SourceChanged
from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import start_of

NAME = "sec_companyfacts"
READER = 1

TAGS = {
    "PaymentsToAcquirePropertyPlantAndEquipment": "capital_expenditure",
    "Revenues": "revenue",
    "RevenueFromContractWithCustomerExcludingAssessedTax": "revenue",
    "ResearchAndDevelopmentExpense": "research_expense",
    "NetIncomeLoss": "net_income",
    "NetCashProvidedByUsedInOperatingActivities": "operating_cash_flow",
    "Depreciation": "depreciation",
}


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the facts of every company, each once for each filing that states it."""
    for file in sorted(snapshot.files, key=lambda file: file.name):
        company: Any = raw.json_of(snapshot, file.name)
        try:
            name, facts = str(company["entityName"]), company["facts"]["us-gaap"]
        except (KeyError, TypeError) as error:
            raise SourceChanged(f"{snapshot.key}: {file.name} has no facts of a company ({error!r}).") from error
        yield from _facts(file.name, name, facts)


def _facts(file: str, company: str, facts: Mapping[str, Any]) -> Iterator[Observation | Rejected]:
    seen: dict[tuple[object, ...], float] = {}
    for tag in (tag for tag in TAGS if tag in facts):
        for place, fact in enumerate(facts[tag]["units"].get("USD", ())):
            where = f"{file}: {tag} {place}"
            try:
                row = _observation(company, tag, where, fact)
            except (KeyError, TypeError, ValueError) as error:
                yield Rejected(where=where, reason=f"{type(error).__name__}: {error}")
                continue
            key = (row.indicator, row.period_start, row.period_end, row.known)
            if key not in seen:
                seen[key] = row.value
                yield row
            elif seen[key] != row.value:
                yield Rejected(where=where, reason=f"one filing states both {seen[key]:,.0f} and {row.value:,.0f}")


def _observation(company: str, tag: str, where: str, fact: Mapping[str, Any]) -> Observation:
    return Observation(
        source=NAME,
        indicator=TAGS[tag],
        entity=company,
        period_start=date.fromisoformat(fact["start"]),
        period_end=date.fromisoformat(fact["end"]) + timedelta(days=1),
        value=float(fact["val"]),
        unit="USD",
        status="measured",
        evidence=f"{fact['form']} {fact['accn']}",
        published=date.fromisoformat(fact["filed"]),
        locator=where,
        known=start_of(date.fromisoformat(fact["filed"])),
    )
