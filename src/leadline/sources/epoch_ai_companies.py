"""What AI companies earn, raise, spend, employ and serve, report by report, as Epoch AI takes it from the press.

Six CSV files, loose or in the publisher's `ai_companies.zip`. A report is of a company on a day; most are by
newspapers, some by the company. Decisions:

- The entity is the company, of a product or a division `company / product`. `reported_by` is the host of the first
  address given, which tells two reports on one day apart; a second one by the same host is rejected.
- The period of a yearly figure is the calendar year that ends on its day, of everything else the day itself.
- What a company disclosed is `measured`, unless the publisher is uncertain of it; everything else is an `estimate`,
  and a funding round that was not closed an `assumption`.
- Revenue at a yearly rate, revenue of a whole year and revenue of a part of the company are different indicators.
- A report without an amount tells nothing that has a row. A company that the publisher's own list does not name is
  rejected: it would be a name without a country.
- A report whose day lies after the snapshot is rejected. A day of publication that cannot be one is left out, the
  report kept: the file of 2025-12-17 has one of the year 202.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from leadline.errors import SourceChanged
from leadline.model import Grade, Observation, Rejected, Snapshot
from leadline.sources import raw, zipped

NAME = "epoch_ai_companies"
READER = 1

ARCHIVE = "ai_companies.zip"
COMPANIES = "ai_companies.csv"
OLDEST = date(2010, 1, 1)
"""No report on an AI company was published before."""
RATES = ("Annualized revenue", "Annual recurring revenue", "Quarterly revenue")
CLOSED, EXCLUDED = "Closed", "left out of the publisher's own charts"
WHOLE_STAFF = ("Full company", "Full AI division")
MOST_USD, MOST_PEOPLE, MOST_TOKENS = 1e13, 1e10, 1e18
Row = Mapping[str, str]
Value = tuple[str, str, float, str]
"""An indicator, what of the company it is of, a value and its unit."""


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the reports, file by file."""
    contents = _contents(snapshot)
    needed = ("Name",)
    known = {
        row["Name"] for _, row in raw.renamed(snapshot, COMPANIES, str, needed=needed, content=contents[COMPANIES])
    }
    for name, (values, columns) in TABLES.items():
        yield from _reports(snapshot, name, contents[name], values, columns, known)


def _contents(snapshot: Snapshot) -> dict[str, str]:
    """The text of each file, by name; SourceChanged where one is missing."""
    wanted = (COMPANIES, *TABLES)
    if any(file.name == ARCHIVE for file in snapshot.files):
        # Whether the archive has a folder inside or not.
        members = [path for path in zipped.names(snapshot, ARCHIVE) if path.rpartition("/")[2] in wanted]
        texts = zipped.texts(snapshot, ARCHIVE, *members)
        found = {path.rpartition("/")[2]: content for path, content in texts.items()}
    else:
        found = {name: raw.text(snapshot, name) for name in wanted}
    if missing := sorted(set(wanted) - set(found)):
        raise SourceChanged(f"{snapshot.key}: expected {list(wanted)}, {missing} is missing. Look at the archive.")
    return found


def _reports(
    snapshot: Snapshot,
    name: str,
    content: str,
    values: Callable[[Row], Iterator[Value]],
    columns: tuple[str, ...],
    known: set[str],
) -> Iterator[Observation | Rejected]:
    seen: set[tuple[object, ...]] = set()
    needed = ("Id", "Company", "Report date", "Source 1", "Confidence", "Notes", *columns)
    for line, row in raw.renamed(snapshot, name, str, needed=needed, content=content):
        where = f"{name}:{line}"
        try:
            if row["Company"] not in known:
                raise ValueError(f"{row['Company']!r} is not in the publisher's list of companies")
            for value in values(row):
                made = _observation(snapshot, where, row, value)
                key = (made.indicator, made.entity, made.period_start, made.period_end, made.reported_by)
                if key in seen:
                    raise ValueError(f"{made.reported_by} tells {made.indicator} of {made.entity} twice on one day")
                seen.add(key)
                yield made
        except ValueError as error:
            yield Rejected(where=where, reason=str(error))


def _observation(snapshot: Snapshot, where: str, row: Row, value: Value) -> Observation:
    indicator, part, amount, unit = value
    start, end = _period(row)
    if start > snapshot.vintage and not _planned(row):
        raise ValueError(f"a report on {start}, after the file of {snapshot.vintage}")
    return Observation(
        source=NAME,
        indicator=indicator,
        entity=f"{row['Company']} / {part}" if part else row["Company"],
        period_start=start,
        period_end=end,
        value=amount,
        unit=unit,
        status=_status(row),
        reported_by=urlsplit(row["Source 1"]).netloc.removeprefix("www.") or None,
        evidence=", ".join(part for part in (_kind(row).lower(), row["Confidence"].lower()) if part) or None,
        published=_published(snapshot, row),
        url=row["Source 1"] or None,
        locator=where,
        note="; ".join(part for part in _notes(row) if part) or None,
    )


def _period(row: Row) -> tuple[date, date]:
    text = row.get("Date") or row.get("Close date") or row["Report date"]
    if not text:
        raise ValueError(f"{row['Id']!r} has no day")
    last = date.fromisoformat(text)
    yearly = row.get("Period type") == "Year" or row.get("Type") == "Yearly revenue"
    return (date(last.year, 1, 1) if yearly else last), last + timedelta(days=1)


def _planned(row: Row) -> bool:
    return row.get("Status", CLOSED) != CLOSED or row.get("Period type") == "Year"


def _status(row: Row) -> Grade:
    if row.get("Status", CLOSED) != CLOSED:
        return "assumption"
    return "measured" if _kind(row) == "Company disclosure" and row["Confidence"] != "Uncertain" else "estimate"


def _kind(row: Row) -> str:
    """Who reports: two of the files write the heading in another way, one has none."""
    return row.get("Source type", row.get("Source Type", ""))


def _published(snapshot: Snapshot, row: Row) -> date | None:
    day = raw.day(row["Report date"])
    return day if day and OLDEST <= day <= snapshot.vintage else None


def _notes(row: Row) -> Iterator[str]:
    yield row.get("Status", CLOSED).replace(CLOSED, "").lower()
    yield EXCLUDED if row.get("Exclude from graph view") == "True" else ""
    yield row.get("Graph note", "")


def _revenue(row: Row) -> Iterator[Value]:
    kind, amount = row["Type"], row["Revenue amount (normalize to annual)"]
    if not amount:
        return
    value = raw.number(amount, 1e5, MOST_USD, "US dollars a year")
    if kind in RATES:
        yield "revenue_run_rate", "", value, "USD"
    elif kind == "Yearly revenue":
        yield "revenue_year", "", value, "USD"
    elif kind in ("Product/division revenue", "Other"):
        yield "revenue_part", row["Id"], value, "USD"
    else:
        raise ValueError(f"revenue of the type {kind!r}")


def _funding(row: Row) -> Iterator[Value]:
    for column, indicator in (
        ("Funding (equity)", "equity_raised"),
        ("Funding (debt)", "debt_raised"),
        ("Valuation (post-money)", "valuation"),
    ):
        if row[column]:
            yield indicator, row["Id"].strip(), raw.number(row[column], 0, MOST_USD, "US dollars"), "USD"


def _staff(row: Row) -> Iterator[Value]:
    if not row["Staff count"]:
        return
    people = raw.number(row["Staff count"], 1, 1e6, "people")
    if row["Type"] in WHOLE_STAFF:
        yield "staff", "", people, "people"
    else:
        kind = "contractors" if row["Type"] == "Contractors" else "staff_of_division"
        yield kind, row["Division name"] or "a part not told", people, "people"


def _usage(row: Row) -> Iterator[Value]:
    if row["Active users"]:
        period = row["Active users time period"].lower()
        if period not in ("daily", "weekly", "monthly"):
            raise ValueError(f"active users by the period {period!r}")
        people = raw.number(row["Active users"], 1e4, MOST_PEOPLE, "people")
        yield f"active_users_{period}", row["Product"], people, "people"
    if row["Daily tokens"]:
        yield (
            "daily_tokens",
            row["Product"],
            raw.number(row["Daily tokens"], 1e8, MOST_TOKENS, "tokens"),
            "tokens a day",
        )
    if row["Daily messages"]:
        messages = raw.number(row["Daily messages"], 1e5, MOST_TOKENS, "messages")
        yield "daily_messages", row["Product"], messages, "messages a day"


def _compute_spend(row: Row) -> Iterator[Value]:
    for column, indicator in (
        ("Total compute spend", "compute_spend"),
        ("R&D compute spend", "compute_spend_research"),
        ("Inference compute spend", "compute_spend_inference"),
    ):
        if row[column]:
            rate = "" if row["Period type"] == "Year" else "_run_rate"
            yield f"{indicator}{rate}", "", raw.number(row[column], 1e5, MOST_USD, "US dollars"), "USD"


TABLES: Mapping[str, tuple[Callable[[Row], Iterator[Value]], tuple[str, ...]]] = {
    "ai_companies_revenue_reports.csv": (_revenue, ("Date", "Revenue amount (normalize to annual)", "Type")),
    "ai_companies_funding_rounds.csv": (
        _funding,
        ("Close date", "Status", "Funding (equity)", "Funding (debt)", "Valuation (post-money)"),
    ),
    "ai_companies_staff_reports.csv": (_staff, ("Date", "Staff count", "Type", "Division name")),
    "ai_companies_usage_reports.csv": (
        _usage,
        ("Date", "Active users", "Active users time period", "Daily tokens", "Daily messages", "Product"),
    ),
    "ai_companies_compute_spend.csv": (
        _compute_spend,
        ("Date", "Period type", "Total compute spend", "R&D compute spend", "Inference compute spend"),
    ),
}
"""What is read of each file, and the columns it takes."""
