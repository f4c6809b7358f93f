"""From cells to fields: which sheet, which column, which row a value belongs to.

Sheets, headings and labels are found by name, never by position, so that inserted or moved rows and columns are followed
and every value keeps its own address. A name that is only *like* an official one is not used: it stays missing, and the
checks say so with a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lkjip_xl.address import column_number
from lkjip_xl.definition.own_sheets import ID_NAME, RESULT_NAME, VERSION_NAME, is_auxiliary_sheet, is_report_sheet
from lkjip_xl.definition.sheets import SheetDef, sheet_defs
from lkjip_xl.errors import TemplateVersionError
from lkjip_xl.intake.form import bind_form
from lkjip_xl.intake.leftovers import list_leftovers
from lkjip_xl.intake.names import near_pairs, normalised
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.intake.table import bind_table
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.values import Value
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION

_CELL_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")


def bind(workbook: RawWorkbook, vocabulary: Sequence[SheetDef] | None = None) -> Submission:
    """The records of a workbook, each value under its field.

    ``vocabulary`` are the sheets and headings to look for; without it those of the current template. A migration gives
    those of an older one. Raises TemplateVersionError when the workbook's template is newer than this tool.
    """
    definitions = sheet_defs() if vocabulary is None else vocabulary
    submission = Submission(workbook, *template_identity(workbook))
    found = _match_sheets(workbook, definitions)
    for definition in definitions:
        sheet = found.get(definition.key)
        if sheet is not None:
            submission.sheets[definition.key] = _bind_sheet(definition, sheet)
    _sort_others(submission, {sheet.name for sheet in found.values()}, definitions)
    list_leftovers(submission)
    return submission


def template_identity(workbook: RawWorkbook) -> tuple[str, str]:
    """(template id, version) from the named cells; "" for what is not there. Raises TemplateVersionError for a version
    newer than this tool."""
    version = _named_text(workbook, VERSION_NAME)
    _refuse_newer(version)
    return _named_text(workbook, ID_NAME), version


def version_numbers(text: str) -> tuple[int, ...] | None:
    """``"1.10"`` → ``(1, 10)``, so that versions compare as numbers; trailing zeros do not count. None when unreadable."""
    parts = text.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _bind_sheet(definition: SheetDef, sheet: RawSheet) -> SheetData:
    return bind_table(definition, sheet) if definition.layout == "tabel" else bind_form(definition, sheet)


def _match_sheets(workbook: RawWorkbook, definitions: Sequence[SheetDef]) -> dict[str, RawSheet]:
    """Definition key → sheet: exact names first, then names that differ only in case, spaces and punctuation."""
    found: dict[str, RawSheet] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for definition in definitions:
            if definition.key in found:
                continue
            for sheet in workbook.sheets:
                same = sheet.name == definition.name if exact else normalised(sheet.name) == normalised(definition.name)
                if same and sheet.name not in taken:
                    found[definition.key] = sheet
                    taken.add(sheet.name)
                    break
    return found


def _sort_others(submission: Submission, used: set[str], definitions: Sequence[SheetDef]) -> None:
    """Sheets that are no input: of an earlier report, or unknown; and which unknown one looks like a missing sheet."""
    own = _named_sheet(submission.workbook, RESULT_NAME)
    for sheet in submission.workbook.sheets:
        if sheet.name in used or sheet.name == own or is_auxiliary_sheet(sheet.name):
            continue
        (submission.report_sheets if is_report_sheet(sheet.name) else submission.other_sheets).append(sheet.name)
    missing = {definition.name: definition.key for definition in definitions if definition.key not in submission.sheets}
    pairs = near_pairs(missing, submission.other_sheets)
    submission.near_names.update({missing[name]: near for name, near in pairs.items()})


def _named_text(workbook: RawWorkbook, name: str) -> str:
    """The text of the cell a defined name points to; "" where the name, the sheet or the cell is missing."""
    match = _CELL_REFERENCE.match(workbook.names.get(name, ""))
    if match is None:
        return ""
    sheet = workbook.sheet(_named_sheet(workbook, name))
    cell = sheet.cell(int(match[4]), column_number(match[3])) if sheet else None
    return _plain(cell.value) if cell else ""


def _named_sheet(workbook: RawWorkbook, name: str) -> str:
    """The sheet a defined name points to; "" where there is no such name."""
    match = _CELL_REFERENCE.match(workbook.names.get(name, ""))
    return (match[1] or match[2]).replace("''", "'") if match else ""


def _plain(value: Value) -> str:
    """A version typed as a number (1 or 1.1) reads like one typed as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _refuse_newer(version: str) -> None:
    submitted = version_numbers(version) if version else None
    known = version_numbers(TEMPLATE_VERSION)
    if submitted is not None and known is not None and submitted > known:
        raise TemplateVersionError(
            f"Buku kerja ini dibuat dari templat {TEMPLATE_ID} versi {version}, lebih baru daripada versi {TEMPLATE_VERSION} "
            "yang dikenal program ini. Pasang lkjip_xl yang terbaru, lalu ulangi."
        )
