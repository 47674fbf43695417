"""When two prices, or two costs, are the same but for rounding: sources write the last digit differently."""

from decimal import Decimal

SHARE = Decimal("0.005")
"""Two amounts that differ by no more than this share of the larger are the same."""


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are the same, but for rounding.

    >>> agree(Decimal("0.199"), Decimal("0.2")), agree(Decimal("0.198"), Decimal("0.2"))
    (True, False)
    """
    return abs(one - other) <= SHARE * max(abs(one), abs(other))
