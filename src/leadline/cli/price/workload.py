"""The workload that options of commands name: a number of tokens in a mix, or tokens by meter."""

from leadline import units
from leadline.errors import UserError
from leadline.model import Workload
from leadline.prices.workload import by_meter, mixed

TOKENS = "50M"


def workload_of(
    tokens: str | None, mix: str | None, workload: str | None, requests: str | None, *, usual: str
) -> Workload:
    """The workload of `--workload`, else of `--tokens` and `--mix`, fifty million of the usual mix by default."""
    times = units.count(requests) if requests else None
    if workload is None:
        return mixed(units.count(tokens or TOKENS), mix or usual, times)
    if given := " and ".join(name for name, value in (("--tokens", tokens), ("--mix", mix)) if value is not None):
        raise UserError(f"--workload says how many of what: expected it alone, found {given} too. Leave one out.")
    return by_meter(workload, times)
