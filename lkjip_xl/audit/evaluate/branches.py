"""Functions that decide: IF and IFERROR evaluate only the branch they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lkjip_xl.audit.evaluate.arguments import Argument, Compiled, Get, Read
from lkjip_xl.audit.evaluate.coercion import VALUE_ERROR, truth
from lkjip_xl.audit.evaluate.grid import Slot
from lkjip_xl.values import CellError, Value

Maker = Callable[[Sequence[Argument]], Compiled]


def _if(arguments: Sequence[Argument]) -> Compiled:
    """IF: a branch that is there but empty gives 0, a missing one FALSE."""
    condition = arguments[0].value
    yes = arguments[1].value if arguments[1].kind != "kosong" else _zero
    no: Compiled = _false
    if len(arguments) > 2:
        no = arguments[2].value if arguments[2].kind != "kosong" else _zero

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        found = condition(slots, get, read)
        if found is True:
            return yes(slots, get, read)
        if found is False:
            return no(slots, get, read)
        decided = truth(found)
        if isinstance(decided, CellError):
            return decided
        return yes(slots, get, read) if decided else no(slots, get, read)

    return run


def _zero(slots: Sequence[Slot], get: Get, read: Read) -> Value:
    return 0.0


def _false(slots: Sequence[Slot], get: Get, read: Read) -> Value:
    return False


def _combined(decisive: bool) -> Maker:
    """AND (decided by a false) and OR (decided by a true). Texts and blanks in references do not count; the first error does."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            seen = False
            result = not decisive
            for argument in arguments:
                loose = argument.kind in ("sel", "area")
                for value in argument.values(slots, get, read):
                    if loose and (value is None or type(value) is str):
                        continue
                    decided = value if value is True or value is False else truth(value)
                    if isinstance(decided, CellError):
                        return decided
                    seen = True
                    if decided is decisive:
                        result = decisive
            return result if seen else VALUE_ERROR

        return run

    return make


def _not(arguments: Sequence[Argument]) -> Compiled:
    value = arguments[0].value

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        decided = truth(value(slots, get, read))
        return decided if isinstance(decided, CellError) else not decided

    return run


def _instead(is_failure: Callable[[Value], bool]) -> Maker:
    """IFERROR and IFNA."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        value, other = arguments[0].value, arguments[1].value

        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            found = value(slots, get, read)
            return other(slots, get, read) if is_failure(found) else found

        return run

    return make


BRANCHES: Final[dict[str, tuple[Maker, int, int]]] = {
    "IF": (_if, 2, 3),
    "AND": (_combined(decisive=False), 1, 255),
    "OR": (_combined(decisive=True), 1, 255),
    "NOT": (_not, 1, 1),
    "IFERROR": (_instead(lambda value: type(value) is CellError), 2, 2),
    "IFNA": (_instead(lambda value: type(value) is CellError and value == "#N/A"), 2, 2),
}
"""Name → (code, fewest arguments, most arguments)."""
