"""Small workbooks from a description of their cells, for tests of one rule each.

A cell is a value, or a formula (a text that begins with ``=``), or a formula with the value the file stores:
``("=A1+A2", 5)``. Formulas without one get what the package's own evaluator gives.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from lkjip_xl.address import cell_place
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.audit.run import AUDIT_LIMITS
from lkjip_xl.audit.umum.general import examine_any
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError

Cells = Mapping[str, Any]


def tabel(start: str, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Cells row by row from ``start``; None is left out."""
    from lkjip_xl.address import cell_name

    top, left = cell_place(start)
    return {
        cell_name(top + down, left + across): value
        for down, row in enumerate(rows)
        for across, value in enumerate(row)
        if value is not None
    }


def buku(
    sheets: Mapping[str, Cells], *, hidden_rows: Sequence[int] = (), hidden_sheets: Sequence[str] = (), merges: Sequence[str] = ()
) -> bytes:
    """The workbook as bytes; ``hidden_rows`` and ``merges`` are those of the first sheet."""
    computed = _results(_write(sheets, {}, hidden_rows, hidden_sheets, merges))
    return _write(sheets, computed, hidden_rows, hidden_sheets, merges)


def periksa_lembar(cells: Cells, **options: Any) -> list[AuditFinding]:
    """The findings on a workbook of one sheet."""
    return temuan(buku({"Lembar": cells}, **options))


def temuan(data: bytes, *, use_second_engine: bool = False) -> list[AuditFinding]:
    """The findings on a workbook, in reading order, examined in this process."""
    workbook = read_workbook(data, name="buku.xlsx", limits=AUDIT_LIMITS)
    return list(examine_any(workbook, data, AUDIT_LIMITS, use_second_engine=use_second_engine).findings)


def kode(findings: Sequence[AuditFinding], code: str, variant: str | None = None) -> list[AuditFinding]:
    """The findings of one rule (and case)."""
    return [found for found in findings if found.code == code and variant in (None, found.variant)]


def _results(data: bytes) -> dict[tuple[str, str], Any]:
    recalculation = Recalculation(Grid(read_workbook(data, name="buku.xlsx")), FormulaBook())
    return {recalculation.grid.address(cell): recalculation.values[cell] for cell in recalculation.plans}


def _write(
    sheets: Mapping[str, Cells], computed: Mapping[tuple[str, str], Any], hidden_rows: Sequence[int],
    hidden_sheets: Sequence[str], merges: Sequence[str],
) -> bytes:  # fmt: skip
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, (name, cells) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for area in merges if number == 0 else ():
            sheet.merge_range(area, "")
        for address, content in cells.items():
            place = tuple(part - 1 for part in cell_place(address))
            formula, stored = content if isinstance(content, tuple) else (content, computed.get((name, address)))
            if isinstance(formula, str) and formula.startswith("="):
                sheet.write_formula(*place, formula, None, "" if stored is None else stored)
            elif isinstance(formula, CellError):
                sheet.write_formula(*place, "=" + formula, None, str(formula))
            elif isinstance(formula, str):
                sheet.write_string(*place, formula)
            else:
                sheet.write(*place, formula)
        for row in hidden_rows if number == 0 else ():
            sheet.set_row(row - 1, None, None, {"hidden": True})
        if name in hidden_sheets:
            sheet.hide()
    book.close()
    return out.getvalue()
