"""What a reader must know about a cost beyond its number, in one line each."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from leadline.model import Rate
from leadline.prices.book import Book
from leadline.prices.question import Question
from leadline.prices.tariff import counted
from leadline.prices.terms import read_by_terms

RANGE = "range of "
"""Before what the range of a cost spans."""


def notes(book: Book, asked: Question, source: str, able: Sequence[str], disputed: Sequence[str]) -> Iterator[str]:
    """The notes on a cost by one source, of those that could tell it and those that dispute it."""
    if asked.offer.note:
        yield asked.offer.note
    if len(able) == 1:
        yield f"rests on one source, {source}"
    if source != asked.offer.source:
        yield f"by {source}: {asked.offer.source} does not price all of it"
    if disputed:
        yield f"disputed: by {source}, otherwise by {', '.join(disputed)}"
    yield from _of_meters(asked, source)
    yield from _of_requests(asked, source)
    yield from _of_hours(book, asked, source)
    if why := _of_range(book, asked, source, disputed):
        yield f"{RANGE}{why}"
    yield from _of_days(book, asked, source)
    for currency in asked.tariff(source).currencies & book.exchange.keys():
        yield f"converted at {book.exchange[currency]} {currency} to the US dollar, given by the user for {book.on}"


def _of_meters(asked: Question, source: str) -> Iterator[str]:
    tariff, region = asked.tariff(source), asked.workload.region
    for meter in asked.workload.tokens:
        billed = tariff.plain.billed.get(meter, meter)
        if billed != meter:
            yield f"{meter} billed as {billed}, for want of a rate"
        if region is not None and billed not in tariff.regional:
            yield f"{meter} at its price without a region, for want of one in {region}"


def _of_requests(asked: Question, source: str) -> Iterator[str]:
    tariff = asked.tariff(source)
    if asked.workload.requests is None and tariff.tiered:
        yield "base rate used: the size of requests, and so the context tier, is not given"
    if asked.workload.requests is None and tariff.plain.fee is not None:
        yield "without its fee per request: their number is not given"


def _of_range(book: Book, asked: Question, source: str, disputed: Sequence[str]) -> str:
    """What the range of a cost spans, in words."""
    sources = (source, *disputed)
    varied = book.at is None and any(len({asked.cost(s) for _, s in asked.tariff(name).week}) > 1 for name in sources)
    return " and ".join(word for word, holds in (("sources", bool(disputed)), ("hours", varied)) if holds)


def _of_hours(book: Book, asked: Question, source: str) -> Iterator[str]:
    tariff = asked.tariff(source)
    if len({asked.cost(scale) for _, scale in tariff.week}) == 1:
        return
    yield "spread evenly over the hours of the week" if book.at is None else f"at the prices of {book.at:%H:%M} UTC"


def _of_days(book: Book, asked: Question, source: str) -> Iterator[str]:
    """Of prices that begin or end on days that matter."""
    used = _used(asked, source)
    for end in sorted({rate.effective_to for rate in used if rate.kind != "list"}, key=str):
        last = f", until {(end - timedelta.resolution).date()}" if end else ", its end not stated"
        yield f"promotional price{last}"
    undated = any(rate.effective_from is None and rate.known is None for rate in used)
    if undated and (vintage := book.view.vintage(source)) > book.on:
        yield f"prices of {source} as listed on {vintage}: the day on which they began is not stated"


def _used(asked: Question, source: str) -> list[Rate]:
    """The rates of the meters that the workload is billed by."""
    billed = asked.tariff(source).plain.billed
    meters = {billed.get(meter, meter) for meter in asked.workload.tokens}
    return [
        rate
        for rate in read_by_terms(asked.offer.quotes, source)
        if rate.service == asked.workload.service
        and rate.amount is not None
        and counted(rate) in meters
        and (asked.basis == "charged" or rate.kind == "list")
    ]
