"""The standard workbook: Petunjuk, the input sheets, Daftar Pilihan."""

from __future__ import annotations

from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.template.book import Data, InputBook, place_data
from lkjip_xl.template.choices import choice_sheet
from lkjip_xl.template.guide import guide_sheet
from lkjip_xl.template.input_sheets import input_sheet
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.text_fit import fit_heights


def standard_sheets(book: InputBook, *, blank: bool) -> tuple[list[SheetModel], dict[str, str]]:
    """Every sheet of the standard workbook and its named ranges; ``blank`` leaves room for the first rows."""
    guide, names = guide_sheet()
    lists, list_names = choice_sheet()
    inputs = [input_sheet(book, definition, blank_rows=definition.blank_rows if blank else 0) for definition in sheet_defs()]
    sheets = [guide, *inputs, lists]
    for sheet in sheets:
        fit_heights(sheet)
    return sheets, {**names, **list_names}


def _workbook(book: InputBook, *, blank: bool) -> WorkbookModel:
    sheets, names = standard_sheets(book, blank=blank)
    return WorkbookModel(
        sheets=sheets,
        names=names,
        title="Buku Kerja Standar LKjIP",
        custom={"lkjip_templat_id": TEMPLATE_ID, "lkjip_templat_versi": TEMPLATE_VERSION},
        active="Petunjuk" if blank else "Instansi",
    )


def blank_workbook() -> WorkbookModel:
    """The blank template an office starts from."""
    return _workbook(place_data({}), blank=True)


def filled_workbook(data: Data) -> WorkbookModel:
    """A standard workbook holding these records, as an office would submit it."""
    return _workbook(place_data(data), blank=False)
