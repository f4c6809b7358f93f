"""Whole sheets put into an open workbook.

The file writer makes them, without formulas, as a workbook of their own; the program opens it unseen and copies each sheet
over in one call. So a sheet in front of the user has the very formats, widths, merges, charts, links and page setup of the
file route, and no number of cells makes more calls. The formulas follow as one block a sheet: they would otherwise point
into the workbook they came from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.workbook.live.blocks import formula_block, write_block
from lkjip_xl.workbook.live.guard import LiveBookError
from lkjip_xl.workbook.live.ownership import claim, own_sheets
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

if TYPE_CHECKING:
    from xlwings import Book, Sheet

CARRIER: Final = "lkjip_pembawa.xlsx"
Say = Callable[[str], None]
Formulas = Mapping[str, Mapping[tuple[int, int], str]]
"""Sheet → (row, column) → formula with ``=``."""


def write_sheets(
    book: Book,
    kind: str,
    models: Sequence[SheetModel],
    *,
    names: Mapping[str, str] | None = None,
    first: bool = False,
    adopted: Sequence[str] = (),
    dependents: Formulas | None = None,
    say: Say = lambda text: None,
) -> None:
    """Put the sheets into the workbook, in place of those of the same ``kind`` that an earlier click made.

    New ones go behind the last sheet, or with ``first`` before the first. ``adopted`` are sheets that count as ours
    though nothing marks them. ``dependents`` are formulas on other sheets that look at the replaced ones; they are written
    again. Raises LiveBookError where a sheet of the user's has a name that is needed.
    """
    old = list(dict.fromkeys([*own_sheets(book, kind), *adopted]))
    _refuse_foreign(book, models, old)
    with tempfile.TemporaryDirectory(prefix="lkjip-") as folder:
        carrier = _open_carrier(book, models, Path(folder) / CARRIER)
        try:
            _replace(book, carrier, models, old, first=first, say=say)
        finally:
            carrier.close()
    for name in old:
        if name not in {model.name for model in models}:
            book.sheets[name].delete()
    say("menulis rumus …")
    _write_formulas(book, models)
    for sheet, cells in (dependents or {}).items():
        for (row, column), formula in cells.items():
            book.sheets[sheet].range((row, column)).formula = formula
    for name, target in (names or {}).items():
        book.names.add(name, target)
    claim(book, kind, [model.name for model in models])


def _refuse_foreign(book: Book, models: Sequence[SheetModel], old: Sequence[str]) -> None:
    ours = {name.casefold() for name in old}
    there = {sheet.name.casefold(): sheet.name for sheet in book.sheets}
    taken = [there[name] for model in models if (name := model.name.casefold()) in there and name not in ours]
    if taken:
        listed = ", ".join(f"“{name}”" for name in taken)
        raise LiveBookError(f"Lembar {listed} sudah ada dan bukan buatan LKjIP. Ganti namanya, lalu ulangi.")


def _open_carrier(book: Book, models: Sequence[SheetModel], path: Path) -> Book:
    write_workbook(WorkbookModel(sheets=[_without_formulas(model) for model in models]), path)
    return book.app.books.open(str(path), update_links=False, read_only=True, add_to_mru=False)


def _without_formulas(model: SheetModel) -> SheetModel:
    rows = {
        number: [cell._replace(formula=None, value=cell.value or None) if cell and cell.formula else cell for cell in cells]
        for number, cells in model.rows.items()
    }
    return replace(model, rows=rows)


def _replace(
    book: Book, carrier: Book, models: Sequence[SheetModel], old: Sequence[str], *, first: bool, say: Say
) -> None:
    """Copy every sheet to the place of the old one of its name, or behind the one before it."""
    there = {name.casefold() for name in old}
    previous: Sheet | None = None
    for number, model in enumerate(models, 1):
        say(f"menyalin lembar {model.name} ({number} dari {len(models)}) …")
        source = carrier.sheets[model.name]
        if model.name.casefold() in there:
            replaced = book.sheets[model.name]
            made = source.copy(after=replaced)
            replaced.delete()
        elif previous is None and first:
            made = source.copy(before=book.sheets[0])
        else:
            made = source.copy(after=previous or book.sheets[-1])
        if made.name != model.name:
            made.name = model.name
        previous = made


def _write_formulas(book: Book, models: Sequence[SheetModel]) -> None:
    for model in models:
        found: tuple[tuple[int, int], list[list[Any]]] | None = formula_block(model)
        if found is not None:
            write_block(book.sheets[model.name], *found)
