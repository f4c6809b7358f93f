"""Functions over areas: sums, counts, means, extremes, and those with criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from lkjip_xl.audit.evaluate.arguments import Argument, Compiled, Get, Read, numbers, operands
from lkjip_xl.audit.evaluate.coercion import DIVISION_ERROR, VALUE_ERROR, NotComputableError, finite
from lkjip_xl.audit.evaluate.criteria import criterion
from lkjip_xl.audit.evaluate.grid import Area, Slot
from lkjip_xl.values import CellError, Value

Maker = Callable[[Sequence[Argument]], Compiled]
"""Makes a function's code for its arguments."""


def _over_numbers(reduce: Callable[[list[float]], Value]) -> Maker:
    def make(arguments: Sequence[Argument]) -> Compiled:
        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            found = numbers(arguments, slots, get, read)
            return found if isinstance(found, CellError) else reduce(found)

        return run

    return make


def _mean(values: list[float]) -> Value:
    return finite(sum(values) / len(values)) if values else DIVISION_ERROR


def _product(values: list[float]) -> Value:
    result = 1.0 if values else 0.0
    for value in values:
        result *= value
    return finite(result)


def _count(arguments: Sequence[Argument]) -> Compiled:
    """COUNT: numbers; an expression counts where it is a number, a boolean or a text of digits."""

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        return float(sum(1 for operand in operands(arguments, slots, get, read) if not isinstance(operand, CellError)))

    return run


def _count_filled(arguments: Sequence[Argument]) -> Compiled:
    """COUNTA: whatever is not blank; a text that looks blank counts."""

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        return float(sum(1 for argument in arguments for value in argument.values(slots, get, read) if value is not None))

    return run


def _count_blank(arguments: Sequence[Argument]) -> Compiled:
    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        area = arguments[0].area(slots)
        values = arguments[0].values(slots, get, read)
        outside = area.rows * area.columns - len(values) if area else 0
        return float(sum(1 for value in values if value is None or value == "") + outside)

    return run


def _pairs(
    argument: Argument, test: Argument, slots: Sequence[Slot], get: Get, read: Read
) -> tuple[Area | None, list[bool], bool]:
    """(area, which of its cells pass, whether a blank passes)."""
    passes = criterion(test.value(slots, get, read))
    return argument.area(slots), [passes(value) for value in argument.values(slots, get, read)], passes(None)


def _chosen(
    tests: Sequence[Argument], slots: Sequence[Slot], get: Get, read: Read
) -> tuple[Area | None, list[bool], bool] | None:
    """Which cells pass all pairs of area and criterion; None where the areas differ in size.

    Areas end where their sheets end, so two of one size may be cut differently: what is missing is blank.
    """
    first: Area | None = None
    kept: list[bool] = []
    blanks = True
    for position in range(0, len(tests), 2):
        area, passed, blank = _pairs(tests[position], tests[position + 1], slots, get, read)
        if position == 0:
            first, kept, blanks = area, passed, blank
            continue
        size, other = (_size(first), _size(area))
        if size != other:
            return None
        if first is not None and area is not None and first.right - first.left != area.right - area.left:
            raise NotComputableError("ukuran")
        longest = max(len(kept), len(passed))
        kept += [blanks] * (longest - len(kept))
        passed += [blank] * (longest - len(passed))
        kept = [a and b for a, b in zip(kept, passed, strict=True)]
        blanks = blanks and blank
    return first, kept, blanks


def _size(area: Area | None) -> tuple[int, int]:
    return (area.rows, area.columns) if area else (1, 1)


def _picked(source: Argument, tests: Sequence[Argument], slots: Sequence[Slot], get: Get, read: Read) -> Iterator[Value] | None:
    """The values of ``source`` in the rows that pass; None where sizes differ."""
    chosen = _chosen(tests, slots, get, read)
    if chosen is None:
        return None
    first, kept, blanks = chosen
    area = source.area(slots)
    if _size(area) != _size(first):
        return None
    if first is not None and area is not None and first.right - first.left != area.right - area.left:
        raise NotComputableError("ukuran")
    values = source.values(slots, get, read)
    kept += [blanks] * (len(values) - len(kept))
    return (value for value, keep in zip(values, kept, strict=False) if keep)


def _picked_numbers(values: Iterator[Value] | None) -> list[float] | CellError:
    if values is None:
        return VALUE_ERROR
    found: list[float] = []
    for value in values:
        if type(value) is CellError:
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(float(value))
    return found


def _with_criteria(reduce: Callable[[list[float]], Value]) -> Maker:
    """SUMIFS and AVERAGEIFS: values first, then pairs of area and criterion."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        source, tests = arguments[0], arguments[1:]

        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            found = _picked_numbers(_picked(source, tests, slots, get, read))
            return found if isinstance(found, CellError) else reduce(found)

        return run

    return make


def _with_criterion(reduce: Callable[[list[float]], Value]) -> Maker:
    """SUMIF and AVERAGEIF: area, criterion, and the values where they stand elsewhere (in an area of the same size)."""
    many = _with_criteria(reduce)

    def make(arguments: Sequence[Argument]) -> Compiled:
        source = arguments[2] if len(arguments) > 2 else arguments[0]
        plain = many((source, arguments[0], arguments[1]))

        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            if _size(source.area(slots)) != _size(arguments[0].area(slots)):
                raise NotComputableError("ukuran")
            return plain(slots, get, read)

        return run

    return make


def _count_with_criteria(arguments: Sequence[Argument]) -> Compiled:
    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        chosen = _chosen(arguments, slots, get, read)
        if chosen is None:
            return VALUE_ERROR
        first, kept, blanks = chosen
        rows, columns = _size(first)
        return float(sum(kept) + (rows * columns - len(kept) if blanks else 0))

    return run


def _sum_of_products(arguments: Sequence[Argument]) -> Compiled:
    """SUMPRODUCT over plain references; an expression inside it would be an array formula."""
    plain = all(argument.kind in ("area", "sel") for argument in arguments)

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        if not plain:
            raise NotComputableError("larik")
        if len({_size(argument.area(slots)) for argument in arguments}) > 1:
            return VALUE_ERROR
        if len({area.right - area.left for argument in arguments if (area := argument.area(slots))}) > 1:
            raise NotComputableError("ukuran")
        columns = [argument.values(slots, get, read) for argument in arguments]
        for values in columns:
            for value in values:
                if type(value) is CellError:
                    return value
        total = 0.0
        for items in zip(*columns, strict=False):
            product = 1.0
            for value in items:
                product *= float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
            total += product
        return finite(total)

    return run


AGGREGATES: Final[dict[str, tuple[Maker, int, int]]] = {
    "SUM": (_over_numbers(lambda values: finite(sum(values))), 1, 255),
    "PRODUCT": (_over_numbers(_product), 1, 255),
    "AVERAGE": (_over_numbers(_mean), 1, 255),
    "MIN": (_over_numbers(lambda values: min(values, default=0.0)), 1, 255),
    "MAX": (_over_numbers(lambda values: max(values, default=0.0)), 1, 255),
    "COUNT": (_count, 1, 255),
    "COUNTA": (_count_filled, 1, 255),
    "COUNTBLANK": (_count_blank, 1, 1),
    "SUMIF": (_with_criterion(lambda values: finite(sum(values))), 2, 3),
    "AVERAGEIF": (_with_criterion(_mean), 2, 3),
    "COUNTIF": (_count_with_criteria, 2, 2),
    "SUMIFS": (_with_criteria(lambda values: finite(sum(values))), 3, 255),
    "AVERAGEIFS": (_with_criteria(_mean), 3, 255),
    "COUNTIFS": (_count_with_criteria, 2, 255),
    "SUMPRODUCT": (_sum_of_products, 1, 255),
}
"""Name → (code, fewest arguments, most arguments)."""
