"""Capital expenditure of four companies by quarter, from their filings, as a third party took it out of them.

One CSV file in US dollars; calendar quarters by their last day. What a filing stated first and a later one revised
cannot be told from it: `sec_companyfacts` tells that, for fewer companies. A quarter that ends after the day on which
the file says it was told is rejected.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "hyperscaler_capex"
READER = 1

COLUMNS = ("company", "quarter_end", "capex_usd", "source", "asof")


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """One observation for each company and quarter."""
    return raw.each(snapshot, COLUMNS, _observation)


def _observation(snapshot: Snapshot, where: str, row: Mapping[str, str]) -> Observation:
    end = date.fromisoformat(row["quarter_end"]) + timedelta(days=1)
    # The first day of the month three months before; a quarter ends with a month.
    start = date(end.year - (end.month <= 3), (end.month - 4) % 12 + 1, 1)
    told = date.fromisoformat(row["asof"])
    if not end <= told <= snapshot.vintage:
        raise ValueError(f"a quarter to {row['quarter_end']}, told on {told}, in a file of {snapshot.vintage}")
    if end.day != 1:
        raise ValueError(f"{row['quarter_end']} is not the last day of a month")
    return Observation(
        source=NAME,
        indicator="capital_expenditure",
        entity=row["company"],
        period_start=start,
        period_end=end,
        value=raw.number(row["capex_usd"], 1e6, 1e12, "US dollars a quarter"),
        unit="USD",
        status="measured",
        evidence=row["source"],
        published=told,
        locator=where,
    )
