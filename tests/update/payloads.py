"""What publishers answer, made by hand in the layouts that they describe.

Where the project holds a trim or a transcription of a publisher's file, this is what the whole one looks like: the
Federal Register's answer in pages with all asked-for fields, a company's facts with shares and several units, the
rankings with manifest and trailing days, the archives of chips with the headings of either layout.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta

from tests.conftest import DATA


def register_page(numbers: range, *, following: str = "", total: int = 3) -> bytes:
    """One page of the Federal Register's interface."""
    results = [
        {
            "title": f"Rule {number} on Advanced Computing Items",
            "document_number": f"2026-{number:05}",
            "publication_date": f"2026-10-{number % 28 + 1:02}",
            "effective_on": "2026-11-20",
            "type": "Rule",
            "action": "Interim final rule.",
            "abstract": "The Bureau revises controls." if number % 2 else None,
            "html_url": f"https://www.federalregister.gov/documents/2026/10/01/2026-{number:05}/rule",
            "pdf_url": f"https://www.govinfo.gov/content/pkg/FR-2026-10-01/pdf/2026-{number:05}.pdf",
            "agencies": [
                {"raw_name": "DEPARTMENT OF COMMERCE", "name": "Commerce Department", "id": 54},
                {"raw_name": "Bureau of Industry and Security", "name": "Industry and Security Bureau", "id": 241},
            ],
        }
        for number in numbers
    ]
    page = {"description": "Documents", "count": total, "total_pages": 2, "results": results}
    return json.dumps(page | ({"next_page_url": following} if following else {})).encode()


def company_facts(name: str = "Example Corp", capex: int = 12_345_000_000, years: int = 6) -> bytes:
    """A company's facts as the SEC gives them: several taxonomies, units other than dollars, one fact told twice."""

    def fact(year: int, value: int, **fields: object) -> dict[str, object]:
        return {
            "start": f"{year}-01-01",
            "end": f"{year}-12-31",
            "val": value,
            "accn": f"0001652044-{year % 100 + 1:02}-000016",
            "fy": year,
            "fp": "FY",
            "form": "10-K",
            "filed": f"{year + 1}-02-03",
            **fields,
        }

    spent = [fact(2019 + n, capex + n * 10**9) for n in range(years)]
    spent.append(fact(2019, capex, frame="CY2019"))
    usd = {"label": "Payments", "description": "Outflow.", "units": {"USD": spent}}
    shares = {"label": "EPS", "description": None, "units": {"USD/shares": [fact(2025, 3)]}}
    facts = {
        "dei": {"EntityCommonStockSharesOutstanding": {"units": {"shares": [{"end": "2026-01-30", "val": 1}]}}},
        "us-gaap": {
            "PaymentsToAcquirePropertyPlantAndEquipment": usd,
            "EarningsPerShareBasic": shares,
            "Revenues": {"label": "R", "description": None, "units": {"EUR": [fact(2025, 3)]}},
        },
    }
    return json.dumps({"cik": 1652044, "entityName": name, "facts": facts}).encode()


def rankings(day: date, *, tokens: int = 1_000_000, models: int = 51, days: int = 30) -> bytes:
    """OpenRouter's file of a day: the fifty models of each of the trailing thirty days, and the rest."""
    lines = ["date,model_permaslug,rank,total_tokens,share_of_daily_tokens"]
    for back in range(days):
        for rank in range(1, models + 1):
            name = "other" if rank == models else f"maker/model-{rank}"
            lines.append(f"{day - timedelta(days=back)},{name},{rank},{tokens * (models + 1 - rank) + back},0.0196")
    return "\n".join([*lines, ""]).encode()


def rankings_manifest(day: date, content: bytes) -> bytes:
    """The manifest beside the file of a day."""
    told = {"url": f"{day}.csv", "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {
        "snapshot_date": str(day),
        "retrieved_at": f"{day + timedelta(days=1)}T01:46:00Z",
        "row_count": content.count(b"\n") - 1,
        "files": {"csv": told},
        "schema_version": 1,
        "license": "CC-BY-4.0",
        "attribution": "OpenRouter",
    }
    return json.dumps(manifest).encode()


def rss(*items: str, head: str = "") -> bytes:
    """A feed in RSS 2.0."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"><channel><title>Feed</title>'
        f"<link>https://example.org</link><description>d</description>{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int, day: str = "Mon, 05 Oct 2026 08:00:00 GMT", *, guid: bool = True, title: str = "Chips") -> str:
    """An item of RSS, with or without a day."""
    mark = f'<guid isPermaLink="false">item-{number}</guid>' if guid else ""
    told = f"<pubDate>{day}</pubDate>" if day else ""
    return (
        f"<item><title>{title} {number}</title><link>https://example.org/{number}</link>{mark}{told}"
        f"<description>&lt;p&gt;Text of &lt;b&gt;{number}&lt;/b&gt;&lt;/p&gt;</description></item>"
    )


def atom(*numbers: int, updated: str = "2026-10-06T10:00:00Z") -> bytes:
    """A feed in Atom."""
    entries = "".join(
        f"<entry><title>Model {n}</title><id>tag:example.org,2026:{n}</id><link href='https://example.org/a/{n}'/>"
        f"<published>2026-10-05T10:00:00Z</published><updated>{updated}</updated><summary>s</summary></entry>"
        for n in numbers
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><id>a</id>{entries}</feed>".encode()


CHIPS = {
    "old": (
        "Chip manufacturer,Start date,End date,Compute estimate in H100e (5th percentile),"
        "Compute estimate in H100e (median),Compute estimate in H100e (95th percentile),Number of Units,Notes"
    ),
    "new": (
        "Designer,Series start date,End date,H100e (5th percentile),H100e (median),H100e (95th percentile),"
        "Number of Units,Notes"
    ),
}


def chips(layout: str, *, owners: bool, factor: int = 1) -> bytes:
    """An archive of chips sold or owned, with the headings of a layout."""
    head = ("Owner," if owners else "") + CHIPS[layout]
    who = "Microsoft," if owners else ""
    rows = [
        f"{who}Nvidia,1/1/2022,{month}/28/2025,{90 * factor * month},{100 * factor * month},{120 * factor * month},7,"
        for month in range(1, 9)
    ]
    table = "\n".join([head, *rows, ""])
    name = "cumulative_by_designer.csv" if layout == "new" else "ai_chips_cumulative_by_designer.csv"
    return archive({name: table, "quarterly_by_chip.csv": "x\n1\n", "README.md": "r"})


def archive(files: Mapping[str, str]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def extract(source: str, vintage: str, name: str) -> bytes:
    """A small real extract."""
    return (DATA / source / vintage / name).read_bytes()


def price_list(factor: int = 1, models: int = 20) -> bytes:
    """A price list as models.dev gives it."""
    listed = {
        f"m-{n}": {"id": f"m-{n}", "name": f"M {n}", "cost": {"input": 2 * n * factor, "output": 7 * n * factor}}
        for n in range(1, models + 1)
    }
    return json.dumps({"openai": {"id": "openai", "name": "OpenAI", "models": listed}}).encode()
