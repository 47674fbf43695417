"""What the arguments of metrics may be: each a sentence and a check, made in one place for all metrics.

A check knows the catalogue and no view, so that a slip in a claim's file is found when it is read; what a view lacks is
found when it is measured, and is NotEnoughData. Decisions:

- A day is written YYYY-MM-DD; without one it is that of the view, so that a claim moves with the day it is checked on.
- A *seller* is a vendor, of whose line-up a line is taken, or one offer (`vendor/model`, `vendor/model@host`), whose
  model need not be one that the catalogue knows.
- A number is finite and within its bounds; yes and no are no numbers.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from math import isfinite

from leadline.capability.groups import group as group_of
from leadline.capability.yardsticks import YARDSTICKS
from leadline.catalog import Catalog, benchmarks
from leadline.claims.metric import Args, Argument, Measure, Measured, Metric
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Arg
from leadline.store.view import View
from leadline.units import day as read_day

Check = Callable[[str], object]
MOST_VENDORS = 50
"""In a set of the leading ones."""


@cache
def catalog() -> Catalog:
    """The catalogue that names are checked by, read once."""
    return Catalog()


def names(meaning: str, known: Iterable[str], default: str | None = None) -> Argument:
    """One of a few words, which the meaning lists.

    >>> basis = names("At which prices", ["charged", "list"])
    >>> basis.meaning
    'At which prices: charged, list.'
    >>> basis.check("lists")
    Traceback (most recent call last):
    leadline.errors.UnknownName: Unknown value 'lists'. Did you mean 'list'? There are charged, list.
    """
    held = tuple(known)

    def check(text: str) -> None:
        if text not in held:
            raise UnknownName("value", text, held, f"There are {', '.join(held)}.")

    return worded(f"{meaning}: {', '.join(held)}.", check, default)


def known(meaning: str, held: Iterable[str]) -> Argument:
    """One of many words, which are too many to list; not needed."""
    words = sorted(held)

    def check(text: str) -> None:
        if text not in words:
            raise UnknownName("value", text, words, meaning)

    return worded(meaning, check, needed=False)


def number(
    meaning: str, low: float, high: float, default: float | None = None, *, whole: bool = False, needed: bool = False
) -> Argument:
    """A number within bounds, both included.

    >>> number("The share of output", 0, 1).check(1.5)
    Traceback (most recent call last):
    leadline.errors.UserError: Expected a number from 0 to 1, found 1.5. The share of output, from 0 to 1.
    """
    kind = "a whole number" if whole else "a number"
    told = f"{meaning}, from {low:g} to {high:g}."

    def check(value: Arg) -> None:
        number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        if not number or not low <= float(value) <= high or (whole and float(value) != int(value)):
            raise UserError(f"Expected {kind} from {low:g} to {high:g}, found {value!r}. {told}")

    return Argument(meaning=told, check=check, needed=needed, default=default)


def worded(meaning: str, check: Check, default: str | None = None, *, needed: bool | None = None) -> Argument:
    """A word or several; needed where it has no default, unless said otherwise."""

    def checked(value: Arg) -> None:
        if not isinstance(value, str) or not value.strip():
            raise UserError(f"Expected a text, found {value!r}. {meaning}")
        check(value)

    return Argument(
        meaning=meaning, check=checked, needed=default is None if needed is None else needed, default=default
    )


def day(
    meaning: str = "The effective day, YYYY-MM-DD; without one that of the view.", *, needed: bool = False
) -> Argument:
    """A day; that of the view where it is not told and not needed."""
    return worded(meaning, read_day, needed=needed)


def day_or(meaning: str, also: str) -> Argument:
    """A day, or one word that stands for one."""
    return worded(meaning, lambda text: text == also or read_day(text), needed=False)


def window(meaning: str, longest: float) -> Argument:
    """A number of months, a day, or what is the metric's own."""
    check = _or_number(lambda text: text == "own" or read_day(text), meaning, 0.01, longest)
    told = f"{meaning}: its own, a number of months up to {longest:g}, or the day on which it begins, YYYY-MM-DD."
    return Argument(meaning=told, check=check, needed=False, default="own")


def level(meaning: str) -> Argument:
    """A level of the index: a number, or a model of the catalogue."""
    return Argument(meaning=meaning, check=_or_number(_model, meaning, 0, 1000))


def vendor(meaning: str) -> Argument:
    """Who makes models and sells them, by any name of the catalogue."""
    return worded(meaning, lambda text: catalog().organisation(text))


def seller(meaning: str) -> Argument:
    """A vendor, or one offer."""
    return worded(f"{meaning}: a vendor, or one offer such as vendor/model or vendor/model@host.", _seller)


def group(meaning: str, default: str | None = None) -> Argument:
    """A group of models, as leads take it."""
    written = "a country (US, CN), open or closed, an organisation, a model, world, non-US, a list (US+GB), or what is "
    return worded(f"{meaning}: {written}in two groups (CN&open).", lambda text: group_of(catalog(), text), default)


def yardstick(default: str = "index") -> Argument:
    """A ranking, or one benchmark of those that the index rests on."""
    meaning = f"The yardstick: {', '.join(YARDSTICKS)}, or the name of one benchmark."
    return worded(meaning, _yardstick, default)


def pair(meaning: str, ours: Iterable[str], theirs: Iterable[str], default: str) -> Argument:
    """A line on both sides, or two parted by a slash; what stands only behind the slash is of the base alone.

    >>> lines = pair("Which lines", ["flagship", "small"], ["flagship", "small", "peer"], "flagship")
    >>> [lines.check(text) for text in ("small", "flagship/small", "flagship/peer")]
    [None, None, None]
    """
    own, other = names(meaning, ours), names(meaning, theirs)
    extra = ", ".join(name for name in theirs if name not in tuple(ours))
    told = f"{own.meaning[:-1]}; or two parted by a slash, the second of the base (flagship/small), also {extra}."

    def check(text: str) -> None:
        one, slash, two = text.partition("/")
        own.check(one)
        if slash:
            other.check(two)

    return worded(told, check, default)


def among(meaning: str, default: str) -> Argument:
    """A set of vendors."""
    told = f"{meaning}: all, a country (US, CN), leading and a number (leading 6), or a list (openai+google)."
    return worded(told, _among, default)


def texts(meaning: str, *kinds: str, low: float, high: float, default: str) -> Argument:
    """One of a few words, or a number within bounds."""
    check = _or_number(names(meaning, kinds).check, meaning, low, high)
    told = f"{meaning}: {', '.join(kinds)}, or a number from {low:g} to {high:g}."
    return Argument(meaning=told, check=check, needed=False, default=default)


def _or_number(word: Check, meaning: str, low: float, high: float) -> Callable[[Arg], object]:
    """The check of what may be a word or a number."""
    numbered = number(meaning, low, high)
    return lambda value: word(value) if isinstance(value, str) else numbered.check(value)


def metric(
    name: str,
    meaning: str,
    unit: str,
    arguments: Mapping[str, Argument],
    measure: Measure,
    example: Args,
) -> Metric:
    """A metric whose measure has the defaults of its arguments, and says of all that a view lacks that it lacks it."""
    defaults = {word: one.default for word, one in arguments.items() if one.default is not None}

    def measured(view: View, args: Args) -> Measured:
        try:
            return measure(view, {**defaults, **args})
        except NotEnoughData:
            raise
        except UserError as lacking:
            raise NotEnoughData(str(lacking)) from None

    return Metric(name=name, meaning=meaning, unit=unit, arguments=arguments, measure=measured, example=example)


def word(args: Args, name: str) -> str:
    """An argument that is a text; empty where it is not told."""
    return str(args.get(name, ""))


def amount(args: Args, name: str) -> float:
    """An argument that is a number and told, or has a default."""
    return float(args[name])


def on_day(view: View, args: Args, name: str = "on") -> date:
    """An argument that is a day; that of the view where it is not told. NotEnoughData where it is later."""
    found = read_day(str(args[name])) if args.get(name) else view.as_of
    if found > view.as_of:
        raise NotEnoughData(f"A view of {view.as_of} cannot tell of {found}: that is later.")
    return found


def _model(text: str) -> None:
    if not catalog().canonical(text):
        raise UnknownName("model", text, [one.model for one in catalog().models], "A level may be a number too.")


def _seller(text: str) -> None:
    maker, slash, _ = text.partition("/")
    if slash or catalog().has_organisation(text) or not catalog().model(text.partition("@")[0]):
        catalog().organisation(maker if slash else text)


def _among(text: str) -> None:
    word_, _, count = text.partition(" ")
    if text == "all" or catalog().place(text):
        return
    if word_ == "leading":
        if not count.isdecimal() or not 1 <= int(count) <= MOST_VENDORS:
            raise UserError(
                f"Expected leading and a number from 1 to {MOST_VENDORS}, such as 'leading 6'; found {text!r}."
            )
        return
    for name in text.split("+"):
        catalog().organisation(name.strip())


def _yardstick(text: str) -> None:
    if text not in YARDSTICKS and text not in benchmarks.load():
        known = (*YARDSTICKS, *benchmarks.load())
        raise UnknownName("yardstick", text, known, f"Yardsticks: {', '.join(YARDSTICKS)}, or a benchmark.")
