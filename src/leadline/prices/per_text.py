"""Tokens per text: what the same text comes to on offers whose vendors cut it differently.

    tokens = characters x tokens per 1000 characters / 1000
    factor = tokens by one tokenizer / tokens by the other, over the same text

with the ratios that were measured over a corpus of each kind of text (`docs/methods/per_text.md`). Decisions:

- Low and high are those of the middle 90 % of pieces of 10,000 characters. A text is taken to be like one of them: the
  interval says how much texts of a kind differ, and does not narrow for a longer one.
- The range of a factor is that of the two tokenizers on the *same* pieces. It is much narrower than the two ranges
  divided by each other, since a text that is hard for one is hard for the other.
- Every such number is an estimate, since the reader's text is not the corpus; it is an assumption where the
  vocabulary of a sibling stands in for the model's own.
- An offer whose tokenizer is not known has no tokens per text: unknown is not average.
"""

from functools import lru_cache
from typing import Literal, get_args

from leadline.catalog.tokenizers import Tokenizer, tokenizer
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Figure, Grade, Observation, weakest
from leadline.prices.offer import Offer
from leadline.store.view import View

METHOD = "text_tokens/1"
FACTOR_METHOD = "token_factor/1"
SOURCE = "leadline_token_ratios"
Kind = Literal["english", "chinese", "code", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def tokens(view: View, offer: Offer, characters: int, kind: str) -> Figure:
    """How many tokens an offer makes of a text of so many characters of a kind.

    With 300 tokens per 1000 characters, 280 to 340 over the pieces, a text of 5,000 characters comes to 1,500 tokens,
    1,400 to 1,700. Characters are those of Unicode, as `len` counts them.

    Raises NotEnoughData where the offer's tokenizer is not known, or nothing was measured by the day.
    """
    if characters < 0:
        raise UserError(f"A text cannot have {characters} characters.")
    counted = tokenizer_of(view, offer)
    ratio = _observation(view, f"tokens_per_1000_chars_{_kind(kind)}", counted.name)
    thousands = characters / 1000
    return Figure(
        metric="text_tokens",
        args={"offer": offer.id, "characters": characters, "text": kind, "tokenizer": counted.name},
        value=ratio.value * thousands,
        low=None if ratio.low is None else ratio.low * thousands,
        high=None if ratio.high is None else ratio.high * thousands,
        interval="none" if ratio.low is None else "90%",
        unit="tokens",
        as_of=view.as_of,
        on=view.as_of,
        method=METHOD,
        grade=weakest(ratio.status, _grade(counted)),
        evidence=view.evidence(ratio.source),
        note=note_of(counted),
    )


def factor(view: View, offer: Offer, base: Offer, kind: str) -> Figure:
    """How many times as many tokens an offer makes of a text of a kind as the base does of the same text.

    Exactly 1, without a range, where both have one tokenizer. A pair was measured in one direction only: where the
    pieces give 1.25 to 1.6 with a whole of 1.45 for the base over the offer, the answer is 1/1.45, 1/1.6 to 1/1.25.

    Raises NotEnoughData where either tokenizer is not known, or nothing was measured by the day.
    """
    one, other = tokenizer_of(view, offer), tokenizer_of(view, base)
    name = f"token_factor_{_kind(kind)}"
    ratio = None if one.name == other.name else _observation(view, name, "/".join(sorted({one.name, other.name})[::-1]))
    value, low, high = _directed(ratio, upright=one.name > other.name)
    return Figure(
        metric="token_factor",
        args={"offer": offer.id, "base": base.id, "text": kind, "tokenizers": f"{one.name}/{other.name}"},
        value=value,
        low=low,
        high=high,
        interval="none" if low is None else "90%",
        unit="times",
        as_of=view.as_of,
        on=view.as_of,
        method=FACTOR_METHOD,
        grade=weakest(_grade(one), _grade(other), *([ratio.status] if ratio else [])),
        evidence=view.evidence(*([ratio.source] if ratio else [])),
        note="; ".join(dict.fromkeys(note for note in (note_of(one), note_of(other)) if note)),
    )


def _directed(ratio: Observation | None, *, upright: bool) -> tuple[float, float | None, float | None]:
    """Value, low and high of a pair in the direction that is asked for."""
    if ratio is None:
        return 1.0, None, None
    if upright or ratio.low is None or ratio.high is None:
        return (ratio.value if upright else 1 / ratio.value), ratio.low, ratio.high
    return 1 / ratio.value, 1 / ratio.high, 1 / ratio.low


def tokenizer_of(view: View, offer: Offer) -> Tokenizer:
    """The tokenizer of an offer; NotEnoughData where it is not known."""
    if found := tokenizer(view.catalog, offer.model):
        return found
    raise NotEnoughData(
        f"No tokenizer is known for {offer.id}: how many tokens it makes of a text is unknown, not average. Compare it "
        "per token, or leave it out."
    )


def _observation(view: View, indicator: str, entity: str) -> Observation:
    """The measurement of one tokenizer, or of a pair."""
    found = _told(view, indicator).get(entity)
    if found is None:
        raise NotEnoughData(
            f"{SOURCE} did not measure {indicator} of {entity} by {view.as_of}. Ask for a later --as-of; with --on "
            f"{view.as_of} beside it the prices are still those of that day."
        )
    return found


@lru_cache(maxsize=64)
def _told(view: View, indicator: str) -> dict[str, Observation]:
    """The measurements of an indicator by entity, asked once: of many texts each needs one."""
    rows = view.rows(Observation, "source = $source AND indicator = $name", source=SOURCE, name=indicator)
    return {row.entity: row for row in reversed(rows)}


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise UnknownName("kind of text", kind, KINDS, f"There are {', '.join(KINDS)}.")
    return kind


def _grade(counted: Tokenizer) -> Grade:
    return "assumption" if counted.trust == "proxy" else "estimate"


def note_of(counted: Tokenizer) -> str:
    """What a reader must know about a tokenizer beyond its name."""
    said = {"reconstruction": "a reconstruction by a third party", "proxy": "standing in for the model's own"}
    return f"{counted.name} is {said[counted.trust]}" if counted.trust in said else ""
