"""How numbers are written: rounding by unit, in one place.

Rounding is to the nearest, halves away from zero, on the decimal text of the number: 12.35 months are 12.4. The
decision page `docs/decisions/0003-numbers-and-rounding.md` gives the reasons.
"""

from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10

from leadline.render.language import ENGLISH, Language

MINUS = "\u2212"
DIGITS = {
    **dict.fromkeys(("months", "index points", "points", "%"), 1),
    **dict.fromkeys(("rating", "rank", "days", "models", "people", "events"), 0),
    "TPP": 0,
    "TPP/mm²": 2,
    "GB/s": 0,
}
SIGNIFICANT = {"times": 2, "times a year": 2, "USD": 3}
CURRENCY = {"USD": "$"}
LARGE = ("H100-equivalents", "H100-equivalents a year")
"""Units of counts that are estimates: three digits, with `m` for a million."""
SCIENTIFIC = ("FLOP",)
"""Units of which there are too many to write out."""
BEFORE = {"rank": "rank "}
"""Units that stand before the number."""


def write(value: float, unit: str, language: Language = ENGLISH) -> str:
    r"""A number with its unit, as people read it.

    >>> [write(12.35, "months"), write(1250.0, "USD"), write(0.4135, "USD"), write(2.54, "times")]
    ['12.4 months', '$1,250', '$0.41', '2.5 times']
    >>> write(1.25e-7, "USD")
    '$0.000000125'
    >>> write(3.0, "rank"), write(1504.6, "rating")
    ('rank 3', '1,505 rating')
    >>> ascii(write(-3.04, "months"))
    "'\\u22123.0 months'"
    """
    number = write_bare(abs(value), unit, language)
    sign = MINUS if value < 0 and any(digit in number for digit in "123456789") else ""
    return _with_unit(sign, number, unit, language)


def _with_unit(sign: str, number: str, unit: str, language: Language) -> str:
    """A minus stands before the number, and before the sign of a currency."""
    if unit in CURRENCY:
        return sign + language.filled(unit_template(unit), "unit", number=number)
    return language.filled(unit_template(unit), "unit", number=f"{sign}{number}")


def unit_template(unit: str) -> str:
    """A number with its unit, as a message.

    >>> [unit_template(unit) for unit in ("USD", "rank", "months", "")]
    ['${number}', 'rank {number}', '{number} months', '{number}']
    """
    if unit in CURRENCY:
        return f"{CURRENCY[unit]}{{number}}"
    if unit in BEFORE:
        return f"{BEFORE[unit]}{{number}}"
    return f"{{number}} {unit}" if unit else "{number}"


def write_exact(value: float, unit: str, language: Language = ENGLISH) -> str:
    r"""A price as a source states it, to six significant digits, cents kept.

    >>> [write_exact(price, "USD") for price in (0.435, 0.003625, 3.0, 0.15000000000000002, 2500.0)]
    ['$0.435', '$0.003625', '$3.00', '$0.15', '$2,500.00']
    >>> ascii(write_exact(-0.01338, "USD"))
    "'\\u2212$0.01338'"
    """
    places = max(2, 5 - (floor(log10(abs(value))) if value else 0))
    digits = format(Decimal(repr(abs(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), ",f")
    whole, _, cents = digits.partition(".")
    number = language.number(f"{whole}.{cents.rstrip('0'):0<2}")
    return _with_unit(MINUS if value < 0 else "", number, unit, language)


def write_plain(value: float) -> str:
    """A value of any unit as a source states it, to six significant digits.

    >>> [write_plain(value) for value in (344148.0, 3.8e26, 0.025, 0.0)]
    ['344,148', '3.8e+26', '0.025', '0']
    """
    return format(value, ",.6g")


def write_bare(value: float, unit: str, language: Language = ENGLISH) -> str:
    """A number without its unit.

    >>> write_bare(20331768.0, "H100-equivalents"), write_bare(662048.0, "H100-equivalents")
    ('20.3m', '662,000')
    >>> write_bare(5.0e26, "FLOP")
    '5.0e26'
    """
    if unit in LARGE and abs(value) >= 100:
        return _large(value, language)
    if unit in SCIENTIFIC and value:
        return language.number(f"{value:.1e}".replace("e+", "e"))
    places = _places(value, unit)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return language.number(f"{'' if rounded >= 0 else MINUS}{abs(rounded):,f}")


def _large(value: float, language: Language) -> str:
    """A count to three significant digits, from a million on in millions."""
    million = abs(value) >= 999_500
    number = Decimal(repr(value / 1e6 if million else value))
    rounded = number.quantize(Decimal(1).scaleb(number.adjusted() - 2), rounding=ROUND_HALF_UP)
    sign = "" if rounded >= 0 else MINUS
    if million:
        return language.filled("{number}m", "unit", number=language.number(f"{sign}{abs(rounded):,f}"))
    return language.number(f"{sign}{abs(rounded):,.0f}")


def _places(value: float, unit: str) -> int:
    """Decimals that a number is shown with: fixed, or as many as its significant digits ask for.

    Money keeps its cents below a hundred, and more only where cents would show nothing.
    """
    if unit in DIGITS:
        return DIGITS[unit]
    significant = SIGNIFICANT.get(unit, 3)
    magnitude = floor(log10(abs(value))) if value else 0
    if unit in CURRENCY:
        return 0 if magnitude >= 3 else 2 if magnitude >= -1 else significant - 1 - magnitude
    return max(0, significant - 1 - magnitude)
