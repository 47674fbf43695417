"""The section on claims: sentences that somebody said, on their day and today, and what the answer hangs on.

All claims of the package are told of whatever they come to, whoever said them. A share is that of the readings in which
the sentence holds, taken at its word; it is no probability.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from leadline.briefing.document import Block, Paragraph, Section
from leadline.claims.by_name import bundled_claims
from leadline.claims.claim import Claim
from leadline.claims.over_time import then_and_now_all
from leadline.claims.verdict import Outcome, Verdict
from leadline.errors import NotEnoughData
from leadline.render.table import Table, columns
from leadline.render.text import Count, Given, Name, Quantity, Text, text
from leadline.store.view import View

Pair = tuple[Verdict | None, Verdict]
_UNCHECKED = ("not_checkable", "scenario")
EVIDENCE = "claims of the package"
SHOWN = 2
"""Of each side, in the body; all stand in the annex."""


@lru_cache(maxsize=1)
def claims() -> tuple[Claim, ...]:
    """The claims of the package, by id."""
    return bundled_claims()


def checkable() -> list[Claim]:
    """Those that are, wholly or in part, in the order of the sides that say them."""
    asked = [claim for claim in claims() if claim.status not in _UNCHECKED]
    return sorted(asked, key=lambda claim: (claim.work.side, claim.id))


@lru_cache(maxsize=2)
def checked(view: View) -> tuple[Pair, ...]:
    """Each on the day of its sentence, where that is known, and on the view; made once and kept."""
    found = tuple(then_and_now_all(checkable(), view))
    if all(now.strict is None for _, now in found):
        raise NotEnoughData("Of no claim was anything known by this day. Ask for a later one.")
    return found


def claims_section(view: View) -> list[Block]:
    """How many hold and what a share is, and a table of some of every side."""
    found = checked(view)
    return [Paragraph(text=_summary(found)), _table(text("Claims checked: on their day, and now"), chosen(found))]


def all_claims(view: View) -> Section:
    """The table of all, for the annex."""
    title = text("On their day, and now")
    return Section(id="every-claim", heading=text("Every claim"), blocks=(_table(title, checked(view)),), annex=True)


def chosen(found: Sequence[Pair]) -> list[Pair]:
    """Of each side the same number: first those with another answer than on their day, then by how much hangs."""
    sides = groupby(found, key=lambda pair: pair[1].claim.work.side)
    return [pair for _, own in sides for pair in sorted(own, key=_calm)[:SHOWN]]


def _calm(pair: Pair) -> tuple[bool, float]:
    then, now = pair
    moved = then is not None and then.outcome != now.outcome and _judged(then) and _judged(now)
    return not moved, -now.deciders[0].spread.value if now.deciders else 0.0


def headline(view: View) -> Text:
    """How many sentences hold, depend on what is meant, and fail."""
    count = Counter(now.outcome for _, now in checked(view))
    return text(
        "Of {all} sentences of all sides that data can check, {hold} hold or mostly hold in the readings that they "
        "leave open, {depend} depend on what is meant, {fail} fail or mostly fail; for {rest} too little is known.",
        all=_count(len(checked(view))),
        hold=_count(count["holds"] + count["mostly_holds"]),
        depend=_count(count["depends"]),
        fail=_count(count["fails"] + count["mostly_fails"]),
        rest=_count(count["insufficient_data"] + count["stale"]),
    )


def _summary(found: tuple[Pair, ...]) -> Text:
    return text(
        "{all} sentences of articles, papers and posts, written as queries before any was run; {unchecked} more are "
        "about the future, or about what no data can check. A share is that of the reasonable readings in which a "
        "sentence holds, taken at its word: it is no probability of being right. The table is chosen by a rule: of "
        "each side {shown} sentences, first those with another answer now than on their day, then those of which most "
        "hangs on one choice. All of them stand in the annex.",
        all=_count(len(found)),
        unchecked=_count(len(claims()) - len(found)),
        shown=Given(number=SHOWN),
    )


def _count(number: int) -> Count:
    return Count(number=number, evidence=EVIDENCE)


def _table(title: Text, found: Sequence[Pair]) -> Table:
    return Table(
        title=title,
        columns=columns("Claim", "Side", "Then", "Now", "Most hangs on"),
        rows=tuple(_row(*pair) for pair in found),
        notes=(
            text(
                "Then is the day of the sentence, by what was known on it; empty where the sentence bears no day, or a "
                "later one. The last column names the choice on which most hangs, and by how many points the share "
                "differs with it."
            ),
        ),
    )


def _row(then: Verdict | None, now: Verdict) -> tuple[Text, ...]:
    return (
        (Name(name=now.claim.restated, foreign=True),),
        (Name(name=now.claim.work.side, foreign=True),),
        _answer(then) if then else (),
        _answer(now),
        _decider(now),
    )


def outcome(found: Outcome) -> Text:
    """An outcome in words."""
    return (Name(name=found.replace("_", " "), of="term"),)


def _answer(verdict: Verdict) -> Text:
    """The outcome with its strict share, where there is enough for it to say something."""
    if verdict.strict is None or not _judged(verdict):
        return outcome(verdict.outcome)
    return text("{outcome}, {share}", outcome=outcome(verdict.outcome), share=Quantity(figure=verdict.strict))


def _judged(verdict: Verdict) -> bool:
    return verdict.outcome not in ("insufficient_data", "stale")


def _decider(verdict: Verdict) -> Text:
    if not verdict.deciders or not verdict.deciders[0].spread.value:
        return ()
    first = verdict.deciders[0]
    return text(
        "{parameter} ({points})",
        parameter=Name(name=first.parameter.replace("_", " "), foreign=True),
        points=Quantity(figure=first.spread),
    )
