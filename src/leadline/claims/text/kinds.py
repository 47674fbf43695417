"""Of which type a sentence with something to check is, and how its first quantity is bounded.

The first that fits: attribution, causal, forecast, lead_time, rank, change, ratio, share, level, comparison. Which
words show a type stands in rules.toml; what else must be so is told by the function of its name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leadline.claims.claim import Kind
from leadline.claims.text.numbers import CURRENCIES
from leadline.claims.text.quantities import TIME, Bound, Quantity
from leadline.claims.text.rules import RULES, either

Comparator = Bound | None
"""None where nothing is bounded: a rank or a cause without a number."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is known of a sentence before its type is."""

    text: str
    """With blanks for names that hold numbers."""
    quantities: tuple[Quantity, ...]
    measures: frozenset[str]
    own: bool
    """Whether its quantity is a time by which somebody leads."""

    @property
    def first(self) -> int:
        """Where its first quantity begins; the end where it has none."""
        return self.quantities[0].start if self.quantities else len(self.text)

    def has(self, name: str) -> bool:
        """Whether it has a word that shows a type."""
        return RULES.has("kinds", name, self.text)

    def at(self, name: str) -> int:
        """Where the first such word stands; -1 for nowhere."""
        found = RULES.find("kinds", name, self.text)
        return found.start() if found else -1


_YARDSTICK = re.compile(r"(?:¤+|index|board|leaderboard|table|ECI|sheet|benchmark|data|records?)\s?$", re.IGNORECASE)
_WORKS = "paper|report|essay|study|memo|column|survey|book"
_WORK = re.compile(rf"\s*In (?:¤{{4,}}|[\"“][^\"”]{{3,80}}[\"”]|(?:the|their|its|a) (?:\w+ ){{0,2}}(?:{_WORKS})),?\s")
_NO_SPEAKER = re.compile(rf"(?:{either(RULES.tables['kinds']['no_speakers']).pattern}|['’]s?)$", re.IGNORECASE)
"""Before a verb of saying these show that it is a noun, a passive, or the writer's own."""
_NOUN_OF_SAYING = re.compile(
    r"\b(?:forecast|estimate|projection|prediction)s?\b(?! (?:to|that))[^.]{0,40}\b(?:was|were|is|had been|stood)\b",
    re.IGNORECASE,
)


def attribution(said: Said) -> bool:
    """Somebody but the writer is the subject of a verb of saying before what is said, or a work contains it."""
    if _WORK.match(said.text) or _NOUN_OF_SAYING.search(said.text[: said.first]):
        return True
    for verb in RULES.pattern("kinds", "saying").finditer(said.text):
        before = said.text[: verb.start()]
        if verb.start() >= said.first or not re.search(r"\w", before):
            return False
        subject = re.split(r"[,;:–—(]", before)[-1].strip()
        own = _NO_SPEAKER.search(subject)
        if subject and not own and not _YARDSTICK.search(subject):
            return True
    return False


def causal(said: Said) -> bool:
    """One thing rests on another; a reason before a comma belongs to what it is the reason of."""
    found = RULES.find("kinds", "causal", said.text)
    if not found or (found.start() < 2 and RULES.has("asserting", "advice", said.text)):
        return False
    return found[0].casefold() != "came from" or not said.quantities


def forecast(said: Said) -> bool:
    """What will be, or would be under a condition."""
    return said.has("forecast") or (bool(re.search(r"\bwould\b", said.text)) and said.has("condition"))


def lead_time(said: Said) -> bool:
    """A time by which somebody leads, or a lead."""
    return said.own and not said.has("forecast")


def rank(said: Said) -> bool:
    """A place in an order, by a number or by being among the first or last."""
    return said.has("rank")


def change(said: Said) -> bool:
    """A verb of change before the first quantity, or a comparison with an earlier time."""
    verb = said.at("change")
    then = RULES.find("kinds", "then_and_now", said.text)
    if said.quantities and said.quantities[0].unit in ("percent", "ratio", "times") and then:
        return not _as_level(said, then.start())
    return 0 <= verb < said.first


def _as_level(said: Said, then: int) -> bool:
    return said.has("share") and said.text.find("since") == then


_LESS_THAN = "(?:less|more|cheaper|dearer|lower|higher) than"
_OF_WHAT = "of (?:what|that of|those of|ours?|theirs|¤|the price)"
_OTHERS = re.compile(
    rf"\s?(?:as (?:much|many|cheap|expensive|long|far)|{_OF_WHAT}|{_LESS_THAN}|the (?:price|cost))", re.IGNORECASE
)
_OF_ANOTHER = re.compile(rf"\bof \w+['’]s[,;. ]|\bof (?:what|that of|those of)\b|{_LESS_THAN}\b")


def ratio(said: Said) -> bool:
    """A multiple or a fraction of another side's."""
    if not said.quantities:
        return False
    first, leading = _first(said, "ratio"), [one.unit for one in said.quantities if one.unit != "token"][:1]
    if leading and leading[0] in CURRENCIES | {"gw", "twh", "chip", "flop", "user"}:
        return False
    if any(one.unit == "times" for one in said.quantities):
        return True
    after = said.text[first.end : first.end + 40]
    if first.unit == "ratio":
        return not re.match(r"\s?of\b", after) or bool(_OTHERS.match(after))
    sides = _OF_ANOTHER.search(said.text[first.end :])
    return first.unit == "percent" and bool(sides) and "world" not in after


def share(said: Said) -> bool:
    """A part of a whole; how often something succeeds is a level."""
    parts = [one for one in said.quantities if one.unit in ("percent", "ratio")]
    return bool(parts) and parts[0] is said.quantities[0] and said.has("share") and not said.has("level_rates")


def level(said: Said) -> bool:
    """A value, or the day and scope of a rule."""
    between = [one for one in said.quantities if one.unit == "point"]
    if between and len(said.quantities) == 1 and said.has("comparison"):
        return False
    return bool(said.quantities)


def comparison(said: Said) -> bool:
    """What is left: who has more."""
    return True


TYPES: Mapping[Kind, Callable[[Said], bool]] = MappingProxyType(
    {
        "attribution": attribution,
        "causal": causal,
        "forecast": forecast,
        "lead_time": lead_time,
        "rank": rank,
        "change": change,
        "ratio": ratio,
        "share": share,
        "level": level,
        "comparison": comparison,
    }
)


def kind(said: Said) -> Kind:
    """The first type that fits."""
    return next(name for name, fits in TYPES.items() if fits(said))


def content(said: Said) -> Kind:
    """The first type that fits what is said, whoever says it and of whatever time: by it claims are compared."""
    return next(name for name, fits in TYPES.items() if name not in ("attribution", "forecast") and fits(said))


_NOT = re.compile(
    r"\b(?:not|no|isn't|aren't|never|nor|cannot|n't)\b[^.]{0,40}$|n't\b[^.]{0,40}$|不[^。]{0,6}$|没有[^。]{0,6}$",
    re.IGNORECASE,
)
_TURNED: Mapping[Bound, Bound] = MappingProxyType({"more": "at most", "less": "at least"})


_LEVEL = re.compile(
    r"equal footing|roughly level|level with|on (?:a )?par|the same as|parity|as (?:much|many|cheap|expensive) as|持平"
)


def comparator(said: Said, type_: Kind) -> Comparator:
    """How the first quantity is bounded, or without one which way a comparison points."""
    if said.quantities:
        return _bounded(said, _first(said, type_))
    if type_ in ("causal", "rank"):
        return None
    if _LEVEL.search(said.text):
        return "equal"
    return direction(said.text)


_OF_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ratio": ("times", "ratio", "percent"),
        "share": ("percent", "ratio"),
        "lead_time": TIME,
    }
)


def _first(said: Said, type_: Kind) -> Quantity:
    """The first quantity of the type: of a ratio the multiple, not the size of the order."""
    units = _OF_TYPE.get(type_, ())
    return next((one for one in said.quantities if one.unit in units), said.quantities[0])


def direction(text: str) -> Comparator:
    """Which way the first word of comparison points, turned round by a negation before it."""
    ways: tuple[Bound, ...] = ("more", "less")
    found = [(one.start(), way) for way in ways if (one := RULES.find("comparatives", way, text))]
    if not found:
        return None
    at, way = min(found)
    return _TURNED[way] if _NOT.search(text[:at]) else way


def _bounded(said: Said, first: Quantity) -> Comparator:
    if first.bound != "equal":
        return first.bound
    negated = _NOT.search(said.text[max(0, first.start - 60) : first.start])
    if negated:
        return "more" if first.low == 0 else "less"
    after, before = said.text[first.end : first.end + 24], said.text[max(0, first.start - 40) : first.start]
    bounds: tuple[Bound, ...] = ("at least", "at most")
    for bound in bounds:
        if (found := RULES.find("bounds", bound, after)) and found.start() <= 1:
            return bound
    return "more" if RULES.has("bounds", "more", before) else first.bound
