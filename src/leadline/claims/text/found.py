"""Which sentences of a text say something that data could check, and what.

A sentence is checkable if three things are so: it asserts (it does not ask, wish, advise, command or only mention), it
has a quantity or a comparison, and what is measured is plain from it or from what stands before it. Decisions:

- A sentence that goes on about the one before ("That is 40% less") has its measure and, without names, its names.
- A heading lends its measures to the sentences below it.
- What is one person's affair, or of wages, votes, guests and shares, is out of scope even with a quantity.
- `reason` says which of the three is missing: a rule's guess, shown beside the sentence so that it can be seen through.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leadline.catalog import Catalog
from leadline.claims.claim import Kind
from leadline.claims.text import kinds
from leadline.claims.text.kinds import Comparator, Said
from leadline.claims.text.names import Mention, Names, entities, hidden, is_place, known, mentions
from leadline.claims.text.quantities import TIME, Quantity, days, quantities
from leadline.claims.text.rules import RULES
from leadline.claims.text.sentences import Sentence, sentences


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the rules make of a sentence."""

    sentence: Sentence
    checkable: bool
    reason: str
    """Why it is not checkable; empty where it is."""
    kind: Kind | None = None
    content: Kind | None = None
    """The type of what is said, whoever says it and of whatever time."""
    measures: frozenset[str] = frozenset()
    """prices, capability, compute, ...: tables of rules.toml."""
    entities: tuple[str, ...] = ()
    names: tuple[Mention, ...] = ()
    """The names with their places in the sentence; entities from the context have none."""
    quantities: tuple[Quantity, ...] = ()
    comparator: Comparator = None
    places: frozenset[str] = frozenset()
    """Boards and benchmarks on which it is measured."""
    years: frozenset[int] = frozenset()
    """Years that it names."""


@dataclass(frozen=True, kw_only=True)
class _Context:
    """What came before a sentence."""

    entities: tuple[str, ...] = ()
    """Of the sentence before, or of the one that it goes on about."""
    sides: tuple[str, ...] = ()
    """The last two that were named: "the two" or "both"."""
    nations: tuple[str, ...] = ()
    """The last two countries, or open and closed models, whose lead is meant where nobody is named."""
    measures: frozenset[str] = frozenset()
    heading: frozenset[str] = frozenset()
    leads: bool = False


def found_in(text: str, catalog: Catalog) -> tuple[Found, ...]:
    """What the rules make of each sentence of a text.

    >>> told = found_in("The lead of the United States was 7 months. Is that much?", Catalog())
    >>> [(one.checkable, one.kind, one.entities, one.reason) for one in told]
    [(True, 'lead_time', ('US',), ''), (False, None, (), 'asks')]
    """
    return tuple(_each(sentences(text), known(catalog)))


def in_sentence(text: str, names: Names) -> Found:
    """What the rules make of one sentence by itself, all of it even if they find nothing to check."""
    return _found(Sentence(text=text, line=1, number=1), _Context(), names, whole=True)


def _each(told: Iterable[Sentence], names: Names) -> Iterator[Found]:
    context = _Context()
    for sentence in told:
        one = _found(sentence, context, names)
        yield one
        context = _after(sentence, one, context, names.catalog)


def _after(sentence: Sentence, one: Found, context: _Context, catalog: Catalog) -> _Context:
    measures = _measures(sentence.text)
    if sentence.heading:
        return _Context(
            entities=one.entities or context.entities,
            sides=context.sides,
            nations=context.nations,
            measures=measures,
            heading=measures,
            leads="lead" in measures,
        )
    nations = tuple(name for name in one.entities if is_place(name, catalog) or name in ("open", "closed"))
    return _Context(
        entities=one.entities or context.entities,
        sides=_last_two(one.entities, context.sides),
        nations=_last_two(nations, context.nations),
        measures=one.measures or measures,
        heading=context.heading,
        leads=one.kind == "lead_time" or "lead" in one.measures,
    )


def _last_two(now: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*now, *before)))[:2]


def _found(sentence: Sentence, context: _Context, names: Names, *, whole: bool = False) -> Found:
    text = sentence.text
    named = mentions(text, names)
    bare = hidden(text, named)
    own = _measures(bare) | _named(named)
    goes_on = _goes_on(text)
    measures = own or (context.measures if goes_on else frozenset[str]())
    leads = "lead" in own or (goes_on and context.leads and own <= {"capability"})
    counted = tuple(one for one in quantities(bare) if _counts(one, bare, measures | context.heading, leads=leads))
    measures |= {measure for one in counted if (measure := _unit_measure(one))}
    if not counted and own & {"policy", "price"} and RULES.has("begins", "words", bare):
        counted = days(bare)
    reason = _missing(text, bare, counted, measures)
    if reason and not whole:
        return Found(sentence=sentence, checkable=False, reason=reason, measures=own)
    said = Said(text=bare, quantities=counted, measures=measures, own=_is_lead(counted, measures, leads=leads))
    kind = kinds.kind(said)
    whose = entities(text, named, names.catalog, priced="price" in measures)
    return Found(
        sentence=sentence,
        checkable=not reason,
        reason=reason,
        kind=kind,
        content=kinds.content(said),
        measures=measures | ({"lead"} if leads else frozenset()),
        entities=_filled(bare, whose, context, goes_on=goes_on, leads=leads),
        names=named,
        quantities=counted,
        comparator=kinds.comparator(said, kind),
        places=frozenset(one.id for one in named if one.sort == "place"),
        years=frozenset(int(year) for year in re.findall(r"\b20[0-9]{2}\b", bare)),
    )


_TWO = re.compile(r"\b(?:the two|both|each other|neither|the ratio)\b|两者|双方", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they)\b(?! (?:is|was|isn't|would be|takes|may|might|seems)\b)", re.IGNORECASE)


def _filled(bare: str, whose: tuple[str, ...], context: _Context, *, goes_on: bool, leads: bool) -> tuple[str, ...]:
    """The names of a sentence, with those that it takes from what stands before it."""
    if not whose and _TWO.search(bare):
        return context.sides
    if not whose and leads and not goes_on:
        return context.nations
    if not whose:
        return context.entities if goes_on else ()
    pronoun = _PRONOUN.search(bare[:60])
    return whose if not pronoun or pronoun.start() > 24 else tuple(dict.fromkeys((*context.entities, *whose)))


def _measures(text: str) -> frozenset[str]:
    return frozenset(name for name in RULES.tables["measures"] if RULES.has("measures", name, text))


def _named(named: tuple[Mention, ...]) -> frozenset[str]:
    """Measures that names make plain: a board measures capability, a maker of chips means chips."""
    boards = any(one.sort == "place" and one.id != "openrouter" for one in named)
    makers = any(one.id in ("nvidia", "Huawei", "amd") or one.sort == "chip" for one in named)
    return frozenset(name for name, there in (("capability", boards), ("compute", makers)) if there)


def _unit_measure(one: Quantity) -> str:
    return str(RULES.tables["units"].get(one.unit, {}).get("measure", ""))


def _goes_on(text: str) -> bool:
    found = RULES.find("asserting", "goes_on", text)
    return found is not None and found.start() < 60


def _is_lead(counted: tuple[Quantity, ...], measures: frozenset[str], *, leads: bool) -> bool:
    if counted:
        return leads and any(one.unit in TIME for one in counted)
    return leads and measures <= {"lead", "capability"}


def _counts(one: Quantity, bare: str, measures: frozenset[str], *, leads: bool) -> bool:
    """Whether a number is a quantity of what the sentence is about."""
    if one.unit in TIME:
        return leads
    if one.unit == "rank":
        return RULES.has("kinds", "rank", bare)
    if one.unit:
        needs = RULES.tables["units"].get(one.unit, {}).get("needs")
        return not needs or bool(measures & set(needs))
    if "interval" in bare[max(0, one.start - 30) : one.start]:
        return True
    if one.vague:
        return False
    if "capability" in measures and one.core[:1].isdigit() and (one.low >= 10 or "." in one.core):
        return True
    if "policy" in measures and one.low >= 100 and re.search(r"\b(?:threshold|limit|ceiling|cap|performance)\b", bare):
        return True
    nothing = one.low == 0 and (leads or re.search(r"\b(?:to|at)\s$", bare[: one.start]))
    return one.low >= 1e6 or bool(nothing and measures)


def _missing(text: str, bare: str, counted: tuple[Quantity, ...], measures: frozenset[str]) -> str:
    """Which of the three questions is answered with no; empty where all are answered with yes."""
    if unsaid := _not_asserted(text, counted, measures):
        return unsaid
    if RULES.has("out_of_scope", "words", text):
        return "out of scope"
    if RULES.has("out_of_scope", "private", text):
        return "one person's affair"
    if not counted and not _compares(bare, measures):
        return "no quantity and no comparison"
    if not measures:
        return "no measure of ours"
    return ""


def _not_asserted(text: str, counted: tuple[Quantity, ...], measures: frozenset[str]) -> str:
    """Why a sentence asserts nothing; empty where it does."""
    if text.rstrip("\"'”’»)」』").endswith(("?", "？")):
        return "asks"
    reason = RULES.find("asserting", "because", text)
    if reason and (reason.start() < 3 or counted):
        return ""
    opening = RULES.find("asserting", "imperative", text)
    if opening and opening.start() <= 1 and not re.match(r"\W?(?:never\b.*\bhas|take[ns])", text, re.IGNORECASE):
        return "commands"
    for name, told in (("advice", "advises or wishes"), ("mention", "only mentions"), ("maybe", "says what could be")):
        found = RULES.find("asserting", name, text)
        if found and not _sets_a_rule(found, measures):
            return told
    return ""


def _sets_a_rule(found: re.Match[str], measures: frozenset[str]) -> bool:
    """Whether a word of advice is a duty that a rule sets, or begins a condition ("should the rule lapse")."""
    duty = "policy" in measures and RULES.pattern("asserting", "duties").fullmatch(found[0])
    return bool(duty) or (found.start() == 0 and found[0].casefold() == "should")


def _compares(bare: str, measures: frozenset[str]) -> bool:
    """Whether something measured is compared, ranked, said to move or to rest on another, without a number."""
    if not measures:
        return False
    said = Said(text=bare, quantities=(), measures=measures, own=False)
    if kinds.rank(said) or (
        kinds.direction(bare) and (said.has("comparison") or said.has("change") or said.has("forecast"))
    ):
        return True
    if kinds.comparator(said, "comparison") == "equal" or re.search(r"neck and neck", bare):
        return True
    return kinds.causal(said) or (
        "lead" in measures and bool(re.search(r"\b(?:catch(?:es)?|caught) up\b|overt[ao]ke?", bare))
    )
