"""The settings that a lead is tried under: what might have been chosen otherwise, one choice at a time.

Benchmarks and reporters are classed by the catalogue; one that no table knows belongs to no class. Where a variation
leaves out the anchor benchmark, the benchmark with the most scores left takes its place, which changes the scale and,
through the penalty alone, the order of near ties. A model of the scale that is not left is replaced in the same way: no
lead depends on which two models fix the scale.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from leadline.capability.setting import SCHEMES, Setting
from leadline.catalog import benchmarks, reporters
from leadline.model import Score

RIDGES = (1.0, 0.3, 0.03, 0.01, 0.001, 0.0001)
CLIPS = ((0.0, 1.0), (0.01, 0.99), (0.05, 0.95))
ANCHORS = 6
"""So many benchmarks with the most scores are tried as anchors."""


@dataclass(frozen=True, kw_only=True)
class Variation:
    """One choice made otherwise."""

    kind: str
    """What is chosen: `benchmark left out`, `anchor`, ..."""
    name: str
    """What it is."""
    setting: Setting


def variations(scores: Sequence[Score], base: Setting) -> list[Variation]:
    """All variations of a setting on some scores, in the order of a table."""
    makers = (_resampling, _left_out, _areas, _domains, _access, _reporters, _anchors, _ridges, _clips)
    return [variation for make in makers for variation in make(scores, base)]


def anchored(scores: Sequence[Score], setting: Setting) -> Setting:
    """The setting, with anchors that the scores hold where its own are not among them: those with the most scores."""
    held, models = Counter(score.yardstick for score in scores), Counter(score.model for score in scores)
    if held and setting.anchor not in held:
        setting = replace(setting, anchor=_most(held)[0])
    if len(models) > 1 and not {name for name, _ in setting.scale} <= models.keys():
        numbers = sorted(index for _, index in setting.scale)
        setting = replace(setting, scale=tuple(zip(_two(scores, models), numbers, strict=True)))
    return setting


def _two(scores: Sequence[Score], models: Counter[str]) -> list[str]:
    """The two models with the most scores, the weaker on the benchmarks that both have first."""
    pair = _most(models)[:2]
    values = [{score.yardstick: score.value for score in scores if score.model == name} for name in pair]
    shared = values[0].keys() & values[1].keys()
    return sorted(pair, key=lambda name: sum(values[pair.index(name)][benchmark] for benchmark in shared))


def _most(held: Counter[str]) -> list[str]:
    """Names by how often they occur, those of equal number by name."""
    return sorted(held, key=lambda name: (-held[name], name))


def _resampling(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for scheme in SCHEMES:
        if scheme != base.scheme:
            yield Variation(kind="resampling", name=scheme, setting=replace(base, scheme=scheme))


def _left_out(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for name in sorted({score.yardstick for score in scores}):
        yield Variation(kind="benchmark left out", name=name, setting=_without(base, [name]))


def _areas(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for area, names in _classes(scores, lambda entry: entry.area):
        yield Variation(kind="area left out", name=area, setting=_without(base, names))


def _domains(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for domain, names in _classes(scores, lambda entry: entry.domain):
        yield Variation(kind="one domain", name=domain, setting=replace(base, only=tuple(names)))


def _access(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for access, names in _classes(scores, lambda entry: entry.access):
        if access != "unknown":
            yield Variation(kind="items", name=access, setting=replace(base, only=tuple(names)))


def _reporters(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    known, held = reporters.load(), sorted({score.reported_by for score in scores if score.reported_by})
    developers = [name for name in held if name in known and known[name].kind == "developer"]
    others = [name for name in held if name not in known or known[name].kind != "publisher"]
    if developers:
        without = (*base.without_reporters, *developers)
        yield Variation(kind="reporter", name="no developer", setting=replace(base, without_reporters=without))
    if others and len(others) < len(held):
        without = (*base.without_reporters, *others, "")
        yield Variation(kind="reporter", name="publisher only", setting=replace(base, without_reporters=without))


def _anchors(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for name in _most(Counter(score.yardstick for score in scores))[:ANCHORS]:
        if name != base.anchor:
            yield Variation(kind="anchor", name=name, setting=replace(base, anchor=name))


def _ridges(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for ridge in RIDGES:
        yield Variation(kind="ridge", name=f"{ridge:g}", setting=replace(base, ridge=ridge))


def _clips(scores: Sequence[Score], base: Setting) -> Iterator[Variation]:
    for low, high in CLIPS:
        yield Variation(kind="clip", name=f"{low:g} to {high:g}", setting=replace(base, clip=(low, high)))


def _classes(scores: Sequence[Score], of: Callable[[benchmarks.Benchmark], str]) -> Iterator[tuple[str, list[str]]]:
    """The benchmarks of each class, classes and benchmarks by name."""
    known = benchmarks.load()
    held = sorted({score.yardstick for score in scores} & known.keys())
    for name in sorted({of(known[benchmark]) for benchmark in held}):
        yield name, [benchmark for benchmark in held if of(known[benchmark]) == name]


def _without(base: Setting, names: Sequence[str]) -> Setting:
    return replace(base, without_benchmarks=(*base.without_benchmarks, *names))
