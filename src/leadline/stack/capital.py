"""Capital: what is spent on computers and buildings, what AI companies earn, raise and employ, by country.

    difference of two sources = 100 * (compiled - filed) / filed, of the quarter where it is largest
    revision = 100 * (last stated - first stated) / first stated, of the period where it is largest

Decisions:

- Capital expenditure is of cash, of companies whose filings are read; it is not all for AI. The compiled file has no
  days of its own: before it was known, what the filings told by their days stands on the screen. Chinese companies file
  elsewhere: what the press tells of them is in yuan, and no rate of exchange is put between.
- Revenue at a yearly rate is the newest word of each company, added over those of a country; the days differ, and the
  oldest of them is the figure's own day. Some companies count what partners keep, some do not: where one was told both
  ways, both are shown.
- Money raised is equity of rounds that were closed and that the publisher itself charts; tenders raise nothing.
- A company belongs to the country of its headquarters. Few Chinese companies are in these lists: a gap is a gap, and no
  sign that there was nothing.
- Articles on one report print different sums of private investment. None was read in the report: all are shown.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from leadline.errors import NotEnoughData
from leadline.model import Figure, Observation
from leadline.stack.filings import COMPILED, FILED, INDICATOR, last_quarters, quarters
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.told import (
    ESTIMATES,
    begun,
    by_publisher,
    company,
    day_of,
    home,
    made,
    newest_of_each,
    unplaced,
    within,
)
from leadline.store.view import View

CAPEX_METHOD = "capital_expenditure/1"
CAPEX_YEAR_METHOD = "capital_expenditure_of_year/1"
DIFFERENCE_METHOD = "capex_difference/1"
REVISION_METHOD = "capex_revision/1"
YUAN_METHOD = "capital_expenditure_in_yuan/1"
RATE_METHOD = "revenue_run_rate/1"
REVENUE_METHOD = "revenue_of_year/1"
RAISED_METHOD = "equity_raised/1"
RAISED_YEAR_METHOD = "equity_raised_in_year/1"
VALUATION_METHOD = "largest_valuation/1"
STAFF_METHOD = "staff/1"
SPEND_METHOD = "compute_spend/1"
INVESTED_METHOD = "private_investment/1"
COMPANIES = "epoch_ai_companies"
BN = 1e-9
FOUR = ("microsoft", "google", "aws", "meta")
THREE = ("microsoft", "google", "meta")
OF_FOUR, OF_THREE = "Microsoft, Alphabet, Amazon and Meta", "Microsoft, Alphabet and Meta"
BY = {COMPILED: "as a third party compiled it", FILED: "from their filings"}
MEMO, EXCLUDED = "OpenAI memo", "left out"
YEAR = timedelta(days=365)
PARTS: tuple[Region, ...] = ("US", "CN", "ROW")


def capital_expenditure(
    view: View, region: Region, on: date, *, companies: tuple[str, ...] = FOUR, source: str = COMPILED, count: int = 1
) -> Figure:
    """What the companies spent in the newest quarter, or the newest four, that are known of all, in billions."""
    known = quarters(view, source)
    # The three are there to compare the sources: a quarter that both know.
    both = [known] if companies == FOUR else [one for one in map(partial(quarters, view), (COMPILED, FILED)) if one]
    ends = min((last_quarters(one, companies, on, count) for one in both or [known]), key=lambda found: found[:1])
    ends = ends if known else ()
    if not ends:
        raise NotEnoughData(f"No quarter of all of {', '.join(companies)} by {on} was known on {view.as_of}.")
    spent = sum(known[company][end] for company in companies for end in ends)
    method = CAPEX_METHOD if count == 1 else CAPEX_YEAR_METHOD
    meaning = f"{OF_FOUR if companies == FOUR else OF_THREE}, {BY[source]}"
    day = ends[0] - timedelta(days=1)
    return made(view, method, region, spent * BN, "USD bn", day, sources=(source,), meaning=meaning)


def capex_difference(view: View, region: Region, on: date) -> Figure:
    """The largest difference between the two sources in any quarter that both know, in per cent."""
    compiled, filed = quarters(view, COMPILED), quarters(view, FILED)
    found = [
        (100 * (compiled[company][end] - value) / value, end, company)
        for company in filed
        for end, value in filed[company].items()
        if end in compiled.get(company, {}) and end <= on
    ]
    if not found:
        raise NotEnoughData(f"No quarter of both sources of capital expenditure by {on} was known on {view.as_of}.")
    most, end, company = max(found, key=lambda one: abs(one[0]))
    note = f"{view.catalog.organisations[company].name}; {len(found)} quarters compared"
    return made(
        view, DIFFERENCE_METHOD, region, most, "%", end - timedelta(days=1), sources=(COMPILED, FILED), note=note
    )


def capex_revision(view: View, region: Region, on: date) -> Figure:
    """The largest change that a later filing made to what an earlier one had stated of a period, in per cent."""
    if FILED not in view.sources("observation"):
        raise NotEnoughData(f"No filing was known on {view.as_of}.")
    rows = view.query(
        f"SELECT entity, period_end, arg_min(value, told), arg_max(value, told) FROM {view.told('observation')} "
        "WHERE source = $source AND indicator = $indicator AND period_end <= $on "
        "GROUP BY entity, period_start, period_end HAVING count(DISTINCT told) > 1 ORDER BY ALL",
        source=FILED, indicator=INDICATOR, on=on,
    )  # fmt: skip
    if not rows:
        raise NotEnoughData(f"No filing by {on} states again what one before it had, as known on {view.as_of}.")
    changes = [(100 * (float(str(last)) / float(str(first)) - 1), entity, end) for entity, end, first, last in rows]
    most, entity, end = max(changes, key=lambda one: abs(one[0]))
    assert isinstance(end, date)
    note = f"{entity}; {len(rows)} periods stated more than once"
    return made(view, REVISION_METHOD, region, most, "%", end - timedelta(days=1), sources=(FILED,), note=note)


def revenue_run_rate(view: View, region: Region, on: date, *, source: str = COMPANIES) -> Figure:
    """The newest yearly rate of revenue of each company of a region, added up, in billions of US dollars."""
    rows = of(view, source, "revenue_run_rate" if source == COMPANIES else "annualised_revenue")
    gross = [row for row in rows if not (row.reported_by or "").startswith(MEMO)]
    times = BN if source == COMPANIES else 1
    meaning = "companies that Epoch AI follows" if source == COMPANIES else "newest words in the list of estimates"
    return _summed(view, RATE_METHOD, region, on, gross, times, "USD bn", meaning)


def revenue_of_year(view: View, region: Region, on: date) -> Figure:
    """Revenue of the newest whole year of each company of a region, added up, in billions of US dollars."""
    told = [*of(view, COMPANIES, "revenue_year"), *_in_dollars(of(view, ESTIMATES, "revenue"))]
    over = [row for row in told if row.period_end and row.period_end - timedelta(days=1) <= on]
    return _summed(view, REVENUE_METHOD, region, on, over, BN, "USD bn")


def equity_raised(view: View, region: Region, on: date, *, since: timedelta | None = None) -> Figure:
    """Equity raised in closed rounds by companies of a region, in billions: since their first, or in a year."""
    rounds = _of_region(view, begun(_closed(view, "equity_raised"), on), region)
    if not rounds:
        raise NotEnoughData(f"No closed round of a company of {region} by {on} was known on {view.as_of}.")
    end = min(on, view.vintage(COMPANIES))
    rows = [row for row in rounds if since is None or (row.period_start and row.period_start > end - since)]
    total = sum(row.value for row in rows) * BN
    method = RAISED_METHOD if since is None else RAISED_YEAR_METHOD
    meaning = "companies that Epoch AI follows" if since is None else ""
    note = _companies(view, rows) if rows else "no round in that time"
    return made(view, method, region, total, "USD bn", end, rows=rounds, meaning=meaning, note=note)


def largest_valuation(view: View, region: Region, on: date) -> Figure:
    """The highest of the newest valuations after a closed round of each company of a region, in billions."""
    rows = [replace(row, entity=_company(row)) for row in _of_region(view, _closed(view, "valuation"), region)]
    known = newest_of_each(rows, on)
    if not known:
        raise NotEnoughData(f"No valuation of a company of {region} by {on} was known on {view.as_of}.")
    most = max(known.values(), key=lambda row: row.value)
    return made(
        view, VALUATION_METHOD, region, most.value * BN, "USD bn", day_of(most, on), rows=(most,), note=most.entity
    )


def staff(view: View, region: Region, on: date) -> Figure:
    """The newest number of people of each company of a region, or of its whole AI division, added up."""
    return _summed(view, STAFF_METHOD, region, on, of(view, COMPANIES, "staff"), 1, "people")


def compute_spend(view: View, region: Region, on: date, *, added: bool = False) -> Figure:
    """What companies of a region spent on compute in the newest year told of any, in billions: as told, or added.

    With `added` research and inference are added up, of companies of which both are told.
    """
    kinds = ("compute_spend_research", "compute_spend_inference") if added else ("compute_spend",)
    told = [begun(_of_region(view, of(view, COMPANIES, kind), region), on) for kind in kinds]
    both = set.intersection(*({(row.entity, row.period_end) for row in rows} for rows in told))
    if not both:
        raise NotEnoughData(f"No spending on compute in {region} by {on} was known on {view.as_of}.")
    last = max(end for _, end in both if end)
    rows = [row for one in told for row in one if (row.entity, row.period_end) in both and row.period_end == last]
    meaning = "research and inference added up" if added else "told as a whole"
    total = sum(row.value for row in rows) * BN
    note = _companies(view, rows)
    return made(view, SPEND_METHOD, region, total, "USD bn", day_of(rows[0], on), rows=rows, meaning=meaning, note=note)


def _summed(
    view: View, method: str, region: Region, on: date, rows: Iterable[Observation], times: float, unit: str,
    meaning: str = "",
) -> Figure:  # fmt: skip
    """The newest row of each company of a region, added up; the day is that of the oldest among them."""
    told = list(rows)
    known = newest_of_each(_of_region(view, told, region), on)
    if not known:
        raise NotEnoughData(f"Nothing of a company of {region} by {on} was known on {view.as_of}.")
    kept = list(known.values())
    lost = unplaced(row.entity for row in begun(told, on) if home(view, row.entity) is None)
    note = "; ".join(part for part in (_companies(view, kept), lost) if part)
    oldest = min(day_of(row, on) for row in kept)
    total = sum(row.value for row in kept) * times
    return made(view, method, region, total, unit, oldest, rows=kept, meaning=meaning, note=note)


def _of_region(view: View, rows: Iterable[Observation], region: Region) -> list[Observation]:
    return [row for row in rows if within(region, home(view, row.entity))]


def _closed(view: View, indicator: str) -> list[Observation]:
    rows = of(view, COMPANIES, indicator)
    return [row for row in rows if row.status != "assumption" and EXCLUDED not in (row.note or "")]


def _in_dollars(rows: Iterable[Observation]) -> list[Observation]:
    """Rows in millions of US dollars as rows in US dollars; rows in anything else are left out."""
    return [replace(row, value=row.value * 1e6, unit="USD") for row in rows if row.unit == "USD m"]


def _company(row: Observation) -> str:
    return row.entity.split(" / ")[0]


def _companies(view: View, rows: Iterable[Observation]) -> str:
    """The companies that are in a sum, by the names that readers know."""
    return "of " + ", ".join(sorted({company(view, row.entity).name for row in rows}))


def _capex(companies: tuple[str, ...], source: str, count: int) -> Measure:
    words = OF_FOUR if companies == FOUR else OF_THREE
    return Measure(
        metric="capital_expenditure" if count == 1 else "capital_expenditure_of_year",
        meaning=f"{words}, {BY[source]}",
        part="four companies" if companies == FOUR else "three companies",
        regions=("US",),
        figure=partial(capital_expenditure, companies=companies, source=source, count=count),
        headline=companies == FOUR and count > 1,
    )


def _told(method: str, indicator: str, meaning: str, region: Region, entity: str, unit: str, by: str = "") -> Measure:
    """A measure of one company, or one group of them, in the list of estimates."""
    return by_publisher(method, indicator, meaning, by=by, unit=unit, regions=(region,), entities={region: (entity,)})


BY_FILINGS = _capex(THREE, FILED, 4)
MEASURES: tuple[Measure, ...] = (
    replace(_capex(FOUR, COMPILED, 4), instead=BY_FILINGS),
    _capex(FOUR, COMPILED, 1),
    BY_FILINGS,
    _capex(THREE, COMPILED, 4),
    *(_capex(THREE, source, 1) for source in (FILED, COMPILED)),
    replace(
        _told(
            CAPEX_YEAR_METHOD,
            "hyperscaler_capex_guidance",
            "what the four told ahead for the calendar year",
            "US",
            "MSFT+GOOGL+AMZN+META",
            "USD bn",
        ),
        part="told ahead",
    ),
    Measure(metric="capex_difference", regions=("US",), figure=capex_difference),
    Measure(metric="capex_revision", regions=("US",), figure=capex_revision),
    replace(_told(YUAN_METHOD, "capex", "ByteDance, by the press", "CN", "ByteDance", "CNY bn"), part="ByteDance"),
    *(
        replace(_told(YUAN_METHOD, "capex", meaning, "CN", "Alibaba", "CNY bn", by=by), part="Alibaba")
        for by, meaning in (
            ("Alibaba", "Alibaba, three years, its pledge"),
            ("Goldman Sachs", "Alibaba, three years, a forecast"),
        )
    ),
    Measure(
        metric="revenue_run_rate",
        meaning="newest words in the list of estimates",
        regions=("US",),
        figure=partial(revenue_run_rate, source=ESTIMATES),
        headline=True,
    ),
    Measure(
        metric="revenue_run_rate", meaning="companies that Epoch AI follows", regions=PARTS, figure=revenue_run_rate
    ),
    *(
        replace(_told(RATE_METHOD, "annualised_revenue", meaning, "US", "Anthropic", "USD bn", by=by), part="Anthropic")
        for by, meaning in (
            ("Anthropic / Reuters", "Anthropic in April, with what partners keep"),
            (MEMO, "Anthropic in April, without what partners keep"),
        )
    ),
    Measure(metric="revenue_of_year", regions=("US", "CN"), figure=revenue_of_year),
    Measure(metric="equity_raised", meaning="companies that Epoch AI follows", regions=PARTS, figure=equity_raised),
    _told(RAISED_METHOD, "equity_raised_cumulative", "DeepSeek, through a tracker", "CN", "DeepSeek", "USD bn"),
    Measure(metric="equity_raised_in_year", regions=PARTS, figure=partial(equity_raised, since=YEAR)),
    Measure(metric="largest_valuation", regions=PARTS, figure=largest_valuation),
    Measure(metric="staff", regions=PARTS, figure=staff),
    Measure(metric="compute_spend", meaning="told as a whole", regions=("US",), figure=compute_spend),
    Measure(
        metric="compute_spend",
        meaning="research and inference added up",
        regions=("US",),
        figure=partial(compute_spend, added=True),
    ),
    *(
        by_publisher(
            INVESTED_METHOD,
            "private_ai_investment",
            f"Stanford AI Index 2026, by {which}",
            by=f"Stanford AI Index 2026 ({mark})",
            unit="USD bn",
            regions=("US", "CN"),
            headline=mark == "secondary",
        )
        for which, mark in (
            ("one article", "secondary"),
            ("a second article", "a second article"),
            ("a third article", "a third article"),
        )
    ),
)
