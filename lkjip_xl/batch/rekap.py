"""The rekap workbook: a row per office, all indicators, all programs, what failed, and charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from lkjip_xl.batch.outcome import DONE, Outcome
from lkjip_xl.batch.poured import Row, pour
from lkjip_xl.batch.rekap_charts import Office, chart_sheet
from lkjip_xl.batch.rekap_sheets import (
    FAILURE_SHEET,
    HEADING_ROW,
    INDICATOR_SHEET,
    OFFICE_SHEET,
    OFFICES,
    PROGRAM_SHEET,
    SCALE,
    TAB,
    TWICE_NOTE,
    TWICE_SHEET,
    RekapSheet,
)
from lkjip_xl.batch.summary import Summary
from lkjip_xl.compute.anggaran import percent_formula, sum_formula
from lkjip_xl.compute.efisiensi import EfficiencyCells, efficiency_formula
from lkjip_xl.compute.formula import Formula, Ref, column_range
from lkjip_xl.compute.kategori import category_formula, scales
from lkjip_xl.compute.rata_rata import mean_formula
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, Link, Page, SheetModel, TableArea, WorkbookModel
from lkjip_xl.workbook.text_fit import fit_heights

MAX_LINKS = 65_000
"""Excel opens a sheet with at most 65,530 links."""


class _Sheet:
    """A rekap sheet being filled: title, heading row, one row after the other, an Excel Table over it all."""

    def __init__(self, spec: RekapSheet) -> None:
        page = Page(landscape=True, repeat_rows=(HEADING_ROW, HEADING_ROW), footer="&C&P dari &N")
        self.model = SheetModel(spec.name, tab_color=TAB, freeze=(HEADING_ROW + 1, 3), page=page)
        self.columns = spec.columns
        self.table = spec.table
        self.row = HEADING_ROW + 1
        self.model.put(1, 1, Cell("judul_lembar", spec.title))
        self.model.put(2, 1, Cell("petunjuk", spec.note))
        for place, column in enumerate(spec.columns, 1):
            self.model.widths[place] = column.width
            self.model.put(HEADING_ROW, place, Cell("kepala_isian", column.heading))

    @property
    def number(self) -> int:
        """Running number of the current row."""
        return self.row - HEADING_ROW

    def put(self, column: int, content: Value | Formula, *, style: str = "") -> Ref:
        """A cell of the current row."""
        look = style or self.columns[column - 1].style
        if isinstance(content, Formula):
            self.model.put(self.row, column, Cell(look, content.value, content.text(self.model.name)))
            return Ref(self.model.name, self.row, column, content.value)
        self.model.put(self.row, column, Cell(look, content))
        return Ref(self.model.name, self.row, column, content)

    def line(self, contents: Iterable[Value | Formula]) -> list[Ref]:
        """A whole row from column A on."""
        placed = [self.put(column, content) for column, content in enumerate(contents, 1)]
        self.row += 1
        return placed

    def link(self, column: int, target: str) -> None:
        """Link the current row's cell to a file; the name stands there without a link where a sheet can hold no more."""
        if len(self.model.links) < MAX_LINKS:
            self.model.links.append(Link(self.row, column, target, "Buka berkas", to_file=True))

    def finish(self) -> SheetModel:
        """Table over the rows; an empty table keeps one blank row."""
        if self.row == HEADING_ROW + 1:
            self.line([None] * len(self.columns))
        headings = tuple(column.heading for column in self.columns)
        self.model.tables.append(TableArea(self.table, (HEADING_ROW, 1, self.row - 1, len(headings)), headings))
        fit_heights(self.model)
        return self.model


def _office_row(sheet: _Sheet, number: int, outcome: Outcome, source: str) -> Office:
    """The row of one report; its (name, capaian, penyerapan) cells come back for the charts."""
    facts = outcome.facts
    identity = (facts[key] for key in ("nama_instansi", "daerah", "kode_skpd", "tahun", "jumlah_sasaran", "jumlah_indikator"))
    placed = [sheet.put(column, value) for column, value in enumerate((number, *identity), 1)]
    mean = sheet.put(8, facts["rata_capaian"])
    sheet.put(9, category_formula(mean, scales()[SCALE]))
    budget, spent = sheet.put(10, facts["pagu"]), sheet.put(11, facts["realisasi"])
    absorbed = sheet.put(12, percent_formula(spent, budget))
    sheet.put(13, efficiency_formula(EfficiencyCells(mean, absorbed, mean, mean, budget, spent), "Selisih"))
    for column, severity in enumerate(("GALAT", "PERINGATAN", "INFO"), 14):
        sheet.put(column, facts["temuan"].get(severity, 0))
    audit = facts.get("periksa")
    sheet.put(17, sum(number for grade, number in audit.items() if grade != "Info") if audit else None)
    sheet.put(18, outcome.status)
    sheet.put(19, outcome.output)
    sheet.link(19, outcome.output)
    sheet.put(20, outcome.name)
    sheet.link(20, source)
    sheet.row += 1
    return placed[1], mean, absorbed


def _total_row(sheet: _Sheet, first: int) -> None:
    """Sums and means below the table, outside it so that pivots do not count them."""
    last = sheet.row - 1
    if last < first:
        return

    def column(place: int) -> list[Ref]:
        cells = [(row, sheet.model.cell(row, place)) for row in range(first, last + 1)]
        return [Ref(sheet.model.name, row, place, cell.value if cell else None) for row, cell in cells]

    sheet.row += 1
    for place in range(1, len(sheet.columns) + 1):
        sheet.put(place, None, style="teks+total")
    sheet.put(2, "JUMLAH / RATA-RATA", style="teks+total")
    sheet.put(8, mean_formula(column_range(column(8))), style="angka:persen2+total")
    budget = sheet.put(10, sum_formula(column_range(column(10))), style="angka:rupiah+total")
    spent = sheet.put(11, sum_formula(column_range(column(11))), style="angka:rupiah+total")
    sheet.put(12, percent_formula(spent, budget), style="angka:persen2+total")
    for place in (14, 15, 16, 17):
        sheet.put(place, sum_formula(column_range(column(place))), style="angka:bulat+total")


def _indicator_rows(sheet: _Sheet, outcome: Outcome) -> None:
    for item in outcome.facts["indikator"]:
        names = (item[key] for key in ("sasaran", "kode", "indikator", "satuan", "polaritas"))
        head = (sheet.number, outcome.facts["nama_instansi"], outcome.facts["daerah"], *names)
        for place, value in enumerate(head, 1):
            sheet.put(place, value)
        for place, key in enumerate(("target", "realisasi", "capaian"), 9):
            sheet.put(place, item[key])
        budget, spent = sheet.put(12, item["pagu"]), sheet.put(13, item["realisasi_anggaran"])
        sheet.put(14, percent_formula(spent, budget))
        sheet.row += 1


def _program_rows(sheet: _Sheet, outcome: Outcome) -> None:
    for item in outcome.facts["program"]:
        names = (item[key] for key in ("kode", "uraian", "jenis_program"))
        head = (sheet.number, outcome.facts["nama_instansi"], outcome.facts["daerah"], *names)
        for place, value in enumerate(head, 1):
            sheet.put(place, value)
        budget, spent = sheet.put(7, item["pagu"]), sheet.put(8, item["realisasi_anggaran"])
        sheet.put(9, percent_formula(spent, budget))
        sheet.row += 1


class _LongSheet:
    """A sheet with rows for every office, of which never more than one office's rows are held: counted and measured first
    (``measure``), made again while they are written."""

    def __init__(self, spec: RekapSheet, fill: Callable[[_Sheet, Outcome], None], outcomes: Iterable[Outcome]) -> None:
        self._spec = spec
        self._fill = fill
        self._outcomes = outcomes
        self._sheet = _Sheet(spec)
        self._head = self._sheet.model.rows
        self._heights: dict[int, float] = {}

    def measure(self, outcome: Outcome) -> None:
        """Take an office's rows into account."""
        model = self._sheet.model
        model.rows, model.heights = {}, {}
        self._fill(self._sheet, outcome)
        fit_heights(model)
        self._heights.update(model.heights)

    def finish(self) -> SheetModel:
        """The sheet with all rows that were measured."""
        sheet, model = self._sheet, self._sheet.model
        number = sheet.row - HEADING_ROW - 1
        model.rows, model.heights = self._head, {}
        made = sheet.finish()
        made.heights.update(self._heights)
        if number:
            pour(made, HEADING_ROW + 1, number, self._rows)
        return made

    def _rows(self) -> Iterator[Row]:
        sheet = _Sheet(self._spec)
        for outcome in self._outcomes:
            if outcome.status == DONE:
                sheet.model.rows = {}
                self._fill(sheet, outcome)
                yield from sheet.model.rows.values()


def make_rekap(outcomes: Iterable[Outcome], source_prefix: str) -> WorkbookModel:
    """The rekap of a batch. ``outcomes`` must give the same ones each time it is iterated: the long sheets are made of them
    anew while the workbook is written. ``source_prefix`` leads from the output folder to the folder of submissions, for the
    links."""
    offices, failures, summary = _Sheet(OFFICE_SHEET), _Sheet(FAILURE_SHEET), Summary()
    indicators = _LongSheet(INDICATOR_SHEET, _indicator_rows, outcomes)
    programs = _LongSheet(PROGRAM_SHEET, _program_rows, outcomes)
    first = offices.row
    charted: list[Office] = []
    for outcome in outcomes:
        summary.add(outcome)
        source = str(PurePosixPath(source_prefix) / outcome.name)
        if outcome.status == DONE:
            charted.append(_office_row(offices, offices.number, outcome, source))
            indicators.measure(outcome)
            programs.measure(outcome)
        else:
            failures.link(2, source)
            failures.line((failures.number, outcome.name, outcome.status, outcome.code, outcome.message))
    office_model = offices.finish()
    if charted:
        _total_row(offices, first)
    found = summary.to_json()
    if found["instansi_sama"]:
        office_model.put(2, 1, Cell("petunjuk", f"{OFFICE_SHEET.note} {TWICE_NOTE.format(jumlah=len(found['instansi_sama']))}"))
    others = [indicators.finish(), programs.finish(), failures.finish(), _twice_sheet(found)]
    return WorkbookModel(sheets=[office_model, chart_sheet(charted), *others], title="Rekap LKjIP", active=OFFICES)


def _twice_sheet(summary: dict[str, Any]) -> SheetModel:
    """Every group of files with the same content, or of the same office and year."""
    sheet = _Sheet(TWICE_SHEET)
    for key, what in (("berkas_sama", "Isi berkas"), ("instansi_sama", "Instansi dan tahun")):
        for names in summary[key]:
            sheet.line((sheet.number, what, "\n".join(names)))
    return sheet.finish()
