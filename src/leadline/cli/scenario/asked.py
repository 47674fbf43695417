"""The scenario that options and a file ask for."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.simulate import scenario
from leadline.simulate.scenario import Scenario, Way


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Asked:
    """Levers, beliefs and numbers, on top of a file."""

    lever: Annotated[tuple[str, ...], Parameter(negative=())] = ()
    "A lever at a strength from -1 to 1: NAME=STRENGTH[@MONTH][/RAMP], such as chips=1@2027-06/12; may be repeated."
    beliefs: str | None = None
    "A belief pack; `leadline scenario packs` lists them (default: reference)."
    set: Annotated[tuple[str, ...], Parameter(negative=())] = ()
    "Other 5, 50 and 95 % of an assumption: NAME=LOW,MIDDLE,HIGH; may be repeated."
    draws: int | None = None
    "Futures (default: 8000)."
    seed: int | None = None
    "Seed of all chance (default: 2028)."
    yardstick: str | None = None
    "Yardstick of the lead: index, strict, votes or mixture (default: mixture)."

    def on(self, file: Path | None) -> Scenario:
        """The scenario of a file, or of none, with what the options say instead."""
        given = scenario.read(file) if file else Scenario()
        levers = dict(given.levers)
        named: dict[str, list[Way]] = {}
        for text in self.lever:
            name, way = scenario.lever_option(text)
            named.setdefault(name, []).append(way)
        levers |= {name: tuple(ways) for name, ways in named.items()}
        edits = dict(given.edits) | dict(map(scenario.set_option, self.set))
        found = replace(given, levers=levers, edits=edits)
        for field in ("beliefs", "draws", "seed", "yardstick"):
            if (value := getattr(self, field)) is not None:
                found = replace(found, **{field: value})
        if self.lever and not file:
            found = replace(found, name=", ".join(self.lever))
        return found
