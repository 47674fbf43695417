"""A scenario: levers with a start and a ramp, beliefs, edits of the register, a yardstick; and its format in YAML.

`EXAMPLE` is the whole format `leadline.scenario/1` with a comment a field.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from leadline import userfile
from leadline.catalog import assumptions, beliefs, levers
from leadline.catalog.assumptions import Assumption
from leadline.catalog.beliefs import Pack
from leadline.errors import UnknownName, UserError
from leadline.simulate.calibrate import LEAST_DRAWS
from leadline.simulate.chance import SEED
from leadline.simulate.dynamics import YARDSTICKS
from leadline.simulate.paths import MONTHS, MOST_RAMP, RAMP, Step, month_name
from leadline.userfile import Item

FORMAT = "leadline.scenario/1"
DRAWS = 8000
MOST_DRAWS = 1_000_000
MOST_SEED = 2**63 - 1
FIELDS = ("format", "name", "levers", "beliefs", "set", "draws", "seed", "yardstick")
_MONTHS = [month_name(month) for month in range(MONTHS)]

EXAMPLE = """\
# A scenario for leadline scenario run. Every field is here; those marked (optional) may go.
format: leadline.scenario/1
name: Controls now, promotion later
levers:                  # (optional) chips, models, promotion, domestic, imports: from -1 to 1; 0 changes nothing
  chips: 0.5             # from the month after the as-of day, within six months
  promotion:             # or step by step
    - from: 2027-06
      strength: 1
      ramp: 12           # (optional) months until it is reached
    - from: 2029-01
      strength: 0
beliefs: reference       # (optional) a pack: 'leadline scenario packs' lists them
set:                     # (optional) other quantiles: 5, 50 and 95 %
  gA: [0.3, 0.5, 0.9]
draws: 8000              # (optional)
seed: 2028               # (optional)
yardstick: mixture       # (optional) index, strict, votes or mixture
"""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A step of a lever as it is asked for; without a month from the one after the as-of day."""

    strength: float
    start: int | None = None
    ramp: int = RAMP

    @property
    def told(self) -> str:
        """In a few words.

        >>> Way(strength=0.5, start=53).told
        '0.5 from 2027-06'
        """
        when = "" if self.start is None else f" from {month_name(self.start)}"
        return f"{self.strength:g}{when}" + (f" in {self.ramp} months" if self.ramp != RAMP else "")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is asked for."""

    name: str = "Policy of the start day"
    levers: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)
    beliefs: str = "reference"
    edits: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    draws: int = DRAWS
    seed: int = SEED
    yardstick: str = "mixture"

    def __post_init__(self) -> None:
        for name in self.levers:
            levers.lever(name)
        beliefs.pack(self.beliefs)
        if self.yardstick not in YARDSTICKS:
            raise UnknownName("yardstick", self.yardstick, YARDSTICKS, f"There are {', '.join(YARDSTICKS)}.")
        if not LEAST_DRAWS <= self.draws <= MOST_DRAWS:
            raise UserError(
                f"Expected {LEAST_DRAWS} to {MOST_DRAWS:,} draws, found {self.draws:,}: fewer say nothing of a tail."
            )
        if not 0 <= self.seed <= MOST_SEED:
            raise UserError(f"Expected a seed from 0 to {MOST_SEED}, found {self.seed}.")

    @cached_property
    def register(self) -> dict[str, Assumption]:
        """The reference register with the scenario's own quantiles."""
        return assumptions.edited(assumptions.load(), self.edits)

    @property
    def pack(self) -> Pack:
        """The beliefs."""
        return beliefs.pack(self.beliefs)

    def steps(self, start: int, earliest: int) -> dict[str, list[Step]]:
        """The steps of every lever; those without a month begin at `start`, none before `earliest`."""
        found = {
            name: [Step(start=start if w.start is None else w.start, strength=w.strength, ramp=w.ramp) for w in ways]
            for name, ways in self.levers.items()
        }
        for name, steps in found.items():
            if twice := _twice(step.start for step in steps):
                raise UserError(
                    f"The lever {name} has two steps that start in {month_name(twice[0])}; without a month a step "
                    f"starts in {month_name(start)}. Give each step its own month."
                )
            if early := [step for step in steps if step.start < earliest]:
                raise UserError(
                    f"The lever {name} cannot start in {month_name(early[0].start)}: data tell the past up to "
                    f"{month_name(earliest - 1)}. Start it in {month_name(earliest)} or later."
                )
        return found

    @property
    def text(self) -> str:
        """The scenario as a file of its own format."""
        lines = [f"format: {FORMAT}", f"name: {json.dumps(self.name, ensure_ascii=False)}"]
        lines += ["levers:", *_lines_of(self.levers)] if self.levers else []
        lines += [f"beliefs: {self.beliefs}"]
        edits = [f"  {name}: [{', '.join(map(_written, quantiles))}]" for name, quantiles in self.edits.items()]
        lines += ["set:", *edits] if edits else []
        lines += [f"draws: {self.draws}", f"seed: {self.seed}", f"yardstick: {self.yardstick}"]
        return "\n".join(lines) + "\n"


def _twice(months: Iterable[int]) -> list[int]:
    """The months that come more than once."""
    return [month for month, count in Counter(months).items() if count > 1]


def _lines_of(pulled: Mapping[str, tuple[Way, ...]]) -> Iterator[str]:
    for name, ways in pulled.items():
        yield f"  {name}:"
        for way in ways:
            when = "" if way.start is None else f"from: {month_name(way.start)}, "
            yield f"    - {{{when}strength: {_written(way.strength)}, ramp: {way.ramp}}}"


def _written(number: float) -> str:
    """A number without an exponent, so that the format reads it."""
    return format(Decimal(repr(number)), "f")


def read(path: Path) -> Scenario:
    """The scenario in a file; UserError with file, line and field where it is none."""
    return of(userfile.read(path))


def of(whole: Item) -> Scenario:
    """The scenario that a file's content states.

    >>> of(userfile.parsed(EXAMPLE.encode(), "s.yaml")).levers["promotion"][0]
    Way(strength=1.0, start=53, ramp=12)
    """
    fields = whole.fields(FIELDS, ("format", "name"))
    if fields["format"].content != FORMAT:
        raise fields["format"].fault(repr(FORMAT), "This version of leadline reads no other.")
    pulled = fields["levers"].fields(tuple(levers.load())) if "levers" in fields else {}
    edits = fields["set"].fields(tuple(assumptions.load())) if "set" in fields else {}
    return Scenario(
        name=fields["name"].text(),
        levers={name: _ways(item) for name, item in pulled.items()},
        beliefs=fields["beliefs"].one_of(tuple(beliefs.load())) if "beliefs" in fields else "reference",
        edits={name: _quantiles(item) for name, item in edits.items()},
        draws=_whole(fields["draws"], LEAST_DRAWS, MOST_DRAWS) if "draws" in fields else DRAWS,
        seed=_whole(fields["seed"], 0, MOST_SEED) if "seed" in fields else SEED,
        yardstick=fields["yardstick"].one_of(YARDSTICKS) if "yardstick" in fields else "mixture",
    )


def lever_option(text: str) -> tuple[str, Way]:
    """A lever as an option names it: `NAME=STRENGTH`, with `@MONTH` for its start and `/MONTHS` for its ramp.

    >>> lever_option("chips=0.5@2027-06/12")
    ('chips', Way(strength=0.5, start=53, ramp=12))
    """
    match = re.fullmatch(r"([a-z]+)=([-+]?[0-9]*\.?[0-9]+)(?:@([0-9-]+))?(?:/([0-9]{1,2}))?", text.strip())
    if not match:
        raise UserError(
            "Expected a lever as NAME=STRENGTH, such as chips=1, chips=0.5@2027-06 or chips=1@2027-06/12; found "
            f"{text!r}."
        )
    when = month(match[3]) if match[3] else None
    if not -1 <= float(match[2]) <= 1:
        raise UserError(f"Expected a strength of the lever {match[1]} from -1 to 1, found {match[2]}.")
    return levers.lever(match[1]).name, Way(strength=float(match[2]), start=when, ramp=int(match[4] or RAMP))


def set_option(text: str) -> tuple[str, tuple[float, float, float]]:
    """Other quantiles of an assumption as an option names them.

    >>> set_option("gA=0.3,0.5,0.9")
    ('gA', (0.3, 0.5, 0.9))
    """
    name, _, numbers = text.partition("=")
    try:
        low, middle, high = (float(number) for number in numbers.split(","))
    except ValueError:
        raise UserError(
            f"Expected an assumption with its 5, 50 and 95 % as NAME=LOW,MIDDLE,HIGH, such as gA=0.3,0.5,0.9; found "
            f"{text!r}."
        ) from None
    return name.strip(), (low, middle, high)


def month(text: str) -> int:
    """The number of a month that is written as 2027-06."""
    if text not in _MONTHS:
        raise UserError(f"Expected a month from {_MONTHS[0]} to {_MONTHS[-1]}, written as 2027-06; found {text!r}.")
    return _MONTHS.index(text)


def _ways(item: Item) -> tuple[Way, ...]:
    if isinstance(item.content, list):
        return tuple(_way(entry) for entry in item.items())
    return (Way(strength=float(item.number(-1, 1, "0.5"))),)


def _way(item: Item) -> Way:
    fields = item.fields(("from", "strength", "ramp"), ("strength",))
    return Way(
        strength=float(fields["strength"].number(-1, 1, "0.5")),
        start=_month(fields["from"]) if "from" in fields else None,
        ramp=_whole(fields["ramp"], 0, MOST_RAMP) if "ramp" in fields else RAMP,
    )


def _month(item: Item) -> int:
    if item.content not in _MONTHS:
        raise item.fault(f"a month from {_MONTHS[0]} to {_MONTHS[-1]}", "Write it as 2027-06.")
    return _MONTHS.index(str(item.content))


def _quantiles(item: Item) -> tuple[float, float, float]:
    numbers = [entry.content for entry in item.items()]
    if len(numbers) != 3 or not all(isinstance(number, Decimal) for number in numbers):
        raise item.fault("a list of three numbers, for 5, 50 and 95 %", "Write it as [0.3, 0.5, 0.9].")
    low, middle, high = (float(str(number)) for number in numbers)
    return low, middle, high


def _whole(item: Item, low: int, high: int) -> int:
    number = item.content
    if not isinstance(number, Decimal) or number != int(number) or not low <= number <= high:
        raise item.fault(f"a whole number from {low:,} to {high:,}")
    return int(number)
