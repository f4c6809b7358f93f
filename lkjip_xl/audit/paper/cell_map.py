"""Sheet Peta Sel: every computed cell with its four facts, so that each can be redone by hand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lkjip_xl.address import cell_name, quote_sheet
from lkjip_xl.audit.case import MAX_PRECEDENTS, Case
from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import Area, Slot, place
from lkjip_xl.audit.facts import CellFacts, Match, State
from lkjip_xl.audit.labels import HEADINGS, Labels
from lkjip_xl.audit.paper.listing import FIRST_ROW, Column, evidence, fill, listing
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.values import CellError, Value, number
from lkjip_xl.workbook.model import Cell, SheetModel

CELL_MAP: Final = "Peta Sel"
TABLE: Final = "tblPetaSel"
MAX_ROWS: Final = 1_000_000
"""Cells on one sheet; a second sheet takes what an Excel sheet cannot hold."""
_TEXT, _NUMBER = "polos+kecil", "polos:angka+kecil"
COLUMNS: Final = (
    Column("Berkas", 8, "polos+kecil+tengah"), Column("Lembar", 18, _TEXT), Column("Sel", 8, _TEXT), Column("Uraian", 34, _TEXT),
    Column("(a) Isi", 12, _TEXT), Column("Rumus dalam Berkas", 34, _TEXT), Column("(b) Rumus Resmi?", 16, _TEXT),
    Column("Jenis Beda", 22, _TEXT), Column("Rumus Resmi", 34, _TEXT), Column("Nilai Tersimpan", 16, _NUMBER),
    Column("Hasil Rumus Sendiri", 16, _NUMBER), Column("(c) Tersimpan = Rumus Sendiri?", 16, _TEXT),
    Column("Nilai Resmi", 16, _NUMBER), Column("(d) = Nilai Resmi?", 14, _TEXT), Column("Selisih", 14, _NUMBER),
    Column("Sel Sumber", 44, _TEXT), Column("ID Temuan", 16, _TEXT),
)  # fmt: skip
_GUIDANCE: Final = (
    "Semua sel hitungan. (a) isinya; (b) rumusnya dibandingkan dengan rumus resmi; (c) nilai tersimpan dibandingkan dengan hasil "
    "rumusnya sendiri; (d) dengan hasil rumus resmi atas isian berkas. Rumus ditulis sebagai teks. Nomor berkas: lihat Ringkasan."
)
_MATCHES: Final = {
    Match.OFFICIAL: "ya", Match.EQUIVALENT: "setara", Match.DIFFERENT: "tidak", Match.BROKEN: "tidak terurai",
    Match.NONE: "tidak ada rumus",
}  # fmt: skip
Place = tuple[int, str, str]
"""File number, sheet and cell of an examined file."""


def cell_maps(files: Sequence[PaperFile]) -> tuple[list[SheetModel], dict[Place, str]]:
    """The sheet (more where one cannot hold every cell), and where the row of each cell stands (``'Peta Sel'!A12``)."""
    listed = [(file, facts) for file in files for facts in file.result.facts]
    sheets: list[SheetModel] = []
    places: dict[Place, str] = {}
    for start in range(0, max(len(listed), 1), MAX_ROWS):
        part = listed[start : start + MAX_ROWS]
        suffix = f" {len(sheets) + 1}" if sheets else ""
        name = CELL_MAP + suffix
        sheet = listing(name, "Peta Sel", _GUIDANCE, COLUMNS)
        fill(sheet, TABLE + suffix.strip(), COLUMNS, _rows(part), "Tidak ada sel hitungan.")
        sheets.append(sheet)
        for row, (file, facts) in enumerate(part, FIRST_ROW):
            places[file.number, facts.sheet, cell_name(facts.row, facts.column)] = f"{quote_sheet(name)}!A{row}"
    return sheets, places


def _rows(listed: Sequence[tuple[PaperFile, CellFacts]]) -> Iterator[list[Value | Cell]]:
    current, writer = 0, None
    for file, facts in listed:
        if writer is None or file.number != current:
            current, writer = file.number, _FileRows(file)
        yield writer.row(facts)


class _FileRows:
    """The rows of one file."""

    def __init__(self, file: PaperFile) -> None:
        self._number = file.number
        self._labels = _LabelIndex(file.result.case) if file.result.case else None
        self._sources = _Sources(file)
        self._ids: dict[tuple[str, str], list[str]] = defaultdict(list)
        for finding in file.result.findings:
            self._ids[finding.sheet, finding.cell].append(finding.id)

    def row(self, facts: CellFacts) -> list[Value | Cell]:
        """The cells of one row, as in COLUMNS."""
        cell = cell_name(facts.row, facts.column)
        official = facts.official_formula != ""
        formula = facts.state is State.FORMULA
        return [
            self._number, plain_text(facts.sheet), cell, self._labels.text(facts) if self._labels else "",
            _state(facts), f"={facts.formula}" if facts.formula is not None else "",
            _MATCHES[facts.match] if official else "tidak ada rumus resmi",
            phrase(f"jenis_{facts.kind}") if facts.kind and facts.match is not Match.OFFICIAL else "",
            facts.official_formula, evidence(facts.cached),
            evidence(facts.recomputed) if formula else "", _holds(facts.own_holds) if formula else "tidak ada rumus",
            evidence(facts.official_value) if official else "",
            _holds(facts.official_holds) if official else "tidak ada rumus resmi",
            _difference(facts), self._sources.text(facts.precedents), ", ".join(self._ids.get((facts.sheet, cell), ())),
        ]  # fmt: skip


def _state(facts: CellFacts) -> str:
    """(a) in words."""
    faulty = isinstance(facts.found_value, CellError)
    if facts.state is State.FORMULA:
        return "rumus, galat" if faulty else "rumus"
    if facts.state is State.VALUE:
        return "galat diketik" if faulty else "nilai diketik"
    return "kosong"


def _holds(holds: bool | None) -> str:
    return "tidak dapat diuji" if holds is None else "ya" if holds else "tidak"


def _difference(facts: CellFacts) -> Value:
    """Found less official; 0 within the tolerance, "" where there is nothing to subtract."""
    if not facts.official_formula or facts.difference is None:
        return ""
    return 0 if facts.official_holds else evidence(facts.difference)


class _LabelIndex:
    """What people call a computed cell: row label and column heading, each sheet looked through once."""

    def __init__(self, case: Case) -> None:
        models = {model.name: model for model in case.expected.report.values()}
        self._labels: Labels = case.labels
        self._reports = models
        self._headings: dict[str, Mapping[int, tuple[list[int], list[str]]]] = {}

    def text(self, facts: CellFacts) -> str:
        """``Program A · Realisasi``; "" at a place that no official sheet has."""
        sheet, row, column = facts.official_sheet, facts.official_row, facts.official_column
        if not sheet:
            return ""
        heading = self._heading(sheet, row, column)
        return " · ".join(filter(None, (self._labels.row_label(sheet, row, column), heading)))

    def _heading(self, sheet: str, row: int, column: int) -> str:
        model = self._reports.get(sheet)
        if model is None:
            return self._labels.heading(sheet, row, column)
        if sheet not in self._headings:
            self._headings[sheet] = _heading_cells(model)
        rows, texts = self._headings[sheet].get(column, ((), ()))
        at = bisect_right(rows, row)
        return texts[at - 1] if at else ""


def _heading_cells(model: SheetModel) -> dict[int, tuple[list[int], list[str]]]:
    """Column → its heading cells from the top down, as (rows, texts)."""
    found: dict[int, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for row, column, cell in model.cells():
        if cell.style.startswith(HEADINGS) and isinstance(cell.value, str) and cell.value.strip():
            rows, texts = found[column]
            rows.append(row)
            texts.append(plain_text(" ".join(cell.value.split())))
    return dict(found)


class _Sources:
    """The cells a formula looks at, with their values where the cells of the file are at hand; each area summed once."""

    def __init__(self, file: PaperFile) -> None:
        self._case = file.result.case
        self._known: dict[Slot, str] = {}
        self._names: dict[int, str] = {}
        for facts in file.result.facts:
            self._names.setdefault(place(facts.cell)[0], facts.sheet)

    def text(self, slots: Sequence[Slot]) -> str:
        """``DPA!K7 = 1.000; DPA!L7 = 950``; for an area the sum of its numbers."""
        distinct = list(dict.fromkeys(slots))
        shown_slots = [self._slot(slot) for slot in distinct[:MAX_PRECEDENTS]]
        more = len(distinct) - MAX_PRECEDENTS
        return "; ".join([*filter(None, shown_slots), *([f"dan {more} lagi"] if more > 0 else [])])

    def _slot(self, slot: Slot) -> str:
        if slot not in self._known:
            self._known[slot] = self._described(slot)
        return self._known[slot]

    def _described(self, slot: Slot) -> str:
        case = self._case
        sheet = slot.sheet if isinstance(slot, Area) else slot if slot < 0 else place(slot)[0]
        if sheet < 0:
            return "lembar yang tidak ada"
        if isinstance(slot, Area):
            last = cell_name(slot.top + slot.rows - 1, slot.left + slot.columns - 1)
            name = f"{self._sheet(sheet)}!{cell_name(slot.top, slot.left)}:{last}"
            if case is None:
                return name
            numbers = (number(case.grid.cached(cell)) for cell in case.grid.ids(slot))
            return f"{name} (jumlah {shown(sum(found for found in numbers if found is not None))})"
        name = f"{self._sheet(sheet)}!{cell_name(*place(slot)[1:])}"
        return f"{name} = {shown(case.grid.cached(slot))}" if case else name

    def _sheet(self, sheet: int) -> str:
        name = self._case.grid.names[sheet] if self._case else self._names.get(sheet, f"lembar ke-{sheet + 1}")
        return plain_text(name)
