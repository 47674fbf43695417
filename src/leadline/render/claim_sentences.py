"""What was found in a text: its sentences with something to check, what that is, and the claims that they repeat.

Decisions:

- People see the sentences with something to check; programs get all, each of the others with the reason why it has
  nothing.
- A repeated claim has its verdict in one sentence here; its card is had by its name.
- The words of a text are shown as names: no number of theirs is one of ours.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from leadline.claims.text.found import Found
from leadline.claims.verdict import Verdict
from leadline.model import Figure
from leadline.render import claim_words as words
from leadline.render.claim_pages import Line
from leadline.render.markdown import Footnotes, escape, markdown
from leadline.render.record import Record
from leadline.render.text import Count, Day, Name, Text, figures_of, joined, plain, text


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was made of a text."""

    name: str
    """Of the file or the page."""
    found: tuple[Found, ...]
    """All sentences, in order."""
    verdicts: Mapping[int, Verdict]
    """Of the claim that a sentence repeats, by the number of the sentence."""
    as_of: date

    @property
    def checkable(self) -> list[Found]:
        """The sentences with something to check."""
        return [one for one in self.found if one.checkable]

    @property
    def claims(self) -> list[str]:
        """The ids of the claims that are repeated, each once."""
        return list(dict.fromkeys(one.claim.id for one in self.verdicts.values()))

    @property
    def figures(self) -> list[Figure]:
        """What the verdicts rest on, each once."""
        shown = (figure for one in self.verdicts.values() for figure in figures_of(words.outcome(one)))
        return list({one.id: one for one in shown}.values())


def lines(checked: Checked, sources: Text) -> Iterator[Line]:
    """The sentences for a terminal."""
    yield Line(words=plain(_title(checked)), style="bold")
    yield Line(words="")
    for one in checked.checkable:
        yield Line(words=f"{one.sentence.number}. {one.sentence.text}")
        yield Line(words=plain(_about(one)), indent=4, style="dim")
        yield Line(words=plain(_repeats(checked, one)), indent=4, style="bold" if _verdict(checked, one) else "dim")
        yield Line(words="")
    yield from (Line(words=plain(note), style="dim") for note in _notes(checked, sources))


def markdown_of(checked: Checked, sources: Text) -> str:
    """The sentences as Markdown, with a footnote for every figure."""
    notes = Footnotes()
    blocks = [f"# {escape(checked.name)}", markdown(_title(checked), notes)]
    for one in checked.checkable:
        told = (_about(one), _repeats(checked, one))
        blocks += [
            f"> {one.sentence.number}\\. {escape(one.sentence.text)}",
            "\n".join(f"- {markdown(line, notes)}" for line in told),
        ]
    blocks += [markdown(note, notes) for note in _notes(checked, sources)]
    return "\n\n".join([*blocks, "\n".join(notes.lines())]).rstrip() + "\n"


def _title(checked: Checked) -> Text:
    return text(
        "{name}, as known on {day}: {looked} sentences were looked at, {checkable} have something to check, "
        "{repeating} of these repeat a claim.",
        name=Name(name=checked.name),
        day=Day(day=checked.as_of),
        looked=Count(number=len(checked.found), evidence=checked.name),
        checkable=Count(number=len(checked.checkable), evidence=checked.name),
        repeating=Count(number=len(checked.verdicts), evidence=checked.name),
    )


def _about(found: Found) -> Text:
    """What there is to check; a sentence about what stands before it may name nobody."""
    told = [text("Type: {kind}", kind=Name(name=(found.kind or "").replace("_", " ")))]
    if found.measures:
        told.append(text("measure: {names}", names=_names(sorted(found.measures))))
    if found.entities:
        told.append(text("of: {names}", names=_names(found.entities)))
    if found.quantities:
        told.append(text("numbers: {names}", names=_names([one.text for one in found.quantities])))
    return joined(told, "; ")


def _names(names: Sequence[str]) -> Text:
    return joined([Name(name=name) for name in names])


def _verdict(checked: Checked, found: Found) -> Verdict | None:
    return checked.verdicts.get(found.sentence.number)


def _repeats(checked: Checked, found: Found) -> Text:
    if (verdict := _verdict(checked, found)) is None:
        return text("Repeats no claim that is known.")
    return text("Repeats {claim}. {outcome}", claim=Name(name=verdict.claim.id), outcome=words.outcome(verdict))


def _notes(checked: Checked, sources: Text) -> Iterator[Text]:
    yield text("Found and matched by rules over words: each line is a guess that a person confirms.")
    if not checked.verdicts:
        return
    if checked.figures:
        yield words.NO_PROBABILITY
    yield text("Their cards: leadline check {claims}", claims=Name(name=" ".join(checked.claims)))
    yield sources


def record(checked: Checked, found: Found) -> Record:
    """A sentence for programs; places are counted in letters of the sentence, from nothing."""
    verdict = _verdict(checked, found)
    return {
        "sentence": found.sentence.number,
        "line": found.sentence.line,
        "text": found.sentence.text,
        "checkable": found.checkable,
        "reason": found.reason or None,
        "type": found.kind,
        "measures": sorted(found.measures),
        "entities": list(found.entities),
        "names": list(map(asdict, found.names)),
        "quantities": list(map(asdict, found.quantities)),
        "comparator": found.comparator,
        "claim": verdict and verdict.claim.id,
        "outcome": verdict and verdict.outcome,
        "share": verdict.strict.value if verdict and verdict.strict else None,
        "share_figure": verdict.strict.id if verdict and verdict.strict else None,
    }


def flat(checked: Checked, found: Found) -> Record:
    """The same as one row of CSV: lists in one column each, numbers as they are written."""
    fields = record(checked, found)
    fields.pop("names")
    return fields | {
        "measures": "; ".join(sorted(found.measures)),
        "entities": "; ".join(found.entities),
        "quantities": "; ".join(one.text for one in found.quantities),
    }
