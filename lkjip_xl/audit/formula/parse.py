"""From the shape of a formula to its tree: Excel's grammar, with its precedence, under fixed limits.

``-2^2`` is 4, ``2^3^2`` is 64, ``50%`` binds closest. What Excel would refuse raises FormulaError.
"""

from __future__ import annotations

from typing import Final

from lkjip_xl.audit.formula.tokens import AREA_MARK, FormulaError, Token, TooDeepError, tokens
from lkjip_xl.audit.formula.tree import (
    JOINING,
    Array,
    Binary,
    Call,
    Failure,
    Logical,
    Missing,
    Negation,
    Node,
    Number,
    Outside,
    Percent,
    Slot,
    Text,
)

MAX_LENGTH: Final = 8_192
"""Excel's own limit for the text of a formula."""
MAX_BRACKETS: Final = 100
"""Nested brackets; Excel allows 64 levels of functions (a deeper formula is noted by the reader)."""
MAX_DEPTH: Final = 220
"""Nested expressions, brackets or not: ``-----1`` is five, and so is ``1+1+1+1+1``, whose tree hangs to the left."""
MAX_ARGUMENTS: Final = 255

_POWERS: Final = {
    "=": 10, "<>": 10, "<": 10, ">": 10, "<=": 10, ">=": 10, "&": 20, "+": 30, "-": 30, "*": 40, "/": 40, "^": 50,
    ",": 80, " ": 85, ":": 90,
}  # fmt: skip
_PREFIX: Final = 60
_PERCENT: Final = 70
_END: Final = Token("end", "")
_REFERENCE_NODES: Final = (Slot, Outside, Call, Failure)
_OPENINGS: Final = frozenset({"slot", "call", "outside", "failure"})


def parse(shape: str) -> Node:
    """The tree of a shape. FormulaError where it is no formula, too long or nested too deep."""
    if len(shape) > MAX_LENGTH:
        raise FormulaError("too long")
    parser = _Parser(shape)
    tree = parser.expression(0)
    parser.finish()
    return tree


class _Parser:
    """Precedence climbing over the tokens; slots are numbered as they come."""

    def __init__(self, shape: str) -> None:
        self._tokens = list(tokens(shape))
        self._at = 0
        self._slots = 0
        self._depth = 0
        self._brackets_open = 0

    def finish(self) -> None:
        """FormulaError where something is left."""
        self._skip_space()
        if self._at < len(self._tokens):
            raise FormulaError(f"unexpected {self._tokens[self._at].text!r}")

    def expression(self, power: int, *, union: bool = False) -> Node:
        """An expression whose operators bind tighter than ``power``; ``union`` where a comma joins references."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeepError("too deep")
        left = self._operand()
        chained = 0
        while True:
            operator = self._operator(left, union=union)
            if operator == "%":
                if power >= _PERCENT:
                    break
                self._at += 1
                left = Percent(left)
                continue
            bound = _POWERS.get(operator, 0)
            if bound <= power:
                break
            chained += 1
            if self._depth + chained > MAX_DEPTH:
                raise TooDeepError("too deep")
            if operator != " ":
                self._at += 1
            left = Binary(operator, left, self.expression(bound, union=union))
        self._depth -= 1
        return left

    def _operator(self, left: Node, *, union: bool) -> str:
        """The operator that comes next, not yet taken; "" for none. Space between two references is one."""
        spaced = self._skip_space()
        token = self._peek()
        if token.kind == "operator":
            return token.text
        if token.kind == "comma" and union:
            return ","
        follows = token.kind in _OPENINGS or token.text == "("
        if spaced and follows and (isinstance(left, _REFERENCE_NODES) or _joins(left)):
            return " "
        return ""

    def _operand(self) -> Node:
        self._skip_space()
        token = self._peek()
        self._at += 1
        if token.kind == "slot":
            self._slots += 1
            return Slot(self._slots - 1, token.text == AREA_MARK)
        if token.kind == "operator" and token.text in "+-":
            operand = self.expression(_PREFIX)
            return operand if token.text == "+" else Negation(operand)
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "text":
            return Text(token.text[1:-1].replace('""', '"'))
        if token.kind == "call":
            return self._call(token.text)
        if token.kind == "failure":
            return Failure("#REF!" if token.text.startswith("#REF!") else token.text)
        if token.kind == "outside":
            return self._outside(token.text)
        if token.kind == "at":
            return self._operand()
        if token.text == "(":
            return self._brackets()
        if token.text == "{":
            return self._array()
        raise FormulaError(f"unexpected {token.text!r}")

    def _outside(self, text: str) -> Node:
        """A name; ``TRUE`` and ``FALSE`` are constants. Marks of references inside count as slots of nobody."""
        self._slots += text.count("\x01") + text.count("\x02")
        upper = text.upper()
        if upper.endswith("#REF!"):
            return Failure("#REF!")
        return Logical(upper == "TRUE") if upper in ("TRUE", "FALSE") else Outside(text.casefold())

    def _brackets(self) -> Node:
        self._enter()
        inside = self.expression(0, union=True)
        self._close(")")
        return inside

    def _call(self, opening: str) -> Node:
        name = _plain_name(opening)
        arguments = self._arguments()
        if name in ("TRUE", "FALSE") and not arguments:
            return Logical(name == "TRUE")
        return Call(name, tuple(arguments))

    def _arguments(self) -> list[Node]:
        self._enter()
        self._skip_space()
        if self._peek().text == ")":
            self._close(")")
            return []
        found: list[Node] = []
        while True:
            self._skip_space()
            found.append(Missing() if self._peek().kind == "comma" or self._peek().text == ")" else self.expression(0))
            self._skip_space()
            if self._peek().kind != "comma":
                break
            self._at += 1
        self._close(")")
        if len(found) > MAX_ARGUMENTS:
            raise FormulaError("too many arguments")
        return found

    def _array(self) -> Node:
        """``{1,2;3,4}``: here alone the semicolon is something else than the comma."""
        self._enter()
        rows: list[list[Node]] = [[]]
        while True:
            self._skip_space()
            item = self._operand()
            plain = item.operand if isinstance(item, Negation) else item
            if not isinstance(plain, Number | Text | Logical | Failure):
                raise FormulaError("array of something else than constants")
            rows[-1].append(item)
            self._skip_space()
            token = self._peek()
            if token.kind != "comma":
                break
            self._at += 1
            if token.text == ";":
                rows.append([])
        self._close("}")
        return Array(tuple(tuple(row) for row in rows))

    def _enter(self) -> None:
        self._brackets_open += 1
        if self._brackets_open > MAX_BRACKETS:
            raise TooDeepError("too deep")

    def _close(self, bracket: str) -> None:
        self._skip_space()
        if self._peek().text != bracket:
            raise FormulaError(f"{bracket} expected")
        self._at += 1
        self._brackets_open -= 1

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _skip_space(self) -> bool:
        start = self._at
        while self._at < len(self._tokens) and self._tokens[self._at].kind == "space":
            self._at += 1
        return self._at > start


def _joins(node: Node) -> bool:
    return isinstance(node, Binary) and node.operator in JOINING


def _plain_name(opening: str) -> str:
    """``_xlfn.SUM (`` → ``SUM``."""
    name = opening[:-1].rstrip().upper()
    for prefix in ("_XLFN.", "_XLWS."):
        name = name.removeprefix(prefix)
    return name
