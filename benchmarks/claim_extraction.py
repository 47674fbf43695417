"""How well sentences with something to check are found, on the labelled sentences of tests/data/claim_sentences.

Run it with `python -m benchmarks.claim_extraction` for the sentences that the rules were written with, and with `--all`
for those that were put by as well. The text is synthetic and had one labeller: the scores tell versions of the rules
from one another, and say little about real articles.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from benchmarks import report
from leadline.catalog import Catalog
from leadline.claims.claim import Claim
from leadline.claims.text.found import Found, found_in
from leadline.claims.text.match import matched
from leadline.claims.text.quantities import quantities
from tests.claims import made

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "claim_sentences"
FIELDS = ("type", "entities", "quantities", "comparator")
CLAIMS: Mapping[str, str] = {
    "oped-lead-12-24": "By 2028 the United States leads China by 12 to 24 months.",
    "oped-equal-footing": "By 2028 the United States and China stand on about equal footing.",
    "oped-anthropic-vs-openai": "Anthropic's models cost two to three times what OpenAI's do.",
    "oped-anthropic-vs-deepseek": "Anthropic's models cost dozens of times what DeepSeek's do.",
    "oped-most-expensive": "Anthropic is among the most expensive vendors.",
    "oped-chips": "Chinese progress rests on American chips.",
    "chinese-cheaper-5-40": "Chinese models are 5 to 40 times cheaper than American ones.",
    "lag-mean-7": "Chinese models have lagged the American ones by 7 months on average since 2023.",
    "us-china-compute-11x": "The United States has 11 times China's computing power.",
    "china-share-of-compute-5-percent": "China has 5 percent of the world's computing power.",
    "huawei-4-percent-of-nvidia": "Huawei's computing power is 4 percent of Nvidia's.",
    "ai2027-six-months-behind": "In AI 2027 China is six months behind the United States.",
    "openrouter-chinese-share": "Chinese models have a larger share of the tokens on OpenRouter than American ones.",
    "arena-top-chinese": "The best Chinese model has a place on the Arena board.",
    "lead-several-months": "The lead of the United States over China is several months.",
}
"""The claims of the guide to the labels, each as a sentence."""


@dataclass(kw_only=True)
class Count:
    """Of what should be found and what was."""

    hits: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, told: Counter[str], expected: Counter[str]) -> None:
        """Count two bags of names."""
        both = (told & expected).total()
        self.hits, self.missed, self.wrong = (
            self.hits + both,
            self.missed + expected.total() - both,
            self.wrong + told.total() - both,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was."""
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.hits / (2 * self.hits + self.missed + self.wrong) if self.hits else 0.0


@dataclass(kw_only=True)
class Scores:
    """Of one half of the set."""

    sentences: int = 0
    split: int = 0
    """Sentences that were parted from their neighbours as labelled."""
    checkable: Count = field(default_factory=Count)
    by_kind: dict[str, Count] = field(default_factory=dict)
    both: int = 0
    """Sentences that the labels and the rules both call checkable: of these the fields are compared."""
    fields: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    matches: Count = field(default_factory=Count)


def labelled(split: str) -> list[dict[str, str]]:
    """The rows of one half of the set."""
    with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["split"] == split]


def scores(split: str) -> Scores:
    """What the rules reach on one half of the set."""
    catalog, told = Catalog(), Scores()
    claims = [stand_in(name, text) for name, text in CLAIMS.items()]
    for article, rows in groupby(labelled(split), key=lambda row: row["article"]):
        text = (FOLDER / f"{article}.txt").read_text(encoding="utf-8").partition("\n")[2]
        found = found_in(text, catalog)
        match = {one.found.sentence.text: one.claim.id for one in matched(found, claims, catalog) if one.claim}
        _count(told, list(rows), found, match)
    return told


def _count(told: Scores, rows: Sequence[Mapping[str, str]], found: Sequence[Found], match: Mapping[str, str]) -> None:
    by_text = {one.sentence.text: one for one in found}
    kind = told.by_kind.setdefault(rows[0]["kind"], Count())
    for row in rows:
        one, expected = by_text.pop(row["text"], None), row["checkable"] == "yes"
        told.sentences += 1
        told.split += one is not None
        for count in (told.checkable, kind):
            count.add(_bag("x" if one and one.checkable else ""), _bag("x" if expected else ""))
        told.matches.add(_bag(match.get(row["text"], "")), _bag(row["matches"]))
        if one and one.checkable and expected:
            told.both += 1
            _compare(told, one, row)
    for one in by_text.values():  # sentences that no label has: wrongly parted
        for count in (told.checkable, kind):
            count.wrong += one.checkable
        told.matches.wrong += one.sentence.text in match


def _compare(told: Scores, one: Found, row: Mapping[str, str]) -> None:
    told.fields["type"].add(_bag(one.kind or ""), _bag(row["type"]))
    told.fields["comparator"].add(_bag(one.comparator or "none"), _bag(row["comparator"]))
    told.fields["entities"].add(_bag(*one.entities), _bag(*row["entities"].split("|")))
    ours = (q.core for q in one.quantities)
    told.fields["quantities"].add(_bag(*map(bare, ours)), _bag(*map(bare, row["quantities"].split("|"))))


def _bag(*names: str) -> Counter[str]:
    return Counter(name for name in names if name)


def bare(text: str) -> str:
    """A quantity as labelled without the words that soften it: its number and unit are what counts.

    >>> bare("More than 6 million"), bare("between two and three times")
    ('6 million', 'two and three times')
    """
    found = quantities(text)
    core = found[0].core if len(found) == 1 and found[0].end == len(text) else text
    return re.sub(r"\s+", " ", core).casefold()


def stand_in(name: str, sentence: str) -> Claim:
    """A claim of which only the sentence counts."""
    return replace(made.claim(name=name), restated=sentence)


def _row(name: str, count: Count) -> tuple[str, ...]:
    numbers = (count.precision, count.recall, count.f1)
    return (name, str(count.hits + count.missed), *(f"{number:.2f}" for number in numbers))


def page(half: str, told: Scores) -> str:
    """The scores of one half as tables."""
    head = ("", "labelled", "precision", "recall", "F1")
    kinds = [_row(kind, count) for kind, count in told.by_kind.items()]
    fields = [_row(name, count) for name, count in told.fields.items()]
    return f"""### {half}

{told.sentences} sentences, {told.split} parted from their neighbours as labelled. Sentences with something to check:

{report.table(head, [_row("all", told.checkable), *kinds])}

Of the {told.both} sentences that the labels and the rules both call checkable (quantities without the words that soften
them), and claims that sentences repeat, of the guide's {len(CLAIMS)}:

{report.table(head, [*fields, _row("matches", told.matches)])}
"""


def main(*, every: bool) -> None:
    """Write the tables."""
    halves = {"dev": "Sentences that the rules were written with"}
    halves |= {"test": "Sentences that the rules' author had not seen"} if every else {}
    body = "\n".join(page(title, scores(split)) for split, title in halves.items())
    if not every:
        sys.stdout.write(body)
        return
    report.write(
        "claim_extraction",
        "Sentences with something to check",
        f"""By rules alone, without a language model. **All of it is synthetic text with one labeller**, written for the
purpose in the manner of six kinds of text, about half of the sentences checkable: the scores compare versions of the
rules, and do not carry over to real articles.
The second half was run once the rules were finished, and no rule was changed for it.

{body}""",
    )


if __name__ == "__main__":
    main(every="--all" in sys.argv)
