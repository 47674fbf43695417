"""What a claim is: a sentence, the query that tests it, and the choices that its words leave open.

A *reading* is one choice for each parameter. Choices are of three kinds, and only two may be averaged over:

- `equivalent`: either would do, nobody would object (a cache share of 50 % or 60 %);
- `uncertain`: one of them is right, and it is not known which (what a sentence meant by "DeepSeek's price");
- `non-equivalent`: they ask different questions (the flagships, or the small models), so each has an answer of its own.

Statuses say how far data can go. A `scenario` is a premise about the future and has no verdict, only what the data say
today beside it; `partly_checkable` means that a proxy stands in for what was said, which the reason names.
The vocabulary of a file is that of `leadline.claim/1`, see docs/claims.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from leadline.claims.expression import Expression
from leadline.model import Arg

Decision = Literal["equivalent", "non-equivalent", "uncertain"]
Kind = Literal[
    "ratio", "rank", "level", "share", "change", "lead_time", "comparison", "forecast", "causal", "attribution"
]
Status = Literal["checkable", "partly_checkable", "scenario", "not_checkable"]
Rule = Literal[
    "no reason",
    "default",
    "one value",
    "few readings",
    "idle parameter",
    "assertions",
    "one-sided",
    "link",
    "scenario",
    "verdicts",
]
"""What lint looks at, see `lint.py`."""
Reason = Literal[
    "no_data",
    "out_of_scope_data",
    "private_behaviour",
    "normative",
    "undefined_terms",
    "causal",
    "future",
    "opinion",
]


@dataclass(frozen=True, kw_only=True)
class Work:
    """An article, a paper, a post: who says it, and what they have to gain."""

    id: str
    kind: str
    title: str
    author: str
    publisher: str
    published: date | None
    """None where it bears no day."""
    url: str
    interest: str
    """What the author or publisher has to gain or lose in the matter."""
    side: str
    """Whose case the work argues: `US policy`, `CN policy`, `chip industry`, `open source`, `research`, ..."""
    read: str
    """What of it the claim's author has seen: whole, in part, second-hand."""
    language: str = "en"
    """ISO code of the language it is written in."""
    day_known: bool = True
    """Whether `published` is its day; else only the month is known, and `published` is the month's last day."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value that a parameter may have, and why it is a reasonable one."""

    value: Arg
    why: str
    weight: float = 1.0
    """Among the values of the parameter; 1 unless the file weighs them."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """Something that the sentence leaves open; it feeds the query's argument of its name, or an expression."""

    name: str
    words: str
    """The words that leave it open, as they stand in `restated`; empty where the sentence is silent."""
    decision: Decision
    choices: tuple[Choice, ...]
    default: Arg
    """The plain reading: what a well-meaning reader takes the words to mean."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A metric of the list, and the arguments that the sentence fixes."""

    metric: str
    args: Mapping[str, Arg]


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What the sentence says of the value `v`, more and less strictly."""

    strict: Expression
    """The words taken at their word."""
    lenient: Expression
    """With the latitude that a friend of the author would allow."""
    direction: Expression
    """Only which way it points."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence of a work as a query."""

    id: str
    work: Work
    place: str
    """Where in the work: `paragraph 11`."""
    said: date | None
    """The day of the sentence: that of the work, unless the file says otherwise."""
    language: str
    restated: str
    """The sentence in our own words."""
    vague: tuple[str, ...]
    """The words of `restated` that leave something open, in order; the file marks them with brackets."""
    quote: str
    """Word for word, in users' own files alone; empty in those of the package."""
    kind: Kind
    status: Status
    reason: Reason | None
    """Why it cannot be checked, or not wholly; None where it can."""
    note: str
    """What a proxy stands for, or what would be needed; empty where there is nothing to say."""
    query: Query | None
    """None where nothing can be asked."""
    parameters: tuple[Parameter, ...]
    constraints: tuple[Expression, ...]
    """Readings in which one of them does not hold are no readings."""
    asserts: Assertion | None
    counterclaims: tuple[str, ...]
    """Claims that say the opposite, by id."""
    same_as: tuple[str, ...]
    history: tuple[tuple[date, str], ...]
    """What was changed in the file, and when."""
    file: str
    """Where it was read from, for messages."""
    accepted: Mapping[str, str] = field(default_factory=dict)
    """Rules of lint that it breaks on purpose, and why."""
    bundled: bool = False
    """Whether it is one of the package: a file of a user's own may have the same id."""

    @property
    def day_known(self) -> bool:
        """Whether `said` is a day; else it is the last one of a month of which no more is known."""
        return self.work.day_known or self.said != self.work.published

    @property
    def stated(self) -> Mapping[str, Expression]:
        """What it asserts, by strength; empty where it asserts nothing."""
        said = self.asserts
        return {"strict": said.strict, "lenient": said.lenient, "direction": said.direction} if said else {}
