"""Options that several commands share: the day, the store, the form of the output."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.errors import UnknownName, UserError
from leadline.prices.preference import ORDER
from leadline.store.default import open_store
from leadline.store.store import Store
from leadline.store.view import View

_RATE = re.compile(r"([A-Za-z]{3})=([0-9]+(?:\.[0-9]+)?)")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Output:
    """How the answer is printed."""

    json: Annotated[bool, Parameter(negative=())] = False
    "Print one JSON object."
    csv: Annotated[bool, Parameter(negative=())] = False
    "Print the table as CSV."

    def __post_init__(self) -> None:
        if self.json and self.csv:
            raise UserError("Choose one of --json and --csv.")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Which:
    """Which store, and what was known on which day."""

    as_of: str | None = None
    "Use only what was known on this day, YYYY-MM-DD (default: today)."
    store: Path | None = None
    "Folder of the store (default: LEADLINE_STORE, else the bundled store and your own on top)."

    @property
    def day(self) -> date:
        """The day of the view; this is the one place that asks for today."""
        today = datetime.now(tz=UTC).date()
        asked = today if self.as_of is None else units.day(self.as_of)
        if asked > today:
            raise UserError(f"{asked} is later than today, {today}: nobody knows what will be known then.")
        return asked

    def open(self) -> Store:
        """The store."""
        return open_store(self.store)

    def view(self) -> View:
        """The view of the day."""
        if self.store and not self.store.is_dir():
            raise UserError(
                f"--store: expected a folder with a store, found none at {self.store}. Name one that 'leadline ingest' "
                "has filled, or leave it out for the bundled one."
            )
        return self.open().as_of(self.day)


def on_day(text: str | None, view: View) -> date:
    """The effective day that `--on` names: by default that of the view, and never later."""
    asked = view.as_of if text is None else units.day(text)
    if asked > view.as_of:
        raise UserError(f"--on {asked} is later than --as-of {view.as_of}: figures of days to come are not measured.")
    return asked


def since_day(text: str, view: View) -> date:
    """The day that `--since` names, never later than that of the view."""
    asked = units.day(text)
    if asked > view.as_of:
        raise UserError(f"--since {asked} is later than the day of the view, {view.as_of}. Name an earlier day.")
    return asked


def listed(text: str) -> list[str]:
    """The parts of a list parted by commas, each once; UserError where there are none.

    >>> listed("flagship, mid,,mid")
    ['flagship', 'mid']
    """
    found = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found:
        raise UserError(f"Expected names or numbers parted by commas, found {text!r}. Name at least one.")
    return found


def price_source(name: str | None) -> str | None:
    """A source of prices that an option names, or none; UnknownName where there is no such source."""
    if name is not None and name not in ORDER:
        raise UnknownName("source of prices", name, ORDER, f"There are {', '.join(ORDER)}.")
    return name


def exchange_rates(text: str | None) -> dict[str, Decimal]:
    """Rates of exchange by currency.

    >>> exchange_rates("CNY=7.12,EUR=0.91")
    {'CNY': Decimal('7.12'), 'EUR': Decimal('0.91')}
    """
    found = {}
    for part in (text or "").split(",") if text else []:
        match = _RATE.fullmatch(part.strip())
        if not match or not Decimal(match[2]):
            raise UserError(f"--exchange {part!r}: expected how many of a currency are a US dollar, such as CNY=7.12.")
        if match[1].upper() == "USD":
            raise UserError(f"--exchange {part!r}: rates of exchange are to the US dollar, which has none to itself.")
        found[match[1].upper()] = Decimal(match[2])
    return found
