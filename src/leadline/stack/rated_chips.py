"""What is known of a chip that a rule may ask for, from data sheets as several sources pass them on.

- *Total processing performance* (TPP): the greatest product of the rate of operations, in 10^12 a second, and the
  length of the operands in bits. Where a source states it, it is taken from there; else it is made from the rates that
  are stated, all of them for dense operands as the source says.
- *Performance density*: TPP over the area of the logic dies in mm², by the areas that sources give. Whether these are
  all dies that the rule counts is not known.
- *Rates of data* to memory, and to other chips in both directions together, in GB/s.

Of two sources of one quantity the first of ORDER is shown; the others stand beside it, and are held against the
threshold too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from leadline.catalog.chips import names
from leadline.errors import UnknownName
from leadline.model import Observation
from leadline.stack.policy import CLAUSES
from leadline.stack.rules import Chip
from leadline.store.view import View

ORDER = (CLAUSES, "epoch_ml_hardware", "leadline_estimates")
RATES: Mapping[str, int] = MappingProxyType(
    {"chip_flop4_per_s": 4, "chip_flop8_per_s": 8, "chip_op8_per_s": 8, "chip_flop16_per_s": 16}
)
"""Rates of operations, and the bits of their operands."""
TPP = MappingProxyType({"chip_total_processing_performance": 1e12, "total_processing_performance": 1.0})
"""Indicators that state the total processing performance, and what they are divided by to give TPP."""

Values = Mapping[str, Sequence[float]]


def rated_chips(view: View, name: str | None = None, *, every: bool = False) -> list[Chip]:
    """The chips that a maker is known to sell for data centres or not, or every one; or those whose name holds words.

    Raises UnknownName where no name of a chip holds the words.
    """
    told = _told(view)
    found = [_chip(chip, values, view) for chip, values in sorted(told.items())]
    if name is not None:
        return _named(name, found)
    return [chip for chip in found if every or chip.data_centre is not None]


def _named(name: str, chips: Sequence[Chip]) -> list[Chip]:
    """Those of which every word of the name is a word, else those of which it is a part of the name."""
    words = name.casefold().split()
    whole = [chip for chip in chips if words and set(words) <= set(chip.name.casefold().split())]
    picked = whole or [chip for chip in chips if words and all(word in chip.name.casefold() for word in words)]
    if not picked:
        raise UnknownName("chip", name, [*(chip.name for chip in chips), *names()])
    return picked


def _told(view: View) -> dict[str, dict[str, list[float]]]:
    """The values of each indicator of each chip, those of the first source of ORDER first."""
    wanted = [*TPP, *RATES, "chip_die_mm2", "chip_memory_bw_bytes_s", "chip_interconnect_bytes_s", "chip_data_centre"]
    where = f"indicator IN ({_quoted(wanted)}) AND source IN ({_quoted(ORDER)})"
    told: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(view.rows(Observation, where), key=lambda row: ORDER.index(row.source)):
        told[names().get(row.entity, row.entity)][row.indicator].append(row.value)
    return told


def _chip(name: str, values: Values, view: View) -> Chip:
    market = values.get("chip_data_centre")
    stated = [value / scale for indicator, scale in TPP.items() for value in values.get(indicator, ())]
    tpp = stated or _from_rates(values)
    quantities = {
        "tpp": tuple(tpp),
        "density": tuple(one / area for area in values.get("chip_die_mm2", ()) for one in tpp),
        "interconnect": tuple(rate / 1e9 for rate in values.get("chip_interconnect_bytes_s", ())),
        "memory_bandwidth": tuple(rate / 1e9 for rate in values.get("chip_memory_bw_bytes_s", ())),
    }
    return Chip(
        name=name,
        quantities={quantity: found for quantity, found in quantities.items() if found},
        data_centre=bool(market[0]) if market else None,
        evidence=view.evidence(*ORDER),
        note="" if stated or not tpp else "TPP made from the rates that are stated",
    )


def _from_rates(values: Values) -> list[float]:
    """The TPP that the stated rates give.

    >>> _from_rates({"chip_flop16_per_s": [148e12], "chip_op8_per_s": [296e12]}), _from_rates({})
    ([2368.0], [])
    """
    found = [bits * rate / 1e12 for name, bits in RATES.items() for rate in values.get(name, ())]
    return [max(found)] if found else []


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
