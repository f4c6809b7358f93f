"""Sheet Peta Sel: every computed cell with its four facts, so that each can be redone by hand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name, cell_place, quote_sheet
from lkjip_xl.audit.case import MAX_PRECEDENTS, Case
from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import Area, Slot, place
from lkjip_xl.audit.facts import CellFacts, Match, State
from lkjip_xl.audit.labels import HEADINGS, Labels
from lkjip_xl.audit.paper.listing import FIRST_ROW, Column, close, evidence, fill, listing
from lkjip_xl.audit.paper.poured import Pour, put_pattern
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.values import CellError, Value, number
from lkjip_xl.workbook.model import SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

CELL_MAP: Final = "Peta Sel"
TABLE: Final = "tblPetaSel"
_MOST_KNOWN: Final = 4_000
"""Described sources that are remembered; formulas that look at the same cell stand near each other."""
MAX_ROWS: Final = 1_000_000
"""Cells on one sheet; a second sheet takes what an Excel sheet cannot hold."""
_TEXT, _NUMBER = "polos+kecil", "polos:angka+kecil"
COLUMNS: Final = (
    Column("Berkas", 8, "polos+kecil+tengah"), Column("Lembar", 18, _TEXT), Column("Sel", 8, _TEXT), Column("Uraian", 34, _TEXT),
    Column("(a) Isi", 12, _TEXT), Column("Rumus dalam Berkas", 34, _TEXT), Column("(b) Rumus Resmi?", 16, _TEXT),
    Column("Jenis Beda", 22, _TEXT), Column("Rumus Resmi", 34, _TEXT), Column("Nilai Tersimpan", 18, _NUMBER),
    Column("Hasil Rumus Sendiri", 18, _NUMBER), Column("(c) Tersimpan = Rumus Sendiri?", 17, _TEXT),
    Column("Nilai Resmi", 18, _NUMBER), Column("(d) = Nilai Resmi?", 16, _TEXT), Column("Selisih", 18, _NUMBER),
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


class CellMaps(NamedTuple):
    """Peta Sel: the sheets (more where one cannot hold every cell) with the rows that are poured into them, and where the cells
    that a finding is about have their row (``'Peta Sel'!A12``)."""

    sheets: list[SheetModel]
    pours: list[Pour]
    places: dict[Place, str]


def cell_maps(files: Sequence[PaperFile]) -> CellMaps:
    """Every computed cell of every file."""
    total = sum(len(file.result.facts) for file in files)
    made = CellMaps([], [], {})
    for start in range(0, max(total, 1), MAX_ROWS):
        suffix = f" {len(made.sheets) + 1}" if made.sheets else ""
        sheet = listing(CELL_MAP + suffix, "Peta Sel", _GUIDANCE, COLUMNS)
        fit_heights(sheet)
        table, count = TABLE + suffix.strip(), min(total - start, MAX_ROWS)
        if count:
            put_pattern(sheet, FIRST_ROW, [column.style for column in COLUMNS])
            close(sheet, table, COLUMNS, FIRST_ROW + count - 1)
            made.pours.append(Pour(sheet.name, FIRST_ROW, count, partial(_rows, files, start)))
        else:
            fill(sheet, table, COLUMNS, (), "Tidak ada sel hitungan.")
        made.sheets.append(sheet)
    made.places.update(_places(files, [sheet.name for sheet in made.sheets]))
    return made


def _listed(files: Sequence[PaperFile]) -> Iterator[tuple[PaperFile, CellFacts]]:
    return ((file, facts) for file in files for facts in file.result.facts)


def _places(files: Sequence[PaperFile], names: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """Only the cells of findings: a place for each of 300,000 cells would be most of the paper's memory."""
    wanted = {
        (file.number, finding.sheet, *cell_place(finding.cell.partition(":")[0]))
        for file in files
        for finding in file.result.findings
        if finding.cell
    }
    if not wanted:
        return
    for position, (file, facts) in enumerate(_listed(files)):
        if (file.number, facts.sheet, facts.row, facts.column) in wanted:
            part, row = divmod(position, MAX_ROWS)
            place_of = (file.number, facts.sheet, cell_name(facts.row, facts.column))
            yield place_of, f"{quote_sheet(names[part])}!A{FIRST_ROW + row}"


def _rows(files: Sequence[PaperFile], start: int) -> Iterator[list[Value]]:
    current, writer = 0, None
    for file, facts in islice(_listed(files), start, start + MAX_ROWS):
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
        self._names: dict[str, str] = {}

    def row(self, facts: CellFacts) -> list[Value]:
        """The cells of one row, as in COLUMNS."""
        cell = cell_name(facts.row, facts.column)
        official = facts.official_formula != ""
        formula = facts.state is State.FORMULA
        return [
            self._number, self._name(facts.sheet), cell, self._labels.text(facts) if self._labels else "",
            _state(facts), f"={facts.formula}" if facts.formula is not None else "",
            _MATCHES[facts.match] if official else "tidak ada rumus resmi",
            phrase(f"jenis_{facts.kind}") if facts.kind and facts.match is not Match.OFFICIAL else "",
            facts.official_formula, evidence(facts.cached),
            evidence(facts.recomputed) if formula else "", _holds(facts.own_holds) if formula else "tidak ada rumus",
            evidence(facts.official_value) if official else "",
            _holds(facts.official_holds) if official else "tidak ada rumus resmi",
            _difference(facts), self._sources.text(facts.precedents), ", ".join(self._ids.get((facts.sheet, cell), ())),
        ]  # fmt: skip

    def _name(self, sheet: str) -> str:
        found = self._names.get(sheet)
        if found is None:
            found = self._names[sheet] = plain_text(sheet)
        return found


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
        self._shown_names: dict[int, str] = {}
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
        found = self._known.get(slot)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[slot] = self._described(slot)
        return found

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
        return f"{name} = {_shown(case.grid.cached(slot))}" if case else name

    def _sheet(self, sheet: int) -> str:
        found = self._shown_names.get(sheet)
        if found is None:
            name = self._case.grid.names[sheet] if self._case else self._names.get(sheet, f"lembar ke-{sheet + 1}")
            found = self._shown_names[sheet] = plain_text(name)
        return found


def _shown(value: Value) -> str:
    """As ``shown``, which takes its time with numbers, for whole ones."""
    kind = value.__class__
    if (kind is int or (kind is float and value.is_integer())) and -1e15 < value < 1e15:  # type: ignore[union-attr, operator]
        return f"{value:.0f}" if -10_000 < value < 10_000 else f"{value:,.0f}".replace(",", ".")  # type: ignore[operator]
    return shown(value)
