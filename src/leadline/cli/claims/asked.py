"""Which claims a command is asked for: those of the package, files and folders, and a folder of the user's own."""

from collections.abc import Sequence
from pathlib import Path

from leadline.claims import read
from leadline.claims.by_name import bundled_claims
from leadline.claims.claim import Claim
from leadline.claims.metrics import METRICS
from leadline.errors import UnknownName


def claims(asked: Sequence[str], own: Path | None = None) -> tuple[Claim, ...]:
    """The claims of some words, by id: of a user's folder, then of the package; without a word all of both.

    A claim of the user's folder stands before one of the package with its id.
    """
    beside = {claim.id: claim for claim in read.read_all(own, METRICS)} if own else {}
    if not asked:
        return read.by_id([*beside.values(), *(claim for claim in bundled_claims() if claim.id not in beside)])
    return read.by_id(claim for word in dict.fromkeys(asked) for claim in _named(word, beside))


def _named(word: str, beside: dict[str, Claim]) -> Sequence[Claim]:
    if word in beside:
        return [beside[word]]
    try:
        return [read.read(path, METRICS, name) for path, name in read.named(word)]
    except UnknownName as error:
        known = {*beside, *(path.stem for path, _ in read.bundled())}
        hint = "Name a claim of the package or of --claims, or a file or a folder that there is."
        raise (UnknownName("claim", word, known, hint) if beside else error) from None
