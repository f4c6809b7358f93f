"""Which rule a wrong value breaks: a total (A10), a figure copied from another cell (A10), an achievement (A11), or any other
computed figure (A06)."""

from __future__ import annotations

from typing import Final

from lkjip_xl.audit.formula.normalise import Parsed
from lkjip_xl.audit.formula.tree import Binary, Call, Node, Number, Slot, Text

_TOTALS: Final = frozenset({"SUM", "SUMIF", "SUMIFS", "SUMPRODUCT"})


def value_rule(official: Parsed) -> tuple[str, str]:
    """(rule, case) for a cell with this official formula."""
    tree = official.shape.tree
    if isinstance(tree, Call) and tree.name in _TOTALS:
        return "A10", "jumlah"
    if _is_look(tree):
        return "A10", "salinan"
    return ("A11", "") if _is_achievement(official) else ("A06", "")


def _is_look(tree: Node) -> bool:
    """``IF(x="","",x)``: the figure of another cell (compute/display.py)."""
    match tree:
        case Slot(_, False) | Call("IF", (Binary("=", Slot(_, False), Text("")), Text(_), Slot(_, False))):
            return True
    return False


def _is_achievement(official: Parsed) -> bool:
    """``IF(AND(ISNUMBER(target),ISNUMBER(actual)),IF(target=0,"",…),"")`` (compute/capaian.py): the first operand, the target, is
    the one that must not be 0. A share of a budget (compute/anggaran.py) tests the second one."""
    match official.shape.tree:
        case Call(
            "IF",
            (
                Call("AND", (Call("ISNUMBER", (Slot(0, False),)), Call("ISNUMBER", (Slot(1, False),)))),
                Call("IF", (Binary("=", Slot(2, False), Number(0.0)) | Call("OR", _), Text(""), _)),
                Text(""),
            ),
        ):
            return official.references[2] == official.references[0]
    return False
