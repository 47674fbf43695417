"""Workloads from a number of tokens and a mix: how many of them go in, come out, or pass through a cache.

What is not counted in tokens stands under its meter (`search=1000`), or under meter and unit where a meter is sold by
several (`input_audio:second=3600`, `output_image:image=10`, `ocr:page=200`).

Mixes: `output` (all output), `A:B` (input to output, such as `3:1`), `A/B` (per cent, such as `50/50`), and `agent`
(95 % input, of which 80 % are cache reads and 10 % cache writes of five minutes; 5 % output).
"""

import re
from fractions import Fraction

from leadline import units
from leadline.errors import UserError
from leadline.model import Workload

AGENT = {
    "input": Fraction(95, 100) * Fraction(10, 100),
    "cache_read": Fraction(95, 100) * Fraction(80, 100),
    "cache_write_5m": Fraction(95, 100) * Fraction(10, 100),
    "output": Fraction(5, 100),
}
_RATIO = re.compile(r"(\d+)([:/])(\d+)")


def mixed(tokens: int, mix: str, requests: int | None = None) -> Workload:
    """A workload of so many tokens in this mix.

    >>> dict(mixed(50_000_000, "3:1").tokens)
    {'input': 37500000, 'output': 12500000}
    >>> dict(mixed(1000, "agent").tokens)
    {'input': 95, 'cache_read': 760, 'cache_write_5m': 95, 'output': 50}
    """
    if tokens <= 0:
        raise UserError(f"A workload needs tokens; {tokens} were asked for.")
    return Workload(tokens=_split(tokens, shares(mix)), requests=requests)


def by_meter(text: str, requests: int | None = None) -> Workload:
    """A workload from tokens by meter.

    >>> dict(by_meter("input=2M,cache_read=30M,output=1M").tokens)
    {'input': 2000000, 'cache_read': 30000000, 'output': 1000000}
    """
    tokens: dict[str, int] = {}
    for part in text.split(","):
        meter, equals, number = part.strip().partition("=")
        if not equals or meter in tokens:
            raise UserError(
                f"{part!r} is no meter with its tokens. Expected meter=count, each once, such as output=1M."
            )
        tokens[meter] = units.count(number)
    return Workload(tokens=tokens, requests=requests)


def shares(mix: str) -> dict[str, Fraction]:
    """The share of each meter in a mix."""
    if mix == "output":
        return {"output": Fraction(1)}
    if mix == "agent":
        return AGENT
    match = _RATIO.fullmatch(mix)
    inward, outward = (int(match[1]), int(match[3])) if match else (0, 0)
    if not match or inward + outward == 0 or (match[2] == "/" and inward + outward != 100):
        raise UserError(
            f"Unknown mix {mix!r}. Expected 'output', 'agent', input to output such as '3:1', or per cent such as "
            "'50/50' that add up to 100."
        )
    total = inward + outward
    found = {"input": Fraction(inward, total), "output": Fraction(outward, total)}
    return {meter: share for meter, share in found.items() if share}


OF_TEXT = frozenset(("input", "output", "cache_read", "cache_write_5m", "cache_write_1h"))
"""The meters that count tokens of text."""


def describe(workload: Workload) -> str:
    """A workload in one line, the same line for the same workload.

    >>> describe(mixed(50_000_000, "output", requests=1000))
    'output=50000000 requests=1000'
    """
    parts = [f"{meter}={tokens}" for meter, tokens in sorted(workload.tokens.items())]
    parts += [f"requests={workload.requests}"] if workload.requests is not None else []
    parts += [f"service={workload.service}"] if workload.service != "standard" else []
    parts += [f"region={workload.region}"] if workload.region is not None else []
    return " ".join(parts)


def in_words(workload: Workload) -> str:
    """A workload for a title: its largest meters first; as `describe` has it, where it has more than tokens of text.

    >>> in_words(mixed(50_000_000, "output"))
    '50M tokens of output'
    >>> in_words(mixed(50_000_000, "3:1", requests=1000))
    '37.5M tokens of input and 12.5M of output in 1,000 requests'
    """
    if not OF_TEXT.issuperset(workload.tokens):
        return describe(workload)
    largest = sorted(workload.tokens.items(), key=lambda item: -item[1])
    counted = [(_short(number), meter.replace("_", " ")) for meter, number in largest if number]
    parts = [f"{number}{'' if place else ' tokens'} of {meter}" for place, (number, meter) in enumerate(counted)]
    told = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + "".join(parts[-1:])
    asked = f" in {workload.requests:,} requests" if workload.requests is not None else ""
    service = f", {workload.service} service" if workload.service != "standard" else ""
    return told + asked + service + (f", in region {workload.region}" if workload.region is not None else "")


def _short(number: int) -> str:
    """A count with K or M where that loses nothing."""
    for unit, size in (("M", 1_000_000), ("K", 1000)):
        if number >= size and not number * 100 % size:
            return f"{number / size:,.2f}".rstrip("0").rstrip(".") + unit
    return f"{number:,}"


def _split(tokens: int, parts: dict[str, Fraction]) -> dict[str, int]:
    """Whole tokens that add up: each part rounded down, what is left over to the largest remainders."""
    exact = {meter: tokens * share for meter, share in parts.items()}
    whole = {meter: int(amount) for meter, amount in exact.items()}
    by_remainder = sorted(exact, key=lambda meter: exact[meter] - whole[meter], reverse=True)
    for meter in by_remainder[: tokens - sum(whole.values())]:
        whole[meter] += 1
    return whole
