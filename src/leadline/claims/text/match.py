"""Which claim a sentence repeats: the same measure of the same sides with the same number, whatever the words.

The restated sentence of a claim is read by the same rules as a text, so that the two are compared alike. Decisions:

- A claim with a number matches that number alone, also as a fraction, a percentage or turned round (11 times, 1/11),
  and in other units of time. A vague one matches a number as vague.
- How much a claim is asked of (fifty million tokens) is not its number.
- A claim without a number matches all its measures of the same sides, said in the same way (a rank, a cause, a change,
  being level) and in the same direction. A claim of which the rules find neither a number nor a direction, a rank or
  a cause is matched by nothing: they have not understood it.
- An organisation or a model stands for its country where the claim names countries and no number.
- Boards and years that the claim names are in the sentence; a sentence without a year is of any.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from leadline.catalog import Catalog
from leadline.claims.claim import Claim
from leadline.claims.text.found import Found, in_sentence
from leadline.claims.text.names import Names, is_place, known
from leadline.claims.text.quantities import Quantity

NEARLY = 0.005
"""How far two numbers may be apart, in parts of the claim's, and still be the same: what writing a fraction rounds."""
_MONTHS = {"month": 1.0, "year": 12.0, "week": 12 / 52, "day": 12 / 365}
_ASKED_OF = ("token", "date")
"""Units of what a sentence is about, where it has other numbers."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A sentence and the claim that says the same."""

    found: Found
    claim: Claim | None
    """None where no claim does."""


def matched(found: Iterable[Found], claims: Sequence[Claim], catalog: Catalog) -> tuple[Match, ...]:
    """The checkable sentences of a text, each with the claim that it repeats."""
    names = known(catalog)
    told = [(claim, of_claim(claim, names)) for claim in claims]
    return tuple(Match(found=one, claim=_best(one, told, names)) for one in found if one.checkable)


def of_claim(claim: Claim, names: Names) -> Found:
    """What the rules make of a claim's own sentence, with the sides that only its query names."""
    said = in_sentence(claim.restated, names)
    args = claim.query.args.values() if claim.query else ()
    asked = tuple(arg for arg in args if isinstance(arg, str) and _is_side(arg, names.catalog))
    return replace(said, entities=tuple(dict.fromkeys((*said.entities, *(() if said.entities else asked)))))


def _is_side(arg: str, catalog: Catalog) -> bool:
    return arg in catalog.countries or arg in catalog.organisations or arg in ("open", "closed")


def _best(found: Found, told: Sequence[tuple[Claim, Found]], names: Names) -> Claim | None:
    """Of the claims that fit the one with the most that must fit, the first by its place in the list."""
    fitting = [(claim, said) for claim, said in told if fits(found, said, names.catalog)]
    best = max(fitting, key=lambda pair: _demands(pair[1]), default=None)
    return best[0] if best else None


def _demands(said: Found) -> int:
    return 4 * bool(said.places) + 2 * bool(said.quantities) + len(said.entities)


def fits(found: Found, claim: Found, catalog: Catalog) -> bool:
    """Whether a sentence says what a claim does."""
    return (
        bool(found.measures & claim.measures)
        and ("lead" in found.measures) == ("lead" in claim.measures)
        and claim.places <= found.places
        and (not claim.years or not found.years or bool(claim.years & found.years))
        and _same_sides(found, claim, catalog)
        and (_same_number(found, claim) if claim.quantities else _same_sort(found, claim))
    )


def _same_sides(found: Found, claim: Found, catalog: Catalog) -> bool:
    ours, theirs = set(found.entities), set(claim.entities)
    if not claim.quantities and all(is_place(name, catalog) for name in theirs):
        ours = {_country(name, catalog) for name in ours}
    if ours == theirs:
        return bool(ours)
    smaller = ours & theirs
    # Of two sides one is often left out: "Chinese models trail by seven months".
    return bool(smaller) and smaller in (ours, theirs) and {"US", "CN"} >= ours | theirs


def _country(name: str, catalog: Catalog) -> str:
    if maker := catalog.maker(name):
        return maker.country
    return {"Huawei": "CN"}.get(name) or catalog.country_of(name) or name


def _same_sort(found: Found, claim: Found) -> bool:
    if claim.comparator == "equal":
        return found.comparator == "equal" and not found.quantities
    understood = claim.comparator is not None or claim.content in ("rank", "causal")
    alike = found.content == claim.content and (claim.comparator or found.comparator) == found.comparator
    return understood and alike and claim.measures <= found.measures


def _same_number(found: Found, claim: Found) -> bool:
    return any(_same(one, other) for one in _telling(found) for other in _telling(claim))


def _telling(found: Found) -> Sequence[Quantity]:
    """The numbers that a sentence tells, without what they are asked of."""
    return [one for one in found.quantities if one.unit not in _ASKED_OF] or found.quantities


def _same(one: Quantity, other: Quantity) -> bool:
    if one.vague != other.vague:
        return False
    if one.unit in _MONTHS and other.unit in _MONTHS:
        return _near(_ends(one, _MONTHS[one.unit]), _ends(other, _MONTHS[other.unit]))
    relative = ("times", "ratio", "percent")
    if one.unit in relative and other.unit in relative:
        ours, theirs = _ends(one, _part(one)), _ends(other, _part(other))
        turned = (1 / ours[1], 1 / ours[0]) if all(ours) else ours
        return _near(ours, theirs) or ("percent" not in (one.unit, other.unit) and _near(turned, theirs))
    return one.unit == other.unit and _near(_ends(one, 1.0), _ends(other, 1.0))


def _part(one: Quantity) -> float:
    return 0.01 if one.unit == "percent" else 1.0


def _ends(one: Quantity, factor: float) -> tuple[float, float]:
    return one.low * factor, one.high * factor


def _near(ours: tuple[float, float], theirs: tuple[float, float]) -> bool:
    return all(abs(a - b) <= NEARLY * abs(b) for a, b in zip(ours, theirs, strict=True))
