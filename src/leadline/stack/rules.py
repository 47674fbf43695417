"""Which chip may be sold to whom on a day: the clauses of the rules in force, held against what is known of a chip.

A clause has one test and one outcome. Its test is `to` some countries, and parts that must all hold: the chip is named,
it is sold for data centres, or a quantity of it is at, above or below a threshold. Of the clauses that bind on the day
and fit a chip, the one that has bound for the shortest time decides, but what is barred is barred whatever came later;
a chip that none fits is *free* of these rules.

Each part holds, does not, or cannot be told: where a quantity of the chip is unknown, or where two sources lie on
either side of the threshold. A clause that cannot be told leaves what would follow from it as possible; where several
outcomes are possible the state of the chip is *unknown*, and they are named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from types import MappingProxyType

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Event
from leadline.stack.policy import CLAUSES, Standing, standing
from leadline.store.view import View

FREE, UNKNOWN, BARRED = "free", "unknown", "barred"
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "tpp": "TPP",
        "density": "TPP/mm²",
        "interconnect": "GB/s",
        "memory_bandwidth": "GB/s",
        "memory_bandwidth_density": "GB/s/mm²",
    }
)
"""The quantities that thresholds are of: total processing performance, that by die area, and rates of data."""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """What is known of a chip that a rule may ask for; of each quantity all values that sources give, best first."""

    name: str
    quantities: Mapping[str, tuple[float, ...]]
    data_centre: bool | None
    """Whether its maker sells it for data centres."""
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One test of a rule and what follows where it fits, as it stands on a day."""

    event: Event
    standing: Standing

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its test, that of the countries first."""
        return tuple((self.event.detail or "").split("; "))

    def reaches(self, country: str) -> bool:
        """Whether it is about sales to a country."""
        named = self.parts[0].split()[1:]
        return country in named or named == ["any"]

    def fits(self, chip: Chip) -> bool | None:
        """Whether all parts hold of a chip; None where that cannot be told."""
        found = [_holds(part, chip) for part in self.parts[1:]]
        if False in found:
            return False
        return None if None in found else True


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """How a chip stands under the rules of a day."""

    chip: Chip
    state: str
    """free, notification, case by case, licence, presumption of denial, barred; or unknown."""
    possible: tuple[str, ...]
    """The outcomes that remain possible; one, unless the state is unknown."""
    clause: Clause | None
    """What decides, or, where the state is unknown, the first that cannot be told."""
    buyer: tuple[Clause, ...]
    """What the other side's own clauses say of buying it, the newest first."""


def clauses(view: View, on: date | None = None) -> list[Clause]:
    """All clauses that were known, as they stand on a day (default: that of the view), the last to bind first."""
    day = on or view.as_of
    events = view.rows(Event, f"source = '{CLAUSES}'")
    found = [Clause(event=event, standing=standing(event, day)) for event in events]
    return sorted(found, key=lambda one: (one.event.effective or date.min, one.event.title), reverse=True)


def rulings(view: View, chips: Sequence[Chip], to: str = "CN", on: date | None = None) -> list[Ruling]:
    """How each chip stands under the rules of a day for sales to a country; UnknownName where no clause names it."""
    known = clauses(view, on)
    if not known:
        raise NotEnoughData(f"No clause on the sale of chips was known on {view.as_of}. Ask for a later --as-of day.")
    countries = {code for clause in known for code in clause.parts[0].split()[1:]} - {"any"}
    if to not in countries:
        raise UnknownName("destination of the rules", to, countries, f"There are {', '.join(sorted(countries))}.")
    binding = [one for one in known if one.standing.state == "in force" and one.reaches(to)]
    theirs = [one for one in binding if one.event.jurisdiction == to]
    ours = [one for one in binding if one.event.jurisdiction != to]
    ours.sort(key=lambda one: one.event.direction != BARRED)
    return [ruling(chip, ours, theirs) for chip in chips]


def ruling(chip: Chip, ours: Sequence[Clause], theirs: Sequence[Clause] = ()) -> Ruling:
    """How a chip stands under clauses that bind, the last to bind first."""
    met = list(_met(chip, ours))
    outcomes = tuple(dict.fromkeys(outcome for outcome, _ in met))
    return Ruling(
        chip=chip,
        state=outcomes[0] if len(outcomes) == 1 else UNKNOWN,
        possible=outcomes,
        clause=met[0][1],
        buyer=tuple(clause for clause in theirs if clause.fits(chip)),
    )


def _met(chip: Chip, ours: Sequence[Clause]) -> Iterator[tuple[str, Clause | None]]:
    """The outcomes that are possible, up to the first that is certain."""
    for clause in ours:
        fits = clause.fits(chip)
        if fits is not False:
            yield clause.event.direction, clause
        if fits:
            return
    yield FREE, None


def _holds(part: str, chip: Chip) -> bool | None:
    """Whether a part of a test holds of a chip.

    >>> h20 = Chip(name="NVIDIA H20", quantities={"tpp": (2368.0,)}, data_centre=True)
    >>> [_holds(part, h20) for part in ("tpp >= 4800", "tpp < 4800", "chip NVIDIA A100*, NVIDIA H20", "density >= 1.6")]
    [False, True, True, None]
    """
    word, _, rest = part.partition(" ")
    match word:
        case "item":
            return False  # what is sold alone, such as memory, is no chip of this table
        case "chip":
            return any(fnmatchcase(chip.name, pattern) for pattern in rest.split(", "))
        case "data_centre":
            return None if chip.data_centre is None else chip.data_centre == (rest == "yes")
    sign, bound = rest.split()
    held = {_compare(value, sign, float(bound)) for value in chip.quantities.get(word, ())}
    return held.pop() if len(held) == 1 else None


def _compare(value: float, sign: str, bound: float) -> bool:
    return value < bound if sign == "<" else value > bound if sign == ">" else value >= bound
