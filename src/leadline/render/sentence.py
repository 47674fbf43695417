"""One sentence for a figure, and a short label: the reader's words for a metric and its arguments."""

from collections.abc import Callable, Mapping

from leadline.catalog import Catalog
from leadline.model import Figure
from leadline.render.text import Day, Name, Quantity, Text, plain, text

GROUPS = {"US": "the United States", "CN": "China", "open": "open weights", "closed": "closed weights"}


def say(figure: Figure) -> Text:
    """A figure as one sentence, with its interval, and no more than it says.

    >>> from datetime import date
    >>> figure = Figure(metric="lead", args={"leader": "US", "follower": "CN", "definition": "step"}, value=12.353,
    ...                 low=3.4, high=13.0, interval="90%", unit="months", as_of=date(2026, 8, 11),
    ...                 on=date(2025, 12, 31), method="lead/1", grade="estimate", evidence=())
    >>> print(plain(say(figure)))
    The step lead of the United States over China on 2025-12-31 was 12.4 months (90 % interval 3.4 to 13.0).
    """
    return text("{sentence}{interval}.", sentence=_SENTENCES[figure.metric](figure), interval=_interval(figure))


def label(figure: Figure) -> str:
    """A few words that say what a figure is, without its value."""
    return plain(_LABELS[figure.metric](figure))


def group_name(name: str) -> Name:
    """What readers call a group."""
    return Name(name=GROUPS.get(name, name))


def country_name(catalog: Catalog, code: str) -> str:
    """What readers call a country; `unknown` where the catalogue has none."""
    return catalog.countries[code].name if code in catalog.countries else "unknown"


def _interval(figure: Figure) -> Text:
    if figure.low is None:
        return ()
    return text(" ({interval})", interval=Quantity(figure=figure, part="interval"))


def _arg(figure: Figure, name: str) -> Name:
    return Name(name=str(figure.args.get(name, "")))


def _day(figure: Figure) -> Day:
    return Day(day=figure.on)


def _cost_label(figure: Figure) -> Text:
    return text("Cost of {load} on {offer}", load=_arg(figure, "workload"), offer=_arg(figure, "offer"))


def _ratio_label(figure: Figure) -> Text:
    return text("Cost on {offer} over cost on {base}", offer=_arg(figure, "offer"), base=_arg(figure, "base"))


def _lead_label(figure: Figure) -> Text:
    return text(
        "{definition} lead of {leader} over {follower}",
        definition=Name(name=str(figure.args.get("definition", "")).capitalize()),
        leader=group_name(str(figure.args["leader"])),
        follower=group_name(str(figure.args["follower"])),
    )


def _frontier_label(figure: Figure) -> Text:
    return text("Frontier of {group}", group=group_name(str(figure.args["group"])))


def _index_label(figure: Figure) -> Text:
    return text("Capability index of {model}", model=_arg(figure, "model"))


def _spread_label(figure: Figure) -> Text:
    return text("Spread of prices for {meter} of {offer}", meter=_arg(figure, "meter"), offer=_arg(figure, "offer"))


def _base_label(figure: Figure) -> Text:
    return text(
        "Base price of a million {meter} tokens on {offer} by {source}",
        meter=_arg(figure, "meter"),
        offer=_arg(figure, "offer"),
        source=_arg(figure, "source"),
    )


def _base_sentence(figure: Figure) -> Text:
    return text(
        "A million {meter} tokens on {offer} cost {value} on {day}",
        meter=_arg(figure, "meter"),
        offer=_arg(figure, "offer"),
        value=Quantity(figure=figure),
        day=_day(figure),
    )


def _spread_sentence(figure: Figure) -> Text:
    return text(
        "Sources put {meter} of {offer} at prices {value} apart on {day}",
        meter=_arg(figure, "meter"),
        offer=_arg(figure, "offer"),
        value=Quantity(figure=figure),
        day=_day(figure),
    )


def _cost_sentence(figure: Figure) -> Text:
    return text(
        "{offer} cost {value} on {day}", offer=_arg(figure, "offer"), value=Quantity(figure=figure), day=_day(figure)
    )


def _ratio_sentence(figure: Figure) -> Text:
    return text(
        "{offer} cost {value} what {base} did on {day}",
        offer=_arg(figure, "offer"),
        base=_arg(figure, "base"),
        value=Quantity(figure=figure),
        day=_day(figure),
    )


def _lead_sentence(figure: Figure) -> Text:
    return text(
        "The {definition} lead of {leader} over {follower} on {day} was {value}",
        definition=_arg(figure, "definition"),
        leader=group_name(str(figure.args["leader"])),
        follower=group_name(str(figure.args["follower"])),
        day=_day(figure),
        value=Quantity(figure=figure),
    )


def _frontier_sentence(figure: Figure) -> Text:
    return text(
        "The frontier of {group} on {day} stood at {value}, set by {model}",
        group=group_name(str(figure.args["group"])),
        day=_day(figure),
        value=Quantity(figure=figure),
        model=Name(name=figure.note),
    )


def _index_sentence(figure: Figure) -> Text:
    return text(
        "{model} had {value} on {day}", model=_arg(figure, "model"), value=Quantity(figure=figure), day=_day(figure)
    )


_SENTENCES: Mapping[str, Callable[[Figure], Text]] = {
    "cost": _cost_sentence,
    "cost_ratio": _ratio_sentence,
    "lead": _lead_sentence,
    "frontier": _frontier_sentence,
    "capability_index": _index_sentence,
    "price_spread": _spread_sentence,
    "base_price": _base_sentence,
}
_LABELS: Mapping[str, Callable[[Figure], Text]] = {
    "cost": _cost_label,
    "cost_ratio": _ratio_label,
    "lead": _lead_label,
    "frontier": _frontier_label,
    "capability_index": _index_label,
    "price_spread": _spread_label,
    "base_price": _base_label,
}
