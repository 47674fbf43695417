"""Claims by their names, for programs: those of the package, and the verdict on one of them."""

from leadline.claims import read
from leadline.claims.check import SEED, check
from leadline.claims.claim import Claim
from leadline.claims.metrics import METRICS
from leadline.claims.verdict import Verdict
from leadline.errors import UserError
from leadline.store.view import View


def bundled_claims() -> tuple[Claim, ...]:
    """The claims that come with the package, by id."""
    return read.read_all(read.BUNDLED, METRICS)


def check_claim(view: View, asked: str | Claim, *, seed: int = SEED) -> Verdict:
    """What a view says of a claim: in what share of reasonable readings it holds, and what decides.

    Args:
        view: What was known.
        asked: The id of a claim of the package, a file of yours, or a claim.
        seed: Of the sample, where there are too many readings to run all.
    """
    return check(_claim(asked) if isinstance(asked, str) else asked, view, METRICS, seed=seed)


def _claim(asked: str) -> Claim:
    files = read.named(asked)
    if len(files) != 1:
        raise UserError(f"{asked}: expected one claim, found a folder of {len(files)}. Name one of its files.")
    return read.read(files[0][0], METRICS, files[0][1])
