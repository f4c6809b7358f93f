"""What an alignment says about a report sheet: rows and columns put in or taken out, fixed words changed (A09)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lkjip_xl.address import cell_name, column_letters
from lkjip_xl.audit.align import same_content
from lkjip_xl.audit.case import Fault
from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.labels import HEADINGS
from lkjip_xl.audit.placement import Placement
from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import is_blank
from lkjip_xl.workbook.model import Cell, SheetModel

_TITLES = (*HEADINGS, "judul", "subjudul", "nomor_kolom")
_REASON = "=IF(NOT(ISNUMBER("
"""How the column Keterangan of a table a begins (compute/capaian.py); it is there only while a figure is missing."""
MAX_SHOWN = 4
"""Cells of a row put in that a message shows."""


def sheet_faults(model: SheetModel, sheet: RawSheet, placement: Placement) -> Iterator[Fault]:
    """The differences in structure of one aligned report sheet."""
    yield from _rows_put_in(sheet, placement)
    yield from _rows_taken_out(model, placement)
    yield from _columns_put_in(sheet, placement)
    yield from _columns_taken_out(model, placement)
    yield from _fixed_content(model, sheet, placement)
    yield from _beside(model, sheet, placement)


def filled(sheet: RawSheet, row: int) -> list[RawCell]:
    """The cells of a row that hold something."""
    return [cell for cell in sheet.rows.get(row, ()) if cell.formula is not None or not is_blank(cell.value)]


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as (first, last): 3 4 5 9 → (3, 5), (9, 9)."""
    first = last = 0
    for number in sorted(numbers):
        if first and number == last + 1:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last


def rows_text(first: int, last: int) -> str:
    """``baris 7`` or ``baris 7 sampai 9``."""
    if first == last:
        return phrase("baris", nomor=str(first))
    return phrase("baris_sampai", awal=str(first), akhir=str(last))


def columns_text(first: int, last: int) -> str:
    """``kolom C`` or ``kolom C sampai E``."""
    if first == last:
        return phrase("kolom", huruf=column_letters(first))
    return phrase("kolom_sampai", awal=column_letters(first), akhir=column_letters(last))


def _rows_put_in(sheet: RawSheet, placement: Placement) -> Iterator[Fault]:
    if placement.rows is None:
        return
    known = set(placement.rows.values())
    last = max(known, default=0)
    extra = [row for row in range(1, last) if row not in known]
    with_content = [row for row in extra if filled(sheet, row)]
    for first, final in runs(with_content):
        cells = [cell for row in range(first, final + 1) for cell in filled(sheet, row)]
        ids = frozenset(cell_id(placement.number, cell.row, cell.column) for cell in cells)
        words = {"di_mana": rows_text(first, final), "isi": _listed(cells)}
        yield Fault("baris_sisipan", placement.found, cells[0].address, words=words, cells=ids)
    for first, final in runs(set(extra) - set(with_content)):
        words = {"di_mana": rows_text(first, final)}
        yield Fault("baris_sisipan_kosong", placement.found, cell_name(first, 1), words=words)


def _rows_taken_out(model: SheetModel, placement: Placement) -> Iterator[Fault]:
    if placement.rows is None:
        return
    missing = [row for row, cells in model.rows.items() if row not in placement.rows and _says(cells)]
    for first, final in runs(missing):
        words = {"banyak": str(final - first + 1), "isi": _says(model.rows[first])}
        rows = frozenset((placement.official, row) for row in range(first, final + 1))
        yield Fault("baris_hilang", placement.found, words=words, rows_lost=rows)


def _columns_put_in(sheet: RawSheet, placement: Placement) -> Iterator[Fault]:
    if placement.columns is None:
        return
    known = set(placement.columns.values())
    last = max(known, default=0)
    cells = [cell for row in sheet.rows for cell in filled(sheet, row) if cell.column < last and cell.column not in known]
    content = {cell.column for cell in cells}
    for first, final in runs(content):
        inside = [cell for cell in cells if first <= cell.column <= final]
        ids = frozenset(cell_id(placement.number, cell.row, cell.column) for cell in inside)
        words = {"di_mana": columns_text(first, final)}
        yield Fault("kolom_sisipan", placement.found, inside[0].address, words=words, cells=ids)
    for first, final in runs(set(range(1, last)) - known - content):
        yield Fault("kolom_sisipan_kosong", placement.found, cell_name(1, first), words={"di_mana": columns_text(first, final)})


def _columns_taken_out(model: SheetModel, placement: Placement) -> Iterator[Fault]:
    if placement.columns is None:
        return
    missing = {column for _, column, cell in model.cells() if column not in placement.columns and _has(cell)}
    for first, final in runs(missing):
        columns = frozenset((placement.official, column) for column in range(first, final + 1))
        formulas = [cell.formula for _, column, cell in model.cells() if first <= column <= final and cell.formula]
        if formulas and all(formula.startswith(_REASON) for formula in formulas):
            yield Fault("kolom_keterangan", placement.found, columns_lost=columns)
            continue
        words = {"banyak": str(final - first + 1), "isi": columns_text(first, first)}
        yield Fault("kolom_lembar_hilang", placement.found, words=words, columns_lost=columns)


def _fixed_content(model: SheetModel, sheet: RawSheet, placement: Placement) -> Iterator[Fault]:
    """Words and numbers that the report writes itself. Numbers are not looked at where rows moved: they count the rows."""
    for row, column, cell in model.cells():
        if cell.formula is not None or (placement.rows is not None and not isinstance(cell.value, str)):
            continue
        place = placement.place(row, column)
        raw = sheet.cell(*place) if place else None
        found = raw.value if raw else None
        if place is None or (same_content(cell.value, found) and (raw is None or raw.formula is None)):
            continue
        title = cell.style.startswith(_TITLES)
        yield Fault(
            "judul_laporan" if title else "isi_tetap",
            placement.found,
            cell_name(*place),
            value=found,
            words={"judul_baku" if title else "isi_baku": plain_text(str(cell.value)) if title else shown(cell.value)},
            cells=frozenset({cell_id(placement.number, *place)}),
        )


def _beside(model: SheetModel, sheet: RawSheet, placement: Placement) -> Iterator[Fault]:
    """Content outside the official table: notes of the office, one remark per sheet."""
    rows = _inverse(placement.rows, model.rows)
    columns = _inverse(placement.columns, range(1, 1 + max((len(cells) for cells in model.rows.values()), default=0)))
    last_row = max(rows, default=0)
    extra: list[RawCell] = []
    for row in sheet.rows:
        official_row = rows.get(row)
        if official_row is None and row < last_row and placement.rows is not None:
            continue
        for cell in filled(sheet, row):
            official_column = columns.get(cell.column)
            if official_row is None or official_column is None or model.cell(official_row, official_column) is None:
                extra.append(cell)
    if placement.columns is not None:
        extra = [cell for cell in extra if cell.column > max(columns, default=0) or cell.row > last_row]
    if extra:
        words = {"pertama": extra[0].address, "banyak": str(len(extra))}
        yield Fault("isi_tambahan", placement.found, extra[0].address, words=words)


def _inverse(mapping: object, places: Iterable[int]) -> dict[int, int]:
    """Found → official."""
    if isinstance(mapping, dict):
        return {found: official for official, found in mapping.items()}
    return {place: place for place in places}


def _listed(cells: Sequence[RawCell]) -> str:
    return ", ".join(shown(cell.value) for cell in cells[:MAX_SHOWN])


def _has(cell: Cell | None) -> bool:
    return cell is not None and (cell.formula is not None or not is_blank(cell.value))


def _says(cells: Sequence[Cell | None]) -> str:
    """The first words of an official row; "" for a blank one."""
    texts = [shown(cell.value) for cell in cells if cell is not None and _has(cell)]
    words = [text for text in texts if text.startswith("“")]
    return (words or texts or [""])[0]
