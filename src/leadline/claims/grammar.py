"""The grammar of the expressions of claims: from a text to a tree, or an error that says where.

    either      = both {"or" both}
    both        = negation {"and" negation}
    negation    = "not" negation | comparison
    comparison  = sum {("<" | "<=" | ">" | ">=" | "==" | "!=") sum} | sum ["not"] "in" "(" literal {"," literal} ")"
    sum         = term {("+" | "-") term}
    term        = factor {("*" | "/") factor}
    factor      = "-" factor | number | text in quotes | "true" | "false" | name | "(" either ")"
                | ("abs" | "min" | "max") "(" sum {"," sum} ")"

Written by hand and not with Python's own parser: the language is what stands above, and no more can be said in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leadline.errors import UnknownName, UserError
from leadline.model import Arg

Kind = Literal["number", "text", "truth"]
MOST_CHARACTERS = 500
MOST_DEPTH = 20
"""Of parentheses, signs and `not` within each other."""
MOST_PARTS = 100
"""Names, numbers and signs."""
FUNCTIONS = ("abs", "min", "max")
RESERVED = frozenset({"v", "and", "or", "not", "in", "true", "false", *FUNCTIONS})
"""Words that can be no parameter's name."""

_SIGNS = ("<", "<=", ">", ">=", "==", "!=")
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?(?![0-9A-Za-z_.]))"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]{0,60}(?![0-9A-Za-z_.]))"
    r"""|'(?P<text>[^']*)'|"(?P<quoted>[^"]*)\""""
    r"|(?P<sign><=|>=|==|!=|[-+*/<>(),])"
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """A part of an expression."""

    what: str
    """number, text, truth, name, or what is done with the parts: a sign, `negated`, a function, and, or, not."""
    kind: Kind
    """Of its value."""
    at: int
    """The character at which it stands, from one."""
    parts: tuple["Node", ...] = ()
    value: Arg = ""
    """Of a number, a text, a truth; of a name, the name."""


@dataclass(frozen=True, kw_only=True)
class _Token:
    what: str
    text: str
    at: int

    def shown(self) -> str:
        return repr(self.text) if self.what != "end" else "its end"


def parsed(text: str, names: Mapping[str, Kind]) -> Node:
    """The tree of an expression; UserError where it is none.

    >>> parsed("v > 1", {"v": "number"}).what
    '>'
    """
    if len(text) > MOST_CHARACTERS:
        raise UserError(f"Expected an expression of at most {MOST_CHARACTERS} characters, found {len(text):,}.")
    return _Parser(text, names).whole()


def _tokens(text: str) -> list[_Token]:
    """The words and signs of a text."""
    found, at = [], 0
    while at < len(text):
        if text[at] in " \n":
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise _fault(text, at + 1, "numbers, names, text in quotes and signs", _odd(text, at))
        what = str(match.lastgroup)
        found.append(_Token(what="text" if what == "quoted" else what, text=match[what], at=at + 1))
        at = match.end()
    return [*found, _Token(what="end", text="", at=len(text) + 1)]


def _odd(text: str, at: int) -> str:
    """What stands where no word begins: a letter of another alphabet is told by its number."""
    word = re.match(r"[0-9A-Za-z_.]+", text[at:])
    return repr(word[0][:40]) if word else f"{text[at]!r} (U+{ord(text[at]):04X})"


def _fault(text: str, at: int, expected: str, found: str, remedy: str = "") -> UserError:
    hint = remedy or "Use comparisons, and, or, not, + - * /, abs, min, max and parentheses."
    return UserError(f"Expression {text[:120]!r}, at character {at}: expected {expected}, found {found}. {hint}")


class _Parser:
    """Goes through the words of an expression, one function for each line of the grammar."""

    def __init__(self, text: str, names: Mapping[str, Kind]) -> None:
        self.text = text
        self.names = names
        self.tokens = _tokens(text)
        self.place = 0
        self.depth = 0
        if len(self.tokens) > MOST_PARTS:
            raise UserError(f"Expected an expression of at most {MOST_PARTS} words and signs, found more. Shorten it.")

    @property
    def next(self) -> _Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        node = self.either()
        if self.next.what != "end":
            raise self.fault("a sign or the end", self.next)
        return node

    def fault(self, expected: str, found: _Token, remedy: str = "") -> UserError:
        return _fault(self.text, found.at, expected, found.shown(), remedy)

    def take(self, *texts: str) -> _Token | None:
        """The next word, if it is one of some; a text in quotes is no word."""
        token = self.next
        if token.what not in ("sign", "word") or token.text not in texts:
            return None
        self.place += 1
        return token

    def need(self, text: str) -> None:
        if self.take(text) is None:
            raise self.fault(repr(text), self.next)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.fault(f"at most {MOST_DEPTH} parentheses and signs within each other", self.next, "Shorten it.")

    def either(self) -> Node:
        node = self.both()
        while token := self.take("or"):
            node = self.truths("or", token, node, self.both())
        return node

    def both(self) -> Node:
        node = self.negation()
        while token := self.take("and"):
            node = self.truths("and", token, node, self.negation())
        return node

    def negation(self) -> Node:
        token = self.take("not")
        if token is None:
            return self.comparison()
        self.deeper()
        node = self.truths("not", token, self.negation())
        self.depth -= 1
        return node

    def truths(self, what: str, token: _Token, *parts: Node) -> Node:
        for part in parts:
            self.kinds(part, "truth", f"a comparison beside '{what}'")
        return Node(what=what, kind="truth", at=token.at, parts=parts)

    def comparison(self) -> Node:
        left = self.sum()
        if token := self.membership():
            return self.among(left, token)
        compared: list[Node] = []
        while token := self.take(*_SIGNS):
            right = self.sum()
            compared.append(self.compare(token, left, right))
            left = right
        node = compared[0] if compared else left
        for another in compared[1:]:
            node = self.truths("and", self.tokens[self.place - 1], node, another)
        return node

    def membership(self) -> _Token | None:
        """`in`, or the `not` of `not in`."""
        if token := self.take("in"):
            return token
        if token := self.take("not"):
            self.need("in")
        return token

    def among(self, left: Node, token: _Token) -> Node:
        """`pair in ('small', 'mid')`: one of the comparisons with each holds."""
        self.need("(")
        same = _Token(what="sign", text="==", at=token.at)
        node = self.compare(same, left, self.literal())
        while self.take(","):
            node = self.truths("or", token, node, self.compare(same, left, self.literal()))
        self.need(")")
        return self.truths("not", token, node) if token.text == "not" else node

    def compare(self, token: _Token, left: Node, right: Node) -> Node:
        """Numbers with numbers, texts with texts, and these for equality only."""
        if "truth" in (left.kind, right.kind):
            place = left if left.kind == "truth" else right
            remedy = "Write a name that is true or false as it stands, or 'not' before it; join comparisons by 'and'."
            raise _fault(self.text, place.at, f"a number or a text beside {token.text!r}", "what is so or not", remedy)
        if left.kind != right.kind:
            raise _fault(
                self.text, right.at, f"a {left.kind} beside {token.text!r}", f"a {right.kind}", self.quotes(left, right)
            )
        if left.kind == "text" and token.text not in ("==", "!="):
            raise _fault(self.text, token.at, "'==', '!=' or 'in' between texts", repr(token.text))
        return Node(what=token.text, kind="truth", at=token.at, parts=(left, right))

    def quotes(self, *parts: Node) -> str:
        named = [f"{part.value} is a {part.kind}" for part in parts if part.what == "name"]
        return f"Compare like with like{': ' if named else ''}{' and '.join(named)}."

    def sum(self) -> Node:
        node = self.term()
        while token := self.take("+", "-"):
            node = self.numbers(token.text, token, node, self.term())
        return node

    def term(self) -> Node:
        node = self.factor()
        while token := self.take("*", "/"):
            node = self.numbers(token.text, token, node, self.factor())
        return node

    def numbers(self, what: str, token: _Token, *parts: Node) -> Node:
        for part in parts:
            self.kinds(part, "number", f"a number beside '{token.text}'")
        return Node(what=what, kind="number", at=token.at, parts=parts)

    def kinds(self, part: Node, kind: Kind, expected: str) -> None:
        if part.kind != kind:
            told = {"number": "a number", "text": "a text", "truth": "what is so or not"}[part.kind]
            raise _fault(self.text, part.at, expected, told)

    def factor(self) -> Node:
        if token := self.take("-"):
            self.deeper()
            node = self.numbers("negated", token, self.factor())
            self.depth -= 1
            return node
        if self.take("("):
            self.deeper()
            node = self.either()
            self.need(")")
            self.depth -= 1
            return node
        if token := self.take(*FUNCTIONS):
            return self.call(token)
        if self.next.what == "word" and self.next.text not in ("true", "false"):
            return self.name()
        return self.literal()

    def call(self, token: _Token) -> Node:
        """`abs` of one number; `min` and `max` of two or more, taken pair by pair."""
        self.need("(")
        self.deeper()
        parts = [self.sum()]
        while self.take(","):
            parts.append(self.sum())
        self.need(")")
        self.depth -= 1
        if (len(parts) == 1) != (token.text == "abs"):
            needed = "one number" if token.text == "abs" else "two numbers or more"
            raise self.fault(f"{needed} in the parentheses of {token.text}", token)
        node = self.numbers(token.text, token, *parts[:2])
        for part in parts[2:]:
            node = self.numbers(token.text, token, node, part)
        return node

    def name(self) -> Node:
        token = self.next
        if token.text in RESERVED - {"v"}:
            raise self.fault("a number, a name or a text in quotes", token)
        if token.text not in self.names:
            raise self.unknown(token)
        self.place += 1
        return Node(what="name", kind=self.names[token.text], at=token.at, value=token.text)

    def unknown(self, token: _Token) -> UnknownName:
        known: Sequence[str] = sorted(self.names)
        place = f"It stands at character {token.at} of the expression {self.text[:120]!r}, where there are"
        return UnknownName("name", token.text, known, f"{place} {', '.join(known)}; a text stands in quotes.")

    def literal(self) -> Node:
        token = self.next
        self.place += 1
        match token.what:
            case "number":
                return Node(what="number", kind="number", at=token.at, value=float(token.text))
            case "text":
                return Node(what="text", kind="text", at=token.at, value=token.text)
            case "word" if token.text in ("true", "false"):
                return Node(what="truth", kind="truth", at=token.at, value=token.text == "true")
            case "sign" if token.text == "-" and self.next.what == "number":
                node = self.literal()
                return self.numbers("negated", token, node)
            case _:
                raise self.fault("a number, a name or a text in quotes", token)
