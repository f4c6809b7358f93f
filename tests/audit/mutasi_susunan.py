"""Mutants whose rows, sheets or headings changed."""

from __future__ import annotations

import re
from random import Random

from lkjip_xl.address import cell_name, column_letters
from lkjip_xl.definition.own_sheets import is_report_sheet
from lkjip_xl.definition.sheets import sheet_def, sheet_defs
from lkjip_xl.values import Value, is_number
from tests.audit.buku_xml import cell_xml, references
from tests.audit.mutasi import Clean, Kind, Mutant, recalculated


def row_below_table(clean: Clean, random: Random) -> Mutant | None:
    """A program typed right below the DPA; no total looks that far."""
    definition, sheet = sheet_def("dpa"), clean.raw.sheet("DPA")
    if sheet is None or not any("SUMIFS(DPA!" in (cell.formula or "") for _, cell in clean.formulas):
        return None
    last = max(sheet.rows)
    values: dict[str, Value] = {"tingkat": "Program", "uraian": "PROGRAM SISIPAN", "pagu": 5_000_000}
    cells = "".join(
        cell_xml(f"{column_letters(column.order)}{last + 1}", "0", None, values[column.key])
        for column in definition.columns
        if column.key in values
    )
    book = clean.xml.copy()
    book.change(book.sheets["DPA"], lambda text: text.replace("</sheetData>", f'<row r="{last + 1}">{cells}</row></sheetData>'))
    totals = frozenset((s, c.address) for s, c in clean.formulas if re.search(r"SUMIFS\(DPA!", c.formula or ""))
    return Mutant("baris di bawah tabel DPA", book.data(), codes=frozenset({"A03"}), also=totals | {("DPA", "*")})


def row_put_in(clean: Clean, random: Random) -> Mutant | None:
    """A row with figures put into a report table, as Excel does it: one finding."""
    tables = ("Realisasi Anggaran", "Program Kegiatan", "Jumlah Pegawai", "Matrik Renstra")
    names = [name for name in tables if name in clean.xml.sheets]
    if not names:
        return None
    name = random.choice(names)
    sheet = clean.raw.sheet(name)
    assert sheet is not None
    rows = sorted(row for row, cells in sheet.rows.items() if any(cell.formula for cell in cells))
    at = random.choice(rows[3:] or rows)
    book = clean.xml.copy()
    cells = cell_xml(f"A{at}", "0", None, "SISIPAN") + cell_xml(f"C{at}", "0", None, 123)
    book.insert_row(name, at, cells)
    rows = [
        [int(re.sub(r"\D", "", match[part])) for part in ("first", "last")]
        for where, cell in clean.formulas
        if where == name
        for match in references(cell.formula or "")
        if match["last"] and not match["sheet"]
    ]
    inside = any(first <= at <= last + 1 for first, last in rows)
    data = recalculated(book)
    totals = {(name, "*")} if inside else set()
    return Mutant("baris disisipkan", data, name, frozenset({f"A{at}"}), frozenset({"A09"}), also=frozenset(totals))


def row_beside_total(clean: Clean, random: Random) -> Mutant | None:
    """A row put in between the last row and the total, whose range does not grow."""
    candidates = []
    for name, cell in clean.formulas:
        match = re.fullmatch(r"SUM\([A-Z]+[0-9]+:[A-Z]+([0-9]+)\)", cell.formula or "")
        if match and is_report_sheet(name) and int(match[1]) == cell.row - 1:
            candidates.append((name, cell, int(match[1])))
    if not candidates:
        return None
    sheet, total, last = random.choice(candidates)
    book = clean.xml.copy()
    at = last + 1
    cells = cell_xml(f"A{at}", "0", None, "SISIPAN") + cell_xml(f"{column_letters(total.column)}{at}", "0", None, 123_456)
    book.insert_row(sheet, at, cells)
    places = frozenset({f"A{at}", cell_name(total.row + 1, total.column)})
    return Mutant("baris sisipan di luar jumlah", book.data(), sheet, places, frozenset({"A10"}))


def row_hidden(clean: Clean, random: Random) -> Mutant | None:
    """A row of the DPA hidden, which totals count."""
    sheet = clean.raw.sheet("DPA")
    users = [cell for _, cell in clean.formulas if "SUMIFS(DPA!" in (cell.formula or "")]
    if sheet is None or not users:
        return None
    amount = sheet_def("dpa").by_key["pagu"].order
    counted = [row for row in sheet.rows if row > 4 and (cell := sheet.cell(row, amount)) and is_number(cell.value)]
    if not counted:
        return None
    row = random.choice(counted)
    book = clean.xml.copy()
    book.change(book.sheets["DPA"], lambda text: re.sub(rf'<row r="{row}"', f'<row r="{row}" hidden="1"', text))
    cells = frozenset(cell.address for cell in sheet.rows[row])
    return Mutant("baris tersembunyi", book.data(), "DPA", cells, frozenset({"D03"}))


def sheet_renamed(clean: Clean, random: Random) -> Mutant | None:
    """A sheet renamed, formulas following."""
    inputs = [definition.name for definition in sheet_defs() if definition.key in ("dpa", "pk", "renstra")]
    names = [name for name in clean.xml.sheets if name in inputs or (is_report_sheet(name) and name != "Catatan Laporan")]
    name = random.choice(names)
    book = clean.xml.copy()
    book.rename(name, "Lembar Baru")
    return Mutant("lembar diganti nama", book.data(), "Lembar Baru", frozenset(), frozenset({"A09"}), note=name)


def sheet_deleted(clean: Clean, random: Random) -> Mutant | None:
    """A report sheet deleted."""
    names = [name for name in clean.xml.sheets if is_report_sheet(name) and name not in ("Catatan Laporan", "Daftar Tabel")]
    if not names:
        return None
    name = random.choice(names)
    book = clean.xml.copy()
    book.remove_sheet(name)
    return Mutant("lembar dihapus", book.data(), "", frozenset(), frozenset({"A09"}), note=name)


def heading_changed(clean: Clean, random: Random) -> Mutant | None:
    """A heading of an input sheet changed."""
    definition = sheet_def(random.choice(("dpa", "realisasi", "renstra", "pk", "sdm")))
    sheet = clean.raw.sheet(definition.name)
    if sheet is None:
        return None
    cell = random.choice([cell for cell in sheet.rows[4] if isinstance(cell.value, str)])
    book = clean.xml.copy()
    book.put(definition.name, cell.address, value=random.choice((f"{cell.value} (Rp)", "Kolom Lain")))
    return Mutant("judul diubah", book.data(), definition.name, frozenset({cell.address}), frozenset({"A09"}))


def report_words_changed(clean: Clean, random: Random) -> Mutant | None:
    """A fixed heading of a report table changed."""
    candidates = [
        (sheet.name, cell)
        for sheet in clean.raw.sheets
        if is_report_sheet(sheet.name) and sheet.name != "Catatan Laporan"
        for cell in sheet.cells()
        if cell.formula is None and isinstance(cell.value, str) and cell.row < 9
    ]
    if not candidates:
        return None
    sheet_name, cell = random.choice(candidates)
    book = clean.xml.copy()
    book.put(sheet_name, cell.address, value="JUDUL LAIN")
    return Mutant("judul tabel diubah", book.data(), sheet_name, frozenset({cell.address}), frozenset({"A09"}))


STRUCTURE_KINDS: dict[str, Kind] = {
    "baris di bawah tabel": row_below_table,
    "baris disisipkan": row_put_in,
    "baris di luar jumlah": row_beside_total,
    "baris tersembunyi": row_hidden,
    "lembar diganti nama": sheet_renamed,
    "lembar dihapus": sheet_deleted,
    "judul diubah": heading_changed,
    "judul tabel": report_words_changed,
}
"""Every kind by its name."""
