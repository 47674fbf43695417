"""What a query can ask: the frame of a metric, and what measuring it once gives.

What takes time and is the same for every reading (a price book, an index, a calibration) is kept for a view by the
functions that measures rest on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError
from leadline.model import Arg, Figure
from leadline.store.view import View

Args = Mapping[str, Arg]


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """The value of a metric in one setting of its arguments."""

    figure: Figure
    draws: NDArray[np.float64] | None = None
    """The value in each draw where the data are uncertain, shape (draws,): a reading holds in a share of them."""


Measure = Callable[[View, Args], Measured]
"""NotEnoughData where a setting has no value: the reading is dropped, counted and shown with the message."""


@dataclass(frozen=True, kw_only=True)
class Argument:
    """What an argument of a metric may be."""

    meaning: str
    """In a sentence, for the page of metrics and for messages."""
    check: Callable[[Arg], object]
    """Raises UserError (UnknownName for names) where a value is none that the metric takes."""
    needed: bool = True
    default: Arg | None = None
    """Of an argument that is not needed."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """Something that a claim can ask of a view."""

    name: str
    meaning: str
    unit: str
    arguments: Mapping[str, Argument]
    measure: Measure
    example: Args
    """Arguments with which it has a value today, for tests and the page of metrics."""

    def checked(self, args: Args, *, open_: Sequence[str] = ()) -> None:
        """UserError where arguments are missing, unknown or not what they may be; `open_` ones are told later."""
        for name in args:
            if name not in self.arguments:
                raise UserError(f"{self.name} takes {', '.join(self.arguments)}; found {name!r}.")
            self.arguments[name].check(args[name])
        for name, argument in self.arguments.items():
            if argument.needed and name not in args and name not in open_:
                raise UserError(f"{self.name} needs the argument {name!r}: {argument.meaning}")
