"""Verdict cards: what was said, what a view says of it, what decides, and what it rests on.

A card is the same in every form: a sentence with its vague words marked, a verdict in a sentence, and parts of lines.
`claim_pages.py` writes it as text, Markdown and HTML. Long lists are cut to LINES, with what was left out counted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leadline.catalog import Catalog
from leadline.claims.claim import Claim, Parameter
from leadline.claims.verdict import Decider, Facet, Threshold, Verdict
from leadline.model import Arg, Figure
from leadline.render import claim_words as words
from leadline.render.attribution import sources_of
from leadline.render.text import Count, Day, Name, Quantity, Text, figures_of, joined, text

LINES = 8
"""Of one part."""
Piece = tuple[str, bool]
"""Some of a sentence, and whether it is marked as vague."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Lines under a heading."""

    heading: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Card:
    """A verdict for people."""

    verdict: Verdict
    earlier: tuple[Verdict, ...]
    """Those of earlier days, the first day first."""
    said: Text
    """Who, where and when."""
    interest: Text
    sentence: tuple[Piece, ...]
    outcome: Text
    parts: tuple[Part, ...]
    sources: Text

    @property
    def shares(self) -> bool:
        """Whether it shows a share of readings."""
        return self.verdict.strict is not None and words.judged(self.verdict)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What it shows, each once."""
        lines = [self.outcome, *(line for part in self.parts for line in part.lines)]
        return tuple({one.id: one for line in lines for one in figures_of(line)}.values())


def card(then: Verdict | None, now: Verdict, catalog: Catalog, before: Verdict | None = None) -> Card:
    """The card of a claim.

    Args:
        then: The verdict on the day of the sentence; None where there is none.
        now: The verdict of the view, with what has become of the sentence.
        catalog: For the names of the sources.
        before: The verdict on an earlier day that the reader asked for.
    """
    days = {one.as_of: one for one in (before, then) if one and one.as_of < now.as_of}
    return Card(
        verdict=now,
        earlier=tuple(days[day] for day in sorted(days)),
        said=_said(now.claim),
        interest=_interest(now.claim),
        sentence=pieces(now.claim.restated, now.claim.vague),
        outcome=words.outcome(now),
        parts=tuple(part for part in _parts(then, now, [days[day] for day in sorted(days)]) if part.lines),
        sources=_sources(now, catalog),
    )


def pieces(sentence: str, vague: Sequence[str]) -> tuple[Piece, ...]:
    """A sentence cut where its vague words begin and end.

    >>> pieces("It costs dozens of times more.", ["dozens of times"])
    (('It costs ', False), ('dozens of times', True), (' more.', False))
    """
    if not vague:
        return ((sentence, False),)
    longest_first = "|".join(re.escape(one) for one in sorted(vague, key=len, reverse=True))
    cut = re.split(rf"(?<!\w)({longest_first})(?!\w)", sentence)
    return tuple((piece, bool(place % 2)) for place, piece in enumerate(cut) if piece)


def _said(claim: Claim) -> Text:
    when = text(", on a day that is not known")
    if claim.said:
        day = Day(day=claim.said)
        exact = claim.day_known
        when = text(", said on {day}", day=day) if exact else text(", said in the month that ended on {day}", day=day)
    names = dict.fromkeys(name for name in (claim.work.author, claim.work.publisher) if name)
    told = joined([text("“{title}”", title=Name(name=claim.work.title)), Name(name=claim.place)])
    return text("{who}: {where}{when}.", who=joined([Name(name=name) for name in names]), where=told, when=when)


def _interest(claim: Claim) -> Text:
    """What who said it has to gain, how much of the work was read for the claim, and whose claim it is."""
    told = [text("Interest: {interest}.", interest=Name(name=claim.work.interest.rstrip(".")))]
    if claim.work.read:
        told.append(text("Read of the work: {read}.", read=Name(name=claim.work.read.rstrip("."))))
    if not claim.bundled:
        told.append(text("The claim stands in the reader's own file {file}.", file=Name(name=claim.file)))
    return joined(told, " ")


def _parts(then: Verdict | None, now: Verdict, earlier: Sequence[Verdict]) -> Iterator[Part]:
    yield Part(heading=text("To be read with it"), lines=(*words.beside(now), *words.reason(now)))
    if now.claim.query is None:
        return
    yield Part(heading=text("Then and now"), lines=tuple(_over_time(then, now, earlier)))
    yield Part(heading=text("The plain reading"), lines=tuple(_plain(now)))
    yield Part(heading=text("Questions that are not averaged"), lines=tuple(_facets(now)))
    if words.judged(now):
        yield Part(heading=text("What decides"), lines=tuple(_deciders(now)))
        yield Part(heading=text("Fewest changes that flip the plain reading"), lines=tuple(_flips(now)))
        told = tuple(_threshold(one) for one in now.thresholds if one.points)
        yield Part(heading=text("The share by the bound of a vague word"), lines=told)
    yield Part(heading=text("Readings without a value"), lines=tuple(_dropped(now)))
    yield Part(heading=text("What the words leave open"), lines=tuple(map(_open, now.claim.parameters)))


def _over_time(then: Verdict | None, now: Verdict, earlier: Sequence[Verdict]) -> Iterator[Text]:
    if not words.judged(now):
        return
    if then is None:
        yield text("There is no verdict of the day of the sentence.")
    for one in (*earlier, now):
        yield text("As known on {day}: {outcome}", day=Day(day=one.as_of), outcome=words.outcome(one))


def _plain(now: Verdict) -> Iterator[Text]:
    plain = now.default
    if plain is None:
        return
    value: Text = text(": {value}", value=Quantity(figure=plain.figure)) if plain.figure else ()
    yield text(
        "{setting}{value}{held}",
        setting=words.setting(plain.setting) if plain.setting else text("The sentence leaves nothing open"),
        value=value,
        held=text("; it {held}.", held=words.held(plain)) if words.judged(now) or plain.missing else text("."),
    )


def _facets(now: Verdict) -> Iterator[Text]:
    if len(now.facets) < 2:
        return
    if words.judged(now) and now.strict and now.strict.low is not None:
        yield text("Shares of {ends} %, each question counting once.", ends=Quantity(figure=now.strict, part="ends"))
    ranked = sorted(now.facets, key=lambda one: -one.strict.value if one.strict else 1)
    yield from _cut([_facet(one, shared=words.judged(now)) for one in ranked])


def _facet(facet: Facet, *, shared: bool) -> Text:
    told = [text("holds in {share}", share=Quantity(figure=facet.strict))] if facet.strict and shared else []
    if (middle := facet.value) is not None:
        ends = text(" ({ends})", ends=Quantity(figure=middle, part="ends")) if middle.low != middle.high else ()
        told.append(text("middle value {value}{ends}", value=Quantity(figure=middle), ends=ends))
    found = joined(told, "; ") if told else text("no reading has a value")
    return text("{setting}: {found}.", setting=words.setting(facet.setting), found=found)


def _deciders(now: Verdict) -> Iterator[Text]:
    told = [one for one in now.deciders if one.spread.value >= 1]
    yield from _cut([_decider(one, now.claim) for one in told])


def _decider(decider: Decider, claim: Claim) -> Text:
    shares = [
        text("{choice}: {share}", choice=Name(name=choice), share=Quantity(figure=one))
        for choice, one in decider.shares.items()
    ]
    return text(
        "{parameter} moves the share by {spread}: {shares}{more}.",
        parameter=_parameter(decider.parameter, claim),
        spread=Quantity(figure=decider.spread),
        shares=joined(shares[:LINES], "; "),
        more=_and_more(len(shares), claim.id),
    )


def _parameter(name: str, claim: Claim) -> Text:
    """A parameter by name, with the words that leave it open."""
    told = next((one.words for one in claim.parameters if one.name == name), "")
    return text("{name} (“{words}”)", name=Name(name=name), words=Name(name=told)) if told else (Name(name=name),)


def _flips(now: Verdict) -> Iterator[Text]:
    if now.default is None or not now.default.figure:
        return
    if not now.flips:
        yield text("No other choice gives the other outcome.")
        return
    plain = now.default.setting
    changed = [{name: value for name, value in flip.items() if plain[name] != value} for flip in now.flips]
    yield text(
        "{count}: {settings}{more}.",
        count=Count(number=len(changed[0]), evidence=now.claim.file),
        settings=joined([words.setting(one) for one in changed[:LINES]], "; or "),
        more=_and_more(len(changed), now.claim.id),
    )


def _threshold(threshold: Threshold) -> Text:
    points = [
        text("{bound}: {share}", bound=_bound(bound), share=Quantity(figure=one)) for bound, one in threshold.points
    ]
    name = threshold.words or threshold.parameter
    return text("“{name}” as {points}.", name=Name(name=name), points=joined(points[: 2 * LINES]))


def _bound(bound: Arg) -> Name:
    return Name(name=f"{bound:g}")


def _dropped(now: Verdict) -> Iterator[Text]:
    evidence = now.claim.file
    for why, many in list(now.missing.items())[:LINES]:
        yield text(
            "{many} of {readings}: {why}",
            many=Count(number=many, evidence=evidence),
            readings=Count(number=now.run, evidence=evidence),
            why=Name(name=why),
        )
    if now.sampled > now.run:
        yield text(
            "A sample was run: {run} of {all} readings.",
            run=Count(number=now.run, evidence=evidence),
            all=Count(number=now.sampled, evidence=evidence),
        )


def _open(parameter: Parameter) -> Text:
    values = [str(one.value) for one in parameter.choices]
    shown = values if len(values) <= LINES else [*values[: LINES - 1], "…", values[-1]]
    return text(
        "{words}: {values}; the plain reading takes {default}{averaged}.",
        words=text("“{words}” ({name})", words=Name(name=parameter.words), name=Name(name=parameter.name))
        if parameter.words
        else text("{name}, of which the sentence is silent", name=Name(name=parameter.name)),
        values=Name(name=", ".join(shown)),
        default=Name(name=str(parameter.default)),
        averaged=text("; not averaged") if parameter.decision == "non-equivalent" else (),
    )


def _cut(lines: Sequence[Text]) -> Iterable[Text]:
    left = len(lines) - LINES
    return (
        (*lines[:LINES], text("And {left} more.", left=Count(number=left, evidence="readings"))) if left > 0 else lines
    )


def _and_more(many: int, evidence: str) -> Text:
    left = many - LINES
    return text(", and {left} more", left=Count(number=left, evidence=evidence)) if left > 0 else ()


def _sources(now: Verdict, catalog: Catalog) -> Text:
    figures = now.figures
    if not figures:
        return ()
    return text(
        "Sources: {names}. Evidence: {keys}.",
        names=Name(name="; ".join(source.citation for source in sources_of(catalog, figures))),
        keys=Name(name=", ".join(dict.fromkeys(key for figure in figures for key in figure.evidence))),
    )
