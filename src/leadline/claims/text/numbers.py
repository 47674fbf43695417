"""Numbers as texts write them, in English and Chinese: where one stands, of which sort it is, and its value.

The sorts are tried in their order at each place; each is one pattern, and each has its way to a value in `value`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from leadline.claims.text.rules import RULES

_WORDS: Mapping[str, int] = RULES.tables["number_words"]
_SCALES: Mapping[str, float] = RULES.tables["scales"]
_PARTS: Mapping[str, int] = RULES.tables["fractions"]
VAGUE: Mapping[str, list[float]] = RULES.tables["vague"]
_HAN_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HAN_VAGUE = {"几十": (20, 99), "数十": (20, 99), "十几": (11, 19), "数百": (200, 999), "几百": (200, 999)}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_CURRENCIES = {
    "US$": "usd",
    "HK$": "hkd",
    "$": "usd",
    "USD": "usd",
    "€": "eur",
    "EUR": "eur",
    "£": "gbp",
    "RMB": "cny",
    "¥": "cny",
    "CNY": "cny",
}
CURRENCIES = frozenset(name for name, unit in RULES.tables["units"].items() if unit.get("money"))
"""Units of money."""


def _any(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?![\d,]*\d)|\d{1,15}(?:\.\d{1,8})?)"
_WORD = f"(?:{_any(_WORDS)})"
_BIG = "(?:hundred|thousand|million|billion|trillion)"
_AFTER_PART = (
    r"(?=[,;.\"”)]|\s(?:as|of|that|what|the|its|more|less|cheaper|to|lower|higher|again|in|since|from|over|on|at|by|for)\b"
    r"|\sa\s(?:year|month|decade)|$)"
)
_HAN = "[零一二两三四五六七八九十百千万亿]"
_HAN_DIGIT = "[一二两三四五六七八九十]"
_HAN_PERCENT = "[点零百一二两三四五六七八九十]"
_HAN_UNIT = "个?(?:月|百分点|倍|美元|元|欧元|年|名|位|枚|块|片|(?:输入|输出)?词元|吉瓦|兆瓦|天|周|人民币|用户|人|分)"

SORTS: Mapping[str, str] = MappingProxyType(
    {
        "han_part": rf"百分之(?:[\d.]{{1,9}}|{_HAN_PERCENT}{{1,8}})|{_HAN_DIGIT}{{1,4}}分之{_HAN_DIGIT}{{1,4}}",
        "han_tenths": f"{_HAN_DIGIT}成{_HAN_DIGIT}?",
        "han_half": "一半|半数",
        "han_ordinal": f"第(?:{_HAN_DIGIT}{{1,3}}|\\d{{1,3}})(?!季|章|节|页|次|天|年|代)",
        "han": f"[几数]?{_HAN}{{1,12}}[多几]?(?={_HAN_UNIT})",
        "han_vague": f"(?:{'|'.join(_HAN_VAGUE)}|数|几)(?=倍|个月|年|万|亿)",
        "slash": r"(?<![\d/.])\d{1,3}/\d{1,4}(?![\d/])",
        "one_in": rf"\bone (?:in|out of) {_WORD}\b",
        "long": r"\b(?:half a (?:year|decade)|(?:a|one) (?:year|month|decade|week)(?: and a (?:half|bit|quarter))?)\b",
        "most": r"\b(?:most|(?:the|a) (?:large |vast |clear )?majority|the bulk)\b(?= of\b)",
        "factor": rf"\b(?:a )?factor of (?:{_DIGITS}|{_WORD}\b)",
        "power": r"\b(?:\d(?:\.\d{1,4})?\s?[x×]\s?)?10\^\d{1,2}\b|\b\d(?:\.\d{1,4})?e\d{1,2}\b",
        "fraction": rf"\b(?:(?:a|an|{_WORD})[- ](?:{_any(_PARTS)})|half)\b{_AFTER_PART}",
        "multiple": rf"\b(?:twice|thrice|double|triple|{_WORD}-?fold)\b",
        "vague": rf"\b(?:{_any(VAGUE)})\b",
        "money": rf"(?:(?:US|HK)?\$|€|£|¥|\b(?:USD|EUR|RMB|CNY)\s?){_DIGITS}",
        "place": r"(?:#|\b(?:No\.|number) ?)(?:\d{1,3}|one)\b",
        "ordinal": rf"\b(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b",
        "digits": rf"(?<![\w.,/$-]){_DIGITS}(?![A-Za-z]*\d)|(?<=[\u2e80-\u9fff]){_DIGITS}",
        "spelled": rf"\b(?:{_WORD}|(?:a|half a) {_BIG})(?:[- ](?:{_WORD}|{_BIG})){{0,5}}\b",
    }
)
NUMBER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SORTS.items()), re.IGNORECASE)
_SCALE = re.compile(
    r"\s?(?:(hundred|thousand|million|billion|trillion|quadrillion|bn|mn|tn)\b|(?<=\d)([kmb])\b|(万亿|亿|万))",
    re.IGNORECASE,
)
_HAN_FACTORS = {"万": 1e4, "亿": 1e8, "万亿": 1e12}


def value(number: re.Match[str], text: str) -> tuple[float, float, int, str]:
    """The lowest and highest value of a number, where it ends with its scale, and the unit that it brings.

    >>> texts = ("two to", "$1.5 billion", "dozens", "百分之五十", "half a year")
    >>> [value(number, text)[:2] for text in texts if (number := NUMBER.search(text))]
    [(2.0, 2.0), (1500000000.0, 1500000000.0), (24.0, 99.0), (50.0, 50.0), (0.5, 0.5)]
    """
    sort, told, end = str(number.lastgroup), number[0].casefold(), number.end()
    if sort in ("vague", "han_vague"):
        low, high = VAGUE[told] if sort == "vague" else _HAN_VAGUE.get(told, (2, 9))
        return float(low), float(high), end, ""
    if sort == "most":
        return 0.5, 1.0, end, "ratio"
    if sort in ("digits", "money"):
        factor, end = _scaled(text, end)
        found = factor * float(re.sub(r"[^\d.]", "", told))
        return found, found, end, _currency(number[0])
    found, unit = _plain(sort, told)
    return found, found, end, unit


def _scaled(text: str, end: int) -> tuple[float, int]:
    scale = _SCALE.match(text, end)
    if not scale:
        return 1.0, end
    word = (scale[1] or scale[2] or scale[3]).casefold()
    return _HAN_FACTORS.get(word) or float(_SCALES[word]), scale.end()


def _currency(told: str) -> str:
    return next((unit for sign, unit in _CURRENCIES.items() if told.upper().startswith(sign)), "")


def _plain(sort: str, told: str) -> tuple[float, str]:
    """The value of a number that is one, and the unit that it brings."""
    match sort:
        case "long":
            return _long(told), "year"
        case "ordinal":
            return float(_ORDINALS.get(told) or re.sub(r"\D", "", told)), "rank"
        case "place":
            return float(re.sub(r"\D", "", told) or 1), "rank"
        case "han_ordinal":
            return _han(told[1:]), "rank"
        case "han_tenths":
            return 10 * _han(told[0]) + (_han(told[2]) if len(told) > 2 else 0), "percent"
        case "factor":
            word = told.split()[-1]
            return float(_WORDS.get(word) or word.replace(",", "")), "times"
        case "power":
            return _power(told), ""
        case "han":
            return _han(told), ""
        case "spelled":
            return _spelled(told), ""
        case _:
            return _part(sort, told), "percent" if told.startswith("百分之") else "ratio"


def _long(told: str) -> float:
    if told.startswith("half"):
        return 0.5 * (10.0 if told.endswith("decade") else 1.0)
    years = {"year": 1.0, "month": 1 / 12, "decade": 10.0, "week": 7 / 365}[told.split()[1]]
    return years + {"half": 0.5, "bit": 0.2, "quarter": 0.25}.get(told.split()[-1], 0.0)


def _power(told: str) -> float:
    """A number written with a power of ten.

    >>> _power("10^26"), _power("3 x 10^25"), _power("1e26")
    (1e+26, 3e+25, 1e+26)
    """
    if "^" not in told:
        return float(told)
    front, _, power = told.partition("10^")
    return float(f"{front.strip(' x×') or 1}e{power}")


def _part(sort: str, told: str) -> float:
    """A fraction or a multiple; that of a hundred in percent.

    >>> _part("fraction", "two thirds"), _part("multiple", "fivefold"), _part("han_part", "二十分之一")
    (0.67, 5.0, 0.05)
    """
    if sort == "slash":
        over, under = map(float, told.split("/"))
        return over / under if under else 0.0
    if sort == "one_in":
        return 1 / max(1, _WORDS[told.split()[-1]])
    if sort == "multiple":
        named = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0}
        return named.get(told) or float(_WORDS[re.sub("-?fold", "", told)])
    if sort == "han_half":
        return 0.5
    if sort == "han_part":
        parts, _, many = told.partition("分之")
        return _han(many) if parts == "百" else _han(many) / max(1.0, _han(parts))
    *count, part = re.split(r"[- ]", told)
    return float(_WORDS.get(count[0], 1) if count else 1) / float(_PARTS[part])


def _spelled(told: str) -> float:
    """A number in words.

    >>> _spelled("twenty-four"), _spelled("fifty million"), _spelled("a hundred"), _spelled("half a million")
    (24.0, 50000000.0, 100.0, 500000.0)
    """
    total = group = 0.0
    for word in re.split(r"[- ]", told):
        if word in ("a", "half"):
            group = 0.5 if word == "half" else group or 1.0
        elif word in _SCALES:
            group *= _SCALES[word]
            total, group = (total + group, 0.0) if _SCALES[word] >= 1000 else (total, group)
        else:
            group += _WORDS[word]
    return total + group


def _han(told: str) -> float:
    """A number in Chinese characters, as far as texts write them: with a decimal point, without fractions.

    >>> _han("五十"), _han("三百"), _han("十二"), _han("二十三万"), _han("2.5")
    (50.0, 300.0, 12.0, 230000.0, 2.5)
    """
    told = told.strip("几数多")
    if re.fullmatch(r"[\d.]+", told):
        return float(told) if told.count(".") <= 1 and told != "." else 0.0
    whole, _, part = told.partition("点")
    total = section = digit = 0
    for mark in whole:
        if mark in _HAN_DIGITS:
            digit = _HAN_DIGITS[mark]
        elif mark in _HAN_SCALES and _HAN_SCALES[mark] < 10**4:
            section, digit = section + (digit or 1) * _HAN_SCALES[mark], 0
        elif mark in _HAN_SCALES:
            total, section, digit = (total + section + digit or 1) * _HAN_SCALES[mark], 0, 0
    decimals = "".join(str(_HAN_DIGITS.get(mark, "")) for mark in part)
    return float(f"{total + section + digit}.{decimals or 0}")
