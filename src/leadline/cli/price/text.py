"""`leadline price text`: the user's own text, counted and priced."""

from collections.abc import Sequence
from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.price.bases import kinds
from leadline.cli.price.cost import offers_of
from leadline.errors import UserError
from leadline.model import Figure
from leadline.prices.book import Book, book
from leadline.prices.counting import INSTALL
from leadline.prices.own_text import METHOD, PricedText, price_text
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, Words
from leadline.render.text import text as filled

UNMEASURED = "did not measure"
"""In the reason of what is unknown, where a tokenizer is known and its ratio came later than the day."""


def text(
    file: Path,
    /,
    *,
    models: str | None = None,
    kind: str = "english",
    on: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Your own text: how many tokens each model makes of it, and what it costs to send and to have written.

    With the extra 'tokenizers' installed it is counted with each model's own tokenizer; without, its characters are
    multiplied by ratios that were measured for texts of its kind, with their spread.

    Args:
        file: A text in UTF-8.
        models: Offers, parted by commas: vendor/model, vendor/model@host, or a model's name. Default: eleven leading
            ones, by the rule in docs/methods/lineup.md.
        kind: What kind of text it is where it is not counted: english, chinese, code or json.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    content, (kind, *others) = _content(file), kinds(kind)
    if others:
        raise UserError("A text is of one kind: name one of english, chinese, code and json.")
    view = which.view()
    prices = book(view, on_day(on, view))
    priced = [price_text(prices, offer, content, kind) for offer in offers_of(prices, models)]
    figures = [f for one in priced for f in (one.tokens, *one.costs.values()) if f]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures, [_record(one) for one in priced]))
    elif output.csv:
        show.as_csv([_record(one) for one in priced])
    else:
        show.table(_table(prices, priced, figures, file.name, len(content), kind))


def _content(file: Path) -> str:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        # A name may hold what no file system can write, such as a null or half of a pair of surrogates.
        raise UserError(f"{str(file)!r} could not be read as text in UTF-8: {error}. Name another file.") from error
    if not content.strip():
        raise UserError(f"Expected a text to price, found nothing but white space in {file}. Name another file.")
    return content


def _table(
    prices: Book, priced: Sequence[PricedText], figures: Sequence[Figure], name: str, size: int, kind: str
) -> Table:
    return Table(
        title=filled(
            "{name}, {size} characters, at the prices of {on}",
            name=Name(name=name),
            size=Count(number=size, evidence=name),
            on=Day(day=prices.on),
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Tokens", align="right"),
            Column(heading="Sent", align="right"),
            Column(heading="Written", align="right"),
            Column(heading="How it was counted"),
        ),
        rows=tuple(_line(one, kind) for one in priced),
        notes=(*_notes(prices, priced), *([show.attribution(prices.view.catalog, figures)] if figures else [])),
    )


def _line(one: PricedText, kind: str) -> tuple[Text, ...]:
    if one.tokens is None:
        return (Name(name=one.offer.id),), filled("unknown"), (), (), filled(_why_not(one))
    sent, written = ((Quantity(figure=one.costs[meter]),) for meter in ("input", "output"))
    return (
        (Name(name=one.offer.id),),
        (Quantity(figure=one.tokens, part="bare"),),
        sent,
        written,
        _how(one.tokens, kind),
    )


def _why_not(one: PricedText) -> str:
    if UNMEASURED in one.unknown:
        return "its tokenizer was not measured by that day"
    return "no tokenizer is known" if "No tokenizer" in one.unknown else "no price is known"


def _how(tokens: Figure, kind: str) -> Text:
    if counted(tokens):
        return (Name(name=tokens.note),)
    known = (Words(words="; "), Name(name=tokens.note)) if tokens.note else ()
    span = Quantity(figure=tokens, part="interval")
    return (*filled("ratio for {kind}, {span}", kind=Name(name=kind), span=span), *known)


def counted(tokens: Figure) -> bool:
    """Whether the text itself was counted, not its characters."""
    return tokens.method == METHOD


def _notes(prices: Book, priced: Sequence[PricedText]) -> list[Text]:
    notes = [filled("Content only: the frame of a message adds some tokens to each request.")]
    if any(one.tokens and not counted(one.tokens) for one in priced):
        notes.append(
            filled(
                "Where a tokenizer's package is not installed, characters are multiplied by a measured ratio. "
                "To count: {install}.",
                install=Name(name=INSTALL),
            )
        )
    if any(UNMEASURED in one.unknown for one in priced):
        notes.append(
            filled(
                "What a tokenizer makes of a text was not yet measured on {day}. Ask for a later --as-of, with --on "
                "{on} for the prices of that day, or install the packages and count.",
                day=Day(day=prices.view.as_of),
                on=Day(day=prices.on),
            )
        )
    return notes


def _record(one: PricedText) -> Record:
    tokens = one.tokens
    return {
        "offer": one.offer.id,
        "tokens": tokens.value if tokens else None,
        "low": tokens.low if tokens else None,
        "high": tokens.high if tokens else None,
        "counted": counted(tokens) if tokens else None,
        "tokenizer": tokens.args["tokenizer"] if tokens else None,
        "sent": one.costs["input"].value if one.costs else None,
        "written": one.costs["output"].value if one.costs else None,
        "currency": one.costs["input"].unit if one.costs else None,
        "note": tokens.note if tokens else "",
        "unknown": one.unknown,
    }
