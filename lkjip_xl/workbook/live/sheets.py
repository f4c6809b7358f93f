"""Whole sheets put into an open workbook.

The file writer makes them, without formulas, as a workbook of their own; the program opens it unseen and copies each sheet
over in one call. So a sheet in front of the user has the very formats, widths, merges, charts, links and page setup of the
file route, and no number of cells makes more calls. The formulas follow as one block a sheet: they would otherwise point
into the workbook they came from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.workbook.live.blocks import Place, formula_block, write_block, write_cells
from lkjip_xl.workbook.live.guard import LiveBookError, in_words
from lkjip_xl.workbook.live.ownership import OWN_NAMES, claim, looks_at
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

if TYPE_CHECKING:
    from xlwings import Book, Sheet

CARRIER: Final = "lkjip-"
"""How the name of the carrier begins; the rest is new every time, for no program opens two workbooks of one name."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Dependent:
    """Cells of one sheet of the user's whose formulas look at sheets that are replaced, and what stands around them."""

    cells: Mapping[Place, Any]
    between: Mapping[Place, Any]


def write_sheets(
    book: Book,
    kind: str,
    models: Sequence[SheetModel],
    *,
    replaces: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    first: bool = False,
    dependents: Mapping[str, Dependent] | None = None,
    say: Say = lambda text: None,
) -> None:
    """Put the sheets into the workbook as sheets of this ``kind``, in place of ``replaces``, which are removed.

    New ones go behind the last sheet, or with ``first`` before the first. ``dependents`` (sheet → cells) are formulas of the
    user's that look at replaced sheets; they and defined names of the kind are given anew, for a removed sheet leaves #REF!.
    Until every sheet has been copied nothing is removed, and a fault before that leaves the workbook as it was.

    Raises LiveBookError where a sheet of the user's has a name that is needed.
    """
    refuse_foreign(book, models, replaces)
    with in_words(), tempfile.TemporaryDirectory(prefix=CARRIER, ignore_cleanup_errors=True) as folder:
        lost = _names_looking_at(book, replaces)
        carrier = _open_carrier(book, models, Path(folder, f"{Path(folder).name}.xlsx"))
        try:
            made = _copied(book, carrier, models, replaces, first=first, say=say)
        finally:
            carrier.close()
        for name in replaces:
            book.sheets[name].delete()
        for sheet, model in zip(made, models, strict=True):
            _settle(sheet, model)
        claim(book, kind, [model.name for model in models])
        say("menulis rumus …")
        for model in models:
            _write_formulas(book, model)
        for sheet_name, dependent in (dependents or {}).items():
            write_cells(book.sheets[sheet_name], dependent.cells, dependent.between)
        for name, target in {**lost, **(names or {})}.items():
            book.names.add(name, target)


def refuse_foreign(book: Book, models: Sequence[SheetModel], replaces: Sequence[str]) -> None:
    """Raise LiveBookError where a sheet that is not to be replaced has the name of one to be made."""
    ours = {name.casefold() for name in replaces}
    there = {sheet.name.casefold(): sheet.name for sheet in book.sheets}
    taken = [there[name] for model in models if (name := model.name.casefold()) in there and name not in ours]
    if taken:
        listed = ", ".join(f"“{name}”" for name in taken)
        raise LiveBookError(f"Lembar {listed} sudah ada dan bukan buatan LKjIP. Ganti namanya, lalu ulangi.")


def _names_looking_at(book: Book, sheets: Sequence[str]) -> dict[str, str]:
    """Defined names of the user's, with what they refer to now."""
    if not sheets:
        return {}
    looks = looks_at(sheets)
    found = {name.name: name.refers_to or "" for name in book.names}
    return {
        name: target
        for name, target in found.items()
        if "!" not in name and not name.casefold().startswith(OWN_NAMES) and looks.search(target)
    }


def _open_carrier(book: Book, models: Sequence[SheetModel], path: Path) -> Book:
    write_workbook(WorkbookModel(sheets=[_without_formulas(model) for model in models]), path)
    return book.app.books.open(str(path), update_links=False, read_only=True, add_to_mru=False)


def _without_formulas(model: SheetModel) -> SheetModel:
    rows = {
        number: [cell._replace(formula=None, value=cell.value or None) if cell and cell.formula else cell for cell in cells]
        for number, cells in model.rows.items()
    }
    return replace(model, rows=rows)


def _copied(
    book: Book, carrier: Book, models: Sequence[SheetModel], replaces: Sequence[str], *, first: bool, say: Say
) -> list[Sheet]:
    """Copy every sheet behind the old one of its name, or behind the one before it. They have provisional names."""
    old = {name.casefold() for name in replaces}
    made: list[Sheet] = []
    try:
        for number, model in enumerate(models, 1):
            say(f"menyalin lembar {model.name} ({number} dari {len(models)}) …")
            source = carrier.sheets[model.name]
            if model.name.casefold() in old:
                made.append(source.copy(after=book.sheets[model.name]))
            elif not made and first:
                made.append(source.copy(before=book.sheets[0]))
            else:
                made.append(source.copy(after=made[-1] if made else book.sheets[-1]))
    except BaseException as fault:
        _take_back(made, fault)
        raise
    return made


def _take_back(made: Sequence[Sheet], fault: BaseException) -> None:
    for sheet in made:
        try:
            sheet.delete()
        except Exception as error:  # the engines raise classes of their own
            fault.add_note(f"a copied sheet could not be removed again: {error!r}")


def _settle(sheet: Sheet, model: SheetModel) -> None:
    """Give a copied sheet, and the tables on it, the names that those it replaces have just left free."""
    if sheet.name != model.name:
        sheet.name = model.name
    if model.tables:
        for table, wanted in zip(sheet.tables, model.tables, strict=False):
            if table.name != wanted.name:
                table.name = wanted.name


def _write_formulas(book: Book, model: SheetModel) -> None:
    found = formula_block(model)
    if found is not None:
        write_block(book.sheets[model.name], *found)
