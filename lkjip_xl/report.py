"""From a Submission to the report workbook: tables, input sheets with computed columns, and the stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.finding import Finding
from lkjip_xl.definition.sheets import SheetDef
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.tables import catatan, daftar_tabel
from lkjip_xl.tables.book import build_tables
from lkjip_xl.tables.context import Context, make_context
from lkjip_xl.template.book import InputBook, place
from lkjip_xl.template.build import standard_sheets
from lkjip_xl.values import Value
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION
from lkjip_xl.workbook.model import WorkbookModel

MOST_BLANK_ROWS = 500
"""Blank rows between records that a report still copies."""


def input_book(submission: Submission) -> InputBook:
    """The submission's records in the standard workbook. Rows keep their distance from the heading row, so that in a file
    made from the template every record keeps its very row."""
    rows: dict[str, Sequence[tuple[int, Mapping[str, Value]]]] = {}
    for key, data in submission.sheets.items():
        definition = data.definition
        if definition.layout == "formulir":
            rows[key] = [(0, record.values) for record in data.records[:1]]
        else:
            rows[key] = _placed_rows(definition, data)
    return place(rows)


def _placed_rows(definition: SheetDef, data: SheetData) -> list[tuple[int, Mapping[str, Value]]]:
    """Records at their distance from the heading row; one below the other where blank rows outnumber the records by far
    (a stray cell in the last row of the grid must not make a million rows)."""
    shift = definition.first_row - data.heading_row - 1
    records = data.records
    if records and records[-1].row + shift - definition.first_row > 2 * len(records) + MOST_BLANK_ROWS:
        return [(definition.first_row + index, record.values) for index, record in enumerate(records)]
    return [(record.row + shift, record.values) for record in records]


def _finding_row(finding: Finding) -> catatan.NoteRow:
    head, text = f"{finding.severity}: {finding.code}", f"{finding.message} {finding.advice}".strip()
    if finding.waiver:
        head = f"{head} ({phrase('dikecualikan')})"
        text = f"{text} {phrase('pengecualian_dibaca', pengecualian=finding.waiver)}"
    place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
    return catatan.NoteRow(head, finding.heading, place, text)


class Report(NamedTuple):
    """A report workbook and the tables' view of the submission, with the cells the tables published."""

    workbook: WorkbookModel
    context: Context


def make_report(submission: Submission, findings: Sequence[Finding]) -> WorkbookModel:
    """The whole report workbook. Faulty cells stay visible in the tables; the findings are listed on Catatan Laporan."""
    return build_report(submission, findings).workbook


def build_report(submission: Submission, findings: Sequence[Finding]) -> Report:
    """Like ``make_report``, with what a summary over many offices needs to know about this one."""
    book = input_book(submission)
    context = make_context(book)
    tables = build_tables(context)
    contents = daftar_tabel.build(context, tables.entries, tables.omitted)
    raw = submission.workbook
    source = catatan.Source(raw.name, raw.sha256, submission.template_version)
    left_out = [catatan.NoteRow(what, "", f"{sheet} {cell}".strip(), "") for sheet, cell, what in submission.left_out]
    notes, stamp_names = catatan.build(context, source, [_finding_row(finding) for finding in findings], left_out)
    inputs, input_names = standard_sheets(book, blank=False)
    office = book.forms["instansi"]
    workbook = WorkbookModel(
        sheets=[contents, *tables.sheets, notes, *inputs],
        names={**input_names, **stamp_names},
        title=f"Laporan Kinerja {office['nama_instansi'] or ''} {office['tahun'] or ''}".strip(),
        comments=f"Dibuat dengan lkjip_xl {TOOL_VERSION}",
        custom={
            "lkjip_templat_id": TEMPLATE_ID,
            "lkjip_templat_versi": TEMPLATE_VERSION,
            "lkjip_versi_alat": TOOL_VERSION,
            "lkjip_sha256_sumber": raw.sha256,
        },
        active=contents.name,
    )
    return Report(workbook, context)
