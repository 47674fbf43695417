"""One sentence for a figure, and a short label: the reader's words for a metric and its arguments."""

import string
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from leadline.capability.groups import BOTH, LIST, REST
from leadline.catalog import Catalog
from leadline.model import Figure
from leadline.render.sentences import (
    capability,
    claim_metrics,
    claims,
    plans,
    prices,
    scenario,
    stack,
    stack_layers,
    vintages,
)
from leadline.render.text import Day, Given, Name, Quantity, Span, Text, joined, plain, text

GROUPS = {
    "US": "the United States",
    "CN": "China",
    "EU": "the European Union",
    "ROW": "the rest of the world",
    "world": "the world",
    "open": "open weights",
    "closed": "closed weights",
}
_PARTS = (prices, capability, plans, stack, stack_layers, vintages, scenario, claims, claim_metrics)
SENTENCES: Mapping[str, str] = {metric: words for part in _PARTS for metric, words in part.SENTENCES.items()}
LABELS: Mapping[str, str] = {metric: words for part in _PARTS for metric, words in part.LABELS.items()}
_OF_GROUPS = ("leader", "follower", "group")
"""Arguments that name a group of models."""


def say(figure: Figure) -> Text:
    """A figure as one sentence, with its interval, and no more than it says.

    >>> from datetime import date
    >>> figure = Figure(metric="lead", args={"leader": "US", "follower": "CN", "definition": "step"}, value=12.353,
    ...                 low=3.4, high=13.0, interval="90%", unit="months", as_of=date(2026, 8, 11),
    ...                 on=date(2025, 12, 31), method="lead/1", grade="estimate", evidence=())
    >>> print(plain(say(figure)))
    The step lead of the United States over China on 2025-12-31 was 12.4 months (90 % interval 3.4 to 13.0).
    >>> label(figure)
    'Step lead of the United States over China'
    """
    return text("{sentence}{interval}.", sentence=_filled(SENTENCES[figure.metric], figure), interval=_interval(figure))


def label(figure: Figure) -> str:
    """A few words that say what a figure is, without its value."""
    words = plain(_filled(LABELS[figure.metric], figure))
    return words[:1].upper() + words[1:]


def group_name(name: str) -> Name:
    """What readers call a group.

    >>> group_name("CN&open").name
    'open weights of China'
    """
    if name.startswith(REST):
        return Name(name=f"all but {group_name(name.removeprefix(REST)).name}")
    if len(parts := LIST.split(name)) > 1:
        return Name(name=" and ".join(group_name(part).name for part in parts))
    if len(parts := BOTH.split(name)) > 1:
        by_access = sorted(parts, key=lambda part: part not in ("open", "closed"))
        return Name(name=" of ".join(group_name(part).name for part in by_access))
    return Name(name=GROUPS.get(name) or _catalogue_names().get(name, name))


@lru_cache(maxsize=1)
def _catalogue_names() -> dict[str, str]:
    """What the catalogue calls organisations and countries."""
    catalog = Catalog()
    return {one.id: one.name for one in catalog.organisations.values()} | {
        one.code: one.name for one in catalog.countries.values()
    }


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """What the catalogue calls indicators, as it stands in a sentence."""
    return {one.name: one.title[:1].lower() + one.title[1:] for one in Catalog().indicators.values()}


def heading(name: str) -> Name:
    """What readers call a group, at the head of a title."""
    words = group_name(name).name
    return Name(name=words[:1].upper() + words[1:])


def country_name(catalog: Catalog, code: str) -> str:
    """What readers call a country; `unknown` where the catalogue has none."""
    return catalog.countries[code].name if code in catalog.countries else "unknown"


def _interval(figure: Figure) -> Text:
    if figure.low is None:
        return ()
    return text(" ({interval})", interval=Quantity(figure=figure, part="interval"))


def _filled(template: str, figure: Figure) -> Text:
    return text(template, **dict(_holes(template, figure)))


def _holes(template: str, figure: Figure) -> Iterator[tuple[str, Span | Text]]:
    for _, hole, _, _ in string.Formatter().parse(template):
        if hole is not None:
            yield hole, _span(hole, figure)


def _span(hole: str, figure: Figure) -> Span | Text:
    if hole in _OWN:
        return _OWN[hole](figure)
    argument = str(figure.args.get(hole, ""))
    return group_name(argument) if hole in _OF_GROUPS else Name(name=argument)


def _when(figure: Figure) -> Text:
    """The day of a figure, or the months that it looks back over."""
    window = figure.args.get("window")
    if isinstance(window, int | float):
        return text("in the {window} to {on}", window=Given(number=window, unit="months"), on=Day(day=figure.on))
    return text("on {on}", on=Day(day=figure.on))


def _basis(figure: Figure) -> Text:
    """What a share is taken by; or the yardstick and the policy of dates, where they are not the usual ones."""
    if "basis" in figure.args:
        return text("{name}", name=Name(name=str(figure.args["basis"])))
    words = {"yardstick": " by {name}", "dates": " with {name} days"}
    told = [text(words[name], name=Name(name=str(figure.args[name]))) for name in words if name in figure.args]
    return joined(told, between="")


def _seller(figure: Figure) -> Text:
    """Whose sales are counted: a designer's, or those of all of a country."""
    if "designer" in figure.args:
        return (Name(name=str(figure.args["designer"])),)
    return text("designers of {group}", group=group_name(str(figure.args["group"])))


def _subject(figure: Figure) -> Text:
    """Whom and what a change is of: the arguments of what changed."""
    names = [name for name in figure.args if name not in ("of", "conversion")]
    told = [group_name(v) if n == "group" else Name(name=v) for n in names for v in [str(figure.args[n])]]
    return joined(told) + _conversion(figure)


def _conversion(figure: Figure) -> Text:
    """How chips are converted, where it is not as their publisher does."""
    return text(", converted by the rule") if figure.args.get("conversion") == "rule" else ()


_OWN: Mapping[str, Callable[[Figure], Span | Text]] = {
    "when": _when,
    "basis": _basis,
    "value": lambda figure: Quantity(figure=figure),
    "on": lambda figure: Day(day=figure.on),
    "note": lambda figure: Name(name=figure.note),
    "conversion": _conversion,
    "seller": _seller,
    "subject": _subject,
    "of": lambda figure: Name(name=_titles()[str(figure.args["of"])]),
    "equivalent": lambda figure: Name(name="H100-equivalent"),
}
"""Holes that are filled otherwise than by the argument of their name."""
