"""The core types: what the store holds, and what is said about it.

Two dates run through everything. The *effective* day or instant is what a value describes; the *vintage* is the first
day on which it could be known. Intervals of time are half-open, `[from, to)`, and instants are UTC.
Missing is `None`; zero is a value.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from leadline.errors import UserError

Arg = str | int | float | bool
Interval = Literal["90%", "range", "none"]
Bound = Literal["exact", "at least", "at most"]
Grade = Literal["measured", "estimate", "assumption"]
Access = Literal["open", "closed", "unreleased", "unknown"]

GRADES: tuple[Grade, ...] = ("measured", "estimate", "assumption")
"""From the strongest to the weakest."""
TIER_RULES = ("whole >", "whole >=", "marginal >", "marginal >=")
"""What a context tier is for: all tokens of a request, or only those beyond its start; and whether a request of just as
many input tokens as its start is in it."""


@dataclass(frozen=True, kw_only=True)
class RawFile:
    """One file as the publisher gave it."""

    name: str
    bytes: int
    sha256: str
    url: str
    note: str = ""
    """How it was obtained, and what is known to be odd about it."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What one source said on one day: its files and the card that goes with them.

    >>> card = Snapshot(source="epoch_eci", vintage=date(2026, 8, 11), retrieved=date(2026, 8, 11), licence="CC BY 4.0",
    ...                 reader=2, path=Path("raw"), files=(RawFile(name="a.csv", bytes=3, sha256="0f", url="u"),))
    >>> card.key
    'epoch_eci@2026-08-11/r2'
    """

    source: str
    vintage: date
    retrieved: date
    licence: str
    reader: int
    """Version of the reader that turns the files into rows."""
    path: Path
    """The folder that holds the files."""
    files: tuple[RawFile, ...]

    @property
    def key(self) -> str:
        """Source, vintage and reader in one word: how evidence names a snapshot."""
        return f"{self.source}@{self.vintage}/r{self.reader}"

    @property
    def url(self) -> str:
        """Where the first file came from."""
        return self.files[0].url

    @property
    def sha256(self) -> str:
        """One digest for all files: of the lines `digest  name`, in the order of the names."""
        listing = "".join(f"{file.sha256}  {file.name}\n" for file in sorted(self.files, key=lambda file: file.name))
        return hashlib.sha256(listing.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """One price of one meter of one offer, as a source states it: a row of the table `rate`."""

    source: str
    vendor: str | None = None
    """Who made the model, where the source says so; null where it names only the host."""
    host: str
    """Who serves the model and sends the bill, as the source writes it."""
    model: str
    meter: str
    """What is counted: input, cache_read, cache_write, cache_write_1h, output, input_audio, request, search, ..."""
    amount: Decimal | None
    """Price of one unit in `currency`; null where the source lists the offer without a price."""
    currency: str = "USD"
    unit: str = "mtok"
    """mtok, thousand (of requests, searches), image, second, page, character; a meter may have rates in several."""
    from_tokens: int = 0
    """The rate holds for requests with more input tokens than this (see `tier_rule`)."""
    tier_rule: str | None = None
    """One of TIER_RULES; null for the base rate."""
    window: str | None = None
    """Hours of the week in UTC, as `windows.py` writes them; inside them this rate stands in for the one without."""
    service: str = "standard"
    """standard, batch, flex, priority, fast, ..., as the source names it."""
    region: str | None = None
    """Where data stay, as the source names it; null for the price without such a condition."""
    effective_from: datetime | None = None
    """First instant of the rate; null where the source does not say."""
    effective_to: datetime | None = None
    """First instant after the rate; null while it lasts."""
    kind: str = "list"
    """list, promo, introductory; in a log also removed, which ends its key."""
    basis: str = ""
    """How the source knows it: documented, first observed, listed without a price, ..."""
    url: str = ""
    known: datetime | None = None
    """In a log source: the instant at which this row became known."""

    @property
    def is_base(self) -> bool:
        """Whether it is for a million tokens with nothing special: standard service, any hour, no tier, no region.

        >>> Rate(source="s", host="h", model="m", meter="input", amount=None, service="batch").is_base
        False
        """
        plain = self.service == "standard" and self.unit == "mtok" and not self.from_tokens
        return plain and self.window is None and self.region is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One result of one model on one yardstick: a row of the table `score`."""

    source: str
    model: str
    yardstick: str
    value: float
    scale: Literal["share", "rating", "minutes", "index"]
    low: float | None = None
    high: float | None = None
    setting: str | None = None
    reported_by: str | None = None
    known: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What one source says of one model: a row of the table `model`."""

    source: str
    model: str
    organisation: str | None = None
    country: str | None = None
    access: str | None = None
    announced: date | None = None
    released: date | None = None
    weights: date | None = None
    training_flop: float | None = None
    url: str | None = None
    known: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One value of one indicator of one entity in one period: a row of the table `observation`."""

    source: str
    indicator: str
    """What is measured: tokens_per_1000_chars_english, token_factor_code, ..."""
    entity: str
    """What it is measured on, as the source writes it: a country, a company, a chip, a tokenizer."""
    period_start: date | None = None
    """First day that the value describes; null, as the end is, where it belongs to no period."""
    period_end: date | None = None
    """First day after the period."""
    value: float
    """In `unit`; zero is a value, and what is not known has no row."""
    low: float | None = None
    """Lower end of `interval`; null, as the upper one is, where the source gives none."""
    high: float | None = None
    """Upper end of `interval`."""
    interval: str = "none"
    """What `low` and `high` are, in the source's words: `90%`, `pieces 5-95%`, ...; `none` where there are none."""
    unit: str
    """What `value`, `low` and `high` are counted in."""
    status: Grade
    """Whether the source measured the value, estimated it or assumed it."""
    reported_by: str | None = None
    """Whose figure it is, where the source passes on those of others."""
    evidence: str | None = None
    """What the source rests it on: a filing, a package with its version, another publisher."""
    published: date | None = None
    """The day on which the source says that it published the value."""
    url: str | None = None
    """Where a reader can look it up."""
    locator: str | None = None
    """Where it stands in the source: a page, a table, a file and its line."""
    note: str | None = None
    """What is odd or worth knowing about this value."""
    known: datetime | None = None
    """In a log source: the instant at which this row became known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One policy event as one source tells it: a row of the table `event`. Each of its clocks may be unknown."""

    source: str
    jurisdiction: str
    """Who acts: `US`, `CN`, or several ISO codes parted by `/`."""
    layer: str
    """Of the stack: chips, compute, models, policy, ..."""
    direction: str
    """What it does to trade: tighten, loosen, countermeasure, clarify, hold, ..., as the source classes it."""
    title: str
    detail: str | None = None
    reference: str | None = None
    """Number of the document: Federal Register, MOFCOM, bill."""
    announced: date | None = None
    """The day on which it was made known."""
    published: date | None = None
    """The day on which the text appeared in an official register."""
    effective: date | None = None
    """The first day on which it binds."""
    suspended: date | None = None
    """The first day on which it no longer binds, for a time or for good, before any end of its own."""
    expires: date | None = None
    """The first day after its own end."""
    url: str | None = None
    evidence: str | None = None
    """How the source knows: retrieved, retrieved_secondary, analyst_knowledge."""
    confidence: str | None = None
    """high, medium or low, by the source's own judgement."""
    known: datetime | None = None
    """In a log source: the instant at which this row became known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One item of a feed or register: a row of the table `document`."""

    source: str
    title: str
    publisher: str
    published: date | None = None
    layer: str | None = None
    language: str | None = None
    """ISO code of the language it is written in."""
    url: str
    summary: str | None = None
    known: datetime | None = None
    """In a log source: the instant at which this row became known."""


Row = Rate | Score | Model | Observation | Event | Document


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """What of a source does not parse: counted, shown, and refused above a stated share of the source's rows."""

    where: str
    reason: str
    rows: int = 1
    """How many rows are lost with it: all of a model's where the model is rejected whole."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """A kind of work: tokens by meter, and the requests they come in.

    The meters are disjoint: `input` counts only the tokens that are neither read from nor written to a cache. What is
    sold by another unit than the token or the piece is counted under meter and unit, such as `output_image:image`.
    """

    tokens: Mapping[str, int]
    requests: int | None = None
    """Null where it is not known: then no context tier can be told, and the base rate is used."""
    service: str = "standard"
    text: Literal["language", "code"] = "language"
    region: str | None = None
    """Where data must stay, as price lists name it: us, eu; null where it does not matter."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tokens", MappingProxyType(dict(self.tokens)))
        if not self.tokens or min(self.tokens.values()) < 0 or "request" in self.tokens:
            raise UserError(f"A workload needs tokens by meter, none below zero; found {dict(self.tokens)}.")
        if self.requests is not None and self.requests < 1:
            raise UserError(
                f"A workload has at least one request, or their number is not known; found {self.requests}."
            )


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A quotable number: what was measured, on which day, as known when, how, and on what evidence.

    It is identified by what it measures (metric, args, as_of, on, method), never by a sentence about it.

    >>> lead = Figure(metric="lead", args={"leader": "US", "follower": "CN"}, value=12.35, unit="months",
    ...               as_of=date(2026, 8, 11), on=date(2025, 12, 31), method="lead/1", grade="estimate",
    ...               evidence=("epoch_eci@2026-08-11/r1",))
    >>> lead.id
    'lead-49919ae11e'
    """

    metric: str
    args: Mapping[str, Arg]
    value: float
    low: float | None = None
    high: float | None = None
    interval: Interval = "none"
    """What `low` and `high` are: a 90 % interval, the range over stated choices, or nothing."""
    unit: str
    as_of: date
    """The day of the view: what was known then."""
    on: date
    """The effective day."""
    method: str
    """`name/version`; the version rises with every change of the formula."""
    grade: Grade
    """The weakest of the inputs."""
    evidence: tuple[str, ...]
    """Keys of the snapshots it rests on, and of the catalogue."""
    note: str = ""
    bound: Bound = "exact"
    """Whether the value is the finding itself, or all that the data tell is that it is no less or no more."""
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "args", MappingProxyType(dict(self.args)))
        object.__setattr__(self, "id", f"{self.metric}-{self._digest()}")

    def _digest(self) -> str:
        identity = [self.metric, dict(self.args), self.as_of.isoformat(), self.on.isoformat(), self.method]
        return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:10]


def weakest(*grades: Grade) -> Grade:
    """The weakest of several grades.

    >>> weakest("measured", "assumption", "estimate")
    'assumption'
    """
    return max(grades, key=GRADES.index)
