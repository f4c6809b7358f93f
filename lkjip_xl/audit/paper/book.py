"""The whole paper as a workbook model: every sheet, its properties, and the name by which a later run knows it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from lkjip_xl.address import quote_sheet
from lkjip_xl.audit.paper.cell_map import cell_maps
from lkjip_xl.audit.paper.checklist_sheet import CHECKLIST, checklist_sheet
from lkjip_xl.audit.paper.comparison import Comparison
from lkjip_xl.audit.paper.comparison_sheet import comparison_sheet
from lkjip_xl.audit.paper.consistency_list import consistency_list
from lkjip_xl.audit.paper.findings_list import findings_list
from lkjip_xl.audit.paper.moment import Moment
from lkjip_xl.audit.paper.old_paper import PAPER_NAME
from lkjip_xl.audit.paper.poured import Pour, pour
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.audit.paper.statement import STATEMENT, statement_sheet
from lkjip_xl.audit.paper.summary import SUMMARY, VERSION_CELL, file_row, summary_sheet
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook


class Paper(NamedTuple):
    """The paper: its sheets, and the rows of the longest that are written only as they are needed."""

    model: WorkbookModel
    pours: list[Pour]

    def data(self) -> bytes:
        """The file; same paper, same bytes."""
        buffer = BytesIO()
        write_workbook(self.model, buffer)
        numbers = {sheet.name: number for number, sheet in enumerate(self.model.sheets, 1)}
        return pour(buffer.getvalue(), numbers, self.pours)


def make_paper(files: Sequence[PaperFile], moment: Moment, comparison: Comparison | None = None) -> Paper:
    """The paper of one or more files. The checklist and the statement are one form per office: each examined file has its own
    pair of sheets, numbered where there are several."""
    maps = cell_maps(files)
    file_rows = {file.number: file_row(file.number) for file in files}
    compared_with = f"{comparison.old.name} (SHA-256 {comparison.old.sha256})" if comparison else ""
    sheets = [
        summary_sheet(files, moment, compared_with),
        findings_list(files, maps.places, file_rows),
        *maps.sheets,
        consistency_list(files),
        *_forms(files),
    ]
    if comparison:
        sheets.insert(2, comparison_sheet(comparison))
    model = WorkbookModel(
        sheets=sheets,
        names={PAPER_NAME: f"={quote_sheet(SUMMARY)}!{VERSION_CELL}"},
        title="Kertas Kerja Pemeriksaan LKjIP",
        comments=f"Dibuat dengan lkjip_xl {TOOL_VERSION}",
        custom={"lkjip_templat_id": TEMPLATE_ID, "lkjip_templat_versi": TEMPLATE_VERSION, "lkjip_versi_alat": TOOL_VERSION},
        active=SUMMARY,
    )
    return Paper(model, maps.pours)


def _forms(files: Sequence[PaperFile]) -> list[SheetModel]:
    sheets = []
    for file in files:
        suffix = f" {file.number}" if len(files) > 1 else ""
        if file.examined:
            sheets.append(checklist_sheet(file, CHECKLIST + suffix))
        sheets.append(statement_sheet(file, STATEMENT + suffix, CHECKLIST + suffix))
    return sheets
