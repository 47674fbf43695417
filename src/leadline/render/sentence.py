"""One sentence for a figure, and a short label: the reader's words for a metric and its arguments."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, reduce

from leadline.capability.groups import BOTH, LIST, REST
from leadline.catalog import Catalog
from leadline.model import Figure
from leadline.render.language import ENGLISH, Language, parts
from leadline.render.sentences import (
    capability,
    claim_metrics,
    claims,
    plans,
    prices,
    scenario,
    stack,
    stack_layers,
    usage,
    vintages,
)
from leadline.render.text import Called, Day, Given, Name, Quantity, Span, Text, joined, plain, text

GROUPS = {
    "US": "the United States",
    "CN": "China",
    "EU": "the European Union",
    "ROW": "the rest of the world",
    "world": "the world",
    "open": "open weights",
    "closed": "closed weights",
}
_PARTS = (prices, capability, plans, stack, stack_layers, vintages, scenario, claims, claim_metrics, usage)
SENTENCES: Mapping[str, str] = {metric: words for part in _PARTS for metric, words in part.SENTENCES.items()}
LABELS: Mapping[str, str] = {metric: words for part in _PARTS for metric, words in part.LABELS.items()}
_OF_GROUPS = ("leader", "follower", "group")
"""Arguments that name a group of models."""
_OF_TERMS = (
    "adoption",
    "basis",
    "channel",
    "class",
    "definition",
    "event",
    "lead",
    "meaning",
    "meter",
    "models",
    "outcome",
    "part",
    "per",
    "region",
    "score",
    "scheme",
    "side",
    "statistic",
    "tier",
    "what",
)
"""Arguments that are words of the field, of which other languages have their own."""


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


def label(figure: Figure, language: Language = ENGLISH) -> str:
    """A few words that say what a figure is, without its value."""
    return plain((labelled(figure),), language)


def labelled(figure: Figure) -> Called:
    """The label of a figure as what it is called."""
    return Called(text=_filled(LABELS[figure.metric], figure), case="capital")


def group_name(name: str) -> Name | Called:
    """What readers call a group.

    >>> plain((group_name("CN&open"),))
    'open weights of China'
    """
    if name.startswith(REST):
        return Called(text=text("all but {group}", group=group_name(name.removeprefix(REST))))
    if len(several := LIST.split(name)) > 1:
        return Called(text=joined([group_name(one) for one in several], between=" and "))
    if len(several := BOTH.split(name)) > 1:
        by_access = sorted(several, key=lambda one: one not in ("open", "closed"))
        return reduce(_of, map(group_name, by_access))
    if name in GROUPS:
        return Name(name=GROUPS[name], of="group")
    found, of = _catalogue_names().get(name, (name, ""))
    return Name(name=found, of=of)


def _of(part: Name | Called, whole: Name | Called) -> Name | Called:
    return Called(text=text("{part} of {whole}", part=part, whole=whole))


@lru_cache(maxsize=1)
def _catalogue_names() -> dict[str, tuple[str, str]]:
    """What the catalogue calls organisations and countries; those of countries have words in other languages."""
    catalog = Catalog()
    return {one.id: (one.name, "") for one in catalog.organisations.values()} | {
        one.code: (one.name, "country") for one in catalog.countries.values()
    }


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    """What the catalogue calls indicators."""
    return {one.name: one.title for one in Catalog().indicators.values()}


def heading(name: str) -> Called:
    """What readers call a group, at the head of a title."""
    return Called(text=(group_name(name),), case="capital")


def country(catalog: Catalog, code: str) -> Name:
    """What readers call a country; `unknown` where the catalogue has none."""
    if code in catalog.countries:
        return Name(name=catalog.countries[code].name, of="country")
    return Name(name="unknown", of="term")


def country_name(catalog: Catalog, code: str) -> str:
    """What readers of English call a country."""
    return country(catalog, code).name


def _interval(figure: Figure) -> Text:
    if figure.low is None:
        return ()
    return text(" ({interval})", interval=Quantity(figure=figure, part="interval"))


def _filled(template: str, figure: Figure) -> Text:
    return text(template, **dict(_holes(template, figure)))


def _holes(template: str, figure: Figure) -> Iterator[tuple[str, Span | Text]]:
    for _, hole in parts(template):
        if hole is not None:
            yield hole, _span(hole, figure)


def _span(hole: str, figure: Figure) -> Span | Text:
    if hole in _OWN:
        return _OWN[hole](figure)
    argument = str(figure.args.get(hole, ""))
    if hole in _OF_GROUPS:
        return group_name(argument)
    return Name(name=argument, of="term" if hole in _OF_TERMS else "")


def _when(figure: Figure) -> Text:
    """The day of a figure, or the months that it looks back over."""
    window = figure.args.get("window")
    if isinstance(window, int | float):
        return text("in the {window} to {on}", window=Given(number=window, unit="months"), on=Day(day=figure.on))
    return text("on {on}", on=Day(day=figure.on))


def _basis(figure: Figure) -> Text:
    """What a share is taken by; or the yardstick and the policy of dates, where they are not the usual ones."""
    if "basis" in figure.args:
        return (Name(name=str(figure.args["basis"]), of="term"),)
    told: list[Text] = []
    if "yardstick" in figure.args:
        told.append(text(" by {name}", name=Name(name=str(figure.args["yardstick"]), of="term")))
    if "dates" in figure.args:
        told.append(text(" with {name} days", name=Name(name=str(figure.args["dates"]), of="term")))
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
    "of": lambda figure: Called(text=(Name(name=_titles()[str(figure.args["of"])], of="indicator"),), case="small"),
    "equivalent": lambda figure: Name(name="H100-equivalent"),
}
"""Holes that are filled otherwise than by the argument of their name."""
