"""The layers of the stack in order, from what feeds the chips to what the money buys, each with its measures.

A layer is one module beside this one whose last line is `MEASURES: tuple[Measure, ...]`. To add one, import its tuple
here and put it into LAYERS at its place; the screen, the layer in depth, plots and pages then have it. The order is
energy, chips, compute, models, adoption, capital; policy is told in events and has a command of its own.
"""

from collections.abc import Mapping

from leadline.errors import UnknownName
from leadline.stack import compute
from leadline.stack.measure import Measure

LAYERS: Mapping[str, tuple[Measure, ...]] = {
    "compute": compute.MEASURES,
}


def measures_of(layer: str) -> tuple[Measure, ...]:
    """The measures of a layer; UnknownName where there is no such layer."""
    if layer not in LAYERS:
        raise UnknownName("layer of the stack", layer, LAYERS, f"There are {', '.join(LAYERS)}.")
    return LAYERS[layer]
