"""Formulas that show an input cell: as it is, with a sign where it is blank, as bullets, with a label before it."""

from __future__ import annotations

from lkjip_xl.compute.excel import general
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.values import CellError, is_blank


def shown(ref: Ref, when_blank: str = "") -> Formula:
    """The cell's own value; ``when_blank`` instead of the 0 that a plain reference to a blank cell would give."""
    blank = when_blank.replace('"', '""')
    value = when_blank if is_blank(ref.value) else ref.value
    return Formula(f'IF({{0}}="","{blank}",{{0}})', (ref,), value)


def bullets(ref: Ref, mark: str) -> Formula:
    """Each line of the cell's text with ``mark`` before it; blank stays blank, a number is shown as it is."""
    value = ref.value
    if isinstance(value, str) and value and not isinstance(value, CellError):
        value = f"{mark} " + value.replace("\n", f"\n{mark} ")
    elif is_blank(value):
        value = ""
    template = f'IF({{0}}="","",IF(ISTEXT({{0}}),"{mark} "&SUBSTITUTE({{0}},CHAR(10),CHAR(10)&"{mark} "),{{0}}))'
    return Formula(template, (ref,), value)


def labelled(before: str, ref: Ref, after: str = "") -> Formula:
    """Fixed words around a cell, as in ``TARGET 2024``."""
    value = ref.value if isinstance(ref.value, CellError) else before + general(ref.value) + after
    template = f'"{before}"&{{0}}' + (f'&"{after}"' if after else "")
    return Formula(template, (ref,), value)


def labelled_text(before: str, ref: Ref) -> Formula:
    """Fixed words before a text. A number is shown without them: programs disagree on how ``&`` spells a long one."""
    value = ref.value
    if isinstance(value, str) and not isinstance(value, CellError):
        value = before + value
    return Formula(f'IF(ISTEXT({{0}}),"{before}"&{{0}},IF({{0}}="","",{{0}}))', (ref,), "" if value is None else value)


def joined(refs: tuple[Ref, ...], separator: str) -> Formula:
    """Several cells with a separator between them."""
    texts = [ref.value for ref in refs]
    error = next((text for text in texts if isinstance(text, CellError)), None)
    value = error if error is not None else separator.join(general(text) for text in texts)
    template = f'&"{separator}"&'.join(f"{{{index}}}" for index in range(len(refs)))
    return Formula(template, refs, value)
