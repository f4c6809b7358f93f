"""The stamp of a report: the settings it was made with, which its formulas follow (A09)."""

from __future__ import annotations

from dataclasses import replace

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Fault
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.formula.reference import CellRef, read_reference
from lkjip_xl.checks.shown import shown
from lkjip_xl.definition.own_sheets import STAMP_PREFIX
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.intake.form import bind_form
from lkjip_xl.intake.names import normalised
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.values import Value, is_blank, number

_SETTINGS = "pengaturan"


def stamped(workbook: RawWorkbook, key: str) -> Value:
    """A value of the report's stamp: the cell a name ``lkjip_cap_*`` points to; None where there is none."""
    reference = read_reference(workbook.names.get(STAMP_PREFIX + key, "").removeprefix("="))
    if not isinstance(reference, CellRef):
        return None
    sheet = workbook.sheet(reference.sheet)
    cell = sheet.cell(reference.row, reference.column) if sheet else None
    return cell.value if cell else None


def with_stamped_settings(workbook: RawWorkbook) -> tuple[RawWorkbook, list[Fault]]:
    """A report's formulas follow the settings it was made with. Where Pengaturan says otherwise now, the stamp counts."""
    definition = sheet_def(_SETTINGS)
    sheet = next((sheet for sheet in workbook.sheets if normalised(sheet.name) == normalised(definition.name)), None)
    if sheet is None:
        return workbook, []
    data = bind_form(definition, sheet)
    values = data.records[0].values
    faults, rows = [], dict(sheet.rows)
    for column in definition.columns:
        made_with, now, row = stamped(workbook, f"pengaturan_{column.key}"), values[column.key], data.field_rows.get(column.key)
        if is_blank(made_with) or row is None or _same_setting(made_with, column.default if is_blank(now) else now):
            continue
        place = (row, data.columns[column.key])
        number_of_sheet = workbook.sheets.index(sheet)
        faults.append(
            Fault(
                "pengaturan_berubah", sheet.name, cell_name(*place), column.heading, now, {"isi_baku": shown(made_with)},
                cells=frozenset({cell_id(number_of_sheet, *place)}),
            )
        )  # fmt: skip
        kept = [cell for cell in rows.get(row, []) if cell.column != place[1]]
        made = RawCell(*place, made_with, None, "n" if isinstance(made_with, int | float) else "s", 0)
        rows[row] = sorted([*kept, made], key=lambda cell: cell.column)
    if not faults:
        return workbook, []
    sheets = [replace(sheet, rows=rows) if other is sheet else other for other in workbook.sheets]
    return replace(workbook, sheets=sheets), faults


def _same_setting(made_with: Value, now: Value) -> bool:
    """True where a setting still says what the stamp says; 3 and 3.0 are one."""
    first, second = number(made_with), number(now)
    if first is not None and second is not None:
        return first == second
    return str(made_with).strip().casefold() == str(now).strip().casefold()
